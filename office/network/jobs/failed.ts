/**
 * Jobs of `@tenantId` that failed and still say how things stand: not those of a cut that was lifted since, nor those after which the same
 * device was asked for the same service again. Looked for among the newest 5,000 failures: they are asked for at each news of jobs, and
 * those of years stay. A piece of SQL, for what is counted and what is retried to be the same.
 */
export const STILL_FAILED = `
  from (select * from trabajo_red where tenant_id = @tenantId and estado = 'fallido'
    order by creado_en desc, id desc limit 5000) t
  where not exists (select 1 from corrida_corte_fila f where f.corrida_id = t.corrida_id and f.servicio_id = t.servicio_id
      and f.levantada_en is not null)
    and not exists (select 1 from trabajo_red n where n.servicio_id = t.servicio_id and n.creado_en >= t.creado_en
      and (n.creado_en, n.id) > (t.creado_en, t.id) and +n.dispositivo_id = t.dispositivo_id)`
