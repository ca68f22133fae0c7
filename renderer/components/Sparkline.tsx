import { type ChartPoint, linePath, runsOf } from './timeChart.ts'
import styles from './TimeChart.module.css'

interface Props {
  points: readonly ChartPoint[]
  from: number
  to: number
  stepMs: number
}

const WIDTH = 84
const HEIGHT = 20

/** How something went lately, in a row of a list: a shape, not figures, so nobody is told about it. */
export function Sparkline({ points, from, to, stepMs }: Props) {
  const top = Math.max(1, ...points.map(({ value }) => value))
  const frame = { from, to, top, bottom: 0, width: WIDTH, height: HEIGHT }
  return (
    <svg width={WIDTH} height={HEIGHT + 2} viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`} aria-hidden>
      {runsOf(points, stepMs).map((run) => (
        <g key={run[0]?.at} data-line={0} className={styles['line']}>
          <path d={linePath(run, frame)} className={styles['stroke']} />
        </g>
      ))}
    </svg>
  )
}
