import Database from 'better-sqlite3'
import { and, eq, sql } from 'drizzle-orm'
import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { Cliente, ClienteInput } from '../../contract/index.ts'
import type { WriteDb } from '../../db/open.ts'
import { cliente, clienteSaldo } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeNumber } from '../kernel/numbering.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { changedFields, nextVersion } from './changes.ts'
import { fold, foldCodigo } from './fold.ts'
import { clienteKeys } from './keys.ts'
import { addKeys, addSearchTexts, type Clave, changeSearchText, replaceKeys } from './search-index.ts'

export { insertPlan, updatePlan } from './planes.ts'
export { insertServicio, updateServicio } from './servicios.ts'

/** Columns of a new client, in the order of the rows that `insert` takes as JSON. */
const COLUMNS = [
  'id',
  'tenantId',
  'codigoCliente',
  'nombreRazonSocial',
  'documento',
  'telefono',
  'email',
  'direccion',
  'estadoServicio',
  'notas',
  'exentoImpuestos',
  'agrupacion',
  'nombreOrden',
  'codigoOrden',
  'creadoEn',
  'actualizadoEn',
] as const

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

// Many rows go into one statement: each statement that fires triggers keeps a journal of its own, which costs more
// than a row does, and makes the full-text index write out what it has collected.
const statements = perConnection((db: WriteDb) => ({
  insert: db.sqlite.prepare<[string]>(
    `insert into cliente (${COLUMNS.map((name) => snakeCase(name)).join(', ')})
     select ${COLUMNS.map((_, at) => `value ->> ${at}`).join(', ')} from json_each(?)`,
  ),
  insertSaldo: db.sqlite.prepare<[string]>(
    `insert into cliente_saldo (cliente_id, tenant_id, nombre_orden, codigo_orden)
     select value ->> ${COLUMNS.indexOf('id')}, value ->> ${COLUMNS.indexOf('tenantId')},
       value ->> ${COLUMNS.indexOf('nombreOrden')}, value ->> ${COLUMNS.indexOf('codigoOrden')} from json_each(?)`,
  ),
  get: db.orm
    .select()
    .from(cliente)
    .where(and(eq(cliente.tenantId, sql.placeholder('tenantId')), eq(cliente.id, sql.placeholder('id'))))
    .prepare(),
  update: db.orm
    .update(cliente)
    .set({
      codigoCliente: sql`${sql.placeholder('codigoCliente')}`,
      nombreRazonSocial: sql`${sql.placeholder('nombreRazonSocial')}`,
      documento: sql`${sql.placeholder('documento')}`,
      telefono: sql`${sql.placeholder('telefono')}`,
      email: sql`${sql.placeholder('email')}`,
      direccion: sql`${sql.placeholder('direccion')}`,
      estadoServicio: sql`${sql.placeholder('estadoServicio')}`,
      notas: sql`${sql.placeholder('notas')}`,
      exentoImpuestos: sql`${sql.placeholder('exentoImpuestos')}`,
      agrupacion: sql`${sql.placeholder('agrupacion')}`,
      nombreOrden: sql`${sql.placeholder('nombreOrden')}`,
      codigoOrden: sql`${sql.placeholder('codigoOrden')}`,
      actualizadoEn: sql`${sql.placeholder('actualizadoEn')}`,
    })
    .where(eq(cliente.id, sql.placeholder('id')))
    .prepare(),
  updateSaldo: db.orm
    .update(clienteSaldo)
    .set({
      nombreOrden: sql`${sql.placeholder('nombreOrden')}`,
      codigoOrden: sql`${sql.placeholder('codigoOrden')}`,
    })
    .where(eq(clienteSaldo.clienteId, sql.placeholder('id')))
    .prepare(),
  // A bound LIMIT makes SQLite prepare the statement anew at each run; this one runs for every new code.
  codigoInUse: db.sqlite.prepare<[string, string]>(
    `select 1 from cliente_clave where tenant_id = ? and clave = ? and tipo = 'codigo' limit 1`,
  ),
  codigoExists: db.sqlite.prepare<[string, string]>('select 1 from cliente where tenant_id = ? and codigo_cliente = ?'),
}))

/** A row of the table as the contract shows it. */
export const toCliente = (row: typeof cliente.$inferSelect): Cliente => ({
  id: row.id,
  codigoCliente: row.codigoCliente,
  nombreRazonSocial: row.nombreRazonSocial,
  documento: row.documento,
  telefono: row.telefono,
  email: row.email,
  direccion: row.direccion,
  estadoServicio: row.estadoServicio,
  notas: row.notas,
  exentoImpuestos: row.exentoImpuestos === 1,
  agrupacion: row.agrupacion,
  actualizadoEn: row.actualizadoEn,
})

/** The seat's next code: a plain number that no client goes by yet, not even with letters or zeros around it. */
function nextCodigo(tx: Tx, given: ReadonlySet<string>): string {
  const { codigoInUse } = statements(tx.db)
  for (;;) {
    const codigo = String(takeNumber(tx, 'cliente'))
    if (!given.has(codigo) && !codigoInUse.get(tx.actor.tenantId, codigo)) return codigo
  }
}

/** Turns a refusal of the table's unique code into ours; `codigos` are those being written. */
function refusingTakenCodigo(tx: Tx, codigos: readonly string[], write: () => void): void {
  try {
    write()
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.message.includes('cliente.codigo_cliente'))) throw error
    const { codigoExists } = statements(tx.db)
    const codigo = codigos.find(
      (code, at) => codigos.indexOf(code) < at || codigoExists.get(tx.actor.tenantId, code) !== undefined,
    )
    throw refuse('cliente.codigo_taken', { codigo })
  }
}

const orderKeys = (row: Cliente) => ({
  nombreOrden: fold(row.nombreRazonSocial),
  codigoOrden: foldCodigo(row.codigoCliente),
})

export interface InsertOptions {
  estadoServicio: EstadoServicioCliente
  /** False when the caller writes one audit row for many clients. */
  audit?: boolean
}

export interface NewCliente {
  /** Trimmed and of their shape already; an empty code becomes the seat's next free number. */
  fields: ClienteInput
  estadoServicio: EstadoServicioCliente
}

const CHUNK = 500

/**
 * Adds clients with their balances and search entries, in the order given; several times faster than one by one.
 * Errors: cliente.codigo_taken, after which the transaction has to be given up.
 */
export function insertClientes(tx: Tx, news: readonly NewCliente[], options: { audit?: boolean } = {}): Cliente[] {
  const inserted: Cliente[] = []
  for (let at = 0; at < news.length; at += CHUNK) inserted.push(...insertChunk(tx, news.slice(at, at + CHUNK)))
  if (options.audit !== false)
    for (const { id, actualizadoEn: _, ...despues } of inserted)
      tx.audit({ accion: 'cliente.create', entidad: 'cliente', entidadId: id, despues })
  return inserted
}

/** Adds one client. An empty code becomes the seat's next free number. Errors: cliente.codigo_taken. */
export function insertCliente(tx: Tx, fields: ClienteInput, options: InsertOptions): Cliente {
  const [inserted] = insertClientes(tx, [{ fields, estadoServicio: options.estadoServicio }], options)
  return inserted as Cliente
}

function insertChunk(tx: Tx, news: readonly NewCliente[]): Cliente[] {
  const given = new Set(news.map(({ fields }) => fields.codigoCliente))
  const clientes = news.map(
    ({ fields, estadoServicio }): Cliente => ({
      id: newId(),
      codigoCliente: fields.codigoCliente || nextCodigo(tx, given),
      nombreRazonSocial: fields.nombreRazonSocial,
      documento: fields.documento,
      telefono: fields.telefono,
      email: fields.email,
      direccion: fields.direccion,
      estadoServicio,
      notas: fields.notas,
      exentoImpuestos: fields.exentoImpuestos ?? false,
      agrupacion: fields.agrupacion ?? null,
      actualizadoEn: tx.now,
    }),
  )
  const rows = JSON.stringify(
    clientes.map((c) => {
      const stored = { ...c, ...orderKeys(c), tenantId: tx.actor.tenantId, creadoEn: tx.now }
      return COLUMNS.map((name) => stored[name])
    }),
  )
  const codigos = clientes.map((c) => c.codigoCliente)
  refusingTakenCodigo(tx, codigos, () => statements(tx.db).insert.run(rows))
  statements(tx.db).insertSaldo.run(rows)
  addSearchTexts(tx, clientes)
  addKeys(tx, clientes.flatMap(clavesOf))
  return clientes
}

const clavesOf = (c: Cliente): Clave[] => {
  const keys = clienteKeys(c)
  return (['codigo', 'documento', 'telefono'] as const).flatMap((tipo) =>
    keys[tipo].map((key): Clave => [key, tipo, c.id]),
  )
}

export interface UpdateOptions {
  estadoServicio: EstadoServicioCliente
  /** `actualizadoEn` that the change is based on; without it the change is made on whatever is there. */
  expected?: number
  audit?: boolean
}

/**
 * Changes a client; an empty code keeps the one it has. Nothing is written when nothing differs.
 * Errors: not_found, conflict.changed, cliente.codigo_taken.
 */
export function updateCliente(tx: Tx, id: string, fields: ClienteInput, options: UpdateOptions): Cliente {
  const prepared = statements(tx.db)
  const found = prepared.get.get({ tenantId: tx.actor.tenantId, id })
  if (!found) throw refuse('not_found', { entidad: 'cliente' })
  const before = toCliente(found)
  if (options.expected !== undefined && options.expected !== before.actualizadoEn)
    throw refuse('conflict.changed', { entidad: 'cliente' })
  const after: Cliente = {
    ...before,
    nombreRazonSocial: fields.nombreRazonSocial,
    documento: fields.documento,
    telefono: fields.telefono,
    email: fields.email,
    direccion: fields.direccion,
    notas: fields.notas,
    exentoImpuestos: fields.exentoImpuestos ?? before.exentoImpuestos,
    agrupacion: fields.agrupacion === undefined ? before.agrupacion : fields.agrupacion,
    estadoServicio: options.estadoServicio,
    codigoCliente: fields.codigoCliente || before.codigoCliente,
  }
  const changes = changedFields(before, after)
  if (!changes) return before
  after.actualizadoEn = nextVersion(tx.now, before.actualizadoEn)
  const stored = { ...after, ...orderKeys(after), exentoImpuestos: Number(after.exentoImpuestos) }
  refusingTakenCodigo(tx, [after.codigoCliente], () => prepared.update.run(stored))
  if (stored.nombreOrden !== found.nombreOrden || stored.codigoOrden !== found.codigoOrden)
    prepared.updateSaldo.run(stored)
  updateSearch(tx, before, after)
  if (options.audit !== false) tx.audit({ accion: 'cliente.update', entidad: 'cliente', entidadId: id, ...changes })
  return after
}

function updateSearch(tx: Tx, before: Cliente, after: Cliente): void {
  if (before.nombreRazonSocial !== after.nombreRazonSocial || before.direccion !== after.direccion)
    changeSearchText(tx, after.id, after)
  const keys = clienteKeys(after)
  if (before.codigoCliente !== after.codigoCliente) replaceKeys(tx, after.id, 'codigo', keys.codigo)
  if (before.documento !== after.documento) replaceKeys(tx, after.id, 'documento', keys.documento)
  if (before.telefono !== after.telefono) replaceKeys(tx, after.id, 'telefono', keys.telefono)
}
