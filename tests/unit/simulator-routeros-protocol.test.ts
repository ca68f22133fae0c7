import tls from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { encodeWord, SentenceReader } from '../simulators/routeros/wire.ts'
import { bench, connect, logIn, rowsOf, trapOf } from './routeros-peer.ts'

const { open, enter, clear } = bench()
afterEach(clear)

describe('words', () => {
  const heads: [number, number[]][] = [
    [0x7f, [0x7f]],
    [0x80, [0x80, 0x80]],
    [0x3fff, [0xbf, 0xff]],
    [0x4000, [0xc0, 0x40, 0x00]],
    [0x1fffff, [0xdf, 0xff, 0xff]],
    [0x200000, [0xe0, 0x20, 0x00, 0x00]],
  ]
  test.each(heads)('a word of %d bytes has its length before it', (size, head) => {
    const encoded = Buffer.from(encodeWord('x'.repeat(size)), 'latin1')
    expect([...encoded.subarray(0, head.length)]).toEqual(head)
    expect(new SentenceReader().push(Buffer.concat([encoded, Buffer.of(0)]))).toEqual([['x'.repeat(size)]])
  })

  test('a length of five bytes is read', () => {
    expect(new SentenceReader().push(Buffer.from('\xf0\0\0\0\x02hi\0', 'latin1'))).toEqual([['hi']])
  })

  test('sentences come whole out of single bytes', () => {
    const reader = new SentenceReader()
    const bytes = Buffer.from(`\x06/login\0${encodeWord('y'.repeat(200))}\0`, 'latin1')
    expect([...bytes].flatMap((byte) => reader.push(Buffer.of(byte)))).toEqual([['/login'], ['y'.repeat(200)]])
  })
})

describe('a conversation, byte by byte', () => {
  test('login, an empty print and quit on 7.18', async () => {
    const router = await open()
    const peer = await connect(router.port)
    peer.raw(Buffer.from('\x06/login\x0b=name=admin\x11=password=secreto\0', 'latin1'))
    await peer.until()
    peer.raw(Buffer.from('\x11/ppp/secret/print\x06.tag=7\0\x05/quit\0', 'latin1'))
    expect(await peer.closed).toBe('fin')
    expect(peer.bytes().toString('latin1')).toBe(
      '\x05!done\0' +
        '\x06!empty\x06.tag=7\0' +
        '\x05!done\x06.tag=7\0' +
        '\x06!fatal\x1dsession terminated on request\0',
    )
  })

  test('before 7.18 nothing is said of an empty answer', async () => {
    const { peer } = await enter({ version: '7.17.2' })
    expect(await peer.ask('/ppp/secret/print')).toEqual([['!done']])
  })

  test('api-ssl speaks the same under a certificate of its own', async () => {
    const router = await open({ tls: true })
    const socket = tls.connect({ port: router.tlsPort ?? 0, host: '127.0.0.1', rejectUnauthorized: false })
    await new Promise<void>((resolve) => socket.once('secureConnect', resolve))
    expect(socket.getPeerCertificate().fingerprint256).toBe(router.fingerprint256)
    socket.write(Buffer.from('\x06/login\x0b=name=admin\x11=password=secreto\0', 'latin1'))
    const answer = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
    expect(answer.toString('latin1')).toBe('\x05!done\0')
    socket.destroy()
  })
})

describe('logging in', () => {
  test('a wrong password is a trap, the fifth one ends the connection', async () => {
    const router = await open()
    const peer = await connect(router.port)
    for (let attempt = 1; attempt < 5; attempt++) {
      expect(trapOf(await peer.ask('/login', '=name=admin', '=password=no'))).toBe('invalid user name or password (6)')
    }
    peer.send('/login', '=name=admin', '=password=no')
    expect(await peer.next()).toEqual(['!fatal', 'too many commands before login'])
    expect(await peer.closed).toBe('fin')
  })

  test('nothing else is answered before', async () => {
    const router = await open()
    const peer = await connect(router.port)
    peer.send('/system/identity/print')
    expect(await peer.next()).toEqual(['!fatal', 'not logged in'])
    expect(await peer.closed).toBe('fin')
  })

  test('before 6.43 by a challenge: MD5 of a zero, the password and the challenge', async () => {
    const router = await open({ version: '6.42.12' })
    const peer = await connect(router.port)
    const [[, ret = '']] = (await peer.ask('/login')) as [string[]]
    const { createHash } = await import('node:crypto')
    const digest = createHash('md5').update(Buffer.concat([Buffer.from('\0secreto'), Buffer.from(ret.slice(5), 'hex')]))
    expect(await peer.ask('/login', '=name=admin', `=response=00${digest.digest('hex')}`)).toEqual([['!done']])
    expect(trapOf(await peer.ask('/login', '=name=admin', '=response=00'))).toBe('cannot log in')
    peer.end()
  })

  test('who may only read cannot write', async () => {
    const router = await open()
    const peer = await logIn(router.port, 'lector')
    expect(trapOf(await peer.ask('/ppp/secret/add', '=name=ana'))).toBe('not enough permissions (9)')
    expect(await peer.ask('/system/identity/print')).toContainEqual(['!re', '=name=router'])
    expect(await router.journal()).toEqual([])
    peer.end()
  })
})

describe('commands at the same time', () => {
  test('answers carry the tag of their command, a cancelled one ends after who cancelled it', async () => {
    const { peer } = await enter()
    peer.send('/interface/monitor-traffic', '=interface=ether1', '=.proplist=name', '.tag=a')
    expect(await peer.next()).toEqual(['!re', '=name=ether1', '=.section=0', '.tag=a'])
    peer.send('/system/identity/print', '.tag=b')
    expect(await peer.until('b')).toContainEqual(['!done', '.tag=b'])
    peer.send('/cancel', '=tag=a', '.tag=c')
    const last = (await peer.until('a')).filter(([word]) => word !== '!re')
    expect(last).toEqual([
      ['!trap', '=category=2', '=message=interrupted', '.tag=a'],
      ['!done', '.tag=c'],
      ['!done', '.tag=a'],
    ])
  })

  test('listen says what changes and what is gone', async () => {
    const { peer } = await enter()
    peer.send('/ppp/secret/listen', '=.proplist=.id,name', '.tag=l')
    const heard = [
      ...(await peer.ask('/ppp/secret/add', '=name=ana', '=disabled=yes')),
      ...(await peer.ask('/ppp/secret/remove', '=.id=ana')),
    ]
    expect(heard.filter(([word]) => word === '!re')).toEqual([
      ['!re', '=.id=*1', '=name=ana', '.tag=l'],
      ['!re', '=.id=*1', '=.dead=true', '.tag=l'],
    ])
  })

  test('other commands are answered while a long list comes', async () => {
    const secrets = Array.from({ length: 2000 }, (_, at) => ({ name: `u${at}`, disabled: 'yes' }))
    const { peer } = await enter({ state: { '/ppp/secret': secrets } })
    peer.send('/ppp/secret/print', '.tag=long')
    peer.send('/system/identity/print', '.tag=short')
    const before = await peer.until('short')
    const after = await peer.until('long')
    expect(rowsOf(before).length).toBeLessThan(1002)
    expect(rowsOf([...before, ...after]).length).toBe(2001)
  })
})

describe('categories of traps', () => {
  test.each([
    ['mixed', ['=category=0', undefined]],
    ['never', [undefined, undefined]],
    ['always', ['=category=0', '=category=4']],
  ] as const)('%s', async (categories, expected) => {
    const { peer } = await enter({ categories })
    await peer.ask('/ppp/secret/add', '=name=ana')
    const missing = await peer.ask('/ppp/secret/remove', '=.id=*99')
    const failed = await peer.ask('/ppp/secret/add', '=name=ana')
    const category = ([trap]: string[][]) => trap?.find((word) => word.startsWith('=category='))
    expect([category(missing), category(failed)]).toEqual(expected)
  })
})
