import { addDays, civilDate, type FechaCivil, formatPeriod, startOfDay } from '../../contract/dates.ts'
import type { MetodoPago, MotivoNotaCredito } from '../../contract/enums.ts'
import type { FacturaLinea, TenantConfig } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { paperTexts } from '../i18n.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { compareText } from '../kernel/text.ts'
import type { DevolucionPaper } from './devolucion.ts'
import type { EstadoCuentaPaper, MovimientoPaper, MovimientoTipo } from './estado-cuenta.ts'
import type { ClientePaper } from './factura.ts'
import type { NotaCreditoPaper } from './nota-credito.ts'

/** What documents say, read from the facts. Amounts in minor units. */

type Db = ReadDb | WriteDb

interface NotaRow {
  numero: string
  clienteId: string
  fecha: string
  motivo: MotivoNotaCredito
  detalle: string
  monto: Minor
  facturaNumero: string | null
  anulada: number | null
  emitidaPor: string
}
type LineaRow = Omit<FacturaLinea, 'impuestos'> & { impuestosJson: string }
interface MovementRow {
  fecha: string | number
  id: string
  tipo: MovimientoTipo
  numero: string
  texto: string
  debe: Minor
  haber: Minor
}

const statements = perConnection((db: Db) => ({
  cliente: db.sqlite.prepare<[string, string], ClientePaper>(
    `select codigo_cliente as codigoCliente, nombre_razon_social as nombreRazonSocial, documento, direccion
     from cliente where tenant_id = ? and id = ?`,
  ),
  nota: db.sqlite.prepare<[string, string], NotaRow>(
    `select n.numero, n.cliente_id as clienteId, n.fecha, n.motivo, n.detalle, n.monto, f.numero as facturaNumero,
       f.acreditado = f.monto_total as anulada, u.nombre as emitidaPor
     from nota_credito n left join factura f on f.id = n.factura_id join usuario u on u.id = n.usuario_id
     where n.tenant_id = ? and n.id = ?`,
  ),
  notaLineas: db.sqlite.prepare<[string], LineaRow>(
    `select descripcion, explicacion, cantidad, precio_unitario as precioUnitario, neto, impuestos_json as impuestosJson,
       total from nota_credito_linea where nota_credito_id = ? order by orden`,
  ),
  devolucion: db.sqlite.prepare<
    [string, string],
    Omit<DevolucionPaper, 'cliente' | 'origenes'> & { clienteId: string }
  >(
    `select d.numero, d.cliente_id as clienteId, d.fecha, d.metodo, d.referencia, d.motivo, d.monto,
       u.nombre as emitidaPor, p.nombre as puesto
     from devolucion d join usuario u on u.id = d.usuario_id join puesto p on p.id = d.puesto_id
     where d.tenant_id = ? and d.id = ?`,
  ),
  origenes: db.sqlite.prepare<[string], DevolucionPaper['origenes'][number]>(
    `select iif(o.pago_id is null, 'nota_credito', 'pago') as tipo, coalesce(n.numero, r.numero) as numero, o.monto
     from devolucion_origen o left join nota_credito n on n.id = o.nota_credito_id
       left join pago p on p.id = o.pago_id left join recibo r on r.id = p.recibo_id
     where o.devolucion_id = ? order by o.id`,
  ),
  facturas: db.sqlite.prepare<[string, string, string], MovementRow>(
    `select f.fecha_emision as fecha, f.id, 'factura' as tipo, f.numero, f.periodo as texto, f.monto_total as debe,
       0 as haber from factura f where f.tenant_id = ? and f.cliente_id = ? and f.fecha_emision <= ?`,
  ),
  recibos: db.sqlite.prepare<[string, string, number], MovementRow & { metodo: MetodoPago }>(
    `select fecha, id, 'pago' as tipo, numero, referencia as texto, metodo, 0 as debe, monto_total as haber
     from recibo where tenant_id = ? and cliente_id = ? and fecha < ?`,
  ),
  notas: db.sqlite.prepare<[string, string], MovementRow>(
    `select fecha, id, 'nota_credito' as tipo, numero, motivo as texto, 0 as debe, monto as haber
     from nota_credito where tenant_id = ? and cliente_id = ?`,
  ),
  devoluciones: db.sqlite.prepare<[string, string, number], MovementRow>(
    `select fecha, id, 'devolucion' as tipo, numero, motivo as texto, monto as debe, 0 as haber
     from devolucion where tenant_id = ? and cliente_id = ? and fecha < ?`,
  ),
  reversos: db.sqlite.prepare<[string, string, number], MovementRow>(
    `select v.fecha, v.id, 'reverso' as tipo, v.numero, r.numero || ' · ' || v.motivo as texto, v.monto as debe, 0 as haber
     from reverso v join recibo r on r.id = v.recibo_id where v.tenant_id = ? and v.cliente_id = ? and v.fecha < ?`,
  ),
}))

/** Errors: not_found. */
export function clientePaper(db: Db, tenantId: string, id: string): ClientePaper {
  const row = statements(db).cliente.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'cliente' })
  return row
}

/** Errors: not_found. */
export function notaCreditoPaper(db: Db, tenantId: string, id: string): NotaCreditoPaper {
  const { nota, notaLineas } = statements(db)
  const row = nota.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'nota_credito' })
  const { clienteId, facturaNumero, anulada, ...rest } = row
  const lineas = notaLineas.all(id)
  // Lines that take back what was charged are below zero where a run wrote them: on paper all of a note favours the client.
  const sign = lineas.reduce((sum, { total }) => sum + total, 0) < 0 ? -1 : 1
  return {
    ...rest,
    cliente: clientePaper(db, tenantId, clienteId),
    factura: facturaNumero === null ? null : { numero: facturaNumero, anulada: anulada === 1 },
    lineas: lineas.map(({ impuestosJson, ...linea }) => ({
      ...linea,
      precioUnitario: sign * linea.precioUnitario,
      neto: sign * linea.neto,
      total: sign * linea.total,
      impuestos: (JSON.parse(impuestosJson) as FacturaLinea['impuestos']).map((tax) => ({
        ...tax,
        monto: sign * tax.monto,
      })),
    })),
  }
}

/** Errors: not_found. */
export function devolucionPaper(db: Db, tenantId: string, id: string): DevolucionPaper {
  const { devolucion, origenes } = statements(db)
  const row = devolucion.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'devolucion' })
  const { clienteId, ...rest } = row
  return { ...rest, cliente: clientePaper(db, tenantId, clienteId), origenes: origenes.all(id) }
}

/** The account of a client between two days, both included. Errors: not_found, input.invalid. */
export function estadoCuentaPaper(
  db: Db,
  tenant: TenantConfig,
  input: { id: string; desde: FechaCivil; hasta: FechaCivil },
  today: FechaCivil,
): EstadoCuentaPaper {
  const { id, desde, hasta } = input
  if (hasta < desde) throw refuse('input.invalid', { issues: [{ path: 'hasta', code: 'too_small' }] })
  const cliente = clientePaper(db, tenant.id, id)
  const { facturas, recibos, notas, devoluciones, reversos } = statements(db)
  const end = startOfDay(addDays(hasta, 1), tenant.zonaHoraria)
  const t = paperTexts(tenant.idioma)
  const day = (fecha: string | number): FechaCivil =>
    typeof fecha === 'string' ? fecha : civilDate(fecha, tenant.zonaHoraria)
  const movements: (MovimientoPaper & { id: string })[] = [
    ...facturas.all(tenant.id, id, hasta).map((row) => ({ ...row, detalle: formatPeriod(row.texto, tenant.locale) })),
    ...recibos.all(tenant.id, id, end).map(({ metodo, ...row }) => ({
      ...row,
      detalle: [t(`metodo.${metodo}`), row.texto].filter(Boolean).join(' · '),
    })),
    ...notas.all(tenant.id, id).map((row) => ({
      ...row,
      detalle: t(`notaCredito.motivos.${row.texto as MotivoNotaCredito}`),
    })),
    ...devoluciones.all(tenant.id, id, end).map((row) => ({ ...row, detalle: row.texto })),
    ...reversos.all(tenant.id, id, end).map((row) => ({ ...row, detalle: row.texto })),
  ].map(({ texto: _, ...row }) => ({ ...row, fecha: day(row.fecha) }))
  const known = movements
    .filter(({ fecha }) => fecha <= hasta)
    .sort((a, b) => compareText(a.fecha, b.fecha) || compareText(a.id, b.id))
  return {
    cliente,
    desde,
    hasta,
    fecha: today,
    saldoAnterior: known.filter(({ fecha }) => fecha < desde).reduce((sum, { debe, haber }) => sum + debe - haber, 0),
    movimientos: known.filter(({ fecha }) => fecha >= desde).map(({ id: _, ...movement }) => movement),
  }
}
