import { redirect } from '@tanstack/react-router'
import { ESTADOS_FACTURA, type EstadoFactura } from '../../../contract/enums.ts'
import { createKept } from '../../app/kept.ts'
import { defined, flagOf, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

/**
 * What the address of the list says: its filters. `crear` opens the form of a new invoice at once, for the client
 * `cliente` when there is one.
 */
export interface InvoicesSearch {
  numero?: string
  estado?: EstadoFactura
  periodo?: string
  crear?: true
  cliente?: string
}

const PERIODO = /^\d{4}-(0[1-9]|1[0-2])$/
const NUMBER_MAX = 40

export function invoicesSearch(raw: RawSearch): InvoicesSearch {
  const periodo = textOf(raw['periodo'])
  return defined({
    numero: textOf(raw['numero'])?.slice(0, NUMBER_MAX),
    estado: oneOf(ESTADOS_FACTURA, raw['estado']),
    periodo: periodo !== undefined && PERIODO.test(periodo) ? periodo : undefined,
    crear: flagOf(raw['crear']),
    cliente: textOf(raw['cliente']),
  })
}

/** The filters alone. */
export const filtersOf = ({ numero, estado, periodo }: InvoicesSearch): InvoicesSearch =>
  defined({ numero, estado, periodo })

export const isFiltered = (search: InvoicesSearch): boolean => Object.keys(filtersOf(search)).length > 0

const kept = createKept<InvoicesSearch>()
const LIST = '/facturas'

/** Kept for the next visit of this session. */
export function keepInvoicesSearch(search: InvoicesSearch): void {
  kept.set(LIST, filtersOf(search))
}

/** Whoever comes back to the list without saying how finds it as it was left. Throws the redirect to there. */
export function lastInvoicesSearch(search: InvoicesSearch, pathname: string): void {
  const last = kept.get(LIST) ?? {}
  if (pathname !== LIST || isFiltered(search) || Object.keys(last).length === 0) return
  redirect({ to: LIST, search: { ...last, ...search }, replace: true, throw: true })
}
