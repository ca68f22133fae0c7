import type { EstadoPagoPasarela } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { At, ChargeSays } from './adapter.ts'

/**
 * What is known of a charge: what its events said, joined. Of two values of one thing the later one holds, and of one
 * instant the greater: so that joining in any order, and more than once, comes to the same.
 */
export type ChargeFacts = ChargeSays

type Value = number | string

const later = <T extends Value>(a: At<T>, b: At<T>): At<T> =>
  a.en !== b.en ? (a.en > b.en ? a : b) : a.valor >= b.valor ? a : b

function joinOne<T extends Value>(a: At<T> | undefined, b: At<T> | undefined): At<T> | undefined {
  if (!a || !b) return a ?? b
  return later(a, b)
}

function joinEach<T extends Value>(
  a: Readonly<Record<string, At<T>>> = {},
  b: Readonly<Record<string, At<T>>> = {},
): Record<string, At<T>> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted()
  const joined: Record<string, At<T>> = {}
  for (const name of names) {
    const one = joinOne(a[name], b[name])
    if (one) joined[name] = one
  }
  return joined
}

export function joinFacts(a: ChargeFacts, b: ChargeFacts): ChargeFacts {
  const joined: ChargeFacts = {
    disputas: joinEach(a.disputas, b.disputas),
    pagador: joinEach<string>(a.pagador, b.pagador),
  }
  const aprobado = joinOne(a.aprobado, b.aprobado)
  const abierto = joinOne(a.abierto, b.abierto)
  const monto = joinOne(a.monto, b.monto)
  const devuelto = joinOne(a.devuelto, b.devuelto)
  if (aprobado) joined.aprobado = aprobado
  if (abierto) joined.abierto = abierto
  if (monto) joined.monto = monto
  if (devuelto) joined.devuelto = devuelto
  return joined
}

/** Where a charge stands. Minor units. */
export interface ChargeStanding {
  estado: EstadoPagoPasarela
  monto: Minor
  /** Given back by refunds, and held back by disputes: together never more than `monto`. */
  reembolsado: Minor
  disputado: Minor
}

/** Null as long as no event said what it comes to. */
export function standingOf(facts: ChargeFacts): ChargeStanding | null {
  if (!facts.aprobado) {
    const monto = facts.monto?.valor ?? 0
    return monto > 0 ? { estado: facts.abierto?.valor ?? 'pendiente', monto, reembolsado: 0, disputado: 0 } : null
  }
  const monto = facts.aprobado.valor
  if (monto === 0) return null
  const reembolsado = Math.min(monto, facts.devuelto?.valor ?? 0)
  const held = Object.values(facts.disputas ?? {}).reduce((sum, { valor }) => sum + valor, 0)
  const disputado = Math.min(monto - reembolsado, held)
  const estado = disputado > 0 ? 'contracargo' : reembolsado === monto ? 'devuelto' : 'aprobado'
  return { estado, monto, reembolsado, disputado }
}
