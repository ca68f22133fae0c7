CREATE TABLE `cliente` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`codigo_cliente` text NOT NULL,
	`nombre_razon_social` text NOT NULL,
	`documento` text DEFAULT '' NOT NULL,
	`telefono` text DEFAULT '' NOT NULL,
	`email` text DEFAULT '' NOT NULL,
	`direccion` text DEFAULT '' NOT NULL,
	`estado_servicio` text NOT NULL,
	`notas` text DEFAULT '' NOT NULL,
	`nombre_orden` text NOT NULL,
	`codigo_orden` text NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cliente_estado_servicio" CHECK("cliente"."estado_servicio" in ('activo', 'suspendido', 'baja'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `cliente_codigo` ON `cliente` (`tenant_id`,`codigo_cliente`);--> statement-breakpoint
CREATE INDEX `cliente_por_nombre` ON `cliente` (`tenant_id`,`nombre_orden`,`id`);--> statement-breakpoint
CREATE INDEX `cliente_por_codigo` ON `cliente` (`tenant_id`,`codigo_orden`,`id`);--> statement-breakpoint
CREATE INDEX `cliente_por_estado_nombre` ON `cliente` (`tenant_id`,`estado_servicio`,`nombre_orden`,`id`);--> statement-breakpoint
CREATE INDEX `cliente_por_estado_codigo` ON `cliente` (`tenant_id`,`estado_servicio`,`codigo_orden`,`id`);--> statement-breakpoint
CREATE TABLE `cliente_busqueda` (
	`n` integer PRIMARY KEY NOT NULL,
	`cliente_id` text NOT NULL,
	`nombre` text NOT NULL,
	`direccion` text NOT NULL,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `cliente_busqueda_clienteId_unique` ON `cliente_busqueda` (`cliente_id`);--> statement-breakpoint
CREATE TABLE `cliente_clave` (
	`tenant_id` text NOT NULL,
	`clave` text NOT NULL,
	`tipo` text NOT NULL,
	`cliente_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `clave`, `tipo`, `cliente_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cliente_clave_tipo" CHECK("cliente_clave"."tipo" in ('codigo', 'documento', 'telefono', 'servicio'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `clave_por_cliente` ON `cliente_clave` (`cliente_id`);--> statement-breakpoint
CREATE TABLE `cliente_saldo` (
	`cliente_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`deuda` integer DEFAULT 0 NOT NULL,
	`vencido` integer DEFAULT 0 NOT NULL,
	`credito` integer DEFAULT 0 NOT NULL,
	`facturas_abiertas` integer DEFAULT 0 NOT NULL,
	`con_deuda` integer DEFAULT 0 NOT NULL,
	`con_vencido` integer DEFAULT 0 NOT NULL,
	`con_credito` integer DEFAULT 0 NOT NULL,
	`nombre_orden` text NOT NULL,
	`codigo_orden` text NOT NULL,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cliente_saldo_signos" CHECK("cliente_saldo"."deuda" >= 0 and "cliente_saldo"."vencido" >= 0 and "cliente_saldo"."vencido" <= "cliente_saldo"."deuda" and "cliente_saldo"."credito" >= 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `saldo_por_deuda` ON `cliente_saldo` (`tenant_id`,`deuda`,`cliente_id`);--> statement-breakpoint
CREATE INDEX `saldo_deuda_nombre` ON `cliente_saldo` (`tenant_id`,`nombre_orden`,`cliente_id`) WHERE "cliente_saldo"."con_deuda" = 1;--> statement-breakpoint
CREATE INDEX `saldo_deuda_codigo` ON `cliente_saldo` (`tenant_id`,`codigo_orden`,`cliente_id`) WHERE "cliente_saldo"."con_deuda" = 1;--> statement-breakpoint
CREATE INDEX `saldo_vencido_nombre` ON `cliente_saldo` (`tenant_id`,`nombre_orden`,`cliente_id`) WHERE "cliente_saldo"."con_vencido" = 1;--> statement-breakpoint
CREATE INDEX `saldo_vencido_codigo` ON `cliente_saldo` (`tenant_id`,`codigo_orden`,`cliente_id`) WHERE "cliente_saldo"."con_vencido" = 1;--> statement-breakpoint
CREATE INDEX `saldo_al_dia_nombre` ON `cliente_saldo` (`tenant_id`,`nombre_orden`,`cliente_id`) WHERE "cliente_saldo"."con_deuda" = 0;--> statement-breakpoint
CREATE INDEX `saldo_al_dia_codigo` ON `cliente_saldo` (`tenant_id`,`codigo_orden`,`cliente_id`) WHERE "cliente_saldo"."con_deuda" = 0;--> statement-breakpoint
CREATE INDEX `saldo_credito_nombre` ON `cliente_saldo` (`tenant_id`,`nombre_orden`,`cliente_id`) WHERE "cliente_saldo"."con_credito" = 1;--> statement-breakpoint
CREATE INDEX `saldo_credito_codigo` ON `cliente_saldo` (`tenant_id`,`codigo_orden`,`cliente_id`) WHERE "cliente_saldo"."con_credito" = 1;--> statement-breakpoint
CREATE TABLE `dispositivo_red` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`proveedor` text NOT NULL,
	`external_id` text NOT NULL,
	`nombre` text NOT NULL,
	`ip_gestion` text NOT NULL,
	`estado` text DEFAULT 'desconocido' NOT NULL,
	`metricas_json` text DEFAULT '{}' NOT NULL,
	`ultimo_sync_at` integer,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "dispositivo_proveedor" CHECK("dispositivo_red"."proveedor" in ('mikrotik', 'uisp')),
	CONSTRAINT "dispositivo_estado" CHECK("dispositivo_red"."estado" in ('desconocido', 'en_linea', 'caido')),
	CONSTRAINT "dispositivo_metricas" CHECK(json_valid("dispositivo_red"."metricas_json"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `dispositivo_externo` ON `dispositivo_red` (`tenant_id`,`proveedor`,`external_id`);--> statement-breakpoint
CREATE TABLE `plan_servicio` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`velocidad_bajada_mbps` real NOT NULL,
	`velocidad_subida_mbps` real NOT NULL,
	`precio_mensual` integer NOT NULL,
	`impuestos` text DEFAULT '[]' NOT NULL,
	`politica_suspension` text NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "plan_politica" CHECK("plan_servicio"."politica_suspension" in ('cortar', 'reducir', 'no_cortar')),
	CONSTRAINT "plan_precio" CHECK("plan_servicio"."precio_mensual" >= 0),
	CONSTRAINT "plan_velocidades" CHECK("plan_servicio"."velocidad_bajada_mbps" >= 0 and "plan_servicio"."velocidad_subida_mbps" >= 0),
	CONSTRAINT "plan_impuestos" CHECK(json_valid("plan_servicio"."impuestos"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_nombre` ON `plan_servicio` (`tenant_id`,`nombre`);--> statement-breakpoint
CREATE TABLE `servicio` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`tecnologia` text NOT NULL,
	`dispositivo_ref` text DEFAULT '' NOT NULL,
	`fecha_activacion` text NOT NULL,
	`fecha_corte` text,
	`estado` text NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`plan_id`) REFERENCES `plan_servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "servicio_tecnologia" CHECK("servicio"."tecnologia" in ('pppoe', 'dhcp', 'fiber', 'wireless')),
	CONSTRAINT "servicio_estado" CHECK("servicio"."estado" in ('activo', 'suspendido', 'baja')),
	CONSTRAINT "servicio_activacion" CHECK("servicio"."fecha_activacion" is null or "servicio"."fecha_activacion" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "servicio_corte" CHECK("servicio"."fecha_corte" is null or "servicio"."fecha_corte" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `servicio_cliente` ON `servicio` (`cliente_id`);--> statement-breakpoint
CREATE INDEX `servicio_plan` ON `servicio` (`tenant_id`,`plan_id`,`cliente_id`);--> statement-breakpoint
CREATE TABLE `servicio_dispositivo` (
	`tenant_id` text NOT NULL,
	`servicio_id` text NOT NULL,
	`dispositivo_id` text NOT NULL,
	PRIMARY KEY(`servicio_id`, `dispositivo_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `servicio_dispositivo_inverso` ON `servicio_dispositivo` (`dispositivo_id`);--> statement-breakpoint
CREATE TABLE `importacion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`usuario_id` text NOT NULL,
	`archivo` text NOT NULL,
	`huella` text NOT NULL,
	`opciones_json` text NOT NULL,
	`resultado_json` text NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE INDEX `importacion_reciente` ON `importacion` (`tenant_id`,`fecha`);--> statement-breakpoint
CREATE TABLE `importacion_fila` (
	`tenant_id` text NOT NULL,
	`clave` text NOT NULL,
	`cliente_id` text NOT NULL,
	`servicio_id` text,
	`valores_json` text NOT NULL,
	`importacion_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `clave`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`importacion_id`) REFERENCES `importacion`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "importacion_fila_valores" CHECK(json_valid("importacion_fila"."valores_json"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `importacion_fila_cliente` ON `importacion_fila` (`cliente_id`);--> statement-breakpoint
CREATE TABLE `importacion_mapeo` (
	`tenant_id` text NOT NULL,
	`huella` text NOT NULL,
	`mapeo_json` text NOT NULL,
	`actualizado_en` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `huella`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "importacion_mapeo_json" CHECK(json_valid("importacion_mapeo"."mapeo_json"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `aplicacion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`factura_id` text NOT NULL,
	`pago_id` text,
	`nota_credito_id` text,
	`monto` integer NOT NULL,
	`saldo_despues` integer NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`factura_id`) REFERENCES `factura`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`pago_id`) REFERENCES `pago`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`nota_credito_id`) REFERENCES `nota_credito`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "aplicacion_monto" CHECK("aplicacion"."monto" > 0 and "aplicacion"."saldo_despues" >= 0),
	CONSTRAINT "aplicacion_origen" CHECK(("aplicacion"."pago_id" is null) <> ("aplicacion"."nota_credito_id" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `aplicacion_factura` ON `aplicacion` (`factura_id`);--> statement-breakpoint
CREATE TABLE `credito_abierto` (
	`origen_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`tipo` text NOT NULL,
	`resto` integer NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "credito_resto" CHECK("credito_abierto"."resto" > 0),
	CONSTRAINT "credito_tipo" CHECK("credito_abierto"."tipo" in ('pago', 'nota_credito'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `credito_del_cliente` ON `credito_abierto` (`tenant_id`,`cliente_id`,`fecha`,`origen_id`);--> statement-breakpoint
CREATE TABLE `factura` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`servicio_id` text,
	`periodo` text NOT NULL,
	`monto_total` integer NOT NULL,
	`saldo` integer NOT NULL,
	`fecha_emision` text NOT NULL,
	`fecha_vencimiento` text NOT NULL,
	`estado` text NOT NULL,
	`numero` text NOT NULL,
	`origen` text NOT NULL,
	`notas` text DEFAULT '' NOT NULL,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "factura_estado" CHECK("factura"."estado" in ('pendiente', 'pagada', 'vencida')),
	CONSTRAINT "factura_origen" CHECK("factura"."origen" in ('manual', 'ciclo', 'saldo_inicial')),
	CONSTRAINT "factura_montos" CHECK("factura"."monto_total" > 0 and "factura"."saldo" >= 0 and "factura"."saldo" <= "factura"."monto_total"),
	CONSTRAINT "factura_pagada" CHECK(("factura"."estado" = 'pagada') = ("factura"."saldo" = 0)),
	CONSTRAINT "factura_periodo" CHECK("factura"."periodo" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "factura_emision" CHECK("factura"."fecha_emision" is null or "factura"."fecha_emision" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "factura_vencimiento" CHECK("factura"."fecha_vencimiento" is null or "factura"."fecha_vencimiento" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `factura_numero` ON `factura` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE INDEX `factura_reciente` ON `factura` (`tenant_id`,`fecha_emision`,`id`);--> statement-breakpoint
CREATE INDEX `factura_por_estado` ON `factura` (`tenant_id`,`estado`,`fecha_emision`,`id`);--> statement-breakpoint
CREATE INDEX `factura_por_periodo` ON `factura` (`tenant_id`,`periodo`,`fecha_emision`,`id`);--> statement-breakpoint
CREATE INDEX `factura_por_periodo_estado` ON `factura` (`tenant_id`,`periodo`,`estado`,`fecha_emision`,`id`);--> statement-breakpoint
CREATE INDEX `factura_por_cliente` ON `factura` (`tenant_id`,`cliente_id`,`fecha_emision`,`id`);--> statement-breakpoint
CREATE INDEX `factura_abierta` ON `factura` (`tenant_id`,`cliente_id`,`fecha_vencimiento`,`id`) WHERE "factura"."estado" <> 'pagada';--> statement-breakpoint
CREATE INDEX `factura_por_vencer` ON `factura` (`tenant_id`,`fecha_vencimiento`) WHERE "factura"."estado" = 'pendiente';--> statement-breakpoint
CREATE INDEX `factura_servicio` ON `factura` (`servicio_id`,`periodo`);--> statement-breakpoint
CREATE TABLE `factura_linea` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`factura_id` text NOT NULL,
	`orden` integer NOT NULL,
	`descripcion` text NOT NULL,
	`cantidad` integer NOT NULL,
	`precio_unitario` integer NOT NULL,
	`neto` integer NOT NULL,
	`impuestos_json` text NOT NULL,
	`total` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`factura_id`) REFERENCES `factura`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "linea_cantidad" CHECK("factura_linea"."cantidad" > 0),
	CONSTRAINT "linea_impuestos" CHECK(json_valid("factura_linea"."impuestos_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `linea_orden` ON `factura_linea` (`factura_id`,`orden`);--> statement-breakpoint
CREATE TABLE `nota_credito` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`numero` text NOT NULL,
	`monto` integer NOT NULL,
	`motivo` text NOT NULL,
	`fecha` text NOT NULL,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "nota_credito_motivo" CHECK("nota_credito"."motivo" in ('saldo_inicial')),
	CONSTRAINT "nota_credito_monto" CHECK("nota_credito"."monto" > 0),
	CONSTRAINT "nota_credito_fecha" CHECK("nota_credito"."fecha" is null or "nota_credito"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `nota_credito_numero` ON `nota_credito` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE INDEX `nota_credito_cliente` ON `nota_credito` (`tenant_id`,`cliente_id`,`creado_en`);--> statement-breakpoint
CREATE TABLE `pago` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`factura_id` text,
	`monto` integer NOT NULL,
	`metodo` text NOT NULL,
	`referencia` text DEFAULT '' NOT NULL,
	`fecha_pago` integer NOT NULL,
	`estado_conciliacion` text NOT NULL,
	`recibo_id` text NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`factura_id`) REFERENCES `factura`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recibo_id`) REFERENCES `recibo`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "pago_metodo" CHECK("pago"."metodo" in ('efectivo', 'transferencia', 'pasarela')),
	CONSTRAINT "pago_conciliacion" CHECK("pago"."estado_conciliacion" in ('no_aplica', 'pendiente', 'conciliado', 'rechazado')),
	CONSTRAINT "pago_monto" CHECK("pago"."monto" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `pago_recibo` ON `pago` (`recibo_id`);--> statement-breakpoint
CREATE TABLE `recibo` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`secuencia` integer NOT NULL,
	`numero` text NOT NULL,
	`cliente_id` text NOT NULL,
	`usuario_id` text NOT NULL,
	`fecha` integer NOT NULL,
	`metodo` text NOT NULL,
	`referencia` text DEFAULT '' NOT NULL,
	`monto_total` integer NOT NULL,
	`efectivo_recibido` integer,
	`vuelto` integer,
	`deuda_despues` integer NOT NULL,
	`credito_despues` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "recibo_metodo" CHECK("recibo"."metodo" in ('efectivo', 'transferencia', 'pasarela')),
	CONSTRAINT "recibo_montos" CHECK("recibo"."monto_total" > 0 and "recibo"."deuda_despues" >= 0 and "recibo"."credito_despues" >= 0),
	CONSTRAINT "recibo_efectivo" CHECK(("recibo"."metodo" = 'efectivo') = ("recibo"."efectivo_recibido" is not null) and ("recibo"."efectivo_recibido" is null) = ("recibo"."vuelto" is null) and ("recibo"."vuelto" is null or ("recibo"."vuelto" >= 0 and "recibo"."efectivo_recibido" - "recibo"."vuelto" = "recibo"."monto_total")))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `recibo_numero` ON `recibo` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE UNIQUE INDEX `recibo_referencia` ON `recibo` (`tenant_id`,`metodo`,`referencia`) WHERE "recibo"."referencia" <> '';--> statement-breakpoint
CREATE INDEX `recibo_por_cliente` ON `recibo` (`tenant_id`,`cliente_id`,`fecha`,`id`);--> statement-breakpoint
CREATE TABLE `ajuste` (
	`tenant_id` text NOT NULL,
	`clave` text NOT NULL,
	`valor_json` text NOT NULL,
	`actualizado_en` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `clave`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "ajuste_valor" CHECK(json_valid("ajuste"."valor_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `auditoria` (
	`seq` integer PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`fecha` integer NOT NULL,
	`usuario_id` text,
	`puesto_id` text,
	`accion` text NOT NULL,
	`entidad` text NOT NULL,
	`entidad_id` text NOT NULL,
	`antes_json` text,
	`despues_json` text,
	`hash_previo` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT;
--> statement-breakpoint
CREATE TABLE `conteo` (
	`tenant_id` text NOT NULL,
	`entidad` text NOT NULL,
	`clave` text NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `entidad`, `clave`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `credencial` (
	`usuario_id` text NOT NULL,
	`tipo` text NOT NULL,
	`tenant_id` text NOT NULL,
	`hash` text NOT NULL,
	`intentos_fallidos` integer DEFAULT 0 NOT NULL,
	`pausa_hasta` integer DEFAULT 0 NOT NULL,
	`actualizado_en` integer NOT NULL,
	PRIMARY KEY(`usuario_id`, `tipo`),
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "credencial_tipo" CHECK("credencial"."tipo" in ('password', 'pin'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `impresion` (
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
	CONSTRAINT "impresion_tipo" CHECK("impresion"."documento_tipo" in ('recibo', 'factura')),
	CONSTRAINT "impresion_salida" CHECK("impresion"."salida" in ('impresora', 'pdf'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `impresion_documento` ON `impresion` (`tenant_id`,`documento_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `impresion_original` ON `impresion` (`tenant_id`,`documento_id`) WHERE "impresion"."copia" = 0;--> statement-breakpoint
CREATE TABLE `puesto` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`prefijo` text NOT NULL,
	`configuracion_json` text NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "puesto_configuracion" CHECK(json_valid("puesto"."configuracion_json"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `puesto_prefijo` ON `puesto` (`tenant_id`,`prefijo`);--> statement-breakpoint
CREATE TABLE `serie` (
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`tipo` text NOT NULL,
	`siguiente` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `puesto_id`, `tipo`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "serie_tipo" CHECK("serie"."tipo" in ('recibo', 'factura', 'nota_credito', 'cliente'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `solicitud` (
	`tenant_id` text NOT NULL,
	`request_id` text NOT NULL,
	`procedimiento` text NOT NULL,
	`huella` text NOT NULL,
	`respuesta_json` text NOT NULL,
	`fecha` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `request_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tenant` (
	`id` text PRIMARY KEY NOT NULL,
	`nombre` text NOT NULL,
	`dominio` text DEFAULT '' NOT NULL,
	`logo_url` text,
	`color_primario` text NOT NULL,
	`estado` text DEFAULT 'activo' NOT NULL,
	`configuracion_json` text NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	CONSTRAINT "tenant_estado" CHECK("tenant"."estado" in ('activo', 'inactivo')),
	CONSTRAINT "tenant_configuracion" CHECK(json_valid("tenant"."configuracion_json"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `usuario` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`email` text NOT NULL,
	`rol` text NOT NULL,
	`estado` text DEFAULT 'activo' NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "usuario_rol" CHECK("usuario"."rol" in ('admin', 'soporte', 'cobranza', 'operador')),
	CONSTRAINT "usuario_estado" CHECK("usuario"."estado" in ('activo', 'inactivo'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `usuario_email` ON `usuario` (`tenant_id`,lower("email"));--> statement-breakpoint
CREATE TABLE `ai_interaction` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text,
	`conversacion_id` text,
	`proveedor` text NOT NULL,
	`prompt_tokens` integer NOT NULL,
	`completion_tokens` integer NOT NULL,
	`costo_estimado` integer,
	`clasificacion_intencion` text,
	`escalado_humano` integer NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`conversacion_id`) REFERENCES `conversacion`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "ai_proveedor" CHECK("ai_interaction"."proveedor" in ('openai')),
	CONSTRAINT "ai_tokens" CHECK("ai_interaction"."prompt_tokens" >= 0 and "ai_interaction"."completion_tokens" >= 0),
	CONSTRAINT "ai_escalado" CHECK("ai_interaction"."escalado_humano" in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE INDEX `ai_conversacion` ON `ai_interaction` (`conversacion_id`,`fecha`);--> statement-breakpoint
CREATE TABLE `automatizacion_flujo` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`proveedor` text NOT NULL,
	`webhook_url` text NOT NULL,
	`activo` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "flujo_proveedor" CHECK("automatizacion_flujo"."proveedor" in ('n8n')),
	CONSTRAINT "flujo_activo" CHECK("automatizacion_flujo"."activo" in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE TABLE `conversacion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text,
	`canal` text NOT NULL,
	`estado` text NOT NULL,
	`asignado_a` text,
	`ultimo_mensaje_at` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`asignado_a`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "conversacion_canal" CHECK("conversacion"."canal" in ('whatsapp')),
	CONSTRAINT "conversacion_estado" CHECK("conversacion"."estado" in ('abierta', 'pendiente', 'resuelta'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `conversacion_por_estado` ON `conversacion` (`tenant_id`,`estado`,`ultimo_mensaje_at`);--> statement-breakpoint
CREATE INDEX `conversacion_cliente` ON `conversacion` (`cliente_id`);--> statement-breakpoint
CREATE TABLE `evento_integracion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`origen` text NOT NULL,
	`tipo_evento` text NOT NULL,
	`payload_json` text NOT NULL,
	`procesado` integer DEFAULT false NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "evento_origen" CHECK("evento_integracion"."origen" in ('mikrotik', 'uisp', 'whatsapp', 'n8n', 'openai')),
	CONSTRAINT "evento_payload" CHECK(json_valid("evento_integracion"."payload_json")),
	CONSTRAINT "evento_procesado" CHECK("evento_integracion"."procesado" in (0, 1))
) STRICT;
--> statement-breakpoint
CREATE INDEX `evento_por_procesar` ON `evento_integracion` (`tenant_id`,`fecha`) WHERE "evento_integracion"."procesado" = 0;--> statement-breakpoint
CREATE TABLE `mensaje` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`conversacion_id` text NOT NULL,
	`tipo` text NOT NULL,
	`contenido` text NOT NULL,
	`metadata_json` text DEFAULT '{}' NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`conversacion_id`) REFERENCES `conversacion`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "mensaje_tipo" CHECK("mensaje"."tipo" in ('entrante', 'saliente')),
	CONSTRAINT "mensaje_metadata" CHECK(json_valid("mensaje"."metadata_json"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `mensaje_conversacion` ON `mensaje` (`conversacion_id`,`fecha`);