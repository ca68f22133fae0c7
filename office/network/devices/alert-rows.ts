import type { TipoAlerta } from '../../../contract/enums.ts'
import type { AlertaRow, DetalleAlerta, ResumenAlertas } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { Tx } from '../../kernel/writer.ts'

type Db = ReadDb | WriteDb

interface Stored {
  id: string
  dispositivoId: string
  dispositivo: string
  sitio: string | null
  tipo: TipoAlerta
  desde: number
  hasta: number | null
  detalleJson: string
  vistaEn: number | null
  vistaPor: string | null
}

const SELECT = `select l.id, l.dispositivo_id as dispositivoId, d.nombre as dispositivo, s.nombre as sitio, l.tipo, l.desde,
  l.hasta, l.detalle_json as detalleJson, l.vista_en as vistaEn, u.nombre as vistaPor`
const JOINS = `cross join dispositivo_red d on d.id = l.dispositivo_id
  left join dispositivo_acceso a on a.dispositivo_id = d.id
  left join sitio s on s.id = a.sitio_id
  left join usuario u on u.id = l.vista_por`
const REST = `and (@tipo is null or l.tipo = @tipo) and (l.desde, l.id) < (@desde, @id)
  order by l.desde desc, l.id desc limit @limit`

const statements = perConnection((db: Db) => ({
  all: db.sqlite.prepare<[Record<string, string | number | null>], Stored>(
    `${SELECT} from alerta l indexed by alerta_reciente ${JOINS} where l.tenant_id = @tenantId
     and (@abiertas = 0 or l.hasta is null) ${REST}`,
  ),
  open: db.sqlite.prepare<[Record<string, string | number | null>], Stored>(
    `${SELECT} from alerta l indexed by alerta_abierta ${JOINS} where l.tenant_id = @tenantId and l.hasta is null ${REST}`,
  ),
  ofDevice: db.sqlite.prepare<[Record<string, string | number | null>], Stored>(
    `${SELECT} from alerta l indexed by alerta_de_dispositivo ${JOINS} where l.tenant_id = @tenantId
     and l.dispositivo_id = @dispositivoId and (@abiertas = 0 or l.hasta is null) ${REST}`,
  ),
  summary: db.sqlite.prepare<[string], Omit<ResumenAlertas, 'sinRed'>>(
    `select count(*) as abiertas, count(*) - count(vista_en) as sinVer from alerta indexed by alerta_abierta
     where tenant_id = ? and hasta is null`,
  ),
}))

interface ListInput {
  filter: { dispositivoId?: string | undefined; tipo?: TipoAlerta | undefined; abiertas?: boolean | undefined }
  cursor?: string | undefined
  limit: number
}

/** Newest first. */
export function listAlerts(db: Db, tenantId: string, { filter, cursor, limit }: ListInput): Page<AlertaRow> {
  const { dispositivoId = null, tipo = null, abiertas = false } = filter
  const [desde = Number.MAX_SAFE_INTEGER, id = ''] =
    cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
  const { all, open, ofDevice } = statements(db)
  const statement = dispositivoId !== null ? ofDevice : abiertas ? open : all
  const values = { tenantId, dispositivoId, tipo, abiertas: abiertas ? 1 : 0, desde, id, limit: limit + 1 }
  const rows = statement.all(values)
  const items = rows.slice(0, limit).map(toRow)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? encodeCursor([last.desde, last.id]) : null, total: null }
}

const toRow = ({ dispositivoId, dispositivo, sitio, detalleJson, ...row }: Stored): AlertaRow => ({
  ...row,
  dispositivo: { id: dispositivoId, nombre: dispositivo, sitio: sitio ?? '' },
  detalle: JSON.parse(detalleJson) as DetalleAlerta,
})

/** `sinRed`: see `Poller.lostSince`. */
export const summarizeAlerts = (db: Db, tenantId: string, sinRed: number | null): ResumenAlertas => ({
  ...(statements(db).summary.get(tenantId) ?? { abiertas: 0, sinVer: 0 }),
  sinRed,
})

const see = perConnection(({ sqlite }: WriteDb) =>
  sqlite.prepare(
    `update alerta set vista_en = @now, vista_por = @usuarioId where id = @id and tenant_id = @tenantId and vista_en is null`,
  ),
)

/** These were seen by who acts. */
export function markSeen(tx: Tx, ids: readonly string[]): { vistas: number } {
  const { tenantId, usuarioId } = tx.actor
  let vistas = 0
  for (const id of new Set(ids)) vistas += see(tx.db).run({ id, tenantId, usuarioId, now: tx.now }).changes
  if (vistas > 0) tx.audit({ accion: 'alerta.see', entidad: 'alerta', entidadId: ids[0] ?? '', despues: { vistas } })
  return { vistas }
}
