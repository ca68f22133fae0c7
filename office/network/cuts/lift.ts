import { civilDate, type FechaCivil, formatDate } from '../../../contract/dates.ts'
import type { WriteDb } from '../../../db/open.ts'
import { paperTexts } from '../../i18n.ts'
import type { Hand } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readTenant } from '../../kernel/tenancy.ts'
import { readRedConfig } from '../config.ts'
import { factsOf } from './facts.ts'
import { debtReasons } from './rule.ts'
import { bringBack } from './service.ts'

/** Why a client may owe less than before, or have given their word. */
export type LiftCause =
  | { tipo: 'pago'; reciboId: string; numero: string }
  | { tipo: 'promesa'; fecha: FechaCivil }
  | { tipo: 'saldo' }

const statements = perConnection(({ sqlite }: WriteDb) => ({
  cut: sqlite
    .prepare<[string], string>(`select id from servicio where cliente_id = ? and motivo_suspension = 'deuda'`)
    .pluck(),
}))

function words(hand: Hand, cause: LiftCause): string {
  const { idioma, locale } = readTenant(hand.db)
  const text = paperTexts(idioma)
  if (cause.tipo === 'pago') return text('corte.pago', { numero: cause.numero })
  return cause.tipo === 'saldo'
    ? text('corte.saldo')
    : text('corte.promesa', { fecha: formatDate(cause.fecha, locale) })
}

/**
 * Lets the services of a client come back that are cut for debt, as far as what is owed, or a promise, allows it now. In the
 * transaction of what made it so: a payment, a credit note, a promise. A pause is never lifted. For a client without a cut
 * service it is one step of an index. Returns how many came back.
 */
export function liftCuts(hand: Hand, clienteId: string, cause: LiftCause): number {
  const cut = statements(hand.db).cut.all(clienteId)
  if (cut.length === 0) return 0
  const today = civilDate(hand.now, readTenant(hand.db).zonaHoraria)
  const rules = readRedConfig(hand.db, hand.tenantId).config.cortes
  const lifted = factsOf(hand.db, hand.tenantId, [clienteId], today).filter(
    (facts) => cut.includes(facts.servicioId) && debtReasons(facts, rules, today).length > 0,
  )
  const reciboId = cause.tipo === 'pago' ? cause.reciboId : null
  for (const { servicioId, vencido } of lifted) {
    bringBack(hand, servicioId, { today, motivo: words(hand, cause), reciboId })
    hand.audit({
      accion: 'corte.lift',
      entidad: 'servicio',
      entidadId: servicioId,
      despues: { clienteId, causa: cause.tipo, reciboId, vencido },
    })
  }
  return lifted.length
}
