import Database from 'better-sqlite3'
import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PoliticaSuspension } from '../../contract/enums.ts'
import type { Plan } from '../../contract/index.ts'
import type { Impuesto, Minor } from '../../contract/money.ts'
import { zImpuesto } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { conteo, planServicio } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { askDevicesOfPlan } from '../network/ask.ts'
import { changedFields, nextVersion } from './changes.ts'
import { keepPrice } from './plan-history.ts'

export interface PlanFields {
  nombre: string
  velocidadBajadaMbps: number
  velocidadSubidaMbps: number
  precioMensual: Minor
  impuestos: Impuesto[]
  politicaSuspension: PoliticaSuspension
  /** Left out: kept; of a new plan, whether its services go on although their client owes. */
  cobraSuspension?: boolean | undefined
  /** Left out: kept; a new plan is offered. */
  activo?: boolean | undefined
}

export const zImpuestos = z.array(zImpuesto)

const statements = perConnection((db: ReadDb | WriteDb) => {
  const planes = () =>
    db.orm
      .select({ plan: planServicio, servicios: conteo.n })
      .from(planServicio)
      .leftJoin(
        conteo,
        and(eq(conteo.tenantId, planServicio.tenantId), eq(conteo.entidad, 'plan'), eq(conteo.clave, planServicio.id)),
      )
  return {
    list: planes()
      .where(eq(planServicio.tenantId, sql.placeholder('tenantId')))
      .orderBy(asc(planServicio.nombre))
      .prepare(),
    get: planes()
      .where(and(eq(planServicio.tenantId, sql.placeholder('tenantId')), eq(planServicio.id, sql.placeholder('id'))))
      .prepare(),
  }
})

const toPlan = ({ plan, servicios }: { plan: typeof planServicio.$inferSelect; servicios: number | null }): Plan => ({
  id: plan.id,
  nombre: plan.nombre,
  velocidadBajadaMbps: plan.velocidadBajadaMbps,
  velocidadSubidaMbps: plan.velocidadSubidaMbps,
  precioMensual: plan.precioMensual,
  impuestos: zImpuestos.parse(JSON.parse(plan.impuestos)),
  politicaSuspension: plan.politicaSuspension,
  cobraSuspension: plan.cobraSuspension === 1,
  activo: plan.activo === 1,
  servicios: servicios ?? 0,
  actualizadoEn: plan.actualizadoEn,
})

/** Plans by name; `servicios` counts those in force. */
export const listPlanes = (db: ReadDb | WriteDb, tenantId: string): Plan[] =>
  statements(db).list.all({ tenantId }).map(toPlan)

/** Errors: not_found. */
export function readPlan(db: ReadDb | WriteDb, tenantId: string, id: string): Plan {
  const row = statements(db).get.get({ tenantId, id })
  if (!row) throw refuse('not_found', { entidad: 'plan' })
  return toPlan(row)
}

function refusingTakenNombre(write: () => void): void {
  try {
    write()
  } catch (error) {
    const taken = error instanceof Database.SqliteError && error.message.includes('plan_servicio.nombre')
    throw taken ? refuse('plan.nombre_taken') : error
  }
}

type Stored = Required<{ [K in keyof PlanFields]: Exclude<PlanFields[K], undefined> }>

const columnsOf = (fields: Stored) => ({
  nombre: fields.nombre,
  velocidadBajadaMbps: fields.velocidadBajadaMbps,
  velocidadSubidaMbps: fields.velocidadSubidaMbps,
  precioMensual: fields.precioMensual,
  impuestos: JSON.stringify(fields.impuestos.map(({ nombre, tasaBp, incluido }) => ({ nombre, tasaBp, incluido }))),
  politicaSuspension: fields.politicaSuspension,
  cobraSuspension: Number(fields.cobraSuspension),
  activo: Number(fields.activo),
})

const audited = (fields: Stored) => ({
  ...columnsOf(fields),
  impuestos: fields.impuestos,
  cobraSuspension: fields.cobraSuspension,
  activo: fields.activo,
})

/** What of a plan is on devices. */
const DE_RED = ['nombre', 'velocidadBajadaMbps', 'velocidadSubidaMbps', 'politicaSuspension'] as const

/** Errors: plan.nombre_taken. */
export function insertPlan(tx: Tx, fields: PlanFields): Plan {
  const id = newId()
  const { tenantId } = tx.actor
  const stored: Stored = {
    ...fields,
    cobraSuspension: fields.cobraSuspension ?? fields.politicaSuspension !== 'cortar',
    activo: fields.activo ?? true,
  }
  refusingTakenNombre(() =>
    tx.db.orm
      .insert(planServicio)
      .values({ id, tenantId, ...columnsOf(stored), creadoEn: tx.now, actualizadoEn: tx.now })
      .run(),
  )
  tx.audit({ accion: 'plan.create', entidad: 'plan', entidadId: id, despues: audited(stored) })
  return readPlan(tx.db, tenantId, id)
}

/**
 * Changes a plan for what is billed from now on; a changed price is kept in its history.
 * Errors: not_found, conflict.changed, plan.nombre_taken.
 */
export function updatePlan(tx: Tx, id: string, fields: PlanFields, options: { expected?: number } = {}): Plan {
  const before = readPlan(tx.db, tx.actor.tenantId, id)
  if (options.expected !== undefined && options.expected !== before.actualizadoEn)
    throw refuse('conflict.changed', { entidad: 'plan' })
  const stored: Stored = {
    ...fields,
    cobraSuspension: fields.cobraSuspension ?? before.cobraSuspension,
    activo: fields.activo ?? before.activo,
  }
  const changes = changedFields(audited(before), audited(stored))
  if (!changes) return before
  const actualizadoEn = nextVersion(tx.now, before.actualizadoEn)
  refusingTakenNombre(() =>
    tx.db.orm
      .update(planServicio)
      .set({ ...columnsOf(stored), actualizadoEn })
      .where(eq(planServicio.id, id))
      .run(),
  )
  if (before.precioMensual !== stored.precioMensual)
    keepPrice(tx, id, { precioAnterior: before.precioMensual, precioMensual: stored.precioMensual })
  // The name may be that of its profile.
  if (DE_RED.some((field) => before[field] !== stored[field])) askDevicesOfPlan(handOf(tx), id, { tipo: 'cambio_plan' })
  tx.audit({ accion: 'plan.update', entidad: 'plan', entidadId: id, ...changes })
  return readPlan(tx.db, tx.actor.tenantId, id)
}
