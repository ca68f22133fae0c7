import { useTranslation } from 'react-i18next'
import type { ArqueoRow } from '../../../../contract/procedures/caja.ts'
import { InstantText } from '../../../components/DateText.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Money } from '../../../components/Money.tsx'
import shared from '../caja.module.css'
import styles from './session.module.css'
import { Difference } from '../Difference.tsx'

/** More in the drawer than was left is float, not a difference. */
const isOff = (arqueo: ArqueoRow): arqueo is ArqueoRow & { diferencia: number } =>
  arqueo.diferencia !== null && (arqueo.tipo === 'apertura' ? arqueo.diferencia < 0 : arqueo.diferencia !== 0)

/** Every count of a session: what there was, how far it was off where that may be known, and what was said about it. */
export function Counts({ arqueos }: { arqueos: readonly ArqueoRow[] }) {
  const { t } = useTranslation('caja')
  return (
    <ul className={shared['items']}>
      {arqueos.map((arqueo) => (
        <li key={arqueo.id}>
          <div className={shared['itemLine']}>
            <span>
              <b className={styles['kind']}>{t(`enums.arqueo.${arqueo.tipo}`)}</b>{' '}
              <span className={shared['quiet']}>
                <InstantText at={arqueo.fecha} />
              </span>
            </span>
            <Money amount={arqueo.contado} />
          </div>
          {isOff(arqueo) && (
            <div className={shared['itemLine']}>
              <span className={shared['quiet']}>
                {t(arqueo.diferencia > 0 ? 'difference.overWord' : 'difference.shortWord')}
              </span>
              <span className={styles['countEnd']}>
                {arqueo.aprobacion !== 'no_requiere' && <EstadoBadge tipo="aprobacion" estado={arqueo.aprobacion} />}
                <Difference amount={arqueo.diferencia} />
              </span>
            </div>
          )}
          {arqueo.explicacion !== '' && <p className={shared['note']}>{arqueo.explicacion}</p>}
          {arqueo.aprobadoPor !== null && (
            <p className={shared['note']}>{t('moves.approvedBy', { nombre: arqueo.aprobadoPor })}</p>
          )}
        </li>
      ))}
    </ul>
  )
}
