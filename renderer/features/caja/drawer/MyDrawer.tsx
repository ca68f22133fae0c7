import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { CierreResult } from '../../../../contract/procedures/caja.ts'
import { ErrorNote } from '../../../components/ErrorNote.tsx'
import { CloseResult } from '../close/CloseResult.tsx'
import { useCajaStatus } from '../useCaja.ts'
import { ClosedDrawer } from './ClosedDrawer.tsx'
import { OpenDrawer } from './OpenDrawer.tsx'

/** The drawer of this seat: closed, this person's, or somebody else's. */
export function MyDrawer() {
  const status = useCajaStatus()
  const [result, setResult] = useState<CierreResult | null>(null)
  if (status.data === undefined) {
    if (status.isError) return <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
    return <Skeleton flex={1} radius="md" />
  }
  const { sesion } = status.data
  return (
    <>
      {sesion === null ? (
        <ClosedDrawer status={status.data} onClosed={setResult} />
      ) : (
        <OpenDrawer key={sesion.id} sesion={sesion} late={status.data.atrasada} onClosed={setResult} />
      )}
      {result !== null && <CloseResult result={result} onClose={() => setResult(null)} />}
    </>
  )
}
