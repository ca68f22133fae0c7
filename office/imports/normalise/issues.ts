import type { ImportField, ImportIssue, ImportIssueCode, ImportMapping } from '../../../contract/procedures/imports.ts'
import { shortened } from '../fold.ts'

/** One row of the file while it is understood: its cells by field, and what there is to say about them. */
export class RowReader {
  readonly issues: ImportIssue[] = []
  readonly #headers: readonly string[]
  readonly #mapping: ImportMapping
  readonly #cells: readonly string[]

  constructor(headers: readonly string[], mapping: ImportMapping, cells: readonly string[]) {
    this.#headers = headers
    this.#mapping = mapping
    this.#cells = cells
  }

  /** True when the field has a column. */
  has(field: ImportField): boolean {
    return this.#mapping[field] !== undefined
  }

  /** The cell as it stands; empty when there is none. */
  raw(field: ImportField): string {
    const column = this.#mapping[field]
    return column === undefined ? '' : (this.#cells[column] ?? '')
  }

  /** Header of the field's column. */
  column(field: ImportField): string {
    const column = this.#mapping[field]
    return column === undefined ? '' : (this.#headers[column] ?? '')
  }

  /** Says something about the field's cell. Of a cell that the row lacks there is nothing to say. */
  say(code: ImportIssueCode, field: ImportField | null, detail = '', value = field ? this.raw(field) : ''): void {
    if (field && (this.#mapping[field] ?? 0) >= this.#cells.length) return
    this.issues.push(issue(code, field, field ? this.column(field) : null, value, detail))
  }
}

export const issue = (
  code: ImportIssueCode,
  field: ImportField | null,
  column: string | null,
  value: string,
  detail: string,
): ImportIssue => ({ code, field, column, value: shortened(value), detail: shortened(detail) })
