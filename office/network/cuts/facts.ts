import type { FechaCivil } from '../../../contract/dates.ts'
import type { EstadoServicio, ModoDispositivo, MotivoSuspension, PoliticaSuspension } from '../../../contract/enums.ts'
import type { EquipoDeServicio } from '../../../contract/index.ts'
import type { Minor } from '../../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Case } from './rule.ts'

type Db = ReadDb | WriteDb

/** A service with all that a cut of it is decided by. */
export interface CutFacts extends Case {
  servicioId: string
  clienteId: string
  planId: string
  equipos: EquipoDeServicio[]
  /** The part of `vencido` that is of no single service. */
  comun: Minor
}

interface ServicioRow {
  servicioId: string
  clienteId: string
  planId: string
  estado: EstadoServicio
  motivo: MotivoSuspension | null
}

interface DebtRow {
  clienteId: string
  servicioId: string | null
  vencido: Minor
  facturas: number
  venceDesde: FechaCivil
}

// By a list of clients or services, and from it into one index each: nothing here grows with what the office has.
const statements = perConnection(({ sqlite }: Db) => ({
  services: sqlite.prepare<[string, string], ServicioRow>(
    `select s.id as servicioId, s.cliente_id as clienteId, s.plan_id as planId, s.estado, s.motivo_suspension as motivo
     from json_each(?) j cross join servicio s on s.cliente_id = j.value where +s.tenant_id = ?`,
  ),
  debts: sqlite.prepare<[string, string, FechaCivil], DebtRow>(
    `select f.cliente_id as clienteId, f.servicio_id as servicioId, sum(f.saldo) as vencido, count(*) as facturas,
       min(f.fecha_vencimiento) as venceDesde
     from json_each(?) j cross join factura f on f.tenant_id = ? and f.cliente_id = j.value
       and f.estado <> 'pagada' and f.fecha_vencimiento < ?
     group by f.cliente_id, f.servicio_id`,
  ),
  promises: sqlite.prepare<[string, string], { clienteId: string; hasta: FechaCivil }>(
    `select p.cliente_id as clienteId, p.fecha as hasta from json_each(?) j cross join promesa_pago p
       on p.tenant_id = ? and p.cliente_id = j.value and p.estado = 'abierta'`,
  ),
  devices: sqlite.prepare<
    [string, string],
    { servicioId: string; id: string; nombre: string; modo: ModoDispositivo; activo: 0 | 1 }
  >(
    `select distinct o.servicio_id as servicioId, d.id, d.nombre, coalesce(a.modo, 'observar') as modo,
       coalesce(a.activo, 1) as activo
     from json_each(?) j cross join objeto_red o on o.servicio_id = j.value
       join dispositivo_red d on d.id = o.dispositivo_id left join dispositivo_acceso a on a.dispositivo_id = d.id
     where o.retirado_en is null and +o.tenant_id = ?`,
  ),
  policies: sqlite.prepare<[string, string], { id: string; politica: PoliticaSuspension }>(
    `select p.id, p.politica_suspension as politica from json_each(?) j cross join plan_servicio p on p.id = j.value
     where +p.tenant_id = ?`,
  ),
}))

/** What clients owe past due on a day, by client and by the service it is of (`''`: of no single one). */
function overdueOf(db: Db, tenantId: string, clients: string, fecha: FechaCivil) {
  const byClient = new Map<string, Map<string, DebtRow>>()
  for (const row of statements(db).debts.all(clients, tenantId, fecha)) {
    const own = byClient.get(row.clienteId) ?? new Map<string, DebtRow>()
    byClient.set(row.clienteId, own.set(row.servicioId ?? '', row))
  }
  return (clienteId: string, servicioId: string) => {
    const own = byClient.get(clienteId)
    const rows = [own?.get(''), own?.get(servicioId)].filter((row) => row !== undefined)
    return {
      comun: own?.get('')?.vencido ?? 0,
      vencido: rows.reduce((sum, { vencido }) => sum + vencido, 0),
      facturas: rows.reduce((sum, { facturas }) => sum + facturas, 0),
      venceDesde: rows.map(({ venceDesde }) => venceDesde).sort()[0] ?? null,
    }
  }
}

const equipoOf = (equipos: readonly EquipoDeServicio[]): Case['equipo'] => {
  if (equipos.length === 0) return 'ninguno'
  return equipos.some(({ modo }) => modo === 'gestionar') ? 'gestionado' : 'observado'
}

/** The devices that carry each of some services; one that was put away carries nothing. */
export function devicesOf(db: Db, tenantId: string, servicioIds: readonly string[]): Map<string, EquipoDeServicio[]> {
  const devices = new Map<string, EquipoDeServicio[]>()
  for (const { servicioId, activo, ...equipo } of statements(db).devices.all(JSON.stringify(servicioIds), tenantId)) {
    if (activo === 0) continue
    const own = devices.get(servicioId) ?? []
    own.push(equipo)
    devices.set(servicioId, own)
  }
  return devices
}

/** The services of some clients, with all that a cut on a day is decided by, as the books are now. */
export function factsOf(db: Db, tenantId: string, clienteIds: readonly string[], fecha: FechaCivil): CutFacts[] {
  const clients = JSON.stringify(clienteIds)
  const read = statements(db)
  const services = read.services.all(clients, tenantId)
  if (services.length === 0) return []
  const overdue = overdueOf(db, tenantId, clients, fecha)
  const promises = new Map(read.promises.all(clients, tenantId).map((row) => [row.clienteId, row.hasta]))
  const planIds = JSON.stringify([...new Set(services.map(({ planId }) => planId))])
  const policies = new Map(read.policies.all(planIds, tenantId).map(({ id, politica }) => [id, politica]))
  const ids = services.map(({ servicioId }) => servicioId)
  const devices = devicesOf(db, tenantId, ids)
  return services.map((service) => {
    const equipos = devices.get(service.servicioId) ?? []
    return {
      ...service,
      ...overdue(service.clienteId, service.servicioId),
      promesaHasta: promises.get(service.clienteId) ?? null,
      politica: policies.get(service.planId) ?? 'no_cortar',
      equipos,
      equipo: equipoOf(equipos),
    }
  })
}
