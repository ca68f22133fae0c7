import type { WriteDb } from '../../db/open.ts'

type Row = Record<string, string | number | null>

const CHUNK = 1000

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/**
 * Writes many rows of one table, some hundreds in a statement: one by one, the journal that each statement keeps
 * because of its triggers costs more than the rows do. Rows name their columns in camel case, all of them the same.
 */
export class BulkInsert {
  readonly #db: WriteDb
  readonly #table: string
  #columns: string[] = []
  #insert: ((rows: string) => void) | null = null
  #rows: Row[] = []

  constructor(db: WriteDb, table: string) {
    this.#db = db
    this.#table = table
  }

  add(row: Row): void {
    this.#rows.push(row)
  }

  /** Writes what is collected. Not done by itself: rows that others refer to have to be written first. */
  flush(): void {
    for (let at = 0; at < this.#rows.length; at += CHUNK) this.#write(this.#rows.slice(at, at + CHUNK))
    this.#rows = []
  }

  #write(rows: readonly Row[]): void {
    this.#insert ??= this.#prepare(rows[0] as Row)
    this.#insert(JSON.stringify(rows.map((row) => this.#columns.map((name) => row[name] ?? null))))
  }

  #prepare(row: Row): (rows: string) => void {
    this.#columns = Object.keys(row)
    const statement = this.#db.sqlite.prepare<[string]>(
      `insert into ${this.#table} (${this.#columns.map(snakeCase).join(', ')})
       select ${this.#columns.map((_, at) => `value ->> ${at}`).join(', ')} from json_each(?)`,
    )
    return (json) => void statement.run(json)
  }
}
