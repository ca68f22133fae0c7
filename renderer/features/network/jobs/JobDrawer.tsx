import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isTrabajoAbierto } from '../../../../contract/enums.ts'
import type { CambioRed, TrabajoRed } from '../../../../contract/procedures/red-trabajos.ts'
import { useCan } from '../../../app/session.tsx'
import { InstantText } from '../../../components/DateText.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { numbered } from '../../../components/numbered.ts'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../network.module.css'
import { useJobWords } from './words.ts'

/** One job: for whom, why it is where it is, what was written, and what can be done about it. */
export function JobDrawer({ job, onClose }: { job: TrabajoRed; onClose: () => void }) {
  const { t } = useTranslation(['red', 'common'])
  const words = useJobWords()
  const text = words(job)
  const { tipo, estado, falla, detalle, intentos, usuario, creadoEn, proximoEn, aplicadoEn, verificadoEn } = job
  return (
    <SidePanel
      onClose={onClose}
      size="36rem"
      title={t(`common:enums.tipoTrabajoRed.${tipo}`)}
      badge={<EstadoBadge tipo="trabajoRed" estado={estado} />}
    >
      <Stack gap="md">
        {text !== '' && (
          <Alert
            color={estado === 'fallido' ? 'red' : 'orange'}
            variant="light"
            p="sm"
            icon={<IconAlertTriangle aria-hidden />}
            title={text}
          >
            {falla !== null && <Text size="sm">{t(`fallaRedAyuda.${falla}`)}</Text>}
            {detalle !== '' && (
              <Text size="xs" c="dimmed" className={styles['words'] ?? ''}>
                {t('words', { detalle })}
              </Text>
            )}
          </Alert>
        )}
        <Actions job={job} onDone={onClose} />
        <Facts
          items={[
            { label: t('list.client'), value: `${job.cliente} · ${job.codigoCliente}` },
            {
              label: t('jobs.service'),
              value: (
                <>
                  <Anchor
                    size="sm"
                    renderRoot={(props) => (
                      <Link {...props} to="/clientes/servicios/$id" params={{ id: job.servicioId }} />
                    )}
                  >
                    {job.planNombre}
                  </Anchor>{' '}
                  <EstadoBadge tipo="servicio" estado={job.servicioEstado} motivo={job.motivoSuspension} />
                </>
              ),
            },
            {
              label: t('column.name'),
              value: (
                <Anchor
                  size="sm"
                  renderRoot={(props) => <Link {...props} to="/red/equipos/$id" params={{ id: job.dispositivoId }} />}
                >
                  {job.dispositivo}
                </Anchor>
              ),
            },
            { label: t('jobs.asked'), value: <InstantText at={creadoEn} /> },
            { label: t('jobs.by'), value: usuario || t('jobs.office') },
            ...(intentos > 0 ? [{ label: t('jobs.tries'), value: intentos }] : []),
            ...(isTrabajoAbierto(estado) ? [{ label: t('jobs.next'), value: <InstantText at={proximoEn} /> }] : []),
            ...(aplicadoEn === null ? [] : [{ label: t('jobs.applied'), value: <InstantText at={aplicadoEn} /> }]),
            ...(verificadoEn === null ? [] : [{ label: t('jobs.verified'), value: <InstantText at={verificadoEn} /> }]),
          ]}
        />
        <section aria-labelledby="job-changes">
          <Title order={2} id="job-changes" mb="xs">
            {t('jobs.written')}
          </Title>
          <Changes cambios={job.cambios} />
        </section>
      </Stack>
    </SidePanel>
  )
}

function Actions({ job: { id, estado }, onDone }: { job: TrabajoRed; onDone: () => void }) {
  const { t } = useTranslation('red')
  const writes = useCan('red.write')
  const request = useRequestId()
  const done = (text: string) => {
    request.renew()
    notifyDone(text)
    void queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    onDone()
  }
  const retry = useMutation(
    orpc.red.jobs.retry.mutationOptions({ onSuccess: () => done(t('jobs.retried', { count: 1, n: '1' })) }),
  )
  const cancel = useMutation(orpc.red.jobs.cancel.mutationOptions({ onSuccess: () => done(t('jobs.cancelled')) }))
  const open = isTrabajoAbierto(estado) || estado === 'fallido'
  if (!writes || !open) return null
  return (
    <div>
      {(retry.isError || cancel.isError) && <ErrorNote error={retry.error ?? cancel.error} />}
      <Group gap="xs">
        <Button
          data-autofocus
          loading={retry.isPending}
          onClick={() => retry.mutate({ requestId: request.id, ids: [id] })}
        >
          {t('jobs.retry')}
        </Button>
        <Button
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ requestId: request.id, ids: [id] })}
        >
          {t('jobs.giveUp')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt="xs">
        {t('jobs.giveUpHelp')}
      </Text>
    </div>
  )
}

/** What was written on the device, with the values before and after. */
function Changes({ cambios }: { cambios: readonly CambioRed[] }) {
  const { t } = useTranslation('red')
  if (cambios.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('jobs.nothingWritten')}
      </Text>
    )
  }
  return (
    <ul className={styles['changes']}>
      {numbered(cambios).map(({ place, thing: cambio }) => (
        <li key={place}>
          <code className={styles['command']}>{cambio.comando}</code>
          {Object.keys({ ...cambio.antes, ...cambio.despues }).map((property) => (
            <div key={property} className={styles['change']}>
              <span>{property}</span>
              <s>{cambio.antes[property] ?? '—'}</s>
              <span>{cambio.despues[property] ?? '—'}</span>
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}
