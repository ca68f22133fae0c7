import { and, asc, desc, eq, gte, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { NotaDetail, NotaLinea, NotaRow } from '../../contract/index.ts'
import type { MotivoNotaCredito } from '../../contract/enums.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import {
  aplicacion,
  cliente,
  creditoAbierto,
  factura,
  notaCredito,
  notaCreditoLinea,
  usuario,
} from '../../db/schema/index.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import type { LineTax } from './credit-lines.ts'

type Db = ReadDb | WriteDb

const rowFields = {
  id: notaCredito.id,
  numero: notaCredito.numero,
  fecha: notaCredito.fecha,
  clienteId: notaCredito.clienteId,
  clienteNombre: cliente.nombreRazonSocial,
  clienteCodigo: cliente.codigoCliente,
  monto: notaCredito.monto,
  motivo: notaCredito.motivo,
  facturaId: notaCredito.facturaId,
  facturaNumero: factura.numero,
  detalle: notaCredito.detalle,
  refacturar: sql<boolean>`${notaCredito.refacturar} = 1`.mapWith(Boolean),
  emitidaPor: usuario.nombre,
}

export interface NotaListInput {
  filter: {
    numero?: string | undefined
    clienteId?: string | undefined
    facturaId?: string | undefined
    motivo?: MotivoNotaCredito | undefined
    periodo?: string | undefined
  }
  cursor?: string | undefined
  limit: number
}

/** Credit notes newest first, a page from the cursor on. With `numero`, those whose number begins so, by number. */
export function listNotas(db: Db, tenantId: string, input: NotaListInput): Page<NotaRow> {
  const { filter } = input
  const numero = filter.numero?.toUpperCase()
  const wanted: SQL[] = [eq(notaCredito.tenantId, tenantId)]
  if (filter.clienteId) wanted.push(eq(notaCredito.clienteId, filter.clienteId))
  if (filter.facturaId) wanted.push(eq(notaCredito.facturaId, filter.facturaId))
  if (filter.motivo) wanted.push(eq(notaCredito.motivo, filter.motivo))
  if (filter.periodo)
    wanted.push(gte(notaCredito.fecha, `${filter.periodo}-01`), lte(notaCredito.fecha, `${filter.periodo}-31`))
  if (numero) wanted.push(gte(notaCredito.numero, numero), lt(notaCredito.numero, `${numero}\uffff`))
  if (input.cursor && numero) {
    const [after] = decodeCursor(input.cursor, ['string'])
    wanted.push(sql`${notaCredito.numero} > ${after}`)
  } else if (input.cursor) {
    const [fecha, id] = decodeCursor(input.cursor, ['string', 'string'])
    wanted.push(sql`(${notaCredito.fecha}, ${notaCredito.id}) < (${fecha}, ${id})`)
  }
  const rows: NotaRow[] = db.orm
    .select(rowFields)
    .from(notaCredito)
    .innerJoin(cliente, eq(cliente.id, notaCredito.clienteId))
    .innerJoin(usuario, eq(usuario.id, notaCredito.usuarioId))
    .leftJoin(factura, eq(factura.id, notaCredito.facturaId))
    .where(and(...wanted))
    .orderBy(...(numero ? [asc(notaCredito.numero)] : [desc(notaCredito.fecha), desc(notaCredito.id)]))
    .limit(input.limit + 1)
    .all()
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const more = rows.length > input.limit && last
  return {
    items,
    nextCursor: more ? encodeCursor(numero ? [last.numero] : [last.fecha, last.id]) : null,
    total: null,
  }
}

/** One credit note: its lines, what it paid and what is left of it. Errors: not_found. */
export function getNota(db: Db, tenantId: string, id: string): NotaDetail {
  const row = db.orm
    .select({
      ...rowFields,
      documento: cliente.documento,
      direccion: cliente.direccion,
      creadoEn: notaCredito.creadoEn,
      disponible: sql<number>`coalesce(${creditoAbierto.resto}, 0)`,
    })
    .from(notaCredito)
    .innerJoin(cliente, eq(cliente.id, notaCredito.clienteId))
    .innerJoin(usuario, eq(usuario.id, notaCredito.usuarioId))
    .leftJoin(factura, eq(factura.id, notaCredito.facturaId))
    .leftJoin(creditoAbierto, eq(creditoAbierto.origenId, notaCredito.id))
    .where(and(eq(notaCredito.tenantId, tenantId), eq(notaCredito.id, id)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'nota_credito' })
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
    lineas: notaLineas(db, id),
    aplicaciones: notaAplicaciones(db, row),
    devuelto: givenBack(db, row),
  }
}

function notaLineas(db: Db, notaCreditoId: string): NotaLinea[] {
  return db.orm
    .select()
    .from(notaCreditoLinea)
    .where(eq(notaCreditoLinea.notaCreditoId, notaCreditoId))
    .orderBy(asc(notaCreditoLinea.orden))
    .all()
    .map(({ orden, descripcion, explicacion, cantidad, precioUnitario, neto, impuestosJson, total }) => ({
      orden,
      descripcion,
      explicacion,
      cantidad,
      precioUnitario,
      neto,
      impuestos: JSON.parse(impuestosJson) as LineTax[],
      total,
    }))
}

interface OfNota {
  id: string
  clienteId: string
}

/** By the client's invoices: what paid an invoice is found by the invoice. */
function notaAplicaciones(db: Db, { id, clienteId }: OfNota): NotaDetail['aplicaciones'] {
  return db.orm
    .select({
      facturaId: factura.id,
      numero: factura.numero,
      periodo: factura.periodo,
      fecha: aplicacion.fecha,
      monto: aplicacion.monto,
    })
    .from(factura)
    .innerJoin(aplicacion, eq(aplicacion.facturaId, factura.id))
    .where(
      and(
        sql`${factura.tenantId} = (select tenant_id from cliente where id = ${clienteId})`,
        eq(factura.clienteId, clienteId),
        eq(aplicacion.notaCreditoId, id),
      ),
    )
    .orderBy(asc(factura.fechaEmision), asc(factura.id))
    .all()
}

/** By the client's refunds. */
const givenBack = (db: Db, { id, clienteId }: OfNota): number =>
  db.orm.get<{ total: number }>(sql`
    select coalesce(sum(o.monto), 0) as total from devolucion d join devolucion_origen o on o.devolucion_id = d.id
    where d.tenant_id = (select tenant_id from cliente where id = ${clienteId}) and d.cliente_id = ${clienteId}
      and o.nota_credito_id = ${id}`)?.total ?? 0
