import { refuse } from '../kernel/errors.ts'
import { guarded, type HandlerContext } from '../kernel/procedures.ts'
import { findUsuario } from './people.ts'
import { DeliveryFailure } from './carrier.ts'
import { testMail } from './compose.ts'
import { mailAccess, readCorreoConfig, updateCorreoConfig } from './config.ts'
import { cancelWaiting, listMail, mailSummary, retryMail } from './list.ts'
import { simulateReminders } from './reminders.ts'
import { readRecordatorios, updateRecordatorios } from './reminders-config.ts'
import { previewSend, sendBatch, sendDocument } from './send.ts'

/** Sends a mail to whoever asks, and says what came of it. */
async function testSettings({ office, actor }: HandlerContext) {
  const { read } = office.db
  const access = mailAccess(read, actor.tenantId, office.seal)
  if (access === null) return { ok: false, motivo: 'sin_configurar', detalle: '' } as const
  if (access === 'ilegible') return { ok: false, motivo: 'clave_ilegible', detalle: '' } as const
  const person = findUsuario(read, actor)
  if (!person) throw refuse('not_found', { entidad: 'usuario' })
  try {
    await office.mail.deliverNow(access, testMail(read, access, person, office.now()))
    office.mail.reset()
    return { ok: true, para: person.email } as const
  } catch (error) {
    if (!(error instanceof DeliveryFailure)) throw error
    return { ok: false, motivo: error.motivo, detalle: error.detalle } as const
  }
}

export const correosHandlers = {
  config: guarded.correos.config.handler(({ context }) =>
    readCorreoConfig(context.office.db.read, context.actor.tenantId, context.office.seal),
  ),
  updateConfig: guarded.correos.updateConfig.handler(({ context, input }) => updateCorreoConfig(context, input)),
  test: guarded.correos.test.handler(({ context }) => testSettings(context)),
  list: guarded.correos.list.handler(({ context, input }) => listMail(context, input)),
  summary: guarded.correos.summary.handler(({ context }) => mailSummary(context)),
  send: guarded.correos.send.handler(({ context, input }) => sendDocument(context, input)),
  previewBatch: guarded.correos.previewBatch.handler(({ context, input }) =>
    previewSend(context.office.db.read, context.actor.tenantId, input.fuente),
  ),
  sendBatch: guarded.correos.sendBatch.handler(({ context, input }) => sendBatch(context, input)),
  retry: guarded.correos.retry.handler(({ context, input }) => retryMail(context, input)),
  cancel: guarded.correos.cancel.handler(({ context, input }) => cancelWaiting(context, input)),
}

export const recordatoriosHandlers = {
  config: guarded.recordatorios.config.handler(({ context }) =>
    readRecordatorios(context.office.db.read, context.actor.tenantId),
  ),
  updateConfig: guarded.recordatorios.updateConfig.handler(({ context, input }) => {
    const { requestId, expected, config } = input
    const write = {
      actor: context.actor,
      requestId,
      procedure: 'recordatorios.updateConfig',
      input: { expected, config },
    }
    return context.office.writer.run(write, (tx) => updateRecordatorios(tx, config, expected))
  }),
  simulate: guarded.recordatorios.simulate.handler(({ context, input }) => {
    const { office, actor } = context
    const config = input.config ?? readRecordatorios(office.db.read, actor.tenantId)
    return simulateReminders(office.db.read, config, office.now())
  }),
}
