import { Alert, Button, Table, Text } from '@mantine/core'
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PrecioPreview } from '../../../contract/index.ts'
import { useDates, useNumber } from '../../app/session.tsx'
import { Money } from '../../components/Money.tsx'
import styles from './settings.module.css'

interface Props {
  preview: PrecioPreview
  vigenteDesde: string
  onBack: () => void
}

/** What a change of prices does to each plan, whom it reaches, and when. */
export function PlanPricesPreview({ preview, vigenteDesde, onBack }: Props) {
  const { t } = useTranslation('servicios')
  const { date } = useDates()
  const number = useNumber()
  const { planes, primerDiaSinFacturar } = preview
  const sum = (of: 'servicios' | 'acordados' | 'facturados' | 'diferenciaMensual') =>
    planes.reduce((total, plan) => total + plan[of], 0)
  const same = planes.every(({ precioAnterior, precioMensual }) => precioAnterior === precioMensual)
  return (
    <>
      <Text size="sm">{t('wizard.explain', { fecha: date(vigenteDesde) })}</Text>
      {sum('facturados') > 0 && (
        <Alert color="blue" variant="light" p="xs" icon={<IconInfoCircle aria-hidden />}>
          {t('wizard.billed', { count: sum('facturados'), fecha: date(primerDiaSinFacturar) })}
        </Alert>
      )}
      {sum('acordados') > 0 && <Text size="sm">{t('wizard.agreed', { count: sum('acordados') })}</Text>}
      {same && (
        <Text size="sm" role="alert">
          {t('wizard.same')}
        </Text>
      )}
      <div className={styles['scroller']} tabIndex={-1}>
        <Table stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('wizard.plan')}</Table.Th>
              <Table.Th ta="right">{t('wizard.before')}</Table.Th>
              <Table.Th ta="right">{t('wizard.after')}</Table.Th>
              <Table.Th ta="right">{t('wizard.services')}</Table.Th>
              <Table.Th ta="right">{t('wizard.difference')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {planes.map((plan) => (
              <Table.Tr key={plan.planId}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{plan.planNombre}</Table.Td>
                <Table.Td ta="right">
                  <Money amount={plan.precioAnterior} />
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={plan.precioMensual} strong />
                </Table.Td>
                <Table.Td ta="right" className="tabular">
                  {number(plan.servicios)}
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={plan.diferenciaMensual} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th>{t('wizard.total')}</Table.Th>
              <Table.Td colSpan={2} />
              <Table.Td ta="right" className="tabular">
                {number(sum('servicios'))}
              </Table.Td>
              <Table.Td ta="right">
                <Money amount={sum('diferenciaMensual')} strong />
              </Table.Td>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </div>
      <div>
        <Button variant="default" size="xs" leftSection={<IconArrowLeft size={14} aria-hidden />} onClick={onBack}>
          {t('wizard.back')}
        </Button>
      </div>
    </>
  )
}
