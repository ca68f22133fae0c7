import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConciliacionResumen } from '../../../contract/index.ts'
import { useNumber } from '../../app/session.tsx'
import { Facts } from '../../components/Facts.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { Money } from '../../components/Money.tsx'
import { notifyDone } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

/** How many lines and how much would be accepted, before it is done. */
export function AcceptManyDialog({ resumen, onClose }: { resumen: ConciliacionResumen; onClose: () => void }) {
  const { t } = useTranslation('conciliacion')
  const number = useNumber()
  const request = useRequestId()
  const { automaticas, umbral, version } = resumen
  const n = number(automaticas.cantidad)
  const accept = useMutation(
    orpc.conciliacion.acceptMany.mutationOptions({
      onSuccess: () => {
        request.renew()
        notifyDone(t('accept.started', { n }))
        onClose()
      },
      // What was counted is no more: the count is read anew.
      onError: () => {
        request.renew()
        void queryClient.invalidateQueries({ queryKey: orpc.conciliacion.key() })
      },
    }),
  )
  return (
    <FormDialog
      title={t('accept.title')}
      onClose={onClose}
      onSubmit={() => accept.mutate({ requestId: request.id, version })}
      submitLabel={t('accept.submit', { n })}
      busy={accept.isPending}
      error={accept.error}
      dirty={false}
    >
      <Text size="sm">{t('accept.text', { umbral: number(umbral) })}</Text>
      <Facts
        across
        items={[
          { label: t('accept.lines'), value: n },
          { label: t('accept.amount'), value: <Money amount={automaticas.monto} size="lg" strong /> },
          { label: t('accept.clients'), value: number(automaticas.clientes) },
        ]}
      />
    </FormDialog>
  )
}
