import { Alert, Fieldset, Group, Loader, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EstadoImpresora, TrabajoTicket } from '../../../contract/index.ts'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { Facts } from '../../components/Facts.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { FallaText } from '../../components/TicketState.tsx'
import { refreshTickets } from '../../components/useTickets.ts'
import { orpc } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { DrawerButton } from './DrawerButton.tsx'

const LOOK_EVERY_MS = 4_000

/** What the printer says now, and a page that shows whether it is set up rightly. */
export function PrinterHealth({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation('impresion')
  const status = useQuery(orpc.impresoras.status.queryOptions({ staleTime: 0, refetchInterval: LOOK_EVERY_MS }))
  return (
    <Fieldset legend={t('health.title')}>
      <Stack gap="sm">
        {status.isError ? (
          <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
        ) : status.data === undefined ? (
          <Group gap="xs" role="status">
            <Loader size={14} aria-hidden />
            <Text size="sm">{t('health.asking')}</Text>
          </Group>
        ) : (
          <Health status={status.data} />
        )}
        <TestPage dirty={dirty} />
      </Stack>
    </Fieldset>
  )
}

function Health({ status }: { status: EstadoImpresora }) {
  const { t } = useTranslation('impresion')
  const { falla, papel, tapa, cajonAlto, responde } = status
  if (falla !== null) {
    return (
      <Alert color="orange" variant="light" p="sm" icon={<IconAlertTriangle aria-hidden />} role="status">
        <FallaText falla={falla} />
      </Alert>
    )
  }
  const level = cajonAlto === null ? null : t(cajonAlto ? 'health.cajonAlto' : 'health.cajonBajo')
  return (
    <>
      <Alert
        color={papel === 'poco' ? 'yellow' : 'green'}
        variant="light"
        p="sm"
        icon={<IconCheck aria-hidden />}
        role="status"
      >
        <Text size="sm">{t(responde ? (papel === 'poco' ? 'health.low' : 'health.ready') : 'health.silent')}</Text>
      </Alert>
      {responde && (
        <Facts
          items={[
            { label: t('health.papel'), value: t(`health.papeles.${papel}`) },
            { label: t('health.tapa'), value: t(`health.tapas.${tapa}`) },
            ...(level === null ? [] : [{ label: t('health.cajon'), value: level }]),
          ]}
        />
      )}
    </>
  )
}

function TestPage({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation('impresion')
  const request = useRequestId()
  const test = useMutation(
    orpc.impresoras.test.mutationOptions({
      onSuccess: () => {
        request.renew()
        refreshTickets()
      },
    }),
  )
  return (
    <>
      <Group gap="xs">
        <KeyButton
          hotkey="mod+P"
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          loading={test.isPending}
          disabled={dirty}
          onClick={() => test.mutate({ requestId: request.id })}
        >
          {t('health.test')}
        </KeyButton>
        <DrawerButton />
      </Group>
      {dirty && (
        <Text size="sm" c="dimmed">
          {t('health.saveFirst')}
        </Text>
      )}
      {test.error !== null && <ErrorNote error={test.error} />}
      {test.data && <TestOutcome estado={test.data.estado} falla={test.data.falla} />}
    </>
  )
}

function TestOutcome({ estado, falla }: Pick<TrabajoTicket, 'estado' | 'falla'>) {
  const { t } = useTranslation('impresion')
  const good = estado === 'impreso'
  const known = good ? 'tested' : estado === 'incierto' ? 'testUncertain' : 'testFailed'
  return (
    <Group gap="xs" role="status" wrap="nowrap" align="flex-start">
      {good ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      <Text size="sm">
        {t(`health.${known}`)} {!good && falla !== null && <FallaText falla={falla} />}
      </Text>
    </Group>
  )
}
