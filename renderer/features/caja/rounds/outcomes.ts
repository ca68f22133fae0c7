import type { Minor } from '../../../../contract/money.ts'

/** How a stop went: not known yet, paid in one of two ways, or why not. */
export const RESULTADOS = ['pendiente', 'efectivo', 'transferencia', 'no_pago', 'ausente'] as const
export type Resultado = (typeof RESULTADOS)[number]

/** What the person who settles has said of one stop. */
export interface Outcome {
  resultado: Resultado
  monto: Minor | null
  referencia: string
}

export const NOTHING: Outcome = { resultado: 'pendiente', monto: null, referencia: '' }

const paid = ({ resultado }: Outcome): boolean => resultado === 'efectivo' || resultado === 'transferencia'

export type OutcomeChange = Partial<Outcome> | 'all'

/**
 * The next outcome of a stop that owes `deuda`: an amount means that it was paid, in cash unless said otherwise; no amount
 * takes that back; `all` is the whole debt.
 */
export function changeOutcome(now: Outcome, change: OutcomeChange, deuda: Minor): Outcome {
  if (change === 'all') return changeOutcome(now, { monto: deuda > 0 ? deuda : null }, deuda)
  const next = { ...now, ...change }
  if (change.resultado !== undefined && !paid(next)) return { ...NOTHING, resultado: change.resultado }
  if (change.monto !== undefined && change.resultado === undefined) {
    if (change.monto === null) return { ...next, resultado: paid(now) ? 'pendiente' : now.resultado }
    return { ...next, resultado: paid(now) ? now.resultado : 'efectivo' }
  }
  return next
}

export type Lack = 'monto' | 'referencia'

/** What a stop that paid still lacks; null when nothing. */
export function lackOf(outcome: Outcome): Lack | null {
  if (!paid(outcome)) return null
  if (outcome.monto === null || outcome.monto <= 0) return 'monto'
  return outcome.resultado === 'transferencia' && outcome.referencia.trim() === '' ? 'referencia' : null
}

interface Visita {
  visitaId: string
  estado: 'cobrada' | 'no_pago' | 'ausente'
  monto?: Minor
  metodo?: 'efectivo' | 'transferencia'
  referencia?: string
}

/** What the office takes: a stop that nobody said anything of stays as it is. */
export function visitasOf(outcomes: ReadonlyMap<string, Outcome>): Visita[] {
  return [...outcomes].flatMap(([visitaId, outcome]): Visita[] => {
    const { resultado, monto, referencia } = outcome
    if (resultado === 'pendiente') return []
    if (resultado === 'no_pago' || resultado === 'ausente') return [{ visitaId, estado: resultado }]
    if (monto === null) return []
    const reference = resultado === 'transferencia' ? { referencia: referencia.trim() } : {}
    return [{ visitaId, estado: 'cobrada', monto, metodo: resultado, ...reference }]
  })
}

/** Minor units that were paid in one way. */
export const paidIn = (outcomes: ReadonlyMap<string, Outcome>, metodo: 'efectivo' | 'transferencia'): Minor =>
  [...outcomes.values()].reduce((sum, { resultado, monto }) => sum + (resultado === metodo ? (monto ?? 0) : 0), 0)
