import { and, eq, sql } from 'drizzle-orm'
import type { WriteDb } from '../../db/open.ts'
import { type CLAVES, clienteBusqueda, clienteClave } from '../../db/schema/index.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { indexWords } from './fold.ts'

type TipoClave = (typeof CLAVES)[number]

const statements = perConnection((db: WriteDb) => ({
  addTexts: db.sqlite.prepare<[string]>(
    `insert into cliente_busqueda (cliente_id, nombre, direccion)
     select value ->> 0, value ->> 1, value ->> 2 from json_each(?)`,
  ),
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
  addKeys: db.sqlite.prepare<[string, string]>(
    `insert or ignore into cliente_clave (tenant_id, clave, tipo, cliente_id)
     select ?, value ->> 0, value ->> 1, value ->> 2 from json_each(?)`,
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

/** A key, what it is of, and whose. */
export type Clave = [clave: string, tipo: TipoClave, clienteId: string]

/** Texts of new clients. */
export function addSearchTexts(tx: Tx, clientes: readonly (Searchable & { id: string })[]): void {
  const rows = clientes.map((cliente) => {
    const { nombre, direccion } = searchText(cliente)
    return [cliente.id, nombre, direccion]
  })
  statements(tx.db).addTexts.run(JSON.stringify(rows))
}

export function addKeys(tx: Tx, keys: Clave[]): void {
  // In the order of the table: neighbours are written together.
  keys.sort(([a], [b]) => (a < b ? -1 : 1))
  statements(tx.db).addKeys.run(tx.actor.tenantId, JSON.stringify(keys))
}

export function changeSearchText(tx: Tx, clienteId: string, cliente: Searchable): void {
  statements(tx.db).changeText.run({ clienteId, ...searchText(cliente) })
}

export function replaceKeys(tx: Tx, clienteId: string, tipo: TipoClave, keys: readonly string[]): void {
  statements(tx.db).dropKeys.run({ clienteId, tipo })
  if (keys.length > 0)
    addKeys(
      tx,
      keys.map((key) => [key, tipo, clienteId]),
    )
}
