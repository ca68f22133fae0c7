import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, instantAt, weekdayOf } from '../../contract/dates.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { type Case, type CutRules, dayOfCuts, debtReasons, reasonsAgainst } from '../../office/network/cuts/rule.ts'
import { dueDay, struckJustNow } from '../../office/network/cuts/schedule.ts'

const DAY = '2026-03-10'
const RULES: CutRules = { diasGracia: 5, tolerancia: 500, diasExcluidos: [6, 7], feriados: [] }
const DEBTOR: Case = {
  vencido: 10_000,
  facturas: 1,
  venceDesde: '2026-03-01',
  promesaHasta: null,
  politica: 'cortar',
  estado: 'activo',
  motivo: null,
  equipo: 'gestionado',
}
const reasons = (change: Partial<Case>, rules: Partial<CutRules> = {}, day = DAY) =>
  reasonsAgainst({ ...DEBTOR, ...change }, { ...RULES, ...rules }, day)
const names = (...args: Parameters<typeof reasons>) => reasons(...args).map(({ motivo }) => motivo)

describe('a service is cut', () => {
  it('when its client owes enough for long enough and nothing speaks against it', () => {
    expect(reasons({})).toEqual([])
    expect(reasons({ politica: 'reducir' })).toEqual([])
  })
})

describe('a service is not cut', () => {
  const CASES: [string, Partial<Case>, Partial<CutRules>, string[]][] = [
    ['that owes nothing', { vencido: 0, venceDesde: null }, {}, ['sin_deuda']],
    ['that owes as much as is let pass', { vencido: 500 }, {}, ['tolerancia']],
    ['on the last day of grace', { venceDesde: '2026-03-05' }, {}, ['en_gracia']],
    ['on the last day of a promise', { promesaHasta: DAY }, {}, ['promesa']],
    ['by its plan', { politica: 'no_cortar' }, {}, ['plan']],
    ['twice', { estado: 'suspendido', motivo: 'deuda' }, {}, ['suspendido']],
    ['while it is paused', { estado: 'suspendido', motivo: 'pausa' }, {}, ['pausado']],
    ['after it ended', { estado: 'baja' }, {}, ['baja']],
    ['that nothing known carries', { equipo: 'ninguno' }, {}, ['sin_equipo']],
    ['on a device that is only observed', { equipo: 'observado' }, {}, ['sin_gestion']],
    ['on an excluded weekday', {}, { diasExcluidos: [2] }, ['dia_semana']],
    ['on a holiday', {}, { feriados: [{ fecha: DAY, nombre: 'Fiesta' }] }, ['feriado']],
  ]
  it.each(CASES)('%s', (_, change, rules, expected) => {
    expect(names(change, rules)).toEqual(expected)
  })

  it('and is told every reason, with the day until which it holds', () => {
    expect(reasons({ venceDesde: '2026-03-08', promesaHasta: '2026-03-20', politica: 'no_cortar' })).toEqual([
      { motivo: 'en_gracia', hasta: '2026-03-13' },
      { motivo: 'promesa', hasta: '2026-03-20' },
      { motivo: 'plan', hasta: null },
    ])
  })

  it('the day after grace and promise are over it is', () => {
    expect(names({ venceDesde: '2026-03-04', promesaHasta: '2026-03-09' })).toEqual([])
  })
})

const anyDay = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2025-01-01', days))
const anyDebt = fc.record({
  vencido: fc.integer({ min: 0, max: 5000 }),
  facturas: fc.integer({ min: 1, max: 3 }),
  venceDesde: anyDay,
  promesaHasta: fc.option(anyDay),
})
const anyRules = fc.record({
  diasGracia: fc.integer({ min: 0, max: 90 }),
  tolerancia: fc.integer({ min: 0, max: 5000 }),
  diasExcluidos: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  feriados: fc.array(
    anyDay.map((fecha) => ({ fecha, nombre: '' })),
    { maxLength: 5 },
  ),
})

describe('whatever is owed and whatever the rules', () => {
  it('paying never brings a cut nearer', () => {
    fc.assert(
      fc.property(anyDebt, anyRules, anyDay, fc.nat(5000), (debt, rules, day, pays) => {
        fc.pre(debtReasons(debt, rules, day).length > 0)
        const less = { ...debt, vencido: Math.max(0, debt.vencido - pays) }
        expect(debtReasons(less, rules, day)).not.toEqual([])
      }),
    )
  })

  it('nobody is cut while a promise stands, within grace, or for what is let pass', () => {
    fc.assert(
      fc.property(anyDebt, anyRules, anyDay, (debt, rules, day) => {
        if (reasonsAgainst({ ...DEBTOR, ...debt }, rules, day).length > 0) return
        expect(debt.vencido).toBeGreaterThan(rules.tolerancia)
        expect(addDays(debt.venceDesde, rules.diasGracia) < day).toBe(true)
        expect(debt.promesaHasta === null || debt.promesaHasta < day).toBe(true)
        expect(rules.diasExcluidos).not.toContain(weekdayOf(day))
      }),
    )
  })

  it('the next day of cuts is the first that is not excluded, or there is none', () => {
    fc.assert(
      fc.property(anyRules, anyDay, (rules, day) => {
        const { proxima } = dayOfCuts(rules, day)
        if (rules.diasExcluidos.length === 7) {
          expect(proxima).toBeNull()
          return
        }
        for (let at = day; at < (proxima as string); at = addDays(at, 1))
          expect(dayOfCuts(rules, at).excluido).not.toBeNull()
        expect(dayOfCuts(rules, proxima as string).excluido).toBeNull()
      }),
    )
  })
})

describe('the hour of cuts', () => {
  const ZONE = 'America/Argentina/Buenos_Aires'
  const cortes = { ...RED_CONFIG_INICIAL.cortes, hora: '10:00', diasExcluidos: [6, 7] }
  const at = (day: string, hora: string, zone = ZONE) => instantAt(day, hora, zone)

  it('is due once it has passed, on the last day that is not excluded', () => {
    expect(dueDay(cortes, '2026-03-09', at(DAY, '09:59'), ZONE)).toBeNull()
    expect(dueDay(cortes, '2026-03-09', at(DAY, '10:00'), ZONE)).toBe(DAY)
    expect(dueDay(cortes, DAY, at(DAY, '23:00'), ZONE)).toBeNull()
    // Off from Wednesday to Sunday: Friday's are the last that were missed.
    expect(dueDay(cortes, DAY, at('2026-03-15', '12:00'), ZONE)).toBe('2026-03-13')
  })

  it('that a night of summer time skips comes with the hour after it', () => {
    const zone = 'America/Santiago'
    // On 6 September 2026 Chile has no time between 00:00 and 01:00.
    const night = { ...cortes, hora: '00:30', diasExcluidos: [] }
    expect(dueDay(night, '2026-09-05', at('2026-09-06', '01:29', zone), zone)).toBeNull()
    expect(dueDay(night, '2026-09-05', at('2026-09-06', '01:30', zone), zone)).toBe('2026-09-06')
  })

  it('struck just now only for an office that looked shortly before it', () => {
    const hour = at(DAY, '10:00')
    const minute = 60_000
    expect(struckJustNow(hour - minute / 2, hour, hour + minute / 2)).toBe(true)
    expect(struckJustNow(undefined, hour, hour)).toBe(false)
    expect(struckJustNow(hour - 60 * minute, hour, hour + minute)).toBe(false)
    expect(struckJustNow(hour + minute, hour, hour + 2 * minute)).toBe(false)
  })
})
