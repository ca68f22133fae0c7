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
