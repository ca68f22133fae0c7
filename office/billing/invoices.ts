import { and, asc, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import type { FacturaAplicacion, FacturaDetail, FacturaLinea, FacturaRow } from '../../contract/index.ts'
import type { EstadoFactura } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import {
  aplicacion,
  cliente,
  conteo,
  factura,
  facturaLinea,
  notaCredito,
  pago,
  recibo,
  usuario,
} from '../../db/schema/index.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'

type Db = ReadDb | WriteDb

const rowFields = {
  id: factura.id,
  numero: factura.numero,
  clienteId: factura.clienteId,
  clienteNombre: cliente.nombreRazonSocial,
  clienteCodigo: cliente.codigoCliente,
  periodo: factura.periodo,
  fechaEmision: factura.fechaEmision,
  fechaVencimiento: factura.fechaVencimiento,
  montoTotal: factura.montoTotal,
  saldo: factura.saldo,
  estado: factura.estado,
  acreditado: factura.acreditado,
}

export interface FacturaListInput {
  filter: {
    numero?: string | undefined
    clienteId?: string | undefined
    estado?: EstadoFactura | undefined
    periodo?: string | undefined
  }
  cursor?: string | undefined
  limit: number
}

/** Invoices newest first, a page from the cursor on. With `numero`, those whose number begins so, by number. */
export function listFacturas(db: Db, tenantId: string, input: FacturaListInput): Page<FacturaRow> {
  const { filter } = input
  const wanted: (SQL | undefined)[] = [eq(factura.tenantId, tenantId)]
  if (filter.clienteId) wanted.push(eq(factura.clienteId, filter.clienteId))
  if (filter.periodo) wanted.push(eq(factura.periodo, filter.periodo))
  if (filter.estado) wanted.push(eq(factura.estado, filter.estado))
  const byNumber = filter.numero ? filter.numero.toUpperCase() : null
  const rows = byNumber ? pageByNumber(db, wanted, byNumber, input) : pageByDate(db, wanted, input)
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const more = rows.length > input.limit && last
  return {
    items,
    nextCursor: more ? encodeCursor(byNumber ? [last.numero] : [last.fechaEmision, last.id]) : null,
    total: byNumber || filter.clienteId || filter.periodo ? null : countFacturas(db, tenantId, filter.estado),
  }
}

function pageByDate(db: Db, wanted: (SQL | undefined)[], input: FacturaListInput): FacturaRow[] {
  if (input.cursor) {
    const [fecha, id] = decodeCursor(input.cursor, ['string', 'string'])
    wanted.push(sql`(${factura.fechaEmision}, ${factura.id}) < (${fecha}, ${id})`)
  }
  return db.orm
    .select(rowFields)
    .from(factura)
    .innerJoin(cliente, eq(cliente.id, factura.clienteId))
    .where(and(...wanted))
    .orderBy(desc(factura.fechaEmision), desc(factura.id))
    .limit(input.limit + 1)
    .all()
}

function pageByNumber(db: Db, wanted: (SQL | undefined)[], numero: string, input: FacturaListInput): FacturaRow[] {
  const [after] = input.cursor ? decodeCursor(input.cursor, ['string']) : [null]
  wanted.push(gte(factura.numero, numero), lt(factura.numero, `${numero}\uffff`))
  if (after !== null) wanted.push(sql`${factura.numero} > ${after}`)
  return db.orm
    .select(rowFields)
    .from(factura)
    .innerJoin(cliente, eq(cliente.id, factura.clienteId))
    .where(and(...wanted))
    .orderBy(asc(factura.numero))
    .limit(input.limit + 1)
    .all()
}

function countFacturas(db: Db, tenantId: string, estado: EstadoFactura | undefined): number {
  const rows = db.orm
    .select({ n: conteo.n })
    .from(conteo)
    .where(
      and(eq(conteo.tenantId, tenantId), eq(conteo.entidad, 'factura'), estado ? eq(conteo.clave, estado) : undefined),
    )
    .all()
  return rows.reduce((sum, row) => sum + row.n, 0)
}

/** One invoice with its lines and what paid it. Errors: not_found. */
export function getFactura(db: Db, tenantId: string, id: string): FacturaDetail {
  const row = db.orm
    .select({
      ...rowFields,
      documento: cliente.documento,
      direccion: cliente.direccion,
      servicioId: factura.servicioId,
      corridaId: factura.corridaId,
      notas: factura.notas,
      emitidaPor: usuario.nombre,
      creadoEn: factura.creadoEn,
    })
    .from(factura)
    .innerJoin(cliente, eq(cliente.id, factura.clienteId))
    .innerJoin(usuario, eq(usuario.id, factura.usuarioId))
    .where(and(eq(factura.tenantId, tenantId), eq(factura.id, id)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'factura' })
  const { documento, direccion, ...head } = row
  return {
    ...head,
    cliente: {
      id: row.clienteId,
      codigoCliente: row.clienteCodigo,
      nombreRazonSocial: row.clienteNombre,
      documento,
      direccion,
    },
    lineas: facturaLineas(db, id),
    aplicaciones: facturaAplicaciones(db, id),
  }
}

function facturaLineas(db: Db, facturaId: string): FacturaLinea[] {
  const rows = db.orm
    .select()
    .from(facturaLinea)
    .where(eq(facturaLinea.facturaId, facturaId))
    .orderBy(asc(facturaLinea.orden))
    .all()
  return rows.map(({ descripcion, explicacion, cantidad, precioUnitario, neto, impuestosJson, total }) => ({
    descripcion,
    explicacion,
    cantidad,
    precioUnitario,
    neto,
    impuestos: JSON.parse(impuestosJson) as FacturaLinea['impuestos'],
    total,
  }))
}

function facturaAplicaciones(db: Db, facturaId: string): FacturaAplicacion[] {
  const taken = takenBack(db, facturaId)
  return db.orm
    .select({
      id: aplicacion.id,
      fecha: aplicacion.fecha,
      monto: aplicacion.monto,
      metodo: pago.metodo,
      reciboId: pago.reciboId,
      numero: sql<string>`coalesce(${recibo.numero}, ${notaCredito.numero})`,
    })
    .from(aplicacion)
    .leftJoin(pago, eq(pago.id, aplicacion.pagoId))
    .leftJoin(recibo, eq(recibo.id, pago.reciboId))
    .leftJoin(notaCredito, eq(notaCredito.id, aplicacion.notaCreditoId))
    .where(eq(aplicacion.facturaId, facturaId))
    .orderBy(asc(aplicacion.fecha), asc(aplicacion.id))
    .all()
    .map(({ id, ...row }) => ({ ...row, revertido: 0, reverso: null, ...taken.get(id) }))
}

type TakenBack = Pick<FacturaAplicacion, 'revertido' | 'reverso'>

/** By application: what was taken back of it, and what did so last. */
function takenBack(db: Db, facturaId: string): Map<string, TakenBack> {
  const rows = db.sqlite
    .prepare<[string], NonNullable<FacturaAplicacion['reverso']> & { aplicacionId: string; monto: Minor }>(
      `select a.aplicacion_id as aplicacionId, a.monto, r.id, r.numero, r.motivo, r.fecha, u.nombre as usuario,
         v.nombre as aprobadoPor
       from reverso_aplicacion a join reverso r on r.id = a.reverso_id left join usuario u on u.id = r.usuario_id
         left join usuario v on v.id = r.aprobado_por
       where a.factura_id = ? order by a.id`,
    )
    .all(facturaId)
  const taken = new Map<string, TakenBack>()
  for (const { aplicacionId, monto, ...reverso } of rows)
    taken.set(aplicacionId, { revertido: (taken.get(aplicacionId)?.revertido ?? 0) + monto, reverso })
  return taken
}
