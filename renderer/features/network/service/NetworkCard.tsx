import { ActionIcon, Alert, Anchor, Button, Group, Paper, Skeleton, Text, Title } from '@mantine/core'
import { IconEye, IconLinkOff, IconPencil, IconPlus, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ObjetoRed, ServicioRedDetail } from '../../../../contract/procedures/red-servicio.ts'
import { useCan, useNumber } from '../../../app/session.tsx'
import { InstantText } from '../../../components/DateText.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { useErrorText } from '../../../components/errorText.ts'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Facts } from '../../../components/Facts.tsx'
import { notifyDone, notifyProblem } from '../../../components/notify.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { useJobWords } from '../jobs/words.ts'
import styles from '../network.module.css'
import { useJobNews } from '../useJobNews.ts'
import { NetworkDialog } from './NetworkDialog.tsx'
import { ProvisionDialog } from './ProvisionDialog.tsx'
import { UnlinkDialog } from './UnlinkDialog.tsx'

type Opened = { tipo: 'editar' } | { tipo: 'alta' } | { tipo: 'desvincular'; objeto: ObjetoRed }

/** What a service is on the network: its access, where it is made, and what became of what devices were told. */
export function NetworkCard({ servicioId }: { servicioId: string }) {
  const { t } = useTranslation(['red', 'common'])
  const writes = useCan('red.write')
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const detail = useQuery(orpc.red.service.get.queryOptions({ input: { servicioId } }))
  useJobNews(servicioId, () => detail.refetch())
  return (
    <Paper component="section" className={styles['card'] ?? ''} aria-labelledby="service-network">
      <div className={styles['cardHead']}>
        <Title order={2} id="service-network">
          {t('service.title')}
        </Title>
        {writes && detail.data && (
          <Group gap={4} wrap="nowrap">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setOpened({ tipo: 'alta' })}
            >
              {t('service.provisionHere')}
            </Button>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setOpened({ tipo: 'editar' })}
            >
              {t('common:action.edit')}
            </Button>
          </Group>
        )}
      </div>
      {detail.isError && !detail.data && <ErrorNote error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <Skeleton height={120} />}
      {detail.data && (
        <>
          <Access detail={detail.data} writes={writes} />
          <Objects
            detail={detail.data}
            onUnlink={writes ? (objeto) => setOpened({ tipo: 'desvincular', objeto }) : null}
          />
          <LastJobs detail={detail.data} writes={writes} />
          {opened?.tipo === 'editar' && <NetworkDialog detail={detail.data} onClose={close} />}
          {opened?.tipo === 'alta' && <ProvisionDialog detail={detail.data} onClose={close} />}
          {opened?.tipo === 'desvincular' && <UnlinkDialog objeto={opened.objeto} onClose={close} />}
        </>
      )}
    </Paper>
  )
}

function Access({ detail, writes }: { detail: ServicioRedDetail; writes: boolean }) {
  const { t } = useTranslation(['red', 'common'])
  const { servicioId, usuario, tieneClave, ip, mac, metodoCorte, plan } = detail
  return (
    <Facts
      items={[
        { label: t('service.user'), value: usuario },
        {
          label: t('add.password'),
          value: tieneClave ? (
            writes ? (
              <Password servicioId={servicioId} />
            ) : (
              t('service.hidden')
            )
          ) : (
            t('service.noPassword')
          ),
        },
        { label: t('service.ip'), value: ip || t('service.anyIp') },
        { label: t('list.mac'), value: mac },
        {
          label: t('service.method'),
          value: `${t(`common:enums.metodoCorte.${metodoCorte ?? plan.metodoCorte}`)}${metodoCorte === null ? ` (${t('service.ofPlan')})` : ''}`,
        },
      ]}
    />
  )
}

/** The PPPoE password, told to who asks for it: asking is written down. */
function Password({ servicioId }: { servicioId: string }) {
  const { t } = useTranslation('red')
  const request = useRequestId()
  const errorText = useErrorText()
  const [shown, setShown] = useState<string | null>(null)
  const reveal = useMutation({
    mutationFn: () => rpc.red.service.reveal({ requestId: request.id, servicioId }),
    onSuccess: ({ clave }) => {
      request.renew()
      setShown(clave ?? '')
    },
    onError: (error) => notifyProblem(errorText(error)),
  })
  if (shown !== null) return <code className="selectable">{shown}</code>
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      leftSection={<IconEye size={14} aria-hidden />}
      loading={reveal.isPending}
      onClick={() => reveal.mutate()}
    >
      {t('service.reveal')}
    </Button>
  )
}

interface ObjectsProps {
  detail: ServicioRedDetail
  onUnlink: ((objeto: ObjetoRed) => void) | null
}

/** Where it is made: what of which device is this service's. */
function Objects({ detail: { objetos, dispositivos }, onUnlink }: ObjectsProps) {
  const { t } = useTranslation(['red', 'common'])
  const live = objetos.filter(({ retiradoEn }) => retiradoEn === null)
  if (live.length === 0) {
    return (
      <Alert color="blue" variant="light" p="xs">
        {t('service.nowhere')}
      </Alert>
    )
  }
  return (
    <ul className={styles['entries']} aria-label={t('service.objects')}>
      {live.map((objeto) => {
        const device = dispositivos.find(({ dispositivoId }) => dispositivoId === objeto.dispositivoId)
        return (
          <li key={objeto.id} className={styles['entry']}>
            <div className={styles['entryHead']}>
              <Anchor
                size="sm"
                fw={550}
                renderRoot={(props) => <Link {...props} to="/red/equipos/$id" params={{ id: objeto.dispositivoId }} />}
              >
                {objeto.dispositivo}
              </Anchor>
              {device && <EstadoBadge tipo="modo" estado={device.modo} />}
            </div>
            {onUnlink && (
              <ActionIcon aria-label={t('service.unlinkOf', { nombre: objeto.clave })} onClick={() => onUnlink(objeto)}>
                <IconLinkOff size={16} aria-hidden />
              </ActionIcon>
            )}
            <Text size="xs" c="dimmed">
              {t(`common:enums.tipoObjetoRed.${objeto.tipo}`)}: {objeto.clave} ·{' '}
              {t(`common:enums.origenObjetoRed.${objeto.origen}`)}
              {objeto.cambiado && ` · ${t('service.changed')}`}
            </Text>
          </li>
        )
      })}
    </ul>
  )
}

const JOBS = 3

/** What became of what devices were told lately. */
function LastJobs({
  detail: { servicioId, trabajos, objetos },
  writes,
}: {
  detail: ServicioRedDetail
  writes: boolean
}) {
  const { t } = useTranslation(['red', 'common'])
  const words = useJobWords()
  const number = useNumber()
  const request = useRequestId()
  const errorText = useErrorText()
  const ask = useMutation({
    mutationFn: () => rpc.red.jobs.ask({ requestId: request.id, servicioId }),
    onSuccess: async ({ trabajos: asked }) => {
      request.renew()
      notifyDone(t('drift.fixed', { count: asked, n: number(asked) }))
      await queryClient.invalidateQueries({ queryKey: orpc.red.key() })
    },
    onError: (error) => notifyProblem(errorText(error)),
  })
  if (trabajos.length === 0 && objetos.length === 0) return null
  return (
    <div>
      <div className={styles['cardHead']}>
        <Title order={3}>{t('jobs.title')}</Title>
        <Group gap={4}>
          {writes && objetos.length > 0 && (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconRefresh size={14} aria-hidden />}
              loading={ask.isPending}
              onClick={() => ask.mutate()}
            >
              {t('service.ask')}
            </Button>
          )}
          <Anchor
            size="xs"
            renderRoot={(props) => <Link {...props} to="/red/trabajos" search={{ servicio: servicioId }} />}
          >
            {t('service.allJobs')}
          </Anchor>
        </Group>
      </div>
      <ul className={styles['entries']}>
        {trabajos.slice(0, JOBS).map((job) => (
          <li key={job.id} className={styles['entry']}>
            <div className={styles['entryHead']}>
              <EstadoBadge tipo="trabajoRed" estado={job.estado} />
              <Text size="sm">
                {t(`common:enums.tipoTrabajoRed.${job.tipo}`)} · {job.dispositivo}
              </Text>
            </div>
            <span className={styles['small']}>
              <InstantText at={job.verificadoEn ?? job.creadoEn} />
            </span>
            {words(job) !== '' && (
              <Text size="xs" c="dimmed">
                {words(job)}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
