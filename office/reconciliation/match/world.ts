import type { Minor } from '../../../contract/money.ts'
import { compact, onlyDigits } from '../../customers/fold.ts'
import { holds, lowerBound, merged, NONE, type Positions, Postings, textKey } from './postings.ts'
import { bareNumero, endingsOf, nameWords, oneSlipApart } from './signals.ts'
import type { MatchCliente, MatchRecibo } from './types.ts'

/** All that a line can be held against, in memory and indexed by what lines say. */
export class World {
  readonly clientes: MatchCliente[] = []
  readonly recibos: MatchRecibo[] = []
  readonly #ids = new Postings()
  readonly #documentos = new Postings()
  /** The first and the last four digits of documents: a slip spares one half. */
  readonly #heads = new Postings()
  readonly #tails = new Postings()
  /** The last four digits of documents, phones, references and codes. */
  readonly #finales = new Postings()
  readonly #telefonos = new Postings()
  readonly #codigos = new Postings()
  readonly #facturas = new Postings()
  /** Names are made of few words: each has a number. */
  readonly #numbers = new Map<string, number>()
  readonly #palabras = new Postings()
  readonly #montos = new Postings()
  readonly #recibosPorMonto = new Postings()
  readonly #recibosPorCodigo = new Postings()
  readonly #recibosPorFinal = new Postings()
  readonly #recibosDe = new Postings()
  /** Each takes a while to build after many were added; who has others waiting builds one at a time. */
  readonly indexes: readonly Postings[] = [
    ...[this.#ids, this.#documentos, this.#heads, this.#tails, this.#finales, this.#telefonos, this.#codigos],
    ...[this.#facturas, this.#palabras, this.#montos, this.#recibosPorMonto, this.#recibosPorCodigo],
    ...[this.#recibosPorFinal, this.#recibosDe],
  ]
  #sorted: string[] | null = null
  readonly #bare: string[] = []
  #prefixes = new Map<string, Positions>()

  add(cliente: MatchCliente): void {
    const place = this.clientes.length
    this.clientes.push(cliente)
    this.#ids.post(textKey(cliente.id), place)
    const { bare, documentos, telefonos, codigo, refs } = endingsOf(cliente)
    this.#bare.push(bare)
    if (bare.length >= 6) {
      this.#documentos.post(Number(bare), place)
      this.#heads.post(Number(bare.slice(0, 4)), place)
      this.#tails.post(Number(bare.slice(-4)), place)
    }
    for (const number of telefonos) this.#telefonos.post(Number(number.slice(-8)), place)
    for (const numbers of [documentos, telefonos, refs])
      for (const number of numbers) this.#finales.post(Number(number.slice(-4)), place)
    if (codigo.length >= 3) this.#finales.post(Number(codigo.slice(-4)), place)
    this.#codigos.post(textKey(plainCode(cliente.codigo)), place)
    for (const word of nameWords(cliente.nombre)) this.#palabras.post(this.#numberOf(word), place)
    for (const { numero } of cliente.facturas) this.#facturas.post(textKey(bareNumero(numero)), place)
    this.#addMontos(cliente, place)
    if (this.#prefixes.size > 0) this.#prefixes.clear()
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    this.#sorted = null
    this.#numbers.set(word, this.#numbers.size)
    return this.#numbers.size - 1
  }

  #addMontos({ facturas, cuota }: MatchCliente, place: number): void {
    if (cuota > 0) this.#montos.post(cuota, place)
    let sum = 0
    for (const { saldo } of facturas) {
      this.#montos.post(saldo, place)
      sum += saldo
      if (sum !== saldo) this.#montos.post(sum, place)
    }
  }

  addRecibo(recibo: MatchRecibo): void {
    const cliente = this.position(recibo.clienteId)
    if (cliente === undefined) return
    const place = this.recibos.length
    this.recibos.push(recibo)
    this.#recibosDe.post(cliente, place)
    this.#recibosPorMonto.post(recibo.resta, place)
    for (const code of codesOf(recibo)) this.#recibosPorCodigo.post(textKey(code), place)
    const ending = endingOf(recibo)
    if (ending !== null) this.#recibosPorFinal.post(ending, place)
  }

  position = (clienteId: string): number | undefined =>
    this.#ids.of(textKey(clienteId)).find((each) => this.clientes[each]?.id === clienteId)
  byDocumento = (bare: string): Positions => this.#documentos.of(Number(bare))
  byTelefono = (national: string): Positions => this.#telefonos.of(Number(national.slice(-8)))
  byCodigo = (codigo: string): Positions =>
    this.#codigos.of(textKey(codigo)).filter((each) => this.codigoOf(each) === codigo)
  byFactura = (codigo: string): Positions =>
    this.#facturas
      .of(textKey(codigo))
      .filter((each) => this.clientes[each]?.facturas.some(({ numero }) => bareNumero(numero) === codigo))
  byMonto = (monto: Minor): Positions => this.#montos.of(monto)
  /** How many `byMonto` has. */
  countMonto = (monto: Minor): number => this.#montos.count(monto)
  byPalabra = (word: string): Positions => {
    const number = this.#numbers.get(word)
    return number === undefined ? NONE : this.#palabras.of(number)
  }
  bareOf = (cliente: number): string => this.#bare[cliente] ?? ''
  codigoOf = (cliente: number): string => plainCode(this.clientes[cliente]?.codigo ?? '')
  endingsOf = (cliente: number): Endings => endingsOf(this.clientes[cliente] ?? NOBODY)
  wordsOf = (cliente: number): readonly string[] => nameWords(this.clientes[cliente]?.nombre ?? '')
  /** Whether an amount is one that the client would send exactly: what `explainAmount` explains is what is posted. */
  expects = (cliente: number, monto: Minor): boolean => holds(this.byMonto(monto), cliente)
  recibosDe = (cliente: number): MatchRecibo[] => this.#recibosAt(this.#recibosDe.of(cliente))
  recibosPorMonto = (monto: Minor): Positions => this.#recibosPorMonto.of(monto)
  recibosPorCodigo = (codigo: string): Positions =>
    this.#recibosPorCodigo
      .of(textKey(codigo))
      .filter((each) => this.#recibosAt([each]).some((own) => codesOf(own).includes(codigo)))
  recibosPorFinal = (digits: string): Positions =>
    digits.length < 4 ? NONE : this.#recibosPorFinal.of(Number(digits.slice(-4)))

  #recibosAt = (places: Iterable<number>): MatchRecibo[] =>
    Array.from(places).flatMap((each) => this.recibos[each] ?? [])

  /** Clients something of whom ends so; at least three digits. */
  byFinal(digits: string): Positions {
    if (digits.length > 3) return this.#finales.of(Number(digits.slice(-4)))
    const ends = Array.from({ length: 10 }, (_, first) => this.#finales.of(first * 1000 + Number(digits)))
    return merged(ends)
  }

  /** Clients whose document is one slip from this one. */
  byLikeDocumento(bare: string): Positions {
    if (bare.length < 7) return NONE
    const near = merged([this.#heads.of(Number(bare.slice(0, 4))), this.#tails.of(Number(bare.slice(-4)))])
    return near.filter((at) => oneSlipApart(this.bareOf(at), bare))
  }

  /** Clients with a word in their name that begins so. */
  byPrefix(prefix: string): Positions {
    const known = this.#prefixes.get(prefix)
    if (known) return known
    this.#sorted ??= [...this.#numbers.keys()].sort()
    const lists: Positions[] = []
    for (let next = lowerBound(this.#sorted, prefix); next < this.#sorted.length; next++) {
      const word = this.#sorted[next] as string
      if (!word.startsWith(prefix)) break
      lists.push(this.byPalabra(word))
    }
    const clientes = merged(lists)
    this.#prefixes.set(prefix, clientes)
    return clientes
  }
}

const NOBODY = { documento: '', telefono: '', codigo: '', refs: [] }

type Endings = ReturnType<typeof endingsOf>

/** What a receipt's reference is looked up by: all of it, and its digits. */
function codesOf({ referencia }: MatchRecibo): string[] {
  const code = compact(referencia)
  if (code.length < 4) return []
  const digits = onlyDigits(referencia)
  return digits.length >= 4 ? [code, digits] : [code]
}

function endingOf(recibo: MatchRecibo): number | null {
  const digits = codesOf(recibo)[1]
  return digits === undefined ? null : Number(digits.slice(-4))
}

/** Most codes are digits: what they are compared by is what they are. */
const plainCode = (codigo: string): string => (/^[a-z0-9]*$/.test(codigo) ? codigo : compact(codigo))

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
