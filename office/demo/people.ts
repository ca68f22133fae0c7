import type { ClienteInput } from '../../contract/index.ts'
import {
  APELLIDOS,
  BARRIOS,
  CALLES,
  FANTASIA,
  FORMAS,
  LOCALIDADES,
  NOMBRES,
  NOMBRES_LARGOS,
  RUBROS,
  SILABAS_FIN,
  SILABAS_INICIO,
  SILABAS_MEDIO,
  VIAS,
} from './names.ts'
import type { Random } from './random.ts'

function apellido(random: Random): string {
  if (!random.chance(0.18)) return random.common(APELLIDOS)
  const middle = random.chance(0.4) ? random.pick(SILABAS_MEDIO) : ''
  return random.pick(SILABAS_INICIO) + random.pick(SILABAS_MEDIO) + middle + random.pick(SILABAS_FIN)
}

function person(random: Random): string {
  const names = [random.common(NOMBRES)]
  if (random.chance(0.6)) names.push(random.common(NOMBRES))
  names.push(apellido(random))
  if (random.chance(0.35)) names.push(apellido(random))
  return names.join(' ')
}

function company(random: Random): string {
  const name = random.chance(0.5) ? `«${random.pick(FANTASIA)}»` : apellido(random)
  return `${random.pick(RUBROS)} ${name} ${random.pick(FORMAS)}`
}

const FIRST_OF_COMPANIES = new Set([...RUBROS.map((rubro) => rubro.split(' ')[0]), 'Asociación', 'Consorcio'])

export const isCompanyName = (nombre: string): boolean => FIRST_OF_COMPANIES.has(nombre.split(' ')[0])

function direccion(random: Random): string {
  const street = `${random.pick(VIAS)} ${random.common(CALLES)} ${random.int(12, 4980)}`
  const detail = random.chance(0.15) ? `, dpto. ${random.int(1, 12)}${random.pick(['A', 'B', 'C', ''])}` : ''
  const barrio = random.chance(0.5) ? `, B° ${random.pick(BARRIOS)}` : ''
  return `${street}${detail}${barrio}, ${random.pick(LOCALIDADES)}`
}

/** There is no area code 200: nobody is called by mistake. */
function telefono(random: Random): string {
  const number = `5${random.digits(6)}`
  const grouped = `${number.slice(0, 3)}-${number.slice(3)}`
  const first = random.pick([`+54 9 200 ${grouped}`, `(200) ${number}`, `0200 15 ${grouped}`, `200${number}`])
  return random.chance(0.12) ? `${first} / 2005${random.digits(6)}` : first
}

/** Above every document given to a person so far; the check digit of the tax id is not a real one either. */
function documento(random: Random, serial: number, isCompany: boolean): string {
  const number = String((isCompany ? 79_000_000 : 96_000_000) + serial)
  if (isCompany) return `30-${number}-0`
  if (random.chance(0.2)) return `20-${number}-0`
  return random.chance(0.5) ? number : number.replace(/(\d{2})(\d{3})(\d{3})/, '$1.$2.$3')
}

const NOTAS = [
  'Paga los primeros días del mes.',
  'Perro en el patio: avisar antes de entrar.',
  'Prefiere que lo llamen después de las 18.',
  'Torre propia a 40 m, escalera en el galpón.',
  'Factura a nombre de la empresa.',
]

const ascii = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** The user name that a client's equipment connects with: `mgonzalez1042`. */
export const pppoeUser = (nombre: string, serial: number): string => {
  const words = nombre.split(' ')
  return `${ascii(words[0] ?? '').slice(0, 1)}${ascii(words.at(-1) ?? '').slice(0, 12)}${serial}`
}

/** An invented client. `serial` makes code, document and mail unlike any other's. */
export function inventCliente(random: Random, serial: number): ClienteInput {
  const isCompany = random.chance(0.08)
  const long = random.chance(0.004) || serial === 7
  const invented = isCompany ? company(random) : person(random)
  const nombreRazonSocial = long ? random.pick(NOMBRES_LARGOS) : invented
  return {
    codigoCliente: '',
    nombreRazonSocial,
    documento: random.chance(0.03) ? '' : documento(random, serial, isCompany),
    telefono: random.chance(0.04) ? '' : telefono(random),
    email: random.chance(0.3) ? '' : `${ascii(nombreRazonSocial).slice(0, 24)}${serial}@example.com`,
    direccion: direccion(random),
    notas: random.chance(0.08) ? random.pick(NOTAS) : '',
  }
}
