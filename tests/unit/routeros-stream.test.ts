import { afterEach, describe, expect, test, vi } from 'vitest'
import { openSession, RouterosError, type SessionOptions } from '../../office/routeros/index.ts'
import { type DeviceSide, type Heard, loggedIn, scriptedRouter } from '../support/scripted-router.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const thing of open.splice(0).reverse()) await thing.close()
})

/** A device that measures when told to, and stops a command when asked. */
async function measuring(options: Partial<SessionOptions> = {}, answersCancel = true) {
  const router = await scriptedRouter(
    loggedIn((command, device) => {
      if (command.path === '/cancel' && answersCancel) {
        const stopped = command.attributes['tag'] ?? null
        device.say(['!trap', '=category=2', '=message=interrupted'], stopped)
        device.say(['!done'], stopped)
        device.say(['!done'], command.tag)
      } else if (command.path === '/system/identity/print') device.say(['!done'], command.tag)
    }),
  )
  open.push(router)
  const session = await openSession({
    host: '127.0.0.1',
    port: router.port,
    tls: null,
    user: 'u',
    password: 'p',
    ...options,
  })
  open.push(session)
  const device = router.devices[0] as DeviceSide
  const under = async (path: string): Promise<Heard> => {
    await expect.poll(() => device.heard.some((command) => command.path === path)).toBe(true)
    return device.heard.find((command) => command.path === path) as Heard
  }
  return { session, device, under }
}

const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (reason: unknown) => reason,
  )

describe('a stream', () => {
  test('gives rows as they come, whether the reader waits or not, until the device is done', async () => {
    const { session, device, under } = await measuring()
    const stream = session.stream('/ping', { attributes: { address: '10.0.0.1', count: 3 } })
    const first = stream.next()
    const { tag } = await under('/ping')
    for (const seq of ['0', '1', '2']) device.say(['!re', `=seq=${seq}`], tag)
    device.say(['!done'], tag)
    expect(await first).toEqual({ done: false, value: { seq: '0' } })
    const rest: unknown[] = []
    for await (const row of stream) rest.push(row)
    expect(rest).toEqual([{ seq: '1' }, { seq: '2' }])
    expect(session.busy).toBe(0)
  })

  test('is cancelled on the device when its reader leaves', async () => {
    const { session, device, under } = await measuring()
    const stream = session.stream('/interface/monitor-traffic', { attributes: { interface: 'ether1' } })
    const { tag } = await under('/interface/monitor-traffic')
    device.say(['!re', '=rx-bits-per-second=1'], tag)
    for await (const row of stream) {
      expect(row['rx-bits-per-second']).toBe('1')
      break
    }
    expect((await under('/cancel')).attributes).toEqual({ tag })
    await expect.poll(() => session.busy).toBe(0)
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    expect(session.alive).toBe(true)
  })

  test('ends with its signal, for whoever waits', async () => {
    const { session, under } = await measuring()
    const giveUp = new AbortController()
    const stream = session.stream('/interface/listen', {}, { signal: giveUp.signal })
    const waiting = failure(stream.next())
    await under('/interface/listen')
    giveUp.abort()
    expect(await waiting).toMatchObject({ code: 'aborted' })
    await under('/cancel')
    expect(await failure(session.stream('/x', {}, { signal: giveUp.signal }).next())).toMatchObject({ code: 'aborted' })
  })

  test('ends with the refusal of the device', async () => {
    const { session, device, under } = await measuring()
    const stream = session.stream('/tool/torch')
    const { tag } = await under('/tool/torch')
    device.say(['!trap', '=message=not enough permissions (9)'], tag)
    device.say(['!done'], tag)
    expect(await failure(stream.next())).toMatchObject({ code: 'not_enough_permissions', outcome: 'refused' })
  })

  test('of changes that nobody reads fails rather than lose one', async () => {
    const { session, device, under } = await measuring()
    const stream = session.stream('/interface/listen', {}, { buffer: 2 })
    const { tag } = await under('/interface/listen')
    for (const id of ['*1', '*2', '*3']) device.say(['!re', `=.id=${id}`], tag)
    await under('/cancel')
    await stream.next()
    await stream.next()
    await stream.next()
    expect(await failure(stream.next())).toMatchObject({ code: 'overflow' })
  })

  test('of measurements that nobody reads keeps the newest, and says how many it lost', async () => {
    const { session, device, under } = await measuring()
    const stream = session.stream('/interface/monitor-traffic', {}, { buffer: 2, overflow: 'drop' })
    const { tag } = await under('/interface/monitor-traffic')
    for (const rx of ['1', '2', '3', '4', '5']) device.say(['!re', `=rx=${rx}`], tag)
    await expect.poll(() => stream.dropped).toBe(3)
    expect((await stream.next()).value).toEqual({ rx: '4' })
  })

  test('that should measure and is silent ends: it knows nothing', async () => {
    const { session } = await measuring()
    const stream = session.stream('/interface/monitor-traffic', {}, { silenceMs: 30 })
    expect(await failure(stream.next())).toMatchObject({ code: 'timeout' })
  })

  test('that measures goes on, however long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { session, device, under } = await measuring()
    const stream = session.stream('/interface/monitor-traffic', {}, { silenceMs: 1000 })
    const { tag } = await under('/interface/monitor-traffic')
    for (const rx of ['1', '2', '3']) {
      vi.advanceTimersByTime(900)
      device.say(['!re', `=rx=${rx}`], tag)
      expect((await stream.next()).value).toEqual({ rx })
    }
    vi.advanceTimersByTime(1000)
    expect(await failure(stream.next())).toMatchObject({ code: 'timeout' })
  })

  test('on a device that went silent ends, though nobody sends anything', async () => {
    const router = await scriptedRouter(loggedIn(() => undefined))
    open.push(router)
    const options = { host: '127.0.0.1', port: router.port, tls: null, user: 'u', password: 'p', probeMs: 20 }
    const session = await openSession(options)
    const error = await failure(session.stream('/interface/listen').next())
    expect(error).toBeInstanceOf(RouterosError)
    expect(error).toMatchObject({ code: 'timeout', outcome: 'unknown' })
  })

  test('that is only quiet goes on while the device gives signs of life', async () => {
    const { session, device, under } = await measuring({ probeMs: 20 })
    const stream = session.stream('/interface/listen')
    const { tag } = await under('/interface/listen')
    const beats = () => device.heard.filter(({ path }) => path === '/system/identity/print').length
    await expect.poll(beats, { timeout: 5000 }).toBeGreaterThan(2)
    device.say(['!re', '=.id=*1'], tag)
    expect((await stream.next()).value).toEqual({ '.id': '*1' })
  })
})
