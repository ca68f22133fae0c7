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

/** Writes down, in the run that cut a service, that an event of it lifted that in the books, and what for. Nothing where no run cut it. */
export function noteLifted(hand: Hand, servicioId: string, tipo: TipoEventoServicio, causa: CausaLevante): void {
  if (tipo !== 'baja' && tipo !== 'reactivacion') return
  statements(hand.db).lifted.run(hand.now, tipo === 'baja' ? tipo : causa, servicioId)
}
