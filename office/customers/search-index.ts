import { and, eq, sql } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'
import { type CLAVES, clienteBusqueda, clienteClave } from '../../db/schema/index.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { indexWords } from './fold.ts'

type TipoClave = (typeof CLAVES)[number]

const statements = perConnection((db: WriteDb) => ({
  addText: db.orm
    .insert(clienteBusqueda)
    .values({
      clienteId: sql.placeholder('clienteId'),
      nombre: sql.placeholder('nombre'),
      direccion: sql.placeholder('direccion'),
    })
    .prepare(),
  // A changed text takes the next number, so that whoever has read up to a number reads it too.
  changeText: db.orm
    .update(clienteBusqueda)
    .set({
      n: sql`(select max(n) + 1 from cliente_busqueda)`,
      nombre: sql`${sql.placeholder('nombre')}`,
      direccion: sql`${sql.placeholder('direccion')}`,
    })
    .where(eq(clienteBusqueda.clienteId, sql.placeholder('clienteId')))
    .prepare(),
  // Hundreds of thousands at an import: without the query builder's cost per row.
  addKey: db.sqlite.prepare<[string, string, TipoClave, string]>(
    'insert or ignore into cliente_clave (tenant_id, clave, tipo, cliente_id) values (?, ?, ?, ?)',
  ),
  dropKeys: db.orm
    .delete(clienteClave)
    .where(
      and(eq(clienteClave.clienteId, sql.placeholder('clienteId')), eq(clienteClave.tipo, sql.placeholder('tipo'))),
    )
    .prepare(),
}))

interface Searchable {
  nombreRazonSocial: string
  direccion: string
}

/** What the full-text index holds of a client: words already folded, so that the office alone decides what a word is. */
export const searchText = (cliente: Searchable) => ({
  nombre: indexWords(cliente.nombreRazonSocial).join(' '),
  direccion: indexWords(cliente.direccion).join(' '),
})

export function addSearchText(tx: Tx, clienteId: string, cliente: Searchable): void {
  statements(tx.db).addText.run({ clienteId, ...searchText(cliente) })
}

export function changeSearchText(tx: Tx, clienteId: string, cliente: Searchable): void {
  statements(tx.db).changeText.run({ clienteId, ...searchText(cliente) })
}

export function addKeys(tx: Tx, clienteId: string, tipo: TipoClave, keys: readonly string[]): void {
  const { addKey } = statements(tx.db)
  for (const key of keys) addKey.run(tx.actor.tenantId, key, tipo, clienteId)
}

export function replaceKeys(tx: Tx, clienteId: string, tipo: TipoClave, keys: readonly string[]): void {
  statements(tx.db).dropKeys.run({ clienteId, tipo })
  addKeys(tx, clienteId, tipo, keys)
}
