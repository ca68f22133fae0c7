import type { ImportIssue } from '../../contract/procedures/imports.ts'
import type { Decision } from './decide/index.ts'
import type { Entry } from './decide/entry.ts'
import type { Prepared } from './prepared.ts'

/** The screen's sentence per issue code, with {{column}}, {{value}} and {{detail}}. */
export type Reasons = Readonly<Record<string, string>>

const BOM = '\ufeff'

/** The rejected rows as CSV, with row, line and reasons in front: to be mended and imported again. */
export function rejectedCsv(
  prepared: Prepared,
  decision: Decision,
  reasons: Reasons,
  titles: readonly string[],
): string {
  const { table, reading } = prepared.file
  const line = (cells: readonly string[]) =>
    cells.map((cell) => csvCell(cell, reading.delimiter)).join(reading.delimiter)
  const rows = rejectedEntries(decision).map(({ text, issues }) => {
    const reason = issues.map((issue) => sentence(issue, reasons)).join(' · ')
    return line([String(text.row), String(text.line), reason, ...text.cells])
  })
  return `${BOM}${[line([...titles, ...table.headers]), ...rows].join('\r\n')}\r\n`
}

export const rejectedEntries = (decision: Decision): Entry[] => decision.entries.filter(({ fate }) => fate === 'error')

const sentence = (issue: ImportIssue, reasons: Reasons): string =>
  (reasons[issue.code] ?? issue.code).replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
    if (name === 'column') return issue.column ?? ''
    return name === 'value' ? issue.value : name === 'detail' ? issue.detail : whole
  })

const NUMBER = /^[-+]?[\d.,\s]+$/

/** A cell that no spreadsheet program takes for a formula: those get an apostrophe, which reading takes away again. */
export function csvCell(cell: string, delimiter: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell
  return safe.includes(delimiter) || /["\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
