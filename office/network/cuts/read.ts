import { addDays } from '../../../contract/dates.ts'
import type { CorridaCorteFilaRow, CorridaCorteRow, EstadoCortes } from '../../../contract/index.ts'
import { RESULTADOS_CORTE, type ResultadoCorte } from '../../../contract/procedures/cortes.ts'
import type { Page } from '../../../contract/schemas.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts'
import { refuse } from '../../kernel/errors.ts'
import { perConnection } from '../../kernel/statements.ts'
import { officeToday } from '../../kernel/today.ts'
import { readRedConfig } from '../config.ts'
import { jobsOfRun, returnsToCome } from './jobs-read.ts'
import { OUTCOMES, STANDS } from './outcome.ts'
import { dayOfCuts } from './rule.ts'
import { openRun } from './runs.ts'
import { MAX_DAYS_AHEAD } from './simulation.ts'

/** Runs of cuts as a person reads them. */

type Db = ReadDb | WriteDb

const RUN = `r.id, r.fecha, r.origen, r.estado, r.total, u.nombre as usuario, r.creado_en as creadoEn,
  r.terminada_en as terminadaEn`

type Head = Omit<CorridaCorteRow, 'resultados' | 'cortados' | 'vigentes'>
type FilaRow = Omit<CorridaCorteFilaRow, 'trabajos' | 'vueltas'> & { orden: number }

interface RowsOf {
  corridaId: string
  tenantId: string
  /** Those behind this place. */
  after: number
}

const FILA = `select f.orden, f.servicio_id as servicioId, f.cliente_id as clienteId, c.nombre_razon_social as clienteNombre,
  c.codigo_cliente as clienteCodigo, p.nombre as planNombre, f.vencido, f.vence_desde as venceDesde, f.resultado, f.motivo,
  f.resuelta_en as resueltaEn, f.levantada_en as levantadaEn, f.levantada_por as levantadaPor
  from (${OUTCOMES}) f cross join cliente c on c.id = f.cliente_id join servicio s on s.id = f.servicio_id
  join plan_servicio p on p.id = s.plan_id`

const statements = perConnection(({ sqlite }: Db) => ({
  run: sqlite.prepare<[string, string], Head>(
    `select ${RUN} from corrida_corte r left join usuario u on u.id = r.usuario_id where r.id = ? and r.tenant_id = ?`,
  ),
  list: sqlite.prepare<[string, number, string, number], Head>(
    `select ${RUN} from corrida_corte r left join usuario u on u.id = r.usuario_id
     where r.tenant_id = ? and (r.creado_en, r.id) < (?, ?) order by r.creado_en desc, r.id desc limit ?`,
  ),
  counts: sqlite.prepare<[RowsOf], { resultado: ResultadoCorte; n: number; vigentes: number }>(
    `select resultado, count(*) as n, sum(${STANDS}) as vigentes
     from (${OUTCOMES}) group by resultado`,
  ),
  filas: sqlite.prepare<[RowsOf & { most: number }], FilaRow>(`${FILA} limit @most`),
  filasOf: sqlite.prepare<[RowsOf & { most: number; resultado: ResultadoCorte }], FilaRow>(
    `${FILA} where f.resultado = @resultado limit @most`,
  ),
  managed: sqlite
    .prepare<[string], number>(
      `select count(*) from dispositivo_acceso where tenant_id = ? and activo = 1 and modo = 'gestionar'`,
    )
    .pluck(),
}))

const NOT_CUT: ReadonlySet<ResultadoCorte> = new Set(['dejado', 'en_espera', 'no_hecho'])

const complete =
  (db: Db, tenantId: string) =>
  (head: Head): CorridaCorteRow => {
    const counts = statements(db).counts.all({ corridaId: head.id, tenantId, after: 0 })
    const of = (wanted: ResultadoCorte) => counts.find(({ resultado }) => resultado === wanted)?.n ?? 0
    return {
      ...head,
      resultados: Object.fromEntries(RESULTADOS_CORTE.map((resultado) => [resultado, of(resultado)])) as Record<
        ResultadoCorte,
        number
      >,
      cortados: counts.reduce((sum, { resultado, n }) => sum + (NOT_CUT.has(resultado) ? 0 : n), 0),
      vigentes: counts.reduce((sum, { vigentes }) => sum + vigentes, 0),
    }
  }

/** Errors: not_found. */
export function getRun(db: Db, tenantId: string, id: string): CorridaCorteRow {
  const head = statements(db).run.get(id, tenantId)
  if (!head) throw refuse('not_found', { entidad: 'corrida' })
  return complete(db, tenantId)(head)
}

interface PageInput {
  cursor?: string | undefined
  limit: number
}

/** Newest first. */
export function listRuns(db: Db, tenantId: string, { cursor, limit }: PageInput): Page<CorridaCorteRow> {
  const [creadoEn, id] = cursor ? decodeCursor(cursor, ['number', 'string']) : [Number.MAX_SAFE_INTEGER, '']
  const rows = statements(db).list.all(tenantId, Number(creadoEn), String(id), limit + 1)
  const items = rows.slice(0, limit).map(complete(db, tenantId))
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
  input: PageInput & { corridaId: string; filter: { resultado?: ResultadoCorte | undefined } },
): Page<CorridaCorteFilaRow> {
  const { corridaId, cursor, limit } = input
  const { resultado } = input.filter
  const read = statements(db)
  const head = read.run.get(corridaId, tenantId)
  if (!head) throw refuse('not_found', { entidad: 'corrida' })
  const [after] = cursor ? decodeCursor(cursor, ['number']) : [0]
  const wanted = { corridaId, tenantId, after: Number(after), most: limit + 1 }
  const rows = resultado ? read.filasOf.all({ ...wanted, resultado }) : read.filas.all(wanted)
  const page = rows.slice(0, limit)
  const idsOf = (some: readonly FilaRow[]) => some.map(({ servicioId }) => servicioId)
  const jobs = jobsOfRun(db, tenantId, corridaId, idsOf(page))
  const returns = returnsToCome(db, tenantId, idsOf(page.filter(({ levantadaEn }) => levantadaEn !== null)))
  const last = page.at(-1)
  return {
    items: page.map(({ orden: _, ...row }) => ({
      ...row,
      trabajos: jobs.get(row.servicioId) ?? [],
      vueltas: returns.get(row.servicioId) ?? [],
    })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.orden]) : null,
    // Of one outcome the screen has counted them already.
    total: resultado ? null : head.total,
  }
}

/** What a person should know at once about cuts. */
export function readEstado(db: Db, tenantId: string, now: number): EstadoCortes {
  const { cortes } = readRedConfig(db, tenantId).config
  const open = openRun(db, tenantId)
  const { activos, automaticos, hora } = cortes
  const today = officeToday(db, now)
  const { excluido, proxima } = dayOfCuts(cortes, addDays(today, 1))
  return {
    ...{ activos, automaticos, hora },
    hoy: dayOfCuts(cortes, today),
    siguiente: excluido !== null && proxima !== null && proxima <= addDays(today, MAX_DAYS_AHEAD) ? proxima : null,
    abierta: open ? getRun(db, tenantId, open.id) : null,
    equiposGestionados: statements(db).managed.get(tenantId) ?? 0,
  }
}
