import { useEffect, useState } from 'react'
import type { PasoDiagnosticado, PasoDiagnostico } from '../../../contract/procedures/diagnostico.ts'
import { rpc } from '../../rpc/client.ts'

export type PasoHecho = Extract<PasoDiagnosticado, { tipo: 'paso' }>

export interface Diagnosis {
  pasos: readonly PasoHecho[]
  /** The step that is being looked at; null: none. */
  curso: PasoDiagnostico | null
  /** Where it breaks; null: nowhere. Undefined until the end. */
  donde: PasoDiagnostico | null | undefined
  /** What else keeps it from working: the debt that it is cut for. */
  ademas: PasoDiagnostico | null
  error: unknown
}

const BEGIN: Diagnosis = { pasos: [], curso: null, donde: undefined, ademas: null, error: null }

function after(before: Diagnosis, event: PasoDiagnosticado): Diagnosis {
  if (event.tipo === 'curso') return { ...before, curso: event.paso }
  if (event.tipo === 'fin') return { ...before, curso: null, donde: event.donde, ademas: event.ademas }
  return { ...before, curso: null, pasos: [...before.pasos, event] }
}

/** Looks at a service from its contract to its traffic, from now on and again at each `round`. */
export function useDiagnosis(servicioId: string, round: number): Diagnosis {
  const [diagnosis, setDiagnosis] = useState(BEGIN)
  useEffect(() => {
    const stop = new AbortController()
    setDiagnosis(BEGIN)
    const look = async () => {
      try {
        for await (const event of await rpc.diagnostico.run({ servicioId }, { signal: stop.signal }))
          if (!stop.signal.aborted) setDiagnosis((before) => after(before, event))
      } catch (error) {
        if (!stop.signal.aborted) setDiagnosis((before) => ({ ...before, curso: null, error }))
      }
    }
    void look()
    return () => stop.abort()
    // Another round is another look.
  }, [servicioId, round])
  return diagnosis
}
