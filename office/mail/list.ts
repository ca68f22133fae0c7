import type { EstadoCorreo } from '../../contract/enums.ts'
import { ESTADOS_CORREO } from '../../contract/enums.ts'
import type { CorreoResumen, CorreoRow } from '../../contract/index.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { perConnection } from '../kernel/statements.ts'
import { mailAccess } from './config.ts'
import { cancelMail, findMail, readReason, requeueMail } from './rows.ts'

type Row = Omit<CorreoRow, 'motivo' | 'detalle' | 'enviando'> & { error: string | null }

const statements = perConnection((db: ReadDb) => ({
  conteo: db.sqlite.prepare<[string], { clave: EstadoCorreo; n: number }>(
    `select clave, n from conteo where tenant_id = ? and entidad = 'correo'`,
  ),
}))

const FIELDS = `select c.id, c.tipo, c.cliente_id as clienteId, k.nombre_razon_social as clienteNombre,
  k.codigo_cliente as clienteCodigo, c.para, c.asunto, c.regla, c.estado, c.intentos, c.error, c.proximo_en as proximoEn,
  c.enviado_en as enviadoEn, c.creado_en as creadoEn, u.nombre as usuario
  from correo c join cliente k on k.id = c.cliente_id left join usuario u on u.id = c.usuario_id`

export interface MailListInput {
  filter: { estado?: EstadoCorreo | undefined; clienteId?: string | undefined }
  cursor?: string | undefined
  limit: number
}

/** The queue, newest first. */
export function listMail({ office, actor }: HandlerContext, input: MailListInput): Page<CorreoRow> {
  const db = office.db.read
  const { estado, clienteId } = input.filter
  const wanted = ['c.tenant_id = ?']
  const values: (string | number)[] = [actor.tenantId]
  if (clienteId) {
    wanted.push('c.cliente_id = ?')
    values.push(clienteId)
  }
  if (estado) {
    wanted.push('c.estado = ?')
    values.push(estado)
  }
  if (input.cursor) {
    wanted.push('(c.creado_en, c.id) < (?, ?)')
    values.push(...decodeCursor(input.cursor, ['number', 'string']))
  }
  const rows = db.sqlite
    .prepare<(string | number)[], Row>(
      `${FIELDS} where ${wanted.join(' and ')} order by c.creado_en desc, c.id desc limit ?`,
    )
    .all(...values, input.limit + 1)
  const items = rows.slice(0, input.limit).map(({ error, ...row }): CorreoRow => {
    const enviando = row.id === office.mail.sending
    const { motivo, detalle } = readReason(error)
    return { ...row, enviando, motivo: enviando ? null : motivo, detalle }
  })
  const last = items.at(-1)
  const cuenta = countMail(db, actor.tenantId)
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.creadoEn, last.id]) : null,
    total: clienteId ? null : estado ? cuenta[estado] : ESTADOS_CORREO.reduce((sum, each) => sum + cuenta[each], 0),
  }
}

function countMail(db: ReadDb, tenantId: string): Record<EstadoCorreo, number> {
  const counted = new Map(
    statements(db)
      .conteo.all(tenantId)
      .map(({ clave, n }) => [clave, n]),
  )
  const of = (estado: EstadoCorreo) => counted.get(estado) ?? 0
  return { pendiente: of('pendiente'), enviado: of('enviado'), fallido: of('fallido'), cancelado: of('cancelado') }
}

/** How the queue stands. */
export function mailSummary({ office, actor }: HandlerContext): CorreoResumen {
  const { read } = office.db
  return {
    activo: mailAccess(read, actor.tenantId, office.seal) !== null,
    cuenta: countMail(read, actor.tenantId),
    pausa: office.mail.pause,
  }
}

/** Puts a mail at the head of the queue again. A reminder is looked at as before. Errors: not_found, correo.closed. */
export async function retryMail(
  { office, actor }: HandlerContext,
  { requestId, id }: { requestId: string; id: string },
): Promise<{ ok: true }> {
  const write = { actor, requestId, procedure: 'correos.retry', input: { id } }
  await office.writer.run(write, (tx) => {
    const row = findMail(tx.db, actor.tenantId, id)
    if (!row) throw refuse('not_found', { entidad: 'correo' })
    const done = row.estado === 'enviado' || row.estado === 'cancelado'
    if (done || office.mail.sending === id) throw refuse('correo.closed')
    requeueMail(tx.db, id, tx.now)
    tx.audit({ accion: 'correo.retry', entidad: 'correo', entidadId: id })
    return { ok: true }
  })
  office.mail.reset()
  return { ok: true }
}

/** Errors: not_found, correo.closed. */
export async function cancelWaiting(
  { office, actor }: HandlerContext,
  { requestId, id }: { requestId: string; id: string },
): Promise<{ ok: true }> {
  const write = { actor, requestId, procedure: 'correos.cancel', input: { id } }
  await office.writer.run(write, (tx) => {
    const row = findMail(tx.db, actor.tenantId, id)
    if (!row) throw refuse('not_found', { entidad: 'correo' })
    // What is on its way cannot be called back; what failed has ended by itself.
    if (row.estado !== 'pendiente' || office.mail.sending === id) throw refuse('correo.closed')
    cancelMail(tx.db, id, 'persona')
    tx.audit({ accion: 'correo.cancel', entidad: 'correo', entidadId: id })
    return { ok: true }
  })
  return { ok: true }
}
