import { useMutation, useQuery } from '@tanstack/react-query'
import type { TicketsDocumento, TrabajoTicket } from '../../contract/index.ts'
import { useCan, useSession } from '../app/session.tsx'
import { orpc, queryClient } from '../rpc/query.ts'
import { useRequestId } from '../rpc/requestId.ts'
import { PREVIEWS } from './paperOutput.ts'

/** While a ticket is on its way; then once in a while, as long as it waits. */
const SOON_MS = 400
const WAITING_MS = 2_000

/** Whether this person prints tickets at this seat. */
export function useHasTicketPrinter(): boolean {
  const { conexion } = useSession().puesto.impresora
  return useCan('recibo.print') && conexion.tipo !== 'ninguna'
}

/** Whether the office prints a ticket of each collection by itself. */
export function usePrintsTickets(): boolean {
  const { auto } = useSession().puesto.impresora
  return useHasTicketPrinter() && auto
}

const isMoving = ({ estado, falla }: TrabajoTicket): boolean =>
  estado === 'enviando' || (estado === 'pendiente' && falla === null)

/** The latest ticket of a document, followed until nothing more happens to it by itself. */
export function useTicketOf(documentoId: string, enabled: boolean) {
  return useQuery(
    orpc.impresoras.ofDocument.queryOptions({
      input: { documentoId },
      enabled,
      staleTime: 0,
      refetchInterval: ({ state }) => {
        const latest = state.data?.[0]
        if (latest === undefined) return false
        if (isMoving(latest)) return SOON_MS
        return latest.estado === 'pendiente' ? WAITING_MS : false
      },
    }),
  )
}

/** After something happened to a ticket: the queue, its document, and papers that are copies now. */
export function refreshTickets(): void {
  void queryClient.invalidateQueries({ queryKey: orpc.impresoras.key() })
  void queryClient.invalidateQueries({ queryKey: orpc.recibos.key() })
  void queryClient.invalidateQueries({ queryKey: [PREVIEWS] })
}

/** What a person does to one ticket. */
export function useTicketActions() {
  const request = useRequestId()
  const onSuccess = () => {
    request.renew()
    refreshTickets()
  }
  const retry = useMutation(orpc.impresoras.retry.mutationOptions({ onSuccess }))
  const reprint = useMutation(orpc.impresoras.reprint.mutationOptions({ onSuccess }))
  const confirm = useMutation(orpc.impresoras.confirm.mutationOptions({ onSuccess }))
  const cancel = useMutation(orpc.impresoras.cancel.mutationOptions({ onSuccess }))
  const all = [retry, reprint, confirm, cancel]
  return {
    busy: all.some(({ isPending }) => isPending),
    error: all.find(({ isError }) => isError)?.error ?? null,
    retry: (id: string) => retry.mutate({ requestId: request.id, id }),
    reprint: (id: string) => reprint.mutate({ requestId: request.id, id }),
    confirm: (id: string) => confirm.mutate({ requestId: request.id, id }),
    cancel: (ids: string[], then?: () => void) =>
      cancel.mutate({ requestId: request.id, ids }, then ? { onSettled: then } : {}),
  }
}

/** Prints a document on the ticket printer. */
export function usePrintTicket(tipo: TicketsDocumento, documentoId: string) {
  const request = useRequestId()
  const print = useMutation(
    orpc.impresoras.print.mutationOptions({
      onSuccess: () => {
        request.renew()
        refreshTickets()
      },
    }),
  )
  return { ...print, print: () => print.mutate({ requestId: request.id, tipo, documentoId }) }
}
