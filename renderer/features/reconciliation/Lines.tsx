import { SegmentedControl, Skeleton } from '@mantine/core'
import { IconListCheck } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExtractoLineaRow } from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { useCan } from '../../app/session.tsx'
import { useErrorText } from '../../components/errorText.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorNote.tsx'
import { notifyDone, notifyProblem } from '../../components/notify.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { LineActions, type LineAction } from './LineActions.tsx'
import { LineList } from './LineList.tsx'
import { LinePanel } from './LinePanel.tsx'
import styles from './reconciliation.module.css'
import { VISTAS, type Vista } from './search.ts'

const PAGE = 100

interface Props {
  vista: Vista
  umbral: number
  onVista: (vista: Vista) => void
}

/** The lines, and beside them whose the chosen one may be. */
export function Lines({ vista, umbral, onVista }: Props) {
  const { t } = useTranslation('conciliacion')
  const records = useCan('conciliacion.record')
  const [active, setActive] = useState(0)
  const [action, setAction] = useState<LineAction | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const query = useLineas(vista)
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const current = rows[Math.min(active, Math.max(0, rows.length - 1))]
  const accept = useAccept()

  const enter = (row: ExtractoLineaRow) => {
    if (!records || vista !== 'abierta' || accept.isPending) return
    if (row.propuesta) accept.mutate(row)
    else setAction({ tipo: 'hand', linea: row })
  }
  // The line that was accepted goes, and the next one is under the same place.
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.focus()
  })

  return (
    <>
      <SegmentedControl
        className={styles['views'] ?? ''}
        aria-label={t('vista.label')}
        value={vista}
        onChange={(value) => onVista(VISTAS.find((each) => each === value) ?? 'abierta')}
        data={VISTAS.map((value) => ({ value, label: t(`vista.${value}`) }))}
      />
      <div className={styles['sides']}>
        {query.isPending ? (
          <Skeleton className={styles['list'] ?? ''} role="status" aria-label={t('list.loading')} />
        ) : query.isError && query.data === undefined ? (
          <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <div className={styles['list']}>
            <EmptyState
              icon={<IconListCheck />}
              title={vista === 'abierta' ? t('empty.abierta') : t('empty.otra')}
              text={vista === 'abierta' ? t('empty.text') : undefined}
            />
          </div>
        ) : (
          <LineList
            ref={list}
            rows={rows}
            umbral={umbral}
            active={Math.min(active, rows.length - 1)}
            onActive={setActive}
            onEnter={enter}
            more={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
          />
        )}
        {current && (
          <LinePanel
            key={current.id}
            row={current}
            umbral={umbral}
            busy={accept.isPending}
            onAccept={(propuesta) => accept.mutate({ ...current, propuesta })}
            onAction={setAction}
          />
        )}
      </div>
      {action && <LineActions action={action} onClose={() => setAction(null)} />}
    </>
  )
}

function useLineas(vista: Vista) {
  return useInfiniteQuery(
    orpc.conciliacion.lineas.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: { vista },
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<ExtractoLineaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
}

/** Accepts the proposal that a row carries. */
function useAccept() {
  const { t } = useTranslation('conciliacion')
  const errorText = useErrorText()
  const request = useRequestId()
  return useMutation({
    mutationFn: ({ id, propuesta }: ExtractoLineaRow) =>
      orpc.conciliacion.accept.call({ requestId: request.id, lineaId: id, propuestaId: propuesta?.id ?? '' }),
    onSuccess: (_, { propuesta }) => notifyDone(t('accept.done', { cliente: propuesta?.clienteNombre ?? '' })),
    onError: (error) => notifyProblem(errorText(error)),
    onSettled: () => {
      request.renew()
      return queryClient.invalidateQueries({ queryKey: orpc.conciliacion.key() })
    },
  })
}
