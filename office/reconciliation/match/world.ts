import type { Minor } from '../../../contract/money.ts'
import { compact, onlyDigits } from '../../customers/fold.ts'
import { bareDocumento, bareNumero, endingsOf, nameWords, oneSlipApart } from './signals.ts'
import type { MatchCliente, MatchRecibo } from './types.ts'

/** Positions by key. Most keys have one, which then needs no list of its own. */
type Postings<K> = Map<K, number | number[]>

function post<K>(index: Postings<K>, key: K, value: number): void {
  const held = index.get(key)
  if (held === undefined) index.set(key, value)
  else if (typeof held !== 'number') {
    if (held.at(-1) !== value) held.push(value)
  } else if (held !== value) index.set(key, [held, value])
}

const NONE: readonly number[] = []

function at<K>(index: Postings<K>, key: K): readonly number[] {
  const held = index.get(key)
  return held === undefined ? NONE : typeof held === 'number' ? [held] : held
}

/** Positions by four digits. */
type Fours = number[][]
const fours = (): Fours => Array.from({ length: 10_000 }, () => [])

function postFour(index: Fours, digits: string, value: number): void {
  const held = index[Number(digits)]
  if (held && held.at(-1) !== value) held.push(value)
}

/** All that a line can be held against, in memory and indexed by what lines say. */
export class World {
  readonly clientes: MatchCliente[] = []
  readonly recibos: MatchRecibo[] = []
  readonly #position = new Map<string, number>()
  readonly #documentos: Postings<number> = new Map()
  /** The first and the last four digits of documents: a slip spares one half. */
  readonly #heads = fours()
  readonly #tails = fours()
  /** Of documents, phones, references and codes. */
  readonly #finales = fours()
  readonly #telefonos: Postings<number> = new Map()
  readonly #codigos: Postings<string> = new Map()
  readonly #facturas: Postings<string> = new Map()
  readonly #palabras: Postings<string> = new Map()
  readonly #montos: Postings<Minor> = new Map()
  readonly #recibosPorMonto: Postings<Minor> = new Map()
  readonly #recibosPorCodigo: Postings<string> = new Map()
  readonly #recibosPorFinal: Postings<string> = new Map()
  readonly #recibosDe: Postings<number> = new Map()
  #sorted: string[] | null = null
  readonly #bare: string[] = []
  #prefixes = new Map<string, number[]>()

  add(cliente: MatchCliente): void {
    const place = this.clientes.length
    this.clientes.push(cliente)
    this.#position.set(cliente.id, place)
    const bare = bareDocumento(cliente.documento)
    this.#bare.push(bare)
    if (bare.length >= 6) {
      post(this.#documentos, Number(bare), place)
      postFour(this.#heads, bare.slice(0, 4), place)
      postFour(this.#tails, bare.slice(-4), place)
    }
    this.#addEndings(cliente, place)
    post(this.#codigos, plainCode(cliente.codigo), place)
    for (const word of nameWords(cliente.nombre)) post(this.#palabras, word, place)
    for (const { numero } of cliente.facturas) post(this.#facturas, bareNumero(numero), place)
    this.#addMontos(cliente, place)
    this.#sorted = null
    this.#prefixes.clear()
  }

  #addMontos({ facturas, cuota }: MatchCliente, place: number): void {
    if (cuota > 0) post(this.#montos, cuota, place)
    let sum = 0
    for (const { saldo } of facturas) {
      post(this.#montos, saldo, place)
      sum += saldo
      if (sum !== saldo) post(this.#montos, sum, place)
    }
  }

  #addEndings(cliente: MatchCliente, place: number): void {
    const { documentos, telefonos, codigo, refs } = endingsOf(cliente)
    for (const number of telefonos) post(this.#telefonos, Number(number.slice(-8)), place)
    for (const numbers of [documentos, telefonos, refs])
      for (const number of numbers) postFour(this.#finales, number.slice(-4), place)
    if (codigo.length >= 3) postFour(this.#finales, codigo.slice(-4), place)
  }

  addRecibo(recibo: MatchRecibo): void {
    const cliente = this.#position.get(recibo.clienteId)
    if (cliente === undefined) return
    const place = this.recibos.length
    this.recibos.push(recibo)
    post(this.#recibosDe, cliente, place)
    post(this.#recibosPorMonto, recibo.resta, place)
    const code = compact(recibo.referencia)
    if (code.length < 4) return
    post(this.#recibosPorCodigo, code, place)
    const digits = onlyDigits(recibo.referencia)
    if (digits.length >= 4) {
      post(this.#recibosPorCodigo, digits, place)
      post(this.#recibosPorFinal, digits.slice(-4), place)
    }
  }

  position = (clienteId: string): number | undefined => this.#position.get(clienteId)
  byDocumento = (bare: string): readonly number[] => at(this.#documentos, Number(bare))
  byTelefono = (national: string): readonly number[] => at(this.#telefonos, Number(national.slice(-8)))
  byCodigo = (codigo: string): readonly number[] => at(this.#codigos, codigo)
  byFactura = (codigo: string): readonly number[] => at(this.#facturas, codigo)
  byMonto = (monto: Minor): readonly number[] => at(this.#montos, monto)
  byPalabra = (word: string): readonly number[] => at(this.#palabras, word)
  bareOf = (cliente: number): string => this.#bare[cliente] ?? ''
  codigoOf = (cliente: number): string => plainCode(this.clientes[cliente]?.codigo ?? '')
  endingsOf = (cliente: number): Endings | undefined => {
    const own = this.clientes[cliente]
    return own && endingsOf(own)
  }
  wordsOf = (cliente: number): readonly string[] => nameWords(this.clientes[cliente]?.nombre ?? '')
  /** Whether an amount is one that the client would send exactly: what `explainAmount` explains is what is posted. */
  expects = (cliente: number, monto: Minor): boolean => holds(this.byMonto(monto), cliente)
  recibosDe = (cliente: number): MatchRecibo[] =>
    at(this.#recibosDe, cliente).flatMap((each) => this.recibos[each] ?? [])
  recibosPorMonto = (monto: Minor): readonly number[] => at(this.#recibosPorMonto, monto)
  recibosPorCodigo = (codigo: string): readonly number[] => at(this.#recibosPorCodigo, codigo)
  recibosPorFinal = (digits: string): readonly number[] => at(this.#recibosPorFinal, digits.slice(-4))

  /** Clients something of whom ends so; at least three digits. */
  byFinal(digits: string): readonly number[] {
    if (digits.length > 3) return this.#finales[Number(digits.slice(-4))] ?? NONE
    return Array.from({ length: 10 }, (_, first) => this.#finales[first * 1000 + Number(digits)] ?? NONE).flat()
  }

  /** Clients whose document is one slip from this one. */
  byLikeDocumento(bare: string): number[] {
    if (bare.length < 7) return []
    const near = [...(this.#heads[Number(bare.slice(0, 4))] ?? []), ...(this.#tails[Number(bare.slice(-4))] ?? [])]
    return [...new Set(near)].filter((at) => oneSlipApart(this.bareOf(at), bare))
  }

  /** Clients with a word in their name that begins so, in ascending order. */
  byPrefix(prefix: string): readonly number[] {
    const known = this.#prefixes.get(prefix)
    if (known) return known
    this.#sorted ??= [...this.#palabras.keys()].sort()
    const found: number[] = []
    for (let next = lowerBound(this.#sorted, prefix); next < this.#sorted.length; next++) {
      const word = this.#sorted[next] as string
      if (!word.startsWith(prefix)) break
      for (const each of this.byPalabra(word)) found.push(each)
    }
    const clientes = [...new Set(found)].sort((a, b) => a - b)
    this.#prefixes.set(prefix, clientes)
    return clientes
  }
}

type Endings = ReturnType<typeof endingsOf>

/** Most codes are digits: what they are compared by is what they are. */
const plainCode = (codigo: string): string => (/^[a-z0-9]*$/.test(codigo) ? codigo : compact(codigo))

function lowerBound<T extends string | number>(sorted: readonly T[], wanted: T): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as T) < wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether an ascending list has a position. */
export const holds = (ascending: readonly number[], position: number): boolean =>
  ascending[lowerBound(ascending, position)] === position

/** What of a client an amount pays: one invoice, all of them, the oldest ones, or a month in advance; null when nothing. */
export function explainAmount(
  { facturas, cuota }: MatchCliente,
  monto: Minor,
): {
  codigo: 'monto_factura' | 'monto_deuda' | 'monto_facturas' | 'monto_cuota'
  facturas: MatchCliente['facturas']
} | null {
  const one = facturas.find(({ saldo }) => saldo === monto)
  if (one) return { codigo: 'monto_factura', facturas: [one] }
  let sum = 0
  let count = 0
  for (const { saldo } of facturas) {
    sum += saldo
    count += 1
    if (sum !== monto) continue
    return { codigo: count === facturas.length ? 'monto_deuda' : 'monto_facturas', facturas: facturas.slice(0, count) }
  }
  return cuota === monto ? { codigo: 'monto_cuota', facturas } : null
}
