import type { CoberturaRow, Servicio, ServicioDetail, ServicioFactura, ServicioRow } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readFacturacionConfig } from '../billing/config.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { officeToday } from '../kernel/today.ts'
import { billedUntil, type CoveredDays } from './billed-until.ts'
import { plannedPriceOf } from './plan-prices.ts'
import { shownEvents } from './servicio-events.ts'
import { readServicio } from './servicios.ts'

type AnyDb = ReadDb | WriteDb

interface CoveredRow extends CoveredDays {
  periodo: string
  precio: number
  concepto: string | null
  facturaId: string | null
  facturaNumero: string | null
  notaId: string | null
  notaNumero: string | null
}

/** Two years of a service: more is in its invoices. */
const MOST_ROWS = 240
const MOST_INVOICES = 36

const statements = perConnection(({ sqlite }: AnyDb) => ({
  cliente: sqlite.prepare<[string, string], ServicioDetail['cliente']>(
    `select id, codigo_cliente as codigoCliente, nombre_razon_social as nombreRazonSocial from cliente
     where tenant_id = ? and id = ?`,
  ),
  covered: sqlite.prepare<[string], CoveredDays>(
    `select componente, desde, hasta, signo from cobertura where servicio_id = ?
     order by periodo desc, orden desc limit ${MOST_ROWS}`,
  ),
  rows: sqlite.prepare<[string], CoveredRow>(
    `select k.periodo, k.desde, k.hasta, k.signo, k.precio, k.componente, coalesce(p.nombre, c.descripcion) as concepto,
       f.id as facturaId, f.numero as facturaNumero, n.id as notaId, n.numero as notaNumero
     from cobertura k
       left join plan_servicio p on k.componente = 'plan:' || p.id
       left join cargo c on c.id = iif(k.componente like 'cargo:%', substr(k.componente, 7, 36), null)
       left join factura f on f.id = k.factura_id left join nota_credito n on n.id = k.nota_credito_id
     where k.servicio_id = ? order by k.periodo desc, k.orden desc limit ${MOST_ROWS}`,
  ),
  own: sqlite.prepare<[string], { id: string }>(
    `select id from factura where servicio_id = ? order by periodo desc limit ${MOST_INVOICES}`,
  ),
  facturas: sqlite.prepare<[string], ServicioFactura>(
    `select f.id, f.numero, f.periodo, f.fecha_emision as fechaEmision, f.monto_total as montoTotal, f.saldo, f.acreditado,
       f.estado from json_each(?) j cross join factura f on f.id = j.value`,
  ),
}))

/** What a client's page shows of a service beside the service itself. */
export function withBilling(db: AnyDb, tenantId: string, servicio: Servicio): ServicioRow {
  const planned = shownEvents(db, tenantId, servicio.id).filter(({ estado }) => estado === 'planeado')
  return {
    ...servicio,
    facturadoHasta: billedUntil(statements(db).covered.all(servicio.id)),
    proximo: planned.at(-1) ?? null,
  }
}

function toCobertura(row: CoveredRow): CoberturaRow[] {
  if (row.signo === 0) return []
  const documento =
    row.facturaId !== null
      ? { tipo: 'factura' as const, id: row.facturaId, numero: row.facturaNumero ?? '' }
      : row.notaId !== null
        ? { tipo: 'nota_credito' as const, id: row.notaId, numero: row.notaNumero ?? '' }
        : null
  const { periodo, desde, hasta, precio } = row
  return [{ periodo, desde, hasta, precio, signo: row.signo > 0 ? 1 : -1, concepto: row.concepto ?? '', documento }]
}

/** Invoices of the service alone, and those that charge some of its days among others; newest first. */
function facturasOf(db: AnyDb, servicioId: string, cobertura: readonly CoberturaRow[]): ServicioFactura[] {
  const { own, facturas } = statements(db)
  const shared = cobertura.flatMap(({ documento }) => (documento?.tipo === 'factura' ? [documento.id] : []))
  const ids = [...new Set([...own.all(servicioId).map(({ id }) => id), ...shared])]
  return facturas
    .all(JSON.stringify(ids))
    .toSorted((a, b) =>
      a.fechaEmision === b.fechaEmision ? (a.id < b.id ? 1 : -1) : a.fechaEmision < b.fechaEmision ? 1 : -1,
    )
    .slice(0, MOST_INVOICES)
}

/** Everything about one service. Errors: not_found. */
export function readServicioDetail(db: AnyDb, tenantId: string, now: number, id: string): ServicioDetail {
  const servicio = withBilling(db, tenantId, readServicio(db, tenantId, id))
  const cliente = statements(db).cliente.get(tenantId, servicio.clienteId)
  if (!cliente) throw refuse('not_found', { entidad: 'cliente' })
  const config = readFacturacionConfig(db, tenantId)
  const today = officeToday(db, now)
  const cobertura = statements(db).rows.all(id).flatMap(toCobertura)
  return {
    servicio,
    cliente,
    facturacion: {
      dia: servicio.diaFacturacion ?? config.diaFacturacion,
      modalidad: servicio.modalidad ?? config.modalidad,
    },
    precioFuturo: servicio.precioAcordado === null ? plannedPriceOf(db, tenantId, servicio.planId, today) : null,
    eventos: shownEvents(db, tenantId, id),
    cobertura,
    facturas: facturasOf(db, id, cobertura),
  }
}
