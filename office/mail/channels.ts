import type { CanalRecordatorio } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { subjectOf } from './compose.ts'
import { isMailSet } from './config.ts'
import { insertMail } from './rows.ts'

type Db = ReadDb | WriteDb

/** A reminder that is to go out. */
export interface Reminder {
  tenantId: string
  clienteId: string
  tipo: 'recordatorio' | 'promesa'
  documentoId: string
  regla: string
}

/**
 * A way to reach clients. Each keeps its reminders where `(documento, regla)` can be there once only, and asks `recheck`
 * in the transaction in which one leaves.
 */
export interface ReminderChannel {
  /** It can be used at all. */
  ready(db: Db, tenantId: string): boolean
  /** Where this client is reached; null when nowhere. */
  addressOf(client: { email: string }): string | null
  enqueue(db: WriteDb, reminder: Reminder, address: string, now: number): void
}

const mail: ReminderChannel = {
  ready: isMailSet,
  addressOf: ({ email }) => (email === '' ? null : email),
  enqueue(db, reminder, para, now) {
    const asunto = subjectOf(db, reminder)
    insertMail(db, { ...reminder, para, asunto, usuarioId: null, proximoEn: now }, now)
  },
}

export const CHANNELS: Readonly<Record<CanalRecordatorio, ReminderChannel>> = { correo: mail }
