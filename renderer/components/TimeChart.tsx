import { useElementSize } from '@mantine/hooks'
import { type PointerEvent, type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTenant } from '../app/session.tsx'
import {
  bandPath,
  type ChartPoint,
  type Frame,
  linePath,
  nearestPoint,
  niceTop,
  runsOf,
  type TimeTicks,
  timeTicks,
} from './timeChart.ts'
import styles from './TimeChart.module.css'

export interface ChartLine {
  key: string
  name: string
  /** Oldest first. */
  points: readonly ChartPoint[]
}

interface Props {
  /** What is shown: the chart's name. */
  label: string
  lines: readonly ChartLine[]
  /** What the axis covers, ms since the epoch. */
  from: number
  to: number
  /** How far apart measurements usually are, ms: further is silence. */
  stepMs: number
  format: (value: number) => string
  /** Value at the top; from the measurements when left out. */
  top?: number
  bottom?: number
  /** Pixels of the plot. */
  height?: number
  /** Said in place of the lines when there are none. */
  empty: ReactNode
}

const PIXELS_PER_TICK = 90
const AXIS = 22

/** Measurements over time: a line each, the spread of each stretch behind it, and nothing where nobody measured. */
export function TimeChart({
  label,
  lines,
  from,
  to,
  stepMs,
  format,
  height = 120,
  bottom = 0,
  empty,
  ...props
}: Props) {
  const { t } = useTranslation()
  const { ref, width } = useElementSize<HTMLDivElement>()
  const { locale, zonaHoraria } = useTenant()
  const [pointed, setPointed] = useState<number | null>(null)
  const most = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ value, max }) => max ?? value)))
  const frame: Frame = { from, to, top: props.top ?? niceTop(most), bottom, width: Math.max(1, width), height }
  const axis = useMemo(
    () => timeTicks(from, to, zonaHoraria, Math.max(2, Math.floor(width / PIXELS_PER_TICK))),
    [from, to, zonaHoraria, width],
  )
  const tick = tickFormat(axis.unit, locale, zonaHoraria)
  const isEmpty = lines.every(({ points }) => points.length === 0)
  const summary = lines
    .map(({ name, points }) => {
      const last = points.at(-1)
      return last === undefined
        ? ''
        : t('chart.summary', { name, last: format(last.value), max: format(mostOf(points)) })
    })
    .filter((part) => part !== '')
    .join('; ')
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    setPointed(from + ((event.clientX - left) / frame.width) * (to - from))
  }
  return (
    <figure className={styles['chart']}>
      <div ref={ref} className={styles['plot']}>
        <svg
          role="img"
          aria-label={isEmpty ? label : `${label}. ${summary}`}
          width="100%"
          height={height + AXIS}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setPointed(null)}
        >
          <Grid frame={frame} axis={axis} tick={tick} isEmpty={isEmpty} />
          {lines.map(({ key, points }, at) =>
            runsOf(points, stepMs).map((run) => (
              <g key={`${key}-${run[0]?.at}`} data-line={at} className={styles['line']}>
                <path d={bandPath(run, frame)} className={styles['band']} />
                <path d={linePath(run, frame)} className={styles['stroke']} />
              </g>
            )),
          )}
          {!isEmpty && <Scale frame={frame} format={format} />}
          {pointed !== null && !isEmpty && (
            <line
              x1={((pointed - from) / (to - from)) * frame.width}
              x2={((pointed - from) / (to - from)) * frame.width}
              y1={0}
              y2={height}
              className={styles['cursor']}
            />
          )}
        </svg>
        {isEmpty && <div className={styles['empty']}>{empty}</div>}
        {pointed !== null && !isEmpty && (
          <Readout
            lines={lines}
            at={pointed}
            withinMs={Math.max(stepMs, (to - from) / 60)}
            right={pointed < (from + to) / 2}
            format={format}
          />
        )}
      </div>
      {lines.length > 1 && (
        <figcaption className={styles['legend']}>
          {lines.map(({ key, name }, at) => (
            <span key={key} data-line={at}>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  )
}

const mostOf = (points: readonly ChartPoint[]): number => Math.max(...points.map(({ value, max }) => max ?? value))

interface GridProps {
  frame: Frame
  axis: TimeTicks
  tick: (at: number) => string
  isEmpty: boolean
}

function Grid({ frame, axis, tick, isEmpty }: GridProps) {
  const { from, to, width, height } = frame
  return (
    <g aria-hidden>
      {/* In the middle of an empty chart stands why it is empty. */}
      {(isEmpty ? [1, 0] : [1, 0.5, 0]).map((part) => (
        <line
          key={part}
          x1={0}
          x2={width}
          y1={height * (1 - part)}
          y2={height * (1 - part)}
          className={styles['axis']}
        />
      ))}
      {axis.ticks.map((at) => {
        const x = ((at - from) / (to - from)) * width
        // A word that would not be whole is not said.
        return x < 18 || x > width - 18 ? null : (
          <text key={at} x={x} y={height + 15} className={styles['tick']}>
            {tick(at)}
          </text>
        )
      })}
    </g>
  )
}

/** What the upper two lines stand for, over whatever is drawn. */
function Scale({ frame, format }: { frame: Frame; format: (value: number) => string }) {
  const { top, bottom, height } = frame
  const most = format(top)
  const half = format(bottom + (top - bottom) / 2)
  return (
    <g aria-hidden>
      <text x={2} y={12} className={styles['scale']}>
        {most}
      </text>
      {/* Whole numbers have no half of one. */}
      {half !== most && (
        <text x={2} y={height / 2 + 12} className={styles['scale']}>
          {half}
        </text>
      )}
    </g>
  )
}

function tickFormat(unit: TimeTicks['unit'], locale: string, timeZone: string): (at: number) => string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const options = {
    second: { ...clock, second: '2-digit' },
    minute: clock,
    day: { day: 'numeric', month: 'short' },
    month: { month: 'short', year: '2-digit' },
  } as const
  const format = new Intl.DateTimeFormat(locale, { ...options[unit], timeZone })
  return (at) => format.format(at)
}

interface ReadoutProps {
  lines: readonly ChartLine[]
  at: number
  withinMs: number
  /** Beside the pointer's line, where there is room. */
  right: boolean
  format: (value: number) => string
}

/** What was measured where the pointer is. */
function Readout({ lines, at, withinMs, right, format }: ReadoutProps) {
  const { t } = useTranslation()
  const { locale, zonaHoraria } = useTenant()
  const found = lines.map(({ key, name, points }, index) => ({
    key,
    name,
    index,
    point: nearestPoint(points, at, withinMs),
  }))
  const when = found.find(({ point }) => point !== null)?.point?.at ?? at
  const time = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: withinMs < 60_000 ? '2-digit' : undefined,
    hourCycle: 'h23',
    timeZone: zonaHoraria,
  }).format(when)
  return (
    <div className={styles['readout']} data-right={right || undefined} aria-hidden>
      <div className={styles['when']}>{time}</div>
      {found.map(({ key, name, index, point }) => (
        <div key={key} className={styles['read']} data-line={index}>
          <span>{name}</span>
          <b>{point === null ? t('chart.silent') : format(point.value)}</b>
          {point !== null && point.min !== undefined && point.max !== undefined && point.min !== point.max && (
            <span className={styles['spread']}>
              {format(point.min)} – {format(point.max)}
            </span>
          )}
        </div>
      ))}
    </div>
  )
}
