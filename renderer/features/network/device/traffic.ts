import type { InterfazRow, TraficoVivo } from '../../../../contract/procedures/dispositivo-vivo.ts'

/** How much of live traffic is drawn. */
export const WINDOW_MS = 120_000
/** As many as the office watches at once on one device. */
const WATCHED = 16

export interface TrafficSample {
  /** ms since the epoch. */
  t: number
  /** bits/s by interface; null: it did not say. */
  rates: ReadonlyMap<string, { recibe: number | null; envia: number | null }>
}

/** The samples with one more, without those that left the window. */
export function addSample(
  samples: readonly TrafficSample[],
  { t, interfaces }: Extract<TraficoVivo, { tipo: 'muestra' }>,
): TrafficSample[] {
  const rates = new Map(interfaces.map(({ nombre, recibe, envia }) => [nombre, { recibe, envia }]))
  return [...samples.filter((sample) => sample.t > t - WINDOW_MS), { t, rates }]
}

/** Names of those worth watching: the way out first, then what is up; the sessions of clients, of which there are hundreds, last. */
export function watchedInterfaces(filas: readonly InterfazRow[]): string[] {
  const rank = ({ salida, activa, tipo }: InterfazRow): number =>
    salida ? 0 : (activa ? 1 : 4) + (tipo.startsWith('ppp') || tipo.startsWith('<') ? 2 : 0)
  return filas
    .filter(({ deshabilitada }) => !deshabilitada)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, WATCHED)
    .map(({ nombre }) => nombre)
}
