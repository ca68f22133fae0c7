import { eq, sql } from 'drizzle-orm'
import { isCivilDate, type FechaCivil, type Periodo } from '../../contract/dates.ts'
import { type Impuesto, lineTotals, MAX_MINOR, type Minor } from '../../contract/money.ts'
import type { WriteDb } from '../../db/open.ts'
import { cliente, factura, facturaLinea, notaCredito, type ORIGENES_FACTURA, servicio } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { takeDocumentNumber } from '../kernel/numbering.ts'
import { compileWrite, perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'
import { consumeCredit, estadoOf, moveSaldo, openCredit } from './balances.ts'
import { overdueAsOf } from './overdue.ts'

export interface NewLinea {
  descripcion: string
  /** Whole units. */
  cantidad: number
  precioUnitario: Minor
  impuestos: Impuesto[]
}

export interface NewFactura {
  clienteId: string
  servicioId: string | null
  periodo: Periodo
  fechaEmision: FechaCivil
  fechaVencimiento: FechaCivil
  origen: (typeof ORIGENES_FACTURA)[number]
  notas: string
  lineas: NewLinea[]
}

const statements = perConnection((db: WriteDb) => ({
  factura: compileWrite(
    db,
    db.orm.insert(factura).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      clienteId: sql.placeholder('clienteId'),
      servicioId: sql.placeholder('servicioId'),
      periodo: sql.placeholder('periodo'),
      montoTotal: sql.placeholder('total'),
      saldo: sql.placeholder('total'),
      fechaEmision: sql.placeholder('fechaEmision'),
      fechaVencimiento: sql.placeholder('fechaVencimiento'),
      estado: sql.placeholder('estado'),
      numero: sql.placeholder('numero'),
      origen: sql.placeholder('origen'),
      notas: sql.placeholder('notas'),
      usuarioId: sql.placeholder('usuarioId'),
      creadoEn: sql.placeholder('creadoEn'),
    }),
  ),
  linea: compileWrite(
    db,
    db.orm.insert(facturaLinea).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      facturaId: sql.placeholder('facturaId'),
      orden: sql.placeholder('orden'),
      descripcion: sql.placeholder('descripcion'),
      cantidad: sql.placeholder('cantidad'),
      precioUnitario: sql.placeholder('precioUnitario'),
      neto: sql.placeholder('neto'),
      impuestosJson: sql.placeholder('impuestosJson'),
      total: sql.placeholder('total'),
    }),
  ),
  nota: compileWrite(
    db,
    db.orm.insert(notaCredito).values({
      id: sql.placeholder('id'),
      tenantId: sql.placeholder('tenantId'),
      clienteId: sql.placeholder('clienteId'),
      numero: sql.placeholder('numero'),
      monto: sql.placeholder('monto'),
      motivo: sql.placeholder('motivo'),
      fecha: sql.placeholder('fecha'),
      usuarioId: sql.placeholder('usuarioId'),
      creadoEn: sql.placeholder('creadoEn'),
    }),
  ),
  client: db.orm
    .select({ tenantId: cliente.tenantId })
    .from(cliente)
    .where(eq(cliente.id, sql.placeholder('id')))
    .prepare(),
  service: db.orm
    .select({ clienteId: servicio.clienteId })
    .from(servicio)
    .where(eq(servicio.id, sql.placeholder('id')))
    .prepare(),
}))

function totalsOf(lineas: readonly NewLinea[]) {
  try {
    const lines = lineas.map((l) => ({ ...l, ...lineTotals(l.cantidad, l.precioUnitario, l.impuestos) }))
    const total = lines.reduce((sum, l) => sum + l.total, 0)
    if (total <= 0 || total > MAX_MINOR) throw refuse('factura.empty')
    return { lines, total }
  } catch (error) {
    if (error instanceof RangeError) throw refuse('factura.empty')
    throw error
  }
}

/**
 * Issues an invoice inside the caller's transaction: number, lines, projections, and the client's credit applied to it.
 * The caller writes the audit row. Errors: factura.empty, factura.dates, not_found.
 */
export function issueFactura(tx: Tx, input: NewFactura): { id: string; numero: string; montoTotal: Minor } {
  const { lines, total } = totalsOf(input.lineas)
  if (!isCivilDate(input.fechaEmision) || input.fechaVencimiento < input.fechaEmision) throw refuse('factura.dates')
  const { tenantId, usuarioId } = tx.actor
  const prepared = statements(tx.db)
  if (prepared.client.get({ id: input.clienteId })?.tenantId !== tenantId)
    throw refuse('not_found', { entidad: 'cliente' })
  if (input.servicioId !== null && prepared.service.get({ id: input.servicioId })?.clienteId !== input.clienteId)
    throw refuse('not_found', { entidad: 'servicio' })
  const id = newId()
  const { numero } = takeDocumentNumber(tx, 'factura')
  const estado = estadoOf(total, input.fechaVencimiento, overdueAsOf(tx.db, tenantId))
  const { lineas: _, ...head } = input
  prepared.factura({ ...head, id, tenantId, usuarioId, total, estado, numero, creadoEn: tx.now })
  lines.forEach((line, orden) => {
    const impuestos = line.impuestos.map((monto, at) => ({ ...input.lineas[orden]?.impuestos[at], monto }))
    const { descripcion, cantidad, precioUnitario, neto } = line
    prepared.linea({
      id: newId(),
      tenantId,
      facturaId: id,
      orden,
      descripcion,
      cantidad,
      precioUnitario,
      neto,
      impuestosJson: JSON.stringify(impuestos),
      total: line.total,
    })
  })
  moveSaldo(tx, input.clienteId, {
    deuda: total,
    vencido: estado === 'vencida' ? total : 0,
    credito: 0,
    facturasAbiertas: 1,
  })
  consumeCredit(tx, input.clienteId)
  return { id, numero, montoTotal: total }
}

/**
 * Gives a client money in favour that nobody handed over (an opening credit), and lets it pay what is open.
 * The caller writes the audit row. `monto` above zero, minor units.
 */
export function issueNotaCredito(
  tx: Tx,
  input: { clienteId: string; monto: Minor; motivo: 'saldo_inicial'; fecha: FechaCivil },
): { id: string; numero: string } {
  const { tenantId, usuarioId } = tx.actor
  const id = newId()
  const { numero } = takeDocumentNumber(tx, 'nota_credito')
  statements(tx.db).nota({ ...input, id, tenantId, usuarioId, numero, creadoEn: tx.now })
  openCredit(tx, input.clienteId, { origenId: id, tipo: 'nota_credito', resto: input.monto })
  moveSaldo(tx, input.clienteId, { deuda: 0, vencido: 0, credito: input.monto, facturasAbiertas: 0 })
  consumeCredit(tx, input.clienteId)
  return { id, numero }
}
