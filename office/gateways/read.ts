import type { EventoPasarelaRow, PagoPasarelaDetail, PagoPasarelaRow, VistaPasarela } from '../../contract/index.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import { refuse } from '../kernel/errors.ts'
import { perConnection } from '../kernel/statements.ts'
import type { ChargeData } from './charges.ts'
import { suggestedFor } from './payers.ts'

type Row = Omit<PagoPasarelaRow, 'pagador' | 'atencion' | 'sinRevertir'> & { datosJson: string }

const SELECT = `select p.id, p.proveedor, p.externo_id as externoId, p.estado, p.monto, p.devuelto, p.cliente_id as clienteId,
  c.nombre_razon_social as clienteNombre, c.codigo_cliente as clienteCodigo, p.recibo_id as reciboId, r.numero as reciboNumero,
  p.datos_json as datosJson, p.creado_en as creadoEn, p.actualizado_en as actualizadoEn
  from pago_pasarela p left join cliente c on c.id = p.cliente_id left join recibo r on r.id = p.recibo_id`

const EVENT = `select e.id, e.proveedor, e.evento_id as eventoId, e.tipo, e.recibido_en as recibidoEn, e.resultado,
  e.pago_pasarela_id as pagoPasarelaId, p.externo_id as externoId, p.monto
  from evento_pasarela e left join pago_pasarela p on p.id = e.pago_pasarela_id`

type Place = [tenantId: string, at: number, id: string, limit: number]

const PLACE = '(p.creado_en, p.id) < (?, ?) order by p.creado_en desc, p.id desc limit ?'

const statements = perConnection((db: ReadDb) => ({
  vistas: {
    todos: db.sqlite.prepare<Place, Row>(`${SELECT} where p.tenant_id = ? and ${PLACE}`),
    // As the index of those that somebody has to look at has it.
    por_asignar: db.sqlite.prepare<Place, Row>(
      `${SELECT} where p.tenant_id = ? and json_extract(p.datos_json, '$.atencion') is not null
         and p.cliente_id is null and ${PLACE}`,
    ),
    con_problemas: db.sqlite.prepare<Place, Row>(
      `${SELECT} where p.tenant_id = ? and json_extract(p.datos_json, '$.atencion') is not null
         and p.cliente_id is not null and ${PLACE}`,
    ),
  } satisfies Record<VistaPasarela, unknown>,
  one: db.sqlite.prepare<[string, string], Row>(`${SELECT} where p.tenant_id = ? and p.id = ?`),
  eventos: db.sqlite.prepare<Place, EventoPasarelaRow>(
    `${EVENT} where e.tenant_id = ? and (e.recibido_en, e.id) < (?, ?) order by e.recibido_en desc, e.id desc limit ?`,
  ),
  // Since the charge was first heard of: few come before it is known.
  eventosOf: db.sqlite.prepare<[string, string], EventoPasarelaRow>(
    `${EVENT} where e.tenant_id = ? and e.pago_pasarela_id = ? order by e.recibido_en desc, e.id desc limit 200`,
  ),
}))

const said = (data: ChargeData, campo: 'nombre' | 'email' | 'documento' | 'factura' | 'codigo' | 'descripcion') =>
  data.facts.pagador?.[campo]?.valor ?? ''

function toRow({ datosJson, ...row }: Row): PagoPasarelaRow & { data: ChargeData } {
  const data = JSON.parse(datosJson) as ChargeData
  return {
    ...row,
    pagador: {
      nombre: said(data, 'nombre'),
      email: said(data, 'email'),
      documento: said(data, 'documento'),
      referencia: said(data, 'factura') || said(data, 'codigo'),
      descripcion: said(data, 'descripcion'),
    },
    atencion: data.atencion,
    sinRevertir: data.sinRevertir,
    data,
  }
}

const FIRST = [Number.MAX_SAFE_INTEGER, ''] as const

const placeOf = (cursor: string | undefined): readonly [number, string] =>
  cursor ? (decodeCursor(cursor, ['number', 'string']) as [number, string]) : FIRST

/** Charges newest first, a page from the cursor on. */
export function listCharges(
  db: ReadDb,
  tenantId: string,
  { vista, cursor, limit }: { vista: VistaPasarela; cursor?: string | undefined; limit: number },
): Page<PagoPasarelaRow> {
  const rows = statements(db).vistas[vista].all(tenantId, ...placeOf(cursor), limit + 1)
  const items = rows.slice(0, limit).map((row): PagoPasarelaRow => {
    const { data: _, ...shown } = toRow(row)
    return shown
  })
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.creadoEn, last.id]) : null, total: null }
}

/** Errors: not_found. */
export function getChargeDetail(db: ReadDb, tenantId: string, id: string): PagoPasarelaDetail {
  const row = statements(db).one.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'pago_pasarela' })
  const { data, ...shown } = toRow(row)
  const sugeridos = shown.clienteId === null ? suggestedFor(db, tenantId, data.facts) : []
  return { ...shown, eventos: statements(db).eventosOf.all(tenantId, id), sugeridos }
}

/** What arrived, newest first. */
export function listEvents(
  db: ReadDb,
  tenantId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Page<EventoPasarelaRow> {
  const rows = statements(db).eventos.all(tenantId, ...placeOf(cursor), limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor([last.recibidoEn, last.id]) : null,
    total: null,
  }
}
