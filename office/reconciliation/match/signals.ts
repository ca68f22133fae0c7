import { compact, words } from '../../customers/fold.ts'
import { nationalNumber, phoneNumbers } from '../../customers/phone.ts'

/** What a concept says about who paid. */
export interface Signals {
  /** Documents in their bare form: see `bareDocumento`. */
  documentos: string[]
  /** National numbers. */
  telefonos: string[]
  /** Operation codes and other long marks, letters and digits alone; the line's own code first. */
  codigos: string[]
  /** Digits that can only be the end of something: `.476`, `19-0`, `****1234`. */
  finales: string[]
  /** A number that the words call a client's: `CLIENTE 1234`. */
  clientes: string[]
  /** Words that may be a name, folded, in their order. */
  palabras: string[]
  /** The last of them may be cut. */
  cortada: boolean
}

/** What banks write around a name. Particles say nothing either: half of all names have one. */
const NOISE = new Set(
  `transf transferencia transferencias transfer transferido trf tef tr credito cred acreditacion deposito dep pago pagos
   cobro recibida recibido inmediata varios varias op operacion nro numero cvu cbu alias cuenta cta caja ahorro
   terceros interbanking pix ted doc spei nequi yape plin mercado red link banelco debin de del la las los el y e do da dos das
   a por en internet servicio servicios factura fact abono mensual cuota mes cliente abonado socio codigo cod id dni cuit
   cuil cpf cnpj rut ruc ci nit tel cel concepto ref referencia payment from`.split(/\s+/),
)
const CALLED_CLIENT =
  /\b(?:cliente|client|abonado|socio|codigo|cod|usuario|cta|id)\W{0,3}(?:n[ro°º.]*\W{0,2})?(\d{1,8})\b/giu
/** What cuts off what came before. */
const MASKED = /(?:[*•…x]{2,}|\.{2,})\s?(\d{3,6})\b/giu
const TAX_ID = /^(20|23|24|25|26|27|30|33|34)-?(\d{6,8})-?(\d)$/
const CHUNK = /\d[\d.\-/]*/g
const WIDTHS = new Set([18, 20, 22, 24, 25, 30, 32, 35, 40])

const digitsOf = (text: string): string => (/^\d*$/.test(text) ? text : text.replace(/\D+/g, ''))

/** A document's number as concepts are compared with it: `P1-F-00000012` → `p1f00000012`. */
export const bareNumero = (numero: string): string => numero.toLowerCase().replaceAll('-', '')

/**
 * A document as people are compared by: the number inside of a tax id (20-12345678-9), digits without points and leading
 * zeros otherwise.
 */
export function bareDocumento(text: string): string {
  // Most are written as they are compared.
  if (/^[1-9]\d{0,7}$/.test(text)) return text
  const inside = TAX_ID.exec(text.replace(/[.\s]/g, ''))
  return (inside?.[2] ?? digitsOf(text)).replace(/^0+/, '')
}

/** Reads a line's concept and code. */
export function readSignals(concepto: string, operacion: string): Signals {
  const text = concepto.trim()
  const signals: Signals = {
    documentos: [],
    telefonos: [],
    codigos: [],
    finales: [],
    clientes: [],
    palabras: [],
    cortada: false,
  }
  if (operacion !== '') signals.codigos.push(compact(operacion))
  if (/^[\d.\-/*]{2,7}$/.test(text)) {
    const digits = digitsOf(text)
    if (digits.length >= 3) signals.finales.push(digits)
    return signals
  }
  for (const [, digits = ''] of text.matchAll(MASKED)) signals.finales.push(digits)
  for (const [, digits = ''] of text.matchAll(CALLED_CLIENT)) signals.clientes.push(digits.replace(/^0+/, ''))
  for (const [chunk] of text.matchAll(CHUNK)) readNumber(chunk, signals)
  for (const word of text.split(/\s+/)) {
    const mark = compact(word)
    if (mark.length >= 6 && /\d{4}/.test(mark) && !signals.codigos.includes(mark)) signals.codigos.push(mark)
  }
  readName(text, signals)
  return signals
}

function readNumber(chunk: string, signals: Signals): void {
  const digits = digitsOf(chunk)
  const { length } = digits
  if (length >= 6 && length <= 11) {
    const bare = bareDocumento(chunk)
    if (bare.length >= 6 && !signals.documentos.includes(bare)) signals.documentos.push(bare)
  }
  if (length >= 9 && length <= 14) {
    const number = nationalNumber(digits)
    if (number.length >= 8 && !signals.telefonos.includes(number)) signals.telefonos.push(number)
  }
}

function readName(text: string, signals: Signals): void {
  const found = words(text)
  signals.palabras = found.filter((word) => !NOISE.has(word) && !/\d/.test(word))
  const last = found.at(-1) ?? ''
  // A bank's field ends at some width; what ends there may go on.
  signals.cortada =
    signals.palabras.at(-1) === last && (WIDTHS.has(text.length) || last.length <= 2 || text.length >= 16)
}

/** The same few thousand words make up all names. */
const known = new Map<string, string[]>()
const KNOWN = 50_000

function wordsOf(part: string): string[] {
  const before = known.get(part)
  if (before) return before
  const found = words(part).filter((word) => !NOISE.has(word))
  if (known.size < KNOWN) known.set(part, found)
  return found
}

/** Words of a client's name that a concept could say. */
export function nameWords(nombre: string): string[] {
  const found: string[] = []
  for (const part of nombre.split(/\s+/)) for (const word of wordsOf(part)) if (!found.includes(word)) found.push(word)
  return found
}

/** What of a client ends in digits: document as it is written and bare, phones, code, references. */
export function endingsOf(client: { documento: string; telefono: string; codigo: string; refs: readonly string[] }) {
  const written = digitsOf(client.documento)
  const bare = bareDocumento(client.documento)
  return {
    bare,
    documentos: (bare === written ? [bare] : [written, bare]).filter((d) => d.length >= 5),
    telefonos: client.telefono === '' ? [] : phoneNumbers(client.telefono),
    codigo: digitsOf(client.codigo).replace(/^0+/, ''),
    refs: client.refs.map(digitsOf).filter((d) => d.length >= 4),
  }
}

/** Whether two documents are one slip of the fingers apart: a digit wrong, or two neighbours exchanged. */
export function oneSlipApart(a: string, b: string): boolean {
  if (a.length !== b.length || a === b || a.length < 7) return false
  let at = 0
  while (a[at] === b[at]) at++
  if (a.slice(at + 1) === b.slice(at + 1)) return true
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
