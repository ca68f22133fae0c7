CREATE TABLE `cargo` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`servicio_id` text,
	`tipo` text NOT NULL,
	`descripcion` text NOT NULL,
	`monto` integer NOT NULL,
	`tasa_bp` integer,
	`impuestos` text DEFAULT '[]' NOT NULL,
	`desde` text NOT NULL,
	`hasta` text,
	`cuotas` integer,
	`cuotas_facturadas` integer DEFAULT 0 NOT NULL,
	`estado` text NOT NULL,
	`factura_id` text,
	`orden` integer,
	`usuario_id` text,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`factura_id`) REFERENCES `factura`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cargo_tipo" CHECK("cargo"."tipo" in ('unico', 'recurrente', 'cuotas', 'descuento_fijo', 'descuento_porcentaje', 'mora', 'reconexion')),
	CONSTRAINT "cargo_estado" CHECK("cargo"."estado" in ('vigente', 'facturado', 'anulado')),
	CONSTRAINT "cargo_desde" CHECK("cargo"."desde" is null or "cargo"."desde" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "cargo_hasta" CHECK("cargo"."hasta" is null or "cargo"."hasta" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "cargo_monto" CHECK("cargo"."monto" >= 0 and ("cargo"."tipo" = 'descuento_porcentaje') = ("cargo"."tasa_bp" is not null)),
	CONSTRAINT "cargo_tasa" CHECK("cargo"."tasa_bp" is null or ("cargo"."tasa_bp" between 1 and 10000 and "cargo"."monto" = 0)),
	CONSTRAINT "cargo_cuotas" CHECK(("cargo"."tipo" = 'cuotas') = ("cargo"."cuotas" is not null) and ("cargo"."cuotas" is null or "cargo"."cuotas" between 2 and 60)),
	CONSTRAINT "cargo_de_mora" CHECK(("cargo"."tipo" = 'mora') = ("cargo"."factura_id" is not null) and ("cargo"."factura_id" is null) = ("cargo"."orden" is null)),
	CONSTRAINT "cargo_impuestos" CHECK(json_valid("cargo"."impuestos"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `cargo_de_cliente` ON `cargo` (`tenant_id`,`cliente_id`,`id`);--> statement-breakpoint
CREATE INDEX `cargo_vigente` ON `cargo` (`tenant_id`,`cliente_id`) WHERE "cargo"."estado" = 'vigente';--> statement-breakpoint
CREATE UNIQUE INDEX `cargo_mora` ON `cargo` (`factura_id`,`orden`) WHERE "cargo"."factura_id" is not null;--> statement-breakpoint
CREATE TABLE `cobertura` (
	`servicio_id` text NOT NULL,
	`periodo` text NOT NULL,
	`orden` integer NOT NULL,
	`tenant_id` text NOT NULL,
	`componente` text NOT NULL,
	`desde` text NOT NULL,
	`hasta` text NOT NULL,
	`signo` integer NOT NULL,
	`precio` integer NOT NULL,
	`base_dias` integer NOT NULL,
	`factura_id` text,
	`nota_credito_id` text,
	`creado_en` integer NOT NULL,
	PRIMARY KEY(`servicio_id`, `periodo`, `orden`),
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`factura_id`) REFERENCES `factura`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`nota_credito_id`) REFERENCES `nota_credito`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cobertura_desde" CHECK("cobertura"."desde" is null or "cobertura"."desde" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "cobertura_hasta" CHECK("cobertura"."hasta" is null or "cobertura"."hasta" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "cobertura_dias" CHECK("cobertura"."desde" <= "cobertura"."hasta" and "cobertura"."base_dias" between 28 and 31),
	CONSTRAINT "cobertura_signo" CHECK("cobertura"."signo" in (-1, 0, 1) and ("cobertura"."signo" = 0) = ("cobertura"."componente" = '')),
	CONSTRAINT "cobertura_documento" CHECK("cobertura"."factura_id" is null or "cobertura"."nota_credito_id" is null)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `correo` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`tipo` text NOT NULL,
	`documento_id` text,
	`regla` text,
	`para` text NOT NULL,
	`asunto` text NOT NULL,
	`estado` text NOT NULL,
	`intentos` integer DEFAULT 0 NOT NULL,
	`proximo_en` integer NOT NULL,
	`error` text,
	`enviado_en` integer,
	`usuario_id` text,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "correo_tipo" CHECK("correo"."tipo" in ('factura', 'nota_credito', 'recibo', 'estado_cuenta', 'recordatorio', 'promesa')),
	CONSTRAINT "correo_estado" CHECK("correo"."estado" in ('pendiente', 'enviado', 'fallido', 'cancelado'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `correo_pendiente` ON `correo` (`tenant_id`,`proximo_en`) WHERE "correo"."estado" = 'pendiente';--> statement-breakpoint
CREATE INDEX `correo_reciente` ON `correo` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `correo_por_estado` ON `correo` (`tenant_id`,`estado`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `correo_de_cliente` ON `correo` (`tenant_id`,`cliente_id`,`creado_en`);--> statement-breakpoint
CREATE UNIQUE INDEX `correo_recordatorio` ON `correo` (`documento_id`,`regla`) WHERE "correo"."regla" is not null;--> statement-breakpoint
CREATE TABLE `corrida` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`periodo` text NOT NULL,
	`dia` integer,
	`origen` text NOT NULL,
	`estado` text NOT NULL,
	`fecha_emision` text NOT NULL,
	`filtro_json` text DEFAULT '{}' NOT NULL,
	`ultima_clave` text DEFAULT '' NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`hechas` integer DEFAULT 0 NOT NULL,
	`emitidas` integer DEFAULT 0 NOT NULL,
	`monto_emitido` integer DEFAULT 0 NOT NULL,
	`puesto_id` text NOT NULL,
	`usuario_id` text,
	`creado_en` integer NOT NULL,
	`confirmada_en` integer,
	`terminada_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "corrida_estado" CHECK("corrida"."estado" in ('por_confirmar', 'emitiendo', 'pausada', 'terminada', 'descartada')),
	CONSTRAINT "corrida_origen" CHECK("corrida"."origen" in ('manual', 'programada')),
	CONSTRAINT "corrida_periodo" CHECK("corrida"."periodo" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "corrida_dia" CHECK("corrida"."dia" is null or "corrida"."dia" between 1 and 28),
	CONSTRAINT "corrida_emision" CHECK("corrida"."fecha_emision" is null or "corrida"."fecha_emision" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `corrida_reciente` ON `corrida` (`tenant_id`,`creado_en`);--> statement-breakpoint
CREATE INDEX `corrida_abierta` ON `corrida` (`tenant_id`) WHERE "corrida"."estado" in ('por_confirmar', 'emitiendo', 'pausada');--> statement-breakpoint
CREATE TABLE `corrida_fila` (
	`corrida_id` text NOT NULL,
	`clave` text NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`total_previsto` integer NOT NULL,
	`estado` text NOT NULL,
	`documento_id` text,
	`motivo` text,
	PRIMARY KEY(`corrida_id`, `clave`),
	FOREIGN KEY (`corrida_id`) REFERENCES `corrida`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "fila_estado" CHECK("corrida_fila"."estado" in ('pendiente', 'emitida', 'acreditada', 'sin_cargo', 'cambio', 'excluida'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `devolucion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`numero` text NOT NULL,
	`cliente_id` text NOT NULL,
	`monto` integer NOT NULL,
	`metodo` text NOT NULL,
	`referencia` text DEFAULT '' NOT NULL,
	`motivo` text NOT NULL,
	`usuario_id` text NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "devolucion_metodo" CHECK("devolucion"."metodo" in ('efectivo', 'transferencia')),
	CONSTRAINT "devolucion_monto" CHECK("devolucion"."monto" > 0 and "devolucion"."motivo" <> '')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `devolucion_numero` ON `devolucion` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE INDEX `devolucion_cliente` ON `devolucion` (`tenant_id`,`cliente_id`,`fecha`,`id`);--> statement-breakpoint
CREATE TABLE `devolucion_origen` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`devolucion_id` text NOT NULL,
	`pago_id` text,
	`nota_credito_id` text,
	`monto` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`devolucion_id`) REFERENCES `devolucion`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`pago_id`) REFERENCES `pago`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`nota_credito_id`) REFERENCES `nota_credito`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "devolucion_origen_monto" CHECK("devolucion_origen"."monto" > 0),
	CONSTRAINT "devolucion_origen_uno" CHECK(("devolucion_origen"."pago_id" is null) <> ("devolucion_origen"."nota_credito_id" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `devolucion_origen_de` ON `devolucion_origen` (`devolucion_id`);--> statement-breakpoint
CREATE TABLE `nota_credito_linea` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nota_credito_id` text NOT NULL,
	`orden` integer NOT NULL,
	`descripcion` text NOT NULL,
	`explicacion` text DEFAULT '' NOT NULL,
	`cantidad` integer NOT NULL,
	`precio_unitario` integer NOT NULL,
	`neto` integer NOT NULL,
	`impuestos_json` text NOT NULL,
	`total` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`nota_credito_id`) REFERENCES `nota_credito`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "nota_linea_cantidad" CHECK("nota_credito_linea"."cantidad" > 0),
	CONSTRAINT "nota_linea_impuestos" CHECK(json_valid("nota_credito_linea"."impuestos_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `nota_linea_orden` ON `nota_credito_linea` (`nota_credito_id`,`orden`);--> statement-breakpoint
CREATE TABLE `plan_precio` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`vigente_desde` text NOT NULL,
	`precio_anterior` integer NOT NULL,
	`precio_mensual` integer NOT NULL,
	`aplicado_en` integer,
	`anulado_en` integer,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`plan_id`) REFERENCES `plan_servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "plan_precio_fecha" CHECK("plan_precio"."vigente_desde" is null or "plan_precio"."vigente_desde" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "plan_precio_monto" CHECK("plan_precio"."precio_mensual" >= 0 and "plan_precio"."precio_anterior" >= 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_precio_vigente` ON `plan_precio` (`plan_id`,`vigente_desde`) WHERE "plan_precio"."anulado_en" is null;--> statement-breakpoint
CREATE TABLE `promesa_pago` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`monto` integer NOT NULL,
	`fecha` text NOT NULL,
	`pagado` integer DEFAULT 0 NOT NULL,
	`estado` text NOT NULL,
	`notas` text DEFAULT '' NOT NULL,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	`cerrada_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "promesa_estado" CHECK("promesa_pago"."estado" in ('abierta', 'cumplida', 'rota', 'cancelada')),
	CONSTRAINT "promesa_fecha" CHECK("promesa_pago"."fecha" is null or "promesa_pago"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "promesa_monto" CHECK("promesa_pago"."monto" > 0 and "promesa_pago"."pagado" between 0 and "promesa_pago"."monto"),
	CONSTRAINT "promesa_cierre" CHECK(("promesa_pago"."estado" = 'abierta') = ("promesa_pago"."cerrada_en" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `promesa_de_cliente` ON `promesa_pago` (`tenant_id`,`cliente_id`,`creado_en`);--> statement-breakpoint
CREATE UNIQUE INDEX `promesa_abierta` ON `promesa_pago` (`tenant_id`,`cliente_id`) WHERE "promesa_pago"."estado" = 'abierta';--> statement-breakpoint
CREATE INDEX `promesa_por_vencer` ON `promesa_pago` (`tenant_id`,`fecha`) WHERE "promesa_pago"."estado" = 'abierta';--> statement-breakpoint
CREATE INDEX `promesa_por_fecha` ON `promesa_pago` (`tenant_id`,`estado`,`fecha`,`id`);--> statement-breakpoint
CREATE TABLE `servicio_evento` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`servicio_id` text NOT NULL,
	`fecha` text NOT NULL,
	`tipo` text NOT NULL,
	`plan_anterior_id` text,
	`plan_id` text,
	`motivo` text DEFAULT '' NOT NULL,
	`aplicado` integer NOT NULL,
	`anulado_en` integer,
	`usuario_id` text,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`plan_anterior_id`) REFERENCES `plan_servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`plan_id`) REFERENCES `plan_servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "evento_tipo" CHECK("servicio_evento"."tipo" in ('suspension', 'pausa', 'reactivacion', 'cambio_plan', 'baja')),
	CONSTRAINT "evento_fecha" CHECK("servicio_evento"."fecha" is null or "servicio_evento"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "evento_plan" CHECK(("servicio_evento"."tipo" = 'cambio_plan') = ("servicio_evento"."plan_id" is not null)),
	CONSTRAINT "evento_plan_anterior" CHECK(("servicio_evento"."plan_id" is null) = ("servicio_evento"."plan_anterior_id" is null)),
	CONSTRAINT "evento_aplicado" CHECK("servicio_evento"."aplicado" in (0, 1) and ("servicio_evento"."anulado_en" is null or "servicio_evento"."aplicado" = 0))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `evento_de_servicio` ON `servicio_evento` (`servicio_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `evento_por_aplicar` ON `servicio_evento` (`tenant_id`,`fecha`) WHERE "servicio_evento"."aplicado" = 0 and "servicio_evento"."anulado_en" is null;--> statement-breakpoint
-- Named by its text, the table could not be renamed under this trigger.
DROP TRIGGER `aplicacion_un_cliente`;
--> statement-breakpoint
CREATE TABLE `__new_nota_credito` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`numero` text NOT NULL,
	`monto` integer NOT NULL,
	`motivo` text NOT NULL,
	`fecha` text NOT NULL,
	`factura_id` text,
	`detalle` text DEFAULT '' NOT NULL,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`factura_id`) REFERENCES `factura`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "nota_credito_motivo" CHECK("__new_nota_credito"."motivo" in ('saldo_inicial', 'anulacion', 'ajuste', 'prorrateo')),
	CONSTRAINT "nota_credito_monto" CHECK("__new_nota_credito"."monto" > 0),
	CONSTRAINT "nota_credito_fecha" CHECK("__new_nota_credito"."fecha" is null or "__new_nota_credito"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_nota_credito`("id", "tenant_id", "cliente_id", "numero", "monto", "motivo", "fecha", "factura_id", "detalle", "usuario_id", "creado_en") SELECT "id", "tenant_id", "cliente_id", "numero", "monto", "motivo", "fecha", NULL, '', "usuario_id", "creado_en" FROM `nota_credito`;--> statement-breakpoint
DROP TABLE `nota_credito`;--> statement-breakpoint
ALTER TABLE `__new_nota_credito` RENAME TO `nota_credito`;--> statement-breakpoint
CREATE INDEX `nota_credito_factura` ON `nota_credito` (`factura_id`) WHERE "nota_credito"."factura_id" is not null;--> statement-breakpoint
CREATE INDEX `nota_credito_reciente` ON `nota_credito` (`tenant_id`,`fecha`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `nota_credito_numero` ON `nota_credito` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE INDEX `nota_credito_cliente` ON `nota_credito` (`tenant_id`,`cliente_id`,`creado_en`);--> statement-breakpoint
CREATE TABLE `__new_impresion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`documento_tipo` text NOT NULL,
	`documento_id` text NOT NULL,
	`salida` text NOT NULL,
	`copia` integer NOT NULL,
	`usuario_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "impresion_tipo" CHECK("__new_impresion"."documento_tipo" in ('recibo', 'factura', 'nota_credito', 'estado_cuenta', 'devolucion')),
	CONSTRAINT "impresion_salida" CHECK("__new_impresion"."salida" in ('impresora', 'pdf', 'correo'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_impresion`("id", "tenant_id", "documento_tipo", "documento_id", "salida", "copia", "usuario_id", "puesto_id", "fecha") SELECT "id", "tenant_id", "documento_tipo", "documento_id", "salida", "copia", "usuario_id", "puesto_id", "fecha" FROM `impresion`;--> statement-breakpoint
DROP TABLE `impresion`;--> statement-breakpoint
ALTER TABLE `__new_impresion` RENAME TO `impresion`;--> statement-breakpoint
CREATE INDEX `impresion_documento` ON `impresion` (`tenant_id`,`documento_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `impresion_original` ON `impresion` (`tenant_id`,`documento_id`) WHERE "impresion"."copia" = 0;--> statement-breakpoint
CREATE TABLE `__new_serie` (
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`tipo` text NOT NULL,
	`siguiente` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `puesto_id`, `tipo`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "serie_tipo" CHECK("__new_serie"."tipo" in ('recibo', 'factura', 'nota_credito', 'devolucion', 'cliente'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_serie`("tenant_id", "puesto_id", "tipo", "siguiente") SELECT "tenant_id", "puesto_id", "tipo", "siguiente" FROM `serie`;--> statement-breakpoint
DROP TABLE `serie`;--> statement-breakpoint
ALTER TABLE `__new_serie` RENAME TO `serie`;--> statement-breakpoint
ALTER TABLE `cliente` ADD `exento_impuestos` integer DEFAULT 0 NOT NULL CHECK (`exento_impuestos` in (0, 1));--> statement-breakpoint
ALTER TABLE `cliente` ADD `agrupacion` text CHECK (`agrupacion` in ('servicio', 'cliente'));--> statement-breakpoint
ALTER TABLE `plan_servicio` ADD `cobra_suspension` integer DEFAULT 0 NOT NULL CHECK (`cobra_suspension` in (0, 1));--> statement-breakpoint
ALTER TABLE `plan_servicio` ADD `activo` integer DEFAULT 1 NOT NULL CHECK (`activo` in (0, 1));--> statement-breakpoint
ALTER TABLE `servicio` ADD `dia_facturacion` integer CHECK (`dia_facturacion` between 1 and 28);--> statement-breakpoint
ALTER TABLE `servicio` ADD `modalidad` text CHECK (`modalidad` in ('adelantado', 'vencido'));--> statement-breakpoint
ALTER TABLE `servicio` ADD `precio_acordado` integer CHECK (`precio_acordado` >= 0);--> statement-breakpoint
ALTER TABLE `servicio` ADD `facturar_desde` text CHECK (`facturar_desde` glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');--> statement-breakpoint
ALTER TABLE `servicio` ADD `motivo_suspension` text CHECK (`motivo_suspension` in ('deuda', 'pausa'));--> statement-breakpoint
ALTER TABLE `factura` ADD `corrida_id` text;--> statement-breakpoint
ALTER TABLE `factura` ADD `acreditado` integer DEFAULT 0 NOT NULL CHECK (`acreditado` >= 0);--> statement-breakpoint
CREATE INDEX `factura_de_corrida` ON `factura` (`corrida_id`,`numero`) WHERE "factura"."corrida_id" is not null;--> statement-breakpoint
ALTER TABLE `factura_linea` ADD `explicacion` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `factura_linea` ADD `componente` text;--> statement-breakpoint
ALTER TABLE `factura_linea` ADD `servicio_id` text REFERENCES `servicio`(`id`) ON DELETE restrict;
