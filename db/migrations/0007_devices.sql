ALTER TABLE `dispositivo_acceso` ADD `silenciado_hasta` integer;--> statement-breakpoint
CREATE INDEX `dispositivo_por_nombre` ON `dispositivo_red` (`tenant_id`,"nombre" collate nocase,`id`);