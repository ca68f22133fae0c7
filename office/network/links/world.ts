import { compact, onlyDigits, words } from '../../customers/fold.ts'
import { phoneNumbers } from '../../customers/phone.ts'
import { bareDocumento } from '../../reconciliation/match/signals.ts'
import type { ServicioConocido } from './types.ts'
import { isParticle, tellingWords } from './vocabulary.ts'

type Postings = Map<string, number[]>

function post(index: Postings, key: string, place: number): void {
  if (key === '') return
  const held = index.get(key)
  if (!held) index.set(key, [place])
  else if (held.at(-1) !== place) held.push(place)
}

const NONE: readonly number[] = []

/** Words of a place that tell no two apart. */
const STREET = new Set(['calle', 'av', 'avenida', 'ruta', 'barrio', 'casa', 'lote', 'mz', 'nro', 'numero', 'rua'])

export const addressWords = (direccion: string): string[] =>
  words(direccion).filter((word) => !STREET.has(word) && !isParticle(word))

/** All services, indexed by what a technician writes into a name or a comment. */
export class LinkWorld {
  readonly servicios: readonly ServicioConocido[]
  readonly #refs: Postings = new Map()
  readonly #macs: Postings = new Map()
  readonly #ips: Postings = new Map()
  readonly #codigos: Postings = new Map()
  readonly #documentos: Postings = new Map()
  readonly #telefonos: Postings = new Map()
  readonly #nombres: Postings = new Map()
  readonly #direcciones: Postings = new Map()
  readonly #named = new Map<string, Set<string>>()
  readonly #planes = new Set<string>()

  constructor(servicios: readonly ServicioConocido[]) {
    this.servicios = servicios
    servicios.forEach((servicio, place) => this.#add(servicio, place))
  }

  #add(servicio: ServicioConocido, place: number): void {
    for (const ref of [servicio.usuario, servicio.dispositivoRef]) post(this.#refs, compact(ref), place)
    post(this.#macs, plainMac(servicio.mac), place)
    post(this.#macs, plainMac(servicio.dispositivoRef), place)
    post(this.#ips, servicio.ip, place)
    post(this.#ips, plainIp(servicio.dispositivoRef), place)
    post(this.#codigos, plainCode(servicio.codigo), place)
    const documento = bareDocumento(servicio.documento)
    if (documento.length >= 6) post(this.#documentos, documento, place)
    for (const phone of phoneNumbers(servicio.telefono)) post(this.#telefonos, onlyDigits(phone).slice(-8), place)
    for (const word of tellingWords(servicio.nombre)) this.#name(word, servicio, place)
    for (const word of words(servicio.planNombre)) this.#planes.add(word)
    for (const word of new Set(addressWords(servicio.direccion))) post(this.#direcciones, word, place)
  }

  #name(word: string, { clienteId }: ServicioConocido, place: number): void {
    post(this.#nombres, word, place)
    const clients = this.#named.get(word)
    if (clients) clients.add(clienteId)
    else this.#named.set(word, new Set([clienteId]))
  }

  byRef = (ref: string): readonly number[] => this.#refs.get(compact(ref)) ?? NONE
  byMac = (mac: string): readonly number[] => this.#macs.get(plainMac(mac)) ?? NONE
  byIp = (ip: string): readonly number[] => this.#ips.get(ip) ?? NONE
  byCodigo = (codigo: string): readonly number[] => this.#codigos.get(plainCode(codigo)) ?? NONE
  byDocumento = (bare: string): readonly number[] => this.#documentos.get(bare) ?? NONE
  byTelefono = (digits: string): readonly number[] => this.#telefonos.get(digits.slice(-8)) ?? NONE
  byNombre = (word: string): readonly number[] => this.#nombres.get(word) ?? NONE
  /** How many clients have the word in their name. */
  clientsNamed = (word: string): number => this.#named.get(word)?.size ?? 0
  /** How many clients have all of these words in their name. */
  clientsWithAll(words: readonly string[]): number {
    const [first = [], ...rest] = words.map((word) => this.byNombre(word)).toSorted((a, b) => a.length - b.length)
    const others = rest.map((places) => new Set(places))
    const all = first.filter((place) => others.every((places) => places.has(place)))
    return new Set(all.map((place) => this.servicios[place]?.clienteId)).size
  }
  isOfPlan = (word: string): boolean => this.#planes.has(word)
  byDireccion = (word: string): readonly number[] => this.#direcciones.get(word) ?? NONE
}

/** `AA:BB…` as it is compared; empty when it is none. */
export function plainMac(text: string): string {
  const digits = text.replace(/[^0-9a-fA-F]/g, '').toLowerCase()
  return digits.length === 12 && /^[0-9a-fA-F:.\- ]+$/.test(text.trim()) ? digits : ''
}

/** An IPv4 address without its mask; empty when it is none. */
export const plainIp = (text: string): string => /^\s*(\d{1,3}(?:\.\d{1,3}){3})(?:\/\d{1,2})?\s*$/.exec(text)?.[1] ?? ''

/** Codes are compared without their leading zeros: `C-0042` is `c42`. */
export const plainCode = (codigo: string): string => compact(codigo).replace(/(?<!\d)0+(?=\d)/g, '')
