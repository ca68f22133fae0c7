import { and, asc, eq, sql } from 'drizzle-orm'
import type { NotaDetail, NotaParte, NotaPreview } from '../../contract/index.ts'
import type { MotivoNotaCredito } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, factura, facturaLinea, notaCredito, notaCreditoLinea } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import { officeToday } from '../kernel/today.ts'
import type { Tx } from '../kernel/writer.ts'
import { liftCuts } from '../network/cuts/lift.ts'
import { applyMoney, consumeCredit, moveSaldo, openCredit, openFacturas, saldoMove } from './balances.ts'
import {
  fits,
  type LineShare,
  type LineTax,
  remainingLines,
  spread,
  type TakenLine,
  takeShares,
  unitPrice,
} from './credit-lines.ts'
import { getNota } from './credit-notes-read.ts'
import { overdueAsOf } from './overdue.ts'
import { currentDebt, settlePromesa } from './promises.ts'
import {
  canGiveBack,
  chargesOf,
  type ChargeOfLine,
  type Covered,
  coverageAround,
  dropMoras,
  giveBackDays,
  pendingMoras,
  reopenCharges,
} from './rebill.ts'

type Db = ReadDb | WriteDb

/** An invoice with what a credit note would take of it. */
export interface NotaPlan {
  invoice: NotaPreview['factura']
  left: TakenLine[]
  /** Total of each line before any credit note. */
  wholes: Map<number, Minor>
  lines: (TakenLine & { explicacion: string })[]
  monto: Minor
  maximo: Minor
  anula: boolean
  refacturable: boolean
  coverage: Covered[]
  charges: ChargeOfLine[]
  moras: string[]
}

const toTaken = ({ impuestosJson, ...row }: Omit<TakenLine, 'impuestos'> & { impuestosJson: string }): TakenLine => ({
  ...row,
  impuestos: JSON.parse(impuestosJson) as LineTax[],
})

function linesLeft(db: Db, facturaId: string): Pick<NotaPlan, 'left' | 'wholes'> {
  const { orden, descripcion, neto, impuestosJson, total } = facturaLinea
  const lines = db.orm
    .select({ orden, descripcion, neto, impuestosJson, total })
    .from(facturaLinea)
    .where(eq(facturaLinea.facturaId, facturaId))
    .orderBy(asc(facturaLinea.orden))
    .all()
  const note = notaCreditoLinea
  const taken = db.orm
    .select({
      orden: note.orden,
      descripcion: note.descripcion,
      neto: note.neto,
      impuestosJson: note.impuestosJson,
      total: note.total,
    })
    .from(notaCredito)
    .innerJoin(note, eq(note.notaCreditoId, notaCredito.id))
    .where(eq(notaCredito.facturaId, facturaId))
    .all()
  return {
    left: remainingLines(lines.map(toTaken), taken.map(toTaken)),
    wholes: new Map(lines.map((line) => [line.orden, line.total])),
  }
}

function readInvoice(db: Db, tenantId: string, id: string) {
  const invoice = db.orm
    .select({
      id: factura.id,
      numero: factura.numero,
      clienteId: factura.clienteId,
      clienteNombre: cliente.nombreRazonSocial,
      periodo: factura.periodo,
      montoTotal: factura.montoTotal,
      saldo: factura.saldo,
      acreditado: factura.acreditado,
      estado: factura.estado,
      fechaVencimiento: factura.fechaVencimiento,
      origen: factura.origen,
    })
    .from(factura)
    .innerJoin(cliente, eq(cliente.id, factura.clienteId))
    .where(and(eq(factura.tenantId, tenantId), eq(factura.id, id)))
    .get()
  if (!invoice) throw refuse('not_found', { entidad: 'factura' })
  return invoice
}

function sharesOf(parte: NotaParte, left: readonly TakenLine[], maximo: Minor): LineShare[] {
  if (maximo <= 0) throw refuse('nota.exceeds', { maximo: 0 })
  if (parte.tipo === 'total')
    return left.filter(({ total }) => total !== 0).map(({ orden, total }) => ({ orden, monto: total }))
  if (parte.tipo === 'monto') {
    if (parte.monto > maximo) throw refuse('nota.exceeds', { maximo })
    return spread(parte.monto, left)
  }
  if (!fits(parte.lineas, left)) throw refuse('nota.lines')
  return parte.lineas
}

/** What a credit note takes of an invoice. Errors: not_found, nota.exceeds, nota.lines, nota.refacturar. */
export function planNota(db: Db, tenantId: string, facturaId: string, parte: NotaParte): NotaPlan {
  const { origen, ...invoice } = readInvoice(db, tenantId, facturaId)
  const { left, wholes } = linesLeft(db, facturaId)
  const maximo = invoice.montoTotal - invoice.acreditado
  const shares = sharesOf(parte, left, maximo)
  const monto = shares.reduce((sum, share) => sum + share.monto, 0)
  if (monto > maximo) throw refuse('nota.exceeds', { maximo })
  if (monto <= 0) throw refuse('nota.lines')
  const coverage = coverageAround(db, facturaId)
  const refacturable = origen === 'ciclo' && canGiveBack(coverage, facturaId)
  if (parte.tipo === 'total' && parte.refacturar && !refacturable) throw refuse('nota.refacturar')
  const anula = monto === maximo
  return {
    invoice,
    left,
    wholes,
    lines: takeShares(shares, left).map((line) => ({ ...line, explicacion: '' })),
    monto,
    maximo,
    anula,
    refacturable,
    coverage,
    charges: origen === 'ciclo' ? chargesOf(db, facturaId) : [],
    moras: anula ? pendingMoras(db, facturaId) : [],
  }
}

export interface NewNota {
  facturaId: string
  parte: NotaParte
  detalle: string
  /** The invoice as the person saw it. */
  esperado: { saldo: Minor; acreditado: Minor }
}

/**
 * Takes back an invoice, whole or in part: what it still owes goes down, the rest becomes credit, and that pays what else is
 * open. One transaction with its audit row. Errors: as planNota, conflict.changed.
 */
export function issueNota(tx: Tx, input: NewNota): NotaDetail {
  const { tenantId } = tx.actor
  const { saldo, acreditado, clienteId } = readInvoice(tx.db, tenantId, input.facturaId)
  if (saldo !== input.esperado.saldo || acreditado !== input.esperado.acreditado)
    throw refuse('conflict.changed', { entidad: 'factura' })
  const plan = planNota(tx.db, tenantId, input.facturaId, input.parte)
  const { vencido: vencidoAntes } = currentDebt(tx, clienteId)
  const refacturar = input.parte.tipo === 'total' && input.parte.refacturar
  const motivo = input.parte.tipo === 'total' ? 'anulacion' : 'ajuste'
  const { facturaId, detalle } = input
  const { id, numero } = writeNota(tx, { clienteId, motivo, facturaId, detalle, refacturar, ...plan })
  tx.db.orm
    .update(factura)
    .set({ acreditado: sql`${factura.acreditado} + ${plan.monto}` })
    .where(eq(factura.id, facturaId))
    .run()
  payOwnInvoice(tx, { id, clienteId, facturaId, monto: plan.monto })
  if (refacturar) {
    giveBackDays(tx, plan.coverage, facturaId, id)
    reopenCharges(tx, plan.charges)
  }
  dropMoras(tx, plan.moras)
  settlePromesa(tx, clienteId, { pagado: 0, vencidoAntes, ...currentDebt(tx, clienteId) })
  liftCuts(handOf(tx), clienteId, { tipo: 'saldo' })
  tx.audit({
    accion: 'nota_credito.issue',
    entidad: 'nota_credito',
    entidadId: id,
    despues: {
      numero,
      clienteId,
      facturaId,
      factura: plan.invoice.numero,
      monto: plan.monto,
      motivo,
      refacturar,
      detalle,
    },
  })
  return getNota(tx.db, tenantId, id)
}

/** Gives a client money in favour that is about no invoice, and lets it pay what is open. Errors: not_found. */
export function issueAjuste(tx: Tx, input: { clienteId: string; monto: Minor; detalle: string }): NotaDetail {
  const { clienteId, monto, detalle } = input
  const { tenantId } = tx.actor
  const { vencido: vencidoAntes } = currentDebt(tx, clienteId)
  const lines = [{ orden: 0, descripcion: detalle, explicacion: '', neto: monto, impuestos: [], total: monto }]
  const nota = { clienteId, motivo: 'ajuste', facturaId: null, detalle, refacturar: false, monto, lines } as const
  const { id, numero } = writeNota(tx, nota)
  giveCredit(tx, clienteId, { id, monto })
  settlePromesa(tx, clienteId, { pagado: 0, vencidoAntes, ...currentDebt(tx, clienteId) })
  liftCuts(handOf(tx), clienteId, { tipo: 'saldo' })
  tx.audit({
    accion: 'nota_credito.issue',
    entidad: 'nota_credito',
    entidadId: id,
    despues: { numero, clienteId, facturaId: null, monto, motivo: 'ajuste', detalle },
  })
  return getNota(tx.db, tenantId, id)
}

interface NotaToWrite {
  clienteId: string
  motivo: MotivoNotaCredito
  facturaId: string | null
  detalle: string
  refacturar: boolean
  monto: Minor
  lines: readonly (TakenLine & { explicacion: string })[]
}

function writeNota(tx: Tx, { lines, refacturar, ...nota }: NotaToWrite): { id: string; numero: string } {
  const { tenantId, usuarioId } = tx.actor
  const id = newId()
  const { numero } = takeDocumentNumber(tx, 'nota_credito')
  const fecha = officeToday(tx.db, tx.now)
  const { clienteId, motivo, facturaId, detalle, monto } = nota
  const head = { clienteId, motivo, facturaId, detalle, monto, refacturar: Number(refacturar) }
  tx.db.orm
    .insert(notaCredito)
    .values({ ...head, id, tenantId, usuarioId, numero, fecha, creadoEn: tx.now })
    .run()
  for (const line of lines) {
    const { orden, descripcion, explicacion, neto, total } = line
    const impuestosJson = JSON.stringify(line.impuestos)
    const own = { id: newId(), tenantId, notaCreditoId: id, orden, descripcion, explicacion, neto, total }
    tx.db.orm
      .insert(notaCreditoLinea)
      .values({ ...own, cantidad: 1, precioUnitario: unitPrice(line), impuestosJson })
      .run()
  }
  return { id, numero }
}

interface Money {
  id: string
  monto: Minor
}

/** The note's own invoice first, as far as it owes; the rest is credit. */
function payOwnInvoice(
  tx: Tx,
  { id, clienteId, facturaId, monto }: Money & { clienteId: string; facturaId: string },
): void {
  const asOf = overdueAsOf(tx.db, tx.actor.tenantId)
  const invoice = openFacturas(tx, clienteId).find((open) => open.id === facturaId)
  const applied = invoice ? Math.min(monto, invoice.saldo) : 0
  if (invoice) {
    moveSaldo(tx, clienteId, saldoMove(invoice, applied, asOf))
    applyMoney(tx, clienteId, invoice, { notaCreditoId: id }, applied, asOf)
  }
  if (monto > applied) giveCredit(tx, clienteId, { id, monto: monto - applied })
}

function giveCredit(tx: Tx, clienteId: string, { id, monto }: Money): void {
  openCredit(tx, clienteId, { origenId: id, tipo: 'nota_credito', resto: monto })
  moveSaldo(tx, clienteId, { deuda: 0, vencido: 0, credito: monto, facturasAbiertas: 0 })
  consumeCredit(tx, clienteId)
}
