import { useQuery } from '@tanstack/react-query'
import { Sparkline } from '../../../components/Sparkline.tsx'
import { orpc } from '../../../rpc/query.ts'
import { pointsOf } from '../history.ts'

const SPAN_MS = 2 * 3_600_000
const POINTS = 40
/** Rows that come into sight together ask about the same stretch, and again after this long. */
const FRESH_MS = 120_000

/** The downstream of a device's last two hours. */
export function TrafficSpark({ id }: { id: string }) {
  const hasta = Math.ceil(Date.now() / FRESH_MS) * FRESH_MS
  const desde = hasta - SPAN_MS
  const history = useQuery(
    orpc.dispositivos.historia.queryOptions({
      input: { id, series: ['bajada'], desde, hasta, puntos: POINTS },
      staleTime: FRESH_MS,
    }),
  )
  if (!history.data) return null
  return (
    <Sparkline
      points={pointsOf(history.data, 'bajada')}
      from={desde}
      to={hasta}
      stepMs={Math.max(history.data.pasoMs, SPAN_MS / POINTS)}
    />
  )
}
