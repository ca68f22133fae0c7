import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandLines, diffLines, withoutSecrets } from '../../office/network/devices/backup/diff.ts'
import { normalizeExport, printOf } from '../../office/network/devices/backup/read.ts'
import { joined, resolutionFor } from '../../office/network/devices/history.ts'
import { decibels, wifiRate } from '../../office/network/devices/live/lists.ts'
import { healthOf, ratesBetween, uplinksOf } from '../../office/network/devices/look.ts'
import { MNDP_REQUEST, parseMndp } from '../../office/network/devices/mndp.ts'

/** A packet of neighbour discovery, written from its description. */
function packet(parts: readonly [type: number, value: Uint8Array][]): Buffer {
  const encoded = parts.map(([type, value]) => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(type, 0)
    head.writeUInt16BE(value.length, 2)
    return Buffer.concat([head, value])
  })
  return Buffer.concat([Buffer.from([0, 0, 0, 7]), ...encoded])
}

const MAC = Buffer.from('48a98a0102ff', 'hex')
const UPTIME = Buffer.from([0x10, 0x0e, 0, 0])
const whole: [number, Uint8Array][] = [
  [1, MAC],
  [5, Buffer.from('Torre Ñandú')],
  [7, Buffer.from('7.18.2 (stable)')],
  [8, Buffer.from('MikroTik')],
  [10, UPTIME],
  [11, Buffer.from('ABCD-1234')],
  [12, Buffer.from('RB5009')],
  [14, Buffer.from([0])],
  [15, Buffer.from('fe800000000000004aa98afffe0102ff', 'hex')],
  [16, Buffer.from('ether1')],
  [17, Buffer.from([10, 0, 0, 1])],
]

describe('a neighbour', () => {
  it('is read whole', () => {
    expect(parseMndp(packet(whole))).toEqual({
      mac: '48:A9:8A:01:02:FF',
      identidad: 'Torre Ñandú',
      plataforma: 'MikroTik',
      modelo: 'RB5009',
      version: '7.18.2',
      softwareId: 'ABCD-1234',
      uptime: 3600,
      interfaz: 'ether1',
      ipv4: '10.0.0.1',
      ipv6: 'fe80::4aa9:8aff:fe01:2ff',
    })
  })

  it('may say little, in an old encoding, with control characters', () => {
    const said = parseMndp(
      packet([
        [1, MAC],
        [5, Buffer.from('Nand\xfa\x07\n', 'latin1')],
      ]),
    )
    expect(said).toMatchObject({ identidad: 'Nandú', ipv4: null, ipv6: null, uptime: null })
  })

  it('is not made of a request, of another program, or of noise', () => {
    expect(parseMndp(MNDP_REQUEST)).toBeNull()
    expect(parseMndp(packet([[5, Buffer.from('sin MAC')]]))).toBeNull()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const neighbour = parseMndp(bytes)
        if (neighbour) expect(neighbour.mac).toMatch(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('cut anywhere is read as far as it goes', () => {
    const bytes = packet(whole)
    for (let length = 0; length < bytes.length; length++) {
      const cut = parseMndp(bytes.subarray(0, length))
      expect(cut?.mac ?? null).toBe(length >= 14 ? '48:A9:8A:01:02:FF' : null)
      if (cut) expect(['', 'Torre Ñandú']).toContain(cut.identidad)
    }
  })
})

describe('a look', () => {
  it('finds the interfaces of the default routes in what each version says', () => {
    expect(uplinksOf([{ 'immediate-gw': '10.0.0.1%ether1', active: 'true' }])).toEqual(['ether1'])
    expect(uplinksOf([{ 'gateway-status': '10.0.0.1 reachable via  sfp1 wan', active: 'true' }])).toEqual(['sfp1 wan'])
    expect(uplinksOf([{ gateway: 'pppoe-out1', active: 'true' }])).toEqual(['pppoe-out1'])
    expect(uplinksOf([{ gateway: '10.0.0.1', active: 'true' }])).toEqual([])
    expect(uplinksOf([{ 'immediate-gw': '10.0.0.1%ether1', active: 'false' }])).toEqual([])
  })

  it('finds a measure in one row or in a row of its own', () => {
    expect(healthOf([{ temperature: '41', voltage: '24.1' }], ['temperature'])).toBe(41)
    expect(healthOf([{ name: 'cpu-temperature', value: '55' }], ['temperature', 'cpu-temperature'])).toBe(55)
    expect(healthOf([], ['temperature'])).toBeNull()
  })

  it('knows no rate of a counter that began anew', () => {
    const before = { at: 0, received: 1_000, sent: 1_000 }
    expect(ratesBetween(before, { at: 1000, received: 2_000, sent: 1_500 })).toEqual({ received: 8_000, sent: 4_000 })
    expect(ratesBetween(before, { at: 1000, received: 10, sent: 1_500 })).toBeNull()
    expect(ratesBetween(null, before)).toBeNull()
  })
})

describe('Wi-Fi', () => {
  it('tells signals and rates in the words of each menu', () => {
    expect([decibels('-52@HT20-1'), decibels('-61'), decibels(undefined)]).toEqual([-52, -61, null])
    expect([wifiRate('866.6Mbps-80MHz/2S/SGI'), wifiRate('54000000'), wifiRate('?')]).toEqual([
      866_600_000,
      54_000_000,
      null,
    ])
  })
})

describe('history', () => {
  const NOW = 1_000 * 86_400_000

  it('comes in the finest resolution that is kept so far back', () => {
    const back = (ms: number) => resolutionFor({ desde: NOW - ms, hasta: NOW, puntos: 300 }, NOW)
    expect(back(3_600_000)).toBe('cruda')
    expect(back(7 * 86_400_000)).toBe('hora')
    expect(back(365 * 86_400_000)).toBe('dia')
  })

  it('joined in any order is the same', () => {
    const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(values, (all) => {
        const [first = 0, ...rest] = all
        const forth = rest.reduce<ReturnType<typeof joined>>((sum, each) => joined(sum, each), [first, first, first, 1])
        expect(forth).toEqual([Math.min(...all), Math.max(...all), all.reduce((a, b) => a + b, 0), all.length])
      }),
    )
  })
})

describe('an export', () => {
  const text = (date: string, body: string) => `# ${date} by RouterOS 7.18.2\r\n# software id = X\r\n${body}\r\n`

  it('is the same on another day', () => {
    const [one, two] = ['2026-03-10 10:00:00', 'mar/11/2026 11:00:00'].map((date) => Buffer.from(text(date, '/ip')))
    expect(printOf('export', one ?? Buffer.of())).toBe(printOf('export', two ?? Buffer.of()))
    expect(normalizeExport(text('x', '/ip'))).toContain('# by RouterOS 7.18.2\n')
  })

  it('differs line by line, with what is unchanged left out', async () => {
    const lines = Array.from({ length: 40 }, (_, n) => `add name=u${n}`)
    const after = lines.map((line) => (line === 'add name=u20' ? 'add name=u20 disabled=yes' : line))
    const diff = await diffLines([...lines, ''].join('\n'), [...after, 'add name=nuevo', ''].join('\n'))
    expect(diff.filter(({ tipo }) => tipo !== 'igual')).toEqual([
      { tipo: 'menos', texto: 'add name=u20', antes: 21, despues: null },
      { tipo: 'mas', texto: 'add name=u20 disabled=yes', antes: null, despues: 21 },
      { tipo: 'salto', texto: '', antes: null, despues: null },
      { tipo: 'mas', texto: 'add name=nuevo', antes: null, despues: 41 },
    ])
  })

  it('show no password, however it is written', () => {
    const line = String.raw`add name=ana password="con \" comilla" profile=p1 wpa2-pre-shared-key=clave1 comment="password de ana"`
    expect(withoutSecrets(line)).toBe(
      'add name=ana password=••• profile=p1 wpa2-pre-shared-key=••• comment="password de ana"',
    )
    expect(withoutSecrets('set ipsec-secret=abc use-encryption=required')).toBe(
      'set ipsec-secret=••• use-encryption=required',
    )
    expect(withoutSecrets('add preshared-key="a b=" private-key=abc public-key=xyz')).toBe(
      'add preshared-key=••• private-key=••• public-key=xyz',
    )
    expect(withoutSecrets('set security.passphrase=abc static-key-0=00aa pin=1234 auth-key=k tcp-md5-key=m')).toBe(
      'set security.passphrase=••• static-key-0=••• pin=••• auth-key=••• tcp-md5-key=•••',
    )
  })

  it('are whole commands, so that no password stands alone where the device broke the line', () => {
    const text = ['add name=ana password=\\', '    abierto profile=\\', '    p1', 'add name=beto', ''].join('\r\n')
    expect(commandLines(text)).toBe('add name=ana password=abierto profile=p1\nadd name=beto\n')
  })
})
