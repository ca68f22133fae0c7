import { and, asc, eq, sql } from 'drizzle-orm'
import type { EstadoFactura } from '../../contract/enums.ts'
import type { FechaCivil } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { aplicacion, clienteSaldo, creditoAbierto, factura } from '../../db/schema/index.ts'
import { newId } from '../kernel/ids.ts'
import { compileWrite, perConnection } from '../kernel/statements.ts'
import { compareText } from '../kernel/text.ts'
import type { Tx } from '../kernel/writer.ts'
import { overdueAsOf } from './overdue.ts'

/** The state that an invoice has by its balance and due date, `asOf` being the date due dates were looked at. */
export const estadoOf = (saldo: Minor, fechaVencimiento: FechaCivil, asOf: FechaCivil): EstadoFactura => {
  if (saldo === 0) return 'pagada'
  return fechaVencimiento < asOf ? 'vencida' : 'pendiente'
}

/** An open invoice as money is applied to it. */
export interface OpenFactura {
  id: string
  numero: string
  periodo: string
  saldo: Minor
  estado: EstadoFactura
  fechaVencimiento: FechaCivil
}

/** Where a client's amounts stand after a move, with the flags of before. */
interface MovedSaldo {
  deuda: Minor
  vencido: Minor
  credito: Minor
  conDeuda: number
  conVencido: number
  conCredito: number
}

// What is on the way of every collection runs past drizzle, whose own way costs more than these rows.
const statements = perConnection((db: WriteDb) => ({
  // Not ordered here: with bound values an ORDER BY that an index serves is planned again at every run.
  open: db.sqlite.prepare<[string, string], OpenFactura>(
    `select id, numero, periodo, saldo, estado, fecha_vencimiento as fechaVencimiento from factura
     where tenant_id = ? and cliente_id = ? and estado <> 'pagada'`,
  ),
  apply: compileWrite(
    db,
    db.orm.insert(aplicacion).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      clienteId: sql.placeholder('clienteId'),
      facturaId: sql.placeholder('facturaId'),
      pagoId: sql.placeholder('pagoId'),
      notaCreditoId: sql.placeholder('notaCreditoId'),
      monto: sql.placeholder('monto'),
      saldoDespues: sql.placeholder('saldoDespues'),
      fecha: sql.placeholder('fecha'),
    }),
  ),
  setFacturaSaldo: compileWrite(
    db,
    db.orm
      .update(factura)
      .set({ saldo: sql`${sql.placeholder('saldo')}` })
      .where(eq(factura.id, sql.placeholder('id'))),
  ),
  setFactura: compileWrite(
    db,
    db.orm
      .update(factura)
      .set({ saldo: sql`${sql.placeholder('saldo')}`, estado: sql`${sql.placeholder('estado')}` })
      .where(eq(factura.id, sql.placeholder('id'))),
  ),
  moveSaldo: db.sqlite.prepare<[Minor, Minor, Minor, number, string], MovedSaldo>(
    `update cliente_saldo set deuda = deuda + ?, vencido = vencido + ?, credito = credito + ?,
       facturas_abiertas = facturas_abiertas + ? where cliente_id = ?
     returning deuda, vencido, credito, con_deuda as conDeuda, con_vencido as conVencido, con_credito as conCredito`,
  ),
  setFlags: db.orm
    .update(clienteSaldo)
    .set({
      conDeuda: sql`${sql.placeholder('conDeuda')}`,
      conVencido: sql`${sql.placeholder('conVencido')}`,
      conCredito: sql`${sql.placeholder('conCredito')}`,
    })
    .where(eq(clienteSaldo.clienteId, sql.placeholder('clienteId')))
    .prepare(),
  credits: db.orm
    .select()
    .from(creditoAbierto)
    .where(
      and(
        eq(creditoAbierto.tenantId, sql.placeholder('tenantId')),
        eq(creditoAbierto.clienteId, sql.placeholder('clienteId')),
      ),
    )
    .orderBy(asc(creditoAbierto.fecha), asc(creditoAbierto.origenId))
    .prepare(),
  openCredit: db.orm
    .insert(creditoAbierto)
    .values({
      origenId: sql.placeholder('origenId'),
      tenantId: sql.placeholder('tenantId'),
      clienteId: sql.placeholder('clienteId'),
      tipo: sql.placeholder('tipo'),
      resto: sql.placeholder('resto'),
      fecha: sql.placeholder('fecha'),
    })
    .prepare(),
  setCredit: db.orm
    .update(creditoAbierto)
    .set({ resto: sql`${sql.placeholder('resto')}` })
    .where(eq(creditoAbierto.origenId, sql.placeholder('origenId')))
    .prepare(),
  closeCredit: db.orm
    .delete(creditoAbierto)
    .where(eq(creditoAbierto.origenId, sql.placeholder('origenId')))
    .prepare(),
}))

/** Invoices of a client with balance, oldest due first. */
export const openFacturas = (tx: Tx, clienteId: string): OpenFactura[] =>
  statements(tx.db)
    .open.all(tx.actor.tenantId, clienteId)
    .sort((a, b) => compareText(a.fechaVencimiento, b.fechaVencimiento) || compareText(a.id, b.id))

/** Change of what a client owes and has; minor units. */
export interface SaldoMove {
  deuda: Minor
  vencido: Minor
  credito: Minor
  facturasAbiertas: number
}

/** Moves a client's projections and returns where they stand. */
export function moveSaldo(
  tx: Tx,
  clienteId: string,
  move: SaldoMove,
): { deuda: Minor; vencido: Minor; credito: Minor } {
  const { deuda, vencido, credito, facturasAbiertas } = move
  const after = statements(tx.db).moveSaldo.get(deuda, vencido, credito, facturasAbiertas, clienteId)
  if (!after) throw new Error(`client ${clienteId} has no balance row`)
  // Beyond this a number is no longer exact to the minor unit: rather no money moves than the wrong money.
  if (!Number.isSafeInteger(after.deuda) || !Number.isSafeInteger(after.credito))
    throw new RangeError(`balance of client ${clienteId} is out of range`)
  const flags = saldoFlags(after)
  const flipped =
    flags.conDeuda !== after.conDeuda || flags.conVencido !== after.conVencido || flags.conCredito !== after.conCredito
  if (flipped) statements(tx.db).setFlags.run({ clienteId, ...flags })
  return after
}

/** What the flags of `cliente_saldo` have to say of its amounts. */
export const saldoFlags = (amounts: { deuda: Minor; vencido: Minor; credito: Minor }) => ({
  conDeuda: Number(amounts.deuda > 0),
  conVencido: Number(amounts.vencido > 0),
  conCredito: Number(amounts.credito > 0),
})

/** What applying `monto` to an open invoice moves in the client's projections. */
export function saldoMove(invoice: OpenFactura, monto: Minor, asOf: FechaCivil): SaldoMove {
  const overdue = invoice.fechaVencimiento < asOf
  const closes = invoice.saldo === monto
  return { deuda: -monto, vencido: overdue ? -monto : 0, credito: 0, facturasAbiertas: closes ? -1 : 0 }
}

/** Money goes from one source to one invoice: the fact and the invoice's own projections. `asOf`: see `overdueAsOf`. */
export function applyMoney(
  tx: Tx,
  clienteId: string,
  invoice: OpenFactura,
  source: { pagoId: string } | { notaCreditoId: string },
  monto: Minor,
  asOf: FechaCivil,
): void {
  const saldoDespues = invoice.saldo - monto
  const { apply, setFactura, setFacturaSaldo } = statements(tx.db)
  apply({
    id: newId(),
    tenantId: tx.actor.tenantId,
    clienteId,
    facturaId: invoice.id,
    pagoId: 'pagoId' in source ? source.pagoId : null,
    notaCreditoId: 'notaCreditoId' in source ? source.notaCreditoId : null,
    monto,
    saldoDespues,
    fecha: tx.now,
  })
  const estado = estadoOf(saldoDespues, invoice.fechaVencimiento, asOf)
  // Naming the state in an UPDATE rewrites every index that has it, changed or not.
  if (estado === invoice.estado) setFacturaSaldo({ id: invoice.id, saldo: saldoDespues })
  else setFactura({ id: invoice.id, saldo: saldoDespues, estado })
}

/** Registers money of a client that no invoice has taken yet. The caller moves the client's `credito`. */
export function openCredit(
  tx: Tx,
  clienteId: string,
  credit: { origenId: string; tipo: 'pago' | 'nota_credito'; resto: Minor },
): void {
  statements(tx.db).openCredit.run({ ...credit, tenantId: tx.actor.tenantId, clienteId, fecha: tx.now })
}

/** Lets the client's credit pay open invoices: oldest credit first, oldest due invoice first. Moves the projections. */
export function consumeCredit(tx: Tx, clienteId: string): void {
  const { credits, setCredit, closeCredit } = statements(tx.db)
  const sources = credits.all({ tenantId: tx.actor.tenantId, clienteId })
  if (sources.length === 0) return
  const invoices = openFacturas(tx, clienteId)
  const asOf = overdueAsOf(tx.db, tx.actor.tenantId)
  for (const source of sources) {
    let { resto } = source
    const origin = source.tipo === 'pago' ? { pagoId: source.origenId } : { notaCreditoId: source.origenId }
    for (const invoice of invoices) {
      const monto = Math.min(resto, invoice.saldo)
      if (monto === 0) continue
      moveSaldo(tx, clienteId, { ...saldoMove(invoice, monto, asOf), credito: -monto })
      applyMoney(tx, clienteId, invoice, origin, monto, asOf)
      invoice.saldo -= monto
      resto -= monto
    }
    if (resto === source.resto) return
    if (resto === 0) closeCredit.run({ origenId: source.origenId })
    else setCredit.run({ origenId: source.origenId, resto })
  }
}

/** A part of a client's credit, and where it comes from. */
export interface CreditPart {
  tipo: 'pago' | 'nota_credito'
  origenId: string
  monto: Minor
}

/** Credit of a client by source, oldest first: what is left of each. */
export const openCredits = (tx: Tx, clienteId: string): CreditPart[] =>
  statements(tx.db)
    .credits.all({ tenantId: tx.actor.tenantId, clienteId })
    .map(({ tipo, origenId, resto }) => ({ tipo, origenId, monto: resto }))

/**
 * Takes an amount out of a client's credit, oldest first, and moves the projections. The caller made sure that there is
 * as much, and writes the fact that says where it went.
 */
export function takeCredit(tx: Tx, clienteId: string, monto: Minor): CreditPart[] {
  const { setCredit, closeCredit } = statements(tx.db)
  const taken: CreditPart[] = []
  let left = monto
  for (const source of openCredits(tx, clienteId)) {
    if (left === 0) break
    const part = Math.min(left, source.monto)
    if (part === source.monto) closeCredit.run({ origenId: source.origenId })
    else setCredit.run({ origenId: source.origenId, resto: source.monto - part })
    taken.push({ ...source, monto: part })
    left -= part
  }
  if (left > 0) throw new RangeError(`client ${clienteId} has ${left} less credit than was asked for`)
  moveSaldo(tx, clienteId, { deuda: 0, vencido: 0, credito: -monto, facturasAbiertas: 0 })
  return taken
}
