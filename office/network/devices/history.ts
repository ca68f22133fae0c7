import type { ResolucionMetrica } from '../../../contract/enums.ts'
import type { Historia, PuntoHistoria, SerieMetrica } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { perConnection } from '../../kernel/statements.ts'

/** What was measured in a stretch: [min, max, sum, n]; of a single look the value alone. */
export type Measured = number | [min: number, max: number, sum: number, n: number]
export type Values = Partial<Record<SerieMetrica, Measured>>

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** How long each is kept, ms. */
export const RETENTION: Record<ResolucionMetrica, number> = { cruda: DAY, hora: 90 * DAY, dia: 3 * 366 * DAY }
const STRETCH: Record<ResolucionMetrica, number> = { cruda: 60_000, hora: HOUR, dia: DAY }
/** Rows read for one chart at most: three months of hours, a day of looks each ten seconds. */
const MOST_ROWS = 10_000

const reads = perConnection((db: ReadDb | WriteDb) => ({
  rows: db.sqlite.prepare<[string, string, string, number, number, number], { desde: number; valores: string }>(
    `select desde, valores_json as valores from metrica
     where dispositivo_id = ? and tenant_id = ? and resolucion = ? and desde >= ? and desde < ? order by desde limit ?`,
  ),
  owner: db.sqlite.prepare<[string, string], { id: string }>(
    `select id from dispositivo_red where tenant_id = ? and id = ?`,
  ),
}))

interface HistoryInput {
  id: string
  series: SerieMetrica[]
  desde: number
  hasta: number
  puntos: number
}

/** The finest resolution that is still kept as far back, and is not far finer than the points asked for. */
export function resolutionFor(
  { desde, hasta, puntos }: Omit<HistoryInput, 'id' | 'series'>,
  now: number,
): ResolucionMetrica {
  const wanted = (hasta - desde) / puntos
  if (desde >= now - RETENTION.cruda && wanted < HOUR) return 'cruda'
  if (desde >= now - RETENTION.hora && wanted < DAY) return 'hora'
  return 'dia'
}

/** Errors: not_found. */
export function readHistory(db: ReadDb, tenantId: string, input: HistoryInput, now: number): Historia {
  const { id, series, desde, puntos } = input
  if (!reads(db).owner.get(tenantId, id)) throw refuse('not_found', { entidad: 'dispositivo' })
  const hasta = Math.max(input.hasta, desde + 1)
  const resolucion = resolutionFor({ desde, hasta, puntos }, now)
  const pasoMs = Math.max(STRETCH[resolucion], Math.ceil((hasta - desde) / puntos))
  const rows = reads(db).rows.all(id, tenantId, resolucion, desde, hasta, MOST_ROWS)
  const charts = new Map(series.map((serie) => [serie, new Map<number, Measured>()]))
  for (const { desde: t, valores } of rows) {
    const values = JSON.parse(valores) as Values
    const slot = desde + Math.floor((t - desde) / pasoMs) * pasoMs
    for (const [serie, points] of charts) {
      const value = values[serie]
      if (value !== undefined) points.set(slot, joined(points.get(slot), value))
    }
  }
  return {
    resolucion,
    pasoMs,
    desde,
    hasta,
    series: series.map((serie) => ({ serie, puntos: toPoints(charts.get(serie)) })),
  }
}

const toPoints = (points: Map<number, Measured> | undefined): PuntoHistoria[] =>
  [...(points ?? [])].map(([t, measured]) => {
    const [min, max, sum, n] = whole(measured)
    return { t, min, max, media: sum / n }
  })

const whole = (value: Measured): [number, number, number, number] =>
  typeof value === 'number' ? [value, value, value, 1] : value

/** Two stretches as one. */
export function joined(a: Measured | undefined, b: Measured): Measured {
  if (a === undefined) return b
  const [min, max, sum, n] = whole(a)
  const [bMin, bMax, bSum, bN] = whole(b)
  return [Math.min(min, bMin), Math.max(max, bMax), sum + bSum, n + bN]
}
