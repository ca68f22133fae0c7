// The two APIs of a UISP console: the network (`/nms/api/v2.1`) and the customers (`/crm/api/v1.0`).
import type http from 'node:http'
import type { Json, JsonObject, UispBehaviour, UispRequest, UispState } from './types.ts'

interface Answer {
  status: number
  body: Json
}
interface Asked {
  method: string
  path: string
  query: URLSearchParams
  headers: http.IncomingHttpHeaders
  body: string
}

const NMS = '/nms/api/v2.1'
const CRM = '/crm/api/v1.0'
/** States of a service in the CRM. */
const [ACTIVE, SUSPENDED] = [1, 3]
const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

const ok = (body: Json): Answer => ({ status: 200, body })
/** How the network API says no. */
const nmsError = (status: number, message: string): Answer => ({
  status,
  body: { statusCode: status, error: NAMES[status] ?? 'Error', message },
})
/** How the customers API says no. */
const crmError = (status: number, message: string): Answer => ({ status, body: { code: status, message, errors: [] } })

const part = (object: JsonObject | undefined, name: string): JsonObject => {
  const value = object?.[name]
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
const idOf = (device: JsonObject) => part(device, 'identification')['id']

/** Points of a series, one every five minutes. */
function series(middle: number, points = 12): Json {
  const now = Math.floor(Date.now() / 300_000) * 300_000
  return Array.from({ length: points }, (_, at) => ({
    x: now - (points - 1 - at) * 300_000,
    y: Math.round(middle * (0.8 + 0.4 * Math.abs(Math.sin(at * 1.7))) * 100) / 100,
  }))
}

function statistics(device: JsonObject, interval: string): Json {
  const overview = part(device, 'overview')
  const number = (name: string) => (typeof overview[name] === 'number' ? overview[name] : 0)
  return {
    interval,
    period: 300_000,
    cpu: { avg: series(number('cpu')) },
    ram: { avg: series(number('ram')) },
    signal: { avg: series(number('signal')) },
    interfaces: [{ id: 'eth0', name: 'eth0', receive: { avg: series(8e6) }, transmit: { avg: series(4e7) } }],
  }
}

export class UispApp {
  state: UispState
  behaviour: UispBehaviour | null = null
  readonly requests: UispRequest[] = []
  readonly #token: string
  readonly #appKey: string

  constructor(state: UispState, token: string, appKey: string) {
    this.state = state
    this.#token = token
    this.#appKey = appKey
  }

  readonly handle = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://localhost')
      this.#serve(
        {
          method: request.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        },
        request,
        response,
      )
    })
  }

  #serve(asked: Asked, request: http.IncomingMessage, response: http.ServerResponse): void {
    const behaviour = this.#behaviourFor(asked.path)
    const answer = this.#answer(asked, behaviour)
    this.requests.push({
      method: asked.method,
      path: asked.path,
      query: Object.fromEntries(asked.query),
      status: answer?.status ?? 0,
      body: asked.body,
    })
    if (behaviour.stall) return
    if (answer === null || behaviour.applyThenReset) {
      request.socket.destroy()
      return
    }
    const send = () => {
      if (behaviour.html)
        return response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>nginx</body></html>')
      const text = JSON.stringify(answer.body)
      const retry = behaviour.retryAfter === undefined ? {} : { 'retry-after': String(behaviour.retryAfter) }
      response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        ...retry,
        ...(behaviour.truncate === 'closed' ? { 'content-length': Buffer.byteLength(text) } : {}),
      })
      if (behaviour.truncate === undefined) return response.end(text)
      const half = text.slice(0, Math.floor(text.length / 2))
      if (behaviour.truncate === 'wellformed') return response.end(half)
      response.write(half, () => request.socket.destroy())
      return response
    }
    if (behaviour.slowMs === undefined) send()
    else setTimeout(send, behaviour.slowMs)
  }

  #behaviourFor(path: string): UispBehaviour {
    const behaviour = this.behaviour
    if (behaviour === null || !path.startsWith(behaviour.path ?? '/')) return {}
    if (behaviour.times !== undefined) {
      const left = behaviour.times - 1
      this.behaviour = left > 0 ? { ...behaviour, times: left } : null
    }
    return behaviour
  }

  /** null: the connection is reset. */
  #answer(asked: Asked, behaviour: UispBehaviour): Answer | null {
    if (behaviour.reset) return null
    const says = asked.path.startsWith(CRM) ? crmError : nmsError
    if (behaviour.status !== undefined) return says(behaviour.status, NAMES[behaviour.status] ?? 'error')
    if (behaviour.stall) return { status: 0, body: null }
    const answer = asked.path.startsWith(CRM) ? this.#crm(asked) : this.#nms(asked)
    return behaviour.empty && answer.status === 200 ? ok([]) : answer
  }

  #nms(asked: Asked): Answer {
    const { state } = this
    if (!asked.path.startsWith(`${NMS}/`)) return nmsError(404, 'Not Found')
    if (asked.headers['x-auth-token'] !== this.#token) return nmsError(401, 'Missing or invalid authentication token')
    const steps = asked.path.slice(NMS.length + 1).split('/')
    const route = `${asked.method} ${steps.join('/')}`
    if (route === 'GET devices') return ok(state.devices)
    if (route === 'GET sites') return ok(state.sites)
    if (route === 'GET outages') return this.#outages(asked.query)
    if (route === 'GET devices/onus') {
      const parent = asked.query.get('parentId')
      return ok(state.onus.filter((onu) => parent === null || part(onu, 'attributes')['parentId'] === parent))
    }
    if (steps[0] !== 'devices') return nmsError(404, 'Not Found')
    const [, kind = '', id = '', what] = steps
    if (asked.method === 'POST' && kind === 'onus' && what === 'block') return this.#block(id)
    if (asked.method === 'GET' && kind === 'airmaxes' && what === 'stations') {
      return state.devices.some((device) => idOf(device) === id)
        ? ok(state.stations[id] ?? [])
        : nmsError(404, 'Device not found')
    }
    const device = [...state.devices, ...state.onus].find((each) => idOf(each) === kind)
    if (asked.method !== 'GET' || !device) return nmsError(404, 'Device not found')
    if (id === '') return ok(device)
    if (id !== 'statistics') return nmsError(404, 'Not Found')
    const interval = asked.query.get('interval')
    return interval === null ? nmsError(400, '"interval" is required') : ok(statistics(device, interval))
  }

  #outages(query: URLSearchParams): Answer {
    const [count, page] = [query.get('count'), query.get('page')]
    for (const [name, value] of [
      ['count', count],
      ['page', page],
    ] as const) {
      if (value === null || !/^\d+$/.test(value) || Number(value) < 1) return nmsError(400, `"${name}" is required`)
    }
    const [size, number] = [Number(count), Number(page)]
    const items = this.state.outages.slice((number - 1) * size, number * size)
    const total = this.state.outages.length
    return ok({ items, pagination: { total, count: size, page: number, pages: Math.max(1, Math.ceil(total / size)) } })
  }

  /** Blocks an ONU as UISP does: its GPON password is gone, and nobody can put it back. */
  #block(id: string): Answer {
    const onu = this.state.onus.find((each) => idOf(each) === id)
    if (!onu) return nmsError(404, 'Device not found')
    const { gponPassword: _, ...rest } = part(onu, 'onu')
    onu['onu'] = { ...rest, blocked: true }
    return ok({ result: true, message: 'Blocked' })
  }

  #crm(asked: Asked): Answer {
    if (asked.headers['x-auth-app-key'] !== this.#appKey) return crmError(401, 'Your X-Auth-App-Key is not valid.')
    const { clients, services } = this.state
    const path = asked.path.slice(CRM.length + 1)
    const number = (name: string, fallback: number) => Number(asked.query.get(name) ?? fallback)
    const paged = (items: JsonObject[]) =>
      ok(items.slice(number('offset', 0), number('offset', 0) + number('limit', 10_000)))
    if (asked.method === 'GET' && path === 'clients') {
      const code = asked.query.get('userIdent')
      return paged(clients.filter(({ userIdent }) => code === null || userIdent === code))
    }
    const [, clientId] = /^clients\/(\d+)$/.exec(path) ?? []
    const client = clients.find((each) => each['id'] === Number(clientId))
    if (asked.method === 'GET' && client) return ok(client)
    if (asked.method === 'GET' && path === 'clients/services') {
      const client = asked.query.get('clientId')
      return paged(services.filter(({ clientId }) => client === null || clientId === Number(client)))
    }
    const [, id, verb] = /^clients\/services\/(\d+)(?:\/(suspend|cancel-suspend))?$/.exec(path) ?? []
    const service = services.find((each) => each['id'] === Number(id))
    if (!service) return crmError(404, 'Object not found.')
    if (asked.method === 'GET' && verb === undefined) return ok(service)
    if (asked.method !== 'PATCH' || verb === undefined) return crmError(404, 'No route found')
    return this.#suspend(service, verb === 'suspend', asked.body)
  }

  #suspend(service: JsonObject, on: boolean, body: string): Answer {
    if (on && service['status'] === SUSPENDED) return crmError(422, 'Service is already suspended.')
    if (!on && service['status'] !== SUSPENDED) return crmError(422, 'Service is not suspended.')
    const said = body === '' ? {} : (JSON.parse(body) as JsonObject)
    service['status'] = on ? SUSPENDED : ACTIVE
    service['suspensionReasonId'] = on ? (said['suspensionReasonId'] ?? null) : null
    return ok(service)
  }
}
