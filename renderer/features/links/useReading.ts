import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ErrorCode } from '../../../contract/errors.ts'
import type { Trabajo } from '../../../contract/index.ts'
import { useTrabajos } from '../../app/jobs.tsx'
import { createKept } from '../../app/kept.ts'
import { rpc } from '../../rpc/client.ts'
import { OfficeError, toOfficeError } from '../../rpc/errors.ts'
import { orpc } from '../../rpc/query.ts'

interface Kept {
  dispositivoId: string
  /** The job that reads the device, until it has ended. */
  trabajoId: string
  /** The reading that came of it. */
  lecturaId: string | null
}

// Kept while the person is at another screen: the office has the reading in memory.
const kept = createKept<Kept | null>()
const KEPT = 'lectura'

/** The device that is being linked, as far as that has come. */
export function useReading() {
  const [current, setCurrent] = useState<Kept | null>(() => kept.get(KEPT) ?? null)
  useEffect(() => {
    kept.set(KEPT, current)
  }, [current])
  const trabajos = useTrabajos()
  const job: Trabajo | undefined = trabajos.find(({ id }) => id === current?.trabajoId)
  const refId = job?.estado === 'done' ? job.refId : null
  useEffect(() => {
    if (refId !== null) setCurrent((before) => (before === null ? null : { ...before, lecturaId: refId }))
  }, [refId])

  const read = useMutation({
    mutationFn: (dispositivoId: string) => rpc.vinculos.read({ dispositivoId }),
    onSuccess: ({ id }, dispositivoId) => setCurrent({ dispositivoId, trabajoId: id, lecturaId: null }),
  })
  const lecturaId = current?.lecturaId ?? null
  const reading = useQuery({
    ...orpc.vinculos.get.queryOptions({ input: { id: lecturaId ?? '' } }),
    enabled: lecturaId !== null,
  })
  const gone = reading.error !== null && toOfficeError(reading.error).code === 'vinculo.gone'
  return {
    dispositivoId: current?.dispositivoId ?? null,
    /** The device is being read. */
    running: job?.estado === 'running' ? job : null,
    /** Why it could not be read. */
    failed:
      job?.estado === 'failed' ? new OfficeError((job.error ?? 'office.internal') as ErrorCode, job.errorData) : null,
    lectura: lecturaId === null ? undefined : reading.data,
    error: gone ? null : reading.error,
    gone,
    read,
    forget: () => setCurrent(null),
  }
}

export type Reading = ReturnType<typeof useReading>
