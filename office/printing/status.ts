import type { EstadoImpresora } from '../../contract/index.ts'

/**
 * DLE EOT n: a printer's real-time status, one byte for each n, answered even while it is offline. Bits as the ESC/POS
 * command reference gives them.
 */
export const STATUS_QUERIES = [1, 2, 4] as const
export type StatusQuery = (typeof STATUS_QUERIES)[number]

export const askStatus = (query: StatusQuery): Uint8Array => Uint8Array.of(0x10, 0x04, query)

/** GS r 1: the paper's state, answered in its turn: all that was sent before it is on paper. */
export const ASK_WHEN_DONE = Uint8Array.of(0x1d, 0x72, 0x01)

/** Bits 0 and 7 are 0, bits 1 and 4 are 1: what has others is not such an answer. */
export const isStatus = (byte: number): boolean => (byte & 0x93) === 0x12
/** Of GS r: bits 4 and 7 are 0. */
export const isDone = (byte: number): boolean => (byte & 0x90) === 0

const bit = (byte: number, n: number): boolean => (byte & (1 << n)) !== 0

/** What the three answers mean. */
export function readStatus(answers: Record<StatusQuery, number>): EstadoImpresora {
  const { 1: printer, 2: offline, 4: paper } = answers
  const tapa = bit(offline, 2) ? 'abierta' : 'cerrada'
  const papel = bit(paper, 5) || bit(paper, 6) ? 'falta' : bit(paper, 2) || bit(paper, 3) ? 'poco' : 'hay'
  const falla = (() => {
    if (tapa === 'abierta') return 'tapa_abierta'
    if (papel === 'falta' || bit(offline, 5)) return 'sin_papel'
    if (bit(offline, 6)) return 'averia'
    return bit(printer, 3) ? 'fuera_de_linea' : null
  })()
  return { falla, papel: falla === 'sin_papel' ? 'falta' : papel, tapa, cajonAlto: bit(printer, 2), responde: true }
}
