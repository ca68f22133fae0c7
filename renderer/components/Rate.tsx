import { useCallback } from 'react'
import { useTenant } from '../app/session.tsx'
import { formatRate } from './rate.ts'

/** Bits per second as text, as the tenant's country writes numbers. */
export function useRate(): (bps: number) => string {
  const { locale } = useTenant()
  return useCallback((bps: number) => formatRate(bps, locale), [locale])
}

/** Traffic in bits per second; a dash where it is not known, which is not zero. */
export function Rate({ bps }: { bps: number | null | undefined }) {
  const format = useRate()
  return <span className="tabular">{bps === null || bps === undefined ? '—' : format(bps)}</span>
}
