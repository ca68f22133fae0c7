// What tests and people say to a simulated UISP and hear of it.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }

/** As the API gives it: a device has `identification`, `overview`…, a station `mac`, `rxSignal`… */
export interface UispState {
  sites: JsonObject[]
  devices: JsonObject[]
  /** Stations by the id of their access point. */
  stations: Record<string, JsonObject[]>
  /** ONUs; `attributes.parentId` names their OLT. */
  onus: JsonObject[]
  outages: JsonObject[]
  clients: JsonObject[]
  services: JsonObject[]
}

export interface UispBehaviour {
  /** Only paths that begin so, e.g. `/nms/api/v2.1/devices`. Default: all. */
  path?: string
  /** For so many requests. Default: until it is taken back. */
  times?: number
  /** Answers with this status: 401, 403, 429, 500, 502… */
  status?: number
  /** Seconds, with 429 and 503. */
  retryAfter?: number
  /** Answers so many ms later. */
  slowMs?: number
  /** The JSON breaks off in the middle, under a whole answer's length or not. */
  truncate?: 'closed' | 'wellformed'
  /** Says that there is nothing: an empty array. */
  empty?: boolean
  /** Resets the connection instead of an answer. */
  reset?: boolean
  /** Never answers. */
  stall?: boolean
  /** A page of a proxy in the place of JSON. */
  html?: boolean
  /** Carries the request out, and resets the connection. */
  applyThenReset?: boolean
}

export interface UispRequest {
  method: string
  path: string
  query: Record<string, string>
  status: number
  body: string
}

export interface UispControl {
  state(): Promise<UispState>
  replace(state: Partial<UispState>): Promise<void>
  /** Replaces how it behaves; nothing of it: well. */
  behave(behaviour: UispBehaviour | null): Promise<void>
  /** Every request so far. */
  requests(): Promise<UispRequest[]>
  /** Those that change something: suspended, unsuspended, and ONUs blocked (which must never happen). */
  writes(): Promise<UispRequest[]>
}

export interface UispSimulator extends UispControl {
  /** `https://127.0.0.1:PORT` (or http). */
  url: string
  port: number
  /** SHA-256 of its certificate, `AA:BB:…`; null over http. */
  fingerprint256: string | null
  /** For `x-auth-token`. */
  token: string
  /** For `X-Auth-App-Key`. */
  appKey: string
  stop(): Promise<void>
}

export interface UispOptions {
  /** Default: any. */
  port?: number
  tls?: boolean
  token?: string
  appKey?: string
  state?: Partial<UispState>
}
