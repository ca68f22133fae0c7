import dgram from 'node:dgram'
import { afterEach, describe, expect, test } from 'vitest'
import { type Fault, startRouters } from '../simulators/routeros/index.ts'
import { bench, connect, logIn, rowsOf, trapOf } from './routeros-peer.ts'

const { open, enter, clear } = bench()
afterEach(clear)

const SECRET = { '/ppp/secret': [{ name: 'ana', service: 'pppoe' }] }
const comment = (value: string) => ['/ppp/secret/set', '=.id=ana', `=comment=${value}`] as const

describe('faults of the next command', () => {
  test.each<[string, Fault, 'fin' | 'rst', number]>([
    ['drop: closed, not carried out', { kind: 'drop' }, 'fin', 0],
    ['reset: reset, not carried out', { kind: 'reset' }, 'rst', 0],
    ['fatal: said and closed', { kind: 'fatal' }, 'fin', 0],
    ['carried out, then closed without a word', { kind: 'apply-then', end: 'drop' }, 'fin', 1],
    ['carried out, then reset', { kind: 'apply-then', end: 'reset' }, 'rst', 1],
    ['the answer breaks off', { kind: 'cut', after: 3, end: 'drop' }, 'fin', 1],
    ['the power goes', { kind: 'reboot', downMs: 30 }, 'rst', 0],
  ])('%s', async (_name, fault, end, writes) => {
    const { router, peer } = await enter({ state: SECRET })
    await router.fault({ path: '/ppp/secret/set', fault })
    const before = peer.bytes().length
    peer.send(...comment('x'))
    expect(await peer.closed).toBe(end)
    expect((await router.journal()).length).toBe(writes)
    expect(await router.faulted()).toBe(1)
    if (fault.kind === 'cut') expect(peer.bytes().length - before).toBe(3)
  })

  test('a stalled command is never answered, others are', async () => {
    const { router, peer } = await enter({ state: SECRET })
    await router.fault({ path: '/ppp/secret', fault: { kind: 'stall' } })
    peer.send(...comment('x'), '.tag=1')
    peer.send('/system/identity/print', '.tag=2')
    expect(await peer.next()).toEqual(['!re', '=name=router', '.tag=2'])
    expect(await router.journal()).toEqual([])
  })

  test('a slow one is overtaken', async () => {
    const { router, peer } = await enter({ state: SECRET })
    await router.fault({ path: '/ppp/secret/set', fault: { kind: 'slow', ms: 30 } })
    peer.send(...comment('x'), '.tag=1')
    peer.send('/system/identity/print', '.tag=2')
    const heard = await peer.until('1')
    expect(heard.map((words) => words.at(-1))).toEqual(['.tag=2', '.tag=2', '.tag=1'])
  })

  test('a held one is carried out once its faults are cleared', async () => {
    const { router, peer } = await enter({ state: SECRET })
    await router.fault({ path: '/ppp/secret/set', fault: { kind: 'held' } })
    peer.send(...comment('x'), '.tag=1')
    peer.send('/system/identity/print', '.tag=2')
    expect(await peer.next()).toEqual(['!re', '=name=router', '.tag=2'])
    expect(await router.journal()).toEqual([])
    await router.clearFaults()
    await peer.until('1')
    expect(await router.journal()).toHaveLength(1)
  })

  test('a trap of any kind, so many times, after so many, for these arguments', async () => {
    const { router, peer } = await enter({ state: SECRET })
    const fault: Fault = { kind: 'trap', message: 'failure: no memory', category: 4 }
    await router.fault({ path: '/ppp/secret/set', where: { comment: 'x' }, skip: 1, times: 2, fault })
    const traps = []
    for (const value of ['x', 'y', 'x', 'x', 'x']) traps.push(trapOf(await peer.ask(...comment(value))) !== null)
    expect(traps).toEqual([false, false, true, true, false])
  })

  test('garbage', async () => {
    const { router, peer } = await enter()
    await router.fault({ fault: { kind: 'garbage', bytes: Uint8Array.of(0xff, 1, 2) } })
    const before = peer.bytes().length
    peer.send('/system/identity/print')
    await expect.poll(() => [...peer.bytes().subarray(before)]).toEqual([0xff, 1, 2])
  })

  test('an answer in two pieces is whole', async () => {
    const { router, peer } = await enter()
    await router.fault({ fault: { kind: 'split', at: 5 } })
    expect(await peer.ask('/system/identity/print')).toEqual([['!re', '=name=router'], ['!done']])
  })
})

describe('manners', () => {
  test('byte by byte, everything comes', async () => {
    const { router, peer } = await enter({ state: SECRET })
    await router.behave({ split: 1 })
    expect(rowsOf(await peer.ask('/ppp/secret/print', '=.proplist=name'))).toEqual([{ name: 'ana' }])
  })

  test('a round trip delays what is sent together only once, and keeps its order', async () => {
    const { router, peer } = await enter()
    await router.behave({ rttMs: 50 })
    const from = performance.now()
    for (let at = 0; at < 50; at++) peer.send('/system/identity/print', '=.proplist=name', `.tag=${at}`)
    const heard = await peer.until('49')
    const took = performance.now() - from
    expect(heard.filter(([word]) => word === '!done').map((words) => words[1])).toEqual(
      Array.from({ length: 50 }, (_, at) => `.tag=${at}`),
    )
    expect(took).toBeGreaterThan(45)
    expect(took).toBeLessThan(50 * 50)
  })

  test('refused, closed at once, mute, and well again', async () => {
    const router = await open()
    await router.behave({ refuse: true })
    await expect(connect(router.port)).rejects.toThrow('ECONNREFUSED')
    await router.behave({ acceptThenClose: true })
    expect(await (await connect(router.port)).closed).toBe('fin')
    await router.behave({ mute: true })
    const peer = await connect(router.port)
    peer.send('/login')
    await expect.poll(async () => (await router.counters()).bytesIn).toBeGreaterThan(0)
    expect(peer.bytes().length).toBe(0)
    peer.end()
    await router.behave({})
    const again = await logIn(router.port)
    expect(await again.ask('/system/identity/print')).toEqual([['!re', '=name=router'], ['!done']])
    again.end()
  })
})

describe('a reboot', () => {
  test('ends connections, what is dynamic is gone, clients dial in again, ports and certificate stay', async () => {
    const { router, peer } = await enter({
      rebootMs: 20,
      state: {
        '/ppp/profile': [{ name: 'p', 'local-address': '10.0.0.1' }],
        '/ppp/secret': [{ name: 'ana', profile: 'p', 'remote-address': '10.0.0.2', service: 'pppoe' }],
      },
    })
    await peer.ask('/ip/firewall/address-list/add', '=list=a', '=address=10.0.0.2', '=timeout=1h')
    await peer.ask('/ip/firewall/address-list/add', '=list=b', '=address=10.0.0.2')
    await peer.ask('/system/reboot')
    await peer.closed
    await router.until('/ppp/active', { name: 'ana' })
    const again = await logIn(router.port)
    expect(await again.ask('/system/identity/print')).toEqual([['!re', '=name=router'], ['!done']])
    again.end()
    expect((await router.rows('/ip/firewall/address-list')).map(({ list }) => list)).toEqual(['b'])
  })
})

describe('a farm', () => {
  test('many routers in one process, each with a state and counters of its own', async () => {
    const farm = await startRouters({ routers: 30, version: '7.13.5', state: SECRET })
    try {
      const [first, last] = [farm.routers[0], farm.routers[29]]
      if (!first || !last) throw new Error('no routers')
      expect(new Set(farm.routers.map(({ port }) => port)).size).toBe(30)
      const peer = await logIn(last.port)
      await peer.ask(...comment('x'))
      peer.end()
      expect((await last.rows('/ppp/secret'))[0]?.['comment']).toBe('x')
      expect((await first.rows('/ppp/secret'))[0]?.['comment']).toBeUndefined()
      expect((await last.counters()).commands).toEqual({ '/login': 1, '/ppp/secret/set': 1 })
      await expect(first.rows('/nothing')).rejects.toThrow('no such command prefix')
    } finally {
      await farm.stop()
    }
  })

  test('a router says who it is to the neighbourhood', async () => {
    const socket = dgram.createSocket('udp4')
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
    const heard = new Promise<Buffer>((resolve) => socket.once('message', resolve))
    await open({ routers: [{ identity: 'torre-1', mndp: { address: '127.0.0.1', port: socket.address().port } }] })
    const packet = await heard
    const values = new Map<number, Buffer>()
    for (let at = 4; at < packet.length; at += 4 + packet.readUInt16BE(at + 2)) {
      values.set(packet.readUInt16BE(at), packet.subarray(at + 4, at + 4 + packet.readUInt16BE(at + 2)))
    }
    expect(values.get(5)?.toString()).toBe('torre-1')
    expect(values.get(7)?.toString()).toContain('7.18.2')
    expect([...(values.get(17) ?? [])]).toEqual([127, 0, 0, 1])
    expect(values.get(10)?.readUInt32LE()).toBeGreaterThan(200_000)
    socket.close()
  })
})
