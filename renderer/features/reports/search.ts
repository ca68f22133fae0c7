import { ESTADOS_SERVICIO_CLIENTE, type EstadoServicioCliente } from '../../../contract/enums.ts'
import { ORDENES_ANTIGUEDAD, VISTAS_PROMESA, type VistaPromesa } from '../../../contract/index.ts'
import { defined, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

export const INFORMES = ['mes', 'antiguedad', 'promesas'] as const
export type Informe = (typeof INFORMES)[number]

export const EDADES = [1, 31, 61, 91] as const
export type Edad = (typeof EDADES)[number]

/** What the address of the reports says: which one, and how it is narrowed. */
export interface ReportsSearch {
  ver?: Informe
  periodo?: string
  desde?: Edad
  servicio?: EstadoServicioCliente
  orden?: (typeof ORDENES_ANTIGUEDAD)[number]
  vista?: VistaPromesa
}

const PERIODO = /^\d{4}-(0[1-9]|1[0-2])$/

export function reportsSearch(raw: RawSearch): ReportsSearch {
  const periodo = textOf(raw['periodo'])
  return defined({
    ver: oneOf(INFORMES, raw['ver']),
    periodo: periodo !== undefined && PERIODO.test(periodo) ? periodo : undefined,
    desde: EDADES.find((edad) => String(edad) === String(raw['desde'])),
    servicio: oneOf(ESTADOS_SERVICIO_CLIENTE, raw['servicio']),
    orden: oneOf(ORDENES_ANTIGUEDAD, raw['orden']),
    vista: oneOf(VISTAS_PROMESA, raw['vista']),
  })
}
