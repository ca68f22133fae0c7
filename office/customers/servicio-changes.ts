import { addDays, civilDate, type FechaCivil } from '../../contract/dates.ts'
import type { CausaLevante, TipoEventoServicio, TipoTrabajoRed } from '../../contract/enums.ts'
import type { Servicio } from '../../contract/index.ts'
import type { CambioServicio } from '../../contract/procedures/servicios.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { chargeReconexion } from '../billing/reconexion.ts'
import { refuse } from '../kernel/errors.ts'
import { type Hand, handOf, officeHand } from '../kernel/hand.ts'
import type { Office } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { askDevices, type Cause } from '../network/ask.ts'
import { endsCut, noteLifted } from '../network/cuts/lifted.ts'
import { MAX_AHEAD_DAYS, MAX_PAST_DAYS } from './changes.ts'
import { annulEvent, applyDue, eventsOf, insertEvent, type NewEvent, todayOf } from './servicio-events.ts'
import { readServicio, requireOfferedPlan } from './servicios.ts'
import { conflictsOf, inOrder, standingOn, type TimelineEvent } from './timeline.ts'

export interface ServicioChange {
  id: string
  cambio: CambioServicio
  /** First day of the new state. */
  fecha: FechaCivil
  motivo?: string
}

const due = perConnection((db: ReadDb | WriteDb) => ({
  services: db.sqlite.prepare<[string, FechaCivil], { servicioId: string }>(
    `select distinct servicio_id as servicioId from servicio_evento
     where tenant_id = ? and fecha <= ? and aplicado = 0 and anulado_en is null`,
  ),
  event: db.sqlite.prepare<[string, string], { servicioId: string; fecha: FechaCivil; abierto: 0 | 1 }>(
    `select servicio_id as servicioId, fecha, aplicado = 0 and anulado_en is null as abierto
     from servicio_evento where tenant_id = ? and id = ?`,
  ),
}))

/** Errors: servicio.fecha. */
function checkDay(servicio: Servicio, { fecha, cambio }: ServicioChange, today: FechaCivil): void {
  const earliest = addDays(today, -MAX_PAST_DAYS)
  const desde = servicio.fechaActivacion > earliest ? servicio.fechaActivacion : earliest
  const hasta = addDays(today, MAX_AHEAD_DAYS)
  const refused = refuse('servicio.fecha', { desde, hasta })
  if (fecha < desde || fecha > hasta) throw refused
  if (cambio.tipo === 'pausa' && cambio.vuelve !== null && (cambio.vuelve <= fecha || cambio.vuelve > hasta))
    throw refused
}

/** The events that a change writes. Errors: not_found (plan), plan.archived. */
function newEvents(db: WriteDb | ReadDb, tenantId: string, servicio: Servicio, change: ServicioChange): NewEvent[] {
  const { cambio, fecha, motivo = '' } = change
  if (cambio.tipo === 'cambio_plan') {
    const { id: planId } = requireOfferedPlan(db, tenantId, cambio.planId)
    const planAnteriorId = standingOn(eventsOf(db, servicio.id), servicio.planId, fecha).planId
    if (planAnteriorId === planId) throw refuse('servicio.same_plan', { fecha })
    return [{ fecha, tipo: cambio.tipo, planAnteriorId, planId, motivo }]
  }
  const vuelve = cambio.tipo === 'pausa' ? cambio.vuelve : null
  const back = vuelve === null ? [] : [{ fecha: vuelve, tipo: 'reactivacion', motivo } as const]
  return [{ fecha, tipo: cambio.tipo, motivo }, ...back]
}

/** Refuses what cannot follow on what happened, or what it would leave without sense later. */
function checkSequence(db: WriteDb | ReadDb, servicio: Servicio, news: readonly NewEvent[]): void {
  const events = eventsOf(db, servicio.id)
  const known = new Set(conflictsOf(events, servicio.planId).map(({ event }) => event.id))
  const written = news.map(
    (event, at): TimelineEvent => ({
      planAnteriorId: null,
      planId: null,
      ...event,
      // After everything else of its day.
      id: `~${at}`,
      creadoEn: Number.MAX_SAFE_INTEGER,
    }),
  )
  const conflict = conflictsOf(inOrder([...events, ...written]), servicio.planId).find(
    ({ event }) => !known.has(event.id),
  )
  if (!conflict) return
  const { event, standing } = conflict
  if (written.includes(event)) throw refuse('servicio.estado', { estado: standing.estado, fecha: event.fecha })
  throw refuse('servicio.planned', { fecha: event.fecha, tipo: event.tipo })
}

/** Everything that is looked at before a change; writes nothing. Errors: as `changeServicio`. */
export function checkChange(db: WriteDb | ReadDb, tenantId: string, today: FechaCivil, change: ServicioChange) {
  const servicio = readServicio(db, tenantId, change.id)
  checkDay(servicio, change, today)
  const events = newEvents(db, tenantId, servicio, change)
  checkSequence(db, servicio, events)
  return { servicio, events }
}

/** What a device is asked for after an event. */
const ASKED: Readonly<Record<TipoEventoServicio, TipoTrabajoRed>> = {
  suspension: 'corte',
  pausa: 'corte',
  reactivacion: 'reactivacion',
  cambio_plan: 'cambio_plan',
  baja: 'baja',
}

/**
 * Lets what is due take effect, and what follows from it: a cut for debt that is lifted may cost something, and the devices
 * that carry the service are asked to say the same. `free`: lifting costs nothing, whatever the office asks for it. `causa`: what
 * lifts a cut, where it is not a person.
 */
export function takeEffect(
  hand: Hand,
  servicioId: string,
  today: FechaCivil,
  {
    free = false,
    causa = 'persona',
    ...cause
  }: Omit<Cause, 'tipo' | 'endsCut'> & { free?: boolean; causa?: CausaLevante } = {},
): void {
  const applied = applyDue(hand, servicioId, today)
  for (const { event, before } of applied) {
    noteLifted(hand, servicioId, event.tipo, causa)
    if (!free && event.tipo === 'reactivacion' && before.estado === 'suspendido' && before.motivo === 'deuda')
      chargeReconexion(hand, servicioId, event)
  }
  const last = applied.at(-1)
  const ended = applied.some(({ event }) => endsCut(event.tipo))
  if (last) askDevices(hand, servicioId, { tipo: ASKED[last.event.tipo], endsCut: ended, ...cause })
}

/**
 * Changes state or plan of a service from a day on; what is of a day to come waits for it. `expected`: the version that
 * the change is based on. Errors: not_found, conflict.changed, plan.archived, servicio.fecha, servicio.estado,
 * servicio.same_plan, servicio.planned.
 */
export function changeServicio(tx: Tx, change: ServicioChange, options: { expected?: number } = {}): Servicio {
  const { tenantId } = tx.actor
  const hand = handOf(tx)
  const today = todayOf(hand)
  const { servicio, events } = checkChange(tx.db, tenantId, today, change)
  if (options.expected !== undefined && options.expected !== servicio.actualizadoEn)
    throw refuse('conflict.changed', { entidad: 'servicio' })
  for (const event of events) insertEvent(hand, servicio.id, event)
  takeEffect(hand, servicio.id, today)
  const after = readServicio(tx.db, tenantId, servicio.id)
  tx.audit({
    accion: 'servicio.change',
    entidad: 'servicio',
    entidadId: servicio.id,
    antes: { estado: servicio.estado, planId: servicio.planId },
    despues: {
      cambio: change.cambio,
      fecha: change.fecha,
      motivo: change.motivo ?? '',
      estado: after.estado,
      planId: after.planId,
    },
  })
  return after
}

/** Takes a planned change back before its day. Errors: not_found, servicio.event_done, servicio.planned. */
export function cancelEvent(tx: Tx, eventId: string): Servicio {
  const { tenantId } = tx.actor
  const event = due(tx.db).event.get(tenantId, eventId)
  if (!event) throw refuse('not_found', { entidad: 'evento' })
  if (event.abierto === 0 || event.fecha <= todayOf(tx)) throw refuse('servicio.event_done')
  const servicio = readServicio(tx.db, tenantId, event.servicioId)
  const events = eventsOf(tx.db, servicio.id)
  const known = new Set(conflictsOf(events, servicio.planId).map((found) => found.event.id))
  const rest = events.filter(({ id }) => id !== eventId)
  const conflict = conflictsOf(rest, servicio.planId).find((found) => !known.has(found.event.id))
  if (conflict) throw refuse('servicio.planned', { fecha: conflict.event.fecha, tipo: conflict.event.tipo })
  annulEvent(handOf(tx), servicio.id, eventId)
  const tipo = events.find(({ id }) => id === eventId)?.tipo
  tx.audit({
    accion: 'servicio.cancel_change',
    entidad: 'servicio',
    entidadId: servicio.id,
    antes: { eventoId: eventId, tipo, fecha: event.fecha },
  })
  return servicio
}

const SERVICES_PER_TURN = 200

/** Lets planned changes take effect on their day, also when the office was closed on it. `then`: what follows for the service's client. */
export async function applyPlannedChanges(
  office: Office,
  then: (hand: Hand, clienteId: string) => unknown = () => undefined,
): Promise<void> {
  const { read } = office.db
  if (!isSetUp(read)) return
  const tenant = readTenant(read)
  const today = () => civilDate(office.now(), tenant.zonaHoraria)
  const ids = due(read)
    .services.all(tenant.id, today())
    .map(({ servicioId }) => servicioId)
  for (let at = 0; at < ids.length; at += SERVICES_PER_TURN) {
    await office.writer.maintain((db, now) => {
      const hand = officeHand(db, tenant.id, now)
      for (const id of ids.slice(at, at + SERVICES_PER_TURN))
        then(hand, applyOne(hand, id, civilDate(now, tenant.zonaHoraria)).clienteId)
    })
  }
}

function applyOne(hand: Hand, servicioId: string, today: FechaCivil): Servicio {
  const before = readServicio(hand.db, hand.tenantId, servicioId)
  takeEffect(hand, servicioId, today)
  const after = readServicio(hand.db, hand.tenantId, servicioId)
  hand.audit({
    accion: 'servicio.change_applied',
    entidad: 'servicio',
    entidadId: servicioId,
    antes: { estado: before.estado, planId: before.planId },
    despues: { estado: after.estado, planId: after.planId },
  })
  return after
}
