CREATE TABLE `resumen_cobro` (
	`tenant_id` text NOT NULL,
	`fecha` text NOT NULL,
	`metodo` text NOT NULL,
	`usuario_id` text NOT NULL,
	`recibos` integer DEFAULT 0 NOT NULL,
	`monto` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `fecha`, `metodo`, `usuario_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "resumen_cobro_fecha" CHECK("resumen_cobro"."fecha" is null or "resumen_cobro"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "resumen_cobro_metodo" CHECK("resumen_cobro"."metodo" in ('efectivo', 'transferencia', 'pasarela'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `resumen_periodo` (
	`tenant_id` text NOT NULL,
	`periodo` text NOT NULL,
	`facturas` integer DEFAULT 0 NOT NULL,
	`facturado` integer DEFAULT 0 NOT NULL,
	`acreditado` integer DEFAULT 0 NOT NULL,
	`aplicado_notas` integer DEFAULT 0 NOT NULL,
	`notas` integer DEFAULT 0 NOT NULL,
	`monto_notas` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `periodo`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "resumen_periodo_mes" CHECK("resumen_periodo"."periodo" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `resumen_plan` (
	`tenant_id` text NOT NULL,
	`periodo` text NOT NULL,
	`plan_id` text NOT NULL,
	`lineas` integer DEFAULT 0 NOT NULL,
	`monto` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `periodo`, `plan_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
DROP INDEX `nota_credito_cliente`;--> statement-breakpoint
ALTER TABLE `nota_credito` ADD `refacturar` integer DEFAULT 0 NOT NULL CHECK (`refacturar` in (0, 1));--> statement-breakpoint
CREATE INDEX `nota_credito_por_motivo` ON `nota_credito` (`tenant_id`,`motivo`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `nota_credito_cliente` ON `nota_credito` (`tenant_id`,`cliente_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `devolucion_reciente` ON `devolucion` (`tenant_id`,`fecha`,`id`);;
--> statement-breakpoint
-- Sums by period, so that no report adds up the invoices of all years.
CREATE TRIGGER `factura_resumen` AFTER INSERT ON `factura` BEGIN
  INSERT INTO `resumen_periodo` (`tenant_id`, `periodo`, `facturas`, `facturado`) VALUES (new.`tenant_id`, new.`periodo`, 1, new.`monto_total`)
  ON CONFLICT DO UPDATE SET `facturas` = `facturas` + 1, `facturado` = `facturado` + new.`monto_total`;
END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_resumen` AFTER INSERT ON `nota_credito` BEGIN
  INSERT INTO `resumen_periodo` (`tenant_id`, `periodo`, `notas`, `monto_notas`) VALUES (new.`tenant_id`, substr(new.`fecha`, 1, 7), 1, new.`monto`)
  ON CONFLICT DO UPDATE SET `notas` = `notas` + 1, `monto_notas` = `monto_notas` + new.`monto`;
END;
--> statement-breakpoint
CREATE TRIGGER `nota_credito_resumen_factura` AFTER INSERT ON `nota_credito` WHEN new.`factura_id` IS NOT NULL BEGIN
  INSERT INTO `resumen_periodo` (`tenant_id`, `periodo`, `acreditado`)
    SELECT new.`tenant_id`, `periodo`, new.`monto` FROM `factura` WHERE `id` = new.`factura_id`
  ON CONFLICT DO UPDATE SET `acreditado` = `acreditado` + new.`monto`;
END;
--> statement-breakpoint
-- Only what a credit note pays: a payment pays nothing for it.
CREATE TRIGGER `aplicacion_resumen` AFTER INSERT ON `aplicacion` WHEN new.`nota_credito_id` IS NOT NULL BEGIN
  INSERT INTO `resumen_periodo` (`tenant_id`, `periodo`, `aplicado_notas`)
    SELECT new.`tenant_id`, `periodo`, new.`monto` FROM `factura` WHERE `id` = new.`factura_id`
  ON CONFLICT DO UPDATE SET `aplicado_notas` = `aplicado_notas` + new.`monto`;
END;
--> statement-breakpoint
CREATE TRIGGER `factura_linea_resumen` AFTER INSERT ON `factura_linea` BEGIN
  INSERT INTO `resumen_plan` (`tenant_id`, `periodo`, `plan_id`, `lineas`, `monto`)
    SELECT new.`tenant_id`, `periodo`, CASE WHEN new.`componente` LIKE 'plan:%' THEN substr(new.`componente`, 6) WHEN instr(new.`componente`, '@') > 0 THEN substr(new.`componente`, instr(new.`componente`, '@') + 1) ELSE '' END, 1, new.`total`
    FROM `factura` WHERE `id` = new.`factura_id`
  ON CONFLICT DO UPDATE SET `lineas` = `lineas` + 1, `monto` = `monto` + new.`total`;
END;
--> statement-breakpoint
-- What was there before is added up once.
INSERT INTO `resumen_periodo` (`tenant_id`, `periodo`, `facturas`, `facturado`, `acreditado`, `aplicado_notas`, `notas`, `monto_notas`)
  SELECT `tenant_id`, `periodo`, sum(`a`), sum(`b`), sum(`c`), sum(`d`), sum(`e`), sum(`g`) FROM (
    SELECT `tenant_id`, `periodo`, 1 AS `a`, `monto_total` AS `b`, `acreditado` AS `c`, 0 AS `d`, 0 AS `e`, 0 AS `g` FROM `factura`
    UNION ALL SELECT f.`tenant_id`, f.`periodo`, 0, 0, 0, a.`monto`, 0, 0
      FROM `aplicacion` a JOIN `factura` f ON f.`id` = a.`factura_id` WHERE a.`nota_credito_id` IS NOT NULL
    UNION ALL SELECT `tenant_id`, substr(`fecha`, 1, 7), 0, 0, 0, 0, 1, `monto` FROM `nota_credito`)
  GROUP BY `tenant_id`, `periodo`;
--> statement-breakpoint
INSERT INTO `resumen_plan` (`tenant_id`, `periodo`, `plan_id`, `lineas`, `monto`)
  SELECT f.`tenant_id`, f.`periodo`, CASE WHEN l.`componente` LIKE 'plan:%' THEN substr(l.`componente`, 6) WHEN instr(l.`componente`, '@') > 0 THEN substr(l.`componente`, instr(l.`componente`, '@') + 1) ELSE '' END, count(*), sum(l.`total`)
  FROM `factura_linea` l JOIN `factura` f ON f.`id` = l.`factura_id` GROUP BY 1, 2, 3;
