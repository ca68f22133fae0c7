import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { civilDate } from '../../../../contract/dates.ts'
import type { CajaSupervision } from '../../../../contract/procedures/caja.ts'
import { useDates, useNumber, useTenant } from '../../../app/session.tsx'
import { Money } from '../../../components/Money.tsx'
import shared from '../caja.module.css'
import styles from './supervision.module.css'

/** Where the cash is, what came in, and what waits. */
export function Tiles({ day }: { day: CajaSupervision }) {
  const { t } = useTranslation('caja')
  const { date } = useDates()
  const { zonaHoraria } = useTenant()
  const number = useNumber()
  const { porCajero, diferenciasPorAprobar, transferenciasPendientes: waiting } = day
  const collected = porCajero.reduce((sum, { monto }) => sum + monto, 0)
  const voided = porCajero.reduce((sum, { anulado }) => sum + anulado, 0)
  const receipts = porCajero.reduce((sum, { recibos }) => sum + recibos, 0)
  const difference = diferenciasPorAprobar.reduce((sum, { diferencia }) => sum + (diferencia ?? 0), 0)
  return (
    <div className={styles['tiles']}>
      <Tile label={t('supervision.safe')} value={<Money amount={day.enCajaFuerte} size="xl" strong />}>
        {t('supervision.safeNow')}
      </Tile>
      <Tile label={t('supervision.drawers')} value={<Money amount={day.enCajones} size="xl" strong />}>
        {t('supervision.safeNow')}
      </Tile>
      <Tile label={t('supervision.collected')} value={<Money amount={collected} size="xl" strong />}>
        {t('supervision.receipts', { count: receipts, shown: number(receipts) })}
      </Tile>
      <Tile label={t('supervision.voided')} value={<Money amount={voided} size="xl" strong />}>
        {t('supervision.voidCount', { count: day.anulaciones.length, shown: number(day.anulaciones.length) })}
      </Tile>
      <Tile
        label={t('supervision.toApprove')}
        value={<span className={styles['tileNumber']}>{number(diferenciasPorAprobar.length)}</span>}
        alert={diferenciasPorAprobar.length > 0}
      >
        {diferenciasPorAprobar.length === 0 ? t('supervision.nothing') : <Money amount={difference} size="xs" />}
      </Tile>
      <Tile
        label={t('supervision.transfers')}
        value={<span className={styles['tileNumber']}>{number(waiting.cantidad)}</span>}
      >
        {waiting.cantidad === 0 ? (
          t('supervision.nothing')
        ) : (
          <>
            <Money amount={waiting.monto} size="xs" />
            {waiting.desde !== null &&
              ` · ${t('supervision.since', { fecha: date(civilDate(waiting.desde, zonaHoraria)) })}`}
          </>
        )}
      </Tile>
    </div>
  )
}

interface TileProps {
  label: string
  value: ReactNode
  /** Something waits for this person. */
  alert?: boolean
  children: ReactNode
}

function Tile({ label, value, alert = false, children }: TileProps) {
  return (
    <div className={styles['tile']} data-alert={alert || undefined}>
      <span className={shared['quiet']}>{label}</span>
      {value}
      <span className={styles['tileNote']}>{children}</span>
    </div>
  )
}
