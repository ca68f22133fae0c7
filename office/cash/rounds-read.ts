import type { RutaDetail, RutaRow } from '../../contract/index.ts'
import type { EstadoRuta } from '../../contract/enums.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import { readSesion } from './rows.ts'

type Db = ReadDb | WriteDb
type RutaFacts = RutaRow & { sesionId: string }

const RUTA = `select r.id, r.numero, r.nombre, r.cobrador_id as cobradorId, u.nombre as cobrador, r.estado, r.creado_en as creadoEn,
    r.rendida_en as rendidaEn, r.sesion_id as sesionId,
    (select count(*) from ruta_visita v where v.ruta_id = r.id) as visitas,
    (select count(*) from ruta_visita v where v.ruta_id = r.id and v.estado = 'cobrada') as cobradas,
    (select coalesce(sum(v.deuda), 0) from ruta_visita v where v.ruta_id = r.id) as deuda,
    (select coalesce(sum(b.monto_total), 0) from recibo b where b.sesion_id = r.sesion_id) as cobrado
  from ruta_cobro r join usuario u on u.id = r.cobrador_id`

interface Listed {
  tenantId: string
  estado: string
  before: number
  beforeId: string
  limit: number
}

const statements = perConnection((db: Db) => ({
  list: db.sqlite.prepare<Listed, RutaFacts>(
    `${RUTA} where r.tenant_id = @tenantId and (@estado = '' or r.estado = @estado)
       and (r.creado_en, r.id) < (@before, @beforeId) order by r.creado_en desc, r.id desc limit @limit`,
  ),
  one: db.sqlite.prepare<[string, string], RutaFacts>(`${RUTA} where r.tenant_id = ? and r.id = ?`),
  stops: db.sqlite.prepare<[string], RutaDetail['paradas'][number]>(
    `select v.id, v.orden, v.cliente_id as clienteId, c.nombre_razon_social as clienteNombre, c.codigo_cliente as clienteCodigo,
       c.direccion, c.telefono, v.deuda, coalesce(s.deuda, 0) as deudaHoy, v.estado, v.recibo_id as reciboId,
       b.numero as reciboNumero, b.monto_total as monto, v.notas
     from ruta_visita v join cliente c on c.id = v.cliente_id left join cliente_saldo s on s.cliente_id = c.id
     left join recibo b on b.id = v.recibo_id where v.ruta_id = ? order by v.orden`,
  ),
}))

/** A round with its stops in their order. Errors: not_found. */
export function readRuta(db: Db, tenantId: string, id: string): RutaDetail {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'ruta_cobro' })
  const { sesionId, ...ruta } = row
  return { ...ruta, sesion: readSesion(db, tenantId, sesionId), paradas: statements(db).stops.all(id) }
}

/** Rounds newest first, a page from the cursor on. */
export function listRutas(
  db: Db,
  tenantId: string,
  input: { filter: { estado?: EstadoRuta | undefined }; cursor?: string | undefined; limit: number },
): Page<RutaRow> {
  const [before, beforeId] = input.cursor
    ? decodeCursor(input.cursor, ['number', 'string'])
    : [Number.MAX_SAFE_INTEGER, '']
  const wanted = { tenantId, estado: input.filter.estado ?? '', before: Number(before), beforeId: String(beforeId) }
  const rows = statements(db).list.all({ ...wanted, limit: input.limit + 1 })
  const items = rows.slice(0, input.limit).map(({ sesionId: _, ...row }) => row)
  const last = items.at(-1)
  const nextCursor = rows.length > input.limit && last ? encodeCursor([last.creadoEn, last.id]) : null
  return { items, nextCursor, total: null }
}
