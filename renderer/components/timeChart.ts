import { addDays, addMonths, civilDate, startOfDay } from '../../contract/dates.ts'

/** A measurement over time; `min` and `max` where it stands for a stretch. */
export interface ChartPoint {
  /** ms since the epoch. */
  at: number
  value: number
  min?: number
  max?: number
}

/** Measurements further apart than this many steps have silence between them: no line is drawn across. */
const SILENCE_STEPS = 1.9

/** Points (oldest first) in runs without silence; `stepMs` is how far apart they usually are. */
export function runsOf(points: readonly ChartPoint[], stepMs: number): ChartPoint[][] {
  const runs: ChartPoint[][] = []
  let last: ChartPoint | undefined
  for (const point of points) {
    if (last === undefined || point.at - last.at > stepMs * SILENCE_STEPS) runs.push([])
    runs.at(-1)?.push(point)
    last = point
  }
  return runs
}

/** The least of 1, 2, 2.5 and 5 times a power of ten that is no less than every value; 1 when there is nothing to show. */
export function niceTop(most: number): number {
  if (!(most > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 2.5, 5, 10].find((each) => most <= each * power * (1 + 1e-9)) ?? 10
  return step * power
}

export interface Frame {
  from: number
  to: number
  /** Value at the top; the bottom is `bottom`. */
  top: number
  bottom: number
  width: number
  height: number
}

const xOf = ({ from, to, width }: Frame, at: number): number => ((at - from) / Math.max(1, to - from)) * width
const yOf = ({ top, bottom, height }: Frame, value: number): number =>
  height - ((Math.min(top, Math.max(bottom, value)) - bottom) / Math.max(1e-9, top - bottom)) * height
const spot = (frame: Frame, at: number, value: number): string =>
  `${xOf(frame, at).toFixed(1)} ${yOf(frame, value).toFixed(1)}`

/** The line through a run; a lone measurement is a dot (drawn by its round cap). */
export function linePath(run: readonly ChartPoint[], frame: Frame): string {
  const [first] = run
  if (first === undefined) return ''
  if (run.length === 1) return `M${spot(frame, first.at, first.value)}h0`
  return `M${run.map(({ at, value }) => spot(frame, at, value)).join('L')}`
}

/** What lies between the least and the most of each stretch of a run; empty where none says. */
export function bandPath(run: readonly ChartPoint[], frame: Frame): string {
  if (run.length < 2 || run.every(({ min, max }) => min === undefined && max === undefined)) return ''
  const upper = run.map(({ at, value, max }) => spot(frame, at, max ?? value))
  const lower = run.toReversed().map(({ at, value, min }) => spot(frame, at, min ?? value))
  return `M${[...upper, ...lower].join('L')}Z`
}

/** The measurement nearest to an instant, no further than `withinMs`; null when there was silence. */
export function nearestPoint(points: readonly ChartPoint[], at: number, withinMs: number): ChartPoint | null {
  let best: ChartPoint | null = null
  for (const point of points) {
    if (best === null || Math.abs(point.at - at) < Math.abs(best.at - at)) best = point
  }
  return best !== null && Math.abs(best.at - at) <= withinMs ? best : null
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SMALL_STEPS = [MINUTE / 4, MINUTE / 2, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE]
const HOUR_STEPS = [HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR]
const DAY_STEPS = [1, 2, 5, 7, 10]

export interface TimeTicks {
  ticks: number[]
  /** What tells one tick from the next. */
  unit: 'second' | 'minute' | 'day' | 'month'
}

/** At most `most` round instants between two, as the clocks and the calendar of a timezone have them. */
export function timeTicks(from: number, to: number, zonaHoraria: string, most: number): TimeTicks {
  const span = to - from
  const step = [...SMALL_STEPS, ...HOUR_STEPS].find((each) => span / each <= most)
  const firstDay = civilDate(from, zonaHoraria)
  if (step !== undefined) {
    const midnight = startOfDay(firstDay, zonaHoraria)
    const first = midnight + Math.ceil((from - midnight) / step) * step
    const count = Math.max(0, Math.floor((to - first) / step) + 1)
    const ticks = Array.from({ length: count }, (_, at) => first + at * step)
    return { ticks, unit: step < MINUTE ? 'second' : 'minute' }
  }
  const days = DAY_STEPS.find((each) => span / (each * DAY) <= most)
  const months = [1, 2, 3, 6].find((each) => span / (each * 30 * DAY) <= most) ?? 12
  const next = (fecha: string) => (days === undefined ? addMonths(fecha, months) : addDays(fecha, days))
  const ticks: number[] = []
  let fecha = days === undefined ? addMonths(`${firstDay.slice(0, 7)}-01`, 1) : addDays(firstDay, 1)
  for (let at = startOfDay(fecha, zonaHoraria); at <= to; at = startOfDay(fecha, zonaHoraria)) {
    ticks.push(at)
    fecha = next(fecha)
  }
  return { ticks, unit: days === undefined ? 'month' : 'day' }
}
