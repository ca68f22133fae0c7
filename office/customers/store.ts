import Database from 'better-sqlite3'
import { and, eq, sql } from 'drizzle-orm'
import type { EstadoServicioCliente } from '../../contract/enums.ts'
import type { Cliente, ClienteInput } from '../../contract/index.ts'
import type { WriteDb } from '../../db/open.ts'
import { cliente, clienteClave, clienteSaldo } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeNumber } from '../kernel/numbering.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { changedFields, nextVersion } from './changes.ts'
import { fold, foldCodigo } from './fold.ts'
import { clienteKeys } from './keys.ts'
import { addKeys, addSearchText, changeSearchText, replaceKeys } from './search-index.ts'

export { insertPlan, updatePlan } from './planes.ts'
export { insertServicio, updateServicio } from './servicios.ts'

const statements = perConnection((db: WriteDb) => ({
  insert: db.orm
    .insert(cliente)
    .values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      codigoCliente: sql.placeholder('codigoCliente'),
      nombreRazonSocial: sql.placeholder('nombreRazonSocial'),
      documento: sql.placeholder('documento'),
      telefono: sql.placeholder('telefono'),
      email: sql.placeholder('email'),
      direccion: sql.placeholder('direccion'),
      estadoServicio: sql.placeholder('estadoServicio'),
      notas: sql.placeholder('notas'),
      nombreOrden: sql.placeholder('nombreOrden'),
      codigoOrden: sql.placeholder('codigoOrden'),
      creadoEn: sql.placeholder('actualizadoEn'),
      actualizadoEn: sql.placeholder('actualizadoEn'),
    })
    .prepare(),
  insertSaldo: db.orm
    .insert(clienteSaldo)
    .values({
      clienteId: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      nombreOrden: sql.placeholder('nombreOrden'),
      codigoOrden: sql.placeholder('codigoOrden'),
    })
    .prepare(),
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
  codigoInUse: db.orm
    .select({ clienteId: clienteClave.clienteId })
    .from(clienteClave)
    .where(
      and(
        eq(clienteClave.tenantId, sql.placeholder('tenantId')),
        eq(clienteClave.clave, sql.placeholder('clave')),
        eq(clienteClave.tipo, 'codigo'),
      ),
    )
    .limit(1)
    .prepare(),
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
  actualizadoEn: row.actualizadoEn,
})

/** The seat's next code: a plain number that no client goes by yet, not even with letters or zeros around it. */
function nextCodigo(tx: Tx): string {
  const { codigoInUse } = statements(tx.db)
  for (;;) {
    const codigo = String(takeNumber(tx, 'cliente'))
    if (!codigoInUse.get({ tenantId: tx.actor.tenantId, clave: codigo })) return codigo
  }
}

function refusingTakenCodigo(codigo: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    const taken = error instanceof Database.SqliteError && error.message.includes('cliente.codigo_cliente')
    throw taken ? refuse('cliente.codigo_taken', { codigo }) : error
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

/**
 * Adds a client with balance and search entries. An empty code becomes the seat's next free number. `fields` are trimmed
 * and of their shape already. Errors: cliente.codigo_taken (the transaction can go on).
 */
export function insertCliente(tx: Tx, fields: ClienteInput, options: InsertOptions): Cliente {
  const row: Cliente = {
    id: newId(),
    codigoCliente: fields.codigoCliente || nextCodigo(tx),
    nombreRazonSocial: fields.nombreRazonSocial,
    documento: fields.documento,
    telefono: fields.telefono,
    email: fields.email,
    direccion: fields.direccion,
    estadoServicio: options.estadoServicio,
    notas: fields.notas,
    actualizadoEn: tx.now,
  }
  const prepared = statements(tx.db)
  const stored = { ...row, ...orderKeys(row), tenantId: tx.actor.tenantId }
  refusingTakenCodigo(row.codigoCliente, () => prepared.insert.run(stored))
  prepared.insertSaldo.run(stored)
  addSearchText(tx, row.id, row)
  const keys = clienteKeys(row)
  addKeys(tx, row.id, 'codigo', keys.codigo)
  addKeys(tx, row.id, 'documento', keys.documento)
  addKeys(tx, row.id, 'telefono', keys.telefono)
  if (options.audit !== false) {
    const { id, actualizadoEn: _, ...despues } = row
    tx.audit({ accion: 'cliente.create', entidad: 'cliente', entidadId: id, despues })
  }
  return row
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
    estadoServicio: options.estadoServicio,
    codigoCliente: fields.codigoCliente || before.codigoCliente,
  }
  const changes = changedFields(before, after)
  if (!changes) return before
  after.actualizadoEn = nextVersion(tx.now, before.actualizadoEn)
  const stored = { ...after, ...orderKeys(after) }
  refusingTakenCodigo(after.codigoCliente, () => prepared.update.run(stored))
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
