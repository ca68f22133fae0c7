import { useCallback, useEffect, useRef, useState } from 'react'

const AGAIN_AFTER_MS = 1_000

type Open<T> = (signal: AbortSignal) => Promise<AsyncIterable<T>>

/**
 * Follows a stream of the office while `key` stays the same, and from its beginning again after the office or the session
 * was gone; null follows nothing. Without `onError` a stream that fails is opened again; with it, it ends there.
 */
export function useStream<T>(
  key: string | null,
  open: Open<T>,
  onEvent: (event: T) => void,
  onError?: (error: unknown) => void,
): void {
  const latest = useRef({ open, onEvent, onError })
  useEffect(() => {
    latest.current = { open, onEvent, onError }
  })
  useEffect(() => {
    if (key === null) return
    const stop = new AbortController()
    const listen = async () => {
      while (!stop.signal.aborted) {
        try {
          for await (const event of await latest.current.open(stop.signal)) {
            if (stop.signal.aborted) return
            latest.current.onEvent(event)
          }
        } catch (error) {
          if (stop.signal.aborted) return
          if (latest.current.onError) return latest.current.onError(error)
          // The office went, or the session did: the next subscription waits until both are back.
        }
        if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
      }
    }
    void listen()
    return () => stop.abort()
  }, [key])
}

export interface StreamRun<T> {
  running: boolean
  /** What ended it early; null when nothing did. */
  error: unknown
  /** Begins, in place of what runs. */
  start: (open: Open<T>) => void
  stop: () => void
}

/** A stream with an end, begun by a person: a check, a ping. It stops when its screen goes. */
export function useStreamRun<T>(onEvent: (event: T) => void): StreamRun<T> {
  const [state, setState] = useState<{ running: boolean; error: unknown }>({ running: false, error: null })
  const current = useRef<AbortController | null>(null)
  const latest = useRef(onEvent)
  useEffect(() => {
    latest.current = onEvent
  })
  const stop = useCallback(() => {
    current.current?.abort()
    current.current = null
    setState((before) => ({ ...before, running: false }))
  }, [])
  const start = useCallback((open: Open<T>) => {
    current.current?.abort()
    const mine = new AbortController()
    current.current = mine
    setState({ running: true, error: null })
    const run = async () => {
      try {
        for await (const event of await open(mine.signal)) {
          if (mine.signal.aborted) return
          latest.current(event)
        }
        if (!mine.signal.aborted) setState({ running: false, error: null })
      } catch (error) {
        if (!mine.signal.aborted) setState({ running: false, error })
      }
    }
    void run()
  }, [])
  useEffect(() => () => current.current?.abort(), [])
  return { ...state, start, stop }
}
