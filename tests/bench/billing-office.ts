import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { addDays, addMonths, periodOf, startOfDay } from '../../contract/dates.ts'
import Database, { type Database as Sqlite } from 'better-sqlite3'
import { newId } from '../../office/kernel/ids.ts'
import { fillClients, openBuilt } from './offices.ts'

const PLANS = 10

/** The month that is issued, today; the one before is billed. */
const today = new Date().toISOString().slice(0, 10)
export const RUN = { periodo: periodOf(today), fechaEmision: today }
const first = `${RUN.periodo}-01`
const BILLED = { desde: addMonths(first, -1), hasta: addDays(first, -1) }
const BILLED_AT = startOfDay(BILLED.desde, 'UTC')

/** Rows as a statement takes them. */
type Row = unknown[]

const insert = (sqlite: Sqlite, table: string, columns: string, rows: readonly Row[]): void => {
  const places = columns
    .split(',')
    .map(() => '?')
    .join(', ')
  const statement = sqlite.prepare(`insert into ${table} (${columns}) values (${places})`)
  sqlite.transaction(() => {
    for (const row of rows) statement.run(...row)
  })()
}

/**
 * An office of so many clients, each with one service that was billed up to this month: one plan of ten, one tax included,
 * one in a hundred with something to look at (a change of plan, a discount, credit).
 */
export async function fillServices(dataDir: string, clients: number): Promise<void> {
  await fillClients(dataDir, clients)
  const sqlite = new Database(path.join(dataDir, 'office.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('foreign_keys = ON')
  const tenantId = sqlite.prepare('select id from tenant').pluck().get()
  const clientes = sqlite.prepare('select id from cliente order by id').pluck().all() as string[]
  const planes = Array.from({ length: PLANS }, () => newId())
  const taxes = JSON.stringify([{ nombre: 'IVA', tasaBp: 2100, incluido: true }])
  insert(
    sqlite,
    'plan_servicio',
    'id, tenant_id, nombre, velocidad_bajada_mbps, velocidad_subida_mbps, precio_mensual, impuestos, politica_suspension, creado_en, actualizado_en',
    planes.map((id, n) => [id, tenantId, `Plan ${n}`, 50, 10, 1_000_000 + n * 99_900, taxes, 'cortar', 1, 1]),
  )
  const servicios = clientes.map((clienteId, n) => ({ id: newId(), clienteId, planId: planes[n % PLANS] as string }))
  insert(
    sqlite,
    'servicio',
    'id, tenant_id, cliente_id, plan_id, tecnologia, dispositivo_ref, fecha_activacion, estado, creado_en, actualizado_en',
    servicios.map(({ id, clienteId, planId }, n) => [
      ...[id, tenantId, clienteId, planId, 'pppoe', `user${n}`, '2025-01-01', 'activo', 1, 1],
    ]),
  )
  insert(
    sqlite,
    'cobertura',
    'servicio_id, periodo, orden, tenant_id, componente, desde, hasta, signo, precio, base_dias, creado_en',
    servicios.map(({ id, planId }, n) => [
      ...[id, periodOf(BILLED.desde), 0, tenantId, `plan:${planId}`, BILLED.desde, BILLED.hasta, 1],
      ...[1_000_000 + (n % PLANS) * 99_900, Number(BILLED.hasta.slice(8)), BILLED_AT],
    ]),
  )
  const some = servicios.filter((_, n) => n % 100 === 0)
  insert(
    sqlite,
    'cargo',
    'id, tenant_id, cliente_id, servicio_id, tipo, descripcion, monto, tasa_bp, desde, estado, creado_en, actualizado_en',
    some.map(({ id, clienteId }) => [
      ...[
        newId(),
        tenantId,
        clienteId,
        id,
        'descuento_porcentaje',
        'Promoción',
        0,
        1000,
        BILLED.desde,
        'vigente',
        1,
        1,
      ],
    ]),
  )
  sqlite.close()
  const { running, rpc } = await openBuilt(dataDir)
  await rpc.caja.open({ requestId: randomUUID(), conteo: [] })
  const paid = servicios.filter((_, n) => n % 100 === 50).slice(0, 200)
  for (const { clienteId } of paid)
    await rpc.cobros.record({ requestId: randomUUID(), clienteId, metodo: 'efectivo', monto: 500_000 })
  await running.stop()
}
