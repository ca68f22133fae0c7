import { createHash } from 'node:crypto'
import type { MovimientoCaja, NuevoMovimiento } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { adjunto } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'

type Db = ReadDb | WriteDb
export type NewAdjunto = NonNullable<Extract<NuevoMovimiento, { tipo: 'gasto' }>['adjunto']>

interface AdjuntoFacts {
  nombre: string
  mime: string
  contenido: Buffer
  entidad: string
  entidadId: string
}

const statements = perConnection((db: Db) => ({
  of: db.sqlite.prepare<[string, string, string], MovimientoCaja['adjuntos'][number]>(
    'select id, nombre, mime, bytes from adjunto where tenant_id = ? and entidad = ? and entidad_id = ?',
  ),
  one: db.sqlite.prepare<[string, string], AdjuntoFacts>(
    'select nombre, mime, contenido, entidad, entidad_id as entidadId from adjunto where tenant_id = ? and id = ?',
  ),
}))

/** First bytes of what may be attached: a file is what it says it is, or it is not taken. */
const SIGNATURES: Record<NewAdjunto['mime'], (bytes: Buffer) => boolean> = {
  'image/png': (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  'image/jpeg': (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/webp': (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  'application/pdf': (bytes) => bytes.toString('latin1', 0, 5) === '%PDF-',
}

/** Keeps a file beside the fact that it proves. Errors: input.invalid when it is not what its type says. */
export function writeAdjunto(tx: Tx, entidad: string, entidadId: string, file: NewAdjunto): void {
  const { tenantId, usuarioId } = tx.actor
  const contenido = Buffer.from(file.base64, 'base64')
  if (contenido.length === 0 || !SIGNATURES[file.mime](contenido))
    throw refuse('input.invalid', { issues: [{ path: 'movimiento.adjunto', code: 'unreadable' }] })
  const { nombre, mime } = file
  const sha256 = createHash('sha256').update(contenido).digest('hex')
  const row = { id: newId(), tenantId, entidad, entidadId, nombre, mime, bytes: contenido.length, sha256 }
  tx.db.orm
    .insert(adjunto)
    .values({ ...row, contenido, usuarioId, fecha: tx.now })
    .run()
}

export const attachmentsOf = (db: Db, tenantId: string, entidad: string, entidadId: string) =>
  statements(db).of.all(tenantId, entidad, entidadId)

/** A kept file. Errors: not_found. */
export function readAdjunto(db: Db, tenantId: string, id: string): AdjuntoFacts {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'adjunto' })
  return row
}
