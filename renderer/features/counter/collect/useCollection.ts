import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { v7 } from 'uuid'
import type { Collectable, ReciboDetail } from '../../../../contract/procedures/cash.ts'
import { useSession } from '../../../app/session.tsx'
import { connection, rpc } from '../../../rpc/client.ts'
import { OfficeError } from '../../../rpc/errors.ts'
import { refreshMoney } from '../../../rpc/money.ts'
import { draftOf, dropDraft, keepDraft } from './drafts.ts'
import { retryDelay, settle, wait } from './settle.ts'
import {
  type CollectChange,
  type CollectInput,
  type CollectValues,
  changeValues,
  collectInput,
  keepOpen,
  proposedValues,
  sameValues,
} from './values.ts'

export type Phase =
  | { fase: 'editing'; error: OfficeError | null; doubted: boolean }
  /** `doubt`: no answer came; it is being asked again. */
  | { fase: 'sending'; doubt: OfficeError | null }
  | { fase: 'recorded'; recibo: ReciboDetail; doubted: boolean }

export interface Collection {
  values: CollectValues
  phase: Phase
  /** The values come from an earlier try that was left. */
  restored: boolean
  change: (change: CollectChange) => void
  confirm: () => void
  /** While in doubt: asks now instead of waiting. */
  askNow: () => void
  /** Back to what was proposed. */
  startOver: () => void
}

/**
 * One collection of a client, from the proposal to its certain outcome. One requestId until it is recorded: whatever is
 * pressed or goes silent meanwhile, the client pays once. What is left unfinished is kept as a draft.
 */
export function useCollection(clienteId: string, prepared: Collectable, facturaId: string | null): Collection {
  const usuarioId = useSession().usuario.id
  const { facturas } = prepared
  const [draft] = useState(() => draftOf(usuarioId, clienteId))
  const [requestId] = useState(() => draft?.requestId ?? v7())
  const [proposal] = useState(() => proposedValues(prepared, facturaId))
  const [typed, setTyped] = useState<CollectValues>(() => draft?.values ?? proposal)
  const [restored, setRestored] = useState(draft !== null && draft.attempt === null)
  const [phase, setPhase] = useState<Phase>(
    draft?.attempt ? { fase: 'sending', doubt: null } : { fase: 'editing', error: null, doubted: false },
  )
  const values = useMemo(() => keepOpen(typed, facturas), [typed, facturas])
  const sending = useRef(false)
  const givenUp = useRef<AbortController | null>(null)
  const [sooner] = useState(() => new EventTarget())

  const send = useCallback(
    async (input: CollectInput, sent: CollectValues) => {
      if (sending.current) return
      sending.current = true
      const leaving = new AbortController()
      givenUp.current = leaving
      keepDraft(usuarioId, clienteId, { requestId, values: sent, attempt: input })
      setPhase({ fase: 'sending', doubt: null })
      let interrupted = false
      const onDoubt = (doubt: OfficeError) => {
        interrupted = true
        setPhase({ fase: 'sending', doubt })
      }
      // The connection asks again by itself once the person is back; the cashier is told meanwhile.
      const unsubscribe = connection.onPhase((now) => {
        if (now !== 'entered') onDoubt(new OfficeError('office.gone'))
      })
      const outcome = await settle(() => rpc.cobros.record(input), {
        onDoubt,
        pause: (attempt) => wait(retryDelay(attempt), sooner, leaving.signal),
      }).catch(() => null)
      unsubscribe()
      sending.current = false
      // Left while in doubt: the draft stays, and whoever opens it asks again.
      if (outcome === null) return
      if (outcome.estado === 'recorded') {
        dropDraft(usuarioId, clienteId)
        setPhase({ fase: 'recorded', recibo: outcome.result, doubted: interrupted })
      } else {
        keepDraft(usuarioId, clienteId, { requestId, values: sent, attempt: null })
        setPhase({ fase: 'editing', error: outcome.error, doubted: interrupted })
      }
      await refreshMoney()
    },
    [usuarioId, clienteId, requestId, sooner],
  )

  useEffect(() => {
    if (draft?.attempt) void send(draft.attempt, draft.values)
    return () => givenUp.current?.abort()
  }, [draft, send])

  // What is typed outlives the dialog, but for what nobody typed.
  const editing = phase.fase === 'editing'
  useEffect(() => {
    if (!editing) return
    const { recibidoUnreadable: _, ...readable } = values
    const kept = { ...readable, recibidoUnreadable: false }
    if (sameValues(kept, proposal)) dropDraft(usuarioId, clienteId)
    else keepDraft(usuarioId, clienteId, { requestId, values: kept, attempt: null })
  }, [editing, values, proposal, usuarioId, clienteId, requestId])

  return {
    values,
    phase,
    restored,
    change: useCallback(
      (change) => {
        if (!editing) return
        setTyped((now) => changeValues(keepOpen(now, facturas), facturas, change))
        setPhase({ fase: 'editing', error: null, doubted: false })
      },
      [editing, facturas],
    ),
    confirm: () => {
      const input = collectInput(clienteId, requestId, values)
      if (input !== null && editing) void send(input, values)
    },
    askNow: () => sooner.dispatchEvent(new Event('now')),
    startOver: () => {
      setTyped(proposal)
      setRestored(false)
    },
  }
}
