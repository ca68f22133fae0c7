import { useTranslation } from 'react-i18next'
import type { Mes } from '../../../contract/index.ts'
import { useDates, useTenant } from '../../app/session.tsx'
import { Money } from '../../components/Money.tsx'
import { RowButton } from '../../components/RowButton.tsx'
import styles from './reports.module.css'

const MONTH = 94
const HEIGHT = 140
const BAR = 26
const COLUMNS = [
  ['facturado', 'billed'],
  ['acreditado', 'credited'],
  ['cobradoDelMes', 'collectedOf'],
  ['abierto', 'open'],
  ['cobrado', 'collected'],
  ['devuelto', 'refunded'],
] as const

interface Props {
  meses: readonly Mes[]
  selected: string
  onSelect: (periodo: string) => void
}

/** Month after month: what was billed beside what came in, drawn and in figures; a month opens. */
export function MonthsChart({ meses, selected, onSelect }: Props) {
  const { t } = useTranslation('cuentas')
  const { period } = useDates()
  const short = useShortMonth()
  const most = Math.max(1, ...meses.flatMap(({ facturado, cobrado }) => [facturado, cobrado]))
  const tall = (monto: number) => Math.max(0, Math.round((monto / most) * (HEIGHT - 6)))
  return (
    <>
      <figure className={styles['chart']}>
        <svg viewBox={`0 0 ${meses.length * MONTH} ${HEIGHT + 20}`} role="img" aria-label={t('reports.yearLabel')}>
          <line x1="0" x2={meses.length * MONTH} y1={HEIGHT} y2={HEIGHT} className={styles['axis']} />
          {meses.map(({ periodo, facturado, cobrado }, at) => (
            <g key={periodo} data-selected={periodo === selected || undefined} className={styles['month']}>
              <rect
                x={at * MONTH + 14}
                y={HEIGHT - tall(facturado)}
                width={BAR}
                height={tall(facturado)}
                rx="2"
                className={styles['billed']}
              />
              <rect
                x={at * MONTH + 16 + BAR}
                y={HEIGHT - tall(cobrado)}
                width={BAR}
                height={tall(cobrado)}
                rx="2"
                className={styles['bar']}
              />
              <text x={at * MONTH + MONTH / 2 - 4} y={HEIGHT + 16} className={styles['tick']}>
                {short(periodo)}
              </text>
            </g>
          ))}
        </svg>
        <figcaption className={styles['legend']}>
          <span data-kind="billed">{t('reports.billed')}</span>
          <span data-kind="collected">{t('reports.collected')}</span>
        </figcaption>
      </figure>
      <div className={styles['tableScroll']}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th>{t('reports.month')}</th>
              {COLUMNS.map(([column, word]) => (
                <th key={column} data-align="right">
                  {t(`reports.${word}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {meses.toReversed().map((mes) => (
              <tr key={mes.periodo} data-selected={mes.periodo === selected || undefined}>
                <td>
                  <RowButton onClick={() => onSelect(mes.periodo)}>{period(mes.periodo)}</RowButton>
                </td>
                {COLUMNS.map(([column]) => (
                  <td key={column} data-align="right">
                    {mes[column] === 0 ? <span className={styles['none']}>—</span> : <Money amount={mes[column]} />}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** `mar 26`. */
function useShortMonth(): (periodo: string) => string {
  const { locale } = useTenant()
  const format = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' })
  return (periodo) => format.format(Date.parse(`${periodo}-01T00:00:00Z`))
}
