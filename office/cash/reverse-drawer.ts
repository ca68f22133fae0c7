import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import type { Actor } from '../kernel/office.ts'
import type { Tx } from '../kernel/writer.ts'
import { needOwnDrawer } from './drawer.ts'
import { needCash, writeMovimiento } from './movements.ts'
import type { ReciboToReverse } from './reverse-plan.ts'

/** The drawer that cash goes back out of. */
export interface ReverseDrawer {
  sesionId: string
  /** The receipt's own session is another one. */
  ajuste: boolean
}

/**
 * The open drawer of who takes a cash receipt back: of the receipt's own session when that one is still open and theirs,
 * else of the current one, as an adjustment. Errors: caja.closed, caja.other, caja.short.
 */
export function drawerFor(
  db: ReadDb | WriteDb,
  actor: Actor,
  recibo: Pick<ReciboToReverse, 'sesionId'>,
  monto: Minor,
): ReverseDrawer {
  const { id: sesionId } = needOwnDrawer(db, actor)
  needCash(db, actor, sesionId, monto)
  return { sesionId, ajuste: sesionId !== recibo.sesionId }
}

interface PaidOut {
  id: string
  monto: Minor
  descripcion: string
  aprobadoPor: string | null
}

/** The movement that hands the cash out. Errors: caja.short. */
export function payOut(tx: Tx, { sesionId }: ReverseDrawer, { id, monto, ...about }: PaidOut): void {
  writeMovimiento(tx, { sesionId, tipo: 'reverso', documentoId: id, monto: -monto, ...about })
}
