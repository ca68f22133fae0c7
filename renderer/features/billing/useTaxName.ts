import { useTranslation } from 'react-i18next'
import type { Impuesto } from '../../../contract/money.ts'
import { useTenant } from '../../app/session.tsx'

/** `IVA 21 % incluido`, `Tasa 3 % aparte`. */
export function useTaxName(): (tax: Impuesto) => string {
  const { t } = useTranslation('billing')
  const rate = useRate()
  return ({ nombre, tasaBp, incluido }) => t(incluido ? 'tax.included' : 'tax.added', { nombre, tasa: rate(tasaBp) })
}

/** Basis points as the tenant's country writes them: 2100 → `21 %`. */
export function useRate(): (basisPoints: number) => string {
  const { locale } = useTenant()
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
  return (basisPoints) => percent.format(basisPoints / 10_000)
}
