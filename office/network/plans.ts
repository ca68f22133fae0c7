import type { MetodoCorte } from '../../contract/enums.ts'
import type { PlanRed } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { changedFields, nextVersion } from '../customers/changes.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { askDevicesOfPlan } from './ask.ts'
import { readRedConfig } from './config.ts'
import { perfilPropio } from './jobs/books.ts'

type AnyDb = ReadDb | WriteDb

export interface PlanRedFields {
  perfil: string
  pool: string
  metodoCorte: MetodoCorte
  perfilCorte: string
  listaCorte: string
  /** Mbps. */
  reducidaBajadaMbps: number
  reducidaSubidaMbps: number
}

type Row = Omit<PlanRed, 'perfilPropio'>

const COLUMNS = `p.id as planId, p.nombre as planNombre, p.velocidad_bajada_mbps as velocidadBajadaMbps,
  p.velocidad_subida_mbps as velocidadSubidaMbps, coalesce(r.perfil, '') as perfil, coalesce(r.pool, '') as pool,
  coalesce(r.metodo_corte, 'perfil') as metodoCorte, coalesce(r.perfil_corte, 'morosos') as perfilCorte,
  coalesce(r.lista_corte, 'morosos') as listaCorte, coalesce(r.reducida_bajada_mbps, 1) as reducidaBajadaMbps,
  coalesce(r.reducida_subida_mbps, 1) as reducidaSubidaMbps, coalesce(r.actualizado_en, 0) as actualizadoEn`

const statements = perConnection((db: AnyDb) => ({
  list: db.sqlite.prepare<[string], Omit<Row, 'objetos'>>(
    `select ${COLUMNS} from plan_servicio p left join plan_red r on r.plan_id = p.id where p.tenant_id = ? order by p.nombre`,
  ),
  one: db.sqlite.prepare<[string, string], Omit<Row, 'objetos'>>(
    `select ${COLUMNS} from plan_servicio p left join plan_red r on r.plan_id = p.id where p.tenant_id = ? and p.id = ?`,
  ),
  // Goes through the objects, which are as many as the services: for a screen of settings.
  objects: db.sqlite.prepare<[string], { planId: string; n: number }>(
    `select s.plan_id as planId, count(*) as n from objeto_red o join servicio s on s.id = o.servicio_id
     where o.tenant_id = ? and o.retirado_en is null group by s.plan_id`,
  ),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  save: sqlite.prepare(
    `insert into plan_red (plan_id, tenant_id, perfil, pool, metodo_corte, perfil_corte, lista_corte, reducida_bajada_mbps,
       reducida_subida_mbps, actualizado_en)
     values (@planId, @tenantId, @perfil, @pool, @metodoCorte, @perfilCorte, @listaCorte, @reducidaBajadaMbps,
       @reducidaSubidaMbps, @version)
     on conflict (plan_id) do update set perfil = excluded.perfil, pool = excluded.pool, metodo_corte = excluded.metodo_corte,
       perfil_corte = excluded.perfil_corte, lista_corte = excluded.lista_corte,
       reducida_bajada_mbps = excluded.reducida_bajada_mbps, reducida_subida_mbps = excluded.reducida_subida_mbps,
       actualizado_en = excluded.actualizado_en`,
  ),
}))

function shown(db: AnyDb, tenantId: string, row: Omit<Row, 'objetos'>, objetos: number): PlanRed {
  const { nombres } = readRedConfig(db, tenantId).config
  const plan = { nombre: row.planNombre, bajadaMbps: row.velocidadBajadaMbps, subidaMbps: row.velocidadSubidaMbps }
  return { ...row, perfilPropio: perfilPropio(nombres.perfil, plan), objetos }
}

/** What each plan is on devices, by name. */
export function listPlanesRed(db: AnyDb, tenantId: string): PlanRed[] {
  const counted = new Map(
    statements(db)
      .objects.all(tenantId)
      .map(({ planId, n }) => [planId, n]),
  )
  return statements(db)
    .list.all(tenantId)
    .map((row) => shown(db, tenantId, row, counted.get(row.planId) ?? 0))
}

/** Without the count of its objects. Errors: not_found. */
export function readPlanRed(db: AnyDb, tenantId: string, planId: string): PlanRed {
  const row = statements(db).one.get(tenantId, planId)
  if (!row) throw refuse('not_found', { entidad: 'plan' })
  return shown(db, tenantId, row, 0)
}

const fieldsOf = (plan: PlanRedFields): PlanRedFields => ({
  perfil: plan.perfil,
  pool: plan.pool,
  metodoCorte: plan.metodoCorte,
  perfilCorte: plan.perfilCorte,
  listaCorte: plan.listaCorte,
  reducidaBajadaMbps: plan.reducidaBajadaMbps,
  reducidaSubidaMbps: plan.reducidaSubidaMbps,
})

/** Devices with services of the plan are told. Errors: not_found, conflict.changed. */
export function savePlanRed(tx: Tx, planId: string, fields: PlanRedFields, expected: number): PlanRed {
  const { tenantId } = tx.actor
  const before = readPlanRed(tx.db, tenantId, planId)
  if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'plan' })
  const stored = fieldsOf(fields)
  const changes = changedFields({ ...fieldsOf(before) }, { ...stored })
  if (!changes && expected !== 0) return before
  writes(tx.db).save.run({ ...stored, planId, tenantId, version: nextVersion(tx.now, expected) })
  askDevicesOfPlan(handOf(tx), planId, { tipo: 'cambio_plan' })
  tx.audit({ accion: 'plan_red.update', entidad: 'plan', entidadId: planId, ...changes })
  return readPlanRed(tx.db, tenantId, planId)
}
