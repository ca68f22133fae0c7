import type { ClientLink } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { OfficeState } from '../../contract/shell.ts'
import { OfficeError, toOfficeError } from './errors.ts'

/** Where ports and the state of the office come from: the shell in the product, a fake in tests. */
export interface PortSource {
  requestPort(): void
  onPort(callback: (port: MessagePort) => void): () => void
  onState(callback: (state: OfficeState) => void): () => void
}

/** Milliseconds. */
export interface Limits {
  read: number
  write: number
  /** Reading and writing whole files. */
  file: number
  /** How long to wait for a port before asking again. */
  port: number
}
export const LIMITS: Limits = { read: 15_000, write: 60_000, file: 300_000, port: 2_000 }

/**
 * `closed`: no port. `open`: a port without a session. `entered`: a person has a session on this port.
 */
export type Phase = 'closed' | 'open' | 'entered'

export type Context = Record<never, never>
export interface Connection extends ClientLink<Context> {
  phase(): Phase
  /** Calls back at each change of the phase; returns the unsubscribe. */
  onPhase(callback: (phase: Phase) => void): () => void
  /** Forgets the person: calls that wait for them to come back are refused. */
  forget(): void
}

/** What works without a session; everything else waits while the person of this window has to enter again. */
const PUBLIC = new Set(['access.people', 'access.login', 'access.logout', 'access.me', 'setup.status', 'setup.create'])
/** What reads the whole office. */
const LONG = new Set([
  'system.check',
  'reportes.export',
  'corridas.preview',
  'corridas.previewExport',
  'cortes.simulationExport',
  'cortes.filasExport',
])
const STREAMS = new Set(['system.trabajos'])
/** Ask somebody else: a hash that is meant to be slow, a mail server. */
const SLOW = new Set(['access.login', 'correos.test'])

interface OpenPort {
  link: RPCLink<Context>
  port: MessagePort
  /** Aborted when the port is no longer usable. */
  gone: AbortController
}

const requestIdOf = (input: unknown): boolean => typeof input === 'object' && input !== null && 'requestId' in input

function limitOf(name: string, input: unknown, limits: Limits): number {
  if (name.startsWith('imports.') || LONG.has(name)) return limits.file
  return requestIdOf(input) || SLOW.has(name) ? limits.write : limits.read
}

const sessionUser = (output: unknown): string | null => {
  if (typeof output !== 'object' || output === null) return null
  if ('usuario' in output) {
    const { usuario } = output
    return typeof usuario === 'object' && usuario !== null && 'id' in usuario ? String(usuario.id) : null
  }
  return 'usuarioId' in output ? String(output.usuarioId) : null
}

/**
 * Makes every promise settle: with the answer, with `office.timeout` at its deadline, or with `office.gone` when the port
 * is lost. A write (its input has a `requestId`) that loses its port is repeated once, after the same person is back:
 * the office answers a repeated `requestId` with its first answer.
 */
export function createConnection(source: PortSource, limits: Limits = LIMITS): Connection {
  let open: OpenPort | null = null
  let user: string | null = null
  let entered = false
  let asking: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<(phase: Phase) => void>()

  const phase = (): Phase => (open === null ? 'closed' : entered ? 'entered' : 'open')
  const announce = () => {
    for (const listener of [...listeners]) listener(phase())
  }

  const drop = () => {
    if (open === null) return
    const { gone, port } = open
    open = null
    entered = false
    gone.abort()
    port.close()
    announce()
  }

  const ask = () => {
    clearTimeout(asking)
    if (open !== null) return
    source.requestPort()
    asking = setTimeout(ask, limits.port)
  }

  source.onPort((port) => {
    // Main closes a window's earlier port when it gives another one, so the newest is the living one.
    drop()
    clearTimeout(asking)
    const gone = new AbortController()
    // Before the link listens: it would reject what is pending as aborted, which says nothing about the office.
    port.addEventListener('close', () => {
      if (open?.port !== port) return
      drop()
      asking = setTimeout(ask, limits.port)
    })
    open = { link: new RPCLink<Context>({ port }), port, gone }
    port.start()
    announce()
  })
  source.onState(({ estado }) => {
    clearTimeout(asking)
    if (estado !== 'ready') drop()
    // After a restart main sends a port by itself; asking again is only for the case that it got lost.
    else if (open === null) asking = setTimeout(ask, limits.port)
  })
  ask()

  const noteSession = (name: string, output: unknown) => {
    if (name === 'access.logout') entered = false
    else if (name === 'access.login' || name === 'setup.create' || name === 'access.me') {
      const id = sessionUser(output)
      entered = id !== null
      if (id !== null) user = id
    } else return
    announce()
  }

  /** Waits until `usable` is true at a change of phase; office.gone at the deadline. */
  const waitFor = (usable: () => boolean, ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      if (usable()) return resolve()
      const done = (act: () => void) => {
        clearTimeout(timer)
        listeners.delete(listener)
        act()
      }
      const listener = () => {
        if (usable()) done(resolve)
      }
      const timer = setTimeout(() => done(() => reject(new OfficeError('office.gone'))), ms)
      listeners.add(listener)
    })

  const attempt = async (
    path: readonly string[],
    input: unknown,
    signal: AbortSignal | undefined,
  ): Promise<unknown> => {
    const name = path.join('.')
    const ms = limitOf(name, input, limits)
    await waitFor(() => open !== null && (entered || user === null || PUBLIC.has(name)), ms)
    const current = open
    if (current === null) throw new OfficeError('office.gone')
    const options = signal === undefined ? { context: {} } : { context: {}, signal }
    const answer = current.link.call(path, input, options)
    const output = await settle(answer, current.gone.signal, STREAMS.has(name) ? null : ms).catch((error: unknown) => {
      const failure = signal?.aborted ? error : toOfficeError(error)
      // The office ended the session by itself: the person was deactivated, or changed their password elsewhere.
      if (failure instanceof OfficeError && failure.code === 'access.required' && open === current && entered) {
        entered = false
        announce()
      }
      throw failure
    })
    if (STREAMS.has(name)) return endWith(output as AsyncIterator<unknown>, current.gone.signal)
    if (open === current) noteSession(name, output)
    return output
  }

  return {
    phase,
    onPhase(callback) {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
    forget() {
      user = null
      announce()
    },
    async call(path, input, { signal }) {
      const who = user
      try {
        return await attempt(path, input, signal)
      } catch (failure) {
        const lost = failure instanceof OfficeError && failure.code === 'office.gone'
        if (!lost || !requestIdOf(input) || who === null) throw failure
        await waitFor(() => entered || user !== who, limits.write)
        if (user !== who) throw failure
        return attempt(path, input, signal)
      }
    },
  }
}

/** The answer, unless the port goes first or `ms` pass (null: no deadline). */
function settle<T>(answer: Promise<T>, gone: AbortSignal, ms: number | null): Promise<T> {
  return new Promise((resolve, reject) => {
    const onGone = () => finish(() => reject(new OfficeError('office.gone')))
    const timer =
      ms === null ? undefined : setTimeout(() => finish(() => reject(new OfficeError('office.timeout'))), ms)
    const finish = (act: () => void) => {
      clearTimeout(timer)
      gone.removeEventListener('abort', onGone)
      act()
    }
    gone.addEventListener('abort', onGone)
    answer.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(gone.aborted ? new OfficeError('office.gone') : error)),
    )
    if (gone.aborted) onGone()
  })
}

/** The same events, ended with office.gone when the port goes. */
async function* endWith<T>(events: AsyncIterator<T>, gone: AbortSignal): AsyncGenerator<T, void> {
  try {
    for (;;) {
      const next = await settle(events.next(), gone, null)
      if (next.done) return
      yield next.value
    }
  } finally {
    if (!gone.aborted) void events.return?.()
  }
}
