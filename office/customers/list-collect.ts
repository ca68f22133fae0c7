import { perConnection } from '../kernel/statements.ts'
import { type AnyDb, CUENTA_SQL, type Cuenta, type Filter, type Passed, type Sort } from './list-order.ts'

/**
 * A filter that leaves at most so many clients: they are read whole and ordered here. For more, or when the filter's
 * own index has the order, the index is walked instead.
 */
export const FEW_CLIENTES = 8000

/** The filter that the clients are read by. */
export type Source =
  | { kind: 'plan'; value: string }
  | { kind: 'estado'; value: string }
  | { kind: 'cuenta'; value: Cuenta }

type Collected = Omit<Passed, 'key'> & { nombre: string; codigo: string }

const COLUMNS = `c.id, c.nombre_orden as nombre, c.codigo_orden as codigo, c.estado_servicio as estadoServicio,
  s.deuda, s.vencido, s.credito`

const statements = perConnection((db: AnyDb) => {
  const atMost = (from: string) =>
    db.sqlite
      .prepare<string[], number>(`select count(*) from (select 1 from ${from} limit ${FEW_CLIENTES + 1})`)
      .pluck()
  const cuentas = <T>(make: (cuenta: Cuenta) => T): Record<Cuenta, T> => ({
    deuda: make('deuda'),
    vencido: make('vencido'),
    al_dia: make('al_dia'),
    credito: make('credito'),
  })
  const collect = (from: string) => db.sqlite.prepare<string[], Collected>(`select ${COLUMNS} from ${from}`)
  return {
    planCount: atMost('servicio where tenant_id = ? and plan_id = ?'),
    estadoCount: atMost('cliente where tenant_id = ? and estado_servicio = ?'),
    cuentaCount: cuentas((cuenta) => atMost(`cliente_saldo s where s.tenant_id = ? and ${CUENTA_SQL[cuenta]}`)),
    plan: collect(
      `(select distinct cliente_id from servicio where tenant_id = ? and plan_id = ? and estado <> 'baja') v
       cross join cliente c on c.id = v.cliente_id cross join cliente_saldo s on s.cliente_id = c.id`,
    ),
    estado: collect(
      `cliente c cross join cliente_saldo s on s.cliente_id = c.id where c.tenant_id = ? and c.estado_servicio = ?`,
    ),
    cuenta: cuentas((cuenta) =>
      collect(
        `cliente_saldo s cross join cliente c on c.id = s.cliente_id where s.tenant_id = ? and ${CUENTA_SQL[cuenta]}`,
      ),
    ),
  }
})

/** Clients that the source has, looking no further than one too many. */
function countOf(db: AnyDb, tenantId: string, source: Source): number {
  const { planCount, estadoCount, cuentaCount } = statements(db)
  if (source.kind === 'cuenta') return cuentaCount[source.value].get(tenantId) ?? 0
  return (source.kind === 'plan' ? planCount : estadoCount).get(tenantId, source.value) ?? 0
}

/** The filter that leaves fewest clients, if it leaves few and is not better walked. */
export function fewestBy(db: AnyDb, tenantId: string, filter: Filter, sort: Sort): Source | null {
  const { planId, estadoServicio, cuenta } = filter
  const sources: Source[] = [
    ...(planId ? [{ kind: 'plan', value: planId } as const] : []),
    ...(estadoServicio ? [{ kind: 'estado', value: estadoServicio } as const] : []),
    ...(cuenta ? [{ kind: 'cuenta', value: cuenta } as const] : []),
  ]
  const [only] = sources
  const hasIndex = sources.length === 1 && only?.kind !== 'plan' && (sort !== 'deuda' || only?.kind === 'cuenta')
  if (hasIndex) return null
  const counted = sources.map((source) => ({ source, count: countOf(db, tenantId, source) }))
  const fewest = counted.sort((a, b) => a.count - b.count)[0]
  return fewest && fewest.count <= FEW_CLIENTES ? fewest.source : null
}

/** All clients of a source, in no order. */
export function collect(db: AnyDb, tenantId: string, source: Source, sort: Sort): Passed[] {
  const prepared = statements(db)
  const rows =
    source.kind === 'cuenta'
      ? prepared.cuenta[source.value].all(tenantId)
      : prepared[source.kind].all(tenantId, source.value)
  return rows.map((row) => ({ ...row, key: row[sort] }))
}
