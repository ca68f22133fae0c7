import { randomUUID } from 'node:crypto'
import path from 'node:path'
import Database from 'better-sqlite3'
import { seededRandom } from './random.ts'

/** The office that billing is disturbed in: services of every kind, written straight into a file that has its tables. */

const iva = JSON.stringify([{ nombre: 'IVA', tasaBp: 2100, incluido: true }])
const OCTOBER = Date.UTC(2026, 9, 1, 12)
const LATER = Date.UTC(2026, 9, 20, 12)

type Row = unknown[]

/**
 * Adds clients with services: most were billed up to October 2026; some change plan, pause, end or come afterwards, have
 * discounts, instalments or one-off charges, or money in their favour. `clienteIds`: the clients that are there.
 */
export function fillBilling(dataDir: string, clienteIds: readonly string[], seed: number): void {
  const sqlite = new Database(path.join(dataDir, 'office.db'))
  sqlite.pragma('foreign_keys = ON')
  const random = seededRandom(seed)
  const tenantId = sqlite.prepare('select id from tenant').pluck().get()
  const add = (table: string, columns: string, row: Row) =>
    sqlite.prepare(`insert into ${table} (${columns}) values (${row.map(() => '?').join(', ')})`).run(...row)
  const planes = [randomUUID(), randomUUID(), randomUUID()]
  sqlite.exec('begin')
  planes.forEach((id, n) =>
    add(
      'plan_servicio',
      'id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, impuestos, politica_suspension, cobra_suspension, creado_en, actualizado_en',
      [id, tenantId, `Plan ${n}`, 50, 10, 1_699_900 + n * 777_700, iva, 'cortar', n % 2, 1, 1],
    ),
  )
  const pick = (count: number) => Math.floor(random() * count)
  for (const clienteId of clienteIds) {
    const id = randomUUID()
    const plan = pick(planes.length)
    const planId = planes[plan]
    const isNew = pick(12) === 0
    add(
      'servicio',
      'id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, estado, creado_en, actualizado_en',
      [id, tenantId, clienteId, planId, 'pppoe', isNew ? '2026-10-14' : '2025-01-01', 'activo', 1, 1],
    )
    if (!isNew)
      add(
        'cobertura',
        'servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en',
        [
          ...[id, '2026-10', 0, tenantId, `plan:${planId}`, '2026-10-01', '2026-10-31', 1, 1_699_900 + plan * 777_700],
          ...[31, OCTOBER],
        ],
      )
    const event = (fecha: string, tipo: string, anterior: unknown = null, nuevo: unknown = null) =>
      add(
        'servicio_evento',
        'id, tenant_id, servicio_id, fecha, tipo, plan_anterior_id, plan_id, aplicado, creado_en',
        [randomUUID(), tenantId, id, fecha, tipo, anterior, nuevo, 1, LATER],
      )
    const fate = pick(20)
    if (fate === 0) event('2026-10-15', 'cambio_plan', planId, planes[(plan + 1) % planes.length])
    if (fate === 1) event('2026-10-20', 'baja')
    if (fate === 2) event('2026-10-10', 'pausa')
    if (fate === 3) event('2026-10-18', 'suspension')
    const charge = (tipo: string, more: { monto?: number; tasa?: number; cuotas?: number; servicio?: unknown }) =>
      add(
        'cargo',
        'id, tenant_id, cliente_id, servicio_id, tipo, descripcion, monto, tasa_bp, impuestos, desde, cuotas, estado, creado_en, actualizado_en',
        [
          ...[
            randomUUID(),
            tenantId,
            clienteId,
            more.servicio ?? null,
            tipo,
            'Cargo',
            more.monto ?? 0,
            more.tasa ?? null,
          ],
          ...[iva, '2026-10-20', more.cuotas ?? null, 'vigente', LATER, LATER],
        ],
      )
    const extra = pick(20)
    if (extra === 0) charge('cuotas', { monto: 100_001, cuotas: 3, servicio: id })
    if (extra === 1) charge('descuento_porcentaje', { tasa: 1500, servicio: id })
    if (extra === 2) charge('unico', { monto: 50_000 })
  }
  sqlite.exec('commit')
  sqlite.close()
}

/** What a run leaves behind, without instants and without the ids that nothing follows from. */
const TABLES = {
  factura: `select id, cliente_id, servicio_id, periodo, monto_total, saldo, fecha_emision, fecha_vencimiento, estado, numero
    from factura order by id`,
  factura_linea: `select id, factura_id, orden, descripcion, explicacion, precio_unitario, neto, impuestos_json, total, componente,
    servicio_id from factura_linea order by id`,
  nota_credito: 'select id, cliente_id, numero, monto, motivo, fecha, detalle from nota_credito order by id',
  nota_credito_linea: `select id, nota_credito_id, orden, descripcion, explicacion, neto, impuestos_json, total
    from nota_credito_linea order by id`,
  cobertura: `select servicio_id, periodo, orden, componente, desde, hasta, signo, precio, base_dias, factura_id, nota_credito_id
    from cobertura order by 1, 2, 3`,
  corrida: 'select periodo, estado, ultima_clave, total, hechas, emitidas, monto_emitido from corrida order by 1',
  corrida_fila: 'select clave, cliente_id, total_previsto, estado, documento_id, motivo from corrida_fila order by 1',
  cargo: 'select id, estado, cuotas_facturadas from cargo order by 1',
  cliente_saldo: 'select cliente_id, deuda, vencido, credito, facturas_abiertas from cliente_saldo order by 1',
  aplicacion: 'select factura_id, pago_id, nota_credito_id, monto, saldo_despues from aplicacion order by 1, 2, 3, 4',
  credito_abierto: 'select origen_id, tipo, resto from credito_abierto order by 1',
  serie: 'select tipo, siguiente from serie order by 1',
} as const

/** Every row that matters of a closed office, by table. */
export function outcomeOf(dataDir: string): Record<string, string[]> {
  const sqlite = new Database(path.join(dataDir, 'office.db'), { readonly: true })
  const rows = Object.entries(TABLES).map(([table, query]): [string, string[]] => [
    table,
    (sqlite.prepare(query).raw().all() as unknown[][]).map((row) => JSON.stringify(row)),
  ])
  sqlite.close()
  return Object.fromEntries(rows)
}

/** Rows that only one of two outcomes has. */
export function differences(one: Record<string, string[]>, other: Record<string, string[]>): string[] {
  return Object.keys(TABLES).flatMap((table) => {
    const [a, b] = [new Set(one[table]), new Set(other[table])]
    const only = [...a].filter((row) => !b.has(row)).concat([...b].filter((row) => !a.has(row)))
    return only.map((row) => `${table} ${row}`)
  })
}
