import type { CausaLevante, TipoEventoServicio } from '../../../contract/enums.ts'
import type { WriteDb } from '../../../db/open.ts'
import type { Hand } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'

const statements = perConnection(({ sqlite }: WriteDb) => ({
  lifted: sqlite.prepare<[number, CausaLevante, string]>(
    `update corrida_corte_fila set levantada_en = ?, levantada_por = ?
     where servicio_id = ? and estado = 'cortado' and levantada_en is null`,
  ),
}))

/** Whether an event is the end of a cut, as a return or with the service. */
export const endsCut = (tipo: TipoEventoServicio): tipo is 'baja' | 'reactivacion' =>
  tipo === 'baja' || tipo === 'reactivacion'

/** Writes down, in the run that cut a service, that an event of it lifted that in the books, and what for. Nothing where no run cut it. */
export function noteLifted(hand: Hand, servicioId: string, tipo: TipoEventoServicio, causa: CausaLevante): void {
  if (!endsCut(tipo)) return
  statements(hand.db).lifted.run(hand.now, tipo === 'baja' ? tipo : causa, servicioId)
}
