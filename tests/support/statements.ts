import type { MatchCliente, MatchLinea, MatchRecibo } from '../../office/reconciliation/match/types.ts'
import { APELLIDOS, NOMBRES } from '../../office/demo/names.ts'
import { Random } from '../../office/demo/random.ts'

/** What a generated line really is. `null`: of nobody whom the office knows. */
export interface Truth {
  /** Clients whose money it is: two when a family sent one transfer. */
  clientes: string[]
  /** The receipt it confirms; null when it was not recorded at the counter. */
  reciboId: string | null
  /** A careful person could tell from what the line and the office say. See `decidable`. */
  decidable: boolean
}

export interface LabelledStatement {
  clientes: MatchCliente[]
  recibos: MatchRecibo[]
  lineas: MatchLinea[]
  truth: Map<string, Truth>
}

interface Size {
  clientes: number
  lineas: number
  /** Part of the clients who have a transfer that waits. */
  waiting?: number
}

const PRICES = [850_000, 1_150_000, 1_699_900, 2_599_000, 3_450_050, 499_999]
const FIRST_DAY = Date.UTC(2026, 9, 20)
const day = (n: number): string => new Date(FIRST_DAY + n * 86_400_000).toISOString().slice(0, 10)

/** An office and a statement of its bank with known truth and the noise of real ones. The same seed gives the same. */
export function labelledStatement(seed: number, size: Size): LabelledStatement {
  return new Generator(seed, size).run()
}

type Marks = { kind: string; strong: boolean }

class Generator {
  readonly #random: Random
  readonly #size: Size
  readonly #clientes: MatchCliente[] = []
  readonly #recibos: MatchRecibo[] = []
  readonly #lineas: MatchLinea[] = []
  readonly #truth = new Map<string, Truth>()
  readonly #amounts = new Map<number, Set<string>>()
  readonly #names = new Map<string, Set<string>>()
  #serial = 0
  #payers: MatchCliente[] = []
  readonly #codes = new Set<string>()
  readonly #told = new Set<string>()
  readonly #documentos = new Map<string, number>()
  readonly #byId = new Map<string, MatchCliente>()

  constructor(seed: number, size: Size) {
    this.#random = new Random(seed * 7919 + 13)
    this.#size = size
  }

  run(): LabelledStatement {
    for (let n = 1; n <= this.#size.clientes; n++) this.#addCliente(n)
    const waiting = Math.floor(this.#size.clientes * (this.#size.waiting ?? 0.03))
    for (let n = 0; n < waiting; n++) this.#addRecibo()
    const unpaid = [...this.#recibos]
    while (this.#lineas.length < this.#size.lineas) {
      const recibo = this.#random.chance(0.3) ? unpaid.pop() : undefined
      if (recibo && this.#random.chance(0.92)) this.#confirm(recibo)
      else if (this.#random.chance(0.03)) this.#foreign()
      else if (this.#random.chance(0.012)) this.#family()
      else this.#payment()
    }
    return { clientes: this.#clientes, recibos: this.#recibos, lineas: this.#lineas, truth: this.#truth }
  }

  #person(): string {
    const { pick, common, chance } = this.#bound()
    const names = [common(NOMBRES), ...(chance(0.6) ? [pick(NOMBRES)] : []), common(APELLIDOS)]
    if (chance(0.6)) names.push(pick(APELLIDOS))
    return names.join(' ')
  }

  #bound() {
    const random = this.#random
    return {
      pick: <T>(list: readonly T[]) => random.pick(list),
      common: <T>(list: readonly T[]) => random.common(list),
      chance: (p: number) => random.chance(p),
    }
  }

  #documento(): string {
    const number = String(this.#random.int(7_000_000, 46_000_000))
    const kind = this.#random.next()
    if (kind < 0.3) return `20-${number}-${this.#random.int(0, 9)}`
    return kind < 0.65 ? number.replace(/(\d{3})(\d{3})$/, '.$1.$2') : number
  }

  #addCliente(n: number): void {
    const random = this.#random
    const previous = random.chance(0.02) ? this.#clientes.at(-1) : undefined
    const nombre = random.chance(0.12) ? `Estudio ${random.common(APELLIDOS)} S.R.L.` : this.#person()
    const cuota = random.chance(0.06) ? random.int(4_000, 40_000) * 100 : random.pick(PRICES)
    const cliente: MatchCliente = {
      id: `c${n}`,
      codigo: String(n),
      // Some were entered twice, and some have no document at all.
      nombre: previous && random.chance(0.5) ? previous.nombre : nombre,
      documento: random.chance(0.03) ? '' : previous ? previous.documento : this.#documento(),
      telefono: random.chance(0.1) ? '' : `385 ${random.int(4_000_000, 6_999_999)}`,
      refs: [`user${n}`],
      cuota,
      facturas: this.#debts(n, cuota),
    }
    this.#clientes.push(cliente)
    this.#byId.set(cliente.id, cliente)
    this.#documentos.set(cliente.documento, (this.#documentos.get(cliente.documento) ?? 0) + 1)
    const note = (amount: number) => this.#amounts.set(amount, (this.#amounts.get(amount) ?? new Set()).add(cliente.id))
    cliente.facturas.forEach(({ saldo }) => note(saldo))
    note(cliente.facturas.reduce((sum, { saldo }) => sum + saldo, 0))
    note(cuota)
    this.#names.set(cliente.nombre, (this.#names.get(cliente.nombre) ?? new Set()).add(cliente.id))
  }

  #debts(n: number, cuota: number): MatchCliente['facturas'] {
    const random = this.#random
    const kind = random.next()
    const count = kind < 0.35 ? 0 : kind < 0.72 ? 1 : kind < 0.9 ? 2 : 3
    return Array.from({ length: count }, (_, at) => ({
      id: `f${n}-${at}`,
      numero: `P1-F-${String(n * 10 + at).padStart(8, '0')}`,
      saldo: at === 0 && random.chance(0.25) ? random.int(10_000, cuota) : cuota,
    }))
  }

  #addRecibo(): void {
    const random = this.#random
    const cliente = random.pick(this.#clientes)
    const kind = random.next()
    const code = this.#code()
    const referencia =
      kind < 0.55 ? code : kind < 0.75 ? code.slice(-random.int(4, 6)) : random.digits(random.int(5, 9))
    const recibo: MatchRecibo & { code?: string } = {
      id: `r${this.#recibos.length}`,
      numero: `P1-R-${String(this.#recibos.length + 1).padStart(8, '0')}`,
      clienteId: cliente.id,
      resta: random.chance(0.8) ? cliente.cuota : random.int(50_000, 4_000_000),
      referencia,
      fecha: day(random.int(0, 30)),
    }
    this.#recibos.push(recibo)
    this.#told.add(`${cliente.id} ${recibo.resta}`)
    // The bank's code, which only the bank and a careful cashier know.
    this.#bankCode.set(recibo.id, kind < 0.75 ? code : this.#code())
  }
  readonly #bankCode = new Map<string, string>()

  #code(): string {
    for (;;) {
      const code = this.#random.digits(8)
      if (this.#codes.has(code)) continue
      this.#codes.add(code)
      return code
    }
  }

  #emit(line: { concepto: string; operacion: string; resta: number; fecha: string }, truth: Truth): void {
    const id = `l${this.#serial++}`
    this.#lineas.push({ id, dudosa: false, ...line })
    this.#truth.set(id, truth)
  }

  #confirm(recibo: MatchRecibo): void {
    const random = this.#random
    const cliente = this.#byId.get(recibo.clienteId) as MatchCliente
    const code = this.#bankCode.get(recibo.id) as string
    const lag = random.chance(0.9) ? random.int(-1, 3) : random.int(4, 12)
    const fecha = new Date(Date.parse(recibo.fecha) + lag * 86_400_000).toISOString().slice(0, 10)
    const wrong = random.chance(0.03)
    const inConcept = random.chance(0.15)
    const { concepto, marks } = inConcept
      ? { concepto: `OP${code}`, marks: { kind: 'op', strong: false } }
      : this.#concept(cliente)
    const resta = wrong ? recibo.resta + random.int(1, 90_000) : recibo.resta
    const shown = inConcept || random.chance(0.9)
    const known = shown && recibo.referencia.length >= 4 && code.endsWith(recibo.referencia)
    this.#emit(
      { concepto, operacion: shown ? code : this.#code(), resta, fecha },
      { clientes: [cliente.id], reciboId: recibo.id, decidable: !wrong && (known || marks.strong) },
    )
  }

  /** Somebody pays without having told the counter. */
  #payment(): void {
    const random = this.#random
    const cliente = this.#payer()
    const { resta, exact } = this.#amount(cliente)
    const third = random.chance(0.035)
    const { concepto, marks } = third ? this.#thirdParty(cliente) : this.#concept(cliente)
    const alone = exact && (this.#amounts.get(resta)?.size ?? 0) === 1
    const noted = this.#told.has(`${cliente.id} ${resta}`)
    this.#emit(
      { concepto, operacion: random.chance(0.95) ? this.#code() : '', resta, fecha: day(random.int(0, 32)) },
      { clientes: [cliente.id], reciboId: null, decidable: !third && !noted && decidable(marks, exact, alone) },
    )
  }

  /** Nearly everybody pays once in a statement. */
  #payer(): MatchCliente {
    if (this.#random.chance(0.02)) return this.#random.pick(this.#clientes)
    if (this.#payers.length === 0) {
      // Who told the counter of a transfer has paid, and seldom sends another.
      const told = new Set(this.#recibos.map(({ clienteId }) => clienteId))
      this.#payers = this.#clientes.filter(({ id }) => !told.has(id) || this.#random.chance(0.1))
    }
    const at = this.#random.int(0, this.#payers.length - 1)
    const payer = this.#payers[at] as MatchCliente
    this.#payers[at] = this.#payers.at(-1) as MatchCliente
    this.#payers.pop()
    return payer
  }

  #amount(cliente: MatchCliente): { resta: number; exact: boolean } {
    const random = this.#random
    const debt = cliente.facturas.reduce((sum, { saldo }) => sum + saldo, 0)
    const kind = random.next()
    const first = cliente.facturas[0]
    const owed = debt === 0 ? cliente.cuota : kind < 0.7 || !first ? debt : first.saldo
    if (random.chance(0.13)) return { resta: owed + random.int(1, 99), exact: false }
    if (random.chance(0.1)) return { resta: random.int(20_000, 3_500_000), exact: false }
    return { resta: owed, exact: true }
  }

  /** The words of a line, as in the banks' files: a document in three spellings, a cut name, last digits, nothing. */
  #concept(cliente: MatchCliente): { concepto: string; marks: Marks } {
    const random = this.#random
    const first = cliente.nombre.split(' ')[0] ?? ''
    const kind = random.next()
    const digits = cliente.documento.replace(/\D/g, '')
    if (kind < 0.4 && digits !== '') {
      const slip = random.chance(0.03)
      const documento = slip ? slipped(random, cliente.documento) : cliente.documento
      const written = random.chance(0.7) ? documento : documento.replace(/\D/g, '')
      const twice = (this.#documentos.get(cliente.documento) ?? 0) > 1
      return { concepto: `TRANSF ${first} ${written}`.toUpperCase(), marks: { kind: 'documento', strong: !twice } }
    }
    if (kind < 0.6) {
      const width = random.pick([20, 22, 25])
      const same = (this.#names.get(cliente.nombre)?.size ?? 0) > 1
      const cut = cliente.nombre.toUpperCase().slice(0, width)
      return {
        concepto: random.chance(0.3) ? plain(cut) : cut,
        marks: { kind: same ? 'name_shared' : 'name', strong: false },
      }
    }
    if (kind < 0.68 && digits !== '')
      return { concepto: cliente.documento.slice(-4), marks: { kind: 'ending', strong: false } }
    if (kind < 0.72 && cliente.telefono !== '')
      return { concepto: `TRF ${cliente.telefono.replace(/\D/g, '')}`, marks: { kind: 'telefono', strong: true } }
    if (kind < 0.75) return { concepto: `CLIENTE ${cliente.codigo} INTERNET`, marks: { kind: 'codigo', strong: true } }
    const [factura] = cliente.facturas
    if (kind < 0.78 && factura) return { concepto: `PAGO ${factura.numero}`, marks: { kind: 'factura', strong: true } }
    const concepto = random.pick(['VARIOS', '', `OP${random.digits(10)}`, 'TRANSFERENCIA INMEDIATA', 'CREDITO TRANSF'])
    return { concepto, marks: { kind: 'nothing', strong: false } }
  }

  /** A relative, an employer: other words than the client's; sometimes the same surname, sometimes a client as well. */
  #thirdParty(cliente: MatchCliente): { concepto: string; marks: Marks } {
    const random = this.#random
    const marks = { kind: 'third', strong: false }
    if (random.chance(0.04)) return { concepto: this.#concept(random.pick(this.#clientes)).concepto, marks }
    const surname = cliente.nombre.split(' ').slice(-1)
    const other = random.chance(0.5) ? [random.common(NOMBRES), ...surname].join(' ') : this.#person()
    const concepto = random.chance(0.5) ? `TRANSF ${other.split(' ')[0]} ${this.#documento()}` : other.slice(0, 22)
    return { concepto: concepto.toUpperCase(), marks }
  }

  /** Money of nobody whom the office knows: a supplier gives back, a loan, a sale. */
  #foreign(): void {
    const random = this.#random
    const resta = random.chance(0.3) ? random.pick(PRICES) : random.int(50_000, 9_000_000)
    const concepto = random.pick(['VARIOS', this.#person().toUpperCase().slice(0, 22), `TRANSF ${this.#documento()}`])
    const line = { concepto, operacion: this.#code(), resta, fecha: day(random.int(0, 32)) }
    this.#emit(line, { clientes: [], reciboId: null, decidable: false })
  }

  /** One transfer for two clients of a family: a person has to part it. */
  #family(): void {
    const random = this.#random
    const owing = () => {
      for (;;) {
        const cliente = random.pick(this.#clientes)
        if (cliente.facturas.length > 0) return cliente
      }
    }
    const [one, two] = [owing(), owing()]
    const debt = (c: MatchCliente) => c.facturas.reduce((sum, { saldo }) => sum + saldo, 0)
    const surname = one.nombre.split(' ').at(-1) ?? ''
    const concepto = random.chance(0.5) ? `FLIA ${surname}`.toUpperCase() : 'VARIOS'
    const line = { concepto, operacion: this.#code(), resta: debt(one) + debt(two), fecha: day(random.int(0, 32)) }
    this.#emit(line, { clientes: [one.id, two.id], reciboId: null, decidable: false })
  }
}

/**
 * Whether a careful person could tell the payer: something names them alone (document, phone, code, invoice), or a name or
 * last digits that also fit what they owe, or an amount that they alone owe. Said by the generator, which knows what it
 * wrote, and not by the matcher.
 */
function decidable({ kind, strong }: Marks, exact: boolean, alone: boolean): boolean {
  if (strong) return true
  if (kind === 'name') return exact
  if (kind === 'ending') return exact && alone
  return kind !== 'name_shared' && kind !== 'documento' && exact && alone
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '')

/** A document with one digit wrong or two neighbours exchanged. */
function slipped(random: Random, documento: string): string {
  const places = [...documento].flatMap((char, at) => (/\d/.test(char) ? [at] : []))
  const at = places[random.int(2, places.length - 3)] ?? 0
  const digit = String((Number(documento[at]) + random.int(1, 9)) % 10)
  return documento.slice(0, at) + digit + documento.slice(at + 1)
}
