import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { selfSigned } from '../certificate.ts'
import { UispApp } from './app.ts'
import type { UispBehaviour, UispControl, UispOptions, UispRequest, UispState } from './types.ts'

const HOST = '127.0.0.1'
const EMPTY: UispState = { sites: [], devices: [], stations: {}, onus: [], outages: [], clients: [], services: [] }

export interface UispDescribed {
  url: string
  port: number
  fingerprint256: string | null
  token: string
  appKey: string
}

export class UispHost implements UispControl {
  readonly #app: UispApp
  readonly #options: UispOptions
  #server: http.Server | null = null

  constructor(options: UispOptions) {
    this.#options = options
    this.#app = new UispApp(
      { ...structuredClone(EMPTY), ...options.state },
      options.token ?? 'token-de-prueba',
      options.appKey ?? 'clave-de-prueba',
    )
  }

  async open(): Promise<UispDescribed> {
    const { tls = true, port = 0, token = 'token-de-prueba', appKey = 'clave-de-prueba' } = this.#options
    const identity = tls ? selfSigned('uisp') : null
    const server = identity
      ? https.createServer({ key: identity.key, cert: identity.cert }, this.#app.handle)
      : http.createServer(this.#app.handle)
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, HOST, () => resolve())
    })
    const at = (server.address() as AddressInfo).port
    return {
      url: `http${tls ? 's' : ''}://${HOST}:${at}`,
      port: at,
      fingerprint256: identity?.fingerprint256 ?? null,
      token,
      appKey,
    }
  }

  close(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  state(): Promise<UispState> {
    return Promise.resolve(structuredClone(this.#app.state))
  }

  replace(state: Partial<UispState>): Promise<void> {
    this.#app.state = { ...this.#app.state, ...state }
    return Promise.resolve()
  }

  behave(behaviour: UispBehaviour | null): Promise<void> {
    this.#app.behaviour = behaviour
    return Promise.resolve()
  }

  requests(): Promise<UispRequest[]> {
    return Promise.resolve([...this.#app.requests])
  }

  writes(): Promise<UispRequest[]> {
    return Promise.resolve(this.#app.requests.filter(({ method }) => method !== 'GET'))
  }
}
