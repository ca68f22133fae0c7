/** What went wrong, for programs. The device's own words are kept beside it, for people. */
export type RouterosCode =
  /** No way to the device: no route, no such name, nothing that answers. */
  | 'unreachable'
  /** The device is there and its API service is not: off, another port, or closed to this address. */
  | 'refused'
  | 'timeout'
  /** Another certificate than the one pinned. Nothing was sent. */
  | 'tls_mismatch'
  /** No encryption that both sides speak: see `RouterosTlsUnsupported`. */
  | 'tls_unsupported'
  | 'bad_credentials'
  | 'not_enough_permissions'
  | 'no_such_command'
  | 'no_such_item'
  | 'already_exists'
  | 'bad_value'
  | 'unknown_parameter'
  /** The device stopped the command, and not because it was asked to from here. */
  | 'interrupted'
  /** The device said no in words that are none of the above. */
  | 'device_failure'
  /** The device gave up the connection and said why. */
  | 'fatal'
  | 'closed'
  /** What came is not the protocol. */
  | 'protocol'
  /** More came than was agreed to take. */
  | 'overflow'
  /** Given up from here, by its signal. */
  | 'aborted'

/**
 * What is known of the command:
 * `not_sent` not a byte of it left: nothing changed; `refused` the device answered no: nothing changed;
 * `unknown` it left and no answer came: read before trying again.
 */
export type RouterosOutcome = 'not_sent' | 'refused' | 'unknown'

export interface RouterosFacts {
  /** What the device said, word for word; null when it said nothing. */
  deviceMessage?: string | null
  /** `category` of a trap (0–7), often absent. */
  category?: number | null
  /** The command, without its arguments: they may be secrets. */
  path?: string | null
  cause?: unknown
}

export class RouterosError extends Error {
  override readonly name: string = 'RouterosError'
  readonly code: RouterosCode
  readonly outcome: RouterosOutcome
  readonly deviceMessage: string | null
  readonly category: number | null
  readonly path: string | null

  constructor(code: RouterosCode, outcome: RouterosOutcome, message: string, facts: RouterosFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = code
    this.outcome = outcome
    this.deviceMessage = facts.deviceMessage ?? null
    this.category = facts.category ?? null
    this.path = facts.path ?? null
  }
}

/** The device answered no. */
export class RouterosTrap extends RouterosError {
  override readonly name = 'RouterosTrap'

  constructor(code: RouterosCode, message: string, facts: RouterosFacts) {
    super(code, 'refused', message, facts)
  }
}

/** The command was sent and how it ended is not known: whoever wrote must read before writing again. */
export class RouterosUnknownOutcome extends RouterosError {
  override readonly name = 'RouterosUnknownOutcome'

  constructor(code: RouterosCode, message: string, facts: RouterosFacts = {}) {
    super(code, 'unknown', message, facts)
  }
}

/** What came is not the protocol. */
export class RouterosProtocolError extends RouterosError {
  override readonly name = 'RouterosProtocolError'

  constructor(message: string) {
    super('protocol', 'not_sent', `not the RouterOS API: ${message}`)
  }
}

/** The certificate is not the pinned one. */
export class RouterosTlsMismatch extends RouterosError {
  override readonly name = 'RouterosTlsMismatch'
  /** SHA-256 of the certificate that was shown, 64 lower-case hex digits. */
  readonly seen: string

  constructor(seen: string) {
    super('tls_mismatch', 'not_sent', 'the device shows another certificate than the one trusted')
    this.seen = seen
  }
}

/**
 * Why there is no encryption both speak. `no_shared_cipher`: as a rule api-ssl without a certificate, which offers only anonymous
 * Diffie-Hellman; neither Electron nor anything safe speaks it: the device needs a certificate (a self-signed one will do).
 * `old_version`: less than TLS 1.2. `not_tls`: the port speaks something else, as a rule the unencrypted API.
 */
export type TlsReason = 'no_shared_cipher' | 'old_version' | 'not_tls' | 'other'

export class RouterosTlsUnsupported extends RouterosError {
  override readonly name = 'RouterosTlsUnsupported'
  readonly reason: TlsReason

  constructor(reason: TlsReason, cause: unknown) {
    super('tls_unsupported', 'not_sent', TLS_WORDS[reason], { cause })
    this.reason = reason
  }
}

const TLS_WORDS: Record<TlsReason, string> = {
  no_shared_cipher:
    'no cipher in common: api-ssl without a certificate offers only anonymous Diffie-Hellman, which is not possible here',
  old_version: 'the device speaks no TLS 1.2',
  not_tls: 'the port does not speak TLS',
  other: 'the TLS handshake failed',
}

/**
 * Matched from the first that fits, against what RouterOS 6 and 7 say; wording differs between versions and menus. A text that
 * fits none stays `device_failure`: taking another refusal for `no_such_item` would make a removal look done.
 */
const TRAPS: readonly [RouterosCode, RegExp][] = [
  ['bad_credentials', /invalid user ?name or password|cannot log ?in|log ?in failure|wrong (user|password)/i],
  ['not_enough_permissions', /not enough permissions|permission denied|not permitted|no permission|access denied/i],
  ['unknown_parameter', /unknown parameter|no such (argument|parameter)|unknown argument/i],
  ['no_such_command', /no such command|no such directory|bad command name|unknown command/i],
  ['no_such_item', /no such item|item (not found|does not exist|doesn't exist)/i],
  ['already_exists', /already (have|has|exists?|used|in use|added)|duplicate/i],
  ['timeout', /timed out|timeout \(13\)/i],
  ['interrupted', /interrupted/i],
  [
    'bad_value',
    /does not match|invalid (value|format|argument|internal|ip|mac|address|name)|value of .* (expects|must|should|range)|out of range|ambiguous (value|name)|expects|must be|missing (value|=|argument)|bad (value|format|argument)/i,
  ],
]

export function trapCode(message: string, category: number | null): RouterosCode {
  for (const [code, pattern] of TRAPS) if (pattern.test(message)) return code
  if (category === 1) return 'bad_value'
  return category === 2 ? 'interrupted' : 'device_failure'
}

/** The error of a trap. One that tells of a time limit or an interruption inside the device does not tell what was done by then. */
export function trapError(message: string, category: number | null, path: string): RouterosError {
  const code = trapCode(message, category)
  const facts = { deviceMessage: message, category, path }
  const words = `${path}: ${message || 'refused without a word'}`
  if (code === 'timeout' || code === 'interrupted') return new RouterosUnknownOutcome(code, words, facts)
  return new RouterosTrap(code, words, facts)
}

/** What became of a command of a connection that ended as `why` tells. */
export function lostError(why: RouterosError, sent: boolean, path: string): RouterosError {
  const facts = { deviceMessage: why.deviceMessage, path, cause: why }
  const words = `${path}: ${why.message}`
  return sent
    ? new RouterosUnknownOutcome(why.code, words, facts)
    : new RouterosError(why.code, 'not_sent', words, facts)
}
