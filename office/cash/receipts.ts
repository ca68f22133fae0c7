import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Collectable, FacturaRow, Recibo, ReciboDetail } from '../../contract/index.ts'
import { METODOS_PAGO } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { aplicacion, cliente, factura, impresion, pago, recibo, reversoPago, usuario } from '../../db/schema/index.ts'
import { chargedBy } from '../billing/charged.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { listReversos } from './reversos-read.ts'

type Db = ReadDb | WriteDb

const rowFields = {
  id: recibo.id,
  numero: recibo.numero,
  fecha: recibo.fecha,
  clienteId: recibo.clienteId,
  clienteNombre: cliente.nombreRazonSocial,
  clienteCodigo: cliente.codigoCliente,
  cajero: usuario.nombre,
  metodo: recibo.metodo,
  referencia: recibo.referencia,
  montoTotal: recibo.montoTotal,
  revertido: recibo.revertido,
  efectivoRecibido: recibo.efectivoRecibido,
  vuelto: recibo.vuelto,
  impresiones: sql<number>`(select count(*) from ${impresion} where ${impresion.tenantId} = ${recibo.tenantId} and ${impresion.documentoId} = ${recibo.id})`,
}

const ofSesion = METODOS_PAGO.map(
  (metodo) => `select id from recibo where sesion_id = @sesionId and metodo = '${metodo}' and id < @before`,
).join(' union all ')

const statements = perConnection((db: Db) => ({
  // The index has them by method: read side by side, each in its order, a page costs what is on it however many there are.
  ofSesion: db.sqlite
    .prepare<{ sesionId: string; before: string; limit: number }, string>(`${ofSesion} order by id desc limit @limit`)
    .pluck(),
  cuenta: db.sqlite.prepare<[string, string], { nombre: string; codigo: string; deuda: Minor; credito: Minor }>(
    `select c.nombre_razon_social as nombre, c.codigo_cliente as codigo, s.deuda, s.credito
     from cliente c join cliente_saldo s on s.cliente_id = c.id where c.tenant_id = ? and c.id = ?`,
  ),
  abiertas: db.orm
    .select({
      id: factura.id,
      numero: factura.numero,
      clienteId: factura.clienteId,
      periodo: factura.periodo,
      fechaEmision: factura.fechaEmision,
      fechaVencimiento: factura.fechaVencimiento,
      montoTotal: factura.montoTotal,
      saldo: factura.saldo,
      estado: factura.estado,
      acreditado: factura.acreditado,
    })
    .from(factura)
    .where(
      and(
        eq(factura.tenantId, sql.placeholder('tenantId')),
        eq(factura.clienteId, sql.placeholder('clienteId')),
        // The state stands as text: the partial index of open invoices serves only a condition it can read.
        sql`${factura.estado} <> 'pagada'`,
      ),
    )
    .orderBy(asc(factura.fechaVencimiento), asc(factura.id))
    .prepare(),
}))

// After every id.
const END = '\uffff'

export interface ReciboListInput {
  filter: { clienteId?: string | undefined; numero?: string | undefined; sesionId?: string | undefined }
  cursor?: string | undefined
  limit: number
}

/** Receipts newest first, a page from the cursor on. With `numero`, those whose number begins so, the highest first. */
export function listRecibos(db: Db, tenantId: string, input: ReciboListInput): Page<Recibo> {
  const { filter } = input
  if (filter.sesionId) return listOfSesion(db, tenantId, { ...input, sesionId: filter.sesionId })
  const numero = filter.numero?.toUpperCase()
  // The plus keeps SQLite from finding them by tenant and then ordering them all: by id they are in order.
  const wanted: SQL[] = [
    numero || filter.clienteId ? eq(recibo.tenantId, tenantId) : sql`+${recibo.tenantId} = ${tenantId}`,
  ]
  if (filter.clienteId) wanted.push(eq(recibo.clienteId, filter.clienteId))
  if (numero) wanted.push(gte(recibo.numero, numero), lt(recibo.numero, `${numero}\uffff`))
  if (input.cursor && numero) {
    const [after] = decodeCursor(input.cursor, ['string'])
    wanted.push(sql`${recibo.numero} < ${after}`)
  } else if (input.cursor) {
    const [id] = decodeCursor(input.cursor, ['string'])
    wanted.push(lt(recibo.id, String(id)))
  }
  const rows: Recibo[] = selectRows(db)
    .where(and(...wanted))
    .orderBy(...(numero ? [desc(recibo.numero)] : [desc(recibo.id)]))
    .limit(input.limit + 1)
    .all()
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > input.limit && last ? encodeCursor(numero ? [last.numero] : [last.id]) : null
  return { items, nextCursor, total: null }
}

/** What was collected with a drawer open, newest first, a page from the cursor on. */
function listOfSesion(
  db: Db,
  tenantId: string,
  { sesionId, cursor, limit }: { sesionId: string; cursor?: string | undefined; limit: number },
): Page<Recibo> {
  const [before] = cursor ? decodeCursor(cursor, ['string']) : [END]
  const ids = statements(db).ofSesion.all({ sesionId, before: String(before), limit: limit + 1 })
  const items: Recibo[] = selectRows(db)
    .where(and(eq(recibo.tenantId, tenantId), inArray(recibo.id, ids.slice(0, limit))))
    .orderBy(desc(recibo.id))
    .all()
  const last = items.at(-1)
  return { items, nextCursor: ids.length > limit && last ? encodeCursor([last.id]) : null, total: null }
}

const selectRows = (db: Db) =>
  db.orm
    .select(rowFields)
    .from(recibo)
    .innerJoin(cliente, eq(cliente.id, recibo.clienteId))
    .innerJoin(usuario, eq(usuario.id, recibo.usuarioId))

/** A gateway gives back in parts; nobody does so more often. */
const MOST_REVERSALS = 200

/** One receipt as it was given: its payments, and where the client stood after it. Errors: not_found. */
export function getRecibo(db: Db, tenantId: string, id: string): ReciboDetail {
  const head = db.orm
    .select({ ...rowFields, deudaDespues: recibo.deudaDespues, creditoDespues: recibo.creditoDespues })
    .from(recibo)
    .innerJoin(cliente, eq(cliente.id, recibo.clienteId))
    .innerJoin(usuario, eq(usuario.id, recibo.usuarioId))
    .where(and(eq(recibo.tenantId, tenantId), eq(recibo.id, id)))
    .get()
  if (!head) throw refuse('not_found', { entidad: 'recibo' })
  const pagos = db.orm
    .select({
      id: pago.id,
      facturaId: pago.facturaId,
      facturaNumero: factura.numero,
      periodo: factura.periodo,
      monto: pago.monto,
      revertido: sql<number>`coalesce((select sum(${reversoPago.monto}) from ${reversoPago} where ${reversoPago.pagoId} = ${pago.id}), 0)`,
      saldoDespues: aplicacion.saldoDespues,
      estadoConciliacion: pago.estadoConciliacion,
    })
    .from(pago)
    .leftJoin(factura, eq(factura.id, pago.facturaId))
    .leftJoin(aplicacion, and(eq(aplicacion.pagoId, pago.id), eq(aplicacion.facturaId, pago.facturaId)))
    .where(eq(pago.reciboId, id))
    .orderBy(asc(pago.id))
    .all()
  const { items: reversos } = listReversos(db, tenantId, { filter: { reciboId: id }, limit: MOST_REVERSALS })
  return { ...head, pagos, reversos }
}

/** Open invoices of a client, oldest due first, and where they stand. Errors: not_found. */
export function openAccount(
  db: Db,
  tenantId: string,
  clienteId: string,
): Omit<Collectable, 'facturas'> & { facturas: FacturaRow[] } {
  const client = statements(db).cuenta.get(tenantId, clienteId)
  if (!client) throw refuse('not_found', { entidad: 'cliente' })
  const open = statements(db).abiertas.all({ tenantId, clienteId })
  const facturas = open.map((f) => ({ ...f, clienteNombre: client.nombre, clienteCodigo: client.codigo }))
  return { facturas, deuda: client.deuda, credito: client.credito }
}

/** What a cashier sees before collecting: open invoices with what they charge. `now`: ms. Errors: not_found. */
export function prepareCobro(db: Db, tenantId: string, clienteId: string, now: number): Collectable {
  const { facturas, ...saldos } = openAccount(db, tenantId, clienteId)
  const charged = chargedBy(db, tenantId, { clienteId, facturaIds: facturas.map(({ id }) => id), now })
  return { ...saldos, facturas: facturas.map((row) => ({ ...row, conceptos: charged.get(row.id) ?? [] })) }
}
