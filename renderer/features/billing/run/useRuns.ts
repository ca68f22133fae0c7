import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { EstadoCorrida, EstadoCorridaFila } from '../../../../contract/enums.ts'
import type { CorridaFilaRow, CorridaRow, VistaFila } from '../../../../contract/procedures/corridas.ts'
import type { Page } from '../../../../contract/schemas.ts'
import { useDates } from '../../../app/session.tsx'
import { orpc } from '../../../rpc/query.ts'
import type { VistaFilter } from './filters.ts'
import { nextPeriod, periodAfter } from './periods.ts'

/** Rows asked for at once. */
const PAGE = 200
/** Of the latest runs, enough to know what of this year is billed. */
const LATEST = 200
const WATCH_MS = 2_000

const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })

/** Rows of a preview; it changes only with another preview. */
export const useVistaRows = (vistaId: string, filter: VistaFilter) =>
  useInfiniteQuery(
    orpc.corridas.previewRows.infiniteOptions({
      input: (cursor: string | undefined) => ({ vistaId, filter, limit: PAGE, ...after(cursor) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<VistaFila>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )

/** Runs, newest first. */
export const useRuns = (estado: EstadoCorrida | undefined) =>
  useInfiniteQuery(
    orpc.corridas.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        filter: estado === undefined ? {} : { estado },
        limit: PAGE,
        ...after(cursor),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorridaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )

/** What became of the rows of a run. */
export const useRunRows = (corridaId: string, estado: EstadoCorridaFila | undefined) =>
  useInfiniteQuery(
    orpc.corridas.filas.infiniteOptions({
      input: (cursor: string | undefined) => ({
        corridaId,
        filter: estado === undefined ? {} : { estado },
        limit: PAGE,
        ...after(cursor),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorridaFilaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )

/** One run; while it is being issued it is read again and again. */
export const useRun = (id: string) =>
  useQuery(
    orpc.corridas.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data?.estado === 'emitiendo' ? WATCH_MS : false),
    }),
  )

const useLatestRuns = () => useQuery(orpc.corridas.list.queryOptions({ input: { filter: {}, limit: LATEST } }))

export const usePendingRuns = () => useQuery(orpc.corridas.pendientes.queryOptions())

/** The period to bill next for the office's billing day, and whether its day has come; null until it is known. */
export function useNextPeriod(): { periodo: string; due: boolean; programada: boolean } | null {
  const { today } = useDates()
  const config = useQuery(orpc.facturacion.config.queryOptions())
  const runs = useLatestRuns()
  const next =
    config.data && runs.data ? nextPeriod(today(), config.data.diaFacturacion, config.data, runs.data.items) : null
  // An office that never made a run may have billed the period in another way: by hand, or with an earlier program.
  const first = next !== null && next.due && runs.data?.items.length === 0
  const invoices = useQuery(
    orpc.facturas.list.queryOptions({
      input: { filter: { periodo: next?.periodo ?? '' }, limit: 1 },
      enabled: first,
    }),
  )
  if (next === null || config.data === undefined) return null
  const programada = config.data.programada.activa
  if (!first) return { ...next, programada }
  if (invoices.data === undefined) return invoices.isError ? { ...next, programada } : null
  if (invoices.data.items.length === 0) return { ...next, programada }
  return { periodo: periodAfter(next.periodo, 1), due: false, programada }
}

/** What runs of that period and billing day issued; null when there is none. */
export function useIssuedIn(periodo: string, dia: number | null): { emitidas: number; monto: number } | null {
  const runs = useLatestRuns()
  const of = runs.data?.items.filter((run) => run.periodo === periodo && run.dia === dia && run.emitidas > 0) ?? []
  if (of.length === 0) return null
  return {
    emitidas: of.reduce((sum, { emitidas }) => sum + emitidas, 0),
    monto: of.reduce((sum, { montoEmitido }) => sum + montoEmitido, 0),
  }
}
