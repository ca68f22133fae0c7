-- New facts, and those whose tables were made anew, are append-only like the others.
CREATE TRIGGER `cobertura_no_update` BEFORE UPDATE ON `cobertura` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `cobertura_no_delete` BEFORE DELETE ON `cobertura` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_linea_no_update` BEFORE UPDATE ON `nota_credito_linea` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_linea_no_delete` BEFORE DELETE ON `nota_credito_linea` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `devolucion_no_update` BEFORE UPDATE ON `devolucion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `devolucion_no_delete` BEFORE DELETE ON `devolucion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `devolucion_origen_no_update` BEFORE UPDATE ON `devolucion_origen` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `devolucion_origen_no_delete` BEFORE DELETE ON `devolucion_origen` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_no_update` BEFORE UPDATE ON `nota_credito` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_no_delete` BEFORE DELETE ON `nota_credito` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `impresion_no_update` BEFORE UPDATE ON `impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `impresion_no_delete` BEFORE DELETE ON `impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `servicio_evento_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `servicio_id`, `fecha`, `tipo`, `plan_anterior_id`, `plan_id`, `motivo`, `usuario_id`, `creado_en` ON `servicio_evento` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `servicio_evento_no_delete` BEFORE DELETE ON `servicio_evento` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `promesa_pago_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `cliente_id`, `monto`, `fecha`, `notas`, `usuario_id`, `creado_en` ON `promesa_pago` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `promesa_pago_no_delete` BEFORE DELETE ON `promesa_pago` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `correo_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `cliente_id`, `tipo`, `documento_id`, `regla`, `para`, `asunto`, `usuario_id`, `creado_en` ON `correo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `correo_no_delete` BEFORE DELETE ON `correo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `corrida_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `periodo`, `dia`, `origen`, `creado_en` ON `corrida` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `corrida_no_delete` BEFORE DELETE ON `corrida` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `corrida_fila_no_update` BEFORE UPDATE OF `corrida_id`, `clave`, `tenant_id`, `cliente_id`, `total_previsto` ON `corrida_fila` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `corrida_fila_no_delete` BEFORE DELETE ON `corrida_fila` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
-- The run of an invoice is a fact too.
DROP TRIGGER `factura_no_update`;
--> statement-breakpoint
CREATE TRIGGER `factura_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `cliente_id`, `servicio_id`, `periodo`, `monto_total`, `fecha_emision`, `fecha_vencimiento`, `numero`, `origen`, `notas`, `usuario_id`, `creado_en`, `corrida_id` ON `factura` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
-- Charges and prices end as what they were; their history stays.
CREATE TRIGGER `cargo_no_delete` BEFORE DELETE ON `cargo` BEGIN SELECT RAISE(ABORT, 'master.kept'); END;
--> statement-breakpoint
-- Charges and prices end as what they were; their history stays.
CREATE TRIGGER `plan_precio_no_delete` BEFORE DELETE ON `plan_precio` BEGIN SELECT RAISE(ABORT, 'master.kept'); END;
--> statement-breakpoint
CREATE TRIGGER `serie_gapless` BEFORE UPDATE ON `serie`
WHEN new.`siguiente` <> old.`siguiente` + 1 OR new.`puesto_id` <> old.`puesto_id` OR new.`tipo` <> old.`tipo` OR new.`tenant_id` <> old.`tenant_id`
BEGIN SELECT RAISE(ABORT, 'serie.gap'); END;
--> statement-breakpoint
CREATE TRIGGER `serie_no_delete` BEFORE DELETE ON `serie` BEGIN SELECT RAISE(ABORT, 'serie.gap'); END;
--> statement-breakpoint
CREATE TRIGGER `aplicacion_un_cliente` BEFORE INSERT ON `aplicacion`
WHEN (SELECT `cliente_id` FROM `factura` WHERE `id` = new.`factura_id`) IS NOT new.`cliente_id`
  OR (new.`pago_id` IS NOT NULL AND (SELECT `cliente_id` FROM `pago` WHERE `id` = new.`pago_id`) IS NOT new.`cliente_id`)
  OR (new.`nota_credito_id` IS NOT NULL AND (SELECT `cliente_id` FROM `nota_credito` WHERE `id` = new.`nota_credito_id`) IS NOT new.`cliente_id`)
BEGIN SELECT RAISE(ABORT, 'aplicacion.foreign'); END;
--> statement-breakpoint
-- A credit note takes back an invoice of its own client, and a refund gives back that client's own money.
CREATE TRIGGER `nota_credito_un_cliente` BEFORE INSERT ON `nota_credito`
WHEN new.`factura_id` IS NOT NULL AND (SELECT `cliente_id` FROM `factura` WHERE `id` = new.`factura_id`) IS NOT new.`cliente_id`
BEGIN SELECT RAISE(ABORT, 'nota_credito.foreign'); END;
--> statement-breakpoint
CREATE TRIGGER `devolucion_un_cliente` BEFORE INSERT ON `devolucion_origen`
WHEN (SELECT `cliente_id` FROM `devolucion` WHERE `id` = new.`devolucion_id`) IS NOT new.`cliente_id`
  OR (new.`pago_id` IS NOT NULL AND (SELECT `cliente_id` FROM `pago` WHERE `id` = new.`pago_id`) IS NOT new.`cliente_id`)
  OR (new.`nota_credito_id` IS NOT NULL AND (SELECT `cliente_id` FROM `nota_credito` WHERE `id` = new.`nota_credito_id`) IS NOT new.`cliente_id`)
BEGIN SELECT RAISE(ABORT, 'devolucion.foreign'); END;
--> statement-breakpoint
-- How many rows of `correo` are in each state.
CREATE TRIGGER `correo_conteo_insert` AFTER INSERT ON `correo` BEGIN
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'correo', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `correo_conteo_update` AFTER UPDATE OF `estado` ON `correo` WHEN old.`estado` <> new.`estado` BEGIN
  UPDATE `conteo` SET `n` = `n` - 1 WHERE `tenant_id` = old.`tenant_id` AND `entidad` = 'correo' AND `clave` = old.`estado`;
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'correo', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
-- How many rows of `promesa_pago` are in each state.
CREATE TRIGGER `promesa_pago_conteo_insert` AFTER INSERT ON `promesa_pago` BEGIN
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'promesa_pago', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `promesa_pago_conteo_update` AFTER UPDATE OF `estado` ON `promesa_pago` WHEN old.`estado` <> new.`estado` BEGIN
  UPDATE `conteo` SET `n` = `n` - 1 WHERE `tenant_id` = old.`tenant_id` AND `entidad` = 'promesa_pago' AND `clave` = old.`estado`;
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'promesa_pago', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
-- What was there before: every seat gives refunds numbers too.
INSERT INTO `serie` (`tenant_id`, `puesto_id`, `tipo`, `siguiente`) SELECT `tenant_id`, `id`, 'devolucion', 1 FROM `puesto`;
--> statement-breakpoint
UPDATE `plan_servicio` SET `cobra_suspension` = 1 WHERE `politica_suspension` <> 'cortar';
--> statement-breakpoint
-- A service that is not active became so on its day of the cut; whoever it was, it is not known any more.
INSERT INTO `servicio_evento` (`id`, `tenant_id`, `servicio_id`, `fecha`, `tipo`, `aplicado`, `creado_en`)
  SELECT `id`, `tenant_id`, `id`, coalesce(`fecha_corte`, `fecha_activacion`), iif(`estado` = 'baja', 'baja', 'suspension'), 1, `actualizado_en`
  FROM `servicio` WHERE `estado` <> 'activo';
--> statement-breakpoint
UPDATE `servicio` SET `motivo_suspension` = 'deuda' WHERE `estado` = 'suspendido';
--> statement-breakpoint
-- Months that were billed by cycle are settled.
INSERT INTO `cobertura` (`servicio_id`, `periodo`, `orden`, `tenant_id`, `componente`, `desde`, `hasta`, `signo`, `precio`, `base_dias`, `factura_id`, `creado_en`)
  SELECT f.`servicio_id`, f.`periodo`, row_number() OVER (PARTITION BY f.`servicio_id`, f.`periodo` ORDER BY f.`id`) - 1, f.`tenant_id`,
    'plan:' || s.`plan_id`, f.`periodo` || '-01', date(f.`periodo` || '-01', '+1 month', '-1 day'), 1, f.`monto_total`,
    CAST(strftime('%d', date(f.`periodo` || '-01', '+1 month', '-1 day')) AS INTEGER), f.`id`, f.`creado_en`
  FROM `factura` f JOIN `servicio` s ON s.`id` = f.`servicio_id` WHERE f.`origen` = 'ciclo';
--> statement-breakpoint
-- A service that this office never billed was billed elsewhere: here it begins with the month after it came.
UPDATE `servicio` SET `facturar_desde` = date(`creado_en` / 1000, 'unixepoch', 'start of month', '+1 month')
  WHERE `fecha_activacion` < date(`creado_en` / 1000, 'unixepoch', 'start of month', '+1 month')
    AND NOT EXISTS (SELECT 1 FROM `cobertura` c WHERE c.`servicio_id` = `servicio`.`id`);
