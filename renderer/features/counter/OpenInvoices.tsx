import { Alert, Badge, Skeleton, Text, Title } from '@mantine/core'
import { IconCheck, IconTarget } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../app/session.tsx'
import { DateText, PeriodText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { Money } from '../../components/Money.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './counter.module.css'
import { Scroller } from './Scroller.tsx'
import { useConceptos } from './useConceptos.ts'

/** What the debt is made of, oldest due first; the invoice that was searched for is pointed at. */
export function OpenInvoices({ clienteId, facturaId }: { clienteId: string; facturaId: string | null }) {
  const { t } = useTranslation('counter')
  const enabled = useCan('pago.record')
  const conceptoOf = useConceptos()
  const open = useQuery(orpc.cobros.prepare.queryOptions({ input: { clienteId }, enabled }))
  if (!enabled) return null
  if (open.isError && open.data === undefined) {
    return <ErrorNote error={open.error} onRetry={() => void open.refetch()} />
  }
  if (open.data === undefined) return <Skeleton height={120} radius="md" />
  const { facturas } = open.data
  const searchedIsPaid = facturaId !== null && !facturas.some(({ id }) => id === facturaId)
  return (
    <section className={styles['invoices']}>
      <Title order={3} size="h2">
        {t('card.openInvoices')}
        {facturas.length > 0 && <span className={styles['count']}>{facturas.length}</span>}
      </Title>
      {searchedIsPaid && (
        <Alert color="green" variant="light" p="xs" icon={<IconCheck aria-hidden />}>
          {t('card.searchedPaid')}
        </Alert>
      )}
      {facturas.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('card.noOpenInvoices')}
        </Text>
      ) : (
        <Scroller label={t('card.openInvoices')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th>{t('invoices.number')}</th>
                <th>{t('invoices.period')}</th>
                <th>{t('invoices.due')}</th>
                <th>{t('invoices.state')}</th>
                <th data-align="right">{t('invoices.total')}</th>
                <th data-align="right">{t('invoices.balance')}</th>
              </tr>
            </thead>
            <tbody>
              {facturas.map((factura) => (
                <tr key={factura.id} data-searched={factura.id === facturaId || undefined}>
                  <td>
                    {factura.numero}{' '}
                    {factura.id === facturaId && (
                      <Badge color="blue" leftSection={<IconTarget size={13} aria-hidden />}>
                        {t('card.searched')}
                      </Badge>
                    )}
                  </td>
                  <td className={styles['wide']}>
                    <PeriodText periodo={factura.periodo} />
                    {conceptoOf(factura) !== '' && (
                      <Text component="div" size="xs" c="dimmed" truncate title={conceptoOf(factura)}>
                        {conceptoOf(factura)}
                      </Text>
                    )}
                  </td>
                  <td>
                    <DateText fecha={factura.fechaVencimiento} />
                  </td>
                  <td data-badge>
                    <EstadoBadge tipo="factura" estado={factura.estado} />
                  </td>
                  <td data-align="right">
                    <Money amount={factura.montoTotal} />
                  </td>
                  <td data-align="right">
                    <Money amount={factura.saldo} strong />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      )}
    </section>
  )
}
