import { Alert } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ReciboDetail } from '../../../contract/index.ts'
import { useDates, useMoney } from '../../app/session.tsx'
import styles from './reversals.module.css'

/** Who took a receipt back, and why. Nothing when nobody did. */
export function ReceiptNote({ recibo }: { recibo: ReciboDetail }) {
  const { t } = useTranslation('reversos')
  const { format } = useMoney()
  const { instant } = useDates()
  if (recibo.revertido === 0) return null
  const whole = recibo.revertido === recibo.montoTotal
  const title = whole ? t('state.void') : t('note.void', { monto: format(recibo.revertido) })
  return (
    <Alert
      variant="light"
      color="red"
      icon={<IconBan aria-hidden />}
      p="sm"
      title={title}
      className={styles['note'] ?? ''}
    >
      {recibo.reversos.map(({ id, numero, fecha, motivo, usuario, aprobadoPor }) => (
        <div key={id}>
          <p>{t('note.line', { numero, fecha: instant(fecha), motivo })}</p>
          <p>
            {[
              t('note.by', { usuario: usuario ?? t('system') }),
              aprobadoPor === null ? '' : t('note.approved', { aprobo: aprobadoPor }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      ))}
    </Alert>
  )
}
