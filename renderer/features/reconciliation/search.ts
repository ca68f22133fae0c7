import { defined, oneOf, type RawSearch } from '../../app/searchParams.ts'

export const RECONCILIATION_TABS = ['lineas', 'transferencias', 'extractos'] as const
export type ReconciliationTab = (typeof RECONCILIATION_TABS)[number]
export const VISTAS = ['abierta', 'conciliada', 'ignorada', 'salida'] as const
export type Vista = (typeof VISTAS)[number]

/** What the address of the reconciliation says: the tab, and which lines. */
export interface ReconciliationSearch {
  ver?: ReconciliationTab
  lineas?: Vista
}

export const reconciliationSearch = (raw: RawSearch): ReconciliationSearch =>
  defined({ ver: oneOf(RECONCILIATION_TABS, raw['ver']), lineas: oneOf(VISTAS, raw['lineas']) })
