import { and, asc, eq, sql } from 'drizzle-orm'
import type { FechaCivil } from '../../contract/dates.ts'
import type { EstadoServicio, Modalidad, Tecnologia } from '../../contract/enums.ts'
import type { Servicio } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, planServicio, servicio } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { changedFields, nextVersion } from './changes.ts'
import { followServicios } from './cliente-estado.ts'
import { servicioKeys } from './keys.ts'
import { addKeys, replaceKeys } from './search-index.ts'
import { askDevices } from '../network/ask.ts'
import { endsCut, noteLifted } from '../network/cuts/lifted.ts'
import { applyDue, eventsOf, insertEvent, type NewEvent, todayOf } from './servicio-events.ts'

/** How a service is billed; left out: as it was, and of a new one null (it follows the tenant, the plan, its activation). */
export interface ServicioBilling {
  diaFacturacion?: number | null
  modalidad?: Modalidad | null
  /** Minor units a month. */
  precioAcordado?: Minor | null
  facturarDesde?: FechaCivil | null
}

export interface ServicioFields extends ServicioBilling {
  planId: string
  tecnologia: Tecnologia
  dispositivoRef: string
  fechaActivacion: FechaCivil
  estado: EstadoServicio
}

const shape = {
  id: servicio.id,
  clienteId: servicio.clienteId,
  planId: servicio.planId,
  planNombre: planServicio.nombre,
  precioMensual: sql<number>`coalesce(${servicio.precioAcordado}, ${planServicio.precioMensual})`,
  precioAcordado: servicio.precioAcordado,
  velocidadBajadaMbps: planServicio.velocidadBajadaMbps,
  velocidadSubidaMbps: planServicio.velocidadSubidaMbps,
  tecnologia: servicio.tecnologia,
  dispositivoRef: servicio.dispositivoRef,
  fechaActivacion: servicio.fechaActivacion,
  fechaCorte: servicio.fechaCorte,
  estado: servicio.estado,
  motivoSuspension: servicio.motivoSuspension,
  diaFacturacion: servicio.diaFacturacion,
  modalidad: servicio.modalidad,
  facturarDesde: servicio.facturarDesde,
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
  billed: db.sqlite.prepare<[string]>(`select 1 from cobertura where servicio_id = ? and componente <> '' limit 1`),
  plan: db.orm
    .select()
    .from(planServicio)
    .where(and(eq(planServicio.tenantId, sql.placeholder('tenantId')), eq(planServicio.id, sql.placeholder('id'))))
    .prepare(),
}))

const writes = perConnection((db: WriteDb) => ({
  insert: db.sqlite.prepare(
    `insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, dispositivo_ref, fecha_activacion, fecha_corte,
       estado, motivo_suspension, dia_facturacion, modalidad, precio_acordado, facturar_desde, creado_en, actualizado_en)
     values (@id, @tenantId, @clienteId, @planId, @tecnologia, @dispositivoRef, @fechaActivacion, @fechaCorte,
       @estado, @motivoSuspension, @diaFacturacion, @modalidad, @precioAcordado, @facturarDesde, @actualizadoEn, @actualizadoEn)`,
  ),
  update: db.sqlite.prepare(
    `update servicio set tecnologia = @tecnologia, dispositivo_ref = @dispositivoRef, fecha_activacion = @fechaActivacion,
       dia_facturacion = @diaFacturacion, modalidad = @modalidad, precio_acordado = @precioAcordado,
       facturar_desde = @facturarDesde, actualizado_en = @actualizadoEn where id = @id`,
  ),
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

/** Errors: not_found. */
export function requirePlan(db: ReadDb | WriteDb, tenantId: string, planId: string) {
  const plan = reads(db).plan.get({ tenantId, id: planId })
  if (!plan) throw refuse('not_found', { entidad: 'plan' })
  return plan
}

/** A plan that may be sold. Errors: not_found, plan.archived. */
export function requireOfferedPlan(db: ReadDb | WriteDb, tenantId: string, planId: string) {
  const plan = requirePlan(db, tenantId, planId)
  if (plan.activo !== 1) throw refuse('plan.archived', { nombre: plan.nombre })
  return plan
}

/** Whether a day of it was ever charged. */
export const wasBilled = (db: ReadDb | WriteDb, servicioId: string): boolean =>
  reads(db).billed.get(servicioId) !== undefined

const audited = (row: Servicio) => ({
  clienteId: row.clienteId,
  planId: row.planId,
  tecnologia: row.tecnologia,
  dispositivoRef: row.dispositivoRef,
  fechaActivacion: row.fechaActivacion,
  fechaCorte: row.fechaCorte,
  estado: row.estado,
  diaFacturacion: row.diaFacturacion,
  modalidad: row.modalidad,
  precioAcordado: row.precioAcordado,
  facturarDesde: row.facturarDesde,
})

const definedOr = <T>(value: T | undefined, other: T): T => (value === undefined ? other : value)

/**
 * Adds a service to a client. One that is not active is cut off since `fechaCorte`, by default today; its event says so.
 * Errors: not_found (cliente, plan).
 */
export function insertServicio(
  tx: Tx,
  clienteId: string,
  fields: ServicioFields,
  options: { fechaCorte?: FechaCivil; audit?: boolean } = {},
): Servicio {
  const { tenantId } = tx.actor
  if (!reads(tx.db).cliente.get({ tenantId, id: clienteId })) throw refuse('not_found', { entidad: 'cliente' })
  const plan = requirePlan(tx.db, tenantId, fields.planId)
  const hand = handOf(tx)
  const fechaCorte = fields.estado === 'activo' ? null : (options.fechaCorte ?? todayOf(hand))
  const row = {
    id: newId(),
    tenantId,
    clienteId,
    planId: plan.id,
    tecnologia: fields.tecnologia,
    dispositivoRef: fields.dispositivoRef,
    fechaActivacion: fields.fechaActivacion,
    fechaCorte,
    estado: fields.estado,
    motivoSuspension: fields.estado === 'suspendido' ? 'deuda' : null,
    diaFacturacion: fields.diaFacturacion ?? null,
    modalidad: fields.modalidad ?? null,
    precioAcordado: fields.precioAcordado ?? null,
    facturarDesde: fields.facturarDesde ?? null,
    actualizadoEn: tx.now,
  }
  writes(tx.db).insert.run(row)
  followServicios(tx.db, clienteId)
  if (fechaCorte !== null)
    insertEvent(hand, row.id, { fecha: fechaCorte, tipo: fields.estado === 'baja' ? 'baja' : 'suspension' }, 1)
  const keys = servicioKeys(row.dispositivoRef)
  if (keys.length > 0)
    addKeys(
      tx,
      keys.map((key) => [key, 'servicio', clienteId]),
    )
  const inserted = readServicio(tx.db, tenantId, row.id)
  if (options.audit !== false)
    tx.audit({ accion: 'servicio.create', entidad: 'servicio', entidadId: row.id, despues: audited(inserted) })
  return inserted
}

/** A service as a person sells it. Errors: not_found (cliente, plan), plan.archived. */
export function createServicio(tx: Tx, clienteId: string, fields: ServicioFields): Servicio {
  requireOfferedPlan(tx.db, tx.actor.tenantId, fields.planId)
  return insertServicio(tx, clienteId, fields)
}

/** The event that takes a service from one state to another; null when there is none to write. */
function eventTo(before: EstadoServicio, after: EstadoServicio): NewEvent['tipo'] | null {
  if (before === after) return null
  if (after === 'baja') return 'baja'
  return after === 'activo' || before === 'baja' ? 'reactivacion' : 'suspension'
}

/** State and plan that an import says: events of today, so that the history stays whole. No fee is charged for them. */
function changeByImport(tx: Tx, before: Servicio, fields: Partial<Pick<ServicioFields, 'planId' | 'estado'>>): void {
  const hand = handOf(tx)
  const fecha = todayOf(hand)
  const { planId = before.planId, estado = before.estado } = fields
  if (planId !== before.planId) {
    requirePlan(tx.db, tx.actor.tenantId, planId)
    insertEvent(hand, before.id, { fecha, tipo: 'cambio_plan', planAnteriorId: before.planId, planId })
  }
  const tipo = eventTo(before.estado, estado)
  if (tipo !== null) insertEvent(hand, before.id, { fecha, tipo })
  if (before.estado === 'baja' && estado === 'suspendido') insertEvent(hand, before.id, { fecha, tipo: 'suspension' })
  const applied = applyDue(hand, before.id, fecha)
  for (const { event } of applied) noteLifted(hand, before.id, event.tipo, 'persona')
  const last = applied.at(-1)?.event.tipo
  if (last === undefined) return
  const ended = applied.some(({ event }) => endsCut(event.tipo))
  askDevices(hand, before.id, { tipo: endsCut(last) ? last : 'cambio', endsCut: ended })
}

/** Why a service cannot begin when `after` says: it was billed, or an event would come before it. Null when it can. */
function beginningFault(tx: Tx, before: Servicio, after: Servicio) {
  const moved = before.fechaActivacion !== after.fechaActivacion
  if (!moved && before.facturarDesde === after.facturarDesde) return null
  if (wasBilled(tx.db, before.id)) return refuse('servicio.billed')
  const [first] = eventsOf(tx.db, before.id)
  if (moved && first && first.fecha < after.fechaActivacion)
    return refuse('servicio.event_before', { fecha: first.fecha })
  return null
}

/**
 * Changes a service. `planId` and `estado` are given together by imports; a person changes them by `changeServicio`.
 * Errors: not_found (servicio, plan), conflict.changed, servicio.billed, servicio.event_before.
 */
export function updateServicio(
  tx: Tx,
  id: string,
  fields: Omit<ServicioFields, 'planId' | 'estado'> & Partial<Pick<ServicioFields, 'planId' | 'estado'>>,
  options: { expected?: number; audit?: boolean } = {},
): Servicio {
  const { tenantId } = tx.actor
  const before = readServicio(tx.db, tenantId, id)
  if (options.expected !== undefined && options.expected !== before.actualizadoEn)
    throw refuse('conflict.changed', { entidad: 'servicio' })
  const wanted: Servicio = {
    ...before,
    tecnologia: fields.tecnologia,
    dispositivoRef: fields.dispositivoRef,
    fechaActivacion: fields.fechaActivacion,
    diaFacturacion: definedOr(fields.diaFacturacion, before.diaFacturacion),
    modalidad: definedOr(fields.modalidad, before.modalidad),
    precioAcordado: definedOr(fields.precioAcordado, before.precioAcordado),
    facturarDesde: definedOr(fields.facturarDesde, before.facturarDesde),
  }
  const fault = beginningFault(tx, before, wanted)
  if (fault && fields.estado === undefined) throw fault
  // A file that says otherwise does not stop an import: the beginning stays.
  if (fault) Object.assign(wanted, { fechaActivacion: before.fechaActivacion, facturarDesde: before.facturarDesde })
  if (changedFields(audited(before), audited(wanted)))
    writes(tx.db).update.run({ ...wanted, actualizadoEn: nextVersion(tx.now, before.actualizadoEn) })
  changeByImport(tx, before, fields)
  const after = readServicio(tx.db, tenantId, id)
  const changes = changedFields(audited(before), audited(after))
  if (!changes) return before
  if (before.dispositivoRef !== after.dispositivoRef) {
    const references = serviciosOfCliente(tx.db, tenantId, after.clienteId).map((s) => s.dispositivoRef)
    replaceKeys(tx, after.clienteId, 'servicio', references.flatMap(servicioKeys))
  }
  if (options.audit !== false) tx.audit({ accion: 'servicio.update', entidad: 'servicio', entidadId: id, ...changes })
  return after
}
