import type { FrecuenciaRespaldo, TipoRespaldo } from '../../../../contract/enums.ts'
import type { RespaldoRow } from '../../../../contract/index.ts'
import type { Page } from '../../../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../../../db/open.ts'
import { decodeCursor, encodeCursor } from '../../../kernel/cursor.ts'
import { refuse } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Seal, SealBroken } from '../../../kernel/seal.ts'
import { perConnection } from '../../../kernel/statements.ts'
import { printOf } from './read.ts'

type Db = ReadDb | WriteDb

/** How many of each kind are kept of a device. */
const KEPT: Record<TipoRespaldo, number> = { export: 60, binario: 5 }

const COLUMNS = `r.id, r.tipo, r.fecha, r.huella, r.tamano, u.nombre as usuario`

const reads = perConnection((db: Db) => ({
  page: db.sqlite.prepare<[string, string, number, string, number], RespaldoRow>(
    `select ${COLUMNS} from respaldo r left join usuario u on u.id = r.usuario_id
     where r.dispositivo_id = ? and r.tenant_id = ? and (r.fecha, r.id) < (?, ?)
     order by r.fecha desc, r.id desc limit ?`,
  ),
  last: db.sqlite.prepare<[string, TipoRespaldo], RespaldoRow>(
    `select ${COLUMNS} from respaldo r left join usuario u on u.id = r.usuario_id
     where r.dispositivo_id = ? and r.tipo = ? order by r.fecha desc limit 1`,
  ),
  one: db.sqlite.prepare<[string, string], RespaldoRow & Content>(
    `select ${COLUMNS}, r.contenido, r.dispositivo_id as dispositivoId, d.nombre as dispositivo
     from respaldo r cross join dispositivo_red d on d.id = r.dispositivo_id left join usuario u on u.id = r.usuario_id
     where r.tenant_id = ? and r.id = ?`,
  ),
  scheduled: db.sqlite.prepare<[string], { id: string; frecuencia: FrecuenciaRespaldo; ultimo: number | null }>(
    `select a.dispositivo_id as id, a.respaldo as frecuencia,
       (select max(fecha) from respaldo r where r.dispositivo_id = a.dispositivo_id and r.tipo = 'export') as ultimo
     from dispositivo_acceso a
     where a.tenant_id = ? and a.activo = 1 and a.respaldo <> 'nunca' and a.modo = 'gestionar' and a.controlador_id is null`,
  ),
}))

interface Content {
  contenido: string
  dispositivoId: string
  dispositivo: string
}

const writes = perConnection(({ sqlite }: WriteDb) => ({
  insert: sqlite.prepare(
    `insert into respaldo (id, tenant_id, dispositivo_id, tipo, fecha, huella, tamano, contenido, usuario_id)
     values (@id, @tenantId, @dispositivoId, @tipo, @fecha, @huella, @tamano, @contenido, @usuarioId)`,
  ),
  drop: sqlite.prepare(
    `delete from respaldo where id in (select id from respaldo where dispositivo_id = ? and tipo = ?
       order by fecha desc limit -1 offset ?)`,
  ),
}))

/** Newest first. */
export function listBackups(
  db: Db,
  tenantId: string,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Page<RespaldoRow> {
  const [fecha = Number.MAX_SAFE_INTEGER, after = ''] =
    cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
  const rows = reads(db).page.all(id, tenantId, Number(fecha), String(after), limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? encodeCursor([last.fecha, last.id]) : null, total: null }
}

/** Devices whose backups are made by themselves, with when the last change was seen, ms. */
export const scheduledBackups = (db: Db, tenantId: string) => reads(db).scheduled.all(tenantId)

/** What a backup is sealed for: a configuration holds passwords. */
const purpose = (id: string): string => `respaldo:${id}`

export interface NewBackup {
  tenantId: string
  dispositivoId: string
  tipo: TipoRespaldo
  content: Buffer
  usuarioId: string | null
  now: number
}

/** Keeps a backup that differs from the last one of its kind, and lets the oldest go. Inside a transaction. */
export function keepBackup(
  db: WriteDb,
  seal: Seal,
  { tenantId, dispositivoId, tipo, content, usuarioId, now }: NewBackup,
): { respaldo: RespaldoRow; cambio: boolean } {
  const huella = printOf(tipo, content)
  const before = reads(db).last.get(dispositivoId, tipo)
  if (before?.huella === huella) return { respaldo: before, cambio: false }
  const id = newId()
  const contenido = seal.seal(content.toString('base64'), purpose(id))
  const fecha = Math.max(now, (before?.fecha ?? 0) + 1)
  const row = { id, tenantId, dispositivoId, tipo, fecha, huella, tamano: content.length, contenido, usuarioId }
  writes(db).insert.run(row)
  writes(db).drop.run(dispositivoId, tipo, KEPT[tipo])
  const respaldo = reads(db).last.get(dispositivoId, tipo)
  if (!respaldo) throw new Error('the backup is gone')
  return { respaldo, cambio: true }
}

export interface OpenBackup extends RespaldoRow {
  dispositivoId: string
  dispositivo: string
  content: Buffer
}

/** Errors: not_found, respaldo.ilegible. */
export function openBackup(db: Db, seal: Seal, tenantId: string, id: string): OpenBackup {
  const stored = reads(db).one.get(tenantId, id)
  if (!stored) throw refuse('not_found', { entidad: 'respaldo' })
  const { contenido, ...row } = stored
  try {
    return { ...row, content: Buffer.from(seal.open(contenido, purpose(id)), 'base64') }
  } catch (error) {
    if (error instanceof SealBroken) throw refuse('respaldo.ilegible')
    throw error
  }
}
