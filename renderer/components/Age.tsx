import { useCallback, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useDates } from '../app/session.tsx'
import { agePart, durationParts } from './duration.ts'

const TICK_MS = 5_000
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

/** One clock for every age on the screen. */
function watchClock(onTick: () => void): () => void {
  watchers.add(onTick)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const watcher of watchers) watcher()
  }, TICK_MS)
  return () => {
    watchers.delete(onTick)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function currentTime(): number {
  // Nobody ticked while nobody looked.
  if (timer === undefined) now = Date.now()
  return now
}

/** The time of day, ms since the epoch, every few seconds. */
export const useNow = (): number => useSyncExternalStore(watchClock, currentTime)

/** A stretch of milliseconds as text: `4 d 3 h`. */
export function useDuration(): (ms: number) => string {
  const { t } = useTranslation()
  return useCallback(
    (ms: number) =>
      durationParts(ms)
        .map(({ unit, n }) => t(`duration.${unit}`, { n }))
        .join(' '),
    [t],
  )
}

/** How long something has been going on, of a stretch in milliseconds. */
export function Duration({ ms }: { ms: number | null | undefined }) {
  const format = useDuration()
  return <span className="tabular">{ms === null || ms === undefined ? '—' : format(ms)}</span>
}

/** How long ago an instant (ms since the epoch) was, kept true while it is looked at; the instant itself on pointing at it. */
export function Age({ at }: { at: number | null }) {
  const { t } = useTranslation()
  const { instant } = useDates()
  const current = useNow()
  if (at === null) return t('duration.never')
  const part = agePart(current - at)
  return (
    <time dateTime={new Date(at).toISOString()} title={instant(at)}>
      {part === null ? t('duration.now') : t('duration.ago', { age: t(`duration.${part.unit}`, { n: part.n }) })}
    </time>
  )
}
