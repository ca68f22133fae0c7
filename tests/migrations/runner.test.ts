import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OpenFailure } from '../../db/failure.ts'
import { type Migration, migrate, readMigrations } from '../../db/migrate.ts'
import { openOffice } from '../../db/open.ts'
import { freshDir, MIGRATIONS_DIR } from './support.ts'

const migration = (name: string, ...statements: string[]): Migration => ({
  name,
  hash: createHash('sha256').update(statements.join()).digest('hex'),
  statements,
})

const parents = migration('0000_parents', 'create table parent (id integer primary key, name text) strict')
const children = migration(
  '0001_children',
  'create table child (id integer primary key, parent integer not null references parent(id) on delete cascade) strict',
)
const rebuild = migration(
  '0002_rebuild',
  'create table parent2 (id integer primary key, name text not null) strict',
  `insert into parent2 select id, coalesce(name, '') from parent`,
  'drop table parent',
  'alter table parent2 rename to parent',
)

let dir: ReturnType<typeof freshDir>
let file: string
let sqlite: Database.Database
const options = () => ({ backupDir: path.join(dir.path, 'backups'), now: 1_000 })
const backups = () => (fs.existsSync(options().backupDir) ? fs.readdirSync(options().backupDir) : [])
const reopen = () => {
  sqlite.close()
  sqlite = new Database(file)
}

beforeEach(() => {
  dir = freshDir()
  file = path.join(dir.path, 'office.db')
  sqlite = new Database(file)
  sqlite.pragma('foreign_keys = ON')
})
afterEach(() => {
  sqlite.close()
  dir.remove()
})

describe('the migration runner', () => {
  it('applies what is missing, in order, once', async () => {
    expect((await migrate(sqlite, [parents], options())).applied).toEqual(['0000_parents'])
    expect((await migrate(sqlite, [parents, children], options())).applied).toEqual(['0001_children'])
    expect(await migrate(sqlite, [parents, children], options())).toEqual({ applied: [], backup: null })
  })

  it('keeps the children when their parent table is rebuilt', async () => {
    await migrate(sqlite, [parents, children], options())
    sqlite.exec(`insert into parent values (1, null); insert into child values (7, 1)`)
    await migrate(sqlite, [parents, children, rebuild], options())
    expect(sqlite.prepare('select id from child').pluck().all()).toEqual([7])
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it('copies a file with data first, and the copy is the data as it was', async () => {
    await migrate(sqlite, [parents], options())
    sqlite.exec(`insert into parent values (1, 'before')`)
    const { backup } = await migrate(sqlite, [parents, children], options())
    const copy = new Database(String(backup), { readonly: true })
    expect(copy.prepare('select name from parent').pluck().all()).toEqual(['before'])
    expect(copy.prepare(`select count(*) from sqlite_master where name = 'child'`).pluck().get()).toBe(0)
    copy.close()
  })

  it('copies nothing when the file is new', async () => {
    await migrate(sqlite, [parents], options())
    expect(backups()).toEqual([])
  })

  it('leaves the file at the last whole migration when one fails', async () => {
    await migrate(sqlite, [parents], options())
    const broken = migration('0001_broken', 'create table half (id integer)', 'create table parent (id integer)')
    await expect(migrate(sqlite, [parents, broken], options())).rejects.toMatchObject({ code: 'db.migration_failed' })
    reopen()
    expect(sqlite.prepare(`select name from sqlite_master where name = 'half'`).all()).toEqual([])
    expect(sqlite.prepare('select nombre from migracion').pluck().all()).toEqual(['0000_parents'])
  })

  it('refuses a migration that breaks a reference, and undoes it', async () => {
    await migrate(sqlite, [parents, children], options())
    sqlite.exec(`insert into parent values (1, 'x'); insert into child values (7, 1)`)
    const orphaning = migration('0002_orphaning', 'delete from parent')
    await expect(migrate(sqlite, [parents, children, orphaning], options())).rejects.toThrow(/foreign keys broken/)
    expect(sqlite.prepare('select count(*) from parent').pluck().get()).toBe(1)
  })

  it('refuses a history that is not the beginning of ours', async () => {
    await migrate(sqlite, [parents, children], options())
    const edited = migration('0001_children', 'create table other (id integer)')
    await expect(migrate(sqlite, [parents, edited], options())).rejects.toMatchObject({ code: 'db.migration_failed' })
    const inserted = migration('0001_inserted', 'create table other (id integer)')
    await expect(migrate(sqlite, [parents, inserted, children], options())).rejects.toBeInstanceOf(OpenFailure)
    await expect(migrate(sqlite, [parents], options())).rejects.toMatchObject({ code: 'db.from_the_future' })
  })

  it('refuses files that are not numbered 0, 1, 2…', () => {
    fs.writeFileSync(path.join(dir.path, '0000_a.sql'), 'select 1')
    fs.writeFileSync(path.join(dir.path, '0002_b.sql'), 'select 1')
    expect(() => readMigrations(dir.path)).toThrow(/0002_b.sql is out of order/)
  })
})

describe('opening an office file', () => {
  const open = () => openOffice({ dataDir: dir.path, migrationsDir: MIGRATIONS_DIR, now: 1 })

  it('refuses a file from the future without touching a byte of it', async () => {
    const known = readMigrations(MIGRATIONS_DIR)
    await migrate(sqlite, [...known, migration('9999_future', 'create table future (id integer)')], options())
    sqlite.close()
    const before = fs.readFileSync(file)
    await expect(open()).rejects.toMatchObject({ code: 'db.from_the_future' })
    expect(fs.readFileSync(file).equals(before)).toBe(true)
    expect(fs.readdirSync(dir.path)).toEqual(['office.db'])
    sqlite = new Database(file)
  })

  it('says that a file is damaged, and leaves it as it is', async () => {
    sqlite.close()
    fs.writeFileSync(file, Buffer.alloc(8192, 'not a database '))
    await expect(open()).rejects.toMatchObject({ code: 'db.corrupt' })
    expect(fs.readFileSync(file, 'latin1').startsWith('not a database')).toBe(true)
    sqlite = new Database(':memory:')
  })

  it('says that the folder cannot be written', async () => {
    sqlite.close()
    const blocked = path.join(dir.path, 'blocked')
    fs.writeFileSync(blocked, '')
    await expect(
      openOffice({ dataDir: path.join(blocked, 'x'), migrationsDir: MIGRATIONS_DIR, now: 1 }),
    ).rejects.toBeInstanceOf(OpenFailure)
    sqlite = new Database(':memory:')
  })
})

describe('every version with data in it', () => {
  /** Rows a person could have had when the file was at that version; each later version must bring them along. */
  const tenantRow = `insert into tenant (id, nombre, dominio, color_primario, estado, configuracion_json, creado_en, actualizado_en)
    values ('t1', 'Red', '', '#123456', 'activo', '{}', 1, 1)`
  const clienteRow = `insert into cliente (id, tenant_id, codigo_cliente, nombre_razon_social, estado_servicio, nombre_orden, codigo_orden, creado_en, actualizado_en)
    values ('c1', 't1', '1', 'Ana', 'activo', 'ana', '1', 1, 1)`

  it.each(readMigrations(MIGRATIONS_DIR).map((m, at) => [m.name, at + 1] as const))(
    'from %s on, the rows arrive whole',
    async (_, version) => {
      const known = readMigrations(MIGRATIONS_DIR)
      await migrate(sqlite, known, { ...options(), stopAfter: version })
      sqlite.exec(tenantRow)
      sqlite.exec(clienteRow)
      sqlite.close()
      const db = await openOffice({ dataDir: dir.path, migrationsDir: MIGRATIONS_DIR, now: 2 })
      expect(db.read.sqlite.prepare('select nombre_razon_social, nombre_orden from cliente').all()).toEqual([
        { nombre_razon_social: 'Ana', nombre_orden: 'ana' },
      ])
      expect(db.read.sqlite.prepare('select count(*) from migracion').pluck().get()).toBe(known.length)
      expect(db.read.sqlite.prepare('select n from conteo where clave = ?').pluck().all('activo')).toEqual([1])
      db.close()
      expect(backups()).toHaveLength(version < known.length ? 1 : 0)
      sqlite = new Database(file)
    },
  )
})
