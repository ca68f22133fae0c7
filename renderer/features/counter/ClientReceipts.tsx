import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useKeysAhead } from '../../app/hotkeys.ts'
import { useCan } from '../../app/session.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './counter.module.css'
import { ReceiptTable } from './ReceiptTable.tsx'

const SHOWN = 3

/** The last receipts of the client, to be printed again. */
export function ClientReceipts(props: { clienteId: string; onReprint: (reciboId: string) => void }) {
  const { clienteId, onReprint } = props
  const { t } = useTranslation('counter')
  const canPrint = useCan('recibo.print')
  const recibos = useQuery(orpc.recibos.list.queryOptions({ input: { filter: { clienteId }, limit: SHOWN } }))
  useKeysAhead(recibos.isPending, ['F9'])
  const rows = recibos.data?.items ?? []
  const last = rows[0]
  return (
    <section className={styles['receipts']}>
      <Group justify="space-between">
        <Title order={3} size="h2">
          {t('card.receipts')}
        </Title>
        {last !== undefined && canPrint && (
          <KeyButton hotkey="F9" variant="default" size="xs" onClick={() => onReprint(last.id)}>
            {t('home.reprintLast')}
          </KeyButton>
        )}
      </Group>
      {last === undefined ? (
        <Text size="sm" c="dimmed">
          {t('card.noReceipts')}
        </Text>
      ) : (
        <ReceiptTable rows={rows} label={t('card.receipts')} onReprint={onReprint} />
      )}
    </section>
  )
}
