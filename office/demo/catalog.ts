import type { PoliticaSuspension, Tecnologia } from '../../contract/enums.ts'
import { currencyDecimals, type Impuesto, type Minor } from '../../contract/money.ts'
import type { PlanFields } from '../customers/planes.ts'
import type { Random } from './random.ts'

/** What one thousand Argentine pesos of these price lists are about, in whole units of other currencies. */
const THOUSAND: Record<string, number> = {
  ARS: 1000,
  BOB: 8,
  BRL: 5,
  CLP: 950,
  COP: 4000,
  CRC: 520,
  DOP: 60,
  GTQ: 8,
  HNL: 25,
  MXN: 19,
  NIO: 36,
  PEN: 4,
  PYG: 7500,
  UYU: 40,
  VES: 60,
}

/** A price of the list (thousands of Argentine pesos) in minor units of a currency. */
export const price = (thousands: number, moneda: string): Minor =>
  Math.round(thousands * (THOUSAND[moneda] ?? 1)) * 10 ** currencyDecimals(moneda)

/** A round sum that people pay with, minor units. */
export const banknote = (moneda: string): Minor => price(1, moneda)

const INCLUDED: Impuesto = { nombre: 'IVA', tasaBp: 2100, incluido: true }
const ADDED: Impuesto[] = [
  { nombre: 'IVA', tasaBp: 2100, incluido: false },
  { nombre: 'Ingresos Brutos', tasaBp: 300, incluido: false },
]

interface CatalogPlan {
  nombre: string
  down: number
  up: number
  thousands: number
  impuestos: Impuesto[]
  politica: PoliticaSuspension
  tecnologia: Tecnologia
  /** Of every hundred clients, about so many have it. */
  share: number
  forCompanies: boolean
}

const plan = (
  nombre: string,
  [down, up]: [number, number],
  thousands: number,
  tecnologia: Tecnologia,
  share: number,
  more: Partial<CatalogPlan> = {},
): CatalogPlan => ({
  nombre,
  down,
  up,
  thousands,
  tecnologia,
  share,
  impuestos: [INCLUDED],
  politica: 'cortar',
  forCompanies: false,
  ...more,
})

export const PLANES: readonly CatalogPlan[] = [
  plan('Hogar 20', [20, 5], 11.5, 'wireless', 14),
  plan('Hogar 50', [50, 10], 17, 'pppoe', 24),
  plan('Hogar 100', [100, 20], 21.9, 'pppoe', 16),
  plan('Fibra 200', [200, 100], 25.99, 'fiber', 20),
  plan('Fibra 500', [500, 250], 34.9, 'fiber', 9),
  plan('Rural 10', [10, 3], 9.8, 'wireless', 9, { politica: 'reducir' }),
  plan('Jubilado 6', [6, 2], 4.999, 'dhcp', 6, { politica: 'no_cortar', impuestos: [] }),
  plan('Barrio 30', [30, 8], 13.25, 'dhcp', 7),
  plan('Pyme 100', [100, 50], 34.5, 'pppoe', 6, { impuestos: ADDED, forCompanies: true }),
  plan('Empresa 300 simétrico', [300, 300], 98, 'fiber', 3, {
    impuestos: ADDED,
    politica: 'no_cortar',
    forCompanies: true,
  }),
]

export const planFields = (p: CatalogPlan, moneda: string): PlanFields => ({
  nombre: p.nombre,
  velocidadBajadaMbps: p.down,
  velocidadSubidaMbps: p.up,
  precioMensual: price(p.thousands, moneda),
  impuestos: p.impuestos,
  politicaSuspension: p.politica,
  // Its months went on being billed while people were cut off.
  cobraSuspension: true,
})

/** Index of a plan, as often as its share says. */
export function pickPlan(random: Random, isCompany: boolean): number {
  const eligible = PLANES.map((p, at) => ({ at, share: p.forCompanies === isCompany ? p.share : 0 }))
  let left = random.next() * eligible.reduce((sum, p) => sum + p.share, 0)
  for (const { at, share } of eligible) {
    left -= share
    if (left < 0) return at
  }
  return 0
}

/** How a device knows the client: user name, network address, serial number or radio name. */
export function dispositivoRef(random: Random, tecnologia: Tecnologia, user: string): string {
  const hex = (count: number) => Array.from({ length: count }, () => random.int(0, 15).toString(16)).join('')
  switch (tecnologia) {
    case 'pppoe':
      return user
    case 'dhcp':
      // Locally administered: no maker's device has such an address.
      return `02:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}`.toUpperCase()
    case 'fiber':
      return `DEMO${hex(8).toUpperCase()}`
    case 'wireless':
      return `cpe-${user}`
  }
}
