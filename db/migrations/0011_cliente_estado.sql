-- The state of a client follows those of its services from now on; it was a person's word, and stayed as it was when a service was cut.
UPDATE `cliente` SET `estado_servicio` = s.`estado`
FROM (
	SELECT `cliente_id`, CASE WHEN sum(`estado` = 'activo') > 0 THEN 'activo' WHEN sum(`estado` = 'suspendido') > 0 THEN 'suspendido' ELSE 'baja' END AS `estado`
	FROM `servicio` GROUP BY `cliente_id`
) s
WHERE s.`cliente_id` = `cliente`.`id` AND s.`estado` <> `cliente`.`estado_servicio`;
