import { is, Param, Placeholder, type Query } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'

/**
 * Prepares the statements of a hot path once per connection: building a query costs more than running it.
 * `make` gets the handle and returns prepared queries; they live as long as the handle.
 */
export function perConnection<Db extends object, Statements>(make: (db: Db) => Statements): (db: Db) => Statements {
  const cache = new WeakMap<Db, Statements>()
  return (db) => {
    let statements = cache.get(db)
    if (!statements) {
      statements = make(db)
      cache.set(db, statements)
    }
    return statements
  }
}

/**
 * A write built by drizzle and run by the driver itself: drizzle's own way through a prepared statement costs as much
 * as the row. Placeholders take their values by name, as they are; use it where no column maps its values.
 */
export function compileWrite(db: WriteDb, query: { toSQL(): Query }): (values: Record<string, unknown>) => void {
  const { sql, params } = query.toSQL()
  const statement = db.sqlite.prepare<unknown[]>(sql)
  const names = params.map(placeholderName)
  return (values) => {
    statement.run(...names.map((name, at) => (name === null ? params[at] : driverValue(values[name]))))
  }
}

function placeholderName(param: unknown): string | null {
  const held = is(param, Param) ? param.value : param
  return is(held, Placeholder) ? held.name : null
}

/** What SQLite takes: it has no booleans. */
const driverValue = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value)
