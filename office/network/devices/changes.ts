/** What changed, told to whoever watches: folded, so that a slow reader and a busy network cost the same. */
export class Changes {
  readonly #watchers = new Set<(id: string) => void>()

  mark(id: string): void {
    for (const heard of this.#watchers) heard(id)
  }

  /** Ids that changed since the set before, at most one set in `everyMs`, until `signal` aborts. The first is empty and comes at once. */
  async *watch(signal: AbortSignal | undefined, everyMs: number): AsyncGenerator<ReadonlySet<string>, void, void> {
    let changed = new Set<string>()
    let wakeUp = (): void => undefined
    const heard = (id: string): void => {
      changed.add(id)
      wakeUp()
    }
    const ended = (): void => wakeUp()
    this.#watchers.add(heard)
    signal?.addEventListener('abort', ended)
    try {
      yield new Set()
      while (!signal?.aborted) {
        if (changed.size > 0) {
          await pause(everyMs, signal)
          const told = changed
          changed = new Set()
          if (!signal?.aborted) yield told
        } else
          await new Promise<void>((resolve) => {
            wakeUp = resolve
          })
      }
    } finally {
      this.#watchers.delete(heard)
      signal?.removeEventListener('abort', ended)
    }
  }
}

/** Waits, but no longer than the signal. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    if (signal?.aborted) done()
    else signal?.addEventListener('abort', done)
  })
}
