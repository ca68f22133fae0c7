import type { EstadoCorteFila } from '../../../contract/enums.ts'
import type { CorridaCorteFilaRow, CorridaCorteRow, EstadoCortes } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { refuse } from '../../kernel/errors.ts'
import { perConnection } from '../../kernel/statements.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { jobsOfRun } from './jobs-read.ts'
import { dayOfCuts } from './rule.ts'
import { openRun } from './runs.ts'

/** Runs of cuts as a person reads them. */

type Db = ReadDb | WriteDb

const RUN = `r.id, r.fecha, r.origen, r.estado, r.total, u.nombre as usuario, r.creado_en as creadoEn,
  r.terminada_en as terminadaEn`

type Head = Omit<CorridaCorteRow, 'cortados' | 'omitidos' | 'deshechos' | 'verificados' | 'fallidos'>
type FilaRow = Omit<CorridaCorteFilaRow, 'trabajos'> & { orden: number }

const FILA = `f.orden, f.servicio_id as servicioId, f.cliente_id as clienteId, c.nombre_razon_social as clienteNombre,
  c.codigo_cliente as clienteCodigo, p.nombre as planNombre, f.vencido, f.vence_desde as venceDesde, f.estado, f.motivo,
  f.resuelta_en as resueltaEn, s.estado as servicioEstado, s.motivo_suspension as servicioMotivo
  from corrida_corte_fila f join cliente c on c.id = f.cliente_id join servicio s on s.id = f.servicio_id
  join plan_servicio p on p.id = s.plan_id`

const statements = perConnection(({ sqlite }: Db) => ({
  run: sqlite.prepare<[string, string], Head>(
    `select ${RUN} from corrida_corte r left join usuario u on u.id = r.usuario_id where r.id = ? and r.tenant_id = ?`,
  ),
  list: sqlite.prepare<[string, number, string, number], Head>(
    `select ${RUN} from corrida_corte r left join usuario u on u.id = r.usuario_id
     where r.tenant_id = ? and (r.creado_en, r.id) < (?, ?) order by r.creado_en desc, r.id desc limit ?`,
  ),
  counts: sqlite.prepare<[string], { cortados: number; omitidos: number; deshechos: number }>(
    `select coalesce(sum(estado = 'cortado'), 0) as cortados, coalesce(sum(estado = 'omitido'), 0) as omitidos,
       coalesce(sum(motivo = 'deshecho'), 0) as deshechos from corrida_corte_fila where corrida_id = ?`,
  ),
  jobs: sqlite.prepare<[string], { verificados: number; fallidos: number }>(
    `select coalesce(sum(estado = 'verificado'), 0) as verificados, coalesce(sum(estado = 'fallido'), 0) as fallidos
     from trabajo_red where corrida_id = ?`,
  ),
  filas: sqlite.prepare<[string, string, number, number], FilaRow>(
    `select ${FILA} where f.corrida_id = ? and +f.tenant_id = ? and f.orden > ? order by f.orden limit ?`,
  ),
  filasOf: sqlite.prepare<[string, string, EstadoCorteFila, number, number], FilaRow>(
    `select ${FILA} where f.corrida_id = ? and +f.tenant_id = ? and +f.estado = ? and f.orden > ? order by f.orden limit ?`,
  ),
  managed: sqlite
    .prepare<[string], number>(
      `select count(*) from dispositivo_acceso where tenant_id = ? and activo = 1 and modo = 'gestionar'`,
    )
    .pluck(),
}))

const NO_ROWS = { cortados: 0, omitidos: 0, deshechos: 0 }
const NO_JOBS = { verificados: 0, fallidos: 0 }

const complete =
  (db: Db) =>
  (head: Head): CorridaCorteRow => ({
    ...head,
    ...(statements(db).counts.get(head.id) ?? NO_ROWS),
    ...(statements(db).jobs.get(head.id) ?? NO_JOBS),
  })

/** Errors: not_found. */
export function getRun(db: Db, tenantId: string, id: string): CorridaCorteRow {
  const head = statements(db).run.get(id, tenantId)
  if (!head) throw refuse('not_found', { entidad: 'corrida' })
  return complete(db)(head)
}

interface PageInput {
  cursor?: string | undefined
  limit: number
}

/** Newest first. */
export function listRuns(db: Db, tenantId: string, { cursor, limit }: PageInput): Page<CorridaCorteRow> {
  const [creadoEn, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [Number.MAX_SAFE_INTEGER, '']
  const rows = statements(db).list.all(tenantId, Number(creadoEn), String(id), limit + 1)
  const items = rows.slice(0, limit).map(complete(db))
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor([last.creadoEn, last.id]) : null,
    total: null,
  }
}

/** In the order of the run. Errors: not_found. */
export function runRows(
  db: Db,
  tenantId: string,
  input: PageInput & { corridaId: string; filter: { estado?: EstadoCorteFila | undefined } },
): Page<CorridaCorteFilaRow> {
  const { corridaId, cursor, limit } = input
  const { estado } = input.filter
  getRun(db, tenantId, corridaId)
  const [after] = cursor ? decodeCursor(cursor, ['number']) : [0]
  const { filas, filasOf } = statements(db)
  const rows = estado
    ? filasOf.all(corridaId, tenantId, estado, Number(after), limit + 1)
    : filas.all(corridaId, tenantId, Number(after), limit + 1)
  const page = rows.slice(0, limit)
  const jobs = jobsOfRun(
    db,
    tenantId,
    corridaId,
    page.map(({ servicioId }) => servicioId),
  )
  const last = page.at(-1)
  return {
    items: page.map(({ orden: _, ...row }) => ({ ...row, trabajos: jobs.get(row.servicioId) ?? [] })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.orden]) : null,
    total: null,
  }
}

/** What a person should know at once about cuts. */
export function readEstado(db: Db, tenantId: string, now: number): EstadoCortes {
  const { cortes } = readRedConfig(db, tenantId).config
  const open = openRun(db, tenantId)
  const { activos, automaticos, hora } = cortes
  return {
    ...{ activos, automaticos, hora },
    hoy: dayOfCuts(cortes, officeToday(db, now)),
    abierta: open ? getRun(db, tenantId, open.id) : null,
    equiposGestionados: statements(db).managed.get(tenantId) ?? 0,
  }
}
