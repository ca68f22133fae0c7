import { civilDate } from '../../contract/dates.ts'
import type { CajaStatus, SesionCaja, SesionDetail } from '../../contract/index.ts'
import type { Page } from '../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { readTenant } from '../kernel/tenancy.ts'
import { readCajaConfig } from './config.ts'
import { findOpenDrawer } from './drawer.ts'
import { figuresOf } from './figures.ts'
import { movimientosOf } from './movements.ts'
import { arqueosOf, mayKnow, readSesion, seenSesion, SESION_COLUMNS, SESION_FROM } from './rows.ts'
import { leftInDrawer } from './sessions.ts'

type Db = ReadDb | WriteDb

interface Listed {
  tenantId: string
  usuarioId: string
  desde: string
  hasta: string
  before: number
  beforeId: string
  limit: number
}

// A place after every session: the first page has no cursor.
const END = { before: Number.MAX_SAFE_INTEGER, beforeId: '' }

const list = (db: Db, who: '' | 'and s.usuario_id = @usuarioId') =>
  db.sqlite.prepare<Listed, SesionCaja>(
    `select ${SESION_COLUMNS} from ${SESION_FROM}
     where s.tenant_id = @tenantId ${who} and (s.abierta_en, s.id) < (@before, @beforeId)
       and s.fecha >= @desde and s.fecha <= @hasta
     order by s.abierta_en desc, s.id desc limit @limit`,
  )

const statements = perConnection((db: Db) => ({
  all: list(db, ''),
  ofPerson: list(db, 'and s.usuario_id = @usuarioId'),
  reportes: db.sqlite.prepare<[string], SesionDetail['reportes'][number]>(
    'select id, numero, tipo, fecha from reporte_caja where sesion_id = ? order by id',
  ),
}))

/** What the counter has to know before it moves cash. `now`: ms. */
export function cajaStatus(db: Db, actor: Actor, now: number): CajaStatus {
  const { tenantId, puestoId, usuarioId } = actor
  const tenant = readTenant(db)
  const open = findOpenDrawer(db, tenantId, puestoId)
  const sesion = open ? readSesion(db, tenantId, open.id) : null
  const own = sesion?.usuarioId === usuarioId ? sesion : null
  const { limiteDiferencia, categoriasGasto } = readCajaConfig(db, tenantId)
  return {
    sesion: own,
    otra: own ? null : sesion,
    atrasada: sesion !== null && sesion.fecha < civilDate(now, tenant.zonaHoraria),
    fondoSugerido: leftInDrawer(db, tenantId, puestoId),
    limiteDiferencia,
    categoriasGasto,
    moneda: tenant.moneda,
  }
}

/** A session with all that happened in it. Errors: not_found, access.denied. */
export function sesionDetail(db: Db, actor: Actor, id: string): SesionDetail {
  const sesion = seenSesion(db, actor, id)
  const known = mayKnow(db, actor, sesion)
  return {
    sesion,
    figures: known ? figuresOf(db, id) : null,
    arqueos: arqueosOf(db, id, known),
    movimientos: movimientosOf(db, actor.tenantId, id),
    reportes: statements(db).reportes.all(id),
  }
}

export interface SesionListInput {
  filter: { usuarioId?: string | undefined; desde?: string | undefined; hasta?: string | undefined }
  cursor?: string | undefined
  limit: number
}

/** Sessions newest first, a page from the cursor on: one's own, or anybody's for who supervises. */
export function listSesiones(db: Db, actor: Actor, { filter, cursor, limit }: SesionListInput): Page<SesionCaja> {
  const usuarioId = actor.permissions.includes('caja.supervise') ? filter.usuarioId : actor.usuarioId
  const [before, beforeId] = cursor ? decodeCursor(cursor, ['number', 'string']) : [END.before, END.beforeId]
  const wanted = {
    tenantId: actor.tenantId,
    usuarioId: usuarioId ?? '',
    desde: filter.desde ?? '',
    hasta: filter.hasta ?? '9999-12-31',
    before: Number(before),
    beforeId: String(beforeId),
    limit: limit + 1,
  }
  const prepared = statements(db)
  const rows = (usuarioId === undefined ? prepared.all : prepared.ofPerson).all(wanted)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor([last.abiertaEn, last.id]) : null
  return { items, nextCursor, total: null }
}
