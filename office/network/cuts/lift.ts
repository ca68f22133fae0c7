import { type FechaCivil, formatDate } from '../../../contract/dates.ts'
import type { WriteDb } from '../../../db/open.ts'
import { paperTexts } from '../../i18n.ts'
import type { Hand } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'
import { readTenant } from '../../kernel/tenancy.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { type CutFacts, factsOf } from './facts.ts'
import { type DebtRules, debtReasons } from './rule.ts'
import { bringBack } from './service.ts'

/** Why a client may owe less than before, or have given their word. */
export type LiftCause =
  | { tipo: 'pago'; reciboId: string; numero: string }
  | { tipo: 'promesa'; fecha: FechaCivil }
  | { tipo: 'saldo' }
  | { tipo: 'regla' }

const statements = perConnection(({ sqlite }: WriteDb) => ({
  cut: sqlite
    .prepare<[string], string>(`select id from servicio where cliente_id = ? and motivo_suspension = 'deuda'`)
    .pluck(),
}))

function words(hand: Hand, cause: LiftCause): string {
  const { idioma, locale } = readTenant(hand.db)
  const text = paperTexts(idioma)
  if (cause.tipo === 'pago') return text('corte.pago', { numero: cause.numero })
  if (cause.tipo === 'promesa') return text('corte.promesa', { fecha: formatDate(cause.fecha, locale) })
  return text(cause.tipo === 'saldo' ? 'corte.saldo' : 'corte.regla')
}

/** Lets one service come back, and says why. */
export function liftOne(
  hand: Hand,
  { clienteId, servicioId, vencido }: CutFacts,
  today: FechaCivil,
  cause: LiftCause,
): void {
  const reciboId = cause.tipo === 'pago' ? cause.reciboId : null
  bringBack(hand, servicioId, {
    today,
    motivo: words(hand, cause),
    causa: cause.tipo,
    reciboId,
    free: cause.tipo === 'regla',
  })
  hand.audit({
    accion: 'corte.lift',
    entidad: 'servicio',
    entidadId: servicioId,
    despues: { clienteId, causa: cause.tipo, reciboId, vencido },
  })
}

const todayOf = (hand: Hand): FechaCivil => officeToday(hand.db, hand.now)

/**
 * Lets the services of a client come back that are cut for debt, as far as what is owed, or a promise, allows it now. In the
 * transaction of what made it so: a payment, a credit note, a promise. A pause is never lifted. For a client without a cut
 * service it is one step of an index. Returns how many came back.
 */
export function liftCuts(hand: Hand, clienteId: string, cause: LiftCause): number {
  const cut = statements(hand.db).cut.all(clienteId)
  if (cut.length === 0) return 0
  const today = todayOf(hand)
  const rules = readRedConfig(hand.db, hand.tenantId).config.cortes
  const lifted = factsOf(hand.db, hand.tenantId, [clienteId], today).filter(
    (facts) => cut.includes(facts.servicioId) && debtReasons(facts, rules, today).length > 0,
  )
  for (const facts of lifted) liftOne(hand, facts, today, cause)
  return lifted.length
}

/** Whether it is cut for a debt for which these rules cut. */
export const isCutForDebt = (facts: CutFacts, rules: DebtRules, today: FechaCivil): boolean =>
  facts.motivo === 'deuda' && debtReasons(facts, rules, today).length === 0

/** Lets come back who was cut for debt and has a plan by now that is not cut, without a fee. */
export function liftUncut(hand: Hand, clienteIds: readonly string[]): number {
  const today = todayOf(hand)
  const rules = readRedConfig(hand.db, hand.tenantId).config.cortes
  const lifted = factsOf(hand.db, hand.tenantId, clienteIds, today).filter(
    (facts) => facts.politica === 'no_cortar' && isCutForDebt(facts, rules, today),
  )
  for (const facts of lifted) liftOne(hand, facts, today, { tipo: 'regla' })
  return lifted.length
}
