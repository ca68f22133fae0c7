import type { ImportField } from '../../../contract/procedures/imports.ts'
import type { RowReader } from './issues.ts'
import { NOTAS_LIMIT } from './text.ts'

/**
 * What a row says and the office has no field for (yet): kept in the client's notes as `header: cell`, in the words of
 * the file, so that nothing which somebody once typed is lost.
 */
export class Leftovers {
  readonly #row: RowReader
  readonly #lines: string[] = []
  readonly #usual: string[] = []

  constructor(row: RowReader) {
    this.#row = row
  }

  /** Something unusual: a line of its own. */
  keep(field: ImportField, text = this.#row.raw(field)): void {
    const line = this.#said(field, text)
    if (line && !this.#lines.includes(line)) this.#lines.push(line)
  }

  /** What every row has, such as its router: all on one line. */
  keepUsual(field: ImportField, text: string): void {
    const said = this.#said(field, text)
    if (said) this.#usual.push(said)
  }

  #said(field: ImportField, text: string): string {
    const value = text.replace(/\s+/g, ' ').trim()
    return value === '' ? '' : `${this.#row.column(field) || field}: ${value}`
  }

  /** The notes with what is left over below them. */
  under(notas: string): string {
    const parts = [notas, ...this.#lines, this.#usual.join(' · ')].filter((part) => part !== '')
    return parts.join('\n').slice(0, NOTAS_LIMIT)
  }
}
