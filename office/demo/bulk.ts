import type { WriteDb } from '../../db/open.ts'

type Value = string | number | null

const CHUNK = 1000

/**
 * Writes many rows of one table, some hundreds in a statement: one by one, the journal that each statement keeps
 * because of its triggers costs more than the rows do.
 */
export class BulkInsert {
  readonly #run: (rows: string) => void
  #rows: Value[][] = []

  /** `columns`: names separated by spaces; rows have their values in that order. */
  constructor(db: WriteDb, table: string, columns: string) {
    const names = columns.trim().split(/\s+/)
    const values = names.map((_, at) => `value ->> ${at}`).join(', ')
    const statement = db.sqlite.prepare<[string]>(
      `insert into ${table} (${names.join(', ')}) select ${values} from json_each(?)`,
    )
    this.#run = (rows) => void statement.run(rows)
  }

  add(...row: Value[]): void {
    this.#rows.push(row)
  }

  /** Writes what is collected. Not done by itself: rows that others refer to have to be written first. */
  flush(): void {
    for (let at = 0; at < this.#rows.length; at += CHUNK) this.#run(JSON.stringify(this.#rows.slice(at, at + CHUNK)))
    this.#rows = []
  }
}
