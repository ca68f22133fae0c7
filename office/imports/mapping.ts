import { createHash } from 'node:crypto'
import { IMPORT_FIELDS, type ImportField, type ImportMapping } from '../../contract/procedures/imports.ts'
import { folded } from './fold.ts'
import type { Table } from './read/table.ts'
import { HEADERS } from './synonyms.ts'

const exact = new Map<string, ImportField>()
for (const field of IMPORT_FIELDS) {
  for (const header of HEADERS[field]) if (!exact.has(header)) exact.set(header, field)
}

/** True when a header (as it stands in the file) is one that some program is known to use. */
export const isKnownHeader = (header: string): boolean => exact.has(folded(header))

/** Names a set of headers, so that its mapping is found again whatever the file is called. */
export const headersFingerprint = (headers: readonly string[]): string =>
  createHash('sha256').update(headers.map(folded).join('\u0001')).digest('hex')

const SAMPLE_ROWS = 200
const FROM_NAME = 50
const FROM_CONTENT = 40

/**
 * Which column each field is: by the header's words, in three languages, backed by what the cells look like. The best
 * pair is taken first, so a column is never two fields.
 */
export function guessMapping(table: Table): ImportMapping {
  const pairs = table.headers.flatMap((header, column) => {
    const cells = table.rows.slice(0, SAMPLE_ROWS).flatMap((row) => row.cells[column]?.trim() || [])
    return IMPORT_FIELDS.map((field) => ({
      field,
      column,
      score: nameScore(header, field) + contentScore(cells, field),
    }))
  })
  const mapping: ImportMapping = {}
  const taken = new Set<number>()
  for (const { field, column, score } of pairs.sort((a, b) => b.score - a.score || a.column - b.column)) {
    if (score < FROM_CONTENT || mapping[field] !== undefined || taken.has(column)) continue
    mapping[field] = column
    taken.add(column)
  }
  return mapping
}

/** 100 for a known header (earlier synonyms a little more), less for one that contains a known one. */
function nameScore(header: string, field: ImportField): number {
  const name = folded(header)
  if (name === '') return 0
  const at = HEADERS[field].indexOf(name)
  if (at >= 0) return 100 - at / 10
  const words = ` ${name} `
  const longest = HEADERS[field].reduce((most, known) => {
    return known.length > 3 && words.includes(` ${known} `) && known.length > most ? known.length : most
  }, 0)
  return longest === 0 ? 0 : FROM_NAME + Math.min(longest, 20) / 2
}

const LOOKS: Partial<Record<ImportField, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+/,
  ip: /^\d{1,3}(?:\.\d{1,3}){3}$/,
  fechaActivacion: /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}/,
  velocidad: /^\d+(?:[.,]\d+)?\s*[mk]?(?:bps)?\s*\/\s*\d+(?:[.,]\d+)?\s*[mk]?(?:bps)?$/i,
  estadoServicio: /^(?:activ[oa]|suspendid[oa]|baja|cortad[oa]|cancelad[oa]|active|suspended|ativo|suspenso)$/i,
  telefono: /^\+?[\d\s()/.-]{8,}$/,
}
/** Numbers that look like phones are as often documents or codes: alone their look proves nothing. */
const PROVES = new Set<ImportField>(['email', 'ip', 'velocidad', 'estadoServicio'])

function contentScore(cells: readonly string[], field: ImportField): number {
  const look = LOOKS[field]
  if (!look || cells.length === 0) return 0
  const share = cells.filter((cell) => look.test(cell)).length / cells.length
  if (PROVES.has(field)) return share >= 0.6 ? FROM_CONTENT : 0
  return share >= 0.6 ? 5 : -20
}
