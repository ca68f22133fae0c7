import { and, eq } from 'drizzle-orm'
import type { DocumentoTipo, Salida } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { impresion } from '../../db/schema/index.ts'
import { namedId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'

/** What went out: paper, file or mail. The first of a document is its original, every later one a copy. */

type Db = ReadDb | WriteDb

const statements = perConnection((db: Db) => ({
  any: db.sqlite
    .prepare<[string, string], number>('select 1 from impresion where tenant_id = ? and documento_id = ? limit 1')
    .pluck(),
}))

/** Whether the original has gone out already, so that what goes out now is a copy. */
export const wasIssued = (db: Db, tenantId: string, documentoId: string): boolean =>
  statements(db).any.get(tenantId, documentoId) !== undefined

export interface Output {
  id: string
  tenantId: string
  documentoTipo: DocumentoTipo
  documentoId: string
  salida: Salida
  usuarioId: string
  puestoId: string
  fecha: number
}

/** Writes down that a document goes out; whether as a copy. Written before under the same id, it is what it was then. */
export function recordOutput(db: WriteDb, output: Output): boolean {
  const before = db.orm
    .select({ copia: impresion.copia })
    .from(impresion)
    .where(and(eq(impresion.id, output.id), eq(impresion.tenantId, output.tenantId)))
    .get()
  if (before) return before.copia
  const copia = wasIssued(db, output.tenantId, output.documentoId)
  db.orm
    .insert(impresion)
    .values({ ...output, copia })
    .run()
  return copia
}

/**
 * Id of one document's output within one handing over (a request, a mail), so that handing over again is the same.
 * Beside each other in the table: the time is that of the request's own id (UUIDv7).
 */
export const outputId = (requestId: string, documentoId: string): string =>
  namedId(Number.parseInt(requestId.replace('-', '').slice(0, 12), 16), `salida|${requestId}|${documentoId}`)
