import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MesDetalle } from '../../../contract/index.ts'
import { useDates, useMoney } from '../../app/session.tsx'
import styles from './reports.module.css'

const DAY = 31
const HEIGHT = 120

/** What came in on each day of a month: a bar a day, its amount on pointing at it. The same figures are in the export. */
export function DaysChart({ dias }: { dias: MesDetalle['porDia'] }) {
  const { t } = useTranslation('cuentas')
  const { format } = useMoney()
  const { date } = useDates()
  const most = Math.max(1, ...dias.map(({ monto }) => monto))
  const best = dias.find(({ monto }) => monto === most)
  if (best === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('reports.nothing')}
      </Text>
    )
  }
  return (
    <figure className={styles['chart']}>
      <svg
        viewBox={`0 0 ${dias.length * DAY} ${HEIGHT + 18}`}
        role="img"
        aria-label={t('reports.daysLabel', { fecha: date(best.fecha), monto: format(best.monto) })}
      >
        <line x1="0" x2={dias.length * DAY} y1={HEIGHT} y2={HEIGHT} className={styles['axis']} />
        {dias.map(({ fecha, monto }, at) => {
          // More may be taken back on a day than comes in.
          const height = Math.max(0, Math.round((monto / most) * (HEIGHT - 6)))
          return (
            <g key={fecha}>
              <title>{`${date(fecha)}: ${format(monto)}`}</title>
              <rect x={at * DAY} y="0" width={DAY} height={HEIGHT} fill="transparent" />
              <rect
                x={at * DAY + 4}
                y={HEIGHT - height}
                width={DAY - 8}
                height={height}
                rx="2"
                className={styles['bar']}
              />
              <text x={at * DAY + DAY / 2} y={HEIGHT + 14} className={styles['tick']}>
                {Number(fecha.slice(8))}
              </text>
            </g>
          )
        })}
      </svg>
    </figure>
  )
}
