import { toDecimalString } from '../../../contract/money.ts'
import { parseMoney } from '../../../contract/money.ts'
import type { RawLine } from './lines.ts'

/**
 * OFX 1 (SGML: values without closing tags) and 2 (XML). A small strict reader of our own: the packages for it turn amounts
 * into floats or go through a whole XML tree after rewriting the SGML with regular expressions, and of an OFX file a
 * statement needs one aggregate, STMTTRN, whose leaves are `<TAG>value`. Source: OFX 1.6 §11.4.4, 2.2 §11.4.4.
 */
export const looksOfx = (text: string): boolean => /<OFX>/i.test(text.slice(0, 4000)) || /^\s*OFXHEADER/i.test(text)

const TRANSACTION = /<STMTTRN>([\s\S]*?)(?=<\/STMTTRN>|<STMTTRN>|<\/BANKTRANLIST>|$)/gi
const LEAF = /<([A-Z0-9.]+)>([^<\r\n]*)/gi
const FEES = new Set(['FEE', 'SRVCHG'])

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|([a-z]+));/gi, (whole, code?: string, name?: string) => {
    if (code !== undefined) return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : ''
    return ENTITIES[name?.toLowerCase() ?? ''] ?? whole
  })

/** Lines of an OFX statement in its order. `fila` counts its transactions from 1. */
export function readOfx(text: string, moneda: string): RawLine[] {
  return [...text.matchAll(TRANSACTION)].map((match, at) => toLine(leavesOf(match[1] ?? ''), at + 1, moneda))
}

function leavesOf(aggregate: string): Map<string, string> {
  const leaves = new Map<string, string>()
  for (const [, tag = '', value = ''] of aggregate.matchAll(LEAF)) {
    const text = unescaped(value).trim()
    // The first one counts: NAME may stand again inside of PAYEE.
    if (text !== '' && !leaves.has(tag.toUpperCase())) leaves.set(tag.toUpperCase(), text)
  }
  return leaves
}

function toLine(leaves: Map<string, string>, fila: number, moneda: string): RawLine {
  const of = (tag: string) => leaves.get(tag) ?? ''
  const name = of('NAME')
  const memo = of('MEMO')
  const fecha = civilOf(of('DTPOSTED'))
  const amount = of('TRNAMT')
  const monto = parseMoney(amount, moneda, { decimal: '.' }) ?? parseMoney(amount, moneda, { decimal: ',' })
  const avisos: RawLine['avisos'] = []
  if (fecha === null) avisos.push({ codigo: 'fecha.invalid', columna: 'DTPOSTED', valor: of('DTPOSTED') })
  if (monto === null) avisos.push({ codigo: 'monto.invalid', columna: 'TRNAMT', valor: amount })
  return {
    fila,
    fecha,
    // Many banks repeat the name in the memo.
    concepto: memo.startsWith(name) ? memo : [name, memo].filter(Boolean).join(' '),
    operacion: of('REFNUM') || of('CHECKNUM') || of('FITID'),
    monto,
    comision: FEES.has(of('TRNTYPE').toUpperCase()),
    avisos,
    texto: [of('DTPOSTED'), name, memo, monto === null ? amount : toDecimalString(monto, moneda)].join(' · '),
    omitida: monto === 0,
  }
}

/** `20261105120000[-3:ART]` → `2026-11-05`: the bank's own day, whatever its clock. */
function civilOf(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})/.exec(text)
  if (!match) return null
  const [, year, month, day] = match
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
    ? `${year}-${month}-${day}`
    : null
}
