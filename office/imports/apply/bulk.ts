import { type FechaCivil, type Periodo, periodOf } from '../../../contract/dates.ts'
import type { Minor } from '../../../contract/money.ts'
import type { WriteDb } from '../../../db/open.ts'
import { estadoOf } from '../../billing/balances.ts'
import { overdueAsOf } from '../../billing/overdue.ts'
import { servicioKeys } from '../../customers/keys.ts'
import { addKeys, type Clave } from '../../customers/search-index.ts'
import type { ServicioFields } from '../../customers/servicios.ts'
import { newId } from '../../kernel/ids.ts'
import { takeDocumentNumbers } from '../../kernel/numbering.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'

/**
 * Facts of new clients, many in one statement: a statement that fires triggers keeps a journal of its own, which costs
 * more than a row does. Only for clients of this same transaction, who have neither credit nor open invoices: what
 * `insertServicio`, `issueFactura` and `issueNotaCredito` do beyond this is about those. The office's check recomputes
 * all of it.
 */

const cells = (count: number): string => Array.from({ length: count }, (_, at) => `value ->> ${at}`).join(', ')

/** Insert of many rows given as a JSON list of lists. */
const insertInto = (table: string, columns: string): string =>
  `insert into ${table} (${columns}) select ${cells(columns.split(',').length)} from json_each(?)`

const statements = perConnection(({ sqlite }: WriteDb) => ({
  servicios: sqlite.prepare<[string]>(
    insertInto(
      'servicio',
      `id, tenant_id, cliente_id, plan_id, tecnologia, dispositivo_ref, fecha_activacion, fecha_corte, estado,
       motivo_suspension, facturar_desde, creado_en, actualizado_en`,
    ),
  ),
  eventos: sqlite.prepare<[string]>(
    insertInto('servicio_evento', 'id, tenant_id, servicio_id, fecha, tipo, aplicado, usuario_id, creado_en'),
  ),
  facturas: sqlite.prepare<[string]>(
    insertInto(
      'factura',
      `id, tenant_id, cliente_id, servicio_id, periodo, monto_total, saldo, fecha_emision, fecha_vencimiento, estado, numero,
       origen, usuario_id, creado_en`,
    ),
  ),
  lineas: sqlite.prepare<[string]>(
    insertInto(
      'factura_linea',
      'id, tenant_id, factura_id, orden, descripcion, cantidad, precio_unitario, neto, impuestos_json, total',
    ),
  ),
  notas: sqlite.prepare<[string]>(
    insertInto('nota_credito', 'id, tenant_id, cliente_id, numero, monto, motivo, fecha, usuario_id, creado_en'),
  ),
  creditos: sqlite.prepare<[string]>(
    insertInto('credito_abierto', 'origen_id, tenant_id, cliente_id, tipo, resto, fecha'),
  ),
  saldos: sqlite.prepare<[string]>(
    `update cliente_saldo set deuda = move.deuda, vencido = move.vencido, credito = move.credito,
       facturas_abiertas = move.facturas, con_deuda = move.deuda > 0, con_vencido = move.vencido > 0,
       con_credito = move.credito > 0
     from (select value ->> 0 as cliente_id, value ->> 1 as deuda, value ->> 2 as vencido, value ->> 3 as credito,
       value ->> 4 as facturas from json_each(?)) as move
     where cliente_saldo.cliente_id = move.cliente_id`,
  ),
}))

export interface NewServicio extends ServicioFields {
  clienteId: string
}

/** Adds services of new clients; returns their ids in the order given. One that is not active is cut since today. */
export function insertServicios(tx: Tx, news: readonly NewServicio[], today: FechaCivil): string[] {
  const { tenantId, usuarioId } = tx.actor
  const ids = news.map(() => newId())
  const rows = news.map((s, at) => [
    ids[at],
    tenantId,
    s.clienteId,
    s.planId,
    s.tecnologia,
    s.dispositivoRef,
    s.fechaActivacion,
    s.estado === 'activo' ? null : today,
    s.estado,
    s.estado === 'suspendido' ? 'deuda' : null,
    s.facturarDesde ?? null,
    tx.now,
    tx.now,
  ])
  statements(tx.db).servicios.run(JSON.stringify(rows))
  const events = news.flatMap(({ estado }, at) => {
    if (estado === 'activo') return []
    const tipo = estado === 'baja' ? 'baja' : 'suspension'
    return [[newId(), tenantId, ids[at], today, tipo, 1, usuarioId, tx.now]]
  })
  statements(tx.db).eventos.run(JSON.stringify(events))
  const keys = news.flatMap((s) => servicioKeys(s.dispositivoRef).map((key): Clave => [key, 'servicio', s.clienteId]))
  addKeys(tx, keys)
  return ids
}

/** A balance that a new client brings along: above zero it owes, below zero it has. */
export interface Opening {
  clienteId: string
  servicioId: string | null
  saldo: Minor
}

export interface OpeningOptions {
  /** Words of the one line of the invoice. */
  linea: string
  fechaEmision: FechaCivil
  fechaVencimiento: FechaCivil
}

/** Opens the accounts of new clients, one opening per client: an invoice of one line without taxes, or a credit note. */
export function openAccounts(tx: Tx, openings: readonly Opening[], options: OpeningOptions): void {
  const prepared = statements(tx.db)
  const moves = [...openInvoices(tx, openings, options), ...openCredits(tx, openings, options)]
  prepared.saldos.run(JSON.stringify(moves))
}

type Move = [clienteId: string, deuda: Minor, vencido: Minor, credito: Minor, facturas: number]

function openInvoices(tx: Tx, openings: readonly Opening[], options: OpeningOptions): Move[] {
  const { tenantId, usuarioId } = tx.actor
  const { fechaEmision, fechaVencimiento, linea } = options
  const periodo: Periodo = periodOf(fechaEmision)
  const asOf = overdueAsOf(tx.db, tenantId)
  const facturas: unknown[] = []
  const lineas: unknown[] = []
  const moves: Move[] = []
  const owed = openings.filter(({ saldo }) => saldo > 0)
  const numbers = takeDocumentNumbers(tx, 'factura', owed.length)
  for (const [at, { clienteId, servicioId, saldo }] of owed.entries()) {
    const id = newId()
    const estado = estadoOf(saldo, fechaVencimiento, asOf)
    facturas.push([
      id,
      tenantId,
      clienteId,
      servicioId,
      periodo,
      saldo,
      saldo,
      fechaEmision,
      fechaVencimiento,
      estado,
      numbers[at]?.numero,
      'saldo_inicial',
      usuarioId,
      tx.now,
    ])
    lineas.push([newId(), tenantId, id, 0, linea, 1, saldo, saldo, '[]', saldo])
    moves.push([clienteId, saldo, estado === 'vencida' ? saldo : 0, 0, 1])
  }
  statements(tx.db).facturas.run(JSON.stringify(facturas))
  statements(tx.db).lineas.run(JSON.stringify(lineas))
  return moves
}

function openCredits(tx: Tx, openings: readonly Opening[], { fechaEmision }: OpeningOptions): Move[] {
  const { tenantId, usuarioId } = tx.actor
  const notas: unknown[] = []
  const creditos: unknown[] = []
  const moves: Move[] = []
  const had = openings.filter(({ saldo }) => saldo < 0)
  const numbers = takeDocumentNumbers(tx, 'nota_credito', had.length)
  for (const [at, { clienteId, saldo }] of had.entries()) {
    const id = newId()
    notas.push([id, tenantId, clienteId, numbers[at]?.numero, -saldo, 'saldo_inicial', fechaEmision, usuarioId, tx.now])
    creditos.push([id, tenantId, clienteId, 'nota_credito', -saldo, tx.now])
    moves.push([clienteId, 0, 0, -saldo, 0])
  }
  statements(tx.db).notas.run(JSON.stringify(notas))
  statements(tx.db).creditos.run(JSON.stringify(creditos))
  return moves
}
