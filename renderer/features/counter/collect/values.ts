import type { Collectable } from '../../../../contract/procedures/cash.ts'
import type { MetodoPago } from '../../../../contract/enums.ts'
import type { Minor } from '../../../../contract/money.ts'
import { changeOf } from './cash.ts'
import { owedBy, togglePick } from './plan.ts'

/** What the cashier has chosen and typed. */
export interface CollectValues {
  /** Open invoices in the order in which they are paid. */
  picked: string[]
  /** What enters, minor units; null while what is typed is not an amount. */
  monto: Minor | null
  /** The cashier wrote the amount: picking does not change it any more. */
  montoTyped: boolean
  metodo: MetodoPago
  /** Cash handed over; null means exactly `monto`, unless `recibidoUnreadable`. */
  recibido: Minor | null
  recibidoUnreadable: boolean
  referencia: string
}

/** The office takes at most this many picked invoices at once. */
const MAX_PICKED = 200

/** Everything picked, oldest due first, or only the invoice that was searched for; all of it proposed, in cash. */
export function proposedValues({ facturas }: Collectable, facturaId: string | null): CollectValues {
  const searched = facturas.some(({ id }) => id === facturaId)
  const picked = idsOf(facturas.filter(({ id }) => !searched || id === facturaId))
  return {
    picked,
    monto: picked.length === 0 ? null : owedBy(facturas, picked),
    montoTyped: false,
    metodo: 'efectivo',
    recibido: null,
    recibidoUnreadable: false,
    referencia: '',
  }
}

const idsOf = (facturas: Collectable['facturas']): string[] => facturas.slice(0, MAX_PICKED).map(({ id }) => id)

export type CollectChange =
  | { tipo: 'toggle'; id: string }
  | { tipo: 'pickAll' }
  | { tipo: 'monto'; monto: Minor | null }
  | { tipo: 'metodo'; metodo: MetodoPago }
  | { tipo: 'recibido'; recibido: Minor | null; unreadable: boolean }
  | { tipo: 'referencia'; referencia: string }

function pick(values: CollectValues, facturas: Collectable['facturas'], picked: string[]): CollectValues {
  if (values.montoTyped) return { ...values, picked }
  return { ...values, picked, monto: picked.length === 0 ? null : owedBy(facturas, picked) }
}

export function changeValues(
  values: CollectValues,
  facturas: Collectable['facturas'],
  change: CollectChange,
): CollectValues {
  switch (change.tipo) {
    case 'toggle':
      return pick(values, facturas, togglePick(values.picked, change.id).slice(0, MAX_PICKED))
    case 'pickAll': {
      const all = idsOf(facturas)
      return pick(values, facturas, values.picked.length === all.length ? [] : all)
    }
    case 'monto':
      return { ...values, monto: change.monto, montoTyped: true }
    case 'metodo':
      // The field of the other method goes, and what could not be read in it.
      return { ...values, metodo: change.metodo, recibidoUnreadable: false }
    case 'recibido':
      return { ...values, recibido: change.recibido, recibidoUnreadable: change.unreadable }
    case 'referencia':
      return { ...values, referencia: change.referencia }
  }
}

/** The values over invoices that have changed meanwhile: closed ones are let go, and what nobody typed follows. */
export function keepOpen(values: CollectValues, facturas: Collectable['facturas']): CollectValues {
  const open = new Set(facturas.map(({ id }) => id))
  return pick(
    values,
    facturas,
    values.picked.filter((id) => open.has(id)),
  )
}

export type Lack = 'monto' | 'recibido' | 'recibidoShort' | 'referencia'

/** What is missing before it can be collected; null when nothing is. */
export function lackOf(values: CollectValues): Lack | null {
  if (values.monto === null || values.monto <= 0) return 'monto'
  if (values.metodo !== 'efectivo') return values.referencia.trim() === '' ? 'referencia' : null
  if (values.recibidoUnreadable) return 'recibido'
  return changeOf(values.monto, values.recibido) === null ? 'recibidoShort' : null
}

export const sameValues = (a: CollectValues, b: CollectValues): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Input of `cobros.record`: exactly what the preview shows, or null while something is missing. */
export function collectInput(clienteId: string, requestId: string, values: CollectValues) {
  if (lackOf(values) !== null || values.monto === null) return null
  const { metodo, monto, picked, recibido } = values
  return {
    requestId,
    clienteId,
    metodo,
    monto,
    facturaIds: picked,
    ...(metodo === 'efectivo' ? { efectivoRecibido: recibido ?? monto } : { referencia: values.referencia.trim() }),
  }
}

export type CollectInput = NonNullable<ReturnType<typeof collectInput>>
