import { Badge } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ClienteWifiRow,
  ColaRow,
  LeaseRow,
  SesionPppRow,
} from '../../../../contract/procedures/dispositivo-vivo.ts'
import { useNumber } from '../../../app/session.tsx'
import { Duration } from '../../../components/Age.tsx'
import { Rate } from '../../../components/Rate.tsx'
import { orpc } from '../../../rpc/query.ts'
import { LinkedClient, type ReadColumn, ReadTable } from './ReadTable.tsx'

const LIMIT = 300
/** What one list was asked with, and that it is asked once, until a person wants it again. */
const once = { staleTime: 15_000, retry: false, placeholderData: keepPreviousData } as const

const seconds = (value: number | null) => <Duration ms={value === null ? null : value * 1000} />

/** PPPoE sessions that are open now. */
export function SessionsTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const [texto, onChange] = useState('')
  const query = useQuery(orpc.dispositivos.sesiones.queryOptions({ input: { id, texto, limit: LIMIT }, ...once }))
  const columns: ReadColumn<SesionPppRow>[] = [
    { key: 'usuario', header: t('list.user'), render: ({ usuario }) => <b>{usuario}</b> },
    { key: 'cliente', header: t('list.client'), render: ({ vinculo }) => <LinkedClient vinculo={vinculo} /> },
    { key: 'direccion', header: t('list.address'), render: ({ direccion }) => direccion },
    { key: 'origen', header: t('list.origin'), render: ({ origen }) => origen },
    { key: 'uptime', header: t('list.uptime'), align: 'right', render: ({ uptime }) => seconds(uptime) },
  ]
  return (
    <ReadTable
      label={t('device.tab.sesiones')}
      columns={columns}
      query={query}
      rowKey={({ usuario, origen }, at) => `${usuario}-${origen}-${at}`}
      filter={{ texto, onChange }}
      empty={t('list.noSessions')}
    />
  )
}

const LEASE_STATES = ['bound', 'waiting', 'offered', 'testing', 'authorizing', 'busy'] as const
const isLeaseState = (estado: string): estado is (typeof LEASE_STATES)[number] =>
  LEASE_STATES.some((each) => each === estado)

/** Addresses that its DHCP servers have given. */
export function LeasesTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const [texto, onChange] = useState('')
  const query = useQuery(orpc.dispositivos.leases.queryOptions({ input: { id, texto, limit: LIMIT }, ...once }))
  const columns: ReadColumn<LeaseRow>[] = [
    { key: 'direccion', header: t('list.address'), render: ({ direccion }) => <b>{direccion}</b> },
    { key: 'mac', header: t('list.mac'), render: ({ mac }) => mac },
    { key: 'cliente', header: t('list.client'), render: ({ vinculo }) => <LinkedClient vinculo={vinculo} /> },
    { key: 'host', header: t('list.host'), render: ({ host }) => host || '—' },
    { key: 'servidor', header: t('list.server'), render: ({ servidor }) => servidor },
    {
      key: 'estado',
      header: t('list.state'),
      render: ({ estado, dinamico, bloqueado, deshabilitado }) => (
        <>
          {isLeaseState(estado) ? t(`list.leaseState.${estado}`) : estado}{' '}
          {t(dinamico ? 'list.dynamic' : 'list.static')} {bloqueado && <Blocked word={t('list.blocked')} />}
          {deshabilitado && <Blocked word={t('list.disabled')} />}
        </>
      ),
    },
    { key: 'vence', header: t('list.expires'), align: 'right', render: ({ vence }) => seconds(vence) },
    { key: 'comentario', header: t('list.comment'), render: ({ comentario }) => comentario },
  ]
  return (
    <ReadTable
      label={t('device.tab.leases')}
      columns={columns}
      query={query}
      rowKey={({ mac, direccion }, at) => `${mac}-${direccion}-${at}`}
      filter={{ texto, onChange }}
      empty={t('list.noLeases')}
    />
  )
}

function Blocked({ word }: { word: string }) {
  return (
    <Badge color="orange" leftSection={<IconBan size={13} aria-hidden />}>
      {word}
    </Badge>
  )
}

/** Who is connected to its Wi-Fi. */
export function WifiTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const [texto, onChange] = useState('')
  const query = useQuery(orpc.dispositivos.wifi.queryOptions({ input: { id, texto, limit: LIMIT }, ...once }))
  const columns: ReadColumn<ClienteWifiRow>[] = [
    { key: 'mac', header: t('list.mac'), render: ({ mac }) => <b>{mac}</b> },
    { key: 'cliente', header: t('list.client'), render: ({ vinculo }) => <LinkedClient vinculo={vinculo} /> },
    {
      key: 'interfaz',
      header: t('list.interface'),
      render: ({ interfaz, ssid }) => [interfaz, ssid].filter((part) => part !== '').join(' · '),
    },
    {
      key: 'senal',
      header: t('list.signal'),
      align: 'right',
      render: ({ senal }) => (senal === null ? '—' : t('unit.dbm', { n: number(senal) })),
    },
    { key: 'envio', header: t('list.sends'), align: 'right', render: ({ tasaEnvio }) => <Rate bps={tasaEnvio} /> },
    {
      key: 'recepcion',
      header: t('list.receives'),
      align: 'right',
      render: ({ tasaRecepcion }) => <Rate bps={tasaRecepcion} />,
    },
    { key: 'ip', header: t('list.address'), render: ({ ip }) => ip || '—' },
    { key: 'uptime', header: t('list.uptime'), align: 'right', render: ({ uptime }) => seconds(uptime) },
  ]
  return (
    <ReadTable
      label={t('device.tab.wifi')}
      columns={columns}
      query={query}
      rowKey={({ mac, interfaz }, at) => `${mac}-${interfaz}-${at}`}
      filter={{ texto, onChange }}
      empty={t(query.data?.menu === null ? 'list.noWifi' : 'list.noStations')}
    />
  )
}

/** Simple queues: what each may and takes. */
export function QueuesTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const [texto, onChange] = useState('')
  const query = useQuery(orpc.dispositivos.colas.queryOptions({ input: { id, texto, limit: LIMIT }, ...once }))
  const limit = (bps: number | null) => (bps === 0 ? t('list.noLimit') : <Rate bps={bps} />)
  const columns: ReadColumn<ColaRow>[] = [
    {
      key: 'nombre',
      header: t('list.name'),
      render: ({ nombre, deshabilitada }) => (
        <>
          <b>{nombre}</b> {deshabilitada && <Blocked word={t('list.disabled')} />}
        </>
      ),
    },
    { key: 'destino', header: t('list.target'), render: ({ destino }) => destino },
    { key: 'cliente', header: t('list.client'), render: ({ vinculo }) => <LinkedClient vinculo={vinculo} /> },
    {
      key: 'maximo',
      header: t('list.limit'),
      align: 'right',
      render: ({ maxBajada, maxSubida }) => (
        <>
          {limit(maxBajada)} / {limit(maxSubida)}
        </>
      ),
    },
    {
      key: 'ahora',
      header: t('list.now'),
      align: 'right',
      render: ({ bajada, subida }) => (
        <>
          <Rate bps={bajada} /> / <Rate bps={subida} />
        </>
      ),
    },
    { key: 'comentario', header: t('list.comment'), render: ({ comentario }) => comentario },
  ]
  return (
    <ReadTable
      label={t('device.tab.colas')}
      columns={columns}
      query={query}
      rowKey={({ nombre }, at) => `${nombre}-${at}`}
      filter={{ texto, onChange }}
      empty={t('list.noQueues')}
    />
  )
}
