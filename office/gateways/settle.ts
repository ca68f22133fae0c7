import { ORPCError } from '@orpc/server'
import type { ResultadoPasarela } from '../../contract/index.ts'
import type { ProveedorPasarela, TipoReverso } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { openFacturas } from '../billing/balances.ts'
import { plainReference, recordPago } from '../cash/collect.ts'
import { reciboToReverse, reversibleOf } from '../cash/reverse-plan.ts'
import { reverseRecibo } from '../cash/reverse.ts'
import { paperTexts } from '../i18n.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'
import type { ChargeFacts, ChargeStanding } from './facts.ts'
import { facturaOf } from './payers.ts'

interface ReceiptOfCharge {
  id: string
  numero: string
  montoTotal: Minor
  revertido: Minor
}

const statements = perConnection((db: WriteDb) => ({
  // By the client: the index of references leaves out what was taken back whole. What a person voided is no part of it.
  receipts: db.sqlite.prepare<[string, string, string, string, string], ReceiptOfCharge>(
    `select r.id, r.numero, r.monto_total as montoTotal, r.revertido from recibo r
     where r.tenant_id = ? and r.cliente_id = ? and r.metodo = 'pasarela'
       and (r.referencia = ? or r.referencia >= ? || '/' and r.referencia < ? || '0')
       and not exists (select 1 from reverso v where v.recibo_id = r.id and v.tipo = 'anulacion')
     order by r.fecha, r.id`,
  ),
  refunds: db.sqlite
    .prepare<[string], Minor>(`select coalesce(sum(monto), 0) from reverso where recibo_id = ? and tipo = 'reembolso'`)
    .pluck(),
}))

export interface ChargeToSettle extends ChargeStanding {
  proveedor: ProveedorPasarela
  externoId: string
  clienteId: string | null
  reciboId: string | null
  facts: ChargeFacts
}

export interface Settled {
  resultado: ResultadoPasarela
  atencion: ResultadoPasarela | null
  /** Null: it waits for somebody to say whose it is. */
  clienteId: string | null
  reciboId: string | null
  /** Given back by the gateway, and not taken off any receipt. */
  sinRevertir: Minor
  /** The receipt that is in its way. */
  recibo?: string
}

const waits = (resultado: ResultadoPasarela, atencion: ResultadoPasarela | null, recibo?: string): Settled => ({
  resultado,
  atencion,
  clienteId: null,
  reciboId: null,
  sinRevertir: 0,
  ...(recibo === undefined ? {} : { recibo }),
})

/**
 * Makes a client's account say what the gateway says: what its receipts come to, less what was taken back of them, is what
 * the gateway has of it. So events may come in any order. The first receipt is of the whole charge; refunds and disputes are
 * taken off it; money of a dispute that was won comes back as a receipt of its own. `sesionId`: see `recordPago`.
 */
export function settleCharge(tx: Tx, charge: ChargeToSettle, { sesionId }: { sesionId?: null }): Settled {
  const { estado, clienteId } = charge
  if (estado === 'pendiente' || estado === 'rechazado') return { ...waits(estado, null), clienteId }
  const has = charge.monto - charge.reembolsado - charge.disputado
  if (clienteId === null) {
    if (has > 0) return waits('por_asignar', 'por_asignar')
    return waits(charge.disputado > 0 ? 'contracargo' : 'reembolso', null)
  }
  const before = receiptsOf(tx, clienteId, charge.externoId)
  const [typed] = before
  if (typed && charge.reciboId === null && typed.montoTotal !== charge.monto)
    return waits('importe_distinto', 'importe_distinto', typed.numero)
  const done: ResultadoPasarela[] = []
  if (!typed) {
    const used = collect(tx, { ...charge, clienteId }, charge.monto, plainReference(charge.externoId), sesionId)
    if (used !== null) return waits('referencia_usada', 'referencia_usada', used)
    done.push('cobrado')
  }
  const { moved, missing } = level(tx, { ...charge, clienteId }, has, sesionId)
  if (moved) done.push(moved)
  const reciboId = receiptsOf(tx, clienteId, charge.externoId).at(-1)?.id ?? null
  const resultado = missing > 0 ? 'sin_revertir' : (done.at(-1) ?? 'sin_cambio')
  return { resultado, atencion: missing > 0 ? 'sin_revertir' : null, clienteId, reciboId, sinRevertir: missing }
}

function receiptsOf(tx: Tx, clienteId: string, externoId: string): ReceiptOfCharge[] {
  const reference = plainReference(externoId)
  return statements(tx.db).receipts.all(tx.actor.tenantId, clienteId, reference, reference, reference)
}

type Owned = ChargeToSettle & { clienteId: string }

/** Null, or the receipt that has the reference already. */
function collect(tx: Tx, charge: Owned, monto: Minor, referencia: string, sesionId?: null): string | null {
  const { clienteId } = charge
  const wanted = facturaOf(tx.db, tx.actor.tenantId, charge.facts)
  const open = openFacturas(tx, clienteId).map(({ id }) => id)
  // The invoice that it was paid for first, then the others as ever.
  const facturaIds =
    wanted !== undefined && open.includes(wanted) ? [wanted, ...open.filter((id) => id !== wanted)] : open
  const own = sesionId === undefined ? {} : { sesionId }
  try {
    recordPago(tx, { clienteId, metodo: 'pasarela', monto, referencia, facturaIds, ...own })
    return null
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'pago.reference_used')
      return String((error.data as { recibo?: unknown }).recibo)
    throw error
  }
}

/** Brings the receipts to what the gateway has. `missing`: what could not be taken off them. */
function level(
  tx: Tx,
  charge: Owned,
  has: Minor,
  sesionId?: null,
): { moved: ResultadoPasarela | null; missing: Minor } {
  const receipts = receiptsOf(tx, charge.clienteId, charge.externoId)
  const net = receipts.reduce((sum, { montoTotal, revertido }) => sum + montoTotal - revertido, 0)
  if (net < has) {
    const referencia = `${plainReference(charge.externoId)}/${receipts.length + 1}`
    collect(tx, charge, has - net, referencia, sesionId)
    return { moved: 'recuperado', missing: 0 }
  }
  if (net === has) return { moved: null, missing: 0 }
  const refunded = receipts.reduce((sum, { id }) => sum + (statements(tx.db).refunds.get(id) ?? 0), 0)
  const asRefund = Math.max(0, Math.min(net - has, charge.reembolsado - refunded))
  const left = [...receipts].toReversed().map(({ id }) => id)
  const missingRefund = takeOff(tx, charge, left, 'reembolso', asRefund)
  const missingDispute = takeOff(tx, charge, left, 'contracargo', net - has - asRefund)
  const moved = net - has - asRefund > missingDispute ? 'contracargo' : 'reembolso'
  return { moved, missing: missingRefund + missingDispute }
}

/** Takes an amount off the receipts, in their order; returns what they do not have any more. */
function takeOff(tx: Tx, charge: Owned, receipts: readonly string[], tipo: TipoReverso, monto: Minor): Minor {
  const { idioma } = readTenant(tx.db)
  const motivo = `${paperTexts(idioma)(`reverso.tipos.${tipo}`)} · ${charge.externoId}`.slice(0, 200)
  let left = monto
  for (const reciboId of receipts) {
    const { tenantId } = tx.actor
    const part = Math.min(left, reversibleOf(tx.db, tenantId, reciboToReverse(tx.db, tenantId, reciboId)))
    if (part === 0) continue
    reverseRecibo(tx, { reciboId, tipo, monto: part, motivo, aprobadoPor: null, usuarioId: null })
    left -= part
  }
  return left
}
