CREATE TABLE `conciliacion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`linea_id` text NOT NULL,
	`recibo_id` text NOT NULL,
	`monto` integer NOT NULL,
	`origen` text NOT NULL,
	`puntaje` integer,
	`motivos_json` text DEFAULT '[]' NOT NULL,
	`creo_recibo` integer NOT NULL,
	`usuario_id` text NOT NULL,
	`fecha` integer NOT NULL,
	`deshecha_en` integer,
	`deshecha_por` text,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`linea_id`) REFERENCES `extracto_linea`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recibo_id`) REFERENCES `recibo`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`deshecha_por`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "conciliacion_origen" CHECK("conciliacion"."origen" in ('automatica', 'propuesta', 'manual')),
	CONSTRAINT "conciliacion_monto" CHECK("conciliacion"."monto" > 0),
	CONSTRAINT "conciliacion_puntaje" CHECK("conciliacion"."puntaje" is null or "conciliacion"."puntaje" between 0 and 1000),
	CONSTRAINT "conciliacion_motivos" CHECK(json_valid("conciliacion"."motivos_json") and "conciliacion"."creo_recibo" in (0, 1)),
	CONSTRAINT "conciliacion_deshecha" CHECK(("conciliacion"."deshecha_en" is null) = ("conciliacion"."deshecha_por" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `conciliacion_par` ON `conciliacion` (`linea_id`,`recibo_id`) WHERE "conciliacion"."deshecha_en" is null;--> statement-breakpoint
CREATE INDEX `conciliacion_de_recibo` ON `conciliacion` (`recibo_id`);--> statement-breakpoint
CREATE INDEX `conciliacion_de_linea` ON `conciliacion` (`linea_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `conciliacion_reciente` ON `conciliacion` (`tenant_id`,`fecha`,`id`);--> statement-breakpoint
CREATE TABLE `cuenta_bancaria` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`banco` text DEFAULT '' NOT NULL,
	`mapeo_json` text DEFAULT '{}' NOT NULL,
	`activa` integer DEFAULT true NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "cuenta_mapeo" CHECK(json_valid("cuenta_bancaria"."mapeo_json")),
	CONSTRAINT "cuenta_activa" CHECK("cuenta_bancaria"."activa" in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `cuenta_nombre` ON `cuenta_bancaria` (`tenant_id`,lower("nombre"));--> statement-breakpoint
CREATE TABLE `evento_pasarela` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`proveedor` text NOT NULL,
	`evento_id` text NOT NULL,
	`tipo` text NOT NULL,
	`payload_json` text NOT NULL,
	`recibido_en` integer NOT NULL,
	`procesado` integer NOT NULL,
	`resultado` text DEFAULT '' NOT NULL,
	`pago_pasarela_id` text,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "evento_pasarela_proveedor" CHECK("evento_pasarela"."proveedor" in ('mercado_pago', 'stripe')),
	CONSTRAINT "evento_pasarela_payload" CHECK(json_valid("evento_pasarela"."payload_json") and "evento_pasarela"."procesado" in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `evento_pasarela_uno` ON `evento_pasarela` (`tenant_id`,`proveedor`,`evento_id`);--> statement-breakpoint
CREATE INDEX `evento_pasarela_por_procesar` ON `evento_pasarela` (`tenant_id`,`recibido_en`) WHERE "evento_pasarela"."procesado" = 0;--> statement-breakpoint
CREATE INDEX `evento_pasarela_de_pago` ON `evento_pasarela` (`pago_pasarela_id`) WHERE "evento_pasarela"."pago_pasarela_id" is not null;--> statement-breakpoint
CREATE INDEX `evento_pasarela_reciente` ON `evento_pasarela` (`tenant_id`,`recibido_en`,`id`);--> statement-breakpoint
CREATE TABLE `extracto` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cuenta_id` text NOT NULL,
	`archivo` text NOT NULL,
	`formato` text NOT NULL,
	`huella` text NOT NULL,
	`lineas` integer NOT NULL,
	`desde` text,
	`hasta` text,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cuenta_id`) REFERENCES `cuenta_bancaria`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "extracto_formato" CHECK("extracto"."formato" in ('csv', 'xlsx', 'ofx')),
	CONSTRAINT "extracto_desde" CHECK("extracto"."desde" is null or "extracto"."desde" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "extracto_hasta" CHECK("extracto"."hasta" is null or "extracto"."hasta" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `extracto_huella` ON `extracto` (`tenant_id`,`cuenta_id`,`huella`);--> statement-breakpoint
CREATE INDEX `extracto_reciente` ON `extracto` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE TABLE `extracto_linea` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`extracto_id` text NOT NULL,
	`cuenta_id` text NOT NULL,
	`fila` integer NOT NULL,
	`fecha` text NOT NULL,
	`concepto` text NOT NULL,
	`operacion` text DEFAULT '' NOT NULL,
	`monto` integer NOT NULL,
	`tipo` text NOT NULL,
	`estado` text NOT NULL,
	`conciliado` integer DEFAULT 0 NOT NULL,
	`repite_id` text,
	`huella` text NOT NULL,
	`nota` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`extracto_id`) REFERENCES `extracto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cuenta_id`) REFERENCES `cuenta_bancaria`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "linea_extracto_tipo" CHECK("extracto_linea"."tipo" in ('credito', 'debito', 'comision', 'repetida')),
	CONSTRAINT "linea_extracto_estado" CHECK("extracto_linea"."estado" in ('pendiente', 'parcial', 'conciliada', 'ignorada')),
	CONSTRAINT "linea_extracto_fecha" CHECK("extracto_linea"."fecha" is null or "extracto_linea"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "linea_extracto_monto" CHECK("extracto_linea"."monto" <> 0),
	CONSTRAINT "linea_extracto_conciliado" CHECK("extracto_linea"."conciliado" between 0 and max("extracto_linea"."monto", 0)),
	CONSTRAINT "linea_extracto_repite" CHECK(("extracto_linea"."tipo" = 'repetida') = ("extracto_linea"."repite_id" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `linea_extracto_fila` ON `extracto_linea` (`extracto_id`,`fila`);--> statement-breakpoint
CREATE INDEX `linea_extracto_abierta` ON `extracto_linea` (`tenant_id`,`fecha`,`id`) WHERE "extracto_linea"."estado" in ('pendiente', 'parcial');--> statement-breakpoint
CREATE INDEX `linea_extracto_por_estado` ON `extracto_linea` (`tenant_id`,`estado`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `linea_extracto_huella` ON `extracto_linea` (`tenant_id`,`cuenta_id`,`huella`);--> statement-breakpoint
CREATE INDEX `linea_extracto_operacion` ON `extracto_linea` (`tenant_id`,`operacion`) WHERE "extracto_linea"."operacion" <> '';--> statement-breakpoint
CREATE TABLE `pago_pasarela` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`proveedor` text NOT NULL,
	`externo_id` text NOT NULL,
	`estado` text NOT NULL,
	`monto` integer NOT NULL,
	`devuelto` integer DEFAULT 0 NOT NULL,
	`cliente_id` text,
	`recibo_id` text,
	`datos_json` text DEFAULT '{}' NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recibo_id`) REFERENCES `recibo`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "pago_pasarela_proveedor" CHECK("pago_pasarela"."proveedor" in ('mercado_pago', 'stripe')),
	CONSTRAINT "pago_pasarela_estado" CHECK("pago_pasarela"."estado" in ('pendiente', 'aprobado', 'rechazado', 'devuelto', 'contracargo')),
	CONSTRAINT "pago_pasarela_montos" CHECK("pago_pasarela"."monto" > 0 and "pago_pasarela"."devuelto" between 0 and "pago_pasarela"."monto"),
	CONSTRAINT "pago_pasarela_datos" CHECK(json_valid("pago_pasarela"."datos_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `pago_pasarela_uno` ON `pago_pasarela` (`tenant_id`,`proveedor`,`externo_id`);--> statement-breakpoint
CREATE INDEX `pago_pasarela_recibo` ON `pago_pasarela` (`recibo_id`) WHERE "pago_pasarela"."recibo_id" is not null;--> statement-breakpoint
CREATE INDEX `pago_pasarela_atencion` ON `pago_pasarela` (`tenant_id`,`creado_en`,`id`) WHERE json_extract("pago_pasarela"."datos_json", '$.atencion') is not null;--> statement-breakpoint
CREATE INDEX `pago_pasarela_reciente` ON `pago_pasarela` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE TABLE `adjunto` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`entidad` text NOT NULL,
	`entidad_id` text NOT NULL,
	`nombre` text NOT NULL,
	`mime` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`contenido` blob NOT NULL,
	`usuario_id` text NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "adjunto_bytes" CHECK("adjunto"."bytes" > 0 and "adjunto"."bytes" = length("adjunto"."contenido"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `adjunto_de` ON `adjunto` (`tenant_id`,`entidad`,`entidad_id`);--> statement-breakpoint
CREATE TABLE `arqueo` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`sesion_id` text NOT NULL,
	`tipo` text NOT NULL,
	`detalle_json` text NOT NULL,
	`contado` integer NOT NULL,
	`esperado` integer NOT NULL,
	`diferencia` integer NOT NULL,
	`explicacion` text DEFAULT '' NOT NULL,
	`queda` integer,
	`aprobacion` text NOT NULL,
	`aprobado_por` text,
	`aprobado_en` integer,
	`usuario_id` text NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sesion_id`) REFERENCES `sesion_caja`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`aprobado_por`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "arqueo_tipo" CHECK("arqueo"."tipo" in ('apertura', 'control', 'cierre')),
	CONSTRAINT "arqueo_aprobacion" CHECK("arqueo"."aprobacion" in ('no_requiere', 'pendiente', 'aprobada')),
	CONSTRAINT "arqueo_detalle" CHECK(json_valid("arqueo"."detalle_json")),
	CONSTRAINT "arqueo_diferencia" CHECK("arqueo"."contado" >= 0 and "arqueo"."diferencia" = "arqueo"."contado" - "arqueo"."esperado"),
	CONSTRAINT "arqueo_queda" CHECK("arqueo"."queda" is null or "arqueo"."queda" between 0 and "arqueo"."contado"),
	CONSTRAINT "arqueo_aprobado" CHECK(("arqueo"."aprobacion" = 'aprobada') = ("arqueo"."aprobado_por" is not null) and ("arqueo"."aprobado_por" is null) = ("arqueo"."aprobado_en" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `arqueo_unico` ON `arqueo` (`sesion_id`,`tipo`) WHERE "arqueo"."tipo" <> 'control';--> statement-breakpoint
CREATE INDEX `arqueo_de_sesion` ON `arqueo` (`sesion_id`,`id`);--> statement-breakpoint
CREATE INDEX `arqueo_por_aprobar` ON `arqueo` (`tenant_id`,`fecha`) WHERE "arqueo"."aprobacion" = 'pendiente';--> statement-breakpoint
CREATE INDEX `arqueo_reciente` ON `arqueo` (`tenant_id`,`tipo`,`fecha`,`contado`,`queda`,`diferencia`);--> statement-breakpoint
CREATE INDEX `arqueo_aprobado` ON `arqueo` (`tenant_id`,`aprobado_en`) WHERE "arqueo"."aprobado_en" is not null;--> statement-breakpoint
CREATE TABLE `movimiento_caja` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`sesion_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`numero` text NOT NULL,
	`tipo` text NOT NULL,
	`monto` integer NOT NULL,
	`lugar` text,
	`categoria` text DEFAULT '' NOT NULL,
	`descripcion` text DEFAULT '' NOT NULL,
	`otra_sesion_id` text,
	`documento_id` text,
	`usuario_id` text NOT NULL,
	`aprobado_por` text,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sesion_id`) REFERENCES `sesion_caja`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`otra_sesion_id`) REFERENCES `sesion_caja`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`aprobado_por`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "movimiento_tipo" CHECK("movimiento_caja"."tipo" in ('entrada', 'retiro', 'gasto', 'devolucion', 'reverso', 'entrega', 'recepcion')),
	CONSTRAINT "movimiento_lugar_lista" CHECK("movimiento_caja"."lugar" in ('caja_fuerte', 'banco', 'otro')),
	CONSTRAINT "movimiento_signo" CHECK("movimiento_caja"."monto" <> 0 and ("movimiento_caja"."monto" > 0) = ("movimiento_caja"."tipo" in ('entrada', 'recepcion'))),
	CONSTRAINT "movimiento_lugar" CHECK(("movimiento_caja"."tipo" in ('entrada', 'retiro')) = ("movimiento_caja"."lugar" is not null)),
	CONSTRAINT "movimiento_gasto" CHECK(("movimiento_caja"."tipo" = 'gasto') = ("movimiento_caja"."categoria" <> '')),
	CONSTRAINT "movimiento_otra" CHECK(("movimiento_caja"."tipo" in ('entrega', 'recepcion')) = ("movimiento_caja"."otra_sesion_id" is not null)),
	CONSTRAINT "movimiento_documento" CHECK(("movimiento_caja"."tipo" in ('devolucion', 'reverso')) = ("movimiento_caja"."documento_id" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `movimiento_numero` ON `movimiento_caja` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE UNIQUE INDEX `movimiento_de_documento` ON `movimiento_caja` (`documento_id`) WHERE "movimiento_caja"."documento_id" is not null;--> statement-breakpoint
CREATE INDEX `movimiento_de_sesion` ON `movimiento_caja` (`sesion_id`,`id`);--> statement-breakpoint
CREATE INDEX `movimiento_reciente` ON `movimiento_caja` (`tenant_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `movimiento_por_lugar` ON `movimiento_caja` (`tenant_id`,`lugar`,`fecha`,`monto`) WHERE "movimiento_caja"."lugar" is not null;--> statement-breakpoint
CREATE TABLE `reporte_caja` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`sesion_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`tipo` text NOT NULL,
	`numero` text NOT NULL,
	`contenido_json` text NOT NULL,
	`usuario_id` text NOT NULL,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sesion_id`) REFERENCES `sesion_caja`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reporte_tipo" CHECK("reporte_caja"."tipo" in ('x', 'z')),
	CONSTRAINT "reporte_contenido" CHECK(json_valid("reporte_caja"."contenido_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `reporte_numero` ON `reporte_caja` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE UNIQUE INDEX `reporte_z_unico` ON `reporte_caja` (`sesion_id`) WHERE "reporte_caja"."tipo" = 'z';--> statement-breakpoint
CREATE INDEX `reporte_de_sesion` ON `reporte_caja` (`sesion_id`,`id`);--> statement-breakpoint
CREATE TABLE `reverso` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`numero` text NOT NULL,
	`recibo_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`tipo` text NOT NULL,
	`monto` integer NOT NULL,
	`motivo` text NOT NULL,
	`sesion_id` text,
	`ajuste` integer DEFAULT 0 NOT NULL,
	`deuda_despues` integer NOT NULL,
	`credito_despues` integer NOT NULL,
	`usuario_id` text,
	`aprobado_por` text,
	`fecha` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recibo_id`) REFERENCES `recibo`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sesion_id`) REFERENCES `sesion_caja`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`aprobado_por`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reverso_tipo" CHECK("reverso"."tipo" in ('anulacion', 'rechazo', 'reembolso', 'contracargo')),
	CONSTRAINT "reverso_monto" CHECK("reverso"."monto" > 0 and "reverso"."motivo" <> ''),
	CONSTRAINT "reverso_aprobado" CHECK("reverso"."tipo" <> 'anulacion' or ("reverso"."usuario_id" is not null and "reverso"."aprobado_por" is not null)),
	CONSTRAINT "reverso_ajuste" CHECK("reverso"."ajuste" in (0, 1) and ("reverso"."ajuste" = 0 or "reverso"."sesion_id" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `reverso_numero` ON `reverso` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE INDEX `reverso_de_recibo` ON `reverso` (`recibo_id`);--> statement-breakpoint
CREATE INDEX `reverso_reciente` ON `reverso` (`tenant_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `reverso_de_cliente` ON `reverso` (`tenant_id`,`cliente_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `reverso_de_sesion` ON `reverso` (`sesion_id`) WHERE "reverso"."sesion_id" is not null;--> statement-breakpoint
CREATE TABLE `reverso_aplicacion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`reverso_id` text NOT NULL,
	`aplicacion_id` text NOT NULL,
	`factura_id` text NOT NULL,
	`monto` integer NOT NULL,
	`saldo_despues` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`reverso_id`) REFERENCES `reverso`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`aplicacion_id`) REFERENCES `aplicacion`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reverso_aplicacion_monto" CHECK("reverso_aplicacion"."monto" > 0 and "reverso_aplicacion"."saldo_despues" >= "reverso_aplicacion"."monto")
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `reverso_aplicacion_una` ON `reverso_aplicacion` (`reverso_id`,`aplicacion_id`);--> statement-breakpoint
CREATE INDEX `reverso_aplicacion_de` ON `reverso_aplicacion` (`aplicacion_id`);--> statement-breakpoint
CREATE INDEX `reverso_aplicacion_factura` ON `reverso_aplicacion` (`factura_id`);--> statement-breakpoint
CREATE TABLE `reverso_pago` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`reverso_id` text NOT NULL,
	`pago_id` text NOT NULL,
	`monto` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`reverso_id`) REFERENCES `reverso`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`pago_id`) REFERENCES `pago`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "reverso_pago_monto" CHECK("reverso_pago"."monto" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `reverso_pago_uno` ON `reverso_pago` (`reverso_id`,`pago_id`);--> statement-breakpoint
CREATE INDEX `reverso_pago_de` ON `reverso_pago` (`pago_id`);--> statement-breakpoint
CREATE TABLE `ruta_cobro` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`numero` text NOT NULL,
	`nombre` text NOT NULL,
	`cobrador_id` text NOT NULL,
	`sesion_id` text NOT NULL,
	`estado` text NOT NULL,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	`rendida_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cobrador_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sesion_id`) REFERENCES `sesion_caja`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "ruta_estado" CHECK("ruta_cobro"."estado" in ('abierta', 'rendida', 'anulada')),
	CONSTRAINT "ruta_rendida" CHECK(("ruta_cobro"."estado" = 'abierta') = ("ruta_cobro"."rendida_en" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `ruta_numero` ON `ruta_cobro` (`tenant_id`,`numero`);--> statement-breakpoint
CREATE INDEX `ruta_reciente` ON `ruta_cobro` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `ruta_abierta` ON `ruta_cobro` (`tenant_id`,`cobrador_id`) WHERE "ruta_cobro"."estado" = 'abierta';--> statement-breakpoint
CREATE TABLE `ruta_visita` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`ruta_id` text NOT NULL,
	`orden` integer NOT NULL,
	`cliente_id` text NOT NULL,
	`deuda` integer NOT NULL,
	`estado` text NOT NULL,
	`recibo_id` text,
	`notas` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`ruta_id`) REFERENCES `ruta_cobro`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recibo_id`) REFERENCES `recibo`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "visita_estado" CHECK("ruta_visita"."estado" in ('pendiente', 'cobrada', 'no_pago', 'ausente')),
	CONSTRAINT "visita_cobrada" CHECK(("ruta_visita"."estado" = 'cobrada') = ("ruta_visita"."recibo_id" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `visita_orden` ON `ruta_visita` (`ruta_id`,`orden`);--> statement-breakpoint
CREATE UNIQUE INDEX `visita_cliente` ON `ruta_visita` (`ruta_id`,`cliente_id`);--> statement-breakpoint
CREATE TABLE `sesion_caja` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`usuario_id` text NOT NULL,
	`tipo` text NOT NULL,
	`estado` text NOT NULL,
	`fecha` text NOT NULL,
	`fondo_inicial` integer NOT NULL,
	`previa_id` text,
	`abierta_en` integer NOT NULL,
	`cerrada_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "sesion_tipo" CHECK("sesion_caja"."tipo" in ('mostrador', 'cobrador')),
	CONSTRAINT "sesion_estado" CHECK("sesion_caja"."estado" in ('abierta', 'cerrada')),
	CONSTRAINT "sesion_fecha" CHECK("sesion_caja"."fecha" is null or "sesion_caja"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "sesion_fondo" CHECK("sesion_caja"."fondo_inicial" >= 0),
	CONSTRAINT "sesion_cierre" CHECK(("sesion_caja"."estado" = 'abierta') = ("sesion_caja"."cerrada_en" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `sesion_abierta_puesto` ON `sesion_caja` (`tenant_id`,`puesto_id`) WHERE "sesion_caja"."estado" = 'abierta' and "sesion_caja"."tipo" = 'mostrador';--> statement-breakpoint
CREATE UNIQUE INDEX `sesion_abierta_cobrador` ON `sesion_caja` (`tenant_id`,`usuario_id`) WHERE "sesion_caja"."estado" = 'abierta' and "sesion_caja"."tipo" = 'cobrador';--> statement-breakpoint
CREATE INDEX `sesion_reciente` ON `sesion_caja` (`tenant_id`,`abierta_en`,`id`);--> statement-breakpoint
CREATE INDEX `sesion_del_dia` ON `sesion_caja` (`tenant_id`,`fecha`,`id`);--> statement-breakpoint
CREATE INDEX `sesion_de_persona` ON `sesion_caja` (`tenant_id`,`usuario_id`,`abierta_en`,`id`);--> statement-breakpoint
CREATE INDEX `sesion_de_puesto` ON `sesion_caja` (`tenant_id`,`puesto_id`,`tipo`,`abierta_en`,`id`);--> statement-breakpoint
CREATE TABLE `trabajo_impresion` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`puesto_id` text NOT NULL,
	`tipo` text NOT NULL,
	`documento_id` text DEFAULT '' NOT NULL,
	`copia` integer NOT NULL,
	`abre_cajon` integer NOT NULL,
	`estado` text NOT NULL,
	`intentos` integer DEFAULT 0 NOT NULL,
	`proximo_en` integer NOT NULL,
	`error` text,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	`impreso_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puesto_id`) REFERENCES `puesto`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "trabajo_impresion_tipo" CHECK("trabajo_impresion"."tipo" in ('recibo', 'devolucion', 'reverso', 'movimiento_caja', 'reporte_caja', 'prueba', 'cajon')),
	CONSTRAINT "trabajo_impresion_estado" CHECK("trabajo_impresion"."estado" in ('pendiente', 'enviando', 'impreso', 'fallido', 'incierto', 'cancelado')),
	CONSTRAINT "trabajo_impresion_flags" CHECK("trabajo_impresion"."copia" in (0, 1) and "trabajo_impresion"."abre_cajon" in (0, 1)),
	CONSTRAINT "trabajo_impresion_impreso" CHECK(("trabajo_impresion"."estado" = 'impreso') = ("trabajo_impresion"."impreso_en" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `trabajo_impresion_por_hacer` ON `trabajo_impresion` (`tenant_id`,`puesto_id`,`proximo_en`,`id`) WHERE "trabajo_impresion"."estado" in ('pendiente', 'enviando');--> statement-breakpoint
CREATE INDEX `trabajo_impresion_reciente` ON `trabajo_impresion` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `trabajo_impresion_documento` ON `trabajo_impresion` (`tenant_id`,`documento_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `trabajo_impresion_original` ON `trabajo_impresion` (`tenant_id`,`documento_id`) WHERE "trabajo_impresion"."copia" = 0 and "trabajo_impresion"."documento_id" <> '' and "trabajo_impresion"."estado" <> 'cancelado';--> statement-breakpoint
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
	CONSTRAINT "impresion_tipo" CHECK("__new_impresion"."documento_tipo" in ('recibo', 'factura', 'nota_credito', 'estado_cuenta', 'devolucion', 'reporte_caja', 'movimiento_caja', 'reverso', 'ruta_cobro')),
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
	CONSTRAINT "serie_tipo" CHECK("__new_serie"."tipo" in ('recibo', 'factura', 'nota_credito', 'devolucion', 'cliente', 'movimiento_caja', 'reporte_x', 'reporte_z', 'reverso', 'ruta_cobro'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_serie`("tenant_id", "puesto_id", "tipo", "siguiente") SELECT "tenant_id", "puesto_id", "tipo", "siguiente" FROM `serie`;--> statement-breakpoint
DROP TABLE `serie`;--> statement-breakpoint
ALTER TABLE `__new_serie` RENAME TO `serie`;--> statement-breakpoint
DROP INDEX `recibo_referencia`;--> statement-breakpoint
ALTER TABLE `recibo` ADD `sesion_id` text;--> statement-breakpoint
ALTER TABLE `recibo` ADD `revertido` integer DEFAULT 0 NOT NULL CHECK (`revertido` between 0 and `monto_total`);--> statement-breakpoint
CREATE UNIQUE INDEX `recibo_referencia` ON `recibo` (`tenant_id`,`metodo`,`referencia`) WHERE "recibo"."referencia" <> '' and "recibo"."revertido" < "recibo"."monto_total";--> statement-breakpoint
CREATE INDEX `pago_por_conciliar` ON `pago` (`tenant_id`,`fecha_pago`,`monto`) WHERE "pago"."metodo" = 'transferencia' and "pago"."estado_conciliacion" = 'pendiente';--> statement-breakpoint
CREATE INDEX `recibo_de_sesion` ON `recibo` (`sesion_id`,`metodo`,`id`) WHERE "recibo"."sesion_id" is not null;--> statement-breakpoint
CREATE INDEX `servicio_plan_precio` ON `servicio` (`tenant_id`,`plan_id`,`estado`,`precio_acordado`);
--> statement-breakpoint
-- Rebuilt tables have their rules again.
CREATE TRIGGER `impresion_no_update` BEFORE UPDATE ON `impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `impresion_no_delete` BEFORE DELETE ON `impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `serie_gapless` BEFORE UPDATE ON `serie`
WHEN new.`siguiente` <> old.`siguiente` + 1 OR new.`tenant_id` <> old.`tenant_id` OR new.`puesto_id` <> old.`puesto_id` OR new.`tipo` <> old.`tipo`
BEGIN SELECT RAISE(ABORT, 'serie.gap'); END;
--> statement-breakpoint
CREATE TRIGGER `serie_no_delete` BEFORE DELETE ON `serie` BEGIN SELECT RAISE(ABORT, 'serie.gap'); END;
--> statement-breakpoint
INSERT INTO `serie` (`tenant_id`, `puesto_id`, `tipo`, `siguiente`) SELECT `tenant_id`, `id`, 'movimiento_caja', 1 FROM `puesto`;
--> statement-breakpoint
INSERT INTO `serie` (`tenant_id`, `puesto_id`, `tipo`, `siguiente`) SELECT `tenant_id`, `id`, 'reporte_x', 1 FROM `puesto`;
--> statement-breakpoint
INSERT INTO `serie` (`tenant_id`, `puesto_id`, `tipo`, `siguiente`) SELECT `tenant_id`, `id`, 'reporte_z', 1 FROM `puesto`;
--> statement-breakpoint
INSERT INTO `serie` (`tenant_id`, `puesto_id`, `tipo`, `siguiente`) SELECT `tenant_id`, `id`, 'reverso', 1 FROM `puesto`;
--> statement-breakpoint
INSERT INTO `serie` (`tenant_id`, `puesto_id`, `tipo`, `siguiente`) SELECT `tenant_id`, `id`, 'ruta_cobro', 1 FROM `puesto`;
--> statement-breakpoint
-- A receipt moves by its reversals only.
DROP TRIGGER `recibo_no_update`;
--> statement-breakpoint
CREATE TRIGGER `recibo_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `puesto_id`, `secuencia`, `numero`, `cliente_id`, `usuario_id`, `fecha`, `metodo`, `referencia`, `monto_total`, `efectivo_recibido`, `vuelto`, `deuda_despues`, `credito_despues`, `sesion_id` ON `recibo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `movimiento_caja_no_update` BEFORE UPDATE ON `movimiento_caja` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `movimiento_caja_no_delete` BEFORE DELETE ON `movimiento_caja` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reporte_caja_no_update` BEFORE UPDATE ON `reporte_caja` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reporte_caja_no_delete` BEFORE DELETE ON `reporte_caja` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_no_update` BEFORE UPDATE ON `reverso` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_no_delete` BEFORE DELETE ON `reverso` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_pago_no_update` BEFORE UPDATE ON `reverso_pago` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_pago_no_delete` BEFORE DELETE ON `reverso_pago` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_aplicacion_no_update` BEFORE UPDATE ON `reverso_aplicacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_aplicacion_no_delete` BEFORE DELETE ON `reverso_aplicacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `extracto_no_update` BEFORE UPDATE ON `extracto` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `extracto_no_delete` BEFORE DELETE ON `extracto` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `adjunto_no_update` BEFORE UPDATE ON `adjunto` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `adjunto_no_delete` BEFORE DELETE ON `adjunto` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `sesion_caja_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `puesto_id`, `usuario_id`, `tipo`, `fecha`, `fondo_inicial`, `previa_id`, `abierta_en` ON `sesion_caja` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `sesion_caja_no_delete` BEFORE DELETE ON `sesion_caja` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `arqueo_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `sesion_id`, `tipo`, `detalle_json`, `contado`, `esperado`, `diferencia`, `explicacion`, `queda`, `usuario_id`, `fecha` ON `arqueo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `arqueo_no_delete` BEFORE DELETE ON `arqueo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `ruta_cobro_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `puesto_id`, `numero`, `nombre`, `cobrador_id`, `sesion_id`, `usuario_id`, `creado_en` ON `ruta_cobro` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `ruta_cobro_no_delete` BEFORE DELETE ON `ruta_cobro` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `ruta_visita_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `ruta_id`, `orden`, `cliente_id`, `deuda` ON `ruta_visita` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `ruta_visita_no_delete` BEFORE DELETE ON `ruta_visita` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `extracto_linea_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `extracto_id`, `cuenta_id`, `fila`, `fecha`, `concepto`, `operacion`, `monto`, `tipo`, `repite_id`, `huella` ON `extracto_linea` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `extracto_linea_no_delete` BEFORE DELETE ON `extracto_linea` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `conciliacion_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `linea_id`, `recibo_id`, `monto`, `origen`, `puntaje`, `motivos_json`, `creo_recibo`, `usuario_id`, `fecha` ON `conciliacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `conciliacion_no_delete` BEFORE DELETE ON `conciliacion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `evento_pasarela_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `proveedor`, `evento_id`, `tipo`, `payload_json`, `recibido_en` ON `evento_pasarela` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `evento_pasarela_no_delete` BEFORE DELETE ON `evento_pasarela` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `trabajo_impresion_no_update` BEFORE UPDATE OF `id`, `tenant_id`, `puesto_id`, `tipo`, `documento_id`, `copia`, `abre_cajon`, `usuario_id`, `creado_en` ON `trabajo_impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `trabajo_impresion_no_delete` BEFORE DELETE ON `trabajo_impresion` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `pago_pasarela_no_delete` BEFORE DELETE ON `pago_pasarela` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `cuenta_bancaria_no_delete` BEFORE DELETE ON `cuenta_bancaria` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
-- A session ends once, and what it answers for is complete then.
CREATE TRIGGER `sesion_caja_una_vez` BEFORE UPDATE ON `sesion_caja` WHEN old.`estado` = 'cerrada'
BEGIN SELECT RAISE(ABORT, 'caja.closed'); END;
--> statement-breakpoint
CREATE TRIGGER `recibo_sesion_abierta` BEFORE INSERT ON `recibo`
WHEN new.`sesion_id` IS NOT NULL AND (SELECT `estado` FROM `sesion_caja` WHERE `id` = new.`sesion_id` AND `tenant_id` = new.`tenant_id`) IS NOT 'abierta'
BEGIN SELECT RAISE(ABORT, 'caja.closed'); END;
--> statement-breakpoint
CREATE TRIGGER `movimiento_caja_sesion_abierta` BEFORE INSERT ON `movimiento_caja`
WHEN (SELECT `estado` FROM `sesion_caja` WHERE `id` = new.`sesion_id` AND `tenant_id` = new.`tenant_id`) IS NOT 'abierta'
BEGIN SELECT RAISE(ABORT, 'caja.closed'); END;
--> statement-breakpoint
-- An approval is given once and stays.
CREATE TRIGGER `arqueo_aprobado_una_vez` BEFORE UPDATE ON `arqueo` WHEN old.`aprobacion` <> 'pendiente'
BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
-- A reversal takes back what its own receipt and client have, and no more than there is.
CREATE TRIGGER `reverso_un_cliente` BEFORE INSERT ON `reverso`
WHEN (SELECT `cliente_id` FROM `recibo` WHERE `id` = new.`recibo_id`) IS NOT new.`cliente_id`
BEGIN SELECT RAISE(ABORT, 'reverso.foreign'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_pago_resto` BEFORE INSERT ON `reverso_pago`
WHEN (SELECT `recibo_id` FROM `pago` WHERE `id` = new.`pago_id`) IS NOT (SELECT `recibo_id` FROM `reverso` WHERE `id` = new.`reverso_id`)
  OR (SELECT `cliente_id` FROM `pago` WHERE `id` = new.`pago_id`) IS NOT new.`cliente_id`
  OR new.`monto` + coalesce((SELECT sum(`monto`) FROM `reverso_pago` WHERE `pago_id` = new.`pago_id`), 0) > (SELECT `monto` FROM `pago` WHERE `id` = new.`pago_id`)
BEGIN SELECT RAISE(ABORT, 'reverso.foreign'); END;
--> statement-breakpoint
CREATE TRIGGER `reverso_aplicacion_resto` BEFORE INSERT ON `reverso_aplicacion`
WHEN (SELECT `factura_id` || `cliente_id` FROM `aplicacion` WHERE `id` = new.`aplicacion_id`) IS NOT new.`factura_id` || new.`cliente_id`
  OR new.`monto` + coalesce((SELECT sum(`monto`) FROM `reverso_aplicacion` WHERE `aplicacion_id` = new.`aplicacion_id`), 0) > (SELECT `monto` FROM `aplicacion` WHERE `id` = new.`aplicacion_id`)
BEGIN SELECT RAISE(ABORT, 'reverso.foreign'); END;
