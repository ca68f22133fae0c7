import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ClienteHit } from '../../../contract/index.ts'
import { orpc, queryClient } from '../../rpc/query.ts'

/** Milliseconds without a key before the office is asked. */
const DEBOUNCE = 40
/** Milliseconds on one hit before its card is read ahead. */
const READ_AHEAD = 60
const LIMIT = 20
const NO_HITS: ClienteHit[] = []

export interface ClientSearch {
  text: string
  setText: (text: string) => void
  hits: ClienteHit[]
  /** The hits are the answer to the text as it is now. */
  settled: boolean
  /** Index of the hit that Enter chooses. */
  active: number
  move: (step: number) => void
  point: (index: number) => void
  /** Chooses the active hit, now or as soon as the answer to the text is there. */
  choose: () => void
  error: Error | null
  retry: () => void
}

/** Search while typing: the former rows stay until the new ones come, and an answer to older text is never chosen from. */
export function useClientSearch(onChoose: (hit: ClienteHit) => void): ClientSearch {
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')
  const [active, setActive] = useState(0)
  /** Enter was pressed before the answer came, as barcode readers do. */
  const [waiting, setWaiting] = useState(false)
  const wanted = text.trim()

  useEffect(() => {
    if (wanted === asked) return
    const timer = setTimeout(() => setAsked(wanted), wanted === '' ? 0 : DEBOUNCE)
    return () => clearTimeout(timer)
  }, [wanted, asked])

  const query = useQuery(
    orpc.clientes.search.queryOptions({
      input: { texto: asked, limit: LIMIT },
      enabled: asked !== '',
      placeholderData: keepPreviousData,
    }),
  )
  const hits = wanted === '' || asked === '' ? NO_HITS : (query.data ?? NO_HITS)
  const settled = wanted !== '' && wanted === asked && query.isSuccess && !query.isPlaceholderData
  const current = Math.min(active, Math.max(0, hits.length - 1))
  const hit = hits[current]

  useEffect(() => {
    if (!waiting || !settled) return
    setWaiting(false)
    if (hit !== undefined) onChoose(hit)
  }, [waiting, settled, hit, onChoose])

  const clienteId = settled ? hit?.id : undefined
  useEffect(() => {
    if (clienteId === undefined) return
    const timer = setTimeout(() => readAhead(clienteId), READ_AHEAD)
    return () => clearTimeout(timer)
  }, [clienteId])

  return {
    text,
    setText(typed) {
      setText(typed)
      setActive(0)
      setWaiting(false)
    },
    hits,
    settled,
    active: current,
    move: (step) => setActive(Math.max(0, Math.min(hits.length - 1, current + step))),
    point: setActive,
    choose() {
      if (wanted === '') return
      setAsked(wanted)
      setWaiting(true)
    },
    error: wanted === '' ? null : query.error,
    retry: () => void query.refetch(),
  }
}

/** The card opens at once when it is chosen. */
function readAhead(clienteId: string): void {
  void queryClient.prefetchQuery(orpc.clientes.get.queryOptions({ input: { id: clienteId } }))
  void queryClient.prefetchQuery(orpc.cobros.prepare.queryOptions({ input: { clienteId } }))
}
