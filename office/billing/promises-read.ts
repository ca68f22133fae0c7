import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { Promesa, PromesaRow, PromesasDeCliente, VistaPromesa } from '../../contract/index.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { cliente, clienteSaldo, conteo, promesaPago, usuario } from '../../db/schema/index.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { officeToday } from '../kernel/today.ts'

type Db = ReadDb | WriteDb

const fields = {
  id: promesaPago.id,
  clienteId: promesaPago.clienteId,
  monto: promesaPago.monto,
  fecha: promesaPago.fecha,
  pagado: promesaPago.pagado,
  estado: promesaPago.estado,
  notas: promesaPago.notas,
  usuario: usuario.nombre,
  creadoEn: promesaPago.creadoEn,
  cerradaEn: promesaPago.cerradaEn,
}

const select = (db: Db) =>
  db.orm.select(fields).from(promesaPago).innerJoin(usuario, eq(usuario.id, promesaPago.usuarioId))

/** Errors: not_found. */
export function getPromesa(db: Db, tenantId: string, id: string): Promesa {
  const row = select(db)
    .where(and(eq(promesaPago.tenantId, tenantId), eq(promesaPago.id, id)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'promesa' })
  return row
}

export const openPromesa = (db: Db, tenantId: string, clienteId: string): Promesa | null =>
  select(db)
    // As text: the partial index of open promises serves only a condition it can read.
    .where(
      and(
        eq(promesaPago.tenantId, tenantId),
        eq(promesaPago.clienteId, clienteId),
        sql`${promesaPago.estado} = 'abierta'`,
      ),
    )
    .get() ?? null

const SHOWN = 10

/** The promise that stands, and how the former ones ended. */
export function promesasOf(db: Db, tenantId: string, clienteId: string): PromesasDeCliente {
  const rows = select(db)
    .where(and(eq(promesaPago.tenantId, tenantId), eq(promesaPago.clienteId, clienteId)))
    .orderBy(desc(promesaPago.creadoEn))
    .all()
  const ended = rows.filter(({ estado }) => estado !== 'abierta')
  const count = (estado: Promesa['estado']) => rows.filter((row) => row.estado === estado).length
  return {
    abierta: rows.find(({ estado }) => estado === 'abierta') ?? null,
    anteriores: ended.slice(0, SHOWN),
    cumplidas: count('cumplida'),
    rotas: count('rota'),
  }
}

const ESTADO_DE = {
  abiertas: 'abierta',
  hoy: 'abierta',
  cumplidas: 'cumplida',
  rotas: 'rota',
  canceladas: 'cancelada',
} as const

/** Open ones by date, the next first; those that are over, the last first. */
export function listPromesas(
  db: Db,
  tenantId: string,
  input: { vista: VistaPromesa; now: number; cursor?: string | undefined; limit: number },
): Page<PromesaRow> {
  const { vista } = input
  const open = ESTADO_DE[vista] === 'abierta'
  const wanted: SQL[] = [eq(promesaPago.tenantId, tenantId), eq(promesaPago.estado, ESTADO_DE[vista])]
  if (vista === 'hoy') wanted.push(eq(promesaPago.fecha, officeToday(db, input.now)))
  if (input.cursor) {
    const [fecha, id] = decodeCursor(input.cursor, ['string', 'string'])
    const place = sql`(${promesaPago.fecha}, ${promesaPago.id})`
    wanted.push(open ? sql`${place} > (${fecha}, ${id})` : sql`${place} < (${fecha}, ${id})`)
  }
  const by = open ? asc : desc
  const rows: PromesaRow[] = db.orm
    .select({
      ...fields,
      clienteNombre: cliente.nombreRazonSocial,
      clienteCodigo: cliente.codigoCliente,
      clienteTelefono: cliente.telefono,
      deuda: clienteSaldo.deuda,
    })
    .from(promesaPago)
    .innerJoin(usuario, eq(usuario.id, promesaPago.usuarioId))
    .innerJoin(cliente, eq(cliente.id, promesaPago.clienteId))
    .innerJoin(clienteSaldo, eq(clienteSaldo.clienteId, promesaPago.clienteId))
    .where(and(...wanted))
    .orderBy(by(promesaPago.fecha), by(promesaPago.id))
    .limit(input.limit + 1)
    .all()
  const items = rows.slice(0, input.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.fecha, last.id]) : null,
    total: vista === 'hoy' ? null : (countsByEstado(db, tenantId).get(ESTADO_DE[vista]) ?? 0),
  }
}

const countsByEstado = (db: Db, tenantId: string): Map<string, number> =>
  new Map(
    db.orm
      .select({ clave: conteo.clave, n: conteo.n })
      .from(conteo)
      .where(and(eq(conteo.tenantId, tenantId), eq(conteo.entidad, 'promesa_pago'), gt(conteo.n, 0)))
      .all()
      .map(({ clave, n }) => [clave, n]),
  )

export function countPromesas(db: Db, tenantId: string, now: number): Record<VistaPromesa, number> {
  const counts = countsByEstado(db, tenantId)
  const hoy = db.orm
    .select({ n: sql<number>`count(*)` })
    .from(promesaPago)
    .where(
      and(
        eq(promesaPago.tenantId, tenantId),
        sql`${promesaPago.estado} = 'abierta'`,
        eq(promesaPago.fecha, officeToday(db, now)),
      ),
    )
    .get()
  const of = (vista: VistaPromesa) => counts.get(ESTADO_DE[vista]) ?? 0
  return {
    abiertas: of('abiertas'),
    hoy: hoy?.n ?? 0,
    cumplidas: of('cumplidas'),
    rotas: of('rotas'),
    canceladas: of('canceladas'),
  }
}
