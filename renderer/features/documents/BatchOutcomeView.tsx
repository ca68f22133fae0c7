import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../../contract/errors.ts'
import { useNumber } from '../../app/session.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { fileNameOf } from '../../components/savedFile.ts'
import { OfficeError } from '../../rpc/errors.ts'
import { orpc } from '../../rpc/query.ts'
import { WithoutMail } from './BatchMail.tsx'
import type { BatchOutcome } from './useBatch.ts'

interface Props {
  outcome: Extract<BatchOutcome, { kind: 'drawing' | 'mailed' }>
  onClose: () => void
  onAgain: () => void
}

/** How a batch goes, and how it ended. */
export function BatchOutcomeView({ outcome, onClose, onAgain }: Props) {
  if (outcome.kind === 'mailed') return <Mailed outcome={outcome} onClose={onClose} />
  return <Drawing outcome={outcome} onClose={onClose} onAgain={onAgain} />
}

function Mailed({
  outcome: { lote },
  onClose,
}: {
  outcome: Extract<BatchOutcome, { kind: 'mailed' }>
  onClose: () => void
}) {
  const { t } = useTranslation(['paper', 'common'])
  const number = useNumber()
  const navigate = useNavigate()
  const { porEnviar, sinCorreo } = lote
  return (
    <Stack gap="md">
      <Alert color="green" variant="light" icon={<IconCheck aria-hidden />} role="status">
        {t('lote.mailQueued', { count: porEnviar, shown: number(porEnviar) })}
      </Alert>
      {sinCorreo.total > 0 && (
        <WithoutMail
          label={t('lote.mailWithout', { count: sinCorreo.total, shown: number(sinCorreo.total) })}
          clientes={sinCorreo.clientes}
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => void navigate({ to: '/correos' })}>
          {t('lote.seeQueue')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </Group>
    </Stack>
  )
}

function Drawing({ outcome, onClose, onAgain }: Props & { outcome: Extract<BatchOutcome, { kind: 'drawing' }> }) {
  const { t } = useTranslation(['paper', 'common'])
  const number = useNumber()
  const errorText = useErrorText()
  const { trabajo, place, choice } = outcome
  const cancel = useMutation(orpc.documentos.cancelBatch.mutationOptions())
  const { estado, done, total } = trabajo
  if (estado === 'running') {
    return (
      <Stack gap="md">
        <div>
          <Group justify="space-between">
            <Text fw={600}>{t('lote.working')}</Text>
            <Text size="sm" c="dimmed" className="tabular">
              {t('lote.progress', { done: number(done), total: number(total) })}
            </Text>
          </Group>
          <Progress mt="xs" size="lg" value={(done / total) * 100} aria-label={t('lote.working')} />
        </div>
        <Text size="sm" c="dimmed">
          {t('lote.keepsGoing')}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            loading={cancel.isPending || cancel.isSuccess}
            onClick={() => cancel.mutate({ trabajoId: trabajo.id })}
          >
            {t('lote.cancel')}
          </Button>
          <Button data-autofocus onClick={onClose}>
            {t('common:action.close')}
          </Button>
        </Group>
      </Stack>
    )
  }
  if (estado === 'failed') {
    return (
      <Stack gap="md">
        <Alert
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('lote.failed')}
          role="alert"
        >
          {errorText(new OfficeError((trabajo.error ?? 'office.internal') as ErrorCode))}
        </Alert>
        <Button data-autofocus onClick={onAgain}>
          {t('common:action.retry')}
        </Button>
      </Stack>
    )
  }
  const name = fileNameOf(place)
  return (
    <Stack gap="md">
      <Alert color="green" variant="light" icon={<IconCheck aria-hidden />} role="status">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {choice.salida === 'impresora'
            ? t('lote.printed', { printer: choice.printer })
            : t('lote.ready', { place: name })}
        </Text>
      </Alert>
      <Group justify="flex-end" gap="xs">
        {choice.salida !== 'impresora' && (
          <Button variant="default" onClick={() => void window.mostrador.showFile(place)}>
            {t('lote.show')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </Group>
    </Stack>
  )
}
