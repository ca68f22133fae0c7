import type { ArqueoRow, Conteo, SesionCaja } from '../../contract/index.ts'
import type { EstadoAprobacion, TipoArqueo } from '../../contract/enums.ts'
import type { Minor } from '../../contract/money.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import type { Actor } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { readCajaConfig } from './config.ts'

type Db = ReadDb | WriteDb

/** What a session is read from: the session, its seat and person, its close and its Z. */
export const SESION_COLUMNS = `s.id, s.tipo, s.estado, s.puesto_id as puestoId, p.nombre as puesto, s.usuario_id as usuarioId,
  u.nombre as usuario, s.fecha, s.abierta_en as abiertaEn, s.cerrada_en as cerradaEn, s.fondo_inicial as fondoInicial,
  z.numero as zNumero, c.diferencia, c.aprobacion`
export const SESION_FROM = `sesion_caja s join puesto p on p.id = s.puesto_id join usuario u on u.id = s.usuario_id
  left join arqueo c on c.sesion_id = s.id and c.tipo = 'cierre'
  left join reporte_caja z on z.sesion_id = s.id and z.tipo = 'z'`

interface ArqueoFacts {
  id: string
  sesionId: string
  tipo: TipoArqueo
  fecha: number
  usuario: string
  detalleJson: string
  contado: Minor
  esperado: Minor
  diferencia: Minor
  explicacion: string
  queda: Minor | null
  aprobacion: EstadoAprobacion
  aprobadoPor: string | null
}

const ARQUEO = `select a.id, a.sesion_id as sesionId, a.tipo, a.fecha, u.nombre as usuario, a.detalle_json as detalleJson, a.contado,
  a.esperado, a.diferencia, a.explicacion, a.queda, a.aprobacion, v.nombre as aprobadoPor
  from arqueo a join usuario u on u.id = a.usuario_id left join usuario v on v.id = a.aprobado_por`

const statements = perConnection((db: Db) => ({
  sesion: db.sqlite.prepare<[string, string], SesionCaja>(
    `select ${SESION_COLUMNS} from ${SESION_FROM} where s.tenant_id = ? and s.id = ?`,
  ),
  arqueo: db.sqlite.prepare<[string, string], ArqueoFacts>(`${ARQUEO} where a.tenant_id = ? and a.id = ?`),
  arqueos: db.sqlite.prepare<[string], ArqueoFacts>(`${ARQUEO} where a.sesion_id = ? order by a.id`),
  pending: db.sqlite.prepare<[string], ArqueoFacts>(
    `${ARQUEO} where a.tenant_id = ? and a.aprobacion = 'pendiente' order by a.fecha`,
  ),
}))

/** Errors: not_found. */
export function readSesion(db: Db, tenantId: string, id: string): SesionCaja {
  const row = statements(db).sesion.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'sesion_caja' })
  return row
}

/** Whether the actor may know what an open session should hold. After its close everybody who may see it does. */
export const mayKnow = (db: Db, actor: Actor, sesion: Pick<SesionCaja, 'estado'>): boolean =>
  sesion.estado === 'cerrada' ||
  actor.permissions.includes('caja.supervise') ||
  !readCajaConfig(db, actor.tenantId).cierreCiego

/** A session that the actor may look at: their own, a collector's bag, or any for who supervises. */
export function seenSesion(db: Db, actor: Actor, id: string): SesionCaja {
  const sesion = readSesion(db, actor.tenantId, id)
  const mine = sesion.usuarioId === actor.usuarioId || sesion.tipo === 'cobrador'
  if (!mine && !actor.permissions.includes('caja.supervise'))
    throw refuse('access.denied', { permission: 'caja.supervise' })
  return sesion
}

function toArqueo({ sesionId: _, detalleJson, ...row }: ArqueoFacts, known: boolean): ArqueoRow {
  const detalle = JSON.parse(detalleJson) as Conteo
  // An opening is counted against what was left in the drawer, which is no secret.
  return known || row.tipo === 'apertura' ? { ...row, detalle } : { ...row, detalle, esperado: null, diferencia: null }
}

/** One count with the session it is of. Errors: not_found. */
export function readArqueo(db: Db, tenantId: string, id: string): { arqueo: ArqueoRow; sesionId: string } {
  const row = statements(db).arqueo.get(tenantId, id)
  if (!row) throw refuse('not_found', { entidad: 'arqueo' })
  return { arqueo: toArqueo(row, true), sesionId: row.sesionId }
}

/** Counts of a session in their order; without what was expected when `known` is false. */
export const arqueosOf = (db: Db, sesionId: string, known: boolean): ArqueoRow[] =>
  statements(db)
    .arqueos.all(sesionId)
    .map((row) => toArqueo(row, known))

/** The counts whose difference waits for an approval, oldest first, each with its session. */
export const pendingArqueos = (db: Db, tenantId: string): (ArqueoRow & { sesion: SesionCaja })[] =>
  statements(db)
    .pending.all(tenantId)
    .map((row) => ({ ...toArqueo(row, true), sesion: readSesion(db, tenantId, row.sesionId) }))
