import { useTranslation } from 'react-i18next'
import type { FacturaAbierta } from '../../../contract/index.ts'
import { useDates } from '../../app/session.tsx'

/** Says what an invoice charges where its period alone does not: the services, or the words of its lines. Else empty. */
export function useConceptos(): (factura: FacturaAbierta) => string {
  const { t } = useTranslation('counter')
  const { date } = useDates()
  return ({ conceptos }) =>
    conceptos
      .map(({ texto, gemelo }) => {
        if (gemelo === null) return texto
        // What tells them apart comes first: the end of a line may be cut.
        const which = gemelo.ref || t('invoices.since', { fecha: date(gemelo.desde) })
        return `${which} · ${texto}`
      })
      .join(', ')
}
