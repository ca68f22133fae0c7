import type { FechaCivil } from '../../contract/dates.ts'
import type { FacturaConcepto, ReciboDetail } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { eventsOf } from '../customers/servicio-events.ts'
import { standingOn } from '../customers/timeline.ts'
import { perConnection } from '../kernel/statements.ts'
import { officeToday } from '../kernel/today.ts'

type Db = ReadDb | WriteDb

interface Owned {
  id: string
  planId: string
  ref: string
  desde: FechaCivil
}

interface Linea {
  facturaId: string
  descripcion: string
  servicioId: string | null
  /** Of a line that charges a plan. */
  planId: string | null
  plan: string | null
}

const statements = perConnection(({ sqlite }: Db) => ({
  servicios: sqlite.prepare<[string, string, number], Owned>(
    `select id, plan_id as planId, dispositivo_ref as ref, fecha_activacion as desde from servicio
     where cliente_id = ? and +tenant_id = ? and creado_en <= ?`,
  ),
  // What is given back says nothing of what is charged.
  lineas: sqlite.prepare<[string], Linea>(
    `select l.factura_id as facturaId, l.descripcion, l.servicio_id as servicioId, p.id as planId, p.nombre as plan
     from json_each(?) j cross join factura_linea l on l.factura_id = j.value
       left join plan_servicio p on p.id = iif(l.componente like 'plan:%', substr(l.componente, 6), null)
     where l.total > 0 order by j.key, l.orden`,
  ),
}))

interface Asked {
  clienteId: string
  /** All of that client. */
  facturaIds: readonly string[]
  /** Which services there were, and on which plans; ms. */
  now: number
}

/** The services that a client had, each on the plan that it had. */
const ownedThen = (db: Db, tenantId: string, { clienteId, now }: Asked): Owned[] => {
  const owned = statements(db).servicios.all(clienteId, tenantId, now)
  if (owned.length < 2) return owned
  const fecha = officeToday(db, now)
  return owned.map((one) => ({ ...one, planId: standingOn(eventsOf(db, one.id), one.planId, fecha).planId }))
}

/** The service of a line, when another one of the client is on the plan that it charges. */
function twinOf({ servicioId, planId }: Linea, owned: readonly Owned[]): FacturaConcepto['gemelo'] {
  const own = owned.find(({ id }) => id === servicioId)
  if (!own || !owned.some((other) => other !== own && other.planId === planId)) return null
  return { ref: own.ref, desde: own.desde }
}

function conceptosOf(lineas: readonly Linea[], owned: readonly Owned[]): FacturaConcepto[] {
  // The last line of a service is of the plan that it was left with.
  const plans = new Map(lineas.filter(({ plan }) => plan !== null).map((linea) => [linea.servicioId, linea]))
  if (plans.size > 0 && owned.length < 2) return []
  return (plans.size > 0 ? [...plans.values()] : lineas).map((linea) => ({
    texto: linea.plan ?? linea.descripcion,
    descripcion: linea.descripcion,
    gemelo: twinOf(linea, owned),
  }))
}

function byInvoice(db: Db, owned: readonly Owned[], facturaIds: readonly string[]): Map<string, FacturaConcepto[]> {
  const lineas = statements(db).lineas.all(JSON.stringify(facturaIds))
  const of = (id: string) => lineas.filter(({ facturaId }) => facturaId === id)
  return new Map(facturaIds.map((id) => [id, conceptosOf(of(id), owned)]))
}

/**
 * What each invoice charges: the services of a client who has several, or, of one that charges no plan, its lines. Nothing of one with the
 * plan of the client's only service, which its period says; what is charged beside a plan is not said.
 */
export const chargedBy = (db: Db, tenantId: string, asked: Asked): Map<string, FacturaConcepto[]> =>
  asked.facturaIds.length === 0 ? new Map() : byInvoice(db, ownedThen(db, tenantId, asked), asked.facturaIds)

/** The same of what a receipt paid, where the client had several services when it was given: paper says no more. */
export function chargedOnPaper(db: Db, tenantId: string, recibo: ReciboDetail): Map<string, FacturaConcepto[]> {
  const facturaIds = recibo.pagos.flatMap(({ facturaId }) => facturaId ?? [])
  const asked = { clienteId: recibo.clienteId, facturaIds, now: recibo.fecha }
  const owned = facturaIds.length === 0 ? [] : ownedThen(db, tenantId, asked)
  return owned.length < 2 ? new Map() : byInvoice(db, owned, facturaIds)
}
