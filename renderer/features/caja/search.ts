import { isCivilDate } from '../../../contract/dates.ts'
import { ESTADOS_RUTA, type EstadoRuta } from '../../../contract/enums.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

export const CAJA_TABS = ['mia', 'sesiones', 'rutas', 'supervision'] as const
export type CajaTab = (typeof CAJA_TABS)[number]

/** What the address of the cash desk says: the tab, the session that is open, and how the tab is narrowed. */
export interface CajaSearch {
  ver?: CajaTab
  sesion?: string
  /** Of the rounds. */
  estado?: EstadoRuta
  /** Of the supervision: another day than today. */
  fecha?: string
}

export function cajaSearch(raw: RawSearch): CajaSearch {
  const fecha = textOf(raw['fecha'])
  return defined({
    ver: oneOf(CAJA_TABS, raw['ver']),
    sesion: textOf(raw['sesion']),
    estado: oneOf(ESTADOS_RUTA, raw['estado']),
    fecha: fecha !== undefined && isCivilDate(fecha) ? fecha : undefined,
  })
}
