-- Facts are append-only: a mistake is corrected by another row, never by changing one.
CREATE TRIGGER `factura_linea_no_update` BEFORE UPDATE ON `factura_linea` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `factura_linea_no_delete` BEFORE DELETE ON `factura_linea` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `recibo_no_update` BEFORE UPDATE ON `recibo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `recibo_no_delete` BEFORE DELETE ON `recibo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_no_update` BEFORE UPDATE ON `nota_credito` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_no_delete` BEFORE DELETE ON `nota_credito` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `aplicacion_no_update` BEFORE UPDATE ON `aplicacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `aplicacion_no_delete` BEFORE DELETE ON `aplicacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `impresion_no_update` BEFORE UPDATE ON `impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `impresion_no_delete` BEFORE DELETE ON `impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `auditoria_no_update` BEFORE UPDATE ON `auditoria` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `auditoria_no_delete` BEFORE DELETE ON `auditoria` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `solicitud_no_update` BEFORE UPDATE ON `solicitud` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `solicitud_no_delete` BEFORE DELETE ON `solicitud` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `importacion_no_update` BEFORE UPDATE ON `importacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `importacion_no_delete` BEFORE DELETE ON `importacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `ai_interaction_no_update` BEFORE UPDATE ON `ai_interaction` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `ai_interaction_no_delete` BEFORE DELETE ON `ai_interaction` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `factura_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `cliente_id`, `servicio_id`, `periodo`, `monto_total`, `fecha_emision`, `fecha_vencimiento`, `numero`, `origen`, `notas`, `usuario_id`, `creado_en` ON `factura` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `factura_no_delete` BEFORE DELETE ON `factura` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `pago_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `cliente_id`, `factura_id`, `monto`, `metodo`, `referencia`, `fecha_pago`, `recibo_id` ON `pago` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `pago_no_delete` BEFORE DELETE ON `pago` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `mensaje_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `conversacion_id`, `tipo`, `contenido`, `fecha` ON `mensaje` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `mensaje_no_delete` BEFORE DELETE ON `mensaje` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `evento_integracion_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `origen`, `tipo_evento`, `payload_json`, `fecha` ON `evento_integracion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `evento_integracion_no_delete` BEFORE DELETE ON `evento_integracion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
-- A series grows by one at a time, or where it begins: no gap can be made by mistake.
CREATE TRIGGER `serie_gapless` BEFORE UPDATE ON `serie`
WHEN new.`siguiente` <> old.`siguiente` + 1 OR new.`puesto_id` <> old.`puesto_id` OR new.`tipo` <> old.`tipo` OR new.`tenant_id` <> old.`tenant_id`
BEGIN SELECT RAISE(ABORT, 'serie.gap'); END;
--> statement-breakpoint
CREATE TRIGGER `serie_no_delete` BEFORE DELETE ON `serie` BEGIN SELECT RAISE(ABORT, 'serie.gap'); END;
--> statement-breakpoint
-- An allocation moves money of one client only, and never more than the invoice owed.
CREATE TRIGGER `aplicacion_un_cliente` BEFORE INSERT ON `aplicacion`
WHEN (SELECT `cliente_id` FROM `factura` WHERE `id` = new.`factura_id`) IS NOT new.`cliente_id`
  OR (new.`pago_id` IS NOT NULL AND (SELECT `cliente_id` FROM `pago` WHERE `id` = new.`pago_id`) IS NOT new.`cliente_id`)
  OR (new.`nota_credito_id` IS NOT NULL AND (SELECT `cliente_id` FROM `nota_credito` WHERE `id` = new.`nota_credito_id`) IS NOT new.`cliente_id`)
BEGIN SELECT RAISE(ABORT, 'aplicacion.foreign'); END;
--> statement-breakpoint
-- How many rows of `cliente` are in each state.
CREATE TRIGGER `cliente_conteo_insert` AFTER INSERT ON `cliente` BEGIN
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'cliente', new.`estado_servicio`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `cliente_conteo_update` AFTER UPDATE OF `estado_servicio` ON `cliente` WHEN old.`estado_servicio` <> new.`estado_servicio` BEGIN
  UPDATE `conteo` SET `n` = `n` - 1 WHERE `tenant_id` = old.`tenant_id` AND `entidad` = 'cliente' AND `clave` = old.`estado_servicio`;
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'cliente', new.`estado_servicio`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
-- How many rows of `factura` are in each state.
CREATE TRIGGER `factura_conteo_insert` AFTER INSERT ON `factura` BEGIN
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'factura', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factura_conteo_update` AFTER UPDATE OF `estado` ON `factura` WHEN old.`estado` <> new.`estado` BEGIN
  UPDATE `conteo` SET `n` = `n` - 1 WHERE `tenant_id` = old.`tenant_id` AND `entidad` = 'factura' AND `clave` = old.`estado`;
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'factura', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
-- Services in force of each plan.
CREATE TRIGGER `servicio_conteo_insert` AFTER INSERT ON `servicio` WHEN new.`estado` <> 'baja' BEGIN
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'plan', new.`plan_id`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `servicio_conteo_update` AFTER UPDATE OF `estado`, `plan_id` ON `servicio` BEGIN
  UPDATE `conteo` SET `n` = `n` - 1
    WHERE old.`estado` <> 'baja' AND `tenant_id` = old.`tenant_id` AND `entidad` = 'plan' AND `clave` = old.`plan_id`;
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`)
    SELECT new.`tenant_id`, 'plan', new.`plan_id`, 1 WHERE new.`estado` <> 'baja'
    ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
-- Clients and services end as `baja`; their history stays.
CREATE TRIGGER `cliente_no_delete` BEFORE DELETE ON `cliente` BEGIN SELECT RAISE(ABORT, 'master.kept'); END;
--> statement-breakpoint
-- Clients and services end as `baja`; their history stays.
CREATE TRIGGER `servicio_no_delete` BEFORE DELETE ON `servicio` BEGIN SELECT RAISE(ABORT, 'master.kept'); END;
--> statement-breakpoint
-- Full text of names and addresses: without accents or case, prefixes of two and three letters indexed.
CREATE VIRTUAL TABLE `cliente_fts` USING fts5(
  `nombre`, `direccion`,
  content='cliente_busqueda', content_rowid='n',
  tokenize="unicode61 remove_diacritics 2", prefix='2 3', detail=column, columnsize=0
);
--> statement-breakpoint
CREATE VIRTUAL TABLE `cliente_fts_vocabulario` USING fts5vocab('cliente_fts', 'row');
--> statement-breakpoint
CREATE TRIGGER `cliente_busqueda_insert` AFTER INSERT ON `cliente_busqueda` BEGIN
  INSERT INTO `cliente_fts` (rowid, `nombre`, `direccion`) VALUES (new.`n`, new.`nombre`, new.`direccion`);
END;
--> statement-breakpoint
CREATE TRIGGER `cliente_busqueda_delete` AFTER DELETE ON `cliente_busqueda` BEGIN
  INSERT INTO `cliente_fts` (`cliente_fts`, rowid, `nombre`, `direccion`) VALUES ('delete', old.`n`, old.`nombre`, old.`direccion`);
END;
--> statement-breakpoint
CREATE TRIGGER `cliente_busqueda_update` AFTER UPDATE ON `cliente_busqueda` BEGIN
  INSERT INTO `cliente_fts` (`cliente_fts`, rowid, `nombre`, `direccion`) VALUES ('delete', old.`n`, old.`nombre`, old.`direccion`);
  INSERT INTO `cliente_fts` (rowid, `nombre`, `direccion`) VALUES (new.`n`, new.`nombre`, new.`direccion`);
END;
--> statement-breakpoint
-- What was there before these triggers is counted and indexed once.
INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`)
  SELECT `tenant_id`, 'cliente', `estado_servicio`, count(*) FROM `cliente` GROUP BY 1, 3
  UNION ALL SELECT `tenant_id`, 'factura', `estado`, count(*) FROM `factura` GROUP BY 1, 3
  UNION ALL SELECT `tenant_id`, 'plan', `plan_id`, count(*) FROM `servicio` WHERE `estado` <> 'baja' GROUP BY 1, 3;
--> statement-breakpoint
INSERT INTO `cliente_fts` (`cliente_fts`) VALUES ('rebuild');
