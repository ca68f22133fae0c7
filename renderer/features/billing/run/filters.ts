import type { AvisoVista, MotivoVista, TipoVista } from '../../../../contract/procedures/corridas.ts'
import { defined } from '../../../app/searchParams.ts'

/** What of a preview is shown. */
export interface VistaFilter {
  tipo?: TipoVista
  aviso?: AvisoVista
  motivo?: MotivoVista
  planId?: string
  texto?: string
}

/** What cannot hold together with a choice goes when it is made: a reason is of rows that are not billed. */
const OUSTS: Partial<Record<keyof VistaFilter, readonly (keyof VistaFilter)[]>> = {
  tipo: ['motivo'],
  aviso: ['motivo'],
  motivo: ['tipo', 'aviso'],
}

/** The filter with one thing chosen; undefined takes it off. */
export function choose<K extends keyof VistaFilter>(
  filter: VistaFilter,
  key: K,
  value: VistaFilter[K] | undefined,
): VistaFilter {
  const kept = { ...filter }
  if (value !== undefined) for (const other of OUSTS[key] ?? []) delete kept[other]
  return defined({ ...kept, [key]: value === '' ? undefined : value })
}

/** Chosen once more, it is taken off. */
export const toggle = <K extends keyof VistaFilter>(filter: VistaFilter, key: K, value: VistaFilter[K]): VistaFilter =>
  choose(filter, key, filter[key] === value ? undefined : value)
