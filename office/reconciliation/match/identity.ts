import type { Motivo } from '../../../contract/procedures/conciliacion.ts'
import { onlyDigits } from '../../customers/fold.ts'
import { common, NONE, type Positions } from './postings.ts'
import { bareNumero, oneSlipApart, type Signals } from './signals.ts'
import { motivo } from './types.ts'
import type { World } from './world.ts'

/** How much more likely the words of a line are if this client paid, and why. */
export interface Identity {
  ratio: number
  motivos: Motivo[]
  /** Something names the client. */
  named: boolean
}

/** A whole document, code or phone by chance: about one in a million. */
const WHOLE = 1e6
const SLIP = 4e3
/** How often the words name somebody else although this client's debt is paid: relatives, employers, friends. */
const OTHER_KNOWN = 0.0015
const OTHER_UNKNOWN = 0.04
const OTHER_NAME = 0.03
const OTHER_ENDING = 0.05

/** What a line says, with what of it the office knows. */
export interface Said extends Signals {
  /** Clients whose invoice it names. */
  deFactura: ReadonlySet<number>
  /** A document is a client's: the name beside it is its owner's, whoever the money is for, and says nothing more. */
  owned: boolean
}

export const understand = (world: World, signals: Signals): Said => ({
  ...signals,
  deFactura: new Set(signals.codigos.flatMap((each) => [...world.byFactura(each)])),
  owned: signals.documentos.some((each) => world.byDocumento(each).length > 0),
})

/** Clients whom the words of a line may name. */
export interface Named {
  /** To be weighed each. */
  few: Set<number>
  /** Many who share a name or the last digits: only those are weighed who expect the amount… */
  many: Positions
  /** …and the others together, by this much each. */
  each: number
}

export function namedClientes(world: World, signals: Said): Named {
  const few = new Set<number>(signals.deFactura)
  const add = (positions: Iterable<number>) => {
    for (const at of positions) few.add(at)
  }
  for (const documento of signals.documentos) {
    const exact = world.byDocumento(documento)
    add(exact.length > 0 ? exact : world.byLikeDocumento(documento))
  }
  for (const telefono of signals.telefonos) add(world.byTelefono(telefono))
  for (const codigo of signals.codigos) {
    if (/\p{L}/u.test(codigo)) add(world.byCodigo(codigo))
  }
  for (const codigo of signals.clientes) add(world.byCodigo(codigo))
  const [digits] = signals.finales
  const ending = digits === undefined ? NONE : world.byFinal(digits)
  const same = signals.owned ? NONE : byName(world, signals)
  for (const list of [ending, same]) if (list.length <= FEW) add(list)
  if (digits !== undefined && ending.length > FEW) return { few, many: ending, each: endingRatio(digits) }
  return { few, many: same.length > FEW ? same : NONE, each: 0 }
}

const FEW = 40

/** Clients who have the rarest words of the line; a single word that many have names nobody. */
function byName(world: World, { palabras, cortada }: Said): Positions {
  const lists = palabras
    .map((word, at) => {
      // What is left of a cut word must be enough to look for.
      const cut = cortada && at === palabras.length - 1 && word.length >= 3
      return cut ? world.byPrefix(word) : world.byPalabra(word)
    })
    .filter((list) => list.length > 0)
    .sort((a, b) => a.length - b.length)
  const [rarest, ...others] = lists
  if (!rarest) return NONE
  const all = others.reduce<Positions>((left, list) => common(left, list), rarest)
  if (all.length > 0 && others.length > 0) return all
  const two = others[0] && others.length > 1 ? common(rarest, others[0]) : NONE
  if (two.length > 0) return two
  return rarest.length <= FEW ? rarest : NONE
}

/** Weighs what a line says against one client. */
export function weighIdentity(world: World, signals: Said, cliente: number): Identity {
  const identity: Identity = { ratio: 1, motivos: [], named: false }
  weighDocumento(world, signals, cliente, identity)
  weighNumbers(world, signals, cliente, identity)
  weighEndings(world, signals, cliente, identity)
  weighName(world, signals, cliente, identity)
  return identity
}

function take(identity: Identity, ratio: number, why: Motivo): void {
  identity.ratio *= ratio
  identity.motivos.push(why)
  if (ratio > 1) identity.named = true
}

/** Says once that the words name somebody else. */
function differ(identity: Identity, ratio: number): void {
  identity.ratio *= ratio
  if (!identity.motivos.some(({ codigo }) => codigo === 'identidad_distinta'))
    identity.motivos.push(motivo('identidad_distinta'))
}

function weighDocumento(world: World, { documentos, telefonos }: Said, cliente: number, identity: Identity): void {
  if (documentos.length === 0) return
  const own = world.clientes[cliente]?.documento ?? ''
  const bare = world.bareOf(cliente)
  if (bare.length >= 6 && documentos.includes(bare))
    return take(identity, WHOLE, motivo('documento', { documento: own }))
  if (documentos.some((each) => oneSlipApart(each, bare)))
    return take(identity, SLIP, motivo('documento_parecido', { documento: own }))
  // A long number may be a phone or an operation just as well.
  const plain = documentos.filter((each) => each.length <= 8)
  if (plain.length === 0 || telefonos.length > 0) return
  differ(identity, otherDocumento(world, plain))
}

/**
 * A document that is another's. Of a client of the office: somebody paid for somebody else, one of all clients, so against
 * the owner it weighs as much as that happens at all. Of nobody: a person whom the office does not know.
 */
const otherDocumento = (world: World, documentos: readonly string[]): number =>
  documentos.some((each) => world.byDocumento(each).length > 0)
    ? (OTHER_KNOWN * WHOLE) / Math.max(1, world.clientes.length)
    : OTHER_UNKNOWN

function weighNumbers(world: World, signals: Said, cliente: number, identity: Identity): void {
  const own = world.clientes[cliente]
  if (!own) return
  const telefonos = signals.telefonos.length === 0 ? [] : world.endingsOf(cliente).telefonos
  const phone = telefonos.find((each) => signals.telefonos.some((said) => said.slice(-8) === each.slice(-8)))
  if (phone) take(identity, WHOLE, motivo('telefono', { telefono: phone }))
  const codigo = world.codigoOf(cliente)
  if (signals.codigos.includes(codigo) || signals.clientes.includes(codigo))
    take(identity, /\p{L}/u.test(codigo) ? WHOLE : WHOLE / 10, motivo('codigo', { codigo: own.codigo }))
  if (!signals.deFactura.has(cliente)) return
  const factura = own.facturas.find(({ numero }) => signals.codigos.includes(bareNumero(numero)))
  if (factura) take(identity, WHOLE, motivo('factura_numero', { numero: factura.numero }))
}

/** How telling it is that a document ends so. */
const endingRatio = (digits: string): number => 0.7 * 10 ** Math.min(digits.length, 6)

function weighEndings(world: World, { finales }: Said, cliente: number, identity: Identity): void {
  if (finales.length === 0) return
  const { documentos, telefonos, codigo, refs } = world.endingsOf(cliente)
  for (const digits of finales) {
    const ratio = endingRatio(digits)
    const datos = { digitos: digits }
    if (documentos.some((each) => each.endsWith(digits)))
      return take(identity, ratio, motivo('digitos_finales', { ...datos, de: 'documento' }))
    if (telefonos.some((each) => each.endsWith(digits)))
      return take(identity, ratio / 6, motivo('digitos_finales', { ...datos, de: 'telefono' }))
    if (codigo === digits.replace(/^0+/, ''))
      return take(identity, ratio / 6, motivo('digitos_finales', { ...datos, de: 'codigo' }))
    if (refs.some((each) => each.endsWith(digits)))
      return take(identity, ratio / 14, motivo('digitos_finales', { ...datos, de: 'referencia' }))
  }
  differ(identity, OTHER_ENDING)
}

/** Words by how rare they are; a word that is not of the name speaks against it. */
function weighName(world: World, signals: Said, cliente: number, identity: Identity): void {
  const { palabras, cortada } = signals
  if (palabras.length === 0 || signals.owned) return
  const own = world.wordsOf(cliente)
  const total = world.clientes.length
  const said: string[] = []
  let ratio = 1
  let foreign = 0
  palabras.forEach((word, at) => {
    const isCut = cortada && at === palabras.length - 1
    if (own.includes(word)) {
      said.push(word)
      ratio *= (0.9 * total) / world.byPalabra(word).length
    } else if (isCut && own.some((each) => each.startsWith(word))) {
      said.push(word)
      ratio *= (0.9 * total) / Math.max(1, world.byPrefix(word).length)
    } else foreign++
  })
  if (said.length === 0) {
    if (palabras.length >= 2 || world.byPalabra(palabras[0] ?? '').length > 0) differ(identity, OTHER_NAME)
    return
  }
  // Names go together: their words are less telling than if they fell by chance.
  ratio = Math.min(ratio, 2 * total) * 0.01 ** foreign
  const missing = own.length - said.length
  if (foreign === 0 && missing > 0 && !cortada) ratio *= 0.6
  const whole = foreign === 0 && (missing === 0 || said.length >= 2)
  const why = motivo(whole ? 'nombre' : 'nombre_parcial', { palabras: said.join(' ').toUpperCase() })
  if (ratio > 1) take(identity, ratio, why)
  else differ(identity, Math.max(ratio, OTHER_NAME))
}

/** Whether the last digits of an operation code are what was noted as a reference. */
export const endsWithReference = (codigo: string, referencia: string): number => {
  const digits = onlyDigits(referencia)
  return digits.length >= 4 && digits.length < onlyDigits(codigo).length && onlyDigits(codigo).endsWith(digits)
    ? digits.length
    : 0
}

/** How the words of a line fit somebody whom they do not name. */
export function strangerRatio(world: World, signals: Said): number {
  const { documentos, telefonos, finales, palabras } = signals
  let ratio = 1
  const plain = documentos.filter((each) => each.length <= 8)
  if (plain.length > 0 && telefonos.length === 0) ratio *= otherDocumento(world, plain)
  if (finales.length > 0) ratio *= OTHER_ENDING
  if (signals.owned) return ratio
  if (palabras.length >= 2 || world.byPalabra(palabras[0] ?? '').length > 0) ratio *= OTHER_NAME
  return ratio
}
