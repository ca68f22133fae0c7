import { Badge, Paper, Table, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CoberturaRow, ServicioFactura } from '../../../contract/procedures/servicios.ts'
import { useCan, useDates } from '../../app/session.tsx'
import { DateText, PeriodText } from '../../components/DateText.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { Money } from '../../components/Money.tsx'
import { RowButton } from '../../components/RowButton.tsx'
import styles from './services.module.css'

interface PeriodsProps {
  cobertura: readonly CoberturaRow[]
  onFactura: (id: string) => void
}

/** Days that documents charged and gave back, newest period first. */
export function BilledPeriods({ cobertura, onFactura }: PeriodsProps) {
  const { t } = useTranslation('servicios')
  const { date } = useDates()
  const reads = useCan('factura.read')
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="service-periods">
      <Title order={2} id="service-periods">
        {t('screen.periods')}
      </Title>
      {cobertura.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('screen.noPeriods')}
        </Text>
      ) : (
        <Table highlightOnHover className={styles['table'] ?? ''} aria-labelledby="service-periods">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('period.period')}</Table.Th>
              <Table.Th>{t('period.concept')}</Table.Th>
              <Table.Th>{t('period.days')}</Table.Th>
              <Table.Th ta="right" className={styles['nowrap'] ?? ''}>
                {t('period.price')}
              </Table.Th>
              <Table.Th>{t('period.document')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {cobertura.map((row, at) => (
              // Rows of one service have no name but their place, which only grows from the front.
              <Table.Tr key={`${row.periodo} ${cobertura.length - at}`}>
                <Table.Td>
                  <PeriodText periodo={row.periodo} />
                </Table.Td>
                <Table.Td className={styles['words'] ?? ''}>{row.concepto}</Table.Td>
                <Table.Td className={styles['nowrap'] ?? ''}>
                  {t('period.range', { desde: date(row.desde), hasta: date(row.hasta) })}{' '}
                  {row.signo < 0 && <div className={styles['given']}>{t('period.returned')}</div>}
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={row.signo * row.precio} />
                </Table.Td>
                <Table.Td className={styles['nowrap'] ?? ''}>
                  <Document row={row} reads={reads} onFactura={onFactura} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}

function Document({
  row: { documento },
  reads,
  onFactura,
}: {
  row: CoberturaRow
  reads: boolean
  onFactura: (id: string) => void
}) {
  if (documento === null) return '—'
  const opens = reads && documento.tipo === 'factura'
  return (
    <RowButton disabled={!opens} onClick={() => onFactura(documento.id)}>
      {documento.numero}
    </RowButton>
  )
}

interface InvoicesProps {
  facturas: readonly ServicioFactura[]
  onFactura: (id: string) => void
}

/** Invoices that charge the service, newest first. */
export function ServiceInvoices({ facturas, onFactura }: InvoicesProps) {
  const { t } = useTranslation('servicios')
  const reads = useCan('factura.read')
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="service-invoices">
      <Title order={2} id="service-invoices">
        {t('screen.invoices')}
      </Title>
      {facturas.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('screen.noInvoices')}
        </Text>
      ) : (
        <Table highlightOnHover className={styles['table'] ?? ''} aria-labelledby="service-invoices">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('invoice.number')}</Table.Th>
              <Table.Th>{t('period.period')}</Table.Th>
              <Table.Th>{t('invoice.issued')}</Table.Th>
              <Table.Th ta="right">{t('invoice.total')}</Table.Th>
              <Table.Th>{t('invoice.state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {facturas.map((factura) => (
              <Table.Tr key={factura.id}>
                <Table.Td className={styles['nowrap'] ?? ''}>
                  <RowButton disabled={!reads} onClick={() => onFactura(factura.id)}>
                    {factura.numero}
                  </RowButton>
                </Table.Td>
                <Table.Td>
                  <PeriodText periodo={factura.periodo} />
                </Table.Td>
                <Table.Td>
                  <DateText fecha={factura.fechaEmision} />
                </Table.Td>
                <Table.Td ta="right">
                  <Money amount={factura.montoTotal} />
                </Table.Td>
                <Table.Td>
                  {factura.acreditado === factura.montoTotal ? (
                    <Badge color="gray">{t('invoice.annulled')}</Badge>
                  ) : (
                    <EstadoBadge tipo="factura" estado={factura.estado} />
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Paper>
  )
}
