import { useState } from 'react'
import type { FuenteFacturas, LoteCorreo, Trabajo } from '../../../contract/index.ts'
import type { BatchPlace, BatchTarget, Hoja } from '../../../contract/shell.ts'
import { useTrabajos } from '../../app/jobs.tsx'
import { rpc } from '../../rpc/client.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

export type Salida = 'archivo' | 'carpeta' | 'impresora' | 'correo'

export interface BatchChoice {
  salida: Salida
  papel: Hoja
  printer: string
  /** Without extension: of the file, or of the folder. */
  name: string
}

const targetOf = ({ salida, printer, name }: BatchChoice): BatchTarget => {
  if (salida === 'impresora') return { kind: 'printer', printer }
  return { kind: salida === 'archivo' ? 'file' : 'folder', suggestedName: name }
}

/** What has come of it so far. */
export type BatchOutcome =
  | { kind: 'drawing'; trabajo: Trabajo; place: string; choice: BatchChoice }
  | { kind: 'mailed'; lote: LoteCorreo }
  | { kind: 'place'; detalle: string }
  | { kind: 'refused'; error: unknown }

/** Starts a batch and follows its job, which goes on by itself when nobody looks. */
export function useBatch(fuente: FuenteFacturas) {
  const request = useRequestId()
  const trabajos = useTrabajos()
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<BatchOutcome | null>(null)

  const draw = async (choice: BatchChoice): Promise<BatchOutcome | null> => {
    const opened: BatchPlace = await window.mostrador.openBatch(targetOf(choice))
    if (!opened.ok) return opened.reason === 'cancelled' ? null : { kind: 'place', detalle: opened.detail }
    const { lote, place } = opened
    const { salida, papel } = choice
    const destino = salida === 'correo' ? 'archivo' : salida
    // The same id when it is tried again: what it recorded as originals stays so.
    const trabajo = await rpc.documentos.startBatch({ requestId: request.id, fuente, papel, destino, lote })
    return { kind: 'drawing', trabajo, place, choice }
  }
  const mail = async (): Promise<BatchOutcome> => {
    const lote = await rpc.correos.sendBatch({ requestId: request.id, fuente })
    request.renew()
    void queryClient.invalidateQueries({ queryKey: orpc.correos.key() })
    return { kind: 'mailed', lote }
  }
  const start = async (choice: BatchChoice) => {
    setBusy(true)
    try {
      setOutcome(choice.salida === 'correo' ? await mail() : await draw(choice))
    } catch (error) {
      setOutcome({ kind: 'refused', error })
    } finally {
      setBusy(false)
    }
  }
  const shown: BatchOutcome | null =
    outcome?.kind === 'drawing'
      ? { ...outcome, trabajo: trabajos.find(({ id }) => id === outcome.trabajo.id) ?? outcome.trabajo }
      : outcome
  return { busy, outcome: shown, start, again: () => setOutcome(null) }
}
