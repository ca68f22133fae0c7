import { and, eq } from 'drizzle-orm'
import type { EstadoTrabajoImpresion, TipoTicket } from '../../contract/enums.ts'
import { FALLAS_IMPRESORA, type FallaImpresora, type TrabajoTicket } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { trabajoImpresion } from '../../db/schema/index.ts'
import { refuse } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import { perConnection } from '../kernel/statements.ts'

/** Rows of `trabajo_impresion`. */

type Db = ReadDb | WriteDb

export interface TicketRow {
  id: string
  tenantId: string
  puestoId: string
  tipo: TipoTicket
  documentoId: string
  copia: boolean
  abreCajon: boolean
  estado: EstadoTrabajoImpresion
  intentos: number
  error: string | null
  usuarioId: string
  creadoEn: number
}

type Raw = Omit<TicketRow, 'copia' | 'abreCajon'> & { copia: number; abreCajon: number }
type RawView = Omit<TrabajoTicket, 'copia' | 'abreCajon' | 'falla'> & {
  copia: number
  abreCajon: number
  error: string | null
}

const COLUMNS = `id, tenant_id as tenantId, puesto_id as puestoId, tipo, documento_id as documentoId, copia,
  abre_cajon as abreCajon, estado, intentos, error, usuario_id as usuarioId, creado_en as creadoEn`

const NUMERO = `case t.tipo
    when 'recibo' then (select numero from recibo where id = t.documento_id)
    when 'devolucion' then (select numero from devolucion where id = t.documento_id)
    when 'reverso' then (select numero from reverso where id = t.documento_id)
    when 'reporte_caja' then (select numero from reporte_caja where id = t.documento_id)
    when 'movimiento_caja' then (select numero from movimiento_caja where id = t.documento_id) end`
const VIEW = `select t.id, t.tipo, t.documento_id as documentoId, coalesce(${NUMERO}, '') as numero, t.copia,
    t.abre_cajon as abreCajon, t.estado, t.error, t.intentos, u.nombre as usuario, t.creado_en as creadoEn,
    t.impreso_en as impresoEn
  from trabajo_impresion t join usuario u on u.id = t.usuario_id`

const statements = perConnection((db: Db) => ({
  next: db.sqlite.prepare<[string, string, number], Raw>(
    `select ${COLUMNS} from trabajo_impresion indexed by trabajo_impresion_por_hacer
     where tenant_id = ? and puesto_id = ? and estado in ('pendiente', 'enviando') and estado = 'pendiente'
       and proximo_en <= ? order by proximo_en, id limit 1`,
  ),
  one: db.sqlite.prepare<[string, string], Raw>(
    `select ${COLUMNS} from trabajo_impresion where tenant_id = ? and id = ?`,
  ),
  sending: db.sqlite.prepare<[string, string], { id: string }>(
    `select id from trabajo_impresion where tenant_id = ? and puesto_id = ? and estado in ('pendiente', 'enviando')
       and estado = 'enviando'`,
  ),
  view: db.sqlite.prepare<[string, string], RawView>(`${VIEW} where t.tenant_id = ? and t.id = ?`),
  ofDocument: db.sqlite.prepare<[string, string], RawView>(
    `${VIEW} where t.tenant_id = ? and t.documento_id = ? order by t.id desc limit 20`,
  ),
  open: db.sqlite.prepare<[string, string], RawView>(
    `${VIEW} where t.tenant_id = ? and t.puesto_id = ? and t.estado in ('pendiente', 'enviando')
     order by t.proximo_en, t.id limit 40`,
  ),
  recent: db.sqlite.prepare<[string, number], RawView>(
    `${VIEW} where t.tenant_id = ? order by t.creado_en desc, t.id desc limit ?`,
  ),
}))

const toRow = ({ copia, abreCajon, ...row }: Raw): TicketRow => ({
  ...row,
  copia: copia === 1,
  abreCajon: abreCajon === 1,
})

const toFalla = (error: string | null): FallaImpresora | null =>
  FALLAS_IMPRESORA.find((falla) => falla === error) ?? null

const toView = ({ copia, abreCajon, error, ...row }: RawView): TrabajoTicket => ({
  ...row,
  copia: copia === 1,
  abreCajon: abreCajon === 1,
  falla: toFalla(error),
})

export type NewTicket = Pick<
  TicketRow,
  'tenantId' | 'puestoId' | 'tipo' | 'documentoId' | 'copia' | 'abreCajon' | 'usuarioId'
>

/** Queues a ticket. Returns its id. */
export function insertTicket(db: WriteDb, ticket: NewTicket, now: number): string {
  const id = newId()
  db.orm
    .insert(trabajoImpresion)
    .values({ ...ticket, id, estado: 'pendiente', proximoEn: now, creadoEn: now })
    .run()
  return id
}

/** The ticket whose turn it is, or null. `now`: ms. */
export function nextTicket(db: Db, tenantId: string, puestoId: string, now: number): TicketRow | null {
  const row = statements(db).next.get(tenantId, puestoId, now)
  return row ? toRow(row) : null
}

/** Errors: not_found. */
export function findTicket(db: Db, tenantId: string, id: string): TicketRow {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'trabajo_impresion' })
  return toRow(row)
}

/** Errors: not_found. */
export function ticketView(db: Db, tenantId: string, id: string): TrabajoTicket {
  const row = statements(db).view.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'trabajo_impresion' })
  return toView(row)
}

export const ticketsOf = (db: Db, tenantId: string, documentoId: string): TrabajoTicket[] =>
  statements(db).ofDocument.all(tenantId, documentoId).map(toView)

const RECENT = 60

/** Those that wait first, in their order; then the latest of the others. */
export function ticketQueue(db: Db, tenantId: string, puestoId: string): TrabajoTicket[] {
  const open = statements(db).open.all(tenantId, puestoId)
  const waiting = new Set(open.map(({ id }) => id))
  const rest = statements(db)
    .recent.all(tenantId, RECENT)
    .filter(({ id }) => !waiting.has(id))
  return [...open, ...rest].slice(0, RECENT).map(toView)
}

/** Tickets that were on their way to the printer. */
export const sendingTickets = (db: Db, tenantId: string, puestoId: string): string[] =>
  statements(db)
    .sending.all(tenantId, puestoId)
    .map(({ id }) => id)

type Change = Partial<
  Pick<typeof trabajoImpresion.$inferInsert, 'estado' | 'error' | 'intentos' | 'impresoEn' | 'proximoEn'>
>

/** Writes what became of a ticket. */
export function changeTicket(db: WriteDb, tenantId: string, id: string, change: Change): void {
  db.orm
    .update(trabajoImpresion)
    .set(change)
    .where(and(eq(trabajoImpresion.tenantId, tenantId), eq(trabajoImpresion.id, id)))
    .run()
}
