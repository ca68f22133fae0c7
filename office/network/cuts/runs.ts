import { type FechaCivil } from '../../../contract/dates.ts'
import type { EstadoCorridaCorte, OrigenCorridaCorte } from '../../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { type Hand, handOf } from '../../kernel/hand.ts'
import { newId } from '../../kernel/ids.ts'
import { perConnection } from '../../kernel/statements.ts'
import { officeToday } from '../../kernel/today.ts'
import type { Tx } from '../../kernel/writer.ts'
import { readRedConfig } from '../config.ts'
import { dayReason } from './rule.ts'
import { beginLift } from './lift-queue.ts'
import { STANDS } from './outcome.ts'
import type { Entry, Simulation } from './simulation.ts'

/** What a person does with a run of cuts; what it does by itself is in `turn.ts` and `schedule.ts`. */

interface Corrida {
  id: string
  estado: EstadoCorridaCorte
  fecha: FechaCivil
}

const statements = perConnection(({ sqlite }: ReadDb | WriteDb) => ({
  open: sqlite.prepare<[string], Corrida>(
    `select id, estado, fecha from corrida_corte where tenant_id = ? and estado in ('por_confirmar', 'en_curso', 'pausada')`,
  ),
  corrida: sqlite.prepare<[string, string], Corrida>(
    'select id, estado, fecha from corrida_corte where id = ? and tenant_id = ?',
  ),
  insert: sqlite.prepare(
    `insert into corrida_corte (id, tenant_id, fecha, origen, estado, total, usuario_id, creado_en)
     values (@id, @tenantId, @fecha, @origen, @estado, @total, @usuarioId, @now)`,
  ),
  rows: sqlite.prepare<[string, string, string]>(
    `insert into corrida_corte_fila (corrida_id, tenant_id, orden, servicio_id, cliente_id, vencido, vence_desde, estado, motivo)
     select ?, ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 from json_each(?)`,
  ),
  go: sqlite.prepare<[FechaCivil, string | null, string]>(
    `update corrida_corte set estado = 'en_curso', fecha = ?, usuario_id = coalesce(?, usuario_id) where id = ?`,
  ),
  hold: sqlite.prepare<[string]>(`update corrida_corte set estado = 'pausada' where id = ?`),
  end: sqlite.prepare<[EstadoCorridaCorte, number, string]>(
    'update corrida_corte set estado = ?, terminada_en = ? where id = ?',
  ),
  standing: sqlite
    .prepare<[string], number>(`select count(*) from corrida_corte_fila where corrida_id = ? and ${STANDS}`)
    .pluck(),
}))

/** The run that waits, goes on or is paused; undefined: none. */
export const openRun = (db: ReadDb | WriteDb, tenantId: string): Corrida | undefined =>
  statements(db).open.get(tenantId)

const today = (hand: Pick<Hand, 'db' | 'now'>): FechaCivil => officeToday(hand.db, hand.now)

export interface NewRun {
  fecha: FechaCivil
  origen: OrigenCorridaCorte
  estado: 'por_confirmar' | 'en_curso'
  entries: readonly Entry[]
  /** Services that a person took out: kept in the run, and left alone. */
  excluidos?: ReadonlySet<string>
}

const CHUNK = 5000

/** Writes a run down with its rows, in the order of the list. The caller made sure that none is open. Returns its id. */
export function insertRun(hand: Hand, { fecha, origen, estado, entries, excluidos }: NewRun): string {
  const id = newId()
  const { tenantId, usuarioId, now } = hand
  const total = entries.length
  statements(hand.db).insert.run({ id, tenantId, fecha, origen, estado, total, usuarioId, now })
  const rows = entries.map(({ servicioId, clienteId, vencido, venceDesde }, orden) => {
    const out = excluidos?.has(servicioId) ? ['omitido', 'excluido_a_mano'] : ['pendiente', null]
    return [orden + 1, servicioId, clienteId, vencido, venceDesde, ...out]
  })
  for (let at = 0; at < rows.length; at += CHUNK)
    statements(hand.db).rows.run(id, tenantId, JSON.stringify(rows.slice(at, at + CHUNK)))
  hand.audit({
    accion: 'corte.run',
    entidad: 'corrida_corte',
    entidadId: id,
    despues: { fecha, origen, estado, total, excluidos: excluidos?.size ?? 0 },
  })
  return id
}

/** Nothing is cut while that is switched off, nor on a day when nobody is. Errors: corte.off, corte.dia_excluido. */
function requireCuts(hand: Hand): void {
  const { cortes } = readRedConfig(hand.db, hand.tenantId).config
  if (!cortes.activos) throw refuse('corte.off')
  if (dayReason(cortes, today(hand))) throw refuse('corte.dia_excluido')
}

/**
 * Begins the cuts of a simulation of today; a list that waited is over with that. Errors: corte.off, corte.fecha, corte.dia_excluido, corte.running, corte.empty.
 */
export function startRun(tx: Tx, simulation: Simulation, excluidos: ReadonlySet<string>): string {
  const hand = handOf(tx)
  requireCuts(hand)
  const fecha = today(hand)
  if (simulation.fecha !== fecha) throw refuse('corte.fecha', { desde: fecha, hasta: fecha })
  discardWaiting(hand)
  if (openRun(tx.db, hand.tenantId)) throw refuse('corte.running')
  const entries = simulation.entries.filter(({ motivos }) => motivos === 0)
  if (entries.every(({ servicioId }) => excluidos.has(servicioId))) throw refuse('corte.empty')
  return insertRun(hand, { fecha, origen: 'manual', estado: 'en_curso', entries, excluidos })
}

/** Errors: not_found, corte.closed. */
function requireState(tx: Tx, id: string, states: readonly EstadoCorridaCorte[]): Corrida {
  const corrida = statements(tx.db).corrida.get(id, tx.actor.tenantId)
  if (!corrida) throw refuse('not_found', { entidad: 'corrida' })
  if (!states.includes(corrida.estado)) throw refuse('corte.closed')
  return corrida
}

const note = (tx: Tx, accion: string, { id, estado }: Corrida, despues: object): void =>
  tx.audit({ accion, entidad: 'corrida_corte', entidadId: id, antes: { estado }, despues })

/** A run goes on by the rules of today, whatever its day was. */
function go(tx: Tx, corrida: Corrida, accion: string): void {
  requireCuts(handOf(tx))
  statements(tx.db).go.run(today(tx), tx.actor.usuarioId, corrida.id)
  note(tx, accion, corrida, { estado: 'en_curso', fecha: today(tx) })
}

/** Errors: not_found, corte.closed, corte.off, corte.dia_excluido. */
export const confirmRun = (tx: Tx, id: string): void => go(tx, requireState(tx, id, ['por_confirmar']), 'corte.confirm')

/** Errors: as `confirmRun`. */
export const resumeRun = (tx: Tx, id: string): void => go(tx, requireState(tx, id, ['pausada']), 'corte.resume')

/** Errors: not_found, corte.closed. */
export function pauseRun(tx: Tx, id: string): void {
  const corrida = requireState(tx, id, ['en_curso'])
  statements(tx.db).hold.run(id)
  note(tx, 'corte.pause', corrida, { estado: 'pausada' })
}

/** Ends a run where it is; one that nobody confirmed is discarded. Errors: not_found, corte.closed. */
export function stopRun(tx: Tx, id: string): void {
  const corrida = requireState(tx, id, ['por_confirmar', 'en_curso', 'pausada'])
  const estado = corrida.estado === 'por_confirmar' ? 'descartada' : 'detenida'
  statements(tx.db).end.run(estado, tx.now, id)
  note(tx, 'corte.stop', corrida, { estado })
}

/** A list that nobody confirmed is over once there is a newer one. */
export function discardWaiting(hand: Hand): void {
  const open = openRun(hand.db, hand.tenantId)
  if (open?.estado !== 'por_confirmar') return
  statements(hand.db).end.run('descartada', hand.now, open.id)
  const { id: entidadId, estado } = open
  hand.audit({ accion: 'corte.discard', entidad: 'corrida_corte', entidadId, antes: { estado } })
}

const STATES_WITH_CUTS: readonly EstadoCorridaCorte[] = ['en_curso', 'pausada', 'terminada', 'detenida']

/**
 * Lifts every cut of a run that still stands, without a fee, and ends the run. Returns how many they are; those that are not lifted at once
 * follow by themselves. Errors: not_found, corte.closed.
 */
export function undoRun(tx: Tx, id: string, motivo: string): number {
  const corrida = requireState(tx, id, STATES_WITH_CUTS)
  const { standing, end } = statements(tx.db)
  const levantados = standing.get(id) ?? 0
  if (corrida.estado === 'en_curso' || corrida.estado === 'pausada') end.run('detenida', tx.now, id)
  beginLift(handOf(tx), { tipo: 'corrida', corridaId: id, motivo })
  note(tx, 'corte.undo', corrida, { motivo, levantados })
  return levantados
}
