import type { PerfilDePlan, VistaVinculos } from '../../../contract/procedures/vinculos.ts'
import type { ReadDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { perConnection } from '../../kernel/statements.ts'
import { type LinkWrite, wanted } from './apply.ts'
import type { Lectura } from './readings.ts'

interface PlanNow {
  planNombre: string
  anterior: string
  perfilCorte: string
  servicios: number
}

const statements = perConnection((db: ReadDb) => ({
  plan: db.sqlite.prepare<[string, string], PlanNow>(
    `select p.nombre as planNombre, coalesce(r.perfil, '') as anterior, coalesce(r.perfil_corte, 'morosos') as perfilCorte,
       (select count(*) from servicio s where s.tenant_id = p.tenant_id and s.plan_id = p.id and s.estado <> 'baja') as servicios
     from plan_servicio p left join plan_red r on r.plan_id = p.id where p.id = ? and +p.tenant_id = ?`,
  ),
  elsewhere: db.sqlite
    .prepare<[string, string, string], number>(
      `select count(distinct o.dispositivo_id) from servicio s join objeto_red o on o.servicio_id = s.id
       where s.tenant_id = ? and s.plan_id = ? and +o.dispositivo_id <> ? and +o.tipo = 'ppp_secret' and o.retirado_en is null`,
    )
    .pluck(),
  plansOf: db.sqlite.prepare<[string, string], { servicioId: string; planId: string }>(
    `select s.id as servicioId, s.plan_id as planId from json_each(?) j cross join servicio s on s.id = j.value
     where +s.tenant_id = ?`,
  ),
}))

/** What `writeLinks` would do, for who is about to confirm it. Errors: not_found (plan). */
export function foreseeLinks(db: ReadDb, lectura: Lectura, { hasta, perfiles }: LinkWrite): VistaVinculos {
  const taken = lectura.filas.filter((fila) => wanted(fila, hasta))
  const accesses = [...taken, ...lectura.filas.filter(({ suerte }) => suerte === 'vinculado')].filter(
    ({ tipo }) => tipo === 'ppp_secret',
  )
  const ids = JSON.stringify(accesses.map(({ servicioId }) => servicioId))
  const planOf = new Map(
    statements(db)
      .plansOf.all(ids, lectura.tenantId)
      .map(({ servicioId, planId }) => [servicioId, planId]),
  )
  const planes = perfiles.flatMap(({ nombre: perfil, planId }): PerfilDePlan[] => {
    const plan = statements(db).plan.get(planId, lectura.tenantId)
    if (!plan) throw refuse('not_found', { entidad: 'plan' })
    const { planNombre, anterior, perfilCorte, servicios } = plan
    if (anterior === perfil) return []
    const otros = accesses.filter(
      (fila) => planOf.get(fila.servicioId ?? '') === planId && fila.perfil !== perfil && fila.perfil !== perfilCorte,
    ).length
    const equipos = statements(db).elsewhere.get(lectura.tenantId, planId, lectura.dispositivoId) ?? 0
    return [{ planId, planNombre, perfil, anterior, servicios, otros, equipos }]
  })
  return { vinculados: taken.length, planes }
}
