import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Metricas } from '../../contract/index.ts'
import {
  type AlertChange,
  CPU,
  type Look,
  MIN_CLOSED,
  MIN_OPEN,
  NO_ALERTS,
  REBOOT_NEWS,
  resumeAlerts,
  watchLook,
} from '../../office/network/devices/alerts.ts'

const MINUTE = 60_000
const T0 = 1_000 * MINUTE

/** Every change that a series of looks makes, one a minute unless they say when. */
function changesOf(looks: readonly (Omit<Look, 't'> & { t?: number })[], muted = (_t: number) => false) {
  let state = NO_ALERTS
  const all: (AlertChange & { t: number })[] = []
  looks.forEach((look, at) => {
    const t = look.t ?? T0 + at * MINUTE
    const step = watchLook(state, { ...look, t }, muted(t))
    state = step.state
    all.push(...step.changes.map((change) => ({ ...change, t })))
  })
  return all
}

const up = (metricas: Metricas = {}) => ({ falla: null, metricas })
const down = { falla: 'sin_respuesta' as const, metricas: {} }
const repeat = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one)
const opened = (changes: readonly AlertChange[], tipo: AlertChange['tipo']) =>
  changes.filter((change) => change.tipo === tipo && change.abre)
const ended = (changes: readonly AlertChange[], tipo: AlertChange['tipo']) =>
  changes.filter((change) => change.tipo === tipo && !change.abre)

describe('a device that does not answer', () => {
  it('is news at the third look in a row, with the reason', () => {
    expect(changesOf([up(), down, down])).toEqual([])
    expect(changesOf([up(), down, down, down])).toEqual([
      { tipo: 'caido', abre: { falla: 'sin_respuesta' }, t: T0 + 3 * MINUTE },
    ])
  })

  it('is back after two answers, once the alert has lasted its while', () => {
    const changes = changesOf([...repeat(10, down), up(), up()])
    expect(ended(changes, 'caido')).toHaveLength(1)
    expect(ended(changesOf([...repeat(10, down), up(), down]), 'caido')).toEqual([])
  })

  it('says nothing of its processor or its sessions', () => {
    const busy = up({ cpu: 99 })
    const changes = changesOf([...repeat(6, busy), ...repeat(5, down)])
    expect(ended(changes, 'cpu')).toEqual([])
  })
})

describe('a level', () => {
  it('begins after five looks above the limit, and ends below a lower one', () => {
    const changes = changesOf([
      ...repeat(8, up({ cpu: 95 })),
      ...repeat(5, up({ cpu: 80 })),
      ...repeat(4, up({ cpu: 40 })),
    ])
    expect(changes.map(({ tipo, abre, t }) => [tipo, abre?.valor ?? null, (t - T0) / MINUTE])).toEqual([
      ['cpu', 95, 4],
      ['cpu', null, 15],
    ])
  })

  it('that wavers around its limit makes one alert, however long', () => {
    const wavering = fc.array(fc.integer({ min: CPU.high - 10, max: CPU.high + 10 }), {
      minLength: 200,
      maxLength: 400,
    })
    fc.assert(
      fc.property(wavering, (values) => {
        expect(opened(changesOf(values.map((cpu) => up({ cpu }))), 'cpu').length).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('sessions', () => {
  const usual = repeat(12, up({ sesiones: 200 }))

  it('that fall far below what is usual are news; those of a small router are not', () => {
    expect(opened(changesOf([...usual, ...repeat(3, up({ sesiones: 90 }))]), 'sesiones')).toMatchObject([
      { abre: { valor: 90, normal: 200 } },
    ])
    expect(changesOf([...repeat(12, up({ sesiones: 8 })), ...repeat(9, up({ sesiones: 0 }))])).toEqual([])
  })

  it('are compared with nothing while it is not known what is usual', () => {
    expect(changesOf([up({ sesiones: 200 }), ...repeat(9, up({ sesiones: 1 }))])).toEqual([])
  })

  it('that come back end it; that stay away become usual in time', () => {
    const back = changesOf([...usual, ...repeat(8, up({ sesiones: 90 })), ...repeat(3, up({ sesiones: 190 }))])
    expect(ended(back, 'sesiones')).toHaveLength(1)
    const stay = changesOf([...usual, ...repeat(800, up({ sesiones: 90 }))])
    expect([opened(stay, 'sesiones').length, ended(stay, 'sesiones').length]).toEqual([1, 1])
  })
})

describe('a reboot', () => {
  const at = (minute: number, uptimeMinutes: number) => ({
    ...up({ uptime: uptimeMinutes * 60 }),
    t: T0 + minute * MINUTE,
  })

  it('is news for a while, and then over by itself', () => {
    const looks = [at(0, 500), at(1, 501), ...Array.from({ length: 60 }, (_, n) => at(2 + n, n))]
    const changes = changesOf(looks)
    expect(changes.map(({ tipo, abre }) => [tipo, abre !== null])).toEqual([
      ['reinicio', true],
      ['reinicio', false],
    ])
    expect((changes[1]?.t ?? 0) - (changes[0]?.t ?? 0)).toBeGreaterThanOrEqual(REBOOT_NEWS)
  })

  it('while the office was closed is seen at the first look', () => {
    const before = resumeAlerts([], T0 - 1000 * MINUTE)
    const { changes } = watchLook(before, { t: T0, falla: null, metricas: { uptime: 600 } }, false)
    expect(changes).toMatchObject([{ tipo: 'reinicio', abre: { valor: 600 } }])
  })

  it('is not made of clocks that differ a little', () => {
    expect(changesOf([at(0, 500), at(1, 501), at(2, 500.5), at(3, 503)])).toEqual([])
  })
})

describe('a clock that was ahead and is set right', () => {
  const YEAR = 366 * 24 * 60 * MINUTE

  it('keeps no alert open that began while it was', () => {
    const ahead = repeat(4, down).map((look, n) => ({ ...look, t: T0 + YEAR + n * MINUTE }))
    const changes = changesOf([...ahead, { ...up(), t: T0 }, { ...up(), t: T0 + MINUTE }])
    expect(ended(changes, 'caido')).toHaveLength(1)
  })

  it('lets what is wrong begin again', () => {
    const ahead = [...repeat(10, down), up(), up()].map((look, n) => ({ ...look, t: T0 + YEAR + n * MINUTE }))
    const changes = changesOf([...ahead, ...repeat(4, down).map((look, n) => ({ ...look, t: T0 + n * MINUTE }))])
    expect(opened(changes, 'caido')).toHaveLength(2)
  })

  it('is no reboot of every device, neither when it jumps forth', () => {
    const steady = (minute: number, clock: number) => ({
      ...up({ uptime: (10_000 + minute) * 60 }),
      t: T0 + clock + minute * MINUTE,
    })
    const DAY = 24 * 60 * MINUTE
    expect(changesOf([steady(0, 0), steady(1, 0), steady(2, DAY), steady(3, DAY), steady(4, 0)])).toEqual([])
  })
})

describe('maintenance', () => {
  it('lets nothing begin, and what is still wrong after it begins then', () => {
    const until = T0 + 20 * MINUTE
    const changes = changesOf(repeat(25, down), (t) => t < until)
    expect(changes).toMatchObject([{ tipo: 'caido', t: until }])
  })
})

describe('what lasted when the office was closed', () => {
  it('goes on as it was, and ends as it should', () => {
    let state = resumeAlerts([{ tipo: 'caido', desde: T0 - 60 * MINUTE, detalle: {} }], null)
    const seen: AlertChange[] = []
    for (const t of [T0, T0 + MINUTE]) {
      const step = watchLook(state, { ...up(), t }, false)
      state = step.state
      seen.push(...step.changes)
    }
    expect(seen).toEqual([{ tipo: 'caido', abre: null }])
  })
})

const zLook = fc.record({
  gap: fc.integer({ min: 10_000, max: 5 * MINUTE }),
  up: fc.boolean(),
  cpu: fc.integer({ min: 0, max: 100 }),
  temperatura: fc.integer({ min: 20, max: 100 }),
  sesiones: fc.integer({ min: 0, max: 300 }),
  boot: fc.integer({ min: 0, max: 3 }),
})

describe('whatever is seen', () => {
  it('begins and ends in turn, and begins again only after a while', () => {
    fc.assert(
      fc.property(fc.array(zLook, { minLength: 150, maxLength: 300 }), (series) => {
        let t = T0
        const looks = series.map(({ gap, up: answers, cpu, temperatura, sesiones, boot }) => {
          t += gap
          const uptime = Math.max(1, Math.floor((t - T0) / 1000) - boot * 3600)
          return answers ? { t, ...up({ cpu, temperatura, sesiones, uptime }) } : { t, ...down }
        })
        const changes = changesOf(looks)
        for (const tipo of ['caido', 'cpu', 'temperatura', 'sesiones', 'reinicio'] as const) {
          const own = changes.filter((change) => change.tipo === tipo)
          own.forEach((change, i) => {
            expect(change.abre !== null).toBe(i % 2 === 0)
            const before = own[i - 1]
            if (before) expect(change.t - before.t).toBeGreaterThanOrEqual(change.abre ? MIN_CLOSED : MIN_OPEN)
          })
        }
      }),
    )
  })
})
