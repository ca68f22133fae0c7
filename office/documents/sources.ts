import type { FuenteFacturas } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'

type Db = ReadDb | WriteDb

/** An invoice of a source, with whom it is for. */
export interface FuenteFactura {
  id: string
  numero: string
  clienteId: string
}

const FIELDS = 'select f.id, f.numero, f.cliente_id as clienteId from factura f'
/** An invoice that was taken back whole goes to nobody, unless somebody picked it. */
const NOT_ANNULLED = 'f.acreditado < f.monto_total'

const statements = perConnection((db: Db) => ({
  corrida: db.sqlite.prepare<[string, string], FuenteFactura>(
    `${FIELDS} where f.tenant_id = ? and f.corrida_id = ? and ${NOT_ANNULLED} order by f.numero`,
  ),
  one: db.sqlite.prepare<[string, string], FuenteFactura>(`${FIELDS} where f.tenant_id = ? and f.id = ?`),
}))

/** The invoices of a filter of the list, in the order in which they were issued. Each filter has its index. */
function ofFilter(
  db: Db,
  tenantId: string,
  filter: Extract<FuenteFacturas, { tipo: 'filtro' }>['filter'],
): FuenteFactura[] {
  const wanted = ['f.tenant_id = ?', NOT_ANNULLED]
  const values = [tenantId]
  const columns = { clienteId: 'f.cliente_id', periodo: 'f.periodo', estado: 'f.estado' } as const
  for (const key of ['clienteId', 'periodo', 'estado'] as const) {
    const value = filter[key]
    if (value === undefined) continue
    wanted.push(`${columns[key]} = ?`)
    values.push(value)
  }
  return db.sqlite
    .prepare<string[], FuenteFactura>(`${FIELDS} where ${wanted.join(' and ')} order by f.fecha_emision, f.id`)
    .all(...values)
}

/** The invoices that a source names. What does not exist is left out. */
export function facturasOf(db: Db, tenantId: string, fuente: FuenteFacturas): FuenteFactura[] {
  switch (fuente.tipo) {
    case 'corrida':
      return statements(db).corrida.all(tenantId, fuente.corridaId)
    case 'filtro':
      return ofFilter(db, tenantId, fuente.filter)
    case 'seleccion':
      return fuente.ids
        .flatMap((id) => statements(db).one.get(tenantId, id) ?? [])
        .sort((a, b) => (a.numero < b.numero ? -1 : 1))
  }
}
