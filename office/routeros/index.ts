/** A client of the RouterOS binary API. It knows the protocol and nothing of the business. */
export type { Answer, CallOptions } from './call.ts'
export { asSent, cameAsCp1252, type Row } from './codec.ts'
export {
  allOf,
  anyOf,
  type CommandInput,
  equals,
  greaterThan,
  has,
  lacks,
  lessThan,
  not,
  type Query,
  type Sendable,
} from './command.ts'
export {
  type RouterosCode,
  RouterosError,
  type RouterosOutcome,
  RouterosProtocolError,
  RouterosTlsMismatch,
  RouterosTlsUnsupported,
  RouterosTrap,
  RouterosUnknownOutcome,
  type TlsReason,
} from './errors.ts'
export { type LinkState, RouterosLink } from './link.ts'
export { type PoolOptions, RouterosPool } from './pool.ts'
export { openSession, type RouterosSession, type SessionOptions } from './session.ts'
export { RouterosStream, type StreamOptions } from './stream.ts'
export { Cp1252Text, decodeText } from './text.ts'
export { API_PORT, API_SSL_PORT, type Endpoint, NO_PIN } from './transport.ts'
export * from './clock.ts'
export * from './values.ts'
