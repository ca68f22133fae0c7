import { useTranslation } from 'react-i18next'
import type { CajaFigures } from '../../../../contract/procedures/caja.ts'
import { useNumber } from '../../../app/session.tsx'
import { Money } from '../../../components/Money.tsx'
import shared from '../caja.module.css'
import styles from './session.module.css'
import { Expected } from '../Expected.tsx'

/** What enters the equation of a drawer, in its order, with the sign that it has in it. */
const LINES = [
  ['fondoInicial', 1],
  ['cobradoEfectivo', 1],
  ['entradas', 1],
  ['recepciones', 1],
  ['retiros', -1],
  ['gastos', -1],
  ['devoluciones', -1],
  ['reversos', -1],
  ['entregas', -1],
] as const

/** The equation of a drawer, line by line: what is nothing is left out, but for its two ends and the cash collected. */
export function Figures({ figures }: { figures: CajaFigures }) {
  const { t } = useTranslation('caja')
  const lines = LINES.filter(([name]) => figures[name] !== 0 || name === 'fondoInicial' || name === 'cobradoEfectivo')
  return (
    <dl className={styles['equation']}>
      {lines.map(([name, sign]) => (
        <div key={name}>
          <dt>{t(`figures.${name}`)}</dt>
          <dd>
            <Money amount={sign * figures[name]} />
          </dd>
        </div>
      ))}
      <div data-total>
        <dt>{t('figures.esperado')}</dt>
        <dd>
          <Expected amount={figures.esperado} size="lg" />
        </dd>
      </div>
    </dl>
  )
}

/** Receipts by method, and what was taken back. */
export function Methods({ figures }: { figures: CajaFigures }) {
  const { t } = useTranslation(['caja', 'common'])
  const number = useNumber()
  const { porMetodo, anulaciones } = figures
  if (porMetodo.length === 0 && anulaciones.cantidad === 0) return <p className={shared['note']}>{t('figures.none')}</p>
  return (
    <dl className={styles['equation']}>
      {porMetodo.map(({ metodo, recibos, monto }) => (
        <div key={metodo}>
          <dt>
            {t(`common:enums.metodoPago.${metodo}`)} <span className={shared['quiet']}>· {number(recibos)}</span>
          </dt>
          <dd>
            <Money amount={monto} />
          </dd>
        </div>
      ))}
      {anulaciones.cantidad > 0 && (
        <div>
          <dt>
            {t('figures.anulaciones')} <span className={shared['quiet']}>· {number(anulaciones.cantidad)}</span>
          </dt>
          <dd>
            <Money amount={-anulaciones.monto} />
          </dd>
        </div>
      )}
    </dl>
  )
}
