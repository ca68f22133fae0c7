import { civilDate } from '../../contract/dates.ts'
import { applyRate, type Impuesto, type Minor } from '../../contract/money.ts'
import type { ReadDb } from '../../db/open.ts'
import { Turns } from '../imports/turns.ts'
import { perConnection } from '../kernel/statements.ts'
import type { MatchCliente, MatchLinea } from './match/types.ts'
import { World } from './match/world.ts'
import { occurrence } from './read/fates.ts'

interface ServicioRow {
  clienteId: string
  ref: string
  precio: Minor
  impuestos: string
  estado: string
}
interface ReciboRow {
  id: string
  numero: string
  clienteId: string
  referencia: string
  fecha: number
  resta: Minor
}
type FacturaRow = MatchCliente['facturas'][number] & { clienteId: string }
type LineaRow = Omit<MatchLinea, 'dudosa'> & { huella: string }

const PAGE = 1000

const statements = perConnection((db: ReadDb) => ({
  // The plus keeps the tenant out of the choice of an index: by their ids they come in order, a page at a time.
  clientes: db.sqlite.prepare<[string, string], Omit<MatchCliente, 'refs' | 'cuota' | 'facturas'>>(
    `select id, codigo_cliente as codigo, nombre_razon_social as nombre, documento, telefono from cliente
     where +tenant_id = ? and id > ? order by id limit ${PAGE}`,
  ),
  facturas: db.sqlite.prepare<[string, string, string], FacturaRow>(
    `select cliente_id as clienteId, id, numero, saldo from factura
     where tenant_id = ? and estado <> 'pagada' and cliente_id between ? and ?
     order by cliente_id, fecha_vencimiento, id`,
  ),
  servicios: db.sqlite.prepare<[string, string], ServicioRow>(
    `select s.cliente_id as clienteId, s.dispositivo_ref as ref, s.estado, p.impuestos,
       coalesce(s.precio_acordado, p.precio_mensual) as precio
     from servicio s join plan_servicio p on p.id = s.plan_id where s.cliente_id between ? and ? order by s.cliente_id`,
  ),
  recibos: db.sqlite.prepare<[string], ReciboRow>(
    `select r.id, r.numero, r.cliente_id as clienteId, r.referencia, r.fecha, r.monto_total - r.revertido - coalesce(
       (select sum(c.monto) from conciliacion c where c.recibo_id = r.id and c.deshecha_en is null), 0) as resta
     from recibo r where r.id in (select recibo_id from pago
       where tenant_id = ? and metodo = 'transferencia' and estado_conciliacion = 'pendiente' and fecha_pago > 0)`,
  ),
  lineas: db.sqlite.prepare<[string], LineaRow>(
    `select id, fecha, concepto, operacion, huella, monto - conciliado as resta from extracto_linea
     where tenant_id = ? and estado in ('pendiente', 'parcial') and fecha > '' order by fecha, id`,
  ),
}))

/** All that lines are held against, read in pieces so that the office answers others meanwhile. */
export async function loadWorld(db: ReadDb, tenantId: string, zonaHoraria: string): Promise<World> {
  const { clientes, facturas, servicios, recibos } = statements(db)
  const world = new World()
  const turns = new Turns()
  for (let after = ''; ; ) {
    const page = clientes.all(tenantId, after)
    const first = page[0]?.id ?? ''
    const last = page.at(-1)?.id ?? ''
    const owed = inTurn(facturas.all(tenantId, first, last))
    const served = inTurn(servicios.all(first, last))
    for (const row of page) {
      const own = served(row.id)
      world.add({
        ...row,
        refs: own.map(({ ref }) => ref).filter((ref) => ref !== ''),
        cuota: own.reduce((sum, each) => sum + (each.estado === 'baja' ? 0 : monthly(each)), 0),
        facturas: owed(row.id),
      })
      if (turns.due()) await turns.pass()
    }
    if (page.length < PAGE) break
    after = last
  }
  for (const { fecha, ...recibo } of recibos.all(tenantId))
    if (recibo.resta > 0) world.addRecibo({ ...recibo, fecha: civilDate(fecha, zonaHoraria) })
  for (const index of world.indexes) {
    index.build()
    await turns.pass()
  }
  return world
}

/** Gives the rows of one client after another, both being in the order of their ids. */
function inTurn<Row extends { clienteId: string }>(rows: readonly Row[]): (clienteId: string) => Row[] {
  let next = 0
  return (clienteId) => {
    const from = next
    while (rows[next]?.clienteId === clienteId) next++
    return rows.slice(from, next)
  }
}

const taxes = new Map<string, Impuesto[]>()

/** A month of a service, with the taxes that its price does not contain. */
function monthly({ precio, impuestos }: ServicioRow): Minor {
  if (impuestos === '[]') return precio
  const known = taxes.get(impuestos) ?? (JSON.parse(impuestos) as Impuesto[])
  if (taxes.size < 1000) taxes.set(impuestos, known)
  return known.reduce((sum, { tasaBp, incluido }) => sum + (incluido ? 0 : applyRate(precio, tasaBp)), precio)
}

/** Lines that wait, oldest first. One that may be another's repetition, or shares its code with one, is doubtful. */
export function loadLineas(db: ReadDb, tenantId: string): MatchLinea[] {
  const rows = statements(db).lineas.all(tenantId)
  const codes = new Map<string, number>()
  for (const { operacion } of rows) codes.set(operacion, (codes.get(operacion) ?? 0) + 1)
  const equal = new Map<string, number>()
  const nameOf = (row: LineaRow) => row.huella.split('#')[0] ?? ''
  for (const row of rows) equal.set(nameOf(row), (equal.get(nameOf(row)) ?? 0) + 1)
  return rows.map(({ huella, ...row }) => ({
    ...row,
    dudosa:
      occurrence(huella) > 1 ||
      (equal.get(nameOf({ ...row, huella })) ?? 0) > 1 ||
      (row.operacion !== '' && (codes.get(row.operacion) ?? 0) > 1),
  }))
}
