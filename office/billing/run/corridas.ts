import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { EstadoCorrida, EstadoCorridaFila } from '../../../contract/enums.ts'
import type { CorridaDetail, CorridaFilaRow, CorridaRow, MotivoFila } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { cliente, corrida, corridaFila, factura, notaCredito, usuario } from '../../../db/schema/index.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { refuse } from '../../kernel/errors.ts'
import { readFacturacionConfig } from '../config.ts'

type Db = ReadDb | WriteDb

const DAY_MS = 86_400_000

const fields = {
  id: corrida.id,
  periodo: corrida.periodo,
  dia: corrida.dia,
  origen: corrida.origen,
  estado: corrida.estado,
  fechaEmision: corrida.fechaEmision,
  total: corrida.total,
  hechas: corrida.hechas,
  emitidas: corrida.emitidas,
  montoEmitido: corrida.montoEmitido,
  usuario: usuario.nombre,
  creadoEn: corrida.creadoEn,
  confirmadaEn: corrida.confirmadaEn,
  terminadaEn: corrida.terminadaEn,
}

/** Job that issues a run now; null when none does. */
export type JobOf = (corridaId: string) => string | null

type Raw = Omit<CorridaRow, 'trabajoId' | 'confirmaEn'>

const complete = (db: Db, tenantId: string, jobOf: JobOf) => {
  const { confirmarTrasDias } = readFacturacionConfig(db, tenantId).programada
  return (row: Raw): CorridaRow => ({
    ...row,
    trabajoId: jobOf(row.id),
    confirmaEn:
      row.estado === 'por_confirmar' && confirmarTrasDias !== null ? row.creadoEn + confirmarTrasDias * DAY_MS : null,
  })
}

/** Runs, newest first. */
export function listCorridas(
  db: Db,
  tenantId: string,
  input: { filter: { estado?: EstadoCorrida | undefined }; cursor?: string | undefined; limit: number },
  jobOf: JobOf,
): Page<CorridaRow> {
  const wanted = [eq(corrida.tenantId, tenantId)]
  if (input.filter.estado) wanted.push(eq(corrida.estado, input.filter.estado))
  if (input.cursor) {
    const [creadoEn, id] = decodeCursor(input.cursor, ['number', 'string'])
    wanted.push(sql`(${corrida.creadoEn}, ${corrida.id}) < (${creadoEn}, ${id})`)
  }
  const rows = db.orm
    .select(fields)
    .from(corrida)
    .leftJoin(usuario, eq(usuario.id, corrida.usuarioId))
    .where(and(...wanted))
    .orderBy(desc(corrida.creadoEn), desc(corrida.id))
    .limit(input.limit + 1)
    .all()
  const items = rows.slice(0, input.limit).map(complete(db, tenantId, jobOf))
  const last = items.at(-1)
  const more = rows.length > input.limit && last
  return { items, nextCursor: more ? encodeCursor([last.creadoEn, last.id]) : null, total: null }
}

/** Runs that wait for a person: proposed, or paused. Oldest first. */
export const pendientes = (db: Db, tenantId: string, jobOf: JobOf): CorridaRow[] =>
  db.orm
    .select(fields)
    .from(corrida)
    .leftJoin(usuario, eq(usuario.id, corrida.usuarioId))
    // As text: the partial index of open runs serves only a condition it can read.
    .where(
      and(
        eq(corrida.tenantId, tenantId),
        sql`${corrida.estado} in ('por_confirmar', 'emitiendo', 'pausada') and ${corrida.estado} <> 'emitiendo'`,
      ),
    )
    .all()
    .sort((a, b) => a.creadoEn - b.creadoEn)
    .map(complete(db, tenantId, jobOf))

/** Errors: not_found. */
export function getCorrida(db: Db, tenantId: string, id: string, jobOf: JobOf): CorridaDetail {
  const row = db.orm
    .select(fields)
    .from(corrida)
    .leftJoin(usuario, eq(usuario.id, corrida.usuarioId))
    .where(and(eq(corrida.tenantId, tenantId), eq(corrida.id, id)))
    .get()
  if (!row) throw refuse('not_found', { entidad: 'corrida' })
  const filas = db.orm
    .select({
      estado: corridaFila.estado,
      cantidad: sql<number>`count(*)`,
      monto: sql<number>`sum(${corridaFila.totalPrevisto})`,
    })
    .from(corridaFila)
    .where(eq(corridaFila.corridaId, id))
    .groupBy(corridaFila.estado)
    .all()
  return { ...complete(db, tenantId, jobOf)(row), filas }
}

/** What became of each row, in the order of issue. Errors: not_found. */
export function corridaFilas(
  db: Db,
  tenantId: string,
  input: {
    corridaId: string
    filter: { estado?: EstadoCorridaFila | undefined }
    cursor?: string | undefined
    limit: number
  },
): Page<CorridaFilaRow> {
  const wanted = [eq(corridaFila.corridaId, input.corridaId), eq(corridaFila.tenantId, tenantId)]
  if (input.filter.estado) wanted.push(eq(corridaFila.estado, input.filter.estado))
  if (input.cursor) {
    const [clave] = decodeCursor(input.cursor, ['string'])
    wanted.push(gt(corridaFila.clave, String(clave)))
  }
  const rows = db.orm
    .select({
      clave: corridaFila.clave,
      clienteId: corridaFila.clienteId,
      clienteNombre: cliente.nombreRazonSocial,
      clienteCodigo: cliente.codigoCliente,
      estado: corridaFila.estado,
      motivo: sql<MotivoFila | null>`${corridaFila.motivo}`,
      totalPrevisto: corridaFila.totalPrevisto,
      documentoId: corridaFila.documentoId,
    })
    .from(corridaFila)
    .innerJoin(cliente, eq(cliente.id, corridaFila.clienteId))
    .where(and(...wanted))
    .orderBy(asc(corridaFila.clave))
    .limit(input.limit + 1)
    .all()
  const page = rows.slice(0, input.limit)
  const documentos = documentosOf(
    db,
    page.flatMap(({ documentoId }) => documentoId ?? []),
  )
  const last = page.at(-1)
  return {
    items: page.map(({ documentoId, ...row }) => ({ ...row, documento: documentos.get(documentoId ?? '') ?? null })),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.clave]) : null,
    total: null,
  }
}

type DocumentoFila = NonNullable<CorridaFilaRow['documento']>

function documentosOf(db: Db, ids: string[]): Map<string, DocumentoFila> {
  if (ids.length === 0) return new Map()
  const facturas = db.orm
    .select({ id: factura.id, numero: factura.numero })
    .from(factura)
    .where(inArray(factura.id, ids))
    .all()
  const notas = db.orm
    .select({ id: notaCredito.id, numero: notaCredito.numero })
    .from(notaCredito)
    .where(inArray(notaCredito.id, ids))
    .all()
  return new Map<string, DocumentoFila>([
    ...facturas.map((row) => [row.id, { tipo: 'factura', ...row }] as const),
    ...notas.map((row) => [row.id, { tipo: 'nota_credito', ...row }] as const),
  ])
}
