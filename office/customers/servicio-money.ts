import type { CambioPreview, Servicio, Situacion } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readFacturacionConfig } from '../billing/config.ts'
import { previewSettle } from '../billing/run/settle.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { officeToday } from '../kernel/today.ts'
import { priceOn } from './plan-prices.ts'
import { readPlan } from './planes.ts'
import { checkChange, type ServicioChange } from './servicio-changes.ts'
import { withBilling } from './servicio-detail.ts'
import { eventsOf, type NewEvent } from './servicio-events.ts'
import { inOrder, type Standing, standingOn, type TimelineEvent } from './timeline.ts'

type AnyDb = ReadDb | WriteDb

function situation(db: AnyDb, tenantId: string, servicio: Servicio, standing: Standing, fecha: string): Situacion {
  const { nombre } = readPlan(db, tenantId, standing.planId)
  return {
    estado: standing.estado,
    motivo: standing.motivo,
    planNombre: nombre,
    precioMensual: servicio.precioAcordado ?? priceOn(db, tenantId, standing.planId, fecha),
  }
}

const asStored = (event: NewEvent, at: number, now: number): TimelineEvent => ({
  id: `~${at}`,
  planAnteriorId: null,
  planId: null,
  ...event,
  creadoEn: now,
})

/** What a change would mean; writes nothing. Errors: as `changeServicio`. */
export function previewChange(office: Office, actor: Actor, change: ServicioChange): CambioPreview {
  const db = office.db.read
  const { tenantId } = actor
  const today = officeToday(db, office.now())
  const { servicio, events } = checkChange(db, tenantId, today, change)
  const past = eventsOf(db, servicio.id)
  const news = events.map((event, at) => asStored(event, at, office.now()))
  const all = inOrder([...past, ...news])
  const before = standingOn(past, servicio.planId, change.fecha)
  const after = standingOn(all, servicio.planId, change.fecha)
  const lifts = change.cambio.tipo === 'reactivacion' && before.motivo === 'deuda'
  const { lineas, total } = previewSettle(db, tenantId, servicio.id, office.now(), events)
  return {
    antes: situation(db, tenantId, servicio, before, change.fecha),
    despues: situation(db, tenantId, servicio, after, change.fecha),
    planeado: change.fecha > today,
    facturadoHasta: withBilling(db, tenantId, servicio).facturadoHasta,
    lineas: lineas.map(({ descripcion, explicacion, total }) => ({ descripcion, explicacion, total })),
    total,
    reconexion: lifts ? readFacturacionConfig(db, tenantId).reconexion.monto : 0,
  }
}
