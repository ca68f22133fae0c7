import { addDays, civilDate, startOfDay } from '../../contract/dates.ts'
import type { CancelacionCorreo, RecordatoriosConfig } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { readRecordatorios } from './reminders-config.ts'
import { debtOf, facturaState, hasOpenPromise, promesaState, remindersOn } from './reminders-facts.ts'
import { inHours, nextHours, promiseDue, ruleOf } from './reminders-rules.ts'
import type { QueuedMail } from './rows.ts'

type Db = ReadDb | WriteDb

/** What is to be done with a mail whose turn it is. */
export type Verdict = { go: true } | { go: false; cancel: CancelacionCorreo } | { go: false; until: number }

const GO: Verdict = { go: true }
const cancel = (reason: CancelacionCorreo): Verdict => ({ go: false, cancel: reason })

/**
 * Whether a mail may leave at this moment. What a person sends always may. A reminder only while its reason holds, within
 * hours, and below the client's share of the day. Asked within the transaction that claims it: who paid a moment ago is
 * not reminded.
 */
export function recheck(db: Db, mail: QueuedMail, now: number): Verdict {
  if (mail.tipo !== 'recordatorio' && mail.tipo !== 'promesa') return GO
  const { zonaHoraria } = readTenant(db)
  const config = readRecordatorios(db, mail.tenantId)
  const today = civilDate(now, zonaHoraria)
  const gone = config.activos ? reasonGone(db, mail, config, today) : 'apagados'
  if (gone !== null) return cancel(gone)
  if (!inHours(config, now, zonaHoraria)) return { go: false, until: nextHours(config, now, zonaHoraria) }
  const { sent } = remindersOn(db, mail.tenantId, mail.clienteId, today, zonaHoraria)
  if (sent < config.maximoPorDia) return GO
  return { go: false, until: nextHours(config, startOfDay(addDays(today, 1), zonaHoraria), zonaHoraria) }
}

/** Why a reminder has no reason any more; null while it has. */
function reasonGone(db: Db, mail: QueuedMail, config: RecordatoriosConfig, today: string): CancelacionCorreo | null {
  const { documentoId, tenantId, clienteId } = mail
  if (documentoId === null) return 'regla_pasada'
  if (mail.tipo === 'promesa') {
    const promesa = promesaState(db, documentoId)
    if (promesa?.estado !== 'abierta' || promesa.pagado >= promesa.monto) return 'promesa_cerrada'
    if (debtOf(db, tenantId, clienteId) === 0) return 'pagada'
    return config.promesas && promiseDue(promesa.fecha, today) ? null : 'regla_pasada'
  }
  const factura = facturaState(db, documentoId)
  if (!factura || factura.acreditado >= factura.montoTotal) return 'anulada'
  if (factura.saldo === 0) return 'pagada'
  if (hasOpenPromise(db, tenantId, clienteId, today)) return 'promesa'
  return ruleOf(config, factura.fechaVencimiento, today) === mail.regla ? null : 'regla_pasada'
}
