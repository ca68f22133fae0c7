import type { EstadoFactura, TipoReverso } from '../../contract/enums.ts'
import type { FechaCivil } from '../../contract/dates.ts'
import type { ReversoDetail } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { consumeCredit, estadoOf, moveSaldo } from '../billing/balances.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { currentDebt } from '../billing/promises.ts'
import { takeBackFromPromesas } from '../billing/promises-reverse.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { drawerFor, payOut } from './reverse-drawer.ts'
import { freeBankLines, freeGatewayPayment } from './reverse-links.ts'
import { type ApplicationBack, type CreditBack, planReverso, type ReversoPlan } from './reverse-plan.ts'
import { getReverso } from './reversos-read.ts'

export interface ReversoInput {
  reciboId: string
  tipo: TipoReverso
  /** A part, minor units, at most what is left of the receipt; all of that when omitted. */
  monto?: Minor | undefined
  motivo: string
  /** Who let it pass; needed by an `anulacion`. The caller has proven their PIN. */
  aprobadoPor: string | null
  /** Who does it; null when the office does, for a gateway. */
  usuarioId: string | null
}

interface InvoiceBack {
  saldo: Minor
  estado: EstadoFactura
  fechaVencimiento: FechaCivil
}

const statements = perConnection((db: WriteDb) => ({
  invoice: db.sqlite.prepare<[string], InvoiceBack>(
    'select saldo, estado, fecha_vencimiento as fechaVencimiento from factura where id = ?',
  ),
  reopen: db.sqlite.prepare<[Minor, EstadoFactura, string]>('update factura set saldo = ?, estado = ? where id = ?'),
  lessCredit: db.sqlite.prepare<[Minor, string]>('update credito_abierto set resto = resto - ? where origen_id = ?'),
  noCredit: db.sqlite.prepare<[string, Minor]>('delete from credito_abierto where origen_id = ? and resto = ?'),
  saldos: db.sqlite.prepare<[string], { deuda: Minor; credito: Minor }>(
    'select deuda, credito from cliente_saldo where cliente_id = ?',
  ),
  pago: db.sqlite.prepare<[string, string, string, string, string, Minor]>(
    'insert into reverso_pago (id, tenant_id, cliente_id, reverso_id, pago_id, monto) values (?, ?, ?, ?, ?, ?)',
  ),
  aplicacion: db.sqlite.prepare<[string, string, string, string, string, string, Minor, Minor]>(
    `insert into reverso_aplicacion (id, tenant_id, cliente_id, reverso_id, aplicacion_id, factura_id, monto, saldo_despues)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  recibo: db.sqlite.prepare<[Minor, string]>('update recibo set revertido = revertido + ? where id = ?'),
  // Cash needs no bank to say so, and gets no state of it.
  rejectPagos: db.sqlite.prepare<[string]>(
    `update pago set estado_conciliacion = 'rechazado' where recibo_id = ? and metodo <> 'efectivo'
       and monto = (select sum(monto) from reverso_pago where pago_id = pago.id)`,
  ),
}))

/**
 * Takes a receipt back, whole or in part, in the caller's transaction: what it paid is owed again, its credit is gone, cash
 * leaves the drawer, promises that counted on it are as if it had never come. Other credit of the client then pays what is
 * owed again. Nothing is deleted; see `planReverso` for the order of a part.
 * Errors: not_found, pago.reverted, pago.refunded, caja.closed, caja.short.
 */
export function reverseRecibo(tx: Tx, input: ReversoInput): ReversoDetail {
  const { tenantId } = tx.actor
  const plan = planReverso(tx.db, tenantId, input.reciboId, input.monto)
  const { recibo, monto } = plan
  const drawer = recibo.metodo === 'efectivo' ? drawerFor(tx.db, tx.actor, recibo, monto) : null
  const { numero } = takeDocumentNumber(tx, 'reverso')
  const id = newId()

  takeCreditBack(tx, recibo.clienteId, plan.credits)
  const balances = reopenInvoices(tx, recibo.clienteId, plan.applications)
  if (plan.applications.length > 0) consumeCredit(tx, recibo.clienteId)
  writeReverso(tx, { ...input, id, numero, plan, sesionId: drawer?.sesionId ?? null, ajuste: drawer?.ajuste ?? false })
  writeParts(tx, id, plan, balances)
  if (drawer) {
    const { aprobadoPor } = input
    payOut(tx, drawer, { id, monto, descripcion: `${recibo.numero} · ${input.motivo}`, aprobadoPor })
  }
  statements(tx.db).recibo.run(monto, recibo.id)
  statements(tx.db).rejectPagos.run(recibo.id)
  if (recibo.revertido + monto === recibo.montoTotal) freeOthers(tx, recibo.id, input.tipo)
  takeBackFromPromesas(tx, recibo, currentDebt(tx, recibo.clienteId))
  tx.audit({
    accion: 'pago.reverse',
    entidad: 'recibo',
    entidadId: recibo.id,
    antes: { revertido: recibo.revertido },
    despues: {
      numero,
      recibo: recibo.numero,
      clienteId: recibo.clienteId,
      tipo: input.tipo,
      monto,
      motivo: input.motivo,
      aprobadoPor: input.aprobadoPor,
      facturas: new Set(plan.applications.map(({ facturaId }) => facturaId)).size,
    },
  })
  return getReverso(tx.db, tenantId, id)
}

function takeCreditBack(tx: Tx, clienteId: string, credits: readonly CreditBack[]): void {
  const { lessCredit, noCredit } = statements(tx.db)
  for (const { pagoId, monto } of credits) {
    // First the one that ends it: a credit of nothing may not stand for a moment.
    if (noCredit.run(pagoId, monto).changes === 0) lessCredit.run(monto, pagoId)
    moveSaldo(tx, clienteId, { deuda: 0, vencido: 0, credito: -monto, facturasAbiertas: 0 })
  }
}

/** Returns the balance of the invoice after each part, in the order of the parts. */
function reopenInvoices(tx: Tx, clienteId: string, parts: readonly ApplicationBack[]): Minor[] {
  const { invoice, reopen } = statements(tx.db)
  const asOf = overdueAsOf(tx.db, tx.actor.tenantId)
  return parts.map(({ facturaId, monto }) => {
    const found = invoice.get(facturaId)
    if (!found) throw new Error(`no invoice ${facturaId}`)
    const saldo = found.saldo + monto
    reopen.run(saldo, estadoOf(saldo, found.fechaVencimiento, asOf), facturaId)
    const vencido = found.fechaVencimiento < asOf ? monto : 0
    moveSaldo(tx, clienteId, { deuda: monto, vencido, credito: 0, facturasAbiertas: found.saldo === 0 ? 1 : 0 })
    return saldo
  })
}

interface NewReverso extends ReversoInput {
  id: string
  numero: string
  plan: ReversoPlan
  sesionId: string | null
  ajuste: boolean
}

/** Written once all has moved, because the reversal, a fact, says where the client stands after it. */
function writeReverso(tx: Tx, { plan, ...reverso }: NewReverso): void {
  const { tenantId, puestoId } = tx.actor
  const { clienteId } = plan.recibo
  const after = statements(tx.db).saldos.get(clienteId)
  if (!after) throw new Error(`client ${clienteId} has no balance row`)
  tx.db.sqlite
    .prepare(
      `insert into reverso (id, tenant_id, puesto_id, numero, recibo_id, cliente_id, tipo, monto, motivo, sesion_id, ajuste,
         deuda_despues, credito_despues, usuario_id, aprobado_por, fecha)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      reverso.id,
      tenantId,
      puestoId,
      reverso.numero,
      plan.recibo.id,
      clienteId,
      reverso.tipo,
      plan.monto,
      reverso.motivo,
      reverso.sesionId,
      Number(reverso.ajuste),
      after.deuda,
      after.credito,
      reverso.usuarioId,
      reverso.aprobadoPor,
      tx.now,
    )
}

function writeParts(tx: Tx, reversoId: string, plan: ReversoPlan, balances: readonly Minor[]): void {
  const { tenantId } = tx.actor
  const { clienteId } = plan.recibo
  const byPago = new Map<string, Minor>()
  for (const { pagoId, monto } of [...plan.credits, ...plan.applications])
    byPago.set(pagoId, (byPago.get(pagoId) ?? 0) + monto)
  const { pago, aplicacion } = statements(tx.db)
  for (const [pagoId, monto] of byPago) pago.run(newId(), tenantId, clienteId, reversoId, pagoId, monto)
  plan.applications.forEach(({ aplicacionId, facturaId, monto }, at) => {
    aplicacion.run(newId(), tenantId, clienteId, reversoId, aplicacionId, facturaId, monto, balances[at] ?? 0)
  })
}

/** What a receipt that is no more held: a line of a statement, a payment of a gateway. Both wait again. */
function freeOthers(tx: Tx, reciboId: string, tipo: TipoReverso): void {
  if (tipo === 'anulacion' || tipo === 'rechazo') freeBankLines(tx, reciboId)
  if (tipo === 'anulacion') freeGatewayPayment(tx, reciboId)
}
