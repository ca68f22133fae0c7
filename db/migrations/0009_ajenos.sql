CREATE TABLE `objeto_ajeno` (
	`dispositivo_id` text NOT NULL,
	`tipo` text NOT NULL,
	`clave` text NOT NULL,
	`tenant_id` text NOT NULL,
	`usuario_id` text NOT NULL,
	`creado_en` integer NOT NULL,
	PRIMARY KEY(`dispositivo_id`, `tipo`, `clave`),
	FOREIGN KEY (`dispositivo_id`) REFERENCES `dispositivo_red`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenant`(`id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`usuario_id`) REFERENCES `usuario`(`id`) ON UPDATE no action ON DELETE restrict,
	CONSTRAINT "objeto_ajeno_tipo" CHECK("objeto_ajeno"."tipo" in ('ppp_secret', 'dhcp_lease', 'simple_queue', 'uisp_servicio'))
) STRICT, WITHOUT ROWID;
