import { sql } from 'drizzle-orm'
import { type AnySQLiteColumn, check, integer, text } from 'drizzle-orm/sqlite-core'

/** Primary key: UUID text (v7 by default, so that ids grow with time and pages fill in order). */
export const id = () => text().primaryKey().notNull()

/** Id of a row of another table, which cannot go while this one names it. */
export const reference = (column: () => AnySQLiteColumn) =>
  text().notNull().references(column, { onDelete: 'restrict' })

/** Integer milliseconds since the epoch, UTC. */
export const instant = () => integer().notNull()

/** Integer minor units of the tenant's currency. */
export const amount = () => integer().notNull()

/** CHECK that a column holds one of a closed list. */
export const oneOf = (name: string, column: AnySQLiteColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((v) => `'${v}'`).join(', '))})`)

/** CHECK that a text column is a civil date by its form. */
export const isFecha = (name: string, column: AnySQLiteColumn) =>
  check(name, sql`${column} is null or ${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`)
