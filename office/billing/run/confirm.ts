import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EstadoCorrida } from '../../../contract/enums.ts'
import type { WriteDb } from '../../../db/open.ts'
import { appendAudit } from '../../kernel/audit.ts'
import { refuse } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import type { Actor, Office } from '../../kernel/office.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'
import { isIssuing, startIssuing } from './issue-run.ts'
import type { Entry, Vista } from './vista.ts'

const CHUNK = 5000

interface CorridaRow {
  estado: EstadoCorrida
  periodo: string
  dia: number | null
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  corrida: sqlite.prepare<[string, string], CorridaRow>(
    'select estado, periodo, dia from corrida where id = ? and tenant_id = ?',
  ),
  open: sqlite
    .prepare<[string, string], string>(
      `select id from corrida where tenant_id = ? and estado in ('por_confirmar', 'emitiendo', 'pausada')
         and estado <> 'por_confirmar' and id <> ?`,
    )
    .pluck(),
  insert: sqlite.prepare<unknown[]>(
    `insert into corrida (id, tenant_id, periodo, dia, origen, estado, fecha_emision, filtro_json, total, puesto_id,
       creado_en)
     values (?, ?, ?, ?, ?, 'por_confirmar', ?, ?, ?, ?, ?)`,
  ),
  confirm: sqlite.prepare<unknown[]>(
    `update corrida set estado = 'emitiendo', fecha_emision = ?, filtro_json = ?, total = ?, puesto_id = ?, usuario_id = ?,
       confirmada_en = ? where id = ?`,
  ),
  filas: sqlite.prepare<[string, string, string]>(
    `insert into corrida_fila (corrida_id, tenant_id, clave, cliente_id, total_previsto, estado, motivo)
     select ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`,
  ),
  estado: sqlite.prepare<unknown[]>('update corrida set estado = ?, terminada_en = ? where id = ?'),
}))

interface NewCorrida {
  periodo: string
  dia: number | null
  fechaEmision: string
  origen: 'manual' | 'programada'
  vence?: string
  /** About how many services it is about, while nobody has looked. */
  servicios?: number
}

/** Writes down a run that waits for somebody to confirm it; returns its id. */
export function insertCorrida(tx: Tx, input: NewCorrida): string {
  const { tenantId, puestoId } = tx.actor
  const id = newId()
  const { periodo, dia, origen, fechaEmision, vence, servicios = 0 } = input
  const filtro = JSON.stringify(vence ? { vence } : {})
  statements(tx.db).insert.run(id, tenantId, periodo, dia, origen, fechaEmision, filtro, servicios, puestoId, tx.now)
  return id
}

interface Confirmation {
  requestId: string
  vistaId: string
  excluidas: string[]
  corridaId: string | null
}

interface Started {
  corridaId: string
  trabajoId: string
}

/**
 * Confirms a preview and starts issuing it. `alone`: the office does it by itself. Errors: corrida.vista_gone,
 * corrida.running, corrida.closed, corrida.empty.
 */
export function confirmVista(
  office: Office,
  actor: Actor,
  input: Confirmation,
  vistaOf: (id: string) => Vista,
  alone = false,
): Promise<Started> {
  const request = { actor, requestId: input.requestId, procedure: 'corridas.confirm', input }
  const granted: Promise<Started> = office.writer.runLong(request, async (tx) => {
    const vista = vistaOf(input.vistaId)
    const corridaId = open(tx, vista, input.corridaId)
    const counts = await writeFilas(tx, corridaId, vista.entries, new Set(input.excluidas))
    const filtro = JSON.stringify({ excluidas: input.excluidas })
    const { fechaEmision, periodo, dia } = vista.input
    const usuarioId = alone ? null : actor.usuarioId
    const values = [fechaEmision, filtro, counts.pendientes, actor.puestoId, usuarioId, tx.now]
    statements(tx.db).confirm.run(...values, corridaId)
    const { facturas, notasCredito } = vista.resumen
    const despues = { periodo, dia, fechaEmision, ...counts, facturas, notasCredito }
    const who = alone ? { ...actor, usuarioId: null } : actor
    appendAudit(tx.db, who, tx.now, { accion: 'corrida.confirm', entidad: 'corrida', entidadId: corridaId, despues })
    return { corridaId, trabajoId: startIssuing(office, corridaId, periodo, granted).id }
  })
  return granted
}

/** The run that a preview becomes: a proposed one, or a new one. */
function open(tx: Tx, { input }: Vista, corridaId: string | null): string {
  const { tenantId } = tx.actor
  const prepared = statements(tx.db)
  if (prepared.open.get(tenantId, corridaId ?? '') !== undefined) throw refuse('corrida.running')
  if (corridaId === null) return insertCorrida(tx, { ...input, origen: 'manual' })
  const row = prepared.corrida.get(corridaId, tenantId)
  if (!row) throw refuse('not_found', { entidad: 'corrida' })
  const isOf = row.periodo === input.periodo && row.dia === input.dia
  if (row.estado !== 'por_confirmar' || !isOf) throw refuse('corrida.closed')
  return corridaId
}

async function writeFilas(
  tx: Tx,
  corridaId: string,
  entries: readonly Entry[],
  excluidas: ReadonlySet<string>,
): Promise<{ pendientes: number; excluidas: number }> {
  const issued = entries.filter(({ tipo }) => tipo !== 'excluido')
  const left = issued.filter(({ clave }) => excluidas.has(clave)).length
  const pendientes = issued.length - left
  if (pendientes === 0) throw refuse('corrida.empty')
  // In the order of the key that they are stored by.
  issued.sort((a, b) => (a.clave < b.clave ? -1 : 1))
  for (let at = 0; at < issued.length; at += CHUNK) {
    const rows = issued.slice(at, at + CHUNK).map(({ clave, clienteId, total }) => {
      const out = excluidas.has(clave)
      return [clave, clienteId, total, out ? 'excluida' : 'pendiente', out ? 'excluido_a_mano' : null]
    })
    statements(tx.db).filas.run(corridaId, tx.actor.tenantId, JSON.stringify(rows))
    await nextTurn()
  }
  return { pendientes, excluidas: left }
}

/** Errors: not_found, corrida.closed. */
function requireEstado(tx: Tx, corridaId: string, estados: readonly EstadoCorrida[]): CorridaRow {
  const row = statements(tx.db).corrida.get(corridaId, tx.actor.tenantId)
  if (!row) throw refuse('not_found', { entidad: 'corrida' })
  if (!estados.includes(row.estado)) throw refuse(row.estado === 'emitiendo' ? 'corrida.running' : 'corrida.closed')
  return row
}

function setEstado(tx: Tx, corridaId: string, antes: EstadoCorrida, estado: EstadoCorrida, accion: string): void {
  statements(tx.db).estado.run(estado, estado === 'descartada' || estado === 'terminada' ? tx.now : null, corridaId)
  tx.audit({ accion, entidad: 'corrida', entidadId: corridaId, antes: { estado: antes }, despues: { estado } })
}

/** The batch that is being written is the last one. Errors: not_found, corrida.closed. */
export function pauseCorrida(tx: Tx, corridaId: string): void {
  const { estado } = requireEstado(tx, corridaId, ['emitiendo'])
  setEstado(tx, corridaId, estado, 'pausada', 'corrida.pause')
}

/** Errors: not_found, corrida.closed, corrida.running. */
export function discardCorrida(tx: Tx, corridaId: string): void {
  const { estado } = requireEstado(tx, corridaId, ['por_confirmar', 'pausada'])
  setEstado(tx, corridaId, estado, 'descartada', 'corrida.discard')
}

/** Nothing was left to issue when its turn came. */
export function endEmpty(tx: Tx, corridaId: string): void {
  const { estado } = requireEstado(tx, corridaId, ['por_confirmar'])
  setEstado(tx, corridaId, estado, 'terminada', 'corrida.finish')
}

/** Errors: not_found, corrida.closed, corrida.running. */
export function resumeCorrida(
  office: Office,
  actor: Actor,
  input: { requestId: string; corridaId: string },
): Promise<Started> {
  const { corridaId } = input
  const request = { actor, requestId: input.requestId, procedure: 'corridas.resume', input }
  const granted: Promise<Started> = office.writer.run(request, (tx) => {
    const { estado, periodo } = requireEstado(tx, corridaId, ['pausada'])
    setEstado(tx, corridaId, estado, 'emitiendo', 'corrida.resume')
    return { corridaId, trabajoId: startIssuing(office, corridaId, periodo, granted).id }
  })
  return granted
}

const emitting = perConnection(({ sqlite }: WriteDb) => ({
  find: sqlite.prepare<[], { id: string; periodo: string }>(
    `select id, periodo from corrida where estado in ('por_confirmar', 'emitiendo', 'pausada') and estado = 'emitiendo'`,
  ),
}))

/** Goes on with a run that the office was issuing when it stopped. */
export function resumeInterrupted(office: Office): void {
  if (isIssuing(office)) return
  const row = emitting(office.db.write).find.get()
  if (row) startIssuing(office, row.id, row.periodo, Promise.resolve())
}
