import { Alert, List } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { NotaPreview } from '../../../../contract/index.ts'
import { useDates, useMoney } from '../../../app/session.tsx'

const NAMED = 3

/** What a credit note will do, sentence by sentence; nothing while it is not known. */
export function CreditConsequence({ preview, refacturar }: { preview: NotaPreview | null; refacturar: boolean }) {
  const { t } = useTranslation('cuentas')
  const sentences = useSentences()
  if (preview === null) return null
  return (
    <Alert
      variant="light"
      color={preview.anula ? 'red' : 'blue'}
      title={t('note.consequence.title')}
      icon={<IconArrowRight aria-hidden />}
      aria-live="polite"
    >
      <List size="sm" spacing={4}>
        {sentences(preview, refacturar).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  )
}

function useSentences(): (preview: NotaPreview, refacturar: boolean) => string[] {
  const { t } = useTranslation('cuentas')
  const { format } = useMoney()
  const { date } = useDates()
  return (preview, refacturar) => {
    const { factura, aplicado, aFavor, paga, anula, vuelve, moras, refacturable } = preview
    const paid = paga.reduce((sum, { monto }) => sum + monto, 0)
    const numbers = paga.slice(0, NAMED).map(({ numero }) => numero)
    const said: (string | false)[] = [
      anula && t('note.consequence.annulled', { numero: factura.numero }),
      aplicado > 0 &&
        t('note.consequence.applied', { monto: format(aplicado), saldo: format(factura.saldo - aplicado) }),
      aFavor > 0 && t('note.consequence.credit', { monto: format(aFavor) }),
      paid > 0 && t('note.consequence.pays', { monto: format(paid), count: paga.length, numeros: numbers.join(', ') }),
      aFavor > paid && paid > 0 && t('note.consequence.left', { monto: format(aFavor - paid) }),
      moras > 0 && t('note.consequence.fees', { count: moras }),
      anula && !refacturar && refacturable && t('note.consequence.settled'),
    ]
    const again = refacturar
      ? [
          ...vuelve.servicios.map(({ planNombre, desde, hasta }) =>
            t('note.consequence.days', { plan: planNombre, desde: date(desde), hasta: date(hasta) }),
          ),
          ...vuelve.cargos.map(({ descripcion }) => t('note.consequence.charge', { descripcion })),
        ]
      : []
    return [...new Set([...said.filter((sentence) => sentence !== false), ...again])]
  }
}
