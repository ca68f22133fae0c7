import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  asSent,
  Cp1252Text,
  equals,
  openSession,
  parseClock,
  parseDuration,
  parseVersion,
  RouterosError,
  RouterosPool,
  type RouterosSession,
  type SessionOptions,
} from '../../office/routeros/index.ts'
import { cp1252, type Fault, openRouters, type RouterFarm, type SimulatedRouter } from '../simulators/routeros/index.ts'

// The simulated routers have a codec of their own: neither side is checked by itself.
const VERSIONS = ['6.42.12', '6.49.10', '7.12.1', '7.18.2', '7.21'] as const

let farm: RouterFarm
const open: RouterosSession[] = []

beforeAll(async () => {
  const secrets = Array.from({ length: 300 }, (_, i) => ({ name: `cliente-${i}`, password: 'x', comment: `CL-${i}` }))
  const state = {
    '/ppp/secret': [...secrets, { name: cp1252('Ángela'), password: 'x' }, { name: 'Ñandú', password: 'x' }],
  }
  farm = await openRouters({ routers: VERSIONS.map((version) => ({ version })), state, tickMs: 20, dialNew: false })
})
afterEach(async () => {
  for (const session of open.splice(0)) session.close()
  for (const router of farm.routers) {
    await router.behave({})
    await router.clearFaults()
  }
})
afterAll(() => farm.stop())

const at = (version: string): SimulatedRouter => {
  const router = farm.routers.find((each) => each.version === version)
  if (!router) throw new Error(`no router of ${version}`)
  return router
}

function optionsOf(
  { host, port, user, password }: SimulatedRouter,
  more: Partial<SessionOptions> = {},
): SessionOptions {
  return { host, port, user, password, tls: null, connectTimeoutMs: 3000, commandTimeoutMs: 5000, ...more }
}

async function connect(router: SimulatedRouter, more: Partial<SessionOptions> = {}): Promise<RouterosSession> {
  const session = await openSession(optionsOf(router, more))
  open.push(session)
  return session
}

async function failure(promise: Promise<unknown>): Promise<RouterosError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof RouterosError)) throw new Error(`not a RouterosError: ${String(error)}`)
  return error
}

const names = async (session: RouterosSession): Promise<(string | undefined)[]> =>
  (await session.call('/ppp/secret/print', { proplist: ['name'] })).rows.map((row) => row['name'])

describe.each(VERSIONS)('RouterOS %s', (version) => {
  test('is logged in to, read, written and refused by', async () => {
    const session = await connect(at(version))
    const resource = (await session.call('/system/resource/print')).rows[0]
    expect(resource?.['version']).toContain(version)
    expect(parseVersion(resource?.['version'])).not.toBeNull()
    expect(parseDuration(resource?.['uptime'])).toBeGreaterThan(0)
    const clock = (await session.call('/system/clock/print')).rows[0] ?? {}
    expect(Math.abs((parseClock(clock) ?? 0) - Date.now())).toBeLessThan(5000)
    const attributes = { name: 'prueba', password: 'x', disabled: true }
    const { ret } = await session.call('/ppp/secret/add', { attributes })
    const queries = [equals('name', 'prueba')]
    expect((await session.call('/ppp/secret/print', { queries })).rows).toMatchObject([{ '.id': ret, name: 'prueba' }])
    expect(await failure(session.call('/ppp/secret/add', { attributes }))).toMatchObject({ code: 'already_exists' })
    const unknown = { name: 'otra', profile: 'ninguno' }
    expect(await failure(session.call('/ppp/secret/add', { attributes: unknown }))).toMatchObject({ code: 'bad_value' })
    await session.call('/ppp/secret/remove', { attributes: { '.id': ret ?? '' } })
    const gone = session.call('/ppp/secret/set', { attributes: { '.id': ret ?? '', disabled: false } })
    expect(await failure(gone)).toMatchObject({ code: 'no_such_item', outcome: 'refused' })
    expect((await session.call('/ppp/secret/print', { queries })).rows).toEqual([])
    expect(await failure(session.call('/no/such/print'))).toMatchObject({ code: 'no_such_command' })
    const colour = { '.id': '*1', colour: 'red' }
    expect(await failure(session.call('/ppp/secret/set', { attributes: colour }))).toMatchObject({
      code: 'unknown_parameter',
    })
  })

  test('refuses a wrong password, and who has too few rights', async () => {
    const router = at(version)
    expect(await failure(connect(router, { password: 'no' }))).toMatchObject({ code: 'bad_credentials' })
    const reader = await connect(router, { user: 'lector', password: 'secreto' })
    const write = reader.call('/ppp/secret/add', { attributes: { name: 'x' } })
    expect(await failure(write)).toMatchObject({ code: 'not_enough_permissions', outcome: 'refused' })
  })

  test('is the same byte by byte', async () => {
    const router = at(version)
    const whole = await names(await connect(router))
    await router.behave({ split: 1 })
    const session = await connect(router)
    expect(await names(session)).toEqual(whole)
    expect(whole).toHaveLength(302)
  })

  test('keeps text in two encodings, and is asked in each', async () => {
    const session = await connect(at(version))
    const found = async (name: string | Cp1252Text): Promise<number> =>
      (await session.call('/ppp/secret/print', { queries: [equals('name', name)] })).rows.length
    const { rows } = await session.call('/ppp/secret/print', { proplist: ['name'] })
    const sent = rows.map((row) => asSent(row, 'name') ?? '').filter((name) => /[^ -~]/.test(String(name)))
    expect(sent).toEqual([new Cp1252Text('Ángela'), 'Ñandú'])
    for (const name of sent) expect(await found(name)).toBe(1)
    expect(await found('Ángela')).toBe(0)
  })

  test('measures until the reader leaves', async () => {
    const session = await connect(at(version))
    const options = { silenceMs: 3000, overflow: 'drop' as const }
    let samples = 0
    for await (const row of session.stream(
      '/interface/monitor-traffic',
      { attributes: { interface: 'ether1' } },
      options,
    )) {
      expect(row['rx-bits-per-second']).toMatch(/^\d+$/)
      if (++samples === 3) break
    }
    await expect.poll(() => session.busy).toBe(0)
    expect(session.alive).toBe(true)
  })

  test('tells of changes as they happen', async () => {
    const router = at(version)
    const session = await connect(router)
    const changes = session.stream('/ppp/secret/listen')
    await expect.poll(async () => (await router.counters()).commands['/ppp/secret/listen']).toBeGreaterThan(0)
    const id = await router.add('/ppp/secret', { name: 'nuevo' })
    expect((await changes.next()).value).toMatchObject({ '.id': id, name: 'nuevo' })
    await router.remove('/ppp/secret', id)
    expect((await changes.next()).value).toMatchObject({ '.id': id, '.dead': expect.anything() })
    await changes.return()
  })
})

describe('a router that misbehaves', () => {
  const router = (): SimulatedRouter => at('7.18.2')
  const set = { attributes: { '.id': '*1', comment: 'x' } }

  const unknown: [string, Fault, string][] = [
    ['closes', { kind: 'drop' }, 'closed'],
    ['resets', { kind: 'reset' }, 'closed'],
    ['stalls', { kind: 'stall' }, 'timeout'],
    ['says goodbye', { kind: 'fatal' }, 'fatal'],
    ['says garbage', { kind: 'garbage' }, 'protocol'],
    ['loses power', { kind: 'reboot', downMs: 50 }, 'closed'],
  ]
  test.each(unknown)('%s: the outcome of a write is unknown', async (_, fault, code) => {
    const session = await connect(router(), { commandTimeoutMs: 200, probeMs: 100 })
    await router().fault({ fault, path: '/ppp/secret/set' })
    expect(await failure(session.call('/ppp/secret/set', set))).toMatchObject({ code, outcome: 'unknown' })
    await expect.poll(() => session.busy).toBe(0)
    // The one that lost its power comes back before the next test.
    await expect.poll(() => connect(router()).then(() => 'up', String), { timeout: 5000 }).toBe('up')
  })

  test('is slow: what is asked meanwhile is answered before', async () => {
    const session = await connect(router())
    await router().fault({ fault: { kind: 'slow', ms: 150 }, path: '/ppp/secret/set' })
    const order: string[] = []
    const slow = session.call('/ppp/secret/set', set).then(() => order.push('slow'))
    await session.call('/system/identity/print').then(() => order.push('quick'))
    await slow
    expect(order).toEqual(['quick', 'slow'])
  })

  test('refuses in its own words', async () => {
    const session = await connect(router())
    await router().fault({ fault: { kind: 'trap', message: 'not enough permissions (9)', category: 4 }, path: '/ppp' })
    const error = await failure(session.call('/ppp/secret/set', set))
    expect(error).toMatchObject({
      code: 'not_enough_permissions',
      category: 4,
      deviceMessage: 'not enough permissions (9)',
    })
  })

  test('splits its answer anywhere', async () => {
    const session = await connect(router())
    for (let cut = 1; cut < 60; cut++) {
      await router().fault({ fault: { kind: 'split', at: cut }, path: '/ppp/secret/print' })
      const { rows } = await session.call('/ppp/secret/print', {
        queries: [equals('name', 'cliente-7')],
        proplist: ['name', 'comment'],
      })
      expect(rows).toEqual([{ name: 'cliente-7', comment: 'CL-7' }])
    }
  })

  test('takes the connection and closes it, or never says a word', async () => {
    await router().behave({ acceptThenClose: true })
    expect(await failure(connect(router()))).toMatchObject({ code: 'closed', outcome: 'not_sent' })
    await router().behave({ mute: true })
    expect(await failure(connect(router(), { connectTimeoutMs: 100 }))).toMatchObject({
      code: 'timeout',
      outcome: 'not_sent',
    })
    await router().behave({ refuse: true })
    expect(await failure(connect(router()))).toMatchObject({ code: 'refused', outcome: 'not_sent' })
  })

  test('falls mute: a stream does not stand still, it ends', async () => {
    const session = await connect(router(), { probeMs: 30 })
    const stream = session.stream('/ppp/secret/listen')
    await router().behave({ mute: true })
    expect(await failure(stream.next())).toMatchObject({ code: 'timeout', outcome: 'unknown' })
  })

  test('reboots: its users are connected again, and a stream says that it ended', async () => {
    const pool = new RouterosPool({ firstPauseMs: 20, maxPauseMs: 50 })
    const link = pool.link('r', () => optionsOf(router()))
    const release = link.hold()
    const stream = await link.stream('/ppp/secret/listen')
    await router().reboot(100)
    expect(await failure(stream.next())).toMatchObject({ code: 'closed' })
    await expect.poll(() => link.state.kind, { timeout: 5000 }).toBe('up')
    expect((await link.call('/system/identity/print')).rows).toHaveLength(1)
    release()
    pool.close()
  })

  test('answers hundreds of commands on one connection, across a slow line, in about one round trip', async () => {
    await router().behave({ rttMs: 100 })
    const session = await connect(router())
    const begun = performance.now()
    await Promise.all(Array.from({ length: 300 }, () => session.call('/ppp/secret/set', set)))
    // One by one it would be 30 s.
    expect(performance.now() - begun).toBeLessThan(10_000)
    expect((await router().counters()).open).toBe(1)
  })

  test('encrypts, and is known by its certificate', async () => {
    const { tlsPort, fingerprint256 } = router()
    const session = await connect(router(), { port: tlsPort ?? 0, tls: { pin: fingerprint256 } })
    expect((await session.call('/system/identity/print')).rows).toHaveLength(1)
    const other = connect(router(), { port: tlsPort ?? 0, tls: { pin: at('6.49.10').fingerprint256 } })
    expect(await failure(other)).toMatchObject({ code: 'tls_mismatch', outcome: 'not_sent' })
    await router().fault({ fault: { kind: 'reset' }, path: '/ppp/secret/set' })
    expect(await failure(session.call('/ppp/secret/set', set))).toMatchObject({ code: 'closed', outcome: 'unknown' })
  })
})
