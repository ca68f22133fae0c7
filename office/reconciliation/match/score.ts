import type { Minor } from '../../../contract/money.ts'
import { onlyDigits } from '../../customers/fold.ts'
import {
  endsWithReference,
  type Identity,
  type Named,
  namedClientes,
  strangerRatio,
  understand,
  weighIdentity,
} from './identity.ts'
import { bareDocumento, readSignals, type Signals } from './signals.ts'
import { type Candidate, type MatchLinea, type MatchRecibo, motivo } from './types.ts'
import { explainAmount, type World } from './world.ts'

/** A transfer that was recorded weighs as much as this many clients of whom nothing was said. */
const RECORDED = 30
/** How often an exact amount is sent, amount and cents, or something else. */
const EXACT = 0.6
const EXACT_RECIBO = 0.9
const WITH_CENTS = 0.15
const OTHER = 0.06
const OTHER_COMMON = 0.002
/** An amount that nobody expects, by chance. */
const ANY_AMOUNT = 1e-5
/** That nobody the office knows explains the line. */
const NOBODY = 0.03
const SAME_CODE = 1e6
/** More who expect the same amount are not looked at one by one: they weigh together. */
const CROWD = 40

const DAY_MS = 86_400_000

/** Days after which a transfer that was recorded is hardly this one, unless its code says so. */
const LONG_AGO = 15

const CAP_DOUBTFUL = 600
const CAP_OTHER_AMOUNT = 700
const KEPT = 5
const LEAST = 20

interface Amounts {
  linea: Minor
  /** How likely anybody sends this amount. */
  density: number
  total: number
  /** Expected amounts from which this one is some cents away. */
  near: Minor[]
}

/** Ways to explain a line, the likeliest first, with their scores. Pure: it reads `world` and nothing else. */
export function propose(world: World, linea: MatchLinea, unit: number): Candidate[] {
  const signals = understand(world, readSignals(linea.concepto, linea.operacion))
  const amounts = weighAmounts(world, linea.resta, unit)
  const named = namedClientes(world, signals)
  const pool = [...poolOf(world, amounts, named)]
  const recibos = recibosFor(world, linea, signals, pool)
  const identities = new Map<number, Identity>()
  const identityOf = (cliente: number): Identity => {
    const known = identities.get(cliente) ?? weighIdentity(world, signals, cliente)
    identities.set(cliente, known)
    return known
  }
  const candidates: Candidate[] = []
  for (const cliente of pool) candidates.push(asCobro(world, linea, amounts, cliente, identityOf(cliente)))
  for (const group of recibos) {
    const cliente = world.position(group[0]?.clienteId ?? '')
    if (cliente !== undefined) candidates.push(asRecibo(linea, signals, amounts, cliente, group, identityOf(cliente)))
  }
  const crowd = crowdWeight(world, amounts, pool, recibos, strangerRatio(world, signals))
  const loose = (named.many.length * named.each * otherRatio(amounts)) / amounts.total
  return rank(candidates, crowd + loose, linea)
}

function weighAmounts(world: World, linea: Minor, unit: number): Amounts {
  const total = Math.max(1, world.clientes.length + RECORDED * world.recibos.length)
  const near: Minor[] = []
  let nearby = 0
  for (let cents = 1; cents < unit && cents < 100; cents++) {
    const clientes = world.countMonto(linea - cents)
    if (clientes > 0) near.push(linea - cents)
    nearby += clientes
  }
  const exact = EXACT * world.countMonto(linea) + RECORDED * EXACT_RECIBO * world.recibosPorMonto(linea).length
  return { linea, total, near, density: (exact + (WITH_CENTS * nearby) / 100) / total + ANY_AMOUNT }
}

/** Clients to be weighed one by one: those the words name, and those few who expect the amount. */
function poolOf(world: World, { linea, near }: Amounts, { few, many }: Named): Set<number> {
  const pool = new Set(few)
  for (const amount of [linea, ...near]) {
    const some = world.byMonto(amount)
    if (some.length <= CROWD) for (const at of some) pool.add(at)
    if (many.length > 0) for (const at of many) if (world.expects(at, amount)) pool.add(at)
  }
  return pool
}

/** Transfers that wait, alone or all of one client's together, that may be the line. */
function recibosFor(world: World, linea: MatchLinea, signals: Signals, pool: readonly number[]): MatchRecibo[][] {
  const at = new Set<number>()
  const same = world.recibosPorMonto(linea.resta)
  if (same.length <= CROWD) for (const each of same) at.add(each)
  for (const codigo of signals.codigos) {
    for (const each of world.recibosPorCodigo(codigo)) at.add(each)
    for (const each of world.recibosPorCodigo(onlyDigits(codigo))) at.add(each)
    for (const each of world.recibosPorFinal(onlyDigits(codigo))) at.add(each)
  }
  const single = new Map<string, MatchRecibo[]>()
  for (const each of at) {
    const recibo = world.recibos[each]
    if (recibo) single.set(recibo.id, [recibo])
  }
  const groups: MatchRecibo[][] = []
  for (const cliente of pool) {
    const own = world.recibosDe(cliente)
    for (const recibo of own) if (recibo.resta === linea.resta) single.set(recibo.id, [recibo])
    if (own.length > 1 && own.reduce((sum, { resta }) => sum + resta, 0) === linea.resta) groups.push(own)
  }
  return [...single.values(), ...groups]
}

/** Who sends something else sends an odd amount: one that many others owe is rather theirs. */
const otherRatio = ({ density }: Amounts): number => (OTHER * ANY_AMOUNT) / density + OTHER_COMMON

/** The amount against what a client owes: how much likelier it makes them, and what it would pay. */
function asCobro(world: World, linea: MatchLinea, amounts: Amounts, cliente: number, identity: Identity): Candidate {
  const own = world.clientes[cliente] ?? { facturas: [], cuota: 0, codigo: '', documento: '' }
  const { density } = amounts
  const motivos = [...identity.motivos]
  let ratio = otherRatio(amounts)
  let cap = 990
  let facturas = own.facturas
  const exact = world.clientes[cliente] && explainAmount(world.clientes[cliente], linea.resta)
  const near = exact ? null : nearAmount(world, amounts, cliente)
  if (exact) {
    ratio = (exact.codigo === 'monto_cuota' ? EXACT / 2 : EXACT) / density
    facturas = exact.facturas
    motivos.push(motivo(exact.codigo, { facturas: exact.facturas.length, monto: linea.resta }))
  } else if (near) {
    facturas = near.facturas
    const centavos = linea.resta - near.monto
    const own100 = centsOf(own.codigo, own.documento)
    const theirs = own100.has(centavos)
    ratio = ((WITH_CENTS / 100) * (theirs ? 30 : 0.7)) / density
    motivos.push(motivo(theirs ? 'centavos_cliente' : 'monto_centavos', { centavos, monto: near.monto }))
  } else motivos.push(motivo('monto_distinto', { monto: linea.resta }))
  const waiting = world.recibosDe(cliente)
  if (waiting.length > 0) {
    ratio *= waiting.some(({ resta }) => resta === linea.resta) ? 0.02 : 0.4
    motivos.push(motivo('tiene_pendiente', { cantidad: waiting.length }))
    if (!exact && !near) cap = CAP_OTHER_AMOUNT
  }
  const debt = facturas.reduce((sum, { saldo }) => sum + saldo, 0)
  return {
    tipo: 'cobro',
    cliente,
    recibos: [],
    facturas,
    aFavor: Math.max(0, linea.resta - debt),
    weight: (ratio * identity.ratio) / amounts.total,
    strength: identity.named ? 1 : 0,
    cap,
    puntaje: 0,
    motivos,
  }
}

function nearAmount(world: World, { near }: Amounts, cliente: number) {
  const own = world.clientes[cliente]
  if (!own) return null
  for (const monto of near) {
    const found = explainAmount(own, monto)
    if (found) return { monto, facturas: found.facturas }
  }
  return null
}

/** The two last digits of a code or document, which some offices ask to be sent as cents. */
function centsOf(codigo: string, documento: string): Set<number> {
  const ends = [onlyDigits(codigo), bareDocumento(documento)].filter((digits) => digits !== '')
  return new Set(ends.map((digits) => Number(digits.slice(-2))))
}

function asRecibo(
  linea: MatchLinea,
  signals: Signals,
  amounts: Amounts,
  cliente: number,
  recibos: MatchRecibo[],
  identity: Identity,
): Candidate {
  const resta = recibos.reduce((sum, each) => sum + each.resta, 0)
  const exact = resta === linea.resta
  const motivos = [...identity.motivos]
  motivos.push(exact ? motivo('monto_recibo', { monto: resta }) : motivo('monto_distinto', { monto: resta }))
  let weight = (RECORDED / amounts.total) * ((exact ? EXACT_RECIBO : OTHER / 3) / amounts.density) * identity.ratio
  // Without its amount the density says nothing about it.
  if (!exact) weight = (RECORDED / amounts.total) * (OTHER / 3) * identity.ratio
  const code = weighReference(signals, recibos)
  weight *= code.ratio
  motivos.unshift(...code.motivos)
  const days = Math.max(...recibos.map(({ fecha }) => Math.abs(Date.parse(fecha) - Date.parse(linea.fecha)) / DAY_MS))
  weight *= days <= 3 ? 1.5 : days <= 7 ? 0.8 : days <= LONG_AGO ? 0.25 : 0.03
  motivos.push(motivo(days <= 7 ? 'fecha_cercana' : 'fecha_lejana', { dias: days }))
  const strength = code.ratio >= SAME_CODE ? 3 : code.ratio > 1 ? 2 : identity.named ? 1 : 0
  const cap = exact && (days <= LONG_AGO || strength > 1) ? 990 : CAP_OTHER_AMOUNT
  return { tipo: 'recibo', cliente, recibos, facturas: [], aFavor: 0, weight, strength, cap, puntaje: 0, motivos }
}

function weighReference({ codigos }: Signals, recibos: readonly MatchRecibo[]) {
  for (const { referencia } of recibos) {
    const plain = referencia.toLowerCase().replace(/[^a-z0-9]/g, '')
    const digits = onlyDigits(referencia)
    const whole = codigos.find((each) => each === plain || (digits.length >= 6 && onlyDigits(each) === digits))
    if (whole) return { ratio: SAME_CODE, motivos: [motivo('referencia', { referencia })] }
    const tail = Math.max(0, ...codigos.map((each) => endsWithReference(each, referencia)))
    if (tail > 0) return { ratio: 0.4 * 10 ** Math.min(tail, 6), motivos: [motivo('referencia_final', { referencia })] }
  }
  return { ratio: 1, motivos: [] }
}

/** What those weigh together who expect the amount and were not looked at one by one. */
function crowdWeight(
  world: World,
  { linea, density, total, near }: Amounts,
  pool: readonly number[],
  recibos: readonly MatchRecibo[][],
  stranger: number,
): number {
  const unseen = (monto: Minor) => world.countMonto(monto) - pool.filter((at) => world.expects(at, monto)).length
  const exact = world.countMonto(linea) > CROWD ? unseen(linea) * EXACT : 0
  const cents = near.reduce((sum, each) => sum + (world.countMonto(each) > CROWD ? unseen(each) : 0), 0)
  const waiting = Math.max(0, world.recibosPorMonto(linea).length - recibos.length)
  const waits = world.recibosPorMonto(linea).length > CROWD ? waiting * RECORDED * EXACT_RECIBO : 0
  return ((exact + (cents * WITH_CENTS) / 100 + waits) / density / total) * stranger
}

/** Scores: each weight as a share of all, those that nobody looked at and nobody at all among them. */
function rank(candidates: Candidate[], crowd: number, linea: MatchLinea): Candidate[] {
  const sum = candidates.reduce((all, { weight }) => all + weight, crowd + NOBODY)
  const sorted = candidates.toSorted((a, b) => b.weight - a.weight)
  const best = sorted[0]?.weight ?? 0
  const rivals = sorted.filter(({ weight }) => weight >= best / 5).length - 1 + (crowd >= best / 5 ? 1 : 0)
  return sorted.slice(0, KEPT).flatMap((candidate) => {
    const cap = linea.dudosa ? Math.min(candidate.cap, CAP_DOUBTFUL) : candidate.cap
    const puntaje = Math.min(cap, Math.floor((candidate.weight / sum) * 1000))
    if (puntaje < LEAST) return []
    const motivos = [...candidate.motivos]
    if (rivals > 0) motivos.push(motivo('ambigua', { otros: rivals }))
    if (linea.dudosa) motivos.push(motivo('linea_dudosa'))
    return [{ ...candidate, puntaje, motivos }]
  })
}
