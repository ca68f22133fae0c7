import type { ProveedorRed } from '../../../../contract/enums.ts'
import type { SerieMetrica } from '../../../../contract/procedures/dispositivo-base.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const RANGES = [
  { name: 'hora', ms: HOUR },
  { name: 'dia', ms: DAY },
  { name: 'semana', ms: 7 * DAY },
  { name: 'mes', ms: 30 * DAY },
  { name: 'anio', ms: 365 * DAY },
] as const
export type RangeName = (typeof RANGES)[number]['name']

/** The stretch up to now, moved on in steps of a 120th of it, so that the same one is asked for until there is something new. */
export function rangeOf(name: RangeName, now: number): { desde: number; hasta: number } {
  const ms = RANGES.find((range) => range.name === name)?.ms ?? DAY
  const hasta = Math.ceil(now / (ms / 120)) * (ms / 120)
  return { desde: hasta - ms, hasta }
}

export interface DeviceChart {
  key: 'trafico' | 'cpu' | 'memoria' | 'sesiones' | 'disco' | 'temperatura' | 'voltaje' | 'estaciones' | 'senal'
  series: readonly SerieMetrica[]
  unit: 'bps' | 'percent' | 'count' | 'celsius' | 'volt' | 'dbm'
  top?: number
  bottom?: number
  /** Shown of these even before anything was measured; else only when the device tells it. */
  always?: readonly ProveedorRed[]
}

export const CHARTS: readonly DeviceChart[] = [
  { key: 'trafico', series: ['bajada', 'subida'], unit: 'bps', always: ['mikrotik'] },
  { key: 'cpu', series: ['cpu'], unit: 'percent', top: 100, always: ['mikrotik', 'uisp'] },
  { key: 'memoria', series: ['memoria'], unit: 'percent', top: 100, always: ['mikrotik'] },
  { key: 'sesiones', series: ['sesiones'], unit: 'count' },
  { key: 'estaciones', series: ['estaciones'], unit: 'count' },
  { key: 'senal', series: ['senal'], unit: 'dbm', top: 0, bottom: -100 },
  { key: 'temperatura', series: ['temperatura'], unit: 'celsius', top: 100 },
  { key: 'voltaje', series: ['voltaje'], unit: 'volt' },
  { key: 'disco', series: ['disco'], unit: 'percent', top: 100 },
]
