export type UispCode =
  | 'unreachable'
  | 'timeout'
  | 'tls_mismatch'
  /** Neither pinned nor signed by whom the system trusts. */
  | 'tls_untrusted'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'refused'
  | 'busy'
  | 'server'
  /** What came is not what UISP says. */
  | 'protocol'
  | 'too_large'
  | 'aborted'

/** `unknown`: the request left and no answer came: read before trying again. */
export type UispOutcome = 'not_sent' | 'refused' | 'unknown'

export class UispError extends Error {
  override readonly name = 'UispError'
  readonly code: UispCode
  readonly outcome: UispOutcome
  /** HTTP status; null when there was none. */
  readonly status: number | null
  /** What the server said, shortened. */
  readonly words: string
  /** SHA-256 of the certificate that was shown, when it is not the trusted one. */
  readonly seen: string | null

  constructor(
    code: UispCode,
    outcome: UispOutcome,
    message: string,
    facts: { status?: number; words?: string; seen?: string; cause?: unknown } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = code
    this.outcome = outcome
    this.status = facts.status ?? null
    this.words = facts.words ?? message
    this.seen = facts.seen ?? null
  }
}
