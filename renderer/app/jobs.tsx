import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trabajo } from '../../contract/index.ts'
import { useErrorText } from '../components/errorText.ts'
import { notifyDone, notifyProblem } from '../components/notify.ts'
import { rpc } from '../rpc/client.ts'
import { OfficeError } from '../rpc/errors.ts'
import { queryClient } from '../rpc/query.ts'
import { useStream } from '../rpc/streams.ts'
import type { ErrorCode } from '../../contract/errors.ts'

/** The office's jobs as they change, from now until unmounted; found again after a restart of the office. */
export function useTrabajosStream(): readonly Trabajo[] {
  const [trabajos, setTrabajos] = useState<readonly Trabajo[]>([])
  useStream('trabajos', (signal) => rpc.system.trabajos(undefined, { signal }), setTrabajos)
  return trabajos
}

const JobsContext = createContext<readonly Trabajo[]>([])

/** The jobs of the office, newest first. */
export const useTrabajos = (): readonly Trabajo[] => use(JobsContext)

/** Keeps the jobs for the top bar and the screens, and says when one ends. */
export function JobsProvider({ children }: { children: ReactNode }) {
  const trabajos = useTrabajosStream()
  const { t } = useTranslation()
  const errorText = useErrorText()
  const running = useRef(new Set<string>())

  useEffect(() => {
    for (const { id, tipo, estado, error, errorData, done, total } of trabajos) {
      if (estado === 'running') {
        running.current.add(id)
        continue
      }
      if (!running.current.delete(id)) continue
      // A preview is shown as soon as it is there.
      if (estado === 'done' && tipo === 'vista') continue
      // A run that ends before its last row was paused.
      if (estado === 'done' && tipo === 'corrida' && done < total) notifyDone(t('jobs.paused'))
      else if (estado === 'done') notifyDone(t(`jobs.done.${tipo}`))
      else notifyProblem(errorText(new OfficeError((error ?? 'office.internal') as ErrorCode, errorData)))
      void queryClient.invalidateQueries()
    }
  }, [trabajos, t, errorText])

  return <JobsContext value={trabajos}>{children}</JobsContext>
}
