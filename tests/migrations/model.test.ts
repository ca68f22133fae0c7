import fs from 'node:fs'
import path from 'node:path'
import type { Database as Sqlite } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffice, type OfficeDb } from '../../db/open.ts'
import { freshDir, MIGRATIONS_DIR } from './support.ts'

const root = path.resolve(import.meta.dirname, '../..')

interface SeedField {
  entity: string
  table: string
  field: string
  values: string[]
}

const snake = (entity: string) =>
  entity === 'AIInteraction' ? 'ai_interaction' : entity.replace(/(?<!^)[A-Z]/g, (c) => `_${c}`).toLowerCase()

/** The customer's list: `## Entity` followed by `- field (value, value)`. */
function readSeed(): SeedField[] {
  const text = fs.readFileSync(path.join(root, 'tests/data/modelo-de-datos.md'), 'utf8')
  return [...text.matchAll(/^## (\w+)\n((?:- .*\n)+)/gm)].flatMap(([, entity = '', list = '']) =>
    [...list.matchAll(/^- (\w+)(?: \((.*)\))?$/gm)].map(([, field = '', values]) => ({
      entity,
      table: snake(entity),
      field,
      values: values?.split(',').map((v) => v.trim()) ?? [],
    })),
  )
}

const seed = readSeed()
let db: OfficeDb
let sqlite: Sqlite
const dir = freshDir()

beforeAll(async () => {
  db = await openOffice({ dataDir: dir.path, migrationsDir: MIGRATIONS_DIR, now: 0 })
  sqlite = db.write.sqlite
})
afterAll(() => {
  db.close()
  dir.remove()
})

const sqlOf = (table: string) =>
  sqlite.prepare('select sql from sqlite_master where name = ?').pluck().get(table) as string
const columnsOf = (table: string) =>
  sqlite.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[]
const realTables = () =>
  sqlite
    .prepare(
      `select name from sqlite_master where type = 'table' and name not like 'cliente_fts%' and name not like 'sqlite_%'`,
    )
    .pluck()
    .all() as string[]

describe("the customer's model", () => {
  it('is read whole from their list: thirteen entities, 105 fields', () => {
    expect(new Set(seed.map((f) => f.entity)).size).toBe(13)
    expect(seed).toHaveLength(105)
  })

  it.each(seed.map((f) => [`${f.table}.${f.field}`, f] as const))('has %s', (_, { table, field }) => {
    expect(columnsOf(table)).toContain(field)
  })

  it.each(seed.filter((f) => f.values.length > 0).map((f) => [`${f.table}.${f.field}`, f] as const))(
    '%s takes exactly its values',
    (_, { table, field, values }) => {
      const list = new RegExp(`"${field}" in \\(([^)]*)\\)`).exec(sqlOf(table))?.[1]
      expect(list?.split(', ').map((v) => v.slice(1, -1))).toEqual(values)
    },
  )

  it('is described field by field in docs/modelo.md', () => {
    const docs = fs.readFileSync(path.join(root, 'docs/modelo.md'), 'utf8')
    for (const { table, field } of seed) expect(docs).toContain(`| ${field} | \`${table}.${field}\` |`)
  })
})

describe('what was added beside it', () => {
  it('is named in docs/modelo.md: every table, and every column of the thirteen', () => {
    const docs = fs.readFileSync(path.join(root, 'docs/modelo.md'), 'utf8')
    for (const table of realTables()) expect(docs, table).toContain(`\`${table}\``)
    for (const table of new Set(seed.map((f) => f.table))) {
      const section = docs.slice(docs.indexOf(`→ \`${table}\``)).split('\n### ')[0] ?? ''
      for (const column of columnsOf(table)) expect(section, `${table}.${column}`).toContain(column)
    }
  })

  it('is strictly typed, and carries the tenant', () => {
    for (const table of realTables()) {
      expect(sqlOf(table), table).toMatch(/STRICT/)
      if (!['tenant', 'migracion', 'cliente_busqueda'].includes(table))
        expect(columnsOf(table), table).toContain('tenant_id')
    }
  })

  it('never lets a row of money disappear with another: every reference restricts', () => {
    for (const table of realTables())
      for (const key of sqlite.pragma(`foreign_key_list(${table})`) as { on_delete: string }[])
        expect(key.on_delete, table).toBe('RESTRICT')
  })
})
