import { redirect } from '@tanstack/react-router'
import { ESTADOS_SERVICIO_CLIENTE, type EstadoServicioCliente } from '../../../contract/enums.ts'
import { CLIENTE_SORTS, type ClienteFilter } from '../../../contract/procedures/customers.ts'
import { createKept } from '../../app/kept.ts'
import { defined, flagOf, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

export const CUENTAS = ['deuda', 'vencido', 'al_dia', 'credito'] as const
export type Cuenta = (typeof CUENTAS)[number]
export type ClienteSort = (typeof CLIENTE_SORTS)[number]

/** What the address of the list says: its filters and its order. `crear` opens the form for a new client at once. */
export interface CustomersSearch {
  texto?: string
  estado?: EstadoServicioCliente
  cuenta?: Cuenta
  plan?: string
  orden?: ClienteSort
  desc?: true
  crear?: true
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const TEXT_MAX = 120

export function customersSearch(raw: RawSearch): CustomersSearch {
  const plan = textOf(raw['plan'])
  return defined({
    texto: textOf(raw['texto'])?.slice(0, TEXT_MAX),
    estado: oneOf(ESTADOS_SERVICIO_CLIENTE, raw['estado']),
    cuenta: oneOf(CUENTAS, raw['cuenta']),
    plan: plan !== undefined && UUID.test(plan) ? plan : undefined,
    orden: oneOf(CLIENTE_SORTS, raw['orden']),
    desc: flagOf(raw['desc']),
    crear: flagOf(raw['crear']),
  })
}

/** What the office is asked for. */
export const filterOf = ({ texto, estado, cuenta, plan }: CustomersSearch): ClienteFilter =>
  defined({ texto: texto?.trim(), estadoServicio: estado, cuenta, planId: plan })

export const isFiltered = (search: CustomersSearch): boolean => Object.keys(filterOf(search)).length > 0

const kept = createKept<CustomersSearch>()
const LIST = '/clientes'

/** Kept for the next visit of this session; the form that the address may open is not. */
export function keepCustomersSearch({ crear: _, ...search }: CustomersSearch): void {
  kept.set(LIST, search)
}

/** Whoever comes back without saying how finds the list as it was left. Throws the redirect to there. */
export function lastCustomersSearch({ crear, ...search }: CustomersSearch): void {
  const last = kept.get(LIST) ?? {}
  if (Object.keys(search).length > 0 || Object.keys(last).length === 0) return
  redirect({ to: LIST, search: defined({ ...last, crear }), replace: true, throw: true })
}

export const PROFILE_TABS = ['resumen', 'facturas', 'pagos', 'cuenta', 'cargos'] as const
export type ProfileTab = (typeof PROFILE_TABS)[number]

/** `ver`: the tab that is open; the summary when left out. */
export interface ProfileSearch {
  ver?: ProfileTab
}

export const profileSearch = (raw: RawSearch): ProfileSearch => defined({ ver: oneOf(PROFILE_TABS, raw['ver']) })
