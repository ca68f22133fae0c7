import type { ReadDb, WriteDb } from '../../db/open.ts'
import { perConnection } from '../kernel/statements.ts'
import type { KnownLines } from './read/fates.ts'

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  // The list goes first: each of its entries is one step of the index.
  prints: db.sqlite.prepare<[string, string, string], { huella: string; id: string }>(
    `select l.huella, l.id from json_each(?) j cross join extracto_linea l
     on l.huella = j.value and l.tenant_id = ? and l.cuenta_id = ?`,
  ),
  codes: db.sqlite.prepare<[string, string, string], { operacion: string }>(
    `select l.operacion from json_each(?) j cross join extracto_linea l
     on l.operacion = j.value and l.operacion <> '' and l.tenant_id = ? and l.cuenta_id = ? where l.tipo = 'credito'`,
  ),
  read: db.sqlite.prepare<[string, string, string], { id: string }>(
    'select id from extracto where tenant_id = ? and cuenta_id = ? and huella = ?',
  ),
}))

const CHUNK = 2000

function* chunks(values: readonly string[]): Generator<string> {
  for (let from = 0; from < values.length; from += CHUNK) yield JSON.stringify(values.slice(from, from + CHUNK))
}

/** What the office has of an account already. */
export function knownLines(db: Db, tenantId: string, cuentaId: string): KnownLines {
  return {
    having(huellas) {
      const found = new Set<string>()
      for (const chunk of chunks(huellas))
        for (const { huella } of statements(db).prints.all(chunk, tenantId, cuentaId)) found.add(huella)
      return found
    },
    codes(operaciones) {
      const found = new Set<string>()
      for (const chunk of chunks(operaciones))
        for (const { operacion } of statements(db).codes.all(chunk, tenantId, cuentaId)) found.add(operacion)
      return found
    },
  }
}

/** Ids of lines by their prints. */
export function lineIds(db: Db, tenantId: string, cuentaId: string, huellas: readonly string[]): Map<string, string> {
  const ids = new Map<string, string>()
  for (const chunk of chunks(huellas))
    for (const { huella, id } of statements(db).prints.all(chunk, tenantId, cuentaId)) ids.set(huella, id)
  return ids
}

/** Whether these very bytes were read in for the account. */
export const wasRead = (
  db: Db,
  { tenantId, cuentaId, huella }: { tenantId: string; cuentaId: string; huella: string },
) => statements(db).read.get(tenantId, cuentaId, huella) !== undefined
