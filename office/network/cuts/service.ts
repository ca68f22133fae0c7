import type { FechaCivil } from '../../../contract/dates.ts'
import type { CausaLevante, TipoEventoServicio } from '../../../contract/enums.ts'
import type { WriteDb } from '../../../db/open.ts'
import { annulEvent, eventsOf, insertEvent } from '../../customers/servicio-events.ts'
import { takeEffect } from '../../customers/servicio-changes.ts'
import { conflictsOf } from '../../customers/timeline.ts'
import type { Hand } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'

/** What a cut and its lifting are in the books of one service: an event of today, and its devices asked. */

const statements = perConnection(({ sqlite }: WriteDb) => ({
  plan: sqlite.prepare<[string], string>('select plan_id from servicio where id = ?').pluck(),
}))

const planned = (hand: Hand, servicioId: string, tipos: readonly TipoEventoServicio[]) =>
  eventsOf(hand.db, servicioId).filter(({ aplicado, tipo }) => aplicado === 0 && tipos.includes(tipo))

/**
 * Suspends a service for debt from today on. A pause planned for later goes, with its return: it would turn the cut into a
 * pause, which a payment does not lift.
 */
export function cutService(
  hand: Hand,
  servicioId: string,
  { today, motivo, corridaId }: { today: FechaCivil; motivo: string; corridaId: string },
): void {
  for (const { id } of planned(hand, servicioId, ['pausa', 'reactivacion'])) annulEvent(hand, servicioId, id)
  insertEvent(hand, servicioId, { fecha: today, tipo: 'suspension', motivo })
  takeEffect(hand, servicioId, today, { corridaId })
}

export interface Return {
  today: FechaCivil
  motivo: string
  causa: CausaLevante
  reciboId?: string | null
  /** It costs nothing, whatever the office asks for lifting a cut. */
  free?: boolean
}

/**
 * Lets a service come back today. A return of its own that was planned for later goes: it has no sense any more, and money
 * is never refused because of it.
 */
export function bringBack(hand: Hand, servicioId: string, { today, motivo, ...cause }: Return): void {
  insertEvent(hand, servicioId, { fecha: today, tipo: 'reactivacion', motivo })
  const planId = statements(hand.db).plan.get(servicioId) ?? ''
  for (const { event } of conflictsOf(eventsOf(hand.db, servicioId), planId))
    if (event.aplicado === 0) annulEvent(hand, servicioId, event.id)
  takeEffect(hand, servicioId, today, cause)
}
