import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useNumber } from '../../app/session.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import styles from './cuts.module.css'
import { forgetCuts } from './useCuts.ts'

interface Props {
  simulacionId: string
  /** How many are cut, without those left out. */
  count: number
  excluidos: string[]
  onClose: () => void
}

/** What is about to happen, in words, before it does. */
export function StartDialog({ simulacionId, count, excluidos, onClose }: Props) {
  const { t } = useTranslation('cortes')
  const number = useNumber()
  const navigate = useNavigate()
  const request = useRequestId()
  const start = useMutation(
    orpc.cortes.start.mutationOptions({
      onSuccess: ({ id }) => {
        request.renew()
        void forgetCuts()
        void navigate({ to: '/red/cortes/$corridaId', params: { corridaId: id } })
      },
    }),
  )
  const counted = { count, n: number(count) }
  return (
    <FormDialog
      title={t('start.title')}
      onClose={onClose}
      onSubmit={() => start.mutate({ requestId: request.id, simulacionId, excluidos })}
      submitLabel={t('start.button', counted)}
      submitColor="red"
      busy={start.isPending}
      error={start.error}
      dirty={false}
    >
      <Text fw={600} tabIndex={-1} data-autofocus className={styles['main'] ?? ''}>
        {t('start.main', counted)}
      </Text>
      <ul className={styles['list']}>
        {excluidos.length > 0 && (
          <Text component="li" size="sm">
            {t('start.out', { count: excluidos.length, n: number(excluidos.length) })}
          </Text>
        )}
        <Text component="li" size="sm">
          {t('start.again')}
        </Text>
        <Text component="li" size="sm">
          {t('start.back')}
        </Text>
      </ul>
    </FormDialog>
  )
}
