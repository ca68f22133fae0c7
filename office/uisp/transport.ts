import http from 'node:http'
import https from 'node:https'
import { Duplex } from 'node:stream'
import tls from 'node:tls'
import { UispError } from './errors.ts'

const MAX_BYTES = 64 * 1024 * 1024
const WORDS = 300

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase()

/**
 * Connects with TLS and looks at the certificate before a byte of the request, with its token, leaves. With a pin, the pinned one and no
 * other; without, one that the system trusts.
 */
function connectTls(host: string, port: number, pin: string | null, timeoutMs: number): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host,
      port,
      servername: /^[\d.:]+$/.test(host) ? '' : host,
      rejectUnauthorized: false,
    })
    const fail = (error: UispError): void => {
      socket.destroy()
      reject(error)
    }
    const late = setTimeout(() => fail(new UispError('timeout', 'not_sent', 'no connection in time')), timeoutMs)
    socket.once('error', (cause) => {
      clearTimeout(late)
      fail(new UispError('unreachable', 'not_sent', cause.message, { cause }))
    })
    socket.once('secureConnect', () => {
      clearTimeout(late)
      const seen = plain(socket.getPeerCertificate().fingerprint256 ?? '')
      if (pin !== null && plain(pin) !== seen)
        return fail(new UispError('tls_mismatch', 'not_sent', 'another certificate than the one trusted', { seen }))
      if (pin === null && !socket.authorized)
        return fail(new UispError('tls_untrusted', 'not_sent', String(socket.authorizationError), { seen }))
      resolve(socket)
    })
  })
}

/** Keeps connections to one server; each was held against the pin when it opened. */
class PinnedAgent extends https.Agent {
  readonly #pin: string | null
  readonly #timeoutMs: number

  constructor(pin: string | null, timeoutMs: number) {
    super({ keepAlive: true, maxSockets: 4 })
    this.#pin = pin
    this.#timeoutMs = timeoutMs
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    void this.#connect(options, callback)
    return undefined
  }

  async #connect(
    { host, port }: https.RequestOptions,
    callback: ((error: Error | null, stream: Duplex) => void) | undefined,
  ): Promise<void> {
    let socket: Duplex
    try {
      socket = await connectTls(String(host), Number(port), this.#pin, this.#timeoutMs)
    } catch (error) {
      // The stream is there for the type alone: of a failed connection there is none.
      callback?.(error instanceof Error ? error : new Error(String(error)), new Duplex())
      return
    }
    callback?.(null, socket)
  }
}

export interface TransportOptions {
  /** `https://host[:port]`; `http:` only for who has no TLS at all. */
  origin: string
  /** SHA-256 of the trusted certificate, hex with or without colons. */
  pin: string | null
  /** Of a request, from its beginning to the last byte of its answer, ms. */
  timeoutMs: number
}

export interface UispRequest {
  method: 'GET' | 'PATCH' | 'POST'
  path: string
  headers: Record<string, string>
  body?: unknown
  signal?: AbortSignal | undefined
}

/** One server, asked over its own HTTP with deadlines. Every promise settles. */
export class UispTransport {
  readonly #origin: URL
  readonly #options: TransportOptions
  readonly #agent: http.Agent

  constructor(options: TransportOptions) {
    this.#origin = new URL(options.origin)
    this.#options = options
    this.#agent =
      this.#origin.protocol === 'https:'
        ? new PinnedAgent(options.pin, options.timeoutMs)
        : new http.Agent({ keepAlive: true, maxSockets: 4 })
  }

  close(): void {
    this.#agent.destroy()
  }

  /** The JSON of a good answer. @throws UispError */
  async request(request: UispRequest): Promise<unknown> {
    const { status, text } = await this.#send(request)
    if (status < 200 || status > 299) throw refusal(status, text)
    if (text.trim() === '') return null
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw new UispError('protocol', request.method === 'GET' ? 'refused' : 'unknown', 'not JSON', { status, cause })
    }
  }

  #send({ method, path, headers, body, signal }: UispRequest): Promise<{ status: number; text: string }> {
    const { hostname, port, protocol } = this.#origin
    const payload = body === undefined ? null : Buffer.from(JSON.stringify(body))
    const secure = protocol === 'https:'
    return new Promise((resolve, reject) => {
      let sent = false
      const fail = (error: unknown): void => {
        clearTimeout(late)
        reject(lost(error, sent && method !== 'GET'))
        request.destroy()
      }
      const request = (secure ? https : http).request({
        agent: this.#agent,
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port || (secure ? 443 : 80),
        path,
        method,
        headers: {
          accept: 'application/json',
          ...headers,
          ...(payload ? { 'content-type': 'application/json', 'content-length': payload.byteLength } : {}),
        },
        ...(signal ? { signal } : {}),
      })
      const late = setTimeout(
        () => fail(new UispError('timeout', 'not_sent', 'no answer in time')),
        this.#options.timeoutMs,
      )
      request.on('error', fail)
      request.on('socket', () => {
        sent = true
      })
      request.on('response', (response) => {
        collect(response).then((text) => {
          clearTimeout(late)
          resolve({ status: response.statusCode ?? 0, text })
        }, fail)
      })
      request.end(payload ?? undefined)
    })
  }
}

async function collect(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > MAX_BYTES) throw new UispError('too_large', 'refused', `more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  if (!response.complete) throw new UispError('unreachable', 'not_sent', 'the answer broke off')
  return Buffer.concat(chunks).toString('utf8')
}

/** What became of a request that got no whole answer. Of one that only reads, nothing is in doubt. */
function lost(error: unknown, inDoubt: boolean): UispError {
  const outcome = inDoubt ? 'unknown' : 'not_sent'
  if (error instanceof UispError)
    return error.code === 'tls_mismatch' || error.code === 'tls_untrusted' || error.code === 'too_large'
      ? error
      : new UispError(error.code, outcome, error.message, { cause: error })
  const words = error instanceof Error ? error.message : String(error)
  const aborted = error instanceof Error && error.name === 'AbortError'
  return new UispError(aborted ? 'aborted' : 'unreachable', outcome, words, { cause: error })
}

function refusal(status: number, text: string): UispError {
  const facts = { status, words: wordsOf(text) || `HTTP ${status}` }
  const message = `HTTP ${status}: ${facts.words}`
  if (status === 401) return new UispError('unauthorized', 'refused', message, facts)
  if (status === 403) return new UispError('forbidden', 'refused', message, facts)
  if (status === 404) return new UispError('not_found', 'refused', message, facts)
  if (status === 429) return new UispError('busy', 'refused', message, facts)
  if (status >= 500) return new UispError('server', 'unknown', message, facts)
  return new UispError('refused', 'refused', message, facts)
}

/** What an error answer says, when it says something. */
function wordsOf(text: string): string {
  try {
    const said: unknown = JSON.parse(text)
    if (said && typeof said === 'object' && 'message' in said && typeof said.message === 'string')
      return said.message.slice(0, WORDS)
  } catch {
    // A page of some proxy in between.
  }
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, WORDS)
}
