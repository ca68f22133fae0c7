import { Anchor, Badge, Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core'
import {
  type Icon,
  IconBell,
  IconBellCheck,
  IconCpu,
  IconPlugConnectedX,
  IconRefreshAlert,
  IconTemperature,
  IconUsersMinus,
} from '@tabler/icons-react'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TipoAlerta } from '../../../../contract/enums.ts'
import type { AlertaRow } from '../../../../contract/procedures/alertas.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { useCan, useDates, useNumber } from '../../../app/session.tsx'
import { useDuration } from '../../../components/Age.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../network.module.css'

const PAGE = 50
const LOOK_AGAIN_MS = 10_000
const LOOKS: Record<TipoAlerta, readonly [icon: Icon, color: string]> = {
  caido: [IconPlugConnectedX, 'red'],
  cpu: [IconCpu, 'orange'],
  sesiones: [IconUsersMinus, 'orange'],
  temperatura: [IconTemperature, 'orange'],
  reinicio: [IconRefreshAlert, 'blue'],
}

/** What a person should know about devices, and that they know it. */
export function AlertsPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('red')
  const [open, setOpen] = useState(true)
  return (
    <SidePanel onClose={onClose} size="32rem" title={t('alerts.title')}>
      <SegmentedControl
        mb="sm"
        aria-label={t('alerts.title')}
        value={open ? 'open' : 'all'}
        onChange={(value) => setOpen(value === 'open')}
        data={[
          { value: 'open', label: t('alerts.open') },
          { value: 'all', label: t('alerts.all') },
        ]}
      />
      <AlertList key={String(open)} open={open} />
    </SidePanel>
  )
}

/** Alerts newest first: all of them or those that last, of the whole network or of one device. */
export function AlertList({ open, dispositivoId }: { open: boolean; dispositivoId?: string }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const sees = useCan('red.write')
  const request = useRequestId()
  const rows = useInfiniteQuery(
    orpc.alertas.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { ...(open ? { abiertas: true } : {}), ...(dispositivoId === undefined ? {} : { dispositivoId }) },
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<AlertaRow>) => nextCursor ?? undefined,
      refetchInterval: LOOK_AGAIN_MS,
    }),
  )
  const see = useMutation(
    orpc.alertas.marcarVistas.mutationOptions({
      onSuccess: () => {
        request.renew()
        void queryClient.invalidateQueries({ queryKey: orpc.alertas.key() })
      },
    }),
  )
  if (rows.isError && !rows.data) return <ErrorNote error={rows.error} onRetry={() => void rows.refetch()} />
  if (!rows.data) return <Skeleton height={160} />
  const alertas = rows.data.pages.flatMap(({ items }) => items)
  if (alertas.length === 0 && dispositivoId !== undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('alerts.none')}
      </Text>
    )
  }
  if (alertas.length === 0) {
    return (
      <EmptyState
        icon={<IconBellCheck />}
        title={t(open ? 'alerts.noneOpen' : 'alerts.none')}
        text={open ? t('alerts.noneOpenText') : undefined}
      />
    )
  }
  const unseen = alertas.filter(({ vistaEn }) => vistaEn === null).map(({ id }) => id)
  const mark = (ids: string[]) => see.mutate({ requestId: request.id, ids: ids.slice(0, 200) })
  return (
    <>
      {see.isError && <ErrorNote error={see.error} />}
      {sees && unseen.length > 1 && (
        <Group justify="flex-end">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconBellCheck size={16} aria-hidden />}
            loading={see.isPending}
            onClick={() => mark(unseen)}
          >
            {t('alerts.markAll', { n: number(unseen.length) })}
          </Button>
        </Group>
      )}
      <ul className={styles['entries']} aria-label={t('alerts.title')}>
        {alertas.map((alerta) => (
          <AlertItem
            key={alerta.id}
            alerta={alerta}
            ofDevice={dispositivoId !== undefined}
            onSee={sees ? () => mark([alerta.id]) : null}
          />
        ))}
      </ul>
      {rows.hasNextPage && (
        <Button variant="default" size="xs" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {t('alerts.more')}
        </Button>
      )}
    </>
  )
}

interface ItemProps {
  alerta: AlertaRow
  /** Its device is what the screen is about. */
  ofDevice: boolean
  onSee: (() => void) | null
}

function AlertItem({ alerta, ofDevice, onSee }: ItemProps) {
  const { t } = useTranslation(['red', 'common'])
  const { instant } = useDates()
  const duration = useDuration()
  const { dispositivo, tipo, desde, hasta, vistaEn, vistaPor } = alerta
  const [AlertIcon, color] = hasta === null ? LOOKS[tipo] : [IconBell, 'gray']
  return (
    <li className={styles['entry']}>
      <div className={styles['entryHead']}>
        <Badge color={color} leftSection={<AlertIcon size={13} stroke={2} aria-hidden />}>
          {t(`common:enums.tipoAlerta.${tipo}`)}
        </Badge>
        {!ofDevice && (
          <Anchor
            size="sm"
            fw={550}
            renderRoot={(props) => <Link {...props} to="/red/equipos/$id" params={{ id: dispositivo.id }} />}
          >
            {dispositivo.nombre}
          </Anchor>
        )}
        {!ofDevice && dispositivo.sitio !== '' && <span className={styles['small']}>{dispositivo.sitio}</span>}
      </div>
      {vistaEn === null && onSee ? (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={onSee}
          aria-label={`${t('alerts.markSeen')}: ${dispositivo.nombre}`}
        >
          {t('alerts.markSeen')}
        </Button>
      ) : (
        <span className={styles['small']}>{vistaPor !== null && t('alerts.seen', { nombre: vistaPor })}</span>
      )}
      <Text size="xs" c="dimmed">
        {hasta === null
          ? t('alerts.since', { cuando: instant(desde) })
          : t('alerts.lasted', { cuando: instant(desde), tiempo: duration(hasta - desde) })}
      </Text>
      <div />
      <AlertDetail alerta={alerta} />
    </li>
  )
}

/** What was measured when it began. */
function AlertDetail({ alerta: { tipo, detalle } }: { alerta: AlertaRow }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const duration = useDuration()
  const { valor, normal, falla, veces } = detalle
  const said = (() => {
    if (tipo === 'caido') return falla && t(`falla.${falla}`)
    if (valor === undefined) return undefined
    if (tipo === 'reinicio') return t('alerts.detail.reinicio', { tiempo: duration(valor * 1000) })
    return t(`alerts.detail.${tipo}`, { valor: number(Math.round(valor)), normal: number(Math.round(normal ?? 0)) })
  })()
  const times = veces !== undefined && veces > 1 ? t('alerts.times', { count: veces }) : undefined
  const text = [said, times].filter((part) => part !== undefined && part !== '').join(' · ')
  return text === '' ? null : <Text size="xs">{text}</Text>
}
