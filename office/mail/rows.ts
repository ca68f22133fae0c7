import type { EstadoCorreo, TipoCorreo } from '../../contract/enums.ts'
import type { CancelacionCorreo, FallaCorreo } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'

/** The table of mail as a queue. A row that was claimed says `interrumpido` until its outcome is known. */

type Db = ReadDb | WriteDb

export interface QueuedMail {
  id: string
  tenantId: string
  clienteId: string
  tipo: TipoCorreo
  documentoId: string | null
  /** Of a reminder its rule; of a statement its days, as `desde..hasta`. */
  regla: string | null
  para: string
  asunto: string
  estado: EstadoCorreo
  intentos: number
  proximoEn: number
  usuarioId: string | null
  creadoEn: number
}

export type NewMail = Pick<
  QueuedMail,
  'tenantId' | 'clienteId' | 'tipo' | 'documentoId' | 'regla' | 'para' | 'asunto'
> & {
  usuarioId: string | null
  /** Not before, ms. */
  proximoEn: number
}

const FIELDS = `id, tenant_id as tenantId, cliente_id as clienteId, tipo, documento_id as documentoId, regla, para, asunto,
  estado, intentos, proximo_en as proximoEn, usuario_id as usuarioId, creado_en as creadoEn`

const reads = perConnection((db: Db) => ({
  due: db.sqlite.prepare<[string, number], QueuedMail>(
    `select ${FIELDS} from correo where tenant_id = ? and estado = 'pendiente' and proximo_en <= ?
     order by proximo_en limit 1`,
  ),
  next: db.sqlite
    .prepare<[string], number>(
      `select proximo_en from correo where tenant_id = ? and estado = 'pendiente' order by proximo_en limit 1`,
    )
    .pluck(),
  one: db.sqlite.prepare<[string, string], QueuedMail>(`select ${FIELDS} from correo where tenant_id = ? and id = ?`),
  recent: db.sqlite
    .prepare<[string, number], number>(
      `select enviado_en from correo where tenant_id = ? and estado = 'enviado' order by creado_en desc, id desc limit ?`,
    )
    .pluck(),
  ofDocument: db.sqlite
    .prepare<[string, string, string], number>(
      `select 1 from correo where tenant_id = ? and cliente_id = ? and documento_id = ? and tipo = 'factura'
         and estado in ('pendiente', 'enviado') limit 1`,
    )
    .pluck(),
}))

const writes = perConnection((db: WriteDb) => ({
  insert: db.sqlite.prepare<unknown[]>(
    `insert into correo (id, tenant_id, cliente_id, tipo, documento_id, regla, para, asunto, estado, intentos, proximo_en,
       usuario_id, creado_en) values (?, ?, ?, ?, ?, ?, ?, ?, 'pendiente', 0, ?, ?, ?)`,
  ),
  claim: db.sqlite.prepare<[number, string]>(
    `update correo set intentos = intentos + 1, error = 'interrumpido', proximo_en = ? where id = ?`,
  ),
  sent: db.sqlite.prepare<[number, string]>(
    `update correo set estado = 'enviado', enviado_en = ?, error = null where id = ?`,
  ),
  postpone: db.sqlite.prepare<[number, string | null, string]>(
    'update correo set proximo_en = ?, error = ? where id = ?',
  ),
  release: db.sqlite.prepare<[number, string | null, string]>(
    'update correo set intentos = intentos - 1, proximo_en = ?, error = ? where id = ?',
  ),
  end: db.sqlite.prepare<[EstadoCorreo, string, string]>('update correo set estado = ?, error = ? where id = ?'),
  again: db.sqlite.prepare<[number, string]>(
    `update correo set estado = 'pendiente', intentos = 0, proximo_en = ?, error = null where id = ?`,
  ),
  interrupted: db.sqlite.prepare<[number, string]>(
    `update correo set proximo_en = ? where tenant_id = ? and estado = 'pendiente' and error = 'interrumpido'`,
  ),
}))

/** The mail whose turn it is, oldest first. */
export const dueMail = (db: Db, tenantId: string, now: number): QueuedMail | undefined =>
  reads(db).due.get(tenantId, now)
/** When the next turn is, ms; null when nothing waits. */
export const nextTurn = (db: Db, tenantId: string): number | null => reads(db).next.get(tenantId) ?? null
export const findMail = (db: Db, tenantId: string, id: string): QueuedMail | undefined =>
  reads(db).one.get(tenantId, id)
/** When the latest mails left, newest by creation first, ms. */
export const latestSent = (db: Db, tenantId: string, count: number): number[] => reads(db).recent.all(tenantId, count)
/** Whether an invoice is on its way to its client, or was. */
export const wasMailed = (db: Db, tenantId: string, clienteId: string, facturaId: string): boolean =>
  reads(db).ofDocument.get(tenantId, clienteId, facturaId) !== undefined

export function insertMail(db: WriteDb, mail: NewMail, now: number): string {
  const id = newId()
  const { tenantId, clienteId, tipo, documentoId, regla, para, asunto, proximoEn, usuarioId } = mail
  writes(db).insert.run(id, tenantId, clienteId, tipo, documentoId, regla, para, asunto, proximoEn, usuarioId, now)
  return id
}

/** Why a mail ended or waits, as it is stored: a code, then the server's words. */
export const writeReason = (motivo: FallaCorreo | CancelacionCorreo, detalle = ''): string =>
  detalle === '' ? motivo : `${motivo}\n${detalle}`

export function readReason(error: string | null): {
  motivo: FallaCorreo | CancelacionCorreo | null
  detalle: string
} {
  if (error === null) return { motivo: null, detalle: '' }
  const [motivo = '', ...rest] = error.split('\n')
  return { motivo: motivo as FallaCorreo | CancelacionCorreo, detalle: rest.join('\n') }
}

/** Nobody else takes it until `until`: should the office die meanwhile, it is sent again then, or at its next start. */
export const claimMail = (db: WriteDb, id: string, until: number): void => void writes(db).claim.run(until, id)
export const markSent = (db: WriteDb, id: string, now: number): void => void writes(db).sent.run(now, id)
export const postponeMail = (db: WriteDb, id: string, until: number, reason: string | null): void =>
  void writes(db).postpone.run(until, reason, id)
/** As if it had not been tried: the server took nothing at all. */
export const releaseMail = (db: WriteDb, id: string, until: number, reason: string): void =>
  void writes(db).release.run(until, reason, id)
export const failMail = (db: WriteDb, id: string, reason: string): void =>
  void writes(db).end.run('fallido', reason, id)
export const cancelMail = (db: WriteDb, id: string, motivo: CancelacionCorreo): void =>
  void writes(db).end.run('cancelado', motivo, id)
export const requeueMail = (db: WriteDb, id: string, now: number): void => void writes(db).again.run(now, id)
/** What was on its way when the office died has its turn at once. */
export const freeInterrupted = (db: WriteDb, tenantId: string, now: number): void =>
  void writes(db).interrupted.run(now, tenantId)
