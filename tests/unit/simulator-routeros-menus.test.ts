import { afterEach, describe, expect, test } from 'vitest'
import { cp1252, type NetworkState } from '../simulators/routeros/index.ts'
import { bench, connect, type Peer, rowsOf, trapOf } from './routeros-peer.ts'

const { enter, clear } = bench()
afterEach(clear)

const NETWORK: NetworkState = {
  '/ip/pool': [{ name: 'clientes', ranges: '10.20.0.2-10.20.0.250' }],
  '/ppp/profile': [
    { name: '20M', 'local-address': '10.20.0.1', 'remote-address': 'clientes', 'rate-limit': '5M/20M' },
    { name: 'morosos', 'local-address': '10.20.0.1', 'remote-address': 'clientes', 'address-list': 'morosos' },
  ],
  '/ppp/secret': [
    { name: 'ana', profile: '20M', service: 'pppoe', password: 'a', comment: 'C-1' },
    { name: 'luis', profile: '20M', service: 'pppoe', password: 'b' },
    { name: 'eva', profile: 'morosos', service: 'any', disabled: 'yes', comment: 'C-3' },
  ],
}
const names = async (peer: Peer, ...queries: string[]) =>
  rowsOf(await peer.ask('/ppp/secret/print', '=.proplist=name', ...queries)).map(({ name }) => name)

describe('queries', () => {
  test.each<[string, string[], string[]]>([
    ['equal', ['?name=ana'], ['ana']],
    ['equal, written the long way', ['?=name=ana'], ['ana']],
    ['all of them must hold', ['?profile=20M', '?name=luis'], ['luis']],
    ['has a value', ['?comment'], ['ana', 'eva']],
    ['has none', ['?-comment'], ['luis']],
    ['below', ['?<name=b'], ['ana']],
    ['above', ['?>name=b'], ['luis', 'eva']],
    ['above, of those that have it', ['?>comment='], ['ana', 'eva']],
    ['or', ['?name=ana', '?name=eva', '?#|'], ['ana', 'eva']],
    ['not', ['?name=ana', '?#!'], ['luis', 'eva']],
    ['not either', ['?name=ana', '?name=eva', '?#|!'], ['luis']],
    ['and', ['?profile=20M', '?-comment', '?#&'], ['luis']],
    ['an index pushes a copy', ['?name=ana', '?name=eva', '?#1|'], ['ana']],
    ['an index at the end leaves only that', ['?name=ana', '?name=eva', '?#0'], ['eva']],
    ['a dot copies the top', ['?name=ana', '?#.|'], ['ana']],
    ['operators over what is not there are over true', ['?name=ana', '?#&'], ['ana']],
  ])('%s', async (_name, queries, expected) => {
    const { peer } = await enter({ state: NETWORK })
    expect(await names(peer, ...queries)).toEqual(expected)
  })

  test('addresses and numbers have an order of their own', async () => {
    const list = ['10.0.0.9', '10.0.0.10', '9.0.0.1'].map((address) => ({ list: 'x', address }))
    const { peer } = await enter({ state: { '/ip/firewall/address-list': list } })
    const above = await peer.ask('/ip/firewall/address-list/print', '?>address=10.0.0.9', '=.proplist=address')
    expect(rowsOf(above)).toEqual([{ address: '10.0.0.10' }])
  })

  test('count-only', async () => {
    const { peer } = await enter({ state: NETWORK })
    expect(await peer.ask('/ppp/secret/print', '=count-only=', '?profile=20M')).toEqual([['!done', '=ret=2']])
    expect(await peer.ask('/ppp/secret/print', '=count-only=', '?profile=x')).toEqual([['!done', '=ret=0']])
  })
})

describe('writing', () => {
  test('an id is never given twice, the journal has before and after', async () => {
    const { router, peer } = await enter({ state: NETWORK })
    expect(await peer.ask('/ppp/secret/add', '=name=rosa', '=profile=20M')).toEqual([['!done', '=ret=*4']])
    await peer.ask('/ppp/secret/set', '=.id=*4', '=comment=Ñandú')
    await peer.ask('/ppp/secret/remove', '=.id=*4')
    expect(await peer.ask('/ppp/secret/add', '=name=rosa')).toEqual([['!done', '=ret=*5']])
    const journal = await router.journal()
    expect(journal.map(({ verb, id, before, after }) => [verb, id, before?.['comment'], after?.['comment']])).toEqual([
      ['add', '*4', undefined, undefined],
      ['set', '*4', undefined, 'Ñandú'],
      ['remove', '*4', 'Ñandú', undefined],
      ['add', '*5', undefined, undefined],
    ])
  })

  test('several at once, by id or by name', async () => {
    const { router, peer } = await enter({ state: NETWORK })
    await peer.ask('/ppp/secret/set', '=.id=*1,luis', '=disabled=yes')
    expect(await names(peer, '?disabled=true')).toEqual(['ana', 'luis', 'eva'])
    await peer.ask('/ppp/secret/enable', '=numbers=ana')
    expect((await router.rows('/ppp/secret'))[0]?.['disabled']).toBe('false')
  })

  test('a value is taken away by unset, by an empty comment, by !name', async () => {
    const { peer } = await enter({ state: NETWORK })
    await peer.ask('/ppp/secret/set', '=.id=ana', '=remote-address=10.20.0.77')
    expect(await names(peer, '?remote-address=10.20.0.77')).toEqual(['ana'])
    expect(trapOf(await peer.ask('/ppp/secret/set', '=.id=ana', '=remote-address='))).toContain('invalid value')
    await peer.ask('/ppp/secret/unset', '=.id=ana', '=value-name=remote-address')
    expect(await names(peer, '?-remote-address')).toEqual(['ana', 'luis', 'eva'])
    await peer.ask('/ppp/secret/set', '=.id=ana', '=comment=')
    expect(await names(peer, '?comment')).toEqual(['eva'])
    await peer.ask('/ppp/secret/set', '=.id=luis', '=remote-address=10.20.0.78')
    await peer.ask('/ppp/secret/set', '=.id=luis', '=!remote-address=')
    expect(await names(peer, '?remote-address')).toEqual([])
  })

  test.each<[string, string[]]>([
    ['failure: secret with the same name already exists', ['/ppp/secret/add', '=name=ana']],
    ['input does not match any value of profile', ['/ppp/secret/add', '=name=x', '=profile=no']],
    ['input does not match any value of service', ['/ppp/secret/add', '=name=x', '=service=wifi']],
    ['unknown parameter colour', ['/ppp/secret/add', '=name=x', '=colour=red']],
    ['missing value(s) of argument(s) name', ['/ppp/secret/add']],
    ['no such item', ['/ppp/secret/set', '=.id=*99', '=comment=x']],
    ['no such item', ['/ppp/active/remove', '=.id=nobody']],
    ['no such command', ['/ppp/secret/frobnicate']],
    ['no such command', ['/ppp/active/add', '=name=x']],
    ['no such command prefix', ['/interface/wireless/registration-table/print']],
    ['unknown parameter colour', ['/ppp/secret/print', '=colour=red']],
    ['invalid value for argument disabled', ['/ppp/secret/set', '=.id=ana', '=disabled=perhaps']],
  ])('%s', async (message, words) => {
    const { router, peer } = await enter({ state: NETWORK })
    expect(trapOf(await peer.ask(...words))).toBe(message)
    expect(await router.journal()).toEqual([])
  })

  test('an address is in a list once, and one with a timeout goes when its time is over', async () => {
    const { router, peer } = await enter()
    const add = (...words: string[]) => peer.ask('/ip/firewall/address-list/add', '=list=cortados', ...words)
    await add('=address=10.0.0.5/32', '=comment=C-1')
    expect(trapOf(await add('=address=10.0.0.5'))).toBe('failure: already have such entry')
    await add('=address=10.0.0.6', '=timeout=00:00:01')
    const [fixed, timed] = await router.rows('/ip/firewall/address-list')
    expect([fixed?.['address'], fixed?.['dynamic'], timed?.['dynamic']]).toEqual(['10.0.0.5', 'false', 'true'])
    await router.until('/ip/firewall/address-list', { address: '10.0.0.6' }, false)
  })

  test('rates and targets are shown in full', async () => {
    const { peer } = await enter()
    await peer.ask('/queue/simple/add', '=name=q', '=target=10.0.0.9', '=max-limit=5M/20M')
    const [queue] = rowsOf(await peer.ask('/queue/simple/print', '=.proplist=target,max-limit'))
    expect(queue).toEqual({ target: '10.0.0.9/32', 'max-limit': '5000000/20000000' })
  })

  test('rules keep their order', async () => {
    const { peer } = await enter()
    const add = (comment: string, ...words: string[]) =>
      peer.ask('/ip/firewall/filter/add', '=chain=forward', `=comment=${comment}`, ...words)
    await add('one')
    await add('two')
    await add('zero', '=place-before=*1')
    await peer.ask('/ip/firewall/filter/move', '=.id=*2', '=destination=*1')
    const rules = rowsOf(await peer.ask('/ip/firewall/filter/print', '=.proplist=comment'))
    expect(rules.map(({ comment }) => comment)).toEqual(['zero', 'two', 'one'])
  })
})

describe('sessions', () => {
  test('a kicked session comes back under the profile of its secret', async () => {
    const { router, peer } = await enter({ state: NETWORK })
    await peer.ask('/ppp/secret/set', '=.id=ana', '=profile=morosos')
    expect(await router.rows('/ip/firewall/address-list')).toEqual([])
    await peer.ask('/ppp/active/remove', '=.id=ana')
    await router.until('/ppp/active', { name: 'ana' }, false)
    await router.until('/ppp/active', { name: 'ana' })
    const session = (await router.rows('/ppp/active')).find(({ name }) => name === 'ana')
    expect(await router.rows('/ip/firewall/address-list')).toMatchObject([
      { list: 'morosos', address: session?.['address'], dynamic: 'true' },
    ])
  })

  test('disabling a secret does not end its session; kicked, it stays away', async () => {
    const { router, peer } = await enter({ state: NETWORK })
    await peer.ask('/ppp/secret/disable', '=.id=ana')
    const active = async () => rowsOf(await peer.ask('/ppp/active/print', '?name=ana')).length
    expect(await active()).toBe(1)
    await peer.ask('/ppp/active/remove', '=.id=ana')
    await peer.ask('/ppp/active/remove', '=.id=luis')
    await router.until('/ppp/active', { name: 'luis' })
    expect(await active()).toBe(0)
    await peer.ask('/ppp/secret/enable', '=.id=ana')
    await router.until('/ppp/active', { name: 'ana' })
  })

  test('a session brings its interface, address and queue, and takes them along', async () => {
    const { router } = await enter({ state: NETWORK })
    expect(await router.rows('/queue/simple')).toContainEqual(
      expect.objectContaining({ name: '<pppoe-ana>', 'max-limit': '5000000/20000000', dynamic: 'true' }),
    )
    expect((await router.rows('/ip/pool/used')).length).toBe(2)
    await router.online('ana', false)
    await router.online('luis', false)
    for (const menu of ['/queue/simple', '/ip/pool/used', '/ip/address']) expect(await router.rows(menu)).toEqual([])
    expect((await router.rows('/interface')).map(({ name }) => name)).not.toContain('<pppoe-ana>')
  })
})

describe('leases', () => {
  const LEASES: NetworkState = {
    '/ip/pool': [{ name: 'lan', ranges: '192.168.9.10-192.168.9.99' }],
    '/ip/dhcp-server': [{ name: 'dhcp1', interface: 'bridge', 'address-pool': 'lan' }],
    '/ip/dhcp-server/lease': [
      { address: '192.168.9.20', 'mac-address': '02:00:00:00:00:01', server: 'dhcp1', dynamic: 'true' },
    ],
  }

  test('a dynamic one is changed only once it is static', async () => {
    const { router, peer } = await enter({ state: LEASES })
    const set = () => peer.ask('/ip/dhcp-server/lease/set', '=.id=*1', '=address-lists=morosos', '=rate-limit=5M/20M')
    expect(trapOf(await set())).toBe('failure: can not change dynamic lease')
    await peer.ask('/ip/dhcp-server/lease/make-static', '=.id=*1')
    expect(trapOf(await set())).toBeNull()
    expect(await router.rows('/ip/firewall/address-list')).toMatchObject([{ list: 'morosos', address: '192.168.9.20' }])
    expect(await router.rows('/queue/simple')).toMatchObject([{ 'max-limit': '5000000/20000000' }])
    await peer.ask('/ip/dhcp-server/lease/set', '=.id=*1', '=address-lists=', '=block-access=yes')
    const [lease] = rowsOf(await peer.ask('/ip/dhcp-server/lease/print'))
    expect([lease?.['blocked'], lease?.['dynamic'], lease?.['status']]).toEqual(['true', 'false', 'bound'])
    expect(await router.rows('/ip/firewall/address-list')).toEqual([])
  })

  test('who loses a lease asks again', async () => {
    const { router, peer } = await enter({ state: LEASES })
    await peer.ask('/ip/dhcp-server/lease/remove', '=.id=*1')
    await router.until('/ip/dhcp-server/lease', {
      'mac-address': '02:00:00:00:00:01',
      dynamic: 'true',
      status: 'bound',
    })
  })
})

describe('versions', () => {
  test.each([
    ['6.49.18', '/interface/wireless', 'jan/02/2026'],
    ['7.9.2', '/interface/wifiwave2', 'jan/02/2026'],
    ['7.12.1', '/interface/wifiwave2', '2026-01-02'],
    ['7.13.5', '/interface/wifi', '2026-01-02'],
  ])('%s has Wi-Fi clients in %s and writes dates as %s', async (version, wifi, date) => {
    const { peer } = await enter({ version, clockSkewMs: Date.UTC(2026, 0, 2, 12) - Date.now() })
    const [clock] = rowsOf(await peer.ask('/system/clock/print'))
    expect(clock?.['date']).toBe(date)
    for (const menu of ['/interface/wireless', '/interface/wifiwave2', '/interface/wifi']) {
      expect(trapOf(await peer.ask(`${menu}/registration-table/print`))).toBe(
        menu === wifi ? null : 'no such command prefix',
      )
    }
  })

  test('ping lives in /ping, from 7 on in /tool too', async () => {
    const old = await enter({ version: '6.49.18' })
    expect(trapOf(await old.peer.ask('/tool/ping', '=address=8.8.8.8', '=count=1'))).toMatch(/^no such command/)
    const [answer] = rowsOf(await old.peer.ask('/ping', '=address=8.8.8.8', '=count=1'))
    expect(answer).toMatchObject({ host: '8.8.8.8', received: '1', 'packet-loss': '0' })
    const { peer } = await enter()
    const lost = rowsOf(await peer.ask('/tool/ping', '=address=10.9.9.9', '=count=2'))
    expect(lost.map(({ status }) => status)).toEqual(['timeout', 'timeout'])
  })

  test('an export is a file, read in pieces from 7.13 on', async () => {
    const { router, peer } = await enter({ state: NETWORK })
    expect(await peer.ask('/export')).toEqual([['!done']])
    await peer.ask('/export', '=file=copia')
    const read = async (offset: number) =>
      rowsOf(await peer.ask('/file/read', '=file=copia.rsc', `=offset=${offset}`, '=chunk-size=100'))[0]?.['data'] ?? ''
    let text = ''
    for (let piece = await read(0); piece !== ''; piece = await read(text.length)) text += piece
    expect(text).toContain('/ppp secret\r\nadd service=pppoe profile=20M name=ana comment=C-1')
    expect(text).not.toContain('password=')
    expect((await router.journal()).map(({ menu }) => menu)).toEqual(['/file'])
    const old = await enter({ version: '7.12.1' })
    expect(trapOf(await old.peer.ask('/file/read', '=file=x'))).toBe('no such command')
  })

  test('passwords are shown where they are asked for only', async () => {
    const { peer } = await enter({ version: '7.21', state: NETWORK })
    const first = async (...words: string[]) => rowsOf(await peer.ask('/ppp/secret/print', ...words))[0]?.['password']
    expect([await first(), await first('=show-sensitive=')]).toEqual([undefined, 'a'])
  })

  test('bytes that are no UTF-8 come as they are', async () => {
    const { router } = await enter({ state: { '/ppp/secret': [{ name: 'ang', comment: cp1252('Ángela Ñuñez') }] } })
    const raw = await connect(router.port)
    await raw.ask('/login', '=name=admin', '=password=secreto')
    await raw.ask('/ppp/secret/print', '=.proplist=comment')
    expect(raw.bytes().toString('latin1')).toContain('=comment=\xc1ngela \xd1u\xf1ez')
    expect((await router.rows('/ppp/secret'))[0]?.['comment']).toBe('Ángela Ñuñez')
    raw.end()
  })
})
