/**
 * Whether the cut of a row of a run still stands, to be lifted with the run. A run from before its rows said when they were lifted may not
 * know of it: the service does, and one that was ended must never come back.
 */
export const STANDS = `estado = 'cortado' and levantada_en is null
  and exists (select 1 from servicio s where s.id = servicio_id and s.motivo_suspension = 'deuda')`

/**
 * What became of each row of a run, from how far the jobs came that it asked for: a `ResultadoCorte`. A piece of SQL, for `read.ts` to
 * count, filter and show by one and the same rule. Of the run `@corridaId`, rows after `@after`, in their order.
 *
 * A device that failed and was told later after all, while the cut stood, has verified it. A device that is only observed is not
 * waited for. What was given up (`cancelado`) was never sent unless `enviado_en` says so.
 */
const OPEN = `t.estado in ('pendiente', 'aplicado') and a.modo = 'gestionar' and a.activo = 1`
const LATER = `t.estado = 'fallido' and exists (select 1 from trabajo_red n
  where n.servicio_id = f.servicio_id and +n.dispositivo_id = t.dispositivo_id and n.creado_en > t.creado_en
    and n.verificado_en < coalesce(f.levantada_en, n.verificado_en + 1))`

export const OUTCOMES = `
  select f.*, case
      when f.estado = 'omitido' then 'dejado'
      when f.estado = 'pendiente' then iif(r.estado in ('detenida', 'descartada'), 'no_hecho', 'en_espera')
      when count(t.id) = 0 then 'sin_dato'
      when sum(t.estado = 'fallido' and not (${LATER})) > 0 then 'fallido'
      when sum(${OPEN}) > 0 then 'por_verificar'
      when sum(t.estado = 'cancelado') = 0 then iif(sum(t.estado in ('verificado', 'fallido')) > 0, 'verificado', 'observado')
      when sum(t.estado in ('verificado', 'fallido') or t.enviado_en is not null) = 0 then 'sin_enviar'
      else 'a_medias' end as resultado
  from corrida_corte r cross join corrida_corte_fila f on f.corrida_id = r.id and f.orden > @after
    left join trabajo_red t on t.corrida_id = f.corrida_id and t.servicio_id = f.servicio_id
    left join dispositivo_acceso a on a.dispositivo_id = t.dispositivo_id
  where r.id = @corridaId and r.tenant_id = @tenantId
  group by f.orden`
