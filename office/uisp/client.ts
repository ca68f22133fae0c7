import { z } from 'zod'
import { UispError } from './errors.ts'
import {
  type CrmClient,
  type CrmService,
  listOf,
  oneOf,
  type UispDevice,
  type UispList,
  type UispOnu,
  type UispOutage,
  type UispSite,
  type UispStation,
  zCrmClient,
  zCrmService,
  zUispDevice,
  zUispOnu,
  zUispOutage,
  zUispSite,
  zUispStation,
} from './shapes.ts'
import { UispTransport } from './transport.ts'

export interface UispOptions {
  /** Origin, without a path. */
  url: string
  /** `x-auth-token` of the network side; null: not asked. */
  nmsToken: string | null
  /** `X-Auth-App-Key` of the CRM; null: not asked. */
  crmKey: string | null
  /** SHA-256 of the certificate that a person trusted; null: one that the system trusts. */
  pin: string | null
  /** Of each request, ms; 20,000 when left out: a whole network comes as one list. */
  timeoutMs?: number
}

const NMS = '/nms/api/v2.1'
const CRM = '/crm/api/v1.0'
const OUTAGES = 100
const SAME_CODE = 20

/**
 * A UISP server: its network side, which is only read, and its CRM, where services are suspended. `POST …/onus/{id}/block` is never
 * called: it deletes the ONU's password.
 */
export class UispClient {
  readonly #options: UispOptions
  readonly #transport: UispTransport

  constructor(options: UispOptions) {
    this.#options = options
    const { url, pin, timeoutMs = 20_000 } = options
    this.#transport = new UispTransport({ origin: url, pin, timeoutMs })
  }

  close(): void {
    this.#transport.close()
  }

  /** All devices, whole: there are no pages. */
  async devices(signal?: AbortSignal): Promise<UispList<UispDevice>> {
    return listOf(zUispDevice, await this.#nms('/devices', signal))
  }

  async device(id: string, signal?: AbortSignal): Promise<UispDevice> {
    return oneOf(zUispDevice, await this.#nms(`/devices/${encodeURIComponent(id)}`, signal))
  }

  /** As it comes: series by name. `interval`: hour, day, week, month. */
  async statistics(id: string, interval: 'hour' | 'day' | 'week' | 'month', signal?: AbortSignal) {
    const path = `/devices/${encodeURIComponent(id)}/statistics?interval=${interval}`
    return oneOf(z.record(z.string(), z.unknown()), await this.#nms(path, signal))
  }

  async stations(airmaxId: string, signal?: AbortSignal): Promise<UispList<UispStation>> {
    return listOf(zUispStation, await this.#nms(`/devices/airmaxes/${encodeURIComponent(airmaxId)}/stations`, signal))
  }

  async onus(parentId: string, signal?: AbortSignal): Promise<UispList<UispOnu>> {
    return listOf(zUispOnu, await this.#nms(`/devices/onus?parentId=${encodeURIComponent(parentId)}`, signal))
  }

  async sites(signal?: AbortSignal): Promise<UispList<UispSite>> {
    return listOf(zUispSite, await this.#nms('/sites', signal))
  }

  /** `page` from 1; both parameters are required. */
  async outages(page = 1, signal?: AbortSignal): Promise<UispList<UispOutage>> {
    const value = await this.#nms(`/outages?count=${OUTAGES}&page=${page}`, signal)
    const items = value && typeof value === 'object' && 'items' in value ? value.items : value
    return listOf(zUispOutage, items)
  }

  async service(id: string, signal?: AbortSignal): Promise<CrmService> {
    return oneOf(zCrmService, await this.#crm('GET', servicePath(id), signal))
  }

  async crmClient(id: string, signal?: AbortSignal): Promise<CrmClient> {
    return oneOf(zCrmClient, await this.#crm('GET', `/clients/${encodeURIComponent(id)}`, signal))
  }

  /** Those whose own code is exactly that: as a rule one. */
  async crmClientsByCode(code: string, signal?: AbortSignal): Promise<CrmClient[]> {
    const path = `/clients?userIdent=${encodeURIComponent(code)}&limit=${SAME_CODE}`
    const { items } = listOf(zCrmClient, await this.#crm('GET', path, signal))
    return items.filter(({ userIdent }) => userIdent === code)
  }

  async crmServices(clientId: string, signal?: AbortSignal): Promise<CrmService[]> {
    const path = `/clients/services?clientId=${encodeURIComponent(clientId)}`
    const { items } = listOf(zCrmService, await this.#crm('GET', path, signal))
    return items.filter((service) => service.clientId === clientId)
  }

  /** @throws UispError; `unknown` of one that may have been carried out. */
  async suspend(id: string, signal?: AbortSignal): Promise<void> {
    await this.#crm('PATCH', `${servicePath(id)}/suspend`, signal)
  }

  async cancelSuspend(id: string, signal?: AbortSignal): Promise<void> {
    await this.#crm('PATCH', `${servicePath(id)}/cancel-suspend`, signal)
  }

  #nms(path: string, signal?: AbortSignal): Promise<unknown> {
    const { nmsToken } = this.#options
    if (nmsToken === null) throw new UispError('unauthorized', 'not_sent', 'no token for the network side')
    return this.#transport.request({ method: 'GET', path: NMS + path, headers: { 'x-auth-token': nmsToken }, signal })
  }

  #crm(method: 'GET' | 'PATCH', path: string, signal?: AbortSignal): Promise<unknown> {
    const { crmKey } = this.#options
    if (crmKey === null) throw new UispError('unauthorized', 'not_sent', 'no key for the CRM')
    const body = method === 'PATCH' ? { body: {} } : {}
    return this.#transport.request({ method, path: CRM + path, headers: { 'X-Auth-App-Key': crmKey }, signal, ...body })
  }
}

const servicePath = (id: string): string => `/clients/services/${encodeURIComponent(id)}`
