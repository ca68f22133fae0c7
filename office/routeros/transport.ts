import net from 'node:net'
import tls from 'node:tls'
import { RouterosError, RouterosTlsMismatch, RouterosTlsUnsupported, type TlsReason } from './errors.ts'

export const API_PORT = 8728
export const API_SSL_PORT = 8729

/** Nobody's certificate: with it as the pin a handshake ends before a word is said, and tells which certificate was shown. */
export const NO_PIN = '0'.repeat(64)

export interface Endpoint {
  host: string
  /** 8728, or 8729 with TLS, when left out. */
  port?: number | undefined
  /**
   * Null for the unencrypted API. With TLS, `pin` is the SHA-256 of the certificate trusted before (hex, with or without colons), or
   * null to take whatever certificate is shown and have its fingerprint to keep: devices sign their own.
   */
  tls: { pin: string | null } | null
}

export interface Transport {
  socket: net.Socket
  /** SHA-256 of the certificate shown, 64 lower-case hex digits; null without TLS. */
  fingerprint: string | null
}

export const plainFingerprint = (text: string): string => text.replaceAll(':', '').toLowerCase()

/**
 * Connects, and with TLS holds the certificate against the pin before anything is said.
 * @throws RouterosError `unreachable`, `refused`, `closed`, `tls_mismatch`, `tls_unsupported`, or the reason the signal gives.
 */
export async function openTransport(endpoint: Endpoint, signal: AbortSignal): Promise<Transport> {
  const { host, tls: secure } = endpoint
  const port = endpoint.port ?? (secure ? API_SSL_PORT : API_PORT)
  const socket = secure ? tls.connect({ host, port, ...TLS_OPTIONS }) : net.connect({ host, port })
  await happens(socket, 'connect', signal, connectError)
  socket.setNoDelay(true)
  socket.setKeepAlive(true, 30_000)
  if (!(socket instanceof tls.TLSSocket)) return { socket, fingerprint: null }
  await happens(socket, 'secureConnect', signal, handshakeError)
  return { socket, fingerprint: trusted(socket, secure?.pin ?? null) }
}

const TLS_OPTIONS: tls.ConnectionOptions = {
  minVersion: 'TLSv1.2',
  // No authority signs these certificates: the pin is what is trusted.
  rejectUnauthorized: false,
}

/** The fingerprint shown, which is the pinned one if there is one. */
function trusted(socket: tls.TLSSocket, pin: string | null): string {
  const seen = plainFingerprint(socket.getPeerCertificate().fingerprint256 ?? '')
  if (seen !== '' && (pin === null || plainFingerprint(pin) === seen)) return seen
  socket.destroy()
  throw seen === '' ? new RouterosTlsUnsupported('no_shared_cipher', undefined) : new RouterosTlsMismatch(seen)
}

/** Waits for `event`; whatever happens instead destroys the socket and is told as an error. */
async function happens(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
  errorOf: (error: unknown) => RouterosError,
): Promise<void> {
  let forget: () => void = () => undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: unknown): void => reject(errorOf(error))
      const closed = (): void => reject(closedError())
      const aborted = (): void => reject(abortedError(signal.reason))
      socket.once(event, resolve).once('error', failed).once('close', closed)
      signal.addEventListener('abort', aborted)
      if (signal.aborted) aborted()
      forget = () => {
        socket.off(event, resolve).off('error', failed).off('close', closed)
        signal.removeEventListener('abort', aborted)
      }
    })
  } catch (error) {
    // A socket that is given up may still have an error to tell, and nobody else listens.
    socket.on('error', () => undefined)
    socket.destroy()
    throw error
  } finally {
    forget()
  }
}

/** A signal may bring the error to tell: that it took too long. */
const abortedError = (cause: unknown): RouterosError =>
  cause instanceof RouterosError
    ? cause
    : new RouterosError('aborted', 'not_sent', 'given up while connecting', { cause })

const closedError = (): RouterosError => new RouterosError('closed', 'not_sent', 'the device closed the connection')

function connectError(error: unknown): RouterosError {
  const code = errorCode(error)
  if (code === 'ECONNREFUSED')
    return new RouterosError('refused', 'not_sent', 'nothing listens there', { cause: error })
  if (code === 'ECONNRESET')
    return new RouterosError('closed', 'not_sent', 'the connection was reset', { cause: error })
  return new RouterosError('unreachable', 'not_sent', `no way to the device (${code})`, { cause: error })
}

/** OpenSSL and Electron's BoringSSL name the same failures differently. */
const HANDSHAKE: readonly [TlsReason, RegExp][] = [
  ['no_shared_cipher', /handshake_failure|no_shared_cipher|no_cipher|handshake failure|no shared cipher/i],
  ['old_version', /unsupported_protocol|alert_protocol_version|unsupported protocol|protocol version/i],
  ['not_tls', /wrong_version_number|wrong version number|packet length|http_request|record_too/i],
]

function handshakeError(error: unknown): RouterosError {
  const code = errorCode(error)
  const words = `${code} ${error instanceof Error ? error.message : ''}`
  for (const [reason, pattern] of HANDSHAKE) if (pattern.test(words)) return new RouterosTlsUnsupported(reason, error)
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') return new RouterosTlsUnsupported('other', error)
  return new RouterosError('closed', 'not_sent', `the connection ended in the TLS handshake (${code})`, {
    cause: error,
  })
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}
