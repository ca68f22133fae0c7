import { and, asc, eq, sql } from 'drizzle-orm'
import { civilDate } from '../../contract/dates.ts'
import type { EstadoServicio, Tecnologia } from '../../contract/enums.ts'
import type { Servicio } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, planServicio, servicio } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { changedFields, nextVersion } from './changes.ts'
import { servicioKeys } from './keys.ts'
import { addKeys, replaceKeys } from './search-index.ts'

export interface ServicioFields {
  planId: string
  tecnologia: Tecnologia
  dispositivoRef: string
  /** Civil date. */
  fechaActivacion: string
  estado: EstadoServicio
}

const shape = {
  id: servicio.id,
  clienteId: servicio.clienteId,
  planId: servicio.planId,
  planNombre: planServicio.nombre,
  precioMensual: planServicio.precioMensual,
  velocidadBajadaMbps: planServicio.velocidadBajadaMbps,
  velocidadSubidaMbps: planServicio.velocidadSubidaMbps,
  tecnologia: servicio.tecnologia,
  dispositivoRef: servicio.dispositivoRef,
  fechaActivacion: servicio.fechaActivacion,
  fechaCorte: servicio.fechaCorte,
  estado: servicio.estado,
  actualizadoEn: servicio.actualizadoEn,
}

const reads = perConnection((db: ReadDb | WriteDb) => ({
  ofCliente: db.orm
    .select(shape)
    .from(servicio)
    .innerJoin(planServicio, eq(planServicio.id, servicio.planId))
    // The plus keeps SQLite from going through all services of the tenant: the client's are few.
    .where(
      and(
        sql`+${servicio.tenantId} = ${sql.placeholder('tenantId')}`,
        eq(servicio.clienteId, sql.placeholder('clienteId')),
      ),
    )
    .orderBy(asc(servicio.fechaActivacion), asc(servicio.id))
    .prepare(),
  one: db.orm
    .select(shape)
    .from(servicio)
    .innerJoin(planServicio, eq(planServicio.id, servicio.planId))
    .where(and(eq(servicio.tenantId, sql.placeholder('tenantId')), eq(servicio.id, sql.placeholder('id'))))
    .prepare(),
  cliente: db.orm
    .select({ id: cliente.id })
    .from(cliente)
    .where(and(eq(cliente.tenantId, sql.placeholder('tenantId')), eq(cliente.id, sql.placeholder('id'))))
    .prepare(),
  plan: db.orm
    .select()
    .from(planServicio)
    .where(and(eq(planServicio.tenantId, sql.placeholder('tenantId')), eq(planServicio.id, sql.placeholder('id'))))
    .prepare(),
}))

const writes = perConnection((db: WriteDb) => ({
  insert: db.orm
    .insert(servicio)
    .values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      clienteId: sql.placeholder('clienteId'),
      planId: sql.placeholder('planId'),
      tecnologia: sql.placeholder('tecnologia'),
      dispositivoRef: sql.placeholder('dispositivoRef'),
      fechaActivacion: sql.placeholder('fechaActivacion'),
      fechaCorte: sql.placeholder('fechaCorte'),
      estado: sql.placeholder('estado'),
      creadoEn: sql.placeholder('actualizadoEn'),
      actualizadoEn: sql.placeholder('actualizadoEn'),
    })
    .prepare(),
  update: db.orm
    .update(servicio)
    .set({
      planId: sql`${sql.placeholder('planId')}`,
      tecnologia: sql`${sql.placeholder('tecnologia')}`,
      dispositivoRef: sql`${sql.placeholder('dispositivoRef')}`,
      fechaActivacion: sql`${sql.placeholder('fechaActivacion')}`,
      fechaCorte: sql`${sql.placeholder('fechaCorte')}`,
      estado: sql`${sql.placeholder('estado')}`,
      actualizadoEn: sql`${sql.placeholder('actualizadoEn')}`,
    })
    .where(eq(servicio.id, sql.placeholder('id')))
    .prepare(),
}))

/** Services of a client, oldest first. */
export const serviciosOfCliente = (db: ReadDb | WriteDb, tenantId: string, clienteId: string): Servicio[] =>
  reads(db).ofCliente.all({ tenantId, clienteId })

/** Errors: not_found. */
export function readServicio(db: ReadDb | WriteDb, tenantId: string, id: string): Servicio {
  const row = reads(db).one.get({ tenantId, id })
  if (!row) throw refuse('not_found', { entidad: 'servicio' })
  return row
}

function requirePlan(tx: Tx, planId: string) {
  const plan = reads(tx.db).plan.get({ tenantId: tx.actor.tenantId, id: planId })
  if (!plan) throw refuse('not_found', { entidad: 'plan' })
  return plan
}

const today = (tx: Tx): string => civilDate(tx.now, readTenant(tx.db).zonaHoraria)

const audited = (row: Servicio) => ({
  clienteId: row.clienteId,
  planId: row.planId,
  tecnologia: row.tecnologia,
  dispositivoRef: row.dispositivoRef,
  fechaActivacion: row.fechaActivacion,
  fechaCorte: row.fechaCorte,
  estado: row.estado,
})

/**
 * Adds a service to a client. One that is not active is cut off since `fechaCorte`, by default today.
 * Errors: not_found (cliente, plan).
 */
export function insertServicio(
  tx: Tx,
  clienteId: string,
  fields: ServicioFields,
  options: { fechaCorte?: string; audit?: boolean } = {},
): Servicio {
  const { tenantId } = tx.actor
  if (!reads(tx.db).cliente.get({ tenantId, id: clienteId })) throw refuse('not_found', { entidad: 'cliente' })
  const plan = requirePlan(tx, fields.planId)
  const row: Servicio = {
    id: newId(),
    clienteId,
    planId: plan.id,
    planNombre: plan.nombre,
    precioMensual: plan.precioMensual,
    velocidadBajadaMbps: plan.velocidadBajadaMbps,
    velocidadSubidaMbps: plan.velocidadSubidaMbps,
    tecnologia: fields.tecnologia,
    dispositivoRef: fields.dispositivoRef,
    fechaActivacion: fields.fechaActivacion,
    fechaCorte: fields.estado === 'activo' ? null : (options.fechaCorte ?? today(tx)),
    estado: fields.estado,
    actualizadoEn: tx.now,
  }
  writes(tx.db).insert.run({ ...row, tenantId })
  const keys = servicioKeys(row.dispositivoRef)
  if (keys.length > 0)
    addKeys(
      tx,
      keys.map((key) => [key, 'servicio', clienteId]),
    )
  if (options.audit !== false)
    tx.audit({ accion: 'servicio.create', entidad: 'servicio', entidadId: row.id, despues: audited(row) })
  return row
}

/** The day of the cut stays while the service stays cut, and goes when it is active again. */
function fechaCorteOf(tx: Tx, before: Servicio, estado: EstadoServicio): string | null {
  if (estado === 'activo') return null
  return before.fechaCorte ?? today(tx)
}

/** Changes a service. Errors: not_found (servicio, plan), conflict.changed. */
export function updateServicio(
  tx: Tx,
  id: string,
  fields: ServicioFields,
  options: { expected?: number; audit?: boolean } = {},
): Servicio {
  const { tenantId } = tx.actor
  const before = readServicio(tx.db, tenantId, id)
  if (options.expected !== undefined && options.expected !== before.actualizadoEn)
    throw refuse('conflict.changed', { entidad: 'servicio' })
  const plan = requirePlan(tx, fields.planId)
  const after: Servicio = {
    ...before,
    planId: plan.id,
    tecnologia: fields.tecnologia,
    dispositivoRef: fields.dispositivoRef,
    fechaActivacion: fields.fechaActivacion,
    fechaCorte: fechaCorteOf(tx, before, fields.estado),
    estado: fields.estado,
  }
  const changes = changedFields(audited(before), audited(after))
  if (!changes) return before
  after.actualizadoEn = nextVersion(tx.now, before.actualizadoEn)
  writes(tx.db).update.run({ ...after })
  if (before.dispositivoRef !== after.dispositivoRef) {
    const references = serviciosOfCliente(tx.db, tenantId, after.clienteId).map((s) => s.dispositivoRef)
    replaceKeys(tx, after.clienteId, 'servicio', references.flatMap(servicioKeys))
  }
  if (options.audit !== false) tx.audit({ accion: 'servicio.update', entidad: 'servicio', entidadId: id, ...changes })
  return readServicio(tx.db, tenantId, id)
}
