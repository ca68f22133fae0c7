import { afterEach, describe, expect, test } from 'vitest'
import {
  type LinkState,
  type PoolOptions,
  RouterosError,
  RouterosPool,
  type SessionOptions,
} from '../../office/routeros/index.ts'
import {
  type DeviceSide,
  type Heard,
  loggedIn,
  type ScriptedRouter,
  scriptedRouter,
} from '../support/scripted-router.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

interface Bench {
  pool: RouterosPool
  router: ScriptedRouter
  states: LinkState[]
  /** ms since 1970, moved by the test. */
  clock: { now: number }
  options: SessionOptions
}

/** A pool and a device that answers everything but what a test scripts otherwise. */
async function bench(
  settings: PoolOptions = {},
  script?: (command: Heard, device: DeviceSide) => void,
): Promise<Bench> {
  const answer = (command: Heard, device: DeviceSide): void => device.say(['!done'], command.tag)
  const router = await scriptedRouter(loggedIn(script ?? answer))
  const states: LinkState[] = []
  const clock = { now: 1_000_000 }
  const pool = new RouterosPool({
    firstPauseMs: 1000,
    maxPauseMs: 60_000,
    random: () => 1,
    now: () => clock.now,
    onState: (_, state) => states.push(state),
    ...settings,
  })
  open.push(router, pool)
  const options = { host: '127.0.0.1', port: router.port, tls: null, user: 'u', password: 'p', connectTimeoutMs: 2000 }
  return { pool, router, states, clock, options }
}

async function failure(promise: Promise<unknown>): Promise<RouterosError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof RouterosError)) throw new Error(`not a RouterosError: ${String(error)}`)
  return error
}

const kinds = (states: readonly LinkState[]) => states.map(({ kind }) => kind)

describe('a device', () => {
  test('has one connection, whoever uses it and however many at once', async () => {
    const { pool, router, options, states } = await bench()
    const users = Array.from({ length: 5 }, () => pool.link('r1', () => options))
    await Promise.all(users.map((link) => link.call('/x')))
    expect(router.devices).toHaveLength(1)
    expect(new Set(users).size).toBe(1)
    expect(states).toEqual([{ kind: 'connecting' }, { kind: 'up', fingerprint: null }])
    await pool.link('r2', () => options).call('/x')
    expect(router.devices).toHaveLength(2)
  })

  test('that nobody uses is let go, and connected to again when needed', async () => {
    const { pool, router, options, states } = await bench({ idleMs: 20 })
    const link = pool.link('r1', () => options)
    await link.call('/x')
    await expect.poll(() => link.state.kind).toBe('idle')
    await link.call('/x')
    expect(router.devices).toHaveLength(2)
    expect(kinds(states).slice(0, 4)).toEqual(['connecting', 'up', 'idle', 'connecting'])
  })

  test('is not let go under a stream', async () => {
    const { pool, router, options } = await bench({ idleMs: 10 }, (command, device) => {
      if (command.path === '/cancel') device.say(['!done'], command.tag)
    })
    const link = pool.link('r1', () => options)
    const stream = await link.stream('/interface/listen')
    const unused = pool.link('r2', () => options)
    await unused.session()
    await expect.poll(() => unused.state.kind).toBe('idle')
    expect(link.state.kind).toBe('up')
    await stream.return()
    await expect.poll(() => link.state.kind).toBe('idle')
    expect(router.devices).toHaveLength(2)
  })

  test('that is down is not knocked at before its pause is over, which doubles each time', async () => {
    const { pool, router, options, clock } = await bench()
    await router.close()
    let asked = 0
    const link = pool.link('r1', () => {
      asked++
      return options
    })
    const first = await failure(link.call('/x'))
    expect(first).toMatchObject({ code: 'refused', outcome: 'not_sent' })
    expect(link.state).toMatchObject({ kind: 'down', failures: 1, retryAt: clock.now + 1000 })
    clock.now += 999
    expect(await failure(link.call('/x'))).toBe(first)
    expect(asked).toBe(1)
    clock.now += 1
    await failure(link.call('/x'))
    expect(link.state).toMatchObject({ kind: 'down', failures: 2, retryAt: clock.now + 2000 })
    clock.now += 1000
    link.wake()
    await failure(link.call('/x'))
    expect(asked).toBe(3)
    expect(link.state).toMatchObject({ kind: 'down', failures: 1 })
  })

  test('does not rest for a day because the clock was set back by one', async () => {
    const { pool, router, options, clock } = await bench()
    await router.close()
    const link = pool.link('r1', () => options)
    const first = await failure(link.call('/x'))
    expect(link.rest).toBe(1000)
    clock.now -= 24 * 60 * 60_000
    expect(link.rest).toBe(0)
    expect(await failure(link.call('/x'))).not.toBe(first)
  })

  test('half of a pause is drawn by lot, so that devices do not knock together', async () => {
    const { pool, router, options, clock } = await bench({ random: () => 0 })
    await router.close()
    const link = pool.link('r1', () => options)
    await failure(link.call('/x'))
    expect(link.state).toMatchObject({ retryAt: clock.now + 500 })
  })

  test('that refuses the password is left alone for the longest pause', async () => {
    const { pool, router, options, clock } = await bench()
    await router.close()
    const refusing = await scriptedRouter(({ tag }, device) => {
      device.say(['!trap', '=message=invalid user name or password (6)'], tag)
      device.say(['!done'], tag)
    })
    open.push(refusing)
    const link = pool.link('r1', () => ({ ...options, port: refusing.port }))
    expect(await failure(link.call('/x'))).toMatchObject({ code: 'bad_credentials' })
    expect(link.state).toMatchObject({ kind: 'down', retryAt: clock.now + 60_000 })
  })

  test('a write under way when the connection dies is unknown, and is not repeated', async () => {
    const { pool, router, options, clock } = await bench({}, (command, device) => {
      if (command.path === '/ppp/secret/set') device.socket.resetAndDestroy()
      else device.say(['!done'], command.tag)
    })
    const link = pool.link('r1', () => options)
    expect(await failure(link.call('/ppp/secret/set'))).toMatchObject({ code: 'closed', outcome: 'unknown' })
    expect(link.state).toMatchObject({ kind: 'down', failures: 1 })
    clock.now += 1000
    await link.call('/ppp/secret/print')
    expect(router.devices.map(({ heard }) => heard.map(({ path }) => path))).toEqual([
      ['/login', '/ppp/secret/set'],
      ['/login', '/ppp/secret/print'],
    ])
  })

  // The clock stands still: timers may be early by it, and must be believed.
  test('that is held is connected to again by itself', async () => {
    const { pool, router, options, states } = await bench({ firstPauseMs: 10, idleMs: 5 })
    const link = pool.link('r1', () => options)
    const release = link.hold()
    await expect.poll(() => link.state.kind).toBe('up')
    router.devices[0]?.socket.destroy()
    await expect.poll(() => router.devices.length).toBe(2)
    await expect.poll(() => link.state.kind).toBe('up')
    expect(kinds(states)).toEqual(['connecting', 'up', 'down', 'connecting', 'up'])
    release()
    release()
    await expect.poll(() => link.state.kind).toBe('idle')
  })

  test('whose address changed is left for the new one', async () => {
    const { pool, router, options } = await bench()
    const other = await scriptedRouter(loggedIn(({ tag }, device) => device.say(['!done', '=ret=other'], tag)))
    open.push(other)
    let { port } = options
    const link = pool.link('r1', () => ({ ...options, port }))
    await link.call('/x')
    port = other.port
    link.reset()
    expect((await link.call('/x')).ret).toBe('other')
    await expect.poll(() => router.devices[0]?.socket.destroyed).toBe(true)
  })

  test('forgotten while it is connected to, is not kept', async () => {
    const { pool, router, options } = await bench()
    const link = pool.link('r1', () => options)
    const call = failure(link.call('/x'))
    pool.forget('r1')
    expect(await call).toMatchObject({ code: 'closed', outcome: 'not_sent' })
    expect(link.state.kind).toBe('idle')
    await expect.poll(() => router.devices.every(({ socket }) => socket.destroyed)).toBe(true)
  })

  test('is not waited for longer than the signal, by whoever gave it', async () => {
    const { pool, options } = await bench({}, (command, device) => device.say(['!done'], command.tag))
    const link = pool.link('r1', () => options)
    const giveUp = new AbortController()
    const given = failure(link.call('/x', {}, { signal: giveUp.signal }))
    const patient = link.call('/x')
    giveUp.abort()
    expect(await given).toMatchObject({ code: 'aborted', outcome: 'not_sent' })
    expect(await patient).toEqual({ rows: [], ret: null })
  })

  test('whose address cannot be had is down', async () => {
    const { pool } = await bench()
    const link = pool.link('r1', () => Promise.reject(new Error('sealed')))
    const error = await failure(link.call('/x'))
    expect(error).toMatchObject({ code: 'unreachable', outcome: 'not_sent', message: 'Error: sealed' })
    expect(link.state).toMatchObject({ kind: 'down', error })
  })
})
