DROP INDEX `trabajo_red_de_corrida`;--> statement-breakpoint
ALTER TABLE `trabajo_red` ADD `enviado_en` integer;--> statement-breakpoint
CREATE INDEX `trabajo_red_de_corrida` ON `trabajo_red` (`corrida_id`,`servicio_id`) WHERE "trabajo_red"."corrida_id" is not null;--> statement-breakpoint
ALTER TABLE `corrida_corte_fila` ADD `levantada_en` integer;--> statement-breakpoint
ALTER TABLE `corrida_corte_fila` ADD `levantada_por` text;--> statement-breakpoint
-- What was planned takes effect on its day, though it was written before the cut: 8 hours UTC is within that day, wherever the office is.
UPDATE `corrida_corte_fila` SET
	`levantada_en` = (SELECT min(iif(e.`fecha` > r.`fecha`, max(e.`creado_en`, unixepoch(e.`fecha`, '+8 hours') * 1000), e.`creado_en`))
		FROM `corrida_corte` r JOIN `servicio_evento` e ON e.`servicio_id` = `corrida_corte_fila`.`servicio_id`
		WHERE r.`id` = `corrida_corte_fila`.`corrida_id` AND e.`tipo` IN ('reactivacion', 'baja') AND e.`aplicado` = 1
		AND (e.`creado_en` >= `corrida_corte_fila`.`resuelta_en` OR e.`fecha` > r.`fecha`)),
	`levantada_por` = CASE WHEN `motivo` = 'deshecho' THEN 'deshecho' END,
	`motivo` = NULL
WHERE `estado` = 'cortado';--> statement-breakpoint
-- A job that was lifted or ended before it was over took the place of the cut's: whether that was ever sent is not known any more.
UPDATE `trabajo_red` SET `corrida_id` = NULL WHERE `corrida_id` IS NOT NULL AND `tipo` IN ('reactivacion', 'baja');--> statement-breakpoint
UPDATE `trabajo_red` SET `enviado_en` = coalesce(`aplicado_en`, `verificado_en`) WHERE `corrida_id` IS NOT NULL;
