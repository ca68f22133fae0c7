import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { EstacionUisp, OnuUisp } from '../../../../contract/procedures/controladores.ts'
import { useNumber } from '../../../app/session.tsx'
import { Duration } from '../../../components/Age.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { Rate } from '../../../components/Rate.tsx'
import { orpc } from '../../../rpc/query.ts'
import { type ReadColumn, ReadTable } from './ReadTable.tsx'

const once = { staleTime: 15_000, retry: false } as const

/** Stations of an access point, as UISP knows them. */
export function StationsTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const query = useQuery(orpc.controladores.estaciones.queryOptions({ input: { dispositivoId: id }, ...once }))
  const dbm = (value: number | null) => (value === null ? '—' : t('unit.dbm', { n: number(value) }))
  const columns: ReadColumn<EstacionUisp>[] = [
    {
      key: 'estado',
      header: t('column.state'),
      render: ({ conectada }) => <EstadoBadge tipo="dispositivo" estado={conectada ? 'en_linea' : 'caido'} />,
    },
    { key: 'nombre', header: t('list.name'), render: ({ nombre }) => <b>{nombre}</b> },
    { key: 'modelo', header: t('vecinos.model'), render: ({ modelo }) => modelo },
    { key: 'mac', header: t('list.mac'), render: ({ mac }) => mac },
    { key: 'ip', header: t('list.address'), render: ({ ip }) => ip || '—' },
    {
      key: 'senal',
      header: t('list.signalBoth'),
      align: 'right',
      render: ({ senal, senalEstacion }) => `${dbm(senal)} / ${dbm(senalEstacion)}`,
    },
    {
      key: 'trafico',
      header: t('list.capacity'),
      align: 'right',
      render: ({ bajada, subida }) => (
        <>
          <Rate bps={bajada} /> / <Rate bps={subida} />
        </>
      ),
    },
    {
      key: 'uptime',
      header: t('list.uptime'),
      align: 'right',
      render: ({ uptime }) => <Duration ms={uptime === null ? null : uptime * 1000} />,
    },
  ]
  return (
    <ReadTable
      label={t('device.tab.estaciones')}
      columns={columns}
      query={query}
      rowKey={({ mac }, at) => `${mac}-${at}`}
      empty={t('list.noStations')}
    />
  )
}

/** ONUs of an OLT, as UISP knows them. */
export function OnusTab({ id }: { id: string }) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const query = useQuery(orpc.controladores.onus.queryOptions({ input: { dispositivoId: id }, ...once }))
  const columns: ReadColumn<OnuUisp>[] = [
    { key: 'nombre', header: t('list.name'), render: ({ nombre }) => <b>{nombre}</b> },
    { key: 'serie', header: t('device.serial'), render: ({ serie }) => serie },
    { key: 'modelo', header: t('vecinos.model'), render: ({ modelo }) => modelo },
    { key: 'puerto', header: t('list.port'), render: ({ puerto }) => puerto },
    { key: 'estado', header: t('list.state'), render: ({ estado }) => estado },
    {
      key: 'potencia',
      header: t('list.light'),
      align: 'right',
      render: ({ potencia }) => (potencia === null ? '—' : t('unit.dbm', { n: number(potencia) })),
    },
    {
      key: 'distancia',
      header: t('list.distance'),
      align: 'right',
      render: ({ distancia }) => (distancia === null ? '—' : t('unit.metre', { n: number(Math.round(distancia)) })),
    },
    {
      key: 'uptime',
      header: t('list.uptime'),
      align: 'right',
      render: ({ uptime }) => <Duration ms={uptime === null ? null : uptime * 1000} />,
    },
  ]
  return (
    <ReadTable
      label={t('device.tab.onus')}
      columns={columns}
      query={query}
      rowKey={({ id: onuId }) => onuId}
      empty={t('list.noOnus')}
    />
  )
}
