import https from 'node:https'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inventServicios, seedNetwork } from '../simulators/network/seed.ts'
import { openUisp, startUisp, type UispSimulator } from '../simulators/uisp/index.ts'

interface Answer {
  status: number
  text: string
  headers: Record<string, unknown>
}

const { uisp: state } = seedNetwork({ servicios: inventServicios(60, 3), routers: 2, seed: 3 })
let uisp: UispSimulator
beforeEach(async () => {
  uisp = await openUisp({ state: structuredClone(state) })
})
afterEach(() => uisp.stop())

interface Asked {
  method?: string
  headers?: Record<string, string>
  body?: string
}

function ask(path: string, { method = 'GET', headers, body = '' }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      `${uisp.url}${path}`,
      { method, headers: headers ?? { 'x-auth-token': uisp.token }, rejectUnauthorized: false },
      (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('error', reject)
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }))
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
const json = async (path: string) => JSON.parse((await ask(path)).text) as Record<string, unknown>[]
const identity = (device?: object) => (device as { identification: { id: string; type: string } }).identification
const activeService = () => Number(state.services.find(({ status }) => status === 1)?.['id'])
const crm = () => ({ 'X-Auth-App-Key': uisp.appKey })

describe('the network API', () => {
  test('devices come as one array, stations by their access point, ONUs by their OLT', async () => {
    const devices = await json('/nms/api/v2.1/devices')
    expect(devices.map((each) => identity(each).type).sort()).toEqual(
      ['airMax', 'airMax', 'airMax', 'airMax', 'olt', 'olt'].sort(),
    )
    const idOf = (at: number) => identity(devices[at]).id
    const stations = await json(`/nms/api/v2.1/devices/airmaxes/${idOf(0)}/stations`)
    expect(stations[0]).toMatchObject({ connected: expect.any(Boolean), rxSignal: expect.any(Number) })
    const all = await json('/nms/api/v2.1/devices/onus')
    const some = await json(`/nms/api/v2.1/devices/onus?parentId=${idOf(4)}`)
    expect(some.length).toBeGreaterThan(0)
    expect(some.length).toBeLessThan(all.length)
    expect((await ask(`/nms/api/v2.1/devices/${idOf(0)}`)).status).toBe(200)
    expect((await ask(`/nms/api/v2.1/devices/${idOf(0)}/statistics`)).status).toBe(400)
    expect((await ask(`/nms/api/v2.1/devices/${idOf(0)}/statistics?interval=hour`)).status).toBe(200)
  })

  test('outages need a count and a page', async () => {
    for (const query of ['', '?count=10', '?page=1'])
      expect((await ask(`/nms/api/v2.1/outages${query}`)).status).toBe(400)
    const first = JSON.parse((await ask('/nms/api/v2.1/outages?count=1&page=1')).text) as object
    expect(first).toMatchObject({ items: [{ inProgress: false }], pagination: { total: 2, pages: 2 } })
  })

  test('without the token nothing is told', async () => {
    expect((await ask('/nms/api/v2.1/devices', { headers: { 'x-auth-token': 'no' } })).status).toBe(401)
  })

  test('blocking an ONU destroys its password, and is on record', async () => {
    const id = identity(state.onus[0]).id
    expect((await ask(`/nms/api/v2.1/devices/onus/${id}/block`, { method: 'POST' })).status).toBe(200)
    expect((await uisp.state()).onus[0]?.['onu']).not.toHaveProperty('gponPassword')
    expect((await uisp.writes()).map(({ path }) => path)).toEqual([`/nms/api/v2.1/devices/onus/${id}/block`])
  })
})

describe('the customers API', () => {
  test('a service is suspended once, and taken back once', async () => {
    const path = `/crm/api/v1.0/clients/services/${activeService()}`
    const patch = async (verb: string) =>
      (await ask(`${path}/${verb}`, { method: 'PATCH', headers: crm(), body: '{}' })).status
    expect([await patch('suspend'), await patch('suspend')]).toEqual([200, 422])
    expect(JSON.parse((await ask(path, { headers: crm() })).text)).toMatchObject({ status: 3 })
    expect([await patch('cancel-suspend'), await patch('cancel-suspend')]).toEqual([200, 422])
    expect((await ask(path)).status).toBe(401)
  })
})

describe('misbehaviour', () => {
  const devices = '/nms/api/v2.1/devices'

  test('a status, with how long to wait', async () => {
    await uisp.behave({ status: 429, retryAfter: 7, times: 1 })
    expect(await ask(devices)).toMatchObject({ status: 429, headers: { 'retry-after': '7' } })
    expect((await ask(devices)).status).toBe(200)
  })

  test('an array that is empty, JSON that is not whole, a page that is no JSON', async () => {
    await uisp.behave({ empty: true })
    expect((await ask(devices)).text).toBe('[]')
    await uisp.behave({ truncate: 'wellformed' })
    const { text } = await ask(devices)
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    await uisp.behave({ html: true })
    expect((await ask(devices)).text).toMatch(/^<html>/)
  })

  test('connections that break, before and after the request was carried out', async () => {
    await uisp.behave({ truncate: 'closed' })
    await expect(ask(devices)).rejects.toThrow()
    await uisp.behave({ reset: true, path: devices })
    await expect(ask(devices)).rejects.toThrow()
    expect((await ask('/nms/api/v2.1/sites')).status).toBe(200)
    await uisp.behave({ applyThenReset: true })
    const id = activeService()
    const path = `/crm/api/v1.0/clients/services/${id}/suspend`
    await expect(ask(path, { method: 'PATCH', headers: crm() })).rejects.toThrow()
    expect((await uisp.state()).services.find((each) => each['id'] === id)?.['status']).toBe(3)
  })

  test('it runs in a process of its own', async () => {
    const other = await startUisp({ tls: false, state })
    try {
      const response = await fetch(`${other.url}${devices}`, { headers: { 'x-auth-token': other.token } })
      expect(((await response.json()) as unknown[]).length).toBe(state.devices.length)
      expect((await other.requests()).map(({ path }) => path)).toEqual([devices])
    } finally {
      await other.stop()
    }
  })
})
