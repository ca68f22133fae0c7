import { and, eq, sql } from 'drizzle-orm'
import type { Recibo, ReciboDetail } from '../../contract/index.ts'
import type { EstadoConciliacion, MetodoPago } from '../../contract/enums.ts'
import type { FechaCivil } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { factura, pago, recibo, usuario } from '../../db/schema/index.ts'
import {
  applyMoney,
  moveSaldo,
  type OpenFactura,
  openCredit,
  openFacturas,
  type SaldoMove,
  saldoMove,
} from '../billing/balances.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { type DebtMove, settlePromesa } from '../billing/promises.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import { handOf } from '../kernel/hand.ts'
import { compileWrite, perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { liftCuts } from '../network/cuts/lift.ts'
import { allocate, type Allocation } from './allocate.ts'
import { findOwnDrawer, needOwnDrawer } from './drawer.ts'

export interface Collection {
  clienteId: string
  metodo: MetodoPago
  /** Minor units, above zero. */
  monto: Minor
  facturaIds?: string[] | undefined
  efectivoRecibido?: Minor | undefined
  referencia: string
  /** The bag that it goes into, of a round that is settled; null: no drawer at all; else the actor's own. */
  sesionId?: string | null
}

/** Where the money of a collection goes; `asOf`: see `overdueAsOf`. */
interface Split {
  allocations: Allocation<OpenFactura>[]
  surplus: Minor
  asOf: FechaCivil
}

const statements = perConnection((db: WriteDb) => ({
  client: db.sqlite.prepare<[string, string], { nombre: string; codigo: string }>(
    'select nombre_razon_social as nombre, codigo_cliente as codigo from cliente where tenant_id = ? and id = ?',
  ),
  cashier: db.orm
    .select({ nombre: usuario.nombre })
    .from(usuario)
    .where(eq(usuario.id, sql.placeholder('id')))
    .prepare(),
  reference: db.orm
    .select({ numero: recibo.numero })
    .from(recibo)
    .where(
      and(
        eq(recibo.tenantId, sql.placeholder('tenantId')),
        eq(recibo.metodo, sql.placeholder('metodo')),
        eq(recibo.referencia, sql.placeholder('referencia')),
        sql`${recibo.referencia} <> ''`,
        // Text as in the partial index: a void receipt gives its reference free again.
        sql`${recibo.revertido} < ${recibo.montoTotal}`,
      ),
    )
    .prepare(),
  /** The receipt of a bank's line with this code. */
  reconciled: db.sqlite.prepare<[string, string], { numero: string }>(
    `select r.numero from extracto_linea l join conciliacion c on c.linea_id = l.id and c.deshecha_en is null
     join recibo r on r.id = c.recibo_id where l.tenant_id = ? and l.operacion = ? and l.operacion <> '' limit 1`,
  ),
  invoice: db.orm
    .select({ clienteId: factura.clienteId, numero: factura.numero })
    .from(factura)
    .where(and(eq(factura.tenantId, sql.placeholder('tenantId')), eq(factura.id, sql.placeholder('id'))))
    .prepare(),
  recibo: compileWrite(
    db,
    db.orm.insert(recibo).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      puestoId: sql.placeholder('puestoId'),
      secuencia: sql.placeholder('secuencia'),
      numero: sql.placeholder('numero'),
      clienteId: sql.placeholder('clienteId'),
      usuarioId: sql.placeholder('usuarioId'),
      fecha: sql.placeholder('fecha'),
      metodo: sql.placeholder('metodo'),
      referencia: sql.placeholder('referencia'),
      montoTotal: sql.placeholder('montoTotal'),
      efectivoRecibido: sql.placeholder('efectivoRecibido'),
      vuelto: sql.placeholder('vuelto'),
      deudaDespues: sql.placeholder('deudaDespues'),
      creditoDespues: sql.placeholder('creditoDespues'),
      sesionId: sql.placeholder('sesionId'),
    }),
  ),
  pago: compileWrite(
    db,
    db.orm.insert(pago).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      clienteId: sql.placeholder('clienteId'),
      facturaId: sql.placeholder('facturaId'),
      monto: sql.placeholder('monto'),
      metodo: sql.placeholder('metodo'),
      referencia: sql.placeholder('referencia'),
      fechaPago: sql.placeholder('fechaPago'),
      estadoConciliacion: sql.placeholder('estadoConciliacion'),
      reciboId: sql.placeholder('reciboId'),
    }),
  ),
}))

/**
 * A reference as it is kept: in capitals, and without what nobody sees (kinds and numbers of spaces, invisible
 * characters). Such differences tell no two apart, or one transfer could be collected twice.
 */
export const plainReference = (referencia: string): string =>
  referencia
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toUpperCase()

/**
 * Collects money of a client: one receipt, one payment per invoice and one for the surplus, the balances, the audit.
 * Errors: pago.amount, pago.received_short, pago.reference_needed, pago.reference_used, pago.factura_foreign,
 * pago.factura_closed, not_found; of cash also caja.closed, caja.other.
 */
export function recordPago(tx: Tx, input: Collection): ReciboDetail {
  const { tenantId, usuarioId, puestoId } = tx.actor
  const client = statements(tx.db).client.get(tenantId, input.clienteId)
  if (!client) throw refuse('not_found', { entidad: 'cliente' })
  const money = checkMoney(tx, input)
  const { sesionId, cajero } = whoseDrawer(tx, input)
  const { allocations, surplus } = allocate(input.monto, chooseFacturas(tx, input))

  const { secuencia, numero } = takeDocumentNumber(tx, 'recibo')
  const reciboId = newId()
  const asOf = overdueAsOf(tx.db, tenantId)
  const { after, debt } = settleSaldo(tx, input.clienteId, { allocations, surplus, asOf })
  const head: Recibo = {
    id: reciboId,
    numero,
    fecha: tx.now,
    clienteId: input.clienteId,
    clienteNombre: client.nombre,
    clienteCodigo: client.codigo,
    cajero,
    metodo: input.metodo,
    referencia: input.referencia,
    montoTotal: input.monto,
    revertido: 0,
    ...money,
    impresiones: 0,
  }
  statements(tx.db).recibo({ ...head, ...after, tenantId, puestoId, usuarioId, secuencia, sesionId })
  const pagos = writePagos(tx, input, reciboId, { allocations, surplus, asOf })
  tx.audit({
    accion: 'pago.record',
    entidad: 'recibo',
    entidadId: reciboId,
    despues: {
      numero,
      clienteId: input.clienteId,
      monto: input.monto,
      metodo: input.metodo,
      facturas: allocations.length,
    },
  })
  settlePromesa(tx, input.clienteId, { ...debt, pagado: input.monto })
  liftCuts(handOf(tx), input.clienteId, { tipo: 'pago', reciboId, numero })
  return { ...head, ...after, pagos, reversos: [] }
}

/** Cash lies in the actor's own open drawer; other money names it when there is one. */
function whoseDrawer(tx: Tx, { metodo, sesionId }: Collection): { sesionId: string | null; cajero: string } {
  if (sesionId === undefined) {
    const own = metodo === 'efectivo' ? needOwnDrawer(tx.db, tx.actor) : findOwnDrawer(tx.db, tx.actor)
    if (own) return { sesionId: own.id, cajero: own.usuario }
  }
  const cajero = statements(tx.db).cashier.get({ id: tx.actor.usuarioId })?.nombre ?? ''
  return { sesionId: sesionId ?? null, cajero }
}

/** Cash and change, or the reference, as the method wants them. */
function checkMoney(tx: Tx, input: Collection): Pick<Recibo, 'efectivoRecibido' | 'vuelto'> {
  if (!Number.isSafeInteger(input.monto) || input.monto <= 0) throw refuse('pago.amount')
  if (input.referencia !== '') refuseUsedReference(tx, input)
  if (input.metodo === 'efectivo') {
    const efectivoRecibido = input.efectivoRecibido ?? input.monto
    if (efectivoRecibido < input.monto) throw refuse('pago.received_short')
    return { efectivoRecibido, vuelto: efectivoRecibido - input.monto }
  }
  if (input.referencia === '') throw refuse('pago.reference_needed')
  return { efectivoRecibido: null, vuelto: null }
}

function refuseUsedReference(tx: Tx, { metodo, referencia }: Collection): void {
  const { tenantId } = tx.actor
  const reconciled = metodo === 'transferencia' ? statements(tx.db).reconciled.get(tenantId, referencia) : undefined
  const used = statements(tx.db).reference.get({ tenantId, metodo, referencia }) ?? reconciled
  if (used) throw refuse('pago.reference_used', { recibo: used.numero })
}

/** Invoices to pay, in order: the cashier's pick, else every open one, oldest due first. */
function chooseFacturas(tx: Tx, input: Collection): OpenFactura[] {
  const open = openFacturas(tx, input.clienteId)
  if (!input.facturaIds) return open
  const byId = new Map(open.map((f) => [f.id, f]))
  return [...new Set(input.facturaIds)].map((id) => {
    const chosen = byId.get(id)
    if (chosen) return chosen
    const row = statements(tx.db).invoice.get({ tenantId: tx.actor.tenantId, id })
    if (!row) throw refuse('not_found', { entidad: 'factura' })
    if (row.clienteId !== input.clienteId) throw refuse('pago.factura_foreign')
    throw refuse('pago.factura_closed', { numero: row.numero })
  })
}

/** Moves the client's projections first, because the receipt, a fact, says where they stand after it. */
function settleSaldo(tx: Tx, clienteId: string, { allocations, surplus, asOf }: Split) {
  const total: SaldoMove = { deuda: 0, vencido: 0, credito: surplus, facturasAbiertas: 0 }
  for (const { invoice, monto } of allocations) {
    const move = saldoMove(invoice, monto, asOf)
    total.deuda += move.deuda
    total.vencido += move.vencido
    total.facturasAbiertas += move.facturasAbiertas
  }
  const { deuda, vencido, credito } = moveSaldo(tx, clienteId, total)
  const debt: Omit<DebtMove, 'pagado'> = { deuda, vencido, vencidoAntes: vencido - total.vencido }
  return { after: { deudaDespues: deuda, creditoDespues: credito }, debt }
}

function writePagos(
  tx: Tx,
  input: Collection,
  reciboId: string,
  { allocations, surplus, asOf }: Split,
): ReciboDetail['pagos'] {
  const estadoConciliacion: EstadoConciliacion = input.metodo === 'efectivo' ? 'no_aplica' : 'pendiente'
  const write = (facturaId: string | null, monto: Minor): string => {
    const id = newId()
    const { clienteId, metodo, referencia } = input
    const row = { id, clienteId, facturaId, monto, metodo, referencia, estadoConciliacion, reciboId }
    statements(tx.db).pago({ ...row, tenantId: tx.actor.tenantId, fechaPago: tx.now })
    return id
  }
  const pagos: ReciboDetail['pagos'] = allocations.map(({ invoice, monto }) => {
    const id = write(invoice.id, monto)
    applyMoney(tx, input.clienteId, invoice, { pagoId: id }, monto, asOf)
    const { numero: facturaNumero, periodo } = invoice
    const saldoDespues = invoice.saldo - monto
    return { id, facturaId: invoice.id, facturaNumero, periodo, monto, revertido: 0, saldoDespues, estadoConciliacion }
  })
  if (surplus > 0) {
    const id = write(null, surplus)
    openCredit(tx, input.clienteId, { origenId: id, tipo: 'pago', resto: surplus })
    pagos.push({
      id,
      facturaId: null,
      facturaNumero: null,
      periodo: null,
      monto: surplus,
      revertido: 0,
      saldoDespues: null,
      estadoConciliacion,
    })
  }
  return pagos
}
