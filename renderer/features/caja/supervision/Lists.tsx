import { Badge, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CajaSupervision } from '../../../../contract/procedures/caja.ts'
import { InstantText } from '../../../components/DateText.tsx'
import { KeyButton } from '../../../components/KeyButton.tsx'
import { Money } from '../../../components/Money.tsx'
import shared from '../caja.module.css'
import styles from './supervision.module.css'
import { Difference } from '../Difference.tsx'
import { useNewest } from '../useNewest.tsx'

/** Drawn at once. */
const STEP = 20

type PendingDifference = CajaSupervision['diferenciasPorAprobar'][number]

interface PendingProps {
  rows: readonly PendingDifference[]
  onApprove: (arqueo: PendingDifference) => void
  onOpen: (sesionId: string) => void
}

/** Differences that wait, of any day, oldest first: F2 approves the first. */
export function Pending({ rows, onApprove, onOpen }: PendingProps) {
  const { t } = useTranslation('caja')
  if (rows.length === 0) return <p className={shared['note']}>{t('supervision.noPending')}</p>
  return (
    <ul className={shared['items']}>
      {rows.map((row, at) => (
        <li key={row.id}>
          <div className={shared['itemLine']}>
            <b className={shared['name']} title={row.sesion.usuario}>
              {row.sesion.usuario}
            </b>
            <Difference amount={row.diferencia ?? 0} />
          </div>
          <p className={shared['note']}>
            {row.sesion.puesto} · <InstantText at={row.fecha} />
          </p>
          {row.explicacion !== '' && <p className={styles['said']}>«{row.explicacion}»</p>}
          <div className={styles['itemActions']}>
            <Button variant="subtle" size="compact-sm" onClick={() => onOpen(row.sesion.id)}>
              {t('supervision.see')}
            </Button>
            {at === 0 ? (
              <KeyButton hotkey="F2" size="compact-sm" onClick={() => onApprove(row)}>
                {t('supervision.approve')}
              </KeyButton>
            ) : (
              <Button size="compact-sm" variant="default" onClick={() => onApprove(row)}>
                {t('supervision.approve')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Receipts that were taken back that day. */
export function Voids({ rows }: { rows: CajaSupervision['anulaciones'] }) {
  const { t } = useTranslation('caja')
  const newest = useNewest(rows, STEP)
  if (rows.length === 0) return <p className={shared['note']}>{t('supervision.noVoids')}</p>
  return (
    <>
      <ul className={shared['items']}>
        {newest.shown.map((row) => (
          <li key={row.id}>
            <div className={shared['itemLine']}>
              <span className={shared['name']} title={row.clienteNombre}>
                {row.recibo} · {row.clienteNombre}
              </span>
              <Money amount={-row.monto} />
            </div>
            <p className={styles['said']}>«{row.motivo}»</p>
            <p className={shared['note']}>
              {row.numero} ·{' '}
              {[row.usuario, row.aprobadoPor === '' ? '' : t('moves.approvedBy', { nombre: row.aprobadoPor })]
                .filter((one) => one !== '')
                .join(' · ')}
              {row.ajuste && (
                <Badge color="blue" ml="xs" size="sm">
                  {t('supervision.adjusts')}
                </Badge>
              )}
            </p>
          </li>
        ))}
      </ul>
      {newest.more}
    </>
  )
}

/** What somebody approved that day with their PIN. */
export function Approvals({ rows }: { rows: CajaSupervision['aprobaciones'] }) {
  const { t } = useTranslation('caja')
  const newest = useNewest(rows, STEP)
  if (rows.length === 0) return <p className={shared['note']}>{t('supervision.noApprovals')}</p>
  return (
    <>
      <ul className={shared['items']}>
        {newest.shown.map((row) => (
          <li key={`${row.tipo} ${row.id}`}>
            <div className={shared['itemLine']}>
              <span className={shared['name']} title={row.detalle}>
                {t(`supervision.kind.${row.tipo}`)} · {row.detalle}
              </span>
              <Money amount={row.monto} />
            </div>
            <p className={shared['note']}>
              {row.aprobadoPor} · <InstantText at={row.fecha} />
            </p>
          </li>
        ))}
      </ul>
      {newest.more}
    </>
  )
}
