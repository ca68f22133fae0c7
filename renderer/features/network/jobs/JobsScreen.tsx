import { Alert, Anchor, Button, SegmentedControl } from '@mantine/core'
import { IconClockPause, IconEye, IconListCheck, IconRefresh } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ESTADOS_TRABAJO_RED } from '../../../../contract/enums.ts'
import type { TrabajoRed, TrabajosRedResumen } from '../../../../contract/procedures/red-trabajos.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { type Change, defined } from '../../../app/searchParams.ts'
import { useCan, useDates, useNumber } from '../../../app/session.tsx'
import { ClienteName } from '../../../components/ClienteName.tsx'
import { InstantText } from '../../../components/DateText.tsx'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { EstadoBadge } from '../../../components/EstadoBadge.tsx'
import { FilterBar } from '../../../components/FilterBar.tsx'
import { type KeysetColumn, KeysetTable } from '../../../components/KeysetTable.tsx'
import { notifyDone } from '../../../components/notify.ts'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { Screen } from '../../../components/Screen.tsx'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import styles from '../network.module.css'
import { NoNetwork } from '../NoNetwork.tsx'
import { RedTabs } from '../RedTabs.tsx'
import type { JobsSearch } from '../search.ts'
import { useJobNews } from '../useJobNews.ts'
import { JobDrawer } from './JobDrawer.tsx'
import { useJobWords } from './words.ts'

const route = getRouteApi('/red/trabajos')
const PAGE = 100

/** What the network is told, and what became of it. Enter opens a job. */
export function JobsScreen() {
  const { t } = useTranslation('red')
  const navigate = useNavigate()
  const search = route.useSearch()
  const { estado, dispositivo, servicio, trabajo } = search
  const show = (part: Change<JobsSearch>) =>
    void navigate({ to: '/red/trabajos', search: defined({ ...search, ...part }), replace: true })
  const summary = useQuery(orpc.red.jobs.summary.queryOptions())
  const jobs = useInfiniteQuery(
    orpc.red.jobs.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...defined({ estado, dispositivoId: dispositivo, servicioId: servicio, cursor }),
        limit: PAGE,
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<TrabajoRed>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  useJobNews('trabajos', () => queryClient.invalidateQueries({ queryKey: orpc.red.jobs.key() }))
  const rows = jobs.data?.pages.flatMap(({ items }) => items) ?? []
  const narrowed = dispositivo !== undefined || servicio !== undefined
  const failed = summary.data?.porReintentar ?? 0
  const anyFailed = narrowed ? rows.some((row) => row.estado === 'fallido') : failed > 0
  const opened = rows.find(({ id }) => id === trabajo)
  return (
    <Screen tabs={<RedTabs current="trabajos" />}>
      <PageHeader
        title={t('jobs.title')}
        subtitle={t('jobs.subtitle')}
        primary={
          anyFailed && (
            <RetryFailed failed={narrowed ? null : failed} dispositivoId={dispositivo} servicioId={servicio} />
          )
        }
      />
      <NoNetwork />
      {summary.data && <Waiting summary={summary.data} />}
      <FilterBar
        clearLabel={t('jobs.allOf')}
        onClear={
          dispositivo === undefined && servicio === undefined
            ? null
            : () => show({ dispositivo: undefined, servicio: undefined })
        }
      >
        <SegmentedControl
          aria-label={t('jobs.state')}
          value={estado ?? 'todos'}
          onChange={(value) => show({ estado: ESTADOS_TRABAJO_RED.find((one) => one === value) })}
          data={[{ value: 'todos', label: t('jobs.all') }, ...useStates(summary.data)]}
        />
      </FilterBar>
      <KeysetTable
        columns={useColumns()}
        query={jobs}
        rowKey={({ id }) => id}
        onOpen={({ id }) => show({ trabajo: id })}
        selectedKey={trabajo}
        label={t('jobs.title')}
        place={{ list: 'trabajos-red', view: JSON.stringify([estado, dispositivo, servicio]) }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconListCheck />}
            title={t(estado === undefined ? 'jobs.none' : 'jobs.noneFound')}
            text={estado === undefined ? t('jobs.noneText') : undefined}
          />
        }
      />
      {opened && <JobDrawer job={opened} onClose={() => show({ trabajo: undefined })} />}
    </Screen>
  )
}

function useStates(summary: TrabajosRedResumen | undefined) {
  const { t } = useTranslation('common')
  const number = useNumber()
  return ESTADOS_TRABAJO_RED.map((value) => {
    const word = t(`enums.estadoTrabajoRed.${value}`)
    return { value, label: summary ? `${word} · ${number(summary.conteos[value])}` : word }
  })
}

function useColumns(): KeysetColumn<TrabajoRed>[] {
  const { t } = useTranslation(['red', 'common'])
  const words = useJobWords()
  return [
    {
      key: 'creadoEn',
      header: t('jobs.when'),
      width: '12rem',
      render: ({ creadoEn }) => <InstantText at={creadoEn} />,
    },
    {
      key: 'tipo',
      header: t('jobs.what'),
      width: '8.5rem',
      render: ({ tipo }) => t(`common:enums.tipoTrabajoRed.${tipo}`),
    },
    {
      key: 'cliente',
      header: t('list.client'),
      width: 'minmax(11rem, 1.5fr)',
      render: ({ cliente, codigoCliente }) => <ClienteName nombre={cliente} codigo={codigoCliente} />,
    },
    { key: 'plan', header: t('jobs.plan'), width: 'minmax(7rem, 0.8fr)', render: ({ planNombre }) => planNombre },
    {
      key: 'dispositivo',
      header: t('column.name'),
      width: 'minmax(8rem, 1fr)',
      render: ({ dispositivo }) => dispositivo,
    },
    {
      key: 'estado',
      header: t('column.state'),
      width: '8rem',
      render: ({ estado }) => <EstadoBadge tipo="trabajoRed" estado={estado} />,
    },
    {
      key: 'detalle',
      header: t('jobs.detail'),
      width: 'minmax(10rem, 1.6fr)',
      render: (job) => <span className={styles['aside']}>{words(job)}</span>,
    },
  ]
}

/** Devices that jobs wait for, and why. */
function Waiting({ summary: { pausas, observados } }: { summary: TrabajosRedResumen }) {
  const { t } = useTranslation('red')
  const { instant } = useDates()
  const number = useNumber()
  const device = (id: string, nombre: string) => (
    <Anchor size="sm" fw={550} renderRoot={(props) => <Link {...props} to="/red/equipos/$id" params={{ id }} />}>
      {nombre}
    </Anchor>
  )
  return (
    <>
      {pausas.length > 0 && (
        <Alert color="orange" variant="light" p="xs" icon={<IconClockPause aria-hidden />} role="status">
          {pausas.slice(0, 4).map(({ dispositivoId, dispositivo, falla, hasta }) => (
            <div key={dispositivoId}>
              {device(dispositivoId, dispositivo)}: {t(`fallaRed.${falla}`)} ·{' '}
              {t('jobs.until', { hora: instant(hasta) })}
            </div>
          ))}
          {pausas.length > 4 && <div>{t('jobs.moreDevices', { count: pausas.length - 4 })}</div>}
        </Alert>
      )}
      {observados.length > 0 && (
        <Alert color="blue" variant="light" p="xs" icon={<IconEye aria-hidden />} role="status">
          {observados.slice(0, 4).map(({ dispositivoId, dispositivo, trabajos }) => (
            <div key={dispositivoId}>
              {device(dispositivoId, dispositivo)}: {t('jobs.observedDevice', { count: trabajos, n: number(trabajos) })}
            </div>
          ))}
          {observados.length > 4 && <div>{t('jobs.moreDevices', { count: observados.length - 4 })}</div>}
        </Alert>
      )}
    </>
  )
}

interface RetryProps {
  /** Null: not known, as only some of the list is here. */
  failed: number | null
  dispositivoId: string | undefined
  servicioId: string | undefined
}

/** Those that failed, all at once. */
function RetryFailed({ failed, dispositivoId, servicioId }: RetryProps) {
  const { t } = useTranslation('red')
  const number = useNumber()
  const writes = useCan('red.write')
  const request = useRequestId()
  const retry = useMutation(
    orpc.red.jobs.retryFailed.mutationOptions({
      onSuccess: ({ reintentados }) => {
        request.renew()
        notifyDone(t('jobs.retried', { count: reintentados, n: number(reintentados) }))
        void queryClient.invalidateQueries({ queryKey: orpc.red.jobs.key() })
      },
    }),
  )
  if (!writes) return null
  return (
    <>
      {retry.isError && <ErrorNote error={retry.error} />}
      <Button
        leftSection={<IconRefresh size={18} aria-hidden />}
        loading={retry.isPending}
        onClick={() => retry.mutate({ requestId: request.id, ...defined({ dispositivoId, servicioId }) })}
      >
        {failed === null ? t('jobs.retryAll') : t('jobs.retryFailed', { count: failed, n: number(failed) })}
      </Button>
    </>
  )
}
