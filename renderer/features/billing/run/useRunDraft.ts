import { useMutation } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FechaCivil, Periodo } from '../../../../contract/dates.ts'
import type { CorridaResumen, VistaFila } from '../../../../contract/procedures/corridas.ts'
import { createKept } from '../../../app/kept.ts'
import { rpc } from '../../../rpc/client.ts'
import { orpc, queryClient } from '../../../rpc/query.ts'
import { useRequestId } from '../../../rpc/requestId.ts'
import { type Excluded, excludedRow, without } from './adjust.ts'

/** What a run is asked to be. */
export interface RunChoice {
  periodo: Periodo
  /** Only services of that billing day; null is all. */
  dia: number | null
  fechaEmision: FechaCivil
  /** The proposed run that this is the preview of. */
  corridaId: string | null
}

/** A run as far as it is prepared. */
export interface RunDraft extends RunChoice {
  resumen: CorridaResumen
  excluded: Excluded
}

// Kept while the person is at another screen: the office has the preview in memory.
const kept = createKept<RunDraft | null>()
const KEPT = 'draft'

export const sameRun = (a: RunChoice, b: RunChoice): boolean =>
  a.periodo === b.periodo && a.dia === b.dia && a.fechaEmision === b.fechaEmision && a.corridaId === b.corridaId

/** The run that this session prepares and what can be done with it. What fails leaves the draft as it was. */
export function useRunDraft(onConfirmed: (corridaId: string) => void) {
  const [draft, setDraft] = useState<RunDraft | null>(() => kept.get(KEPT) ?? null)
  const request = useRequestId()
  const latest = useRef(draft)
  const show = useCallback((next: RunDraft | null) => {
    latest.current = next
    kept.set(KEPT, next)
    setDraft(next)
  }, [])

  const prepare = useMutation({
    mutationFn: ({ periodo, dia, fechaEmision }: RunChoice) => rpc.corridas.preview({ periodo, dia, fechaEmision }),
    onSuccess: (resumen, choice) => {
      const before = latest.current
      queryClient.removeQueries({ queryKey: orpc.corridas.previewRows.key() })
      request.renew()
      // What was left out of the same run stays left out: rows keep their names.
      show({ ...choice, resumen, excluded: before !== null && sameRun(before, choice) ? before.excluded : {} })
    },
  })

  const confirm = useMutation({
    mutationFn: ({ resumen, excluded, corridaId }: RunDraft) =>
      rpc.corridas.confirm({
        requestId: request.id,
        vistaId: resumen.vistaId,
        excluidas: Object.keys(excluded),
        corridaId,
      }),
    onSuccess: ({ corridaId }) => {
      request.renew()
      show(null)
      void queryClient.invalidateQueries({ queryKey: orpc.corridas.key() })
      onConfirmed(corridaId)
    },
  })

  const change = useCallback(
    (alter: (excluded: Excluded) => Excluded) => {
      const current = latest.current
      if (current) show({ ...current, excluded: alter(current.excluded) })
    },
    [show],
  )
  const exclude = useCallback(
    (fila: VistaFila) => change((excluded) => ({ ...excluded, [fila.clave]: excludedRow(fila) })),
    [change],
  )
  const include = useCallback((clave: string) => change((excluded) => without(excluded, clave)), [change])

  useEffect(() => {
    latest.current = draft
  }, [draft])

  return {
    draft,
    prepare,
    confirm,
    exclude,
    include,
    /** Back to choosing the period. */
    leave: () => {
      show(null)
      prepare.reset()
      confirm.reset()
    },
  }
}
export type RunState = ReturnType<typeof useRunDraft>
