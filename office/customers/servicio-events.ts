import { type FechaCivil } from '../../contract/dates.ts'
import type { TipoEventoServicio } from '../../contract/enums.ts'
import type { EventoServicio } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import type { Hand } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import { officeToday } from '../kernel/today.ts'
import { nextVersion } from './changes.ts'
import { followServicios } from './cliente-estado.ts'
import { inOrder, type Standing, standingOn, type TimelineEvent } from './timeline.ts'

type AnyDb = ReadDb | WriteDb

export interface StoredEvent extends TimelineEvent {
  aplicado: 0 | 1
}

interface Projected {
  clienteId: string
  planId: string
  estado: string
  fechaCorte: string | null
  motivo: string | null
  actualizadoEn: number
}

const reads = perConnection((db: AnyDb) => ({
  inForce: db.sqlite.prepare<[string], StoredEvent>(
    `select id, fecha, tipo, plan_anterior_id as planAnteriorId, plan_id as planId, creado_en as creadoEn, aplicado
     from servicio_evento where servicio_id = ? and anulado_en is null`,
  ),
  // The plus keeps SQLite from going through all events of the tenant: those of a service are few.
  shown: db.sqlite.prepare<
    [string, string],
    Omit<EventoServicio, 'estado'> & { aplicado: 0 | 1; anuladoEn: number | null }
  >(
    `select e.id, e.fecha, e.tipo, a.nombre as planAnterior, p.nombre as plan, e.motivo, e.aplicado,
       e.anulado_en as anuladoEn, u.nombre as usuario, e.creado_en as creadoEn
     from servicio_evento e left join plan_servicio a on a.id = e.plan_anterior_id
       left join plan_servicio p on p.id = e.plan_id left join usuario u on u.id = e.usuario_id
     where e.servicio_id = ? and +e.tenant_id = ?`,
  ),
}))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  billed: sqlite
    .prepare<[string], number>('select coalesce(max(creado_en), 0) from cobertura where servicio_id = ?')
    .pluck(),
  told: sqlite
    .prepare<[string], number>('select coalesce(max(creado_en), 0) from servicio_evento where servicio_id = ?')
    .pluck(),
  insert: sqlite.prepare(
    `insert into servicio_evento
       (id, tenant_id, servicio_id, fecha, tipo, plan_anterior_id, plan_id, motivo, aplicado, usuario_id, creado_en)
     values (@id, @tenantId, @servicioId, @fecha, @tipo, @planAnteriorId, @planId, @motivo, @aplicado, @usuarioId, @now)`,
  ),
  apply: sqlite.prepare<[string]>('update servicio_evento set aplicado = 1 where id = ?'),
  annul: sqlite.prepare<[number, string]>('update servicio_evento set anulado_en = ? where id = ?'),
  before: sqlite.prepare<[string], Projected>(
    `select cliente_id as clienteId, plan_id as planId, estado, fecha_corte as fechaCorte, motivo_suspension as motivo,
       actualizado_en as actualizadoEn from servicio where id = ?`,
  ),
  project: sqlite.prepare(
    `update servicio set plan_id = @planId, estado = @estado, fecha_corte = @desde, motivo_suspension = @motivo,
       actualizado_en = @version where id = @servicioId`,
  ),
}))

/** What happened and will happen to a service, in order, without what was taken back. */
export const eventsOf = (db: AnyDb, servicioId: string): StoredEvent[] => inOrder(reads(db).inForce.all(servicioId))

/** All of it as a person reads it, newest first. */
export const shownEvents = (db: AnyDb, tenantId: string, servicioId: string): EventoServicio[] =>
  reads(db)
    .shown.all(servicioId, tenantId)
    .toSorted((a, b) =>
      a.fecha === b.fecha ? b.creadoEn - a.creadoEn || (a.id < b.id ? 1 : -1) : a.fecha < b.fecha ? 1 : -1,
    )
    .map(({ aplicado, anuladoEn, ...event }) => ({
      ...event,
      estado: anuladoEn !== null ? 'anulado' : aplicado === 1 ? 'aplicado' : 'planeado',
    }))

export const todayOf = (hand: Pick<Hand, 'db' | 'now'>): FechaCivil => officeToday(hand.db, hand.now)

export interface NewEvent {
  fecha: FechaCivil
  tipo: TipoEventoServicio
  planAnteriorId?: string | null
  planId?: string | null
  motivo?: string
}

/**
 * When something about a service is written: now, or not before it was billed last when the clock had run ahead then, since
 * billing looks at what was written later.
 */
export const writtenAt = ({ db, now }: Pick<Hand, 'db' | 'now'>, servicioId: string): number =>
  Math.max(now, writes(db).billed.get(servicioId) ?? 0)

/** Of several events of one day the last written holds: none is written before another, whatever the clock says. */
function eventAt(hand: Hand, servicioId: string): number {
  const last = writes(hand.db).told.get(servicioId) ?? 0
  return Math.max(writtenAt(hand, servicioId), last > hand.now ? last + 1 : 0)
}

/** Writes an event that waits to be applied; `applyDue` does so when its day has come. Returns its id. */
export function insertEvent(hand: Hand, servicioId: string, event: NewEvent, aplicado: 0 | 1 = 0): string {
  const id = newId()
  const { tenantId, usuarioId } = hand
  const now = eventAt(hand, servicioId)
  const { fecha, tipo, planAnteriorId = null, planId = null, motivo = '' } = event
  const row = { id, tenantId, servicioId, fecha, tipo, planAnteriorId, planId, motivo, aplicado, usuarioId, now }
  writes(hand.db).insert.run(row)
  return id
}

export const annulEvent = (hand: Hand, servicioId: string, eventId: string): void => {
  writes(hand.db).annul.run(writtenAt(hand, servicioId), eventId)
}

export interface Applied {
  event: StoredEvent
  /** How the service stood right before it. */
  before: Standing
}

/**
 * Lets `servicio.estado`, `plan_id`, `fecha_corte` and `motivo_suspension` say what its events say today, and marks
 * those whose day has come; `cliente.estado_servicio` follows. Returns these, in order.
 */
export function applyDue(hand: Hand, servicioId: string, today: FechaCivil): Applied[] {
  const { apply, before: kept, project } = writes(hand.db)
  const row = kept.get(servicioId)
  if (!row) return []
  const events = eventsOf(hand.db, servicioId)
  const due = events.filter(({ aplicado, fecha }) => aplicado === 0 && fecha <= today)
  for (const { id } of due) apply.run(id)
  const now = standingOn(events, row.planId, today)
  const same =
    now.planId === row.planId && now.estado === row.estado && now.desde === row.fechaCorte && now.motivo === row.motivo
  if (!same) {
    const version = nextVersion(hand.now, row.actualizadoEn)
    const { planId, estado, desde, motivo } = now
    project.run({ servicioId, planId, estado, desde, motivo, version })
    if (estado !== row.estado) followServicios(hand.db, row.clienteId)
  }
  return due.map((event) => ({ event, before: standingOn(events, row.planId, event.fecha, event.id) }))
}
