import { Anchor, Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/DateText.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { Money } from '../../../components/Money.tsx'
import { orpc } from '../../../rpc/query.ts'
import styles from '../billing.module.css'

/** What credit notes took back of an invoice, and why. */
export function CreditNotes({ facturaId, onOpen }: { facturaId: string; onOpen: (notaId: string) => void }) {
  const { t } = useTranslation('cuentas')
  const notas = useQuery(orpc.notas.list.queryOptions({ input: { filter: { facturaId } } }))
  if (notas.isError) return <ErrorNote error={notas.error} onRetry={() => void notas.refetch()} />
  if (notas.data === undefined) return <Skeleton height={64} />
  return (
    <section>
      <Title order={3}>{t('notes.title')}</Title>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th>{t('notes.date')}</th>
            <th>{t('notes.number')}</th>
            <th>{t('note.reason')}</th>
            <th data-align="right">{t('notes.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {notas.data.items.map(({ id, fecha, numero, detalle, monto }) => (
            <tr key={id}>
              <td>
                <DateText fecha={fecha} />
              </td>
              <td>
                <Anchor component="button" type="button" size="sm" onClick={() => onOpen(id)}>
                  {numero}
                </Anchor>
              </td>
              <td className={styles['words']}>{detalle}</td>
              <td data-align="right">
                <Money amount={monto} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
