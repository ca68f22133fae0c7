import { skipToken, useQuery } from '@tanstack/react-query'
import type { Papel } from '../../contract/shell.ts'
import { type PaperSource, PREVIEWS, previewDocument, sourceKey } from './paperOutput.ts'

/** A document as it would come out now, and the address of the frame that shows it (`paper://…`). */
export function usePaperPreview(source: PaperSource, papel: Papel) {
  const paper = useQuery({
    queryKey: [PREVIEWS, source.tipo, sourceKey(source), papel],
    queryFn: () => previewDocument(source, papel),
    staleTime: 0,
  })
  const { html } = paper.data ?? {}
  const frame = useQuery({
    queryKey: ['paper-frame', sourceKey(source), papel, html],
    queryFn: html !== undefined ? () => window.mostrador.previewPaper({ html, papel }) : skipToken,
    // The shell keeps only the last few documents: an address is not used twice.
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
