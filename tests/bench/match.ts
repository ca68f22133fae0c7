import { randomUUID } from 'node:crypto'
import { matchLines } from '../../office/reconciliation/match/engine.ts'
import { loadWorld } from '../../office/reconciliation/load.ts'
import { UMBRAL_AUTOMATICO } from '../../office/reconciliation/match/threshold.ts'
import type { MatchLinea } from '../../office/reconciliation/match/types.ts'
import { BulkInsert } from '../../office/demo/bulk.ts'
import { insertClientes } from '../../office/customers/store.ts'
import { newId } from '../../office/kernel/ids.ts'
import type { Tx } from '../../office/kernel/writer.ts'
import { HELD_OUT_SEEDS, judgeSeeds, TUNING_SEEDS } from '../support/match-set.ts'
import { chooseThreshold, qualityAt, THRESHOLDS } from '../support/match-score.ts'
import { type LabelledStatement, labelledStatement } from '../support/statements.ts'
import { newOffice, type OwnOffice, tempDir } from './offices.ts'
import type { BenchGroup, Measure } from './types.ts'

const CLIENTES = 99_000
const LINEAS = 10_000
const FACTURAS = 100_000
/** The counter is answered in between: nothing may hold the office longer, ms. */
const LONGEST_TURN_MS = 100

/** Reconciliation: how good its proposals are on statements with known truth, and how long a large one takes. */
export const matching: BenchGroup = {
  group: 'cash',
  async *run(say, wants) {
    if (wants('match_precision') || wants('match_recall')) yield* quality(say)
    if (wants('match_s@10k×100k')) yield* speed(say)
  },
}

async function* quality(say: (line: string) => void): AsyncIterable<Measure> {
  say('labelled statements: choosing the threshold')
  const tuning = await judgeSeeds(TUNING_SEEDS)
  const chosen = chooseThreshold(tuning)
  for (const threshold of THRESHOLDS.filter((each) => each % 50 === 0 || each === chosen)) {
    const { precision, recall, recallOfAll, accepted } = qualityAt(tuning, threshold)
    const figures = [precision, recall, recallOfAll].map((each) => each.toFixed(4)).join('  ')
    say(`threshold ${threshold}: precision, recall, recall of all lines ${figures}, ${accepted} accepted`)
  }
  say(`chosen ${chosen}; the code has ${UMBRAL_AUTOMATICO}`)
  if (chosen !== UMBRAL_AUTOMATICO) throw new Error(`the threshold of the code is not the one chosen here: ${chosen}`)
  say('labelled statements that nothing was tuned to')
  const held = qualityAt(await judgeSeeds(HELD_OUT_SEEDS), chosen)
  yield { name: 'match_precision', value: held.precision, unit: '', goal: { of: 'value', atLeast: 0.995 } }
  yield { name: 'match_recall', value: held.recall, unit: '', goal: { of: 'value', atLeast: 0.9 } }
  yield { name: 'match_recall_of_all', value: held.recallOfAll, unit: '' }
}

async function* speed(say: (line: string) => void): AsyncIterable<Measure> {
  const dir = tempDir()
  const office = await newOffice(dir.path)
  try {
    say(`an office with ${FACTURAS} open invoices`)
    const statement = labelledStatement(7, { clientes: CLIENTES, lineas: LINEAS, waiting: 0.01 })
    await fill(office, statement)
    say(`${LINEAS} lines against it`)
    const times: number[] = []
    let turn = 0
    for (let run = 0; run < 3; run++) {
      const { seconds, longest } = await timed(office, statement.lineas)
      times.push(seconds)
      turn = Math.max(turn, longest)
    }
    times.sort((a, b) => a - b)
    yield { name: 'match_s@10k×100k', value: times[1] ?? 0, unit: 's', goal: { of: 'value', atMost: 3 } }
    const goal = { of: 'value' as const, atMost: LONGEST_TURN_MS }
    yield { name: 'match_longest_turn', value: turn, unit: 'ms', goal }
  } finally {
    await office.close()
    dir.remove()
  }
}

/** From the office's file to the proposals, as a person waits for them; and the longest that nobody else was answered. */
async function timed({ office, actor }: OwnOffice, lineas: readonly MatchLinea[]) {
  let longest = 0
  let last = performance.now()
  let running = true
  const tick = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (running) setImmediate(tick)
  }
  setImmediate(tick)
  const begun = performance.now()
  const world = await loadWorld(office.db.read, actor.tenantId, 'America/Argentina/Buenos_Aires')
  await matchLines(world, lineas, 100)
  const seconds = (performance.now() - begun) / 1000
  running = false
  return { seconds, longest }
}

const PIECE = 2000

async function fill({ office, actor }: OwnOffice, { clientes }: LabelledStatement): Promise<void> {
  let left = FACTURAS
  for (let from = 0; from < clientes.length; from += PIECE) {
    const piece = clientes.slice(from, from + PIECE)
    const request = { actor, requestId: randomUUID(), procedure: 'bench.match', input: from }
    left -= await office.writer.run(request, (tx) => fillPiece(tx, piece, left))
  }
  if (left > 0) throw new Error(`${left} invoices short`)
}

/** Returns how many invoices it wrote, at most `left`. */
function fillPiece(tx: Tx, piece: LabelledStatement['clientes'], left: number): number {
  const { tenantId, usuarioId } = tx.actor
  const news = piece.map(({ codigo, nombre, documento, telefono }) => ({
    fields: {
      codigoCliente: codigo,
      nombreRazonSocial: nombre,
      documento,
      telefono,
      email: '' as const,
      direccion: '',
      notas: '',
    },
    estadoServicio: 'activo' as const,
  }))
  const ids = insertClientes(tx, news, { audit: false })
  const facturas = new BulkInsert(tx.db, 'factura')
  let written = 0
  piece.forEach((cliente, at) => {
    for (const { numero, saldo } of cliente.facturas) {
      if (written === left) return
      written++
      facturas.add({
        id: newId(),
        tenantId,
        clienteId: ids[at]?.id ?? null,
        servicioId: null,
        periodo: '2026-10',
        montoTotal: saldo,
        saldo,
        fechaEmision: '2026-10-01',
        fechaVencimiento: '2026-10-20',
        estado: 'vencida',
        numero,
        origen: 'manual',
        notas: '',
        usuarioId,
        creadoEn: tx.now,
        corridaId: null,
        acreditado: 0,
      })
    }
  })
  facturas.flush()
  return written
}
