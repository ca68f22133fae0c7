import { describe, expect, it } from 'vitest'
import type { InterfazRow } from '../../contract/procedures/dispositivo-vivo.ts'
import type { DispositivoDetail, DispositivoRow } from '../../contract/procedures/dispositivos.ts'
import { agePart, durationParts } from '../../renderer/components/duration.ts'
import { formatRate } from '../../renderer/components/rate.ts'
import { accessKey, accessOf, deviceValuesOf, inputOf } from '../../renderer/features/network/add/deviceValues.ts'
import { rangeOf } from '../../renderer/features/network/device/charts.ts'
import { addSample, watchedInterfaces, WINDOW_MS } from '../../renderer/features/network/device/traffic.ts'
import { movedRows, patchPages } from '../../renderer/features/network/devices/live.ts'
import { deviceFilterOf, devicesSearch, isDeviceFiltered } from '../../renderer/features/network/search.ts'
import { isIpv4, isMac, isPppPassword, isPppUser } from '../../renderer/features/network/service/rules.ts'
import { sampleOf } from '../../renderer/features/network/settings/templates.ts'
import { bandPath, linePath, nearestPoint, niceTop, runsOf, timeTicks } from '../../renderer/components/timeChart.ts'

const MINUTE = 60_000
const ZONE = 'America/Argentina/Buenos_Aires'

describe('rates', () => {
  it.each([
    [0, '0 bps'],
    [940, '940 bps'],
    [999.7, '1 kbps'],
    [12_400_000, '12,4 Mbps'],
    [999_600, '1 Mbps'],
    [1_250_000_000, '1,25 Gbps'],
    [9e18, '9.000.000 Tbps'],
  ])('says %d bits/s in the largest unit: %s', (bps, text) => {
    expect(formatRate(bps, 'es-AR')).toBe(text)
  })
})

describe('durations', () => {
  const said = (ms: number) => durationParts(ms).map(({ n, unit }) => `${n} ${unit}`)
  it('say the two largest units, and no empty one', () => {
    expect(said(0)).toEqual(['0 s'])
    expect(said(59_999)).toEqual(['59 s'])
    expect(said(61 * MINUTE)).toEqual(['1 h', '1 min'])
    expect(said(24 * 60 * MINUTE)).toEqual(['1 d'])
    expect(said(100 * 24 * 60 * MINUTE + 90 * MINUTE)).toEqual(['100 d', '1 h'])
  })
  it('of an age say one, and nothing at all of what was just now', () => {
    expect(agePart(9_999)).toBeNull()
    expect(agePart(75_000)).toEqual({ unit: 'min', n: 1 })
    // A clock that is behind is no future.
    expect(agePart(-5_000)).toBeNull()
  })
})

describe('charts over time', () => {
  const points = [0, 1, 2, 10, 11].map((minute) => ({ at: minute * MINUTE, value: minute }))
  const frame = { from: 0, to: 11 * MINUTE, top: 10, bottom: 0, width: 110, height: 100 }
  it('draw no line across silence', () => {
    expect(runsOf(points, MINUTE).map((run) => run.map(({ value }) => value))).toEqual([
      [0, 1, 2],
      [10, 11],
    ])
    expect(runsOf([], MINUTE)).toEqual([])
  })
  it('put time to the right, more above, and what is beyond the top at the top', () => {
    expect(linePath(points.slice(3), frame)).toBe('M100.0 0.0L110.0 0.0')
    expect(linePath(points.slice(0, 2), frame)).toBe('M0.0 100.0L10.0 90.0')
    expect(linePath(points.slice(0, 1), frame)).toBe('M0.0 100.0h0')
  })
  it('have a band only where stretches have a spread', () => {
    expect(bandPath(points, frame)).toBe('')
    const spread = points.slice(0, 2).map((point) => ({ ...point, min: 0, max: 10 }))
    expect(bandPath(spread, frame)).toBe('M0.0 0.0L10.0 0.0L10.0 100.0L0.0 100.0Z')
  })
  it('read nothing out of silence', () => {
    expect(nearestPoint(points, 2.4 * MINUTE, MINUTE)?.value).toBe(2)
    expect(nearestPoint(points, 6 * MINUTE, MINUTE)).toBeNull()
  })
  it.each([
    [0, 1],
    [Number.NaN, 1],
    [3, 5],
    [10, 10],
    [101, 200],
    [230, 250],
    [999, 1000],
  ])('of %d at most have %d on top', (most, top) => expect(niceTop(most)).toBe(top))

  const local = (at: number) => new Date(at - 3 * 60 * MINUTE).toISOString().slice(5, 16)
  it('have ticks where the clocks of the office are round', () => {
    const from = Date.parse('2026-11-27T12:34:00Z')
    const day = timeTicks(from, from + 24 * 60 * MINUTE, ZONE, 8)
    expect(day.unit).toBe('minute')
    expect(day.ticks.map(local)).toEqual([
      '11-27T12:00',
      '11-27T15:00',
      '11-27T18:00',
      '11-27T21:00',
      '11-28T00:00',
      '11-28T03:00',
      '11-28T06:00',
      '11-28T09:00',
    ])
    const month = timeTicks(from, from + 30 * 24 * 60 * MINUTE, ZONE, 8)
    expect(month.unit).toBe('day')
    expect(month.ticks.every((at) => local(at).endsWith('T00:00'))).toBe(true)
    const years = timeTicks(from, from + 700 * 24 * 60 * MINUTE, ZONE, 8)
    expect(years.unit).toBe('month')
    expect(years.ticks.every((at) => local(at).endsWith('-01T00:00'))).toBe(true)
    for (const { ticks } of [day, month, years]) expect(ticks.length).toBeLessThanOrEqual(8)
  })
})

const row = (id: string, part: Partial<DispositivoRow> = {}): DispositivoRow => ({
  id,
  proveedor: 'mikrotik',
  nombre: id,
  host: '10.0.0.1',
  puerto: 8729,
  tls: true,
  modelo: '',
  version: '',
  serie: '',
  sitio: null,
  controlador: null,
  etiquetas: [],
  modo: 'observar',
  estado: 'en_linea',
  falla: null,
  ultimoSyncAt: null,
  vistoEn: null,
  reiniciandoDesde: null,
  metricas: {},
  alertas: [],
  silenciadoHasta: null,
  activo: true,
  ...part,
})
const page = (...items: DispositivoRow[]) => ({ items, nextCursor: null, total: null })

describe('a list of devices that is kept true', () => {
  const pages = [page(row('a'), row('b')), page(row('c'))]
  it('changes the rows that changed, and no others', () => {
    const patched = patchPages(pages, [row('c', { metricas: { cpu: 7 } })])
    expect(patched[0]).toBe(pages[0])
    expect(patched[1]?.items[0]?.metricas.cpu).toBe(7)
  })
  it('is read again only when a row may have moved', () => {
    expect(movedRows(pages, [row('a', { metricas: { cpu: 99 }, ultimoSyncAt: 5 })])).toBe(false)
    expect(movedRows(pages, [row('a', { estado: 'caido' })])).toBe(true)
    expect(movedRows(pages, [row('a', { alertas: ['cpu'] })])).toBe(true)
    expect(movedRows(pages, [row('new')])).toBe(true)
  })
})

describe('the address of the list of devices', () => {
  it('is believed nothing that it cannot say', () => {
    expect(devicesSearch({ estado: 'roto', sitio: 'x', alerta: 'no', panel: 'nada', texto: '  ' })).toEqual({})
  })
  it('narrows by what it says; a panel does not', () => {
    expect(isDeviceFiltered(devicesSearch({ panel: 'alertas' }))).toBe(false)
    expect(deviceFilterOf(devicesSearch({ estado: 'caido', alerta: true, texto: ' torre ' }))).toEqual({
      estado: 'caido',
      conAlerta: true,
      texto: 'torre',
    })
  })
})

describe('a device in its form', () => {
  const detail: DispositivoDetail = {
    ...row('a', { sitio: { id: 's', nombre: 'Torre' } }),
    usuario: 'oficina',
    clave: 'guardada',
    huellaTls: 'f'.repeat(64),
    sondeoSegundos: 60,
    respaldo: 'nunca',
    notas: '',
    servicios: 0,
    actualizadoEn: 1,
  }
  it('keeps the password that is kept by not saying one', () => {
    expect(inputOf(deviceValuesOf(detail), detail.huellaTls)).not.toHaveProperty('clave')
    expect(accessOf({ ...deviceValuesOf(detail), clave: 'x' }, null)).toMatchObject({ clave: 'x' })
  })
  it('has no certificate without TLS', () => {
    expect(accessOf({ ...deviceValuesOf(detail), tls: false }, detail.huellaTls).huellaTls).toBeNull()
  })
  it('is to be checked anew when how it is reached changed, and only then', () => {
    const values = deviceValuesOf(detail)
    expect(accessKey({ ...values, nombre: 'otro', notas: 'algo', host: ' 10.0.0.1 ' })).toBe(accessKey(values))
    for (const part of [{ host: '10.0.0.2' }, { puerto: 1 }, { tls: false }, { usuario: 'x' }, { clave: 'x' }])
      expect(accessKey({ ...values, ...part })).not.toBe(accessKey(values))
  })
})

describe('live traffic', () => {
  const at = (t: number) => ({
    tipo: 'muestra' as const,
    t,
    interfaces: [{ nombre: 'ether1', recibe: t, envia: null }],
  })
  it('keeps what is drawn and forgets the rest', () => {
    const samples = [0, 1_000, WINDOW_MS + 500].reduce<readonly ReturnType<typeof addSample>[number][]>(
      (before, t) => addSample(before, at(t)),
      [],
    )
    expect(samples.map(({ t }) => t)).toEqual([1_000, WINDOW_MS + 500])
    expect(samples.at(-1)?.rates.get('ether1')).toEqual({ recibe: WINDOW_MS + 500, envia: null })
  })
  it("watches the way out first, clients' sessions last, and nothing that is disabled", () => {
    const one = (nombre: string, part: Partial<InterfazRow> = {}): InterfazRow => ({
      nombre,
      tipo: 'ether',
      comentario: '',
      mac: '',
      mtu: null,
      activa: true,
      deshabilitada: false,
      recibidos: null,
      enviados: null,
      salida: false,
      ...part,
    })
    const filas = [
      one('<pppoe-ana>', { tipo: 'pppoe-in' }),
      one('ether5', { activa: false }),
      one('ether2'),
      one('off', { deshabilitada: true }),
      one('ether1', { salida: true }),
    ]
    expect(watchedInterfaces(filas)).toEqual(['ether1', 'ether2', '<pppoe-ana>', 'ether5'])
    expect(watchedInterfaces(Array.from({ length: 300 }, (_, n) => one(`e${n}`)))).toHaveLength(16)
  })
})

describe('what is asked of a history', () => {
  it('stays the same until there is something new to see', () => {
    const now = Date.parse('2026-11-27T12:00:10Z')
    expect(rangeOf('dia', now)).toEqual(rangeOf('dia', now + 60_000))
    const { desde, hasta } = rangeOf('hora', now)
    expect(hasta - desde).toBe(60 * MINUTE)
    expect(hasta).toBeGreaterThanOrEqual(now)
  })
})

describe('what a service may be called on the network', () => {
  it.each([
    [isPppUser, ['ana.perez', 'ana@valle', '1042-1'], ['', 'ana perez', 'año', 'a'.repeat(61)]],
    [isPppPassword, ['abcd', 'c1@ve!'], ['abc', 'a b c d', 'contraseña', 'a'.repeat(61)]],
    [isIpv4, ['10.0.0.1', ' 192.168.255.1 '], ['10.0.0', '10.0.0.256', '10.0.0.1.2', 'a.b.c.d', '10.0.0.']],
    [isMac, ['aa:bb:cc:dd:ee:ff', 'AA-BB-CC-DD-EE-0F'], ['aabbccddeeff', 'aa:bb:cc:dd:ee', 'gg:bb:cc:dd:ee:ff']],
  ])('%o', (rule, right, wrong) => {
    expect(right.filter((text) => !rule(text))).toEqual([])
    expect(wrong.filter((text) => rule(text))).toEqual([])
  })
  it('is shown with an invented client; what the template does not know stays', () => {
    expect(sampleOf('{codigo}-{apellido}{nada}')).toBe('1042-perez{nada}')
  })
})
