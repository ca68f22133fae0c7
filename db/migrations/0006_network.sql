CREATE TABLE `alerta` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`dispositivo_id` text NOT NULL,
	`tipo` text NOT NULL,
	`desde` integer NOT NULL,
	`hasta` integer,
	`detalle_json` text DEFAULT '{}' NOT NULL,
	`vista_en` integer,
	`vista_por` text,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`vista_por`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "alerta_tipo" CHECK("alerta"."tipo" in ('caido', 'cpu', 'sesiones', 'temperatura', 'reinicio')),
	CONSTRAINT "alerta_detalle" CHECK(json_valid("alerta"."detalle_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `alerta_abierta` ON `alerta` (`dispositivo_id`,`tipo`) WHERE "alerta"."hasta" is null;--> statement-breakpoint
CREATE INDEX `alerta_reciente` ON `alerta` (`tenant_id`,`desde`,`id`);--> statement-breakpoint
CREATE INDEX `alerta_de_dispositivo` ON `alerta` (`dispositivo_id`,`desde`);--> statement-breakpoint
CREATE TABLE `controlador_uisp` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`url` text NOT NULL,
	`token_nms` text,
	`clave_crm` text,
	`huella_tls` text,
	`activo` integer DEFAULT true NOT NULL,
	`ultimo_sync_at` integer,
	`error` text,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "controlador_activo" CHECK("controlador_uisp"."activo" in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `controlador_url` ON `controlador_uisp` (`tenant_id`,`url`);--> statement-breakpoint
CREATE TABLE `corrida_corte` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`fecha` text NOT NULL,
	`origen` text NOT NULL,
	`estado` text NOT NULL,
	`total` integer NOT NULL,
	`usuario_id` text,
	`creado_en` integer NOT NULL,
	`terminada_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "corrida_corte_origen" CHECK("corrida_corte"."origen" in ('automatica', 'manual', 'atrasada')),
	CONSTRAINT "corrida_corte_estado" CHECK("corrida_corte"."estado" in ('por_confirmar', 'en_curso', 'pausada', 'terminada', 'detenida', 'descartada')),
	CONSTRAINT "corrida_corte_fecha" CHECK("corrida_corte"."fecha" is null or "corrida_corte"."fecha" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `corrida_corte_reciente` ON `corrida_corte` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `corrida_corte_abierta` ON `corrida_corte` (`tenant_id`) WHERE "corrida_corte"."estado" in ('por_confirmar', 'en_curso', 'pausada');--> statement-breakpoint
CREATE TABLE `corrida_corte_fila` (
	`corrida_id` text NOT NULL,
	`servicio_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`cliente_id` text NOT NULL,
	`orden` integer NOT NULL,
	`vencido` integer NOT NULL,
	`vence_desde` text NOT NULL,
	`estado` text DEFAULT 'pendiente' NOT NULL,
	`motivo` text,
	`resuelta_en` integer,
	PRIMARY KEY(`corrida_id`, `servicio_id`),
	FOREIGN KEY (`corrida_id`) REFERENCES `corrida_corte`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`cliente_id`) REFERENCES `cliente`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "corte_fila_estado" CHECK("corrida_corte_fila"."estado" in ('pendiente', 'cortado', 'omitido')),
	CONSTRAINT "corte_fila_vence" CHECK("corrida_corte_fila"."vence_desde" is null or "corrida_corte_fila"."vence_desde" glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `corte_fila_orden` ON `corrida_corte_fila` (`corrida_id`,`orden`);--> statement-breakpoint
CREATE INDEX `corte_fila_pendiente` ON `corrida_corte_fila` (`corrida_id`,`orden`) WHERE "corrida_corte_fila"."estado" = 'pendiente';--> statement-breakpoint
CREATE INDEX `corte_fila_servicio` ON `corrida_corte_fila` (`servicio_id`);--> statement-breakpoint
CREATE INDEX `corte_fila_cliente` ON `corrida_corte_fila` (`cliente_id`);--> statement-breakpoint
CREATE TABLE `dispositivo_acceso` (
	`dispositivo_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`sitio_id` text,
	`controlador_id` text,
	`puerto` integer DEFAULT 8728 NOT NULL,
	`tls` integer DEFAULT false NOT NULL,
	`usuario` text DEFAULT '' NOT NULL,
	`secreto` text,
	`huella_tls` text,
	`modo` text DEFAULT 'observar' NOT NULL,
	`etiquetas_json` text DEFAULT '[]' NOT NULL,
	`sondeo_segundos` integer DEFAULT 60 NOT NULL,
	`respaldo` text DEFAULT 'nunca' NOT NULL,
	`activo` integer DEFAULT true NOT NULL,
	`modelo` text DEFAULT '' NOT NULL,
	`version` text DEFAULT '' NOT NULL,
	`notas` text DEFAULT '' NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`sitio_id`) REFERENCES `sitio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`controlador_id`) REFERENCES `controlador_uisp`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "acceso_modo" CHECK("dispositivo_acceso"."modo" in ('observar', 'gestionar')),
	CONSTRAINT "acceso_respaldo" CHECK("dispositivo_acceso"."respaldo" in ('nunca', 'diario', 'semanal')),
	CONSTRAINT "acceso_puerto" CHECK("dispositivo_acceso"."puerto" between 1 and 65535),
	CONSTRAINT "acceso_sondeo" CHECK("dispositivo_acceso"."sondeo_segundos" between 10 and 86400),
	CONSTRAINT "acceso_flags" CHECK("dispositivo_acceso"."tls" in (0, 1) and "dispositivo_acceso"."activo" in (0, 1)),
	CONSTRAINT "acceso_etiquetas" CHECK(json_valid("dispositivo_acceso"."etiquetas_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `acceso_sitio` ON `dispositivo_acceso` (`sitio_id`);--> statement-breakpoint
CREATE INDEX `acceso_controlador` ON `dispositivo_acceso` (`controlador_id`);--> statement-breakpoint
CREATE INDEX `acceso_activo` ON `dispositivo_acceso` (`tenant_id`,`dispositivo_id`) WHERE "dispositivo_acceso"."activo" = 1;--> statement-breakpoint
CREATE TABLE `metrica` (
	`tenant_id` text NOT NULL,
	`dispositivo_id` text NOT NULL,
	`resolucion` text NOT NULL,
	`desde` integer NOT NULL,
	`valores_json` text NOT NULL,
	PRIMARY KEY(`dispositivo_id`, `resolucion`, `desde`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "metrica_resolucion" CHECK("metrica"."resolucion" in ('cruda', 'hora', 'dia')),
	CONSTRAINT "metrica_valores" CHECK(json_valid("metrica"."valores_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `metrica_por_edad` ON `metrica` (`tenant_id`,`resolucion`,`desde`);--> statement-breakpoint
CREATE TABLE `objeto_red` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`servicio_id` text NOT NULL,
	`dispositivo_id` text NOT NULL,
	`tipo` text NOT NULL,
	`clave` text NOT NULL,
	`origen` text NOT NULL,
	`previo_json` text,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	`retirado_en` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "objeto_tipo" CHECK("objeto_red"."tipo" in ('ppp_secret', 'dhcp_lease', 'simple_queue', 'uisp_servicio')),
	CONSTRAINT "objeto_origen" CHECK("objeto_red"."origen" in ('creado', 'vinculado')),
	CONSTRAINT "objeto_previo" CHECK("objeto_red"."previo_json" is null or json_valid("objeto_red"."previo_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `objeto_en_dispositivo` ON `objeto_red` (`dispositivo_id`,`tipo`,`clave`) WHERE "objeto_red"."retirado_en" is null;--> statement-breakpoint
CREATE INDEX `objeto_de_servicio` ON `objeto_red` (`servicio_id`);--> statement-breakpoint
CREATE TABLE `plan_red` (
	`plan_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`perfil` text DEFAULT '' NOT NULL,
	`pool` text DEFAULT '' NOT NULL,
	`metodo_corte` text DEFAULT 'perfil' NOT NULL,
	`perfil_corte` text DEFAULT 'morosos' NOT NULL,
	`lista_corte` text DEFAULT 'morosos' NOT NULL,
	`reducida_bajada_mbps` real DEFAULT 1 NOT NULL,
	`reducida_subida_mbps` real DEFAULT 1 NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`plan_id`) REFERENCES `plan_servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "plan_red_metodo" CHECK("plan_red"."metodo_corte" in ('perfil', 'deshabilitar', 'lista', 'bloqueo_dhcp', 'uisp')),
	CONSTRAINT "plan_red_reducida" CHECK("plan_red"."reducida_bajada_mbps" > 0 and "plan_red"."reducida_subida_mbps" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `respaldo` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`dispositivo_id` text NOT NULL,
	`tipo` text NOT NULL,
	`fecha` integer NOT NULL,
	`huella` text NOT NULL,
	`tamano` integer NOT NULL,
	`contenido` text NOT NULL,
	`usuario_id` text,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "respaldo_tipo" CHECK("respaldo"."tipo" in ('export', 'binario'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `respaldo_de` ON `respaldo` (`dispositivo_id`,`tipo`,`fecha`);--> statement-breakpoint
CREATE TABLE `servicio_red` (
	`servicio_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`usuario` text DEFAULT '' NOT NULL,
	`clave` text,
	`ip` text DEFAULT '' NOT NULL,
	`mac` text DEFAULT '' NOT NULL,
	`metodo_corte` text,
	`uisp_servicio_id` text DEFAULT '' NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "servicio_red_metodo" CHECK("servicio_red"."metodo_corte" in ('perfil', 'deshabilitar', 'lista', 'bloqueo_dhcp', 'uisp'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `servicio_red_usuario` ON `servicio_red` (`tenant_id`,`usuario`) WHERE "servicio_red"."usuario" <> '';--> statement-breakpoint
CREATE UNIQUE INDEX `servicio_red_ip` ON `servicio_red` (`tenant_id`,`ip`) WHERE "servicio_red"."ip" <> '';--> statement-breakpoint
CREATE TABLE `sitio` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`nombre` text NOT NULL,
	`direccion` text DEFAULT '' NOT NULL,
	`notas` text DEFAULT '' NOT NULL,
	`creado_en` integer NOT NULL,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `sitio_nombre` ON `sitio` (`tenant_id`,`nombre`);--> statement-breakpoint
CREATE TABLE `trabajo_red` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`servicio_id` text NOT NULL,
	`dispositivo_id` text NOT NULL,
	`tipo` text NOT NULL,
	`estado` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`intentos` integer DEFAULT 0 NOT NULL,
	`proximo_en` integer NOT NULL,
	`error` text,
	`detalle` text DEFAULT '' NOT NULL,
	`cambios_json` text DEFAULT '[]' NOT NULL,
	`recibo_id` text,
	`corrida_id` text,
	`usuario_id` text,
	`creado_en` integer NOT NULL,
	`aplicado_en` integer,
	`verificado_en` integer,
	`actualizado_en` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`servicio_id`) REFERENCES `servicio`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`recibo_id`) REFERENCES `recibo`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`corrida_id`) REFERENCES `corrida_corte`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "trabajo_red_tipo" CHECK("trabajo_red"."tipo" in ('alta', 'corte', 'reactivacion', 'cambio_plan', 'cambio', 'baja', 'correccion')),
	CONSTRAINT "trabajo_red_estado" CHECK("trabajo_red"."estado" in ('pendiente', 'aplicado', 'verificado', 'fallido', 'cancelado')),
	CONSTRAINT "trabajo_red_verificado" CHECK(("trabajo_red"."estado" = 'verificado') = ("trabajo_red"."verificado_en" is not null)),
	CONSTRAINT "trabajo_red_cambios" CHECK(json_valid("trabajo_red"."cambios_json"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `trabajo_red_abierto` ON `trabajo_red` (`servicio_id`,`dispositivo_id`) WHERE "trabajo_red"."estado" in ('pendiente', 'aplicado');--> statement-breakpoint
CREATE INDEX `trabajo_red_por_hacer` ON `trabajo_red` (`tenant_id`,`dispositivo_id`,`proximo_en`,`id`) WHERE "trabajo_red"."estado" in ('pendiente', 'aplicado');--> statement-breakpoint
CREATE INDEX `trabajo_red_por_estado` ON `trabajo_red` (`tenant_id`,`estado`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `trabajo_red_reciente` ON `trabajo_red` (`tenant_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `trabajo_red_de_servicio` ON `trabajo_red` (`servicio_id`,`creado_en`);--> statement-breakpoint
CREATE INDEX `trabajo_red_de_dispositivo` ON `trabajo_red` (`dispositivo_id`,`creado_en`,`id`);--> statement-breakpoint
CREATE INDEX `trabajo_red_de_recibo` ON `trabajo_red` (`recibo_id`) WHERE "trabajo_red"."recibo_id" is not null;--> statement-breakpoint
CREATE INDEX `trabajo_red_de_corrida` ON `trabajo_red` (`corrida_id`) WHERE "trabajo_red"."corrida_id" is not null;
--> statement-breakpoint
CREATE TRIGGER `trabajo_red_no_delete` BEFORE DELETE ON `trabajo_red` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `corrida_corte_no_delete` BEFORE DELETE ON `corrida_corte` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `corrida_corte_fila_no_delete` BEFORE DELETE ON `corrida_corte_fila` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `alerta_no_delete` BEFORE DELETE ON `alerta` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `objeto_red_no_delete` BEFORE DELETE ON `objeto_red` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
CREATE TRIGGER `respaldo_no_update` BEFORE UPDATE ON `respaldo` BEGIN SELECT RAISE(ABORT, 'fact.immutable'); END;
--> statement-breakpoint
-- How many jobs stand in which state, without counting them.
CREATE TRIGGER `trabajo_red_conteo_insert` AFTER INSERT ON `trabajo_red` BEGIN
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'trabajo_red', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `trabajo_red_conteo_update` AFTER UPDATE OF `estado` ON `trabajo_red` WHEN old.`estado` <> new.`estado` BEGIN
  UPDATE `conteo` SET `n` = `n` - 1 WHERE `tenant_id` = old.`tenant_id` AND `entidad` = 'trabajo_red' AND `clave` = old.`estado`;
  INSERT INTO `conteo` (`tenant_id`, `entidad`, `clave`, `n`) VALUES (new.`tenant_id`, 'trabajo_red', new.`estado`, 1)
  ON CONFLICT DO UPDATE SET `n` = `n` + 1;
END;
