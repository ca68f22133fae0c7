import { useEffect, useState } from 'react'
import type { FinDiagnostico, PasoDiagnosticado, PasoDiagnostico } from '../../../contract/procedures/diagnostico.ts'
import { rpc } from '../../rpc/client.ts'

export type PasoHecho = Extract<PasoDiagnosticado, { tipo: 'paso' }>

export interface Diagnosis {
  pasos: readonly PasoHecho[]
  /** The step that is being looked at; null: none. */
  curso: PasoDiagnostico | null
  /** Where it breaks; null until that is known. */
  fin: FinDiagnostico | null
  error: unknown
}

const BEGIN: Diagnosis = { pasos: [], curso: null, fin: null, error: null }

function after(before: Diagnosis, event: PasoDiagnosticado): Diagnosis {
  if (event.tipo === 'curso') return { ...before, curso: event.paso }
  if (event.tipo === 'fin') return { ...before, curso: null, fin: event }
  // What was only known before is told again, as it is now.
  return { ...before, curso: null, pasos: [...before.pasos.filter(({ paso }) => paso !== event.paso), event] }
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
