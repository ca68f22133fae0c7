import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { reverseRecibo } from '../cash/reverse.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { lineaNow, moveLinea, reciboNow, settlePagos } from './match-writes.ts'

interface MatchNow {
  id: string
  lineaId: string
  reciboId: string
  monto: Minor
  creo: number
  deshecha: number | null
}

const statements = perConnection((db: WriteDb) => ({
  match: db.sqlite.prepare<[string, string], MatchNow>(
    `select id, linea_id as lineaId, recibo_id as reciboId, monto, creo_recibo as creo, deshecha_en as deshecha
     from conciliacion where id = ? and tenant_id = ?`,
  ),
  others: db.sqlite.prepare<[string, string], { n: number }>(
    'select count(*) as n from conciliacion where recibo_id = ? and id <> ? and deshecha_en is null',
  ),
  undo: db.sqlite.prepare<[number, string, string]>(
    'update conciliacion set deshecha_en = ?, deshecha_por = ? where id = ?',
  ),
  ignore: db.sqlite.prepare<['pendiente' | 'ignorada', string, string]>(
    'update extracto_linea set estado = ?, nota = ? where id = ?',
  ),
}))

/**
 * Takes a match back: its line and the transfer wait again; a receipt that the match made is reversed. Returns the line.
 * Errors: not_found, conciliacion.undone, conciliacion.otras, pago.refunded.
 */
export function undoMatch(tx: Tx, id: string, razon: string): string {
  const match = statements(tx.db).match.get(id, tx.actor.tenantId)
  if (!match) throw refuse('not_found', { entidad: 'conciliacion' })
  if (match.deshecha !== null) throw refuse('conciliacion.undone')
  const { lineaId, reciboId, monto } = match
  const { numero } = reciboNow(tx, reciboId)
  if (match.creo === 1 && (statements(tx.db).others.get(reciboId, id)?.n ?? 0) > 0)
    throw refuse('conciliacion.otras', { numero })
  statements(tx.db).undo.run(tx.now, tx.actor.usuarioId, id)
  moveLinea(tx, lineaId, -monto)
  if (match.creo === 1) {
    const { usuarioId } = tx.actor
    reverseRecibo(tx, { reciboId, tipo: 'rechazo', motivo: razon, aprobadoPor: null, usuarioId })
  } else settlePagos(tx, reciboId)
  tx.audit({
    accion: 'conciliacion.undo',
    entidad: 'extracto_linea',
    entidadId: lineaId,
    antes: { conciliacionId: id, recibo: numero, monto },
    despues: { motivo: razon, reciboRevertido: match.creo === 1 },
  })
  return lineaId
}

/** Nothing is to be found for a credit, or it is looked for again. Errors: not_found, conciliacion.tipo. */
export function ignoreLinea(tx: Tx, id: string, { ignorar, nota }: { ignorar: boolean; nota: string }): void {
  const linea = lineaNow(tx, id)
  const from = ignorar ? 'pendiente' : 'ignorada'
  if (linea.tipo !== 'credito' || linea.estado !== from) throw refuse('conciliacion.tipo')
  statements(tx.db).ignore.run(ignorar ? 'ignorada' : 'pendiente', nota, id)
  const despues = { estado: ignorar ? 'ignorada' : 'pendiente', nota }
  tx.audit({
    accion: 'conciliacion.ignore',
    entidad: 'extracto_linea',
    entidadId: id,
    antes: { estado: from },
    despues,
  })
}

/**
 * A transfer that was recorded and never arrived: its receipt is reversed. Only one of which no line says anything.
 * Errors: not_found, conciliacion.recibo, pago.reverted, pago.refunded.
 */
export function rejectTransfer(
  tx: Tx,
  { reciboId, motivo, aprobadoPor }: { reciboId: string; motivo: string; aprobadoPor: string | null },
): string {
  const { numero, metodo } = reciboNow(tx, reciboId)
  const confirmed = (statements(tx.db).others.get(reciboId, '')?.n ?? 0) > 0
  if (metodo !== 'transferencia' || confirmed) throw refuse('conciliacion.recibo', { numero, maximo: 0 })
  return reverseRecibo(tx, { reciboId, tipo: 'rechazo', motivo, aprobadoPor, usuarioId: tx.actor.usuarioId }).id
}
