import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { EstadoCorteFila } from '../../../contract/enums.ts'
import type {
  CorridaCorteFilaRow,
  CorridaCorteRow,
  SimulacionFila,
  TrabajoDeServicio,
} from '../../../contract/index.ts'
import type { Page } from '../../../contract/schemas.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'
import type { CutsSearch } from './search.ts'

/** Rows asked for at once. */
const PAGE = 200
/** How often what moves is read again. */
const WATCH_MS = 1_500
/** How often what may begin by itself is looked for. */
const LOOK_MS = 30_000

const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
const isGoing = (run: CorridaCorteRow | null | undefined) => run?.estado === 'en_curso'

/** A job that a device has not answered yet. */
export const isOpen = ({ estado }: TrabajoDeServicio): boolean => estado === 'pendiente' || estado === 'aplicado'

/** Whether cuts are on, and the run that waits, goes on or is paused. */
export const useCutsState = () =>
  useQuery(
    orpc.cortes.estado.queryOptions({
      refetchInterval: ({ state }) => (isGoing(state.data?.abierta) ? WATCH_MS : LOOK_MS),
    }),
  )

/** Who is cut on a day; made anew each time that the screen is opened. */
export const useSimulation = (fecha: string) =>
  useQuery(
    orpc.cortes.simulate.queryOptions({
      input: { fecha },
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
export const useCutRuns = () =>
  useInfiniteQuery(
    orpc.cortes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, ...after(cursor) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorridaCorteRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )

/** Whether a run's devices have still to answer. */
const isMoving = (run: CorridaCorteRow | undefined) =>
  run !== undefined && (isGoing(run) || run.verificados + run.fallidos < run.cortados)

/** One run; read again and again while it goes on, and while devices have not answered. */
export const useCutRun = (corridaId: string) =>
  useQuery(
    orpc.cortes.get.queryOptions({
      input: { corridaId },
      refetchInterval: ({ state }) => (isMoving(state.data) ? WATCH_MS : false),
    }),
  )

/** A row that was read before the run, or a device, was done with it. */
const isBehind = ({ estado, trabajos }: CorridaCorteFilaRow, run: CorridaCorteRow): boolean =>
  trabajos.some(isOpen) || (estado === 'pendiente' && run.estado === 'terminada')

export const useCutRunRows = (run: CorridaCorteRow, estado: EstadoCorteFila | undefined) =>
  useInfiniteQuery(
    orpc.cortes.filas.infiniteOptions({
      input: (cursor: string | undefined) => ({
        corridaId: run.id,
        filter: estado === undefined ? {} : { estado },
        limit: PAGE,
        ...after(cursor),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }: Page<CorridaCorteFilaRow>) => nextCursor ?? undefined,
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        isMoving(run) || state.data?.pages.some(({ items }) => items.some((row) => isBehind(row, run)))
          ? WATCH_MS
          : false,
    }),
  )

/** How the services of a client stand; watched while a device has not answered. */
export const useCutsOfClient = (clienteId: string, enabled: boolean) =>
  useQuery(
    orpc.cortes.ofCliente.queryOptions({
      input: { clienteId },
      enabled,
      refetchInterval: ({ state }) =>
        state.data?.some(({ trabajos }) => trabajos.some(isOpen)) === true ? WATCH_MS : false,
    }),
  )

/** What a payment lifted; watched until every device says so. */
export const useLiftedBy = (reciboId: string, enabled: boolean) =>
  useQuery(
    orpc.cortes.ofRecibo.queryOptions({
      input: { reciboId },
      enabled,
      refetchInterval: ({ state }) =>
        state.data?.some(({ trabajos }) => trabajos.some(isOpen)) === true ? WATCH_MS : false,
    }),
  )

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
