import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DiferenciaRed, InformeDiferencias } from '../../../../contract/procedures/red-diferencias.ts'
import { useNumber } from '../../../app/session.tsx'
import { Commands } from '../../../components/Commands.tsx'
import { FormDialog } from '../../../components/FormDialog.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'

interface Props {
  informe: InformeDiferencias
  filas: readonly DiferenciaRed[]
  onClose: () => void
  onDone: () => void
}

/** The exact commands of what was chosen, before jobs are asked for; each is decided anew when it runs. */
export function FixDialog({ informe: { dispositivoId, dispositivo }, filas, onClose, onDone }: Props) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const request = useRequestId()
  const fix = useMutation({
    mutationFn: () => rpc.red.drift.fix({ requestId: request.id, dispositivoId, ids: filas.map(({ id }) => id) }),
    onSuccess: async ({ trabajos }) => {
      request.renew()
      notifyDone(t('drift.fixed', { count: trabajos, n: number(trabajos) }))
      onDone()
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
  })
  return (
    <FormDialog
      size="xl"
      title={t('drift.fixTitle', { nombre: dispositivo })}
      submitLabel={t('drift.fix', { count: filas.length, n: number(filas.length) })}
      onClose={onClose}
      onSubmit={() => fix.mutate()}
      busy={fix.isPending}
      error={fix.error}
      dirty={false}
    >
      <Text size="sm">{t('drift.fixText')}</Text>
      <Commands label={t('firewall.script')} text={filas.flatMap(({ comandos }) => comandos).join('\n')} />
    </FormDialog>
  )
}
