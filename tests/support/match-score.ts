import { matchLines } from '../../office/reconciliation/match/engine.ts'
import type { Candidate } from '../../office/reconciliation/match/types.ts'
import { World } from '../../office/reconciliation/match/world.ts'
import type { LabelledStatement, Truth } from './statements.ts'

/** One line: the score of what was proposed first, and whether that is what it really was. */
export interface Judged {
  puntaje: number
  right: boolean
  decidable: boolean
}

export function worldOf({ clientes, recibos }: Pick<LabelledStatement, 'clientes' | 'recibos'>): World {
  const world = new World()
  for (const cliente of clientes) world.add(cliente)
  for (const recibo of recibos) world.addRecibo(recibo)
  return world
}

export async function judge(statement: LabelledStatement): Promise<Judged[]> {
  const world = worldOf(statement)
  const found = await matchLines(world, statement.lineas, 100)
  return statement.lineas.map(({ id }) => {
    const truth = statement.truth.get(id) as Truth
    const best = found.get(id)?.[0]
    return {
      puntaje: best?.puntaje ?? 0,
      right: best !== undefined && isRight(world, best, truth),
      decidable: truth.decidable,
    }
  })
}

/** The right client alone, and the right side: a transfer that was recorded must not be collected a second time. */
export function isRight(world: World, { tipo, recibos, cliente }: Candidate, truth: Truth): boolean {
  if (truth.clientes.length !== 1 || world.clientes[cliente]?.id !== truth.clientes[0]) return false
  return tipo === 'recibo' ? recibos.length === 1 && recibos[0]?.id === truth.reciboId : truth.reciboId === null
}

export interface Quality {
  /** Of those at or above the threshold: the part that is right. */
  precision: number
  /** Of the lines that can be told: the part that is at or above the threshold and right. */
  recall: number
  /** The same of all lines. */
  recallOfAll: number
  accepted: number
}

export function qualityAt(judged: readonly Judged[], threshold: number): Quality {
  const accepted = judged.filter(({ puntaje }) => puntaje >= threshold)
  const right = accepted.filter((each) => each.right)
  const decidable = judged.filter((each) => each.decidable)
  return {
    precision: accepted.length === 0 ? 1 : right.length / accepted.length,
    recall: decidable.filter((each) => each.puntaje >= threshold && each.right).length / Math.max(1, decidable.length),
    recallOfAll: right.length / Math.max(1, judged.length),
    accepted: accepted.length,
  }
}

/** Kept above the goal of 0.995, so that a statement unlike those of the choice still holds it. */
export const WANTED_PRECISION = 0.9985
export const THRESHOLDS = Array.from({ length: 47 }, (_, at) => 520 + at * 10)

/** The lowest threshold from which on the precision is kept. */
export function chooseThreshold(judged: readonly Judged[]): number {
  const kept = THRESHOLDS.toReversed().findIndex((each) => qualityAt(judged, each).precision < WANTED_PRECISION)
  return kept === -1 ? (THRESHOLDS[0] ?? 0) : (THRESHOLDS.toReversed()[Math.max(0, kept - 1)] ?? 0)
}
