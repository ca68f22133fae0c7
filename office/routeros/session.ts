import { createHash } from 'node:crypto'
import { type Answer, Call, type CallHooks, type CallOptions } from './call.ts'
import { MAX_SENTENCE_BYTES, type Word } from './codec.ts'
import { type CommandInput, commandWords } from './command.ts'
import { Connection } from './connection.ts'
import { RouterosError } from './errors.ts'
import { RouterosStream, type StreamOptions } from './stream.ts'
import { type Endpoint, openTransport } from './transport.ts'

export interface SessionOptions extends Endpoint {
  user: string
  password: string
  /** Connecting, encrypting and logging in together, ms; 10,000 when left out. */
  connectTimeoutMs?: number | undefined
  /** Deadline of a command that names none, ms; 15,000 when left out. */
  commandTimeoutMs?: number | undefined
  /**
   * How long the device may take to answer a sign of life, ms; 5,000 when left out. One is asked for after a command timed out, and
   * while streams are open whenever nothing came for three times as long; without an answer the connection is dead.
   */
  probeMs?: number | undefined
  /** Commands sent and not answered at a time; 1,024 when left out. The rest waits its turn. */
  maxInFlight?: number | undefined
  maxSentenceBytes?: number | undefined
  signal?: AbortSignal | undefined
}

/**
 * Connects and logs in.
 * @throws RouterosError `unreachable`, `refused`, `timeout`, `tls_mismatch`, `tls_unsupported`, `bad_credentials`,
 *   `not_enough_permissions`, `fatal`, `closed`, `protocol`, `aborted`.
 */
export async function openSession(options: SessionOptions): Promise<RouterosSession> {
  const limit = options.connectTimeoutMs ?? 10_000
  const giveUp = new AbortController()
  const late = (): void => giveUp.abort(new RouterosError('timeout', 'not_sent', `no session in ${limit} ms`))
  const deadline = setTimeout(late, limit)
  const aborted = (): void => giveUp.abort(options.signal?.reason)
  options.signal?.addEventListener('abort', aborted, { once: true })
  if (options.signal?.aborted) aborted()
  try {
    const { socket, fingerprint } = await openTransport(options, giveUp.signal)
    const session = new RouterosSession(new Connection(socket, limits(options)), fingerprint, options)
    await logIn(session, options, limit, giveUp.signal)
    return session
  } finally {
    clearTimeout(deadline)
    options.signal?.removeEventListener('abort', aborted)
  }
}

const limits = (options: SessionOptions) => ({
  maxInFlight: options.maxInFlight ?? 1024,
  maxSentenceBytes: options.maxSentenceBytes ?? MAX_SENTENCE_BYTES,
})

/**
 * From 6.43 the password is sent as it is; older devices answer the same command with a challenge, and want the MD5 of it and the
 * password.
 */
async function logIn(
  session: RouterosSession,
  { user, password }: SessionOptions,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const ask = { timeoutMs, signal }
  try {
    const { ret } = await session.call('/login', { attributes: { name: user, password } }, ask)
    if (ret === null) return
    await session.call('/login', { attributes: { name: user, response: challengeResponse(password, ret) } }, ask)
  } catch (error) {
    session.close()
    throw loginError(error, signal)
  }
}

/** `00` and the MD5, in hex, of a zero byte, the password and the challenge. */
export function challengeResponse(password: string, challenge: string): string {
  const hash = createHash('md5').update(Buffer.of(0)).update(password).update(Buffer.from(challenge, 'hex'))
  return `00${hash.digest('hex')}`
}

function loginError(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted && signal.reason instanceof RouterosError) return signal.reason
  if (!(error instanceof RouterosError)) return error
  // Whatever words it used, a device that refuses a login refuses who asks.
  const code = error.code === 'device_failure' || error.code === 'bad_value' ? 'bad_credentials' : error.code
  const { deviceMessage, category, path } = error
  return new RouterosError(code, 'not_sent', error.message, { deviceMessage, category, path, cause: error })
}

interface Command {
  path: string
  words: readonly Word[]
  urgent?: boolean
}

/** Without the right to read, the device says so: it need only answer. */
const SIGN_OF_LIFE: Command = { path: '/system/identity/print', words: ['/system/identity/print', '=.proplist=name'] }

/** A connection that is logged in. Any number of users may have commands and streams on it at once. */
export class RouterosSession {
  /** SHA-256 of the device's certificate, 64 lower-case hex digits; null without TLS. */
  readonly fingerprint: string | null
  /** Resolves with the reason when the connection has ended; never rejects. */
  readonly closed: Promise<RouterosError>
  readonly #connection: Connection
  readonly #commandTimeoutMs: number
  readonly #probeMs: number
  readonly #streams = new Set<RouterosStream>()
  #calls = 0
  #heartbeat: NodeJS.Timeout | undefined
  /** The same for all commands: what is made for each costs thousands of times. */
  readonly #ofCalls: CallHooks = {
    abandoned: (call) => this.#cancel(this.#connection.tagOf(call)),
    ended: () => this.#callEnded(),
  }
  readonly #ofProbes: CallHooks = { abandoned: () => undefined, ended: () => this.#callEnded() }
  /** Called when the last command or stream has ended. */
  onIdle: () => void = () => undefined

  constructor(connection: Connection, fingerprint: string | null, options: SessionOptions) {
    this.#connection = connection
    this.fingerprint = fingerprint
    this.closed = connection.closed
    this.#commandTimeoutMs = options.commandTimeoutMs ?? 15_000
    this.#probeMs = options.probeMs ?? 5000
  }

  get alive(): boolean {
    return this.#connection.why === null
  }

  /** Commands and streams under way. */
  get busy(): number {
    return this.#calls + this.#streams.size
  }

  /**
   * Runs a command to its end.
   * @throws RouterosTrap when the device refuses; RouterosUnknownOutcome when it was sent and no answer came; any other
   *   RouterosError when it was certainly not sent. TypeError for a command that cannot be said.
   */
  async call(path: string, input: CommandInput = {}, options: CallOptions = {}): Promise<Answer> {
    return this.#run({ path, words: commandWords(path, input) }, options, this.#ofCalls)
  }

  /** A command that goes on: `listen`, `monitor-traffic`, `torch`, `ping`. It begins at once; its errors come when it is read. */
  stream(path: string, input: CommandInput = {}, options: StreamOptions = {}): RouterosStream {
    const stream = new RouterosStream(this.#connection, { path, words: commandWords(path, input) }, options, {
      cancel: (it) => this.#cancel(this.#connection.tagOf(it)),
      ended: (it) => {
        if (this.#streams.delete(it)) this.#ended()
      },
    })
    if (stream.ended) return stream
    this.#streams.add(stream)
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#probeMs * 2)
    return stream
  }

  /** Closes at once; what is under way ends with `closed`. */
  close(): void {
    this.#connection.end(new RouterosError('closed', 'not_sent', 'the connection was closed from here'))
  }

  #run(command: Command, options: CallOptions, hooks: CallHooks): Promise<Answer> {
    this.#calls++
    const timeoutMs = options.timeoutMs ?? this.#commandTimeoutMs
    return new Call(this.#connection, command, { ...options, timeoutMs }, hooks).answer
  }

  /** Asks the device to stop a command. Its answer, whatever it says, is also a sign of life. */
  #cancel(tag: string | undefined): void {
    if (tag !== undefined) void this.#probe({ path: '/cancel', words: ['/cancel', `=tag=${tag}`] })
  }

  #beat(): void {
    const silent = performance.now() - this.#connection.lastHeard
    if (silent >= 3 * this.#probeMs) void this.#probe(SIGN_OF_LIFE)
  }

  async #probe(command: Command): Promise<void> {
    const since = performance.now()
    try {
      await this.#run({ ...command, urgent: true }, { timeoutMs: this.#probeMs }, this.#ofProbes)
    } catch {
      // A refusal is an answer too. Only silence from everything on the connection is death.
      const waited = performance.now() - since
      if (this.#connection.lastHeard >= since || waited < this.#probeMs / 2) return
      this.#connection.end(new RouterosError('timeout', 'not_sent', 'the device went silent'))
    }
  }

  #callEnded(): void {
    this.#calls--
    this.#ended()
  }

  #ended(): void {
    if (this.#streams.size === 0) {
      clearInterval(this.#heartbeat)
      this.#heartbeat = undefined
    }
    if (this.busy === 0) this.onIdle()
  }
}
