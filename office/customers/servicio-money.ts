import { civilDate } from '../../contract/dates.ts'
import type { AjusteLinea, CambioPreview, Servicio, Situacion } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readFacturacionConfig } from '../billing/config.ts'
import type { Actor, Office } from '../kernel/office.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import { priceOn } from './plan-prices.ts'
import { readPlan } from './planes.ts'
import { checkChange, type ServicioChange } from './servicio-changes.ts'
import { withBilling } from './servicio-detail.ts'
import { eventsOf, type NewEvent } from './servicio-events.ts'
import { inOrder, type Standing, standingOn, type TimelineEvent } from './timeline.ts'

type AnyDb = ReadDb | WriteDb

interface Settled {
  lineas: AjusteLinea[]
  total: Minor
}

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

/** What the lines of a change come to: asked of the engine that bills. */
function settled(_db: AnyDb, _tenantId: string, _servicio: Servicio, _events: readonly TimelineEvent[]): Settled {
  return { lineas: [], total: 0 }
}

/** What a change would mean; writes nothing. Errors: as `changeServicio`. */
export function previewChange(office: Office, actor: Actor, change: ServicioChange): CambioPreview {
  const db = office.db.read
  const { tenantId } = actor
  const today = civilDate(office.now(), readTenant(db).zonaHoraria)
  const { servicio, events } = checkChange(db, tenantId, today, change)
  const past = eventsOf(db, servicio.id)
  const news = events.map((event, at) => asStored(event, at, office.now()))
  const all = inOrder([...past, ...news])
  const before = standingOn(past, servicio.planId, change.fecha)
  const after = standingOn(all, servicio.planId, change.fecha)
  const lifts = change.cambio.tipo === 'reactivacion' && before.motivo === 'deuda'
  const planeado = change.fecha > today
  const { lineas, total } = planeado ? { lineas: [], total: 0 } : settled(db, tenantId, servicio, news)
  return {
    antes: situation(db, tenantId, servicio, before, change.fecha),
    despues: situation(db, tenantId, servicio, after, change.fecha),
    planeado,
    facturadoHasta: withBilling(db, tenantId, servicio).facturadoHasta,
    lineas,
    total,
    reconexion: lifts ? readFacturacionConfig(db, tenantId).reconexion.monto : 0,
  }
}

/** Issues at once what a change means in money. */
export function settleAtOnce(_tx: Tx, servicio: Servicio): Servicio {
  return servicio
}
