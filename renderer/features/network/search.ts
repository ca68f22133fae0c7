import { redirect } from '@tanstack/react-router'
import {
  ESTADOS_DISPOSITIVO,
  ESTADOS_TRABAJO_RED,
  type EstadoDispositivo,
  type EstadoTrabajoRed,
  MODOS_DISPOSITIVO,
  type ModoDispositivo,
} from '../../../contract/enums.ts'
import { createKept } from '../../app/kept.ts'
import { defined, flagOf, oneOf, type RawSearch, textOf } from '../../app/searchParams.ts'

export const DEVICE_PANELS = ['alertas', 'sitios', 'servidores'] as const
export type DevicePanel = (typeof DEVICE_PANELS)[number]

/** What the address of the list of devices says: how it is narrowed, and the panel that is open beside it. */
export interface DevicesSearch {
  texto?: string
  estado?: EstadoDispositivo
  sitio?: string
  etiqueta?: string
  modo?: ModoDispositivo
  /** Only those with an alert. */
  alerta?: true
  /** Those that were put away. */
  archivados?: true
  panel?: DevicePanel
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const idOf = (value: unknown): string | undefined => (typeof value === 'string' && UUID.test(value) ? value : undefined)

export const devicesSearch = (raw: RawSearch): DevicesSearch =>
  defined({
    texto: textOf(raw['texto'])?.slice(0, 80),
    estado: oneOf(ESTADOS_DISPOSITIVO, raw['estado']),
    sitio: idOf(raw['sitio']),
    etiqueta: textOf(raw['etiqueta'])?.slice(0, 30),
    modo: oneOf(MODOS_DISPOSITIVO, raw['modo']),
    alerta: flagOf(raw['alerta']),
    archivados: flagOf(raw['archivados']),
    panel: oneOf(DEVICE_PANELS, raw['panel']),
  })

/** What the office is asked for. */
export const deviceFilterOf = ({ texto, estado, sitio, etiqueta, modo, alerta, archivados }: DevicesSearch) =>
  defined({ texto: texto?.trim(), estado, sitioId: sitio, etiqueta, modo, conAlerta: alerta, archivados })

export const isDeviceFiltered = (search: DevicesSearch): boolean => Object.keys(deviceFilterOf(search)).length > 0

const kept = createKept<DevicesSearch>()
const LIST = '/red'

/** Kept for the next visit of this session; the panel is not. */
export function keepDevicesSearch({ panel: _, ...search }: DevicesSearch): void {
  kept.set(LIST, search)
}

/** Whoever comes back without saying how finds the list as it was left. Throws the redirect to there. */
export function lastDevicesSearch(search: DevicesSearch): void {
  const last = kept.get(LIST) ?? {}
  if (Object.keys(search).length > 0 || Object.keys(last).length === 0) return
  redirect({ to: LIST, search: last, replace: true, throw: true })
}

export const ADD_WAYS = ['direccion', 'vecinos', 'uisp'] as const
export type AddWay = (typeof ADD_WAYS)[number]

/** How a device is added: by its address, out of those that announce themselves, or a UISP server; `servidor`: one to edit. */
export const addSearch = (raw: RawSearch): { por?: AddWay; servidor?: string } =>
  defined({ por: oneOf(ADD_WAYS, raw['por']), servidor: idOf(raw['servidor']) })

export const DEVICE_TABS = [
  'resumen',
  'interfaces',
  'sesiones',
  'leases',
  'wifi',
  'colas',
  'registro',
  'herramientas',
  'respaldos',
  'estaciones',
  'onus',
] as const
export type DeviceTab = (typeof DEVICE_TABS)[number]

export const deviceSearch = (raw: RawSearch): { ver?: DeviceTab } => defined({ ver: oneOf(DEVICE_TABS, raw['ver']) })

/** Which jobs are shown, and the one that is open. */
export interface JobsSearch {
  estado?: EstadoTrabajoRed
  dispositivo?: string
  servicio?: string
  trabajo?: string
}

export const jobsSearch = (raw: RawSearch): JobsSearch =>
  defined({
    estado: oneOf(ESTADOS_TRABAJO_RED, raw['estado']),
    dispositivo: idOf(raw['dispositivo']),
    servicio: idOf(raw['servicio']),
    trabajo: idOf(raw['trabajo']),
  })

/** The device whose differences are shown. */
export const driftSearch = (raw: RawSearch): { dispositivo?: string } =>
  defined({ dispositivo: idOf(raw['dispositivo']) })
