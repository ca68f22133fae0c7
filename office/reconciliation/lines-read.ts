import type { FormatoExtracto } from '../../contract/enums.ts'
import type {
  ConciliacionRow,
  ExtractoLineaDetail,
  ExtractoLineaRow,
  ExtractoRow,
  Motivo,
  TransferenciaRow,
  VISTAS_LINEA,
} from '../../contract/procedures/conciliacion.ts'
import type { Minor } from '../../contract/money.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Snapshot } from './desk.ts'

type Row = Omit<ExtractoLineaRow, 'propuesta'>
type Vista = (typeof VISTAS_LINEA)[number]

const COLUMNS = `l.id, l.extracto_id as extractoId, c.nombre as cuenta, l.fecha, l.concepto, l.operacion, l.monto,
  l.conciliado, l.tipo, l.estado, l.nota`
const FROM = 'from extracto_linea l join cuenta_bancaria c on c.id = l.cuenta_id'

const TRANSFERS = `select r.id as reciboId, r.numero, r.fecha, r.cliente_id as clienteId,
  k.nombre_razon_social as clienteNombre, k.codigo_cliente as clienteCodigo, r.referencia,
  r.monto_total - r.revertido as monto, u.nombre as cajero,
  coalesce((select sum(c.monto) from conciliacion c where c.recibo_id = r.id and c.deshecha_en is null), 0) as conciliado
  from recibo r join cliente k on k.id = r.cliente_id join usuario u on u.id = r.usuario_id`

type MatchRead = Omit<ConciliacionRow, 'motivos' | 'creoRecibo' | 'deshecha'> & {
  motivosJson: string
  creo: number
  deshechaPor: string | null
  deshechaEn: number | null
}

const statements = perConnection((db: ReadDb) => ({
  abiertas: db.sqlite.prepare<[string, string, string, number], Row>(
    `select ${COLUMNS} ${FROM} where l.tenant_id = ? and l.estado in ('pendiente', 'parcial') and (l.fecha, l.id) > (?, ?)
     order by l.fecha, l.id limit ?`,
  ),
  porEstado: db.sqlite.prepare<[string, string, number, string, string, number], Row>(
    `select ${COLUMNS} ${FROM} where l.tenant_id = ? and l.estado = ? and (l.tipo = 'credito') = ? and (l.fecha, l.id) < (?, ?)
     order by l.fecha desc, l.id desc limit ?`,
  ),
  linea: db.sqlite.prepare<[string, string], Row & { archivo: string; fila: number }>(
    `select ${COLUMNS}, l.fila, e.archivo ${FROM} join extracto e on e.id = l.extracto_id where l.id = ? and l.tenant_id = ?`,
  ),
  matches: db.sqlite.prepare<[string], MatchRead>(
    `select m.id, m.recibo_id as reciboId, r.numero as reciboNumero, r.cliente_id as clienteId,
       k.nombre_razon_social as clienteNombre, m.monto, m.origen, m.puntaje, m.motivos_json as motivosJson,
       m.creo_recibo as creo, u.nombre as usuario, m.fecha, d.nombre as deshechaPor, m.deshecha_en as deshechaEn
     from conciliacion m join recibo r on r.id = m.recibo_id join cliente k on k.id = r.cliente_id
       join usuario u on u.id = m.usuario_id left join usuario d on d.id = m.deshecha_por
     where m.linea_id = ? order by m.fecha desc, m.id desc`,
  ),
  open: db.sqlite.prepare<[string], { cantidad: number; monto: Minor }>(
    `select count(*) as cantidad, coalesce(sum(monto - conciliado), 0) as monto from extracto_linea
     where tenant_id = ? and estado in ('pendiente', 'parcial') and fecha > ''`,
  ),
  waiting: db.sqlite.prepare<[string], { cantidad: number; monto: Minor; desde: number | null }>(
    `select count(distinct recibo_id) as cantidad, coalesce(sum(monto), 0) as monto, min(fecha_pago) as desde from pago
     where tenant_id = ? and metodo = 'transferencia' and estado_conciliacion = 'pendiente' and fecha_pago > 0`,
  ),
  transfers: db.sqlite.prepare<[string, string, number], TransferenciaRow>(
    `${TRANSFERS} where r.id in (select recibo_id from pago where tenant_id = ? and metodo = 'transferencia'
       and estado_conciliacion = 'pendiente' and fecha_pago > 0) and r.id > ? order by r.id limit ?`,
  ),
  transfersOf: db.sqlite.prepare<[string, string, number], TransferenciaRow>(
    `${TRANSFERS} where r.tenant_id = ? and r.cliente_id = ? and r.metodo = 'transferencia' and exists (select 1 from pago p
       where p.recibo_id = r.id and p.estado_conciliacion = 'pendiente') order by r.fecha, r.id limit ?`,
  ),
  files: db.sqlite.prepare<[string, number, string, number], ExtractoRow & { formato: FormatoExtracto }>(
    `select e.id, c.nombre as cuenta, e.archivo, e.formato, e.lineas, e.desde, e.hasta, u.nombre as usuario,
       e.creado_en as creadoEn, (select count(*) from extracto_linea l where l.extracto_id = e.id
         and l.estado in ('pendiente', 'parcial')) as abiertas
     from extracto e join cuenta_bancaria c on c.id = e.cuenta_id join usuario u on u.id = e.usuario_id
     where e.tenant_id = ? and (e.creado_en, e.id) < (?, ?) order by e.creado_en desc, e.id desc limit ?`,
  ),
}))

interface PageInput {
  cursor?: string | undefined
  limit: number
}

const pageOf = <T>(rows: T[], limit: number, keys: (row: T) => (string | number)[]): Page<T> => {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(keys(last)) : null, total: null }
}

/** Highest that text compares to. */
const END = '\u{10ffff}'

/** Lines with their best proposal: open ones oldest first, others newest first. */
export function listLineas(
  db: ReadDb,
  tenantId: string,
  { filter: { vista }, cursor, limit }: PageInput & { filter: { vista: Vista } },
  { propuestas }: Snapshot,
): Page<ExtractoLineaRow> {
  const { abiertas, porEstado } = statements(db)
  const [fecha, id] = cursor ? decodeCursor(cursor, ['string', 'string']) : vista === 'abierta' ? ['', ''] : [END, END]
  const rows =
    vista === 'abierta'
      ? abiertas.all(tenantId, String(fecha), String(id), limit + 1)
      : // What left the account has nothing to wait for either, and there is a lot of it: apart from what a person set aside.
        vista === 'salida'
        ? porEstado.all(tenantId, 'ignorada', 0, String(fecha), String(id), limit + 1)
        : porEstado.all(tenantId, vista, 1, String(fecha), String(id), limit + 1)
  const page = pageOf(rows, limit, (row) => [row.fecha, row.id])
  return { ...page, items: page.items.map((row) => ({ ...row, propuesta: propuestas.get(row.id)?.[0] ?? null })) }
}

/** Errors: not_found. */
export function getLinea(
  db: ReadDb,
  tenantId: string,
  id: string,
  { propuestas }: Pick<Snapshot, 'propuestas'>,
): ExtractoLineaDetail {
  const row = statements(db).linea.get(id, tenantId)
  if (!row) throw refuse('not_found', { entidad: 'linea' })
  const open = row.estado === 'pendiente' || row.estado === 'parcial'
  const own = open ? (propuestas.get(id) ?? []) : []
  const conciliaciones = statements(db).matches.all(id).map(toMatch)
  return { ...row, propuesta: own[0] ?? null, propuestas: own, conciliaciones }
}

function toMatch({ motivosJson, creo, deshechaPor, deshechaEn, ...row }: MatchRead): ConciliacionRow {
  return {
    ...row,
    motivos: JSON.parse(motivosJson) as Motivo[],
    creoRecibo: creo === 1,
    deshecha: deshechaEn === null ? null : { por: deshechaPor ?? '', en: deshechaEn },
  }
}

/** What waits on both sides. */
export function openOnBothSides(db: ReadDb, tenantId: string) {
  const none = { cantidad: 0, monto: 0 }
  return {
    lineas: statements(db).open.get(tenantId) ?? none,
    transferencias: statements(db).waiting.get(tenantId) ?? { ...none, desde: null },
  }
}

interface TransfersInput extends PageInput {
  filter: { clienteId?: string | undefined }
}

/** Transfers that no line has confirmed, oldest first; of one client all of them, at most `limit`. */
export function listTransferencias(
  db: ReadDb,
  tenantId: string,
  { filter: { clienteId }, cursor, limit }: TransfersInput,
): Page<TransferenciaRow> {
  const { transfers, transfersOf } = statements(db)
  if (clienteId) return { items: transfersOf.all(tenantId, clienteId, limit), nextCursor: null, total: null }
  const [after] = cursor ? decodeCursor(cursor, ['string']) : ['']
  return pageOf(transfers.all(tenantId, String(after), limit + 1), limit, ({ reciboId }) => [reciboId])
}

/** Statements that were read in, newest first. */
export function listExtractos(db: ReadDb, tenantId: string, { cursor, limit }: PageInput): Page<ExtractoRow> {
  const [at, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [Number.MAX_SAFE_INTEGER, END]
  const rows = statements(db).files.all(tenantId, Number(at), String(id), limit + 1)
  return pageOf(rows, limit, (row) => [row.creadoEn, row.id])
}
