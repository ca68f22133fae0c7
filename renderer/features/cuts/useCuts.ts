import { keepPreviousData, skipToken, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { isTrabajoAbierto } from '../../../contract/enums.ts'
import type {
  CorridaCorteFilaRow,
  CorridaCorteRow,
  RedConfig,
  ResultadoCorte,
  SimulacionFila,
} from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import { useJobNews } from '../network/useJobNews.ts'
import type { CutsSearch } from './search.ts'

/** Rows asked for at once. */
const PAGE = 200
/** Runs asked for at once: the rows of each are counted. */
const RUNS = 30
/** How often what may begin by itself is looked for. */
const LOOK_MS = 30_000

const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })

type Part = 'estado' | 'list' | 'get' | 'filas'
/** Reads again what is shown of cuts whenever something moved. The list of a day is not made anew: a person asks for that. */
function useCutsNews(...parts: readonly Part[]): void {
  useJobNews('cortes', () =>
    Promise.all(parts.map((part) => queryClient.invalidateQueries({ queryKey: orpc.cortes[part].key() }))),
  )
}

/** Whether cuts are on, and the run that waits, goes on or is paused. */
export function useCutsState() {
  useCutsNews('estado')
  return useQuery(orpc.cortes.estado.queryOptions({ refetchInterval: LOOK_MS }))
}

/** Who is cut on a day (null: it is not known yet which), by the office's rules or by others; made anew each time that the screen is opened. */
export const useSimulation = (fecha: string | null, reglas?: RedConfig['cortes']) =>
  useQuery(
    orpc.cortes.simulate.queryOptions({
      input: fecha === null ? skipToken : { fecha, ...(reglas === undefined ? {} : { reglas }) },
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnMount: 'always',
      placeholderData: keepPreviousData,
    }),
  )

export const useSimulationRows = (simulacionId: string, { ver, motivo, plan, equipo, texto }: CutsSearch) =>
  useInfiniteQuery(
    orpc.cortes.simulationRows.infiniteOptions({
      input: (cursor: string | undefined) => ({
        simulacionId,
        filter: {
          ...(ver === undefined ? {} : { seCorta: ver === 'cortan' }),
          ...(motivo === undefined ? {} : { motivo }),
          ...(plan === undefined ? {} : { planId: plan }),
          ...(equipo === undefined ? {} : { dispositivoId: equipo }),
          ...(texto === undefined ? {} : { texto }),
        },
        limit: PAGE,
        ...after(cursor),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<SimulacionFila>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )

/** Runs, newest first. */
export function useCutRuns() {
  useCutsNews('list')
  return useInfiniteQuery(
    orpc.cortes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: RUNS, ...after(cursor) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorridaCorteRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
}

/** One run with its rows, as far as it and its devices are. */
export function useCutRun(corridaId: string) {
  useCutsNews('get', 'filas')
  return useQuery(orpc.cortes.get.queryOptions({ input: { corridaId } }))
}

export const useCutRunRows = (corridaId: string, resultado: ResultadoCorte | undefined) =>
  useInfiniteQuery(
    orpc.cortes.filas.infiniteOptions({
      input: (cursor: string | undefined) => ({
        corridaId,
        filter: resultado === undefined ? {} : { resultado },
        limit: PAGE,
        ...after(cursor),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorridaCorteFilaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )

/** How the services of a client stand, as devices answer. */
export function useCutsOfClient(clienteId: string, enabled: boolean) {
  const services = useQuery(orpc.cortes.ofCliente.queryOptions({ input: { clienteId }, enabled }))
  useJobNews(enabled ? clienteId : null, () => services.refetch())
  return services
}

/** What a payment lifted; watched until every device says so. */
export function useLiftedBy(reciboId: string, enabled: boolean) {
  const lifted = useQuery(orpc.cortes.ofRecibo.queryOptions({ input: { reciboId }, enabled }))
  const waits = lifted.data?.some(({ trabajos }) => trabajos.some(({ estado }) => isTrabajoAbierto(estado))) === true
  useJobNews(waits ? reciboId : null, () => lifted.refetch())
  return lifted
}

export const forgetCuts = () => queryClient.invalidateQueries({ queryKey: orpc.cortes.key() })

/** What a person does with a run. */
export function useRunActions(corridaId: string) {
  const request = useRequestId()
  const onSuccess = () => {
    request.renew()
    void forgetCuts()
  }
  const confirm = useMutation(orpc.cortes.confirm.mutationOptions({ onSuccess }))
  const pause = useMutation(orpc.cortes.pause.mutationOptions({ onSuccess }))
  const resume = useMutation(orpc.cortes.resume.mutationOptions({ onSuccess }))
  const stop = useMutation(orpc.cortes.stop.mutationOptions({ onSuccess }))
  const undo = useMutation(orpc.cortes.undo.mutationOptions({ onSuccess }))
  const input = () => ({ requestId: request.id, corridaId })
  return {
    confirm: () => confirm.mutate(input()),
    pause: () => pause.mutate(input()),
    resume: () => resume.mutate(input()),
    stop: (done: () => void) => stop.mutate(input(), { onSuccess: done }),
    undo: (motivo: string, done: (levantados: number) => void) =>
      undo.mutate({ ...input(), motivo }, { onSuccess: ({ levantados }) => done(levantados) }),
    busy: confirm.isPending || pause.isPending || resume.isPending || stop.isPending || undo.isPending,
    error: confirm.error ?? pause.error ?? resume.error,
    stopError: stop.error,
    undoError: undo.error,
  }
}
export type RunActions = ReturnType<typeof useRunActions>
