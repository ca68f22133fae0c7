import { useTranslation } from 'react-i18next'
import styles from '../billing.module.css'
import { Sum } from '../InvoiceDetail.tsx'
import type { Totals } from '../totals.ts'
import { useRate } from '../useTaxName.ts'

/** What the invoice will say it adds up to, as it is typed. */
export function InvoiceTotals({ totals }: { totals: Totals }) {
  const { t } = useTranslation('billing')
  const rate = useRate()
  return (
    <dl className={styles['sums']} aria-live="polite">
      {totals.impuestos.length > 0 && <Sum label={t('total.net')} amount={totals.neto} />}
      {totals.impuestos.map(({ nombre, tasaBp, monto }) => (
        <Sum key={`${nombre} ${tasaBp}`} label={`${nombre} ${rate(tasaBp)}`} amount={monto} />
      ))}
      <Sum label={t('total.total')} amount={totals.total} strong />
    </dl>
  )
}
