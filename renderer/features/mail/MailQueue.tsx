import { Alert, Button, SegmentedControl } from '@mantine/core'
import { IconClockPause, IconMail, IconMailOff } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTADOS_CORREO, type EstadoCorreo } from '../../../contract/enums.ts'
import type { CorreoResumen, CorreoRow } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { useCan, useDates, useNumber } from '../../app/session.tsx'
import { InstantText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { FilterBar } from '../../components/FilterBar.tsx'
import { type KeysetColumn, KeysetTable } from '../../components/KeysetTable.tsx'
import { orpc } from '../../rpc/query.ts'
import styles from './mail.module.css'
import { MailDetail } from './MailDetail.tsx'
import { MailState } from './MailState.tsx'
import { useMailWords } from './words.ts'

const PAGE = 100
/** Mail leaves by itself: what is shown is looked at again. */
const LOOK_AGAIN_MS = 3_000

/** The queue, newest first. Enter opens a mail, with what can be done about it. */
export function MailQueue({
  estado,
  onEstado,
}: {
  estado: EstadoCorreo | undefined
  onEstado: (estado: EstadoCorreo | undefined) => void
}) {
  const { t } = useTranslation('correo')
  const number = useNumber()
  const [opened, setOpened] = useState<string | null>(null)
  const summary = useQuery(orpc.correos.summary.queryOptions({ refetchInterval: LOOK_AGAIN_MS }))
  const mails = useInfiniteQuery(
    orpc.correos.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: estado === undefined ? {} : { estado },
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorreoRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: LOOK_AGAIN_MS,
    }),
  )
  const shown = mails.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === opened)
  const cuenta = summary.data?.cuenta
  return (
    <>
      {summary.data && <Notice summary={summary.data} />}
      <FilterBar>
        <SegmentedControl
          aria-label={t('filter.state')}
          value={estado ?? 'todos'}
          onChange={(value) => onEstado(ESTADOS_CORREO.find((each) => each === value))}
          data={[
            { value: 'todos', label: t('filter.all') },
            ...ESTADOS_CORREO.map((value) => ({
              value,
              label: cuenta ? `${t(`estado.${value}`)} · ${number(cuenta[value])}` : t(`estado.${value}`),
            })),
          ]}
        />
      </FilterBar>
      <KeysetTable
        columns={useColumns()}
        query={mails}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpened(id)}
        selectedKey={opened}
        label={t('title')}
        place={{ list: 'correos', view: estado ?? '' }}
        takeFocus
        empty={
          <EmptyState
            icon={<IconMail />}
            title={estado === undefined ? t('empty.title') : t('empty.filtered')}
            text={estado === undefined ? t('empty.text') : undefined}
          />
        }
      />
      {shown !== undefined && <MailDetail mail={shown} onClose={() => setOpened(null)} />}
    </>
  )
}

function useColumns(): KeysetColumn<CorreoRow>[] {
  const { t } = useTranslation('correo')
  const words = useMailWords()
  return [
    {
      key: 'fecha',
      header: t('column.when'),
      width: '12rem',
      render: ({ creadoEn }) => <InstantText at={creadoEn} />,
    },
    {
      key: 'cliente',
      header: t('column.client'),
      width: 'minmax(10rem, 1.4fr)',
      render: ({ clienteNombre }) => clienteNombre,
    },
    { key: 'asunto', header: t('column.what'), width: 'minmax(12rem, 2fr)', render: ({ asunto }) => asunto },
    { key: 'para', header: t('column.to'), width: 'minmax(10rem, 1.3fr)', render: ({ para }) => para },
    { key: 'estado', header: t('column.state'), width: '8.5rem', render: (mail) => <MailState {...mail} /> },
    {
      key: 'detalle',
      header: t('column.detail'),
      width: 'minmax(10rem, 1.6fr)',
      render: (mail) => <span className={styles['aside']}>{words(mail)}</span>,
    },
  ]
}

/** Why nothing leaves, when nothing does. */
function Notice({ summary: { activo, pausa } }: { summary: CorreoResumen }) {
  const { t } = useTranslation('correo')
  const { instant } = useDates()
  const navigate = useNavigate()
  const settles = useCan('tenant.write')
  if (!activo) {
    return (
      <Alert color="orange" variant="light" icon={<IconMailOff aria-hidden />} title={t('off.title')}>
        {t('off.text')}{' '}
        {settles && (
          <Button
            variant="default"
            size="xs"
            ml="sm"
            onClick={() => void navigate({ to: '/ajustes/$seccion', params: { seccion: 'correo' } })}
          >
            {t('off.go')}
          </Button>
        )}
      </Alert>
    )
  }
  if (pausa === null) return null
  return (
    <Alert color="orange" variant="light" icon={<IconClockPause aria-hidden />} title={t('pause.title')} role="status">
      {t(`motivo.${pausa.motivo}`)} {pausa.detalle !== '' && t('words', { detalle: pausa.detalle })}{' '}
      {t('pause.until', { hora: instant(pausa.hasta) })}
    </Alert>
  )
}
