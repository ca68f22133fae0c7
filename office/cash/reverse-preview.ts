import type { ReversoParte, ReversoPreview } from '../../contract/index.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb } from '../../db/open.ts'
import { ORPCError } from '@orpc/server'
import { type OpenFactura } from '../billing/balances.ts'
import { overdueAsOf } from '../billing/overdue.ts'
import { promisesAfter } from '../billing/promises-reverse.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { compareText } from '../kernel/text.ts'
import { listApprovers } from './approval.ts'
import { allocate } from './allocate.ts'
import { drawerFor } from './reverse-drawer.ts'
import { planReverso, reciboToReverse, type ReversoPlan } from './reverse-plan.ts'

type Invoice = Pick<OpenFactura, 'id' | 'numero' | 'periodo' | 'saldo' | 'fechaVencimiento'>

interface ClientStanding {
  nombre: string
  deuda: Minor
  vencido: Minor
  credito: Minor
}

const statements = perConnection((db: ReadDb) => ({
  cliente: db.sqlite.prepare<[string, string], ClientStanding>(
    `select c.nombre_razon_social as nombre, s.deuda, s.vencido, s.credito from cliente c
     join cliente_saldo s on s.cliente_id = c.id where c.tenant_id = ? and c.id = ?`,
  ),
  open: db.sqlite.prepare<[string, string], Invoice>(
    `select id, numero, periodo, saldo, fecha_vencimiento as fechaVencimiento from factura
     where tenant_id = ? and cliente_id = ? and estado <> 'pagada'`,
  ),
  invoice: db.sqlite.prepare<[string], Invoice>(
    'select id, numero, periodo, saldo, fecha_vencimiento as fechaVencimiento from factura where id = ?',
  ),
}))

/** Why it cannot be done now, as the office would refuse it; null when it can. */
function impedimentOf<T>(work: () => T): { value: T | null; impedimento: ReversoPreview['impedimento'] } {
  try {
    return { value: work(), impedimento: null }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    return {
      value: null,
      impedimento: { code: error.code as ErrorCode, data: (error.data ?? {}) as Record<string, unknown> },
    }
  }
}

const sum = (rows: readonly { monto: Minor }[]): Minor => rows.reduce((total, { monto }) => total + monto, 0)

/** The invoices as the plan leaves them, each part with the balance after it. */
function reopen(db: ReadDb, plan: ReversoPlan, byId: Map<string, Invoice>): ReversoParte[] {
  const credit = sum(plan.credits)
  const none = { facturaId: null, facturaNumero: null, periodo: null, saldoDespues: null }
  const parts = plan.applications.map(({ facturaId, monto }): ReversoParte => {
    const invoice = byId.get(facturaId) ?? statements(db).invoice.get(facturaId)
    if (!invoice) throw new Error(`no invoice ${facturaId}`)
    invoice.saldo += monto
    byId.set(facturaId, invoice)
    const { numero: facturaNumero, periodo, saldo: saldoDespues } = invoice
    return { facturaId, facturaNumero, periodo, monto, saldoDespues }
  })
  return credit > 0 ? [{ ...none, monto: credit }, ...parts] : parts
}

/** Where the client stands after it: other credit pays what is owed again, oldest due first. */
function standingAfter(db: ReadDb, tenantId: string, plan: ReversoPlan, before: ClientStanding) {
  const { clienteId } = plan.recibo
  const byId = new Map(
    statements(db)
      .open.all(tenantId, clienteId)
      .map((invoice) => [invoice.id, invoice]),
  )
  const partes = reopen(db, plan, byId)
  const credit = before.credito - sum(plan.credits)
  const invoices = [...byId.values()].toSorted(
    (a, b) => compareText(a.fechaVencimiento, b.fechaVencimiento) || compareText(a.id, b.id),
  )
  const { allocations, surplus } = allocate(plan.applications.length > 0 ? credit : 0, invoices)
  for (const { invoice, monto } of allocations) invoice.saldo -= monto
  const asOf = overdueAsOf(db, tenantId)
  const owed = (of: readonly Invoice[]): Minor => of.reduce((total, { saldo }) => total + saldo, 0)
  return {
    partes,
    deuda: owed(invoices),
    vencido: owed(invoices.filter(({ fechaVencimiento }) => fechaVencimiento < asOf)),
    credito: plan.applications.length > 0 ? surplus : credit,
  }
}

/** What voiding what is left of a receipt would do, and why it cannot be done if it cannot. Errors: not_found. */
export function prepareReverso(db: ReadDb, actor: Actor, reciboId: string, now: number): ReversoPreview {
  const { tenantId } = actor
  const recibo = reciboToReverse(db, tenantId, reciboId)
  const before = statements(db).cliente.get(tenantId, recibo.clienteId)
  if (!before) throw new Error(`client ${recibo.clienteId} has no balance row`)
  const monto = recibo.montoTotal - recibo.revertido
  const planned = impedimentOf(() => planReverso(db, tenantId, reciboId))
  const drawer = impedimentOf(() => (recibo.metodo === 'efectivo' ? drawerFor(db, actor, recibo, monto) : null))
  const after = planned.value && standingAfter(db, tenantId, planned.value, before)
  const [promise] = after ? promisesAfter(db, tenantId, recibo, { now, less: monto, ...after }) : []
  const { deuda, credito } = after ?? before
  return {
    reciboId,
    reciboNumero: recibo.numero,
    clienteId: recibo.clienteId,
    clienteNombre: before.nombre,
    metodo: recibo.metodo,
    monto,
    partes: after?.partes ?? [],
    deuda: { antes: before.deuda, despues: deuda },
    credito: { antes: before.credito, despues: credito },
    promesa: promise
      ? {
          monto: promise.promesa.monto,
          fecha: promise.promesa.fecha,
          antes: promise.promesa.estado,
          despues: promise.estado,
          pagado: promise.pagado,
        }
      : null,
    caja: drawer.value && { ajuste: drawer.value.ajuste },
    impedimento: planned.impedimento ?? drawer.impedimento,
    seAprueba: !listApprovers(db).some(({ id }) => id !== actor.usuarioId),
  }
}
