import type { MetodoPago } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'

type Db = ReadDb | WriteDb

/** A receipt as it is taken back. */
export interface ReciboToReverse {
  id: string
  numero: string
  clienteId: string
  metodo: MetodoPago
  montoTotal: Minor
  revertido: Minor
  sesionId: string | null
  fecha: number
}

/** Credit of a payment that is still there. */
export interface CreditBack {
  pagoId: string
  monto: Minor
}

/** Money of a payment that went to an invoice and comes out of it again. */
export interface ApplicationBack {
  aplicacionId: string
  pagoId: string
  facturaId: string
  monto: Minor
}

export interface ReversoPlan {
  recibo: ReciboToReverse
  monto: Minor
  credits: CreditBack[]
  /** Latest first. */
  applications: ApplicationBack[]
}

const statements = perConnection((db: Db) => ({
  recibo: db.sqlite.prepare<[string, string], ReciboToReverse>(
    `select id, numero, cliente_id as clienteId, metodo, monto_total as montoTotal, revertido, sesion_id as sesionId, fecha
     from recibo where tenant_id = ? and id = ?`,
  ),
  credits: db.sqlite.prepare<[string], CreditBack>(
    `select p.id as pagoId, c.resto as monto from pago p join credito_abierto c on c.origen_id = p.id
     where p.recibo_id = ? order by p.id desc`,
  ),
  // By the client's invoices: what paid an invoice is found by the invoice.
  applications: db.sqlite.prepare<[string, string, string], ApplicationBack & { fecha: number }>(
    `select a.fecha, a.id as aplicacionId, a.pago_id as pagoId, a.factura_id as facturaId,
       a.monto - coalesce((select sum(r.monto) from reverso_aplicacion r where r.aplicacion_id = a.id), 0) as monto
     from factura f cross join aplicacion a on a.factura_id = f.id
     where f.tenant_id = ? and f.cliente_id = ? and a.pago_id in (select id from pago where recibo_id = ?)`,
  ),
  refund: db.sqlite
    .prepare<[string, string, string], string>(
      `select d.numero from devolucion d cross join devolucion_origen o on o.devolucion_id = d.id
       where d.tenant_id = ? and d.cliente_id = ? and o.pago_id in (select id from pago where recibo_id = ?)
       order by d.fecha desc, d.id desc`,
    )
    .pluck(),
}))

/** What a receipt's money paid and still pays, the latest application first. */
const applicationsOf = (db: Db, tenantId: string, { id, clienteId }: ReciboToReverse): ApplicationBack[] =>
  statements(db)
    .applications.all(tenantId, clienteId, id)
    .sort((a, b) => b.fecha - a.fecha || (a.aplicacionId < b.aplicacionId ? 1 : -1))
    .map(({ fecha: _, ...application }) => application)

const sum = (rows: readonly { monto: Minor }[]): Minor => rows.reduce((total, { monto }) => total + monto, 0)

function takeFrom<Row extends { monto: Minor }>(rows: readonly Row[], wanted: Minor): Row[] {
  let left = wanted
  return rows.flatMap((row) => {
    const monto = Math.min(left, row.monto)
    left -= monto
    return monto > 0 ? [{ ...row, monto }] : []
  })
}

/** A receipt of the office. Errors: not_found. */
export function reciboToReverse(db: Db, tenantId: string, reciboId: string): ReciboToReverse {
  const recibo = statements(db).recibo.get(tenantId, reciboId)
  if (!recibo) throw refuse('not_found', { entidad: 'recibo' })
  return recibo
}

/** What of a receipt can still be taken back: all of it but what was reversed or refunded before. Minor units. */
export function reversibleOf(db: Db, tenantId: string, recibo: ReciboToReverse): Minor {
  return sum(statements(db).credits.all(recibo.id)) + sum(applicationsOf(db, tenantId, recibo))
}

/**
 * Where the money of a reversal comes from: the receipt's credit that nobody used yet, then what it paid, the latest
 * application first, so that the oldest invoices stay paid. `monto`: a part, at most what is left of the receipt; all of
 * that when omitted. Errors: not_found, pago.reverted, pago.refunded.
 */
export function planReverso(db: Db, tenantId: string, reciboId: string, monto?: Minor): ReversoPlan {
  const recibo = reciboToReverse(db, tenantId, reciboId)
  const left = recibo.montoTotal - recibo.revertido
  if (left === 0) throw refuse('pago.reverted', { numero: recibo.numero })
  const wanted = monto ?? left
  if (!Number.isSafeInteger(wanted) || wanted <= 0 || wanted > left)
    throw new RangeError(`${wanted} cannot be taken back of receipt ${recibo.numero}: ${left} is left`)
  const { credits, refund } = statements(db)
  const fromCredit = takeFrom(credits.all(recibo.id), wanted)
  const rest = wanted - sum(fromCredit)
  const fromInvoices = takeFrom(applicationsOf(db, tenantId, recibo), rest)
  if (sum(fromInvoices) < rest) {
    const numero = refund.get(tenantId, recibo.clienteId, recibo.id)
    if (numero === undefined) throw new RangeError(`receipt ${recibo.numero} lacks money that nobody refunded`)
    throw refuse('pago.refunded', { numero })
  }
  return { recibo, monto: wanted, credits: fromCredit, applications: fromInvoices }
}
