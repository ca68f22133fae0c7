import type { AvisoLinea, MapeoExtracto } from '../../../contract/procedures/conciliacion.ts'
import { type Minor, parseMoney } from '../../../contract/money.ts'
import { folded, shortened } from '../../imports/fold.ts'
import { parseDate } from '../../imports/normalise/dates.ts'
import type { SheetRow } from './columns.ts'

/** A row of a statement as it was understood, before it is known whether it repeats another. */
export interface RawLine {
  fila: number
  fecha: string | null
  concepto: string
  operacion: string
  monto: Minor | null
  /** The bank itself says that it is a fee. */
  comision: boolean
  avisos: { codigo: AvisoLinea; columna: string; valor: string }[]
  texto: string
  /** Heading, footer, balance or blank: no line at all. */
  omitida: boolean
}

/** Rows that only say how much there was: no money moved. */
const BALANCE = /^(saldo|balance|total|subtotal|transporte|arrastre)\b/

/** Rows below the headings as lines. An amount that cannot be read is an error of its cell, never a guess. */
export const toLines = (rows: readonly SheetRow[], mapeo: MapeoExtracto, titulos: readonly string[], moneda: string) =>
  rows.map((row) => toLine(row, mapeo, titulos, moneda))

function toLine(row: SheetRow, mapeo: MapeoExtracto, titulos: readonly string[], moneda: string): RawLine {
  const { columnas } = mapeo
  const cell = (at: number | null) => (at === null ? '' : (row.cells[at] ?? '').trim())
  const avisos: RawLine['avisos'] = []
  const say = (codigo: AvisoLinea, at: number | null) =>
    avisos.push({ codigo, columna: at === null ? '' : (titulos[at] ?? ''), valor: shortened(cell(at)) })
  const text = cell(columnas.fecha)
  const fecha = parseDate(text, mapeo.dateFormat)?.fecha ?? null
  const concepto = columnas.concepto.map(cell).filter(Boolean).join(' ').replace(/\s+/g, ' ').normalize('NFC')
  const { monto, blank } = readMonto(row, mapeo, moneda, say)
  const omitida = isNoLine({ text, fecha, concepto, monto, blank, broken: row.broken })
  if (!omitida) {
    if (row.broken) say('row.quote', null)
    if (fecha === null) say('fecha.invalid', columnas.fecha)
  }
  return {
    fila: row.fila,
    fecha,
    concepto: concepto.slice(0, 400),
    operacion: cell(columnas.operacion).slice(0, 80),
    monto,
    comision: false,
    avisos: omitida ? [] : avisos,
    texto: shortened(row.cells.filter((each) => each.trim() !== '').join(' · ')),
    omitida,
  }
}

interface Seen {
  text: string
  fecha: string | null
  concepto: string
  monto: Minor | null
  blank: boolean
  broken: boolean
}

/** Without a date it is a footer, unless it has a cell that should be one; without an amount, words of the bank. */
function isNoLine({ text, fecha, concepto, monto, blank, broken }: Seen): boolean {
  if (broken) return false
  if (blank || monto === 0) return true
  if (BALANCE.test(folded(concepto)) || BALANCE.test(folded(text))) return true
  return fecha === null && !/\d/.test(text)
}

/** Money in above zero, money out below. `blank`: no cell of the row says an amount. */
function readMonto(
  row: SheetRow,
  { columnas, decimal, invertido }: MapeoExtracto,
  moneda: string,
  say: (codigo: AvisoLinea, at: number | null) => void,
): { monto: Minor | null; blank: boolean } {
  let invalid = false
  const read = (at: number | null): Minor => {
    const text = at === null ? '' : (row.cells[at] ?? '').trim()
    if (text === '' || text === '-') return 0
    const amount = parseAmount(text, moneda, decimal)
    if (amount !== null) return amount
    say('monto.invalid', at)
    invalid = true
    return 0
  }
  if (columnas.monto !== null) {
    const monto = read(columnas.monto)
    return invalid ? { monto: null, blank: false } : { monto: invertido ? -monto || 0 : monto, blank: monto === 0 }
  }
  const credito = read(columnas.credito)
  const debito = Math.abs(read(columnas.debito))
  if (invalid) return { monto: null, blank: false }
  if (credito !== 0 && debito !== 0) {
    say('monto.both', columnas.debito)
    return { monto: null, blank: false }
  }
  return { monto: credito - debito, blank: credito === 0 && debito === 0 }
}

/** As the file writes amounts; a cell that can only be read the other way (`11500.00` among `1.150,00`) is read so. */
function parseAmount(text: string, moneda: string, decimal: ',' | '.'): Minor | null {
  return parseMoney(text, moneda, { decimal }) ?? parseMoney(text, moneda, { decimal: decimal === ',' ? '.' : ',' })
}
