import type { Idioma } from '../../../contract/enums.ts'
import type { Impuesto } from '../../../contract/money.ts'

export interface Country {
  /** ISO 3166-1 alpha-2. */
  pais: string
  moneda: string
  /** The capital's, or the most populous; editable. */
  zonaHoraria: string
  idioma: Idioma
  impuestos: Impuesto[]
}

const IVA = 'IVA'

function country(
  pais: string,
  moneda: string,
  zonaHoraria: string,
  tax: [nombre: string, percent: number] | null,
  idioma: Idioma = 'es',
): Country {
  const impuestos = tax === null ? [] : [{ nombre: tax[0], tasaBp: tax[1] * 100, incluido: true }]
  return { pais, moneda, zonaHoraria, idioma, impuestos }
}

/**
 * What the wizard proposes for a country: its currency, a timezone and the general consumption tax where there is one
 * rate for everybody (Brazil's depends on state and service). Proposals only: every field can be changed.
 */
export const COUNTRIES: readonly Country[] = [
  country('AR', 'ARS', 'America/Argentina/Buenos_Aires', [IVA, 21]),
  country('BO', 'BOB', 'America/La_Paz', [IVA, 13]),
  country('BR', 'BRL', 'America/Sao_Paulo', null, 'pt'),
  country('CL', 'CLP', 'America/Santiago', [IVA, 19]),
  country('CO', 'COP', 'America/Bogota', [IVA, 19]),
  country('CR', 'CRC', 'America/Costa_Rica', [IVA, 13]),
  country('CU', 'CUP', 'America/Havana', null),
  country('DO', 'DOP', 'America/Santo_Domingo', ['ITBIS', 18]),
  country('EC', 'USD', 'America/Guayaquil', [IVA, 15]),
  country('ES', 'EUR', 'Europe/Madrid', [IVA, 21]),
  country('GT', 'GTQ', 'America/Guatemala', [IVA, 12]),
  country('HN', 'HNL', 'America/Tegucigalpa', ['ISV', 15]),
  country('MX', 'MXN', 'America/Mexico_City', [IVA, 16]),
  country('NI', 'NIO', 'America/Managua', [IVA, 15]),
  country('PA', 'PAB', 'America/Panama', ['ITBMS', 7]),
  country('PE', 'PEN', 'America/Lima', ['IGV', 18]),
  country('PR', 'USD', 'America/Puerto_Rico', null),
  country('PT', 'EUR', 'Europe/Lisbon', [IVA, 23], 'pt'),
  country('PY', 'PYG', 'America/Asuncion', [IVA, 10]),
  country('SV', 'USD', 'America/El_Salvador', [IVA, 13]),
  country('US', 'USD', 'America/New_York', null, 'en'),
  country('UY', 'UYU', 'America/Montevideo', [IVA, 22]),
  country('VE', 'VES', 'America/Caracas', [IVA, 16]),
]

export const countryOf = (pais: string): Country | undefined => COUNTRIES.find((one) => one.pais === pais)

/** One name per timezone: engines still call some by names of the last century. */
const canonical = (zonaHoraria: string): string => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zonaHoraria }).resolvedOptions().timeZone
  } catch {
    return zonaHoraria
  }
}

/** The country whose timezone the computer keeps, else the first of the list. */
export function guessCountry(zonaHoraria: string): Country {
  const here = canonical(zonaHoraria)
  const argentina = here.startsWith('America/Argentina/') ? countryOf('AR') : undefined
  const found = COUNTRIES.find((one) => canonical(one.zonaHoraria) === here) ?? argentina ?? COUNTRIES[0]
  if (found === undefined) throw new Error('no countries')
  return found
}

/** Every timezone that the engine knows; those of the countries by the name that the country has here. */
export function timeZones(): string[] {
  const ours = new Map(COUNTRIES.map(({ zonaHoraria }) => [canonical(zonaHoraria), zonaHoraria]))
  const all = Intl.supportedValuesOf('timeZone').map((zone) => ours.get(zone) ?? zone)
  return [...new Set([...all, ...ours.values()])].toSorted()
}
