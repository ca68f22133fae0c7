import { and, asc, eq, gte, lt, lte, sql } from 'drizzle-orm'
import { addDays, addMonths, civilDate, type FechaCivil, periodOf, startOfDay } from '../../contract/dates.ts'
import type { LimitePromesa, Promesa, PromesaPosible } from '../../contract/index.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, clienteSaldo, promesaPago } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { handOf } from '../kernel/hand.ts'
import { newId } from '../kernel/ids.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { officeToday } from '../kernel/today.ts'
import type { Tx } from '../kernel/writer.ts'
import { liftCuts } from '../network/cuts/lift.ts'
import { consumeCredit } from './balances.ts'
import { readFacturacionConfig } from './config.ts'
import { getPromesa, openPromesa } from './promises-read.ts'

type Db = ReadDb | WriteDb

const statements = perConnection((db: WriteDb) => ({
  // The state as text: the partial index of open promises serves only a condition it can read.
  open: db.sqlite.prepare<[string, string], { id: string; monto: Minor; pagado: Minor }>(
    `select id, monto, pagado from promesa_pago where tenant_id = ? and cliente_id = ? and estado = 'abierta'`,
  ),
  progress: db.sqlite.prepare<[Minor, string]>('update promesa_pago set pagado = ? where id = ?'),
  fulfil: db.sqlite.prepare<[Minor, number, string]>(
    `update promesa_pago set pagado = ?, estado = 'cumplida', cerrada_en = ? where id = ?`,
  ),
}))

function saldosOf(db: Db, tenantId: string, clienteId: string): { deuda: Minor; vencido: Minor } {
  const saldos = db.orm
    .select({ deuda: clienteSaldo.deuda, vencido: clienteSaldo.vencido })
    .from(clienteSaldo)
    .innerJoin(cliente, eq(cliente.id, clienteSaldo.clienteId))
    .where(and(eq(cliente.tenantId, tenantId), eq(cliente.id, clienteId)))
    .get()
  if (!saldos) throw refuse('not_found', { entidad: 'cliente' })
  return saldos
}

/** What a client owes as the transaction stands. */
export const currentDebt = (tx: Tx, clienteId: string) => saldosOf(tx.db, tx.actor.tenantId, clienteId)

/**
 * Promises of a client made in the year and month of a civil day, by the calendar of the tenant's timezone. One that was
 * taken back on the day it was made does not count: that was a slip, not a promise.
 */
function usedInMonth(db: Db, tenantId: string, clienteId: string, today: FechaCivil): number {
  const { zonaHoraria } = readTenant(db)
  const first = `${periodOf(today)}-01`
  const made = db.orm
    .select({ estado: promesaPago.estado, creadoEn: promesaPago.creadoEn, cerradaEn: promesaPago.cerradaEn })
    .from(promesaPago)
    .where(
      and(
        eq(promesaPago.tenantId, tenantId),
        eq(promesaPago.clienteId, clienteId),
        gte(promesaPago.creadoEn, startOfDay(first, zonaHoraria)),
        lt(promesaPago.creadoEn, startOfDay(addMonths(first, 1), zonaHoraria)),
      ),
    )
    .all()
  const dayOf = (at: number) => civilDate(at, zonaHoraria)
  return made.filter(
    ({ estado, creadoEn, cerradaEn }) =>
      estado !== 'cancelada' || cerradaEn === null || dayOf(cerradaEn) !== dayOf(creadoEn),
  ).length
}

/** What this person may promise with this client today. Errors: not_found. */
export function preparePromesa(db: Db, actor: Actor, clienteId: string, now: number): PromesaPosible {
  const { deuda, vencido } = saldosOf(db, actor.tenantId, clienteId)
  const today = officeToday(db, now)
  const limit = limitOf(db, actor)
  return {
    deuda,
    vencido,
    hasta: addDays(today, limit.dias),
    maximo: Math.min(deuda, limit.monto ?? deuda),
    limiteMonto: limit.monto,
    porMes: limit.porMes,
    usadas: usedInMonth(db, actor.tenantId, clienteId, today),
    abierta: openPromesa(db, actor.tenantId, clienteId),
  }
}

/** Nobody may promise what the configuration does not name. */
const limitOf = (db: Db, { tenantId, rol }: Actor): LimitePromesa =>
  readFacturacionConfig(db, tenantId).promesas[rol] ?? { dias: 0, monto: null, porMes: 0 }

/**
 * Takes a client's word to pay, within the limits of who takes it.
 * Errors: not_found, promesa.open, promesa.no_debt, promesa.amount, promesa.date, promesa.limit.
 */
export function grantPromesa(
  tx: Tx,
  input: { clienteId: string; monto: Minor; fecha: FechaCivil; notas: string },
): Promesa {
  const { tenantId, usuarioId } = tx.actor
  const possible = preparePromesa(tx.db, tx.actor, input.clienteId, tx.now)
  const today = officeToday(tx.db, tx.now)
  if (possible.abierta) throw refuse('promesa.open')
  if (possible.deuda === 0) throw refuse('promesa.no_debt')
  if (input.monto > possible.maximo) throw refuse('promesa.amount', { maximo: possible.maximo })
  if (input.fecha < today || input.fecha > possible.hasta) throw refuse('promesa.date', { hasta: possible.hasta })
  if (possible.usadas >= possible.porMes) throw refuse('promesa.limit', { porMes: possible.porMes })
  const id = newId()
  tx.db.orm
    .insert(promesaPago)
    .values({ ...input, id, tenantId, usuarioId, estado: 'abierta', creadoEn: tx.now })
    .run()
  tx.audit({ accion: 'promesa.grant', entidad: 'promesa', entidadId: id, despues: input })
  liftCuts(handOf(tx), input.clienteId, { tipo: 'promesa', fecha: input.fecha })
  return getPromesa(tx.db, tenantId, id)
}

/** Takes an open promise back. Errors: not_found, promesa.closed. */
export function cancelPromesa(tx: Tx, id: string): Promesa {
  const antes = getPromesa(tx.db, tx.actor.tenantId, id)
  if (antes.estado !== 'abierta') throw refuse('promesa.closed')
  tx.db.orm.update(promesaPago).set({ estado: 'cancelada', cerradaEn: tx.now }).where(eq(promesaPago.id, id)).run()
  const { clienteId, monto, fecha } = antes
  tx.audit({ accion: 'promesa.cancel', entidad: 'promesa', entidadId: id, antes: { clienteId, monto, fecha } })
  return getPromesa(tx.db, tx.actor.tenantId, id)
}

/** How a client's debt has just moved. */
export interface DebtMove {
  /** What came in from the client; 0 for a credit note. */
  pagado: Minor
  vencidoAntes: Minor
  vencido: Minor
  deuda: Minor
}

/**
 * Counts money towards the client's open promise, when there is one, and fulfils it: enough was paid since, or nothing is
 * overdue any more that was, or nothing is owed at all. One index step for everybody else.
 */
export function settlePromesa(tx: Tx, clienteId: string, move: DebtMove): void {
  const { open, progress, fulfil } = statements(tx.db)
  const promesa = open.get(tx.actor.tenantId, clienteId)
  if (!promesa) return
  const pagado = Math.min(promesa.monto, promesa.pagado + move.pagado)
  const cleared = move.deuda === 0 || (move.vencido === 0 && move.vencidoAntes > 0)
  if (pagado < promesa.monto && !cleared) {
    if (pagado !== promesa.pagado) progress.run(pagado, promesa.id)
    return
  }
  fulfil.run(pagado, tx.now, promesa.id)
  tx.audit({ accion: 'promesa.fulfil', entidad: 'promesa', entidadId: promesa.id, despues: { clienteId, pagado } })
}

/** Lets a client's credit pay what is open, see `consumeCredit`; fulfils the promise that this keeps, lifts a cut. */
export function payWithCredit(tx: Tx, clienteId: string): void {
  const isPromised = statements(tx.db).open.get(tx.actor.tenantId, clienteId) !== undefined
  const vencidoAntes = isPromised ? currentDebt(tx, clienteId).vencido : 0
  consumeCredit(tx, clienteId)
  if (isPromised) settlePromesa(tx, clienteId, { pagado: 0, vencidoAntes, ...currentDebt(tx, clienteId) })
  liftCuts(handOf(tx), clienteId, { tipo: 'saldo' })
}

/** Open promises whose last day lies between two civil days, both included: for reminders. */
export const promesasDue = (db: Db, tenantId: string, days: { desde: FechaCivil; hasta: FechaCivil }) =>
  db.orm
    .select({
      id: promesaPago.id,
      clienteId: promesaPago.clienteId,
      monto: promesaPago.monto,
      pagado: promesaPago.pagado,
      fecha: promesaPago.fecha,
    })
    .from(promesaPago)
    .where(
      and(
        eq(promesaPago.tenantId, tenantId),
        sql`${promesaPago.estado} = 'abierta'`,
        gte(promesaPago.fecha, days.desde),
        lte(promesaPago.fecha, days.hasta),
      ),
    )
    .orderBy(asc(promesaPago.fecha))
    .all()

/** Whether a client's word stands: reminders leave them in peace, and cuts wait. */
export const hasOpenPromesa = (db: Db, tenantId: string, clienteId: string): boolean =>
  openPromesa(db, tenantId, clienteId) !== null
