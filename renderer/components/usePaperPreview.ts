import { skipToken, useQuery } from '@tanstack/react-query'
import type { Papel } from '../../contract/shell.ts'
import { orpc } from '../rpc/query.ts'
import type { PaperSource } from './paperOutput.ts'

/** A document as it would come out now, and the address of the frame that shows it (`paper://…`). */
export function usePaperPreview(source: PaperSource, papel: Papel, opened: boolean) {
  const { tipo, id } = source
  const recibo = useQuery(
    orpc.documentos.previewRecibo.queryOptions({
      input: opened && tipo === 'recibo' ? { id, papel } : skipToken,
      staleTime: 0,
    }),
  )
  const factura = useQuery(
    orpc.documentos.previewFactura.queryOptions({
      input: opened && tipo === 'factura' ? { id } : skipToken,
      staleTime: 0,
    }),
  )
  const paper = tipo === 'recibo' ? recibo : factura
  const { html } = paper.data ?? {}
  const frame = useQuery({
    queryKey: ['paper-frame', id, papel, html],
    queryFn: opened && html !== undefined ? () => window.mostrador.previewPaper({ html, papel }) : skipToken,
    // The shell keeps only the last few documents: an address is not reused.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return {
    document: paper.data,
    address: frame.data,
    error: paper.error ?? frame.error,
    retry: () => void (paper.error ? paper.refetch() : frame.refetch()),
  }
}
