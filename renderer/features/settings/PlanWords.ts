import { useTranslation } from 'react-i18next'
import type { Impuesto } from '../../../contract/money.ts'
import { useNumber } from '../../app/session.tsx'

/** `IVA 21 % incluido`. */
export function usePlanTax(): (tax: Impuesto) => string {
  const { t } = useTranslation('settings')
  const number = useNumber()
  return ({ nombre, tasaBp, incluido }) =>
    t(incluido ? 'planes.taxIncluded' : 'planes.taxAdded', { nombre, rate: number(tasaBp / 100) })
}
