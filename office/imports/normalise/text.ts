import type { ImportField } from '../../../contract/procedures/imports.ts'
import type { RowReader } from './issues.ts'
import type { Leftovers } from './leftovers.ts'

/** What the office's own forms accept (contract, zClienteFields and its like). */
const LIMITS: Partial<Record<ImportField, number>> = {
  codigoCliente: 30,
  nombreRazonSocial: 160,
  documento: 40,
  telefono: 80,
  direccion: 240,
  plan: 80,
  usuarioPppoe: 120,
}
export const NOTAS_LIMIT = 2000

/** Control, zero-width and odd blank characters, which come along when people copy and paste. */
const ODD = /[\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]|^'/

function clean(text: string): string {
  if (!ODD.test(text)) return text.normalize('NFC')
  return (
    text
      // An apostrophe before what would be a formula is a spreadsheet's mark that it is text.
      .replace(/^'(?='*[=+\-@\t\r])/, '')
      .replace(/\r\n?/g, '\n')
      .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
      .replace(/[^\S\n]|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ')
      .normalize('NFC')
  )
}

/** One line of text: blanks collapsed and trimmed, formulas kept as text and named, cut where the office's forms end. */
export function readText(row: RowReader, field: ImportField, leftovers: Leftovers): string {
  const raw = row.raw(field)
  const text = oneLine(clean(raw))
  if (text === '') {
    if (raw !== '') row.say('text.blank', field)
    return ''
  }
  if (text !== raw) row.say('text.spaces', field)
  sayFormula(row, field, text)
  const limit = LIMITS[field]
  if (limit === undefined || text.length <= limit) return text
  row.say('text.too_long', field, String(limit))
  leftovers.keep(field, text)
  // Half a code would be another client's code.
  return field === 'codigoCliente' ? '' : text.slice(0, limit).trimEnd()
}

const oneLine = (text: string): string => (/\s\s|\n/.test(text) ? text.replace(/\s+/g, ' ') : text).trim()

/** The notes: their lines are kept. */
export function readNotas(row: RowReader): string {
  const raw = row.raw('notas')
  const text = clean(raw)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
  if (text === '') {
    if (raw !== '') row.say('text.blank', 'notas')
    return ''
  }
  sayFormula(row, 'notas', text)
  return text
}

/** What a spreadsheet program would calculate, or a browser run. Here it is only text, everywhere. */
const RUNS = /^[=@]|^[+-](?!\s*[\d$(.,])|<\s*script|javascript:/i

function sayFormula(row: RowReader, field: ImportField, text: string): void {
  if (RUNS.test(text)) row.say('text.formula', field)
}
