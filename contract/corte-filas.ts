import type { CausaLevante, EstadoCorridaCorte } from './enums.ts'
import type { CorridaCorteFilaRow, MotivoCorteFila } from './procedures/cortes.ts'

/** Why a row of a run of cuts came to what it did, for whoever says it in words. */
export type PorQueFila =
  | { tipo: 'motivo'; motivo: MotivoCorteFila }
  | { tipo: 'corrida'; estado: 'detenida' | 'descartada' }
  | { tipo: 'cancelado' }
  /** `cuando`: before its device heard of the cut, while it was being cut, or after. `en`: ms since the epoch. */
  | { tipo: 'levantado'; cuando: 'before' | 'midway' | 'after'; causa: CausaLevante | 'otro'; en: number }

type Fila = Pick<CorridaCorteFilaRow, 'resultado' | 'motivo' | 'levantadaEn' | 'levantadaPor'>

const WHEN = { sin_enviar: 'before', a_medias: 'midway' } as const

/** Null where what it came to is all there is to say. `estado`: of the run. */
export function porQueDeFila(fila: Fila, estado: EstadoCorridaCorte): PorQueFila | null {
  const { resultado, motivo, levantadaEn, levantadaPor } = fila
  if (resultado === 'dejado') return motivo === null ? null : { tipo: 'motivo', motivo }
  if (resultado === 'no_hecho') return { tipo: 'corrida', estado: estado === 'descartada' ? 'descartada' : 'detenida' }
  const neverVerified = resultado === 'sin_enviar' || resultado === 'a_medias'
  if (levantadaEn === null) return neverVerified ? { tipo: 'cancelado' } : null
  const cuando = neverVerified ? WHEN[resultado] : 'after'
  return { tipo: 'levantado', cuando, causa: levantadaPor ?? 'otro', en: levantadaEn }
}
