import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayOf } from '../../office/billing/engine/days.ts'
import { dueRuns } from '../../office/billing/run/schedule.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { Billing } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

describe('when runs fall due', () => {
  const between = (after: string, until: string) => ({ after: dayOf(after), until: dayOf(until) })

  it.each([
    ['in advance, on the first day', 1, 'adelantado', 0, '2026-10-31', '2026-11-01', [['2026-11', '2026-11-01']]],
    ['some days ahead', 1, 'adelantado', 5, '2026-10-26', '2026-10-27', [['2026-11', '2026-10-27']]],
    ['in arrears, the day after', 1, 'vencido', 0, '2026-10-31', '2026-11-01', [['2026-10', '2026-11-01']]],
    ['on another billing day', 15, 'vencido', 0, '2026-11-14', '2026-11-15', [['2026-10', '2026-11-15']]],
    ['on no other day', 1, 'adelantado', 0, '2026-11-01', '2026-11-30', []],
    [
      'also months that the computer was off',
      ...([10, 'adelantado', 0, '2026-08-15', '2026-10-12'] as const),
      [
        ['2026-09', '2026-09-10'],
        ['2026-10', '2026-10-10'],
      ],
    ],
  ] as const)('%s', (_, dia, modalidad, ahead, after, until, expected) => {
    const due = dueRuns(dia, modalidad, ahead, between(after, until))
    expect(due.map(({ periodo, vence }) => [periodo, vence])).toEqual(expected)
  })
})

describe('the schedule', () => {
  let test: TestOffice
  let admin: Client
  let billing: Billing
  const on = (iso: string) => test.clock.set(Date.parse(`${iso}T15:00:00Z`))
  const ofJobs = async () => {
    for (const job of test.office.jobs.list()) await test.ended(job.id)
  }

  beforeEach(async () => {
    test = await openTestOffice({ now: Date.UTC(2026, 9, 20, 15) })
    admin = await test.setUp()
    billing = new Billing(test)
    await billing.clientes(2)
    billing.plan(1, 10_000)
    billing.service(1)
    billing.service(2, { dia: 10 })
  })
  afterEach(() => test.close())

  it('proposes nothing while it is off', async () => {
    on('2026-11-02')
    await runUpkeep(test.office)
    expect(await admin.corridas.pendientes()).toEqual([])
  })

  it('proposes each billing day once, also those that passed while the office was closed', async () => {
    await billing.config({ programada: { activa: true, confirmarTrasDias: null } })
    await runUpkeep(test.office)
    expect(await admin.corridas.pendientes()).toEqual([])
    on('2026-11-12')
    await test.restart()
    const again = await test.as('admin')
    const waiting = await again.corridas.pendientes()
    expect(waiting.map(({ periodo, dia, estado, origen }) => [periodo, dia, estado, origen])).toEqual([
      ['2026-11', 1, 'por_confirmar', 'programada'],
      ['2026-11', 10, 'por_confirmar', 'programada'],
    ])
    await runUpkeep(test.office)
    expect(await again.corridas.pendientes()).toHaveLength(2)
  })

  it('a person confirms a proposed run after looking at it, or discards it', async () => {
    await billing.config({ programada: { activa: true, confirmarTrasDias: null } })
    await runUpkeep(test.office)
    on('2026-11-12')
    await runUpkeep(test.office)
    const [first, second] = await admin.corridas.pendientes()
    const vista = await admin.corridas.preview({ periodo: '2026-11', dia: 1, fechaEmision: '2026-11-12' })
    const request = { requestId: newRequestId(), vistaId: vista.vistaId, corridaId: first?.id ?? null }
    const { trabajoId, corridaId } = await admin.corridas.confirm(request)
    await test.ended(trabajoId)
    expect(corridaId).toBe(first?.id)
    expect(await admin.corridas.get({ id: corridaId })).toMatchObject({
      estado: 'terminada',
      emitidas: 1,
      origen: 'programada',
    })
    const discarded = await admin.corridas.discard({ requestId: newRequestId(), corridaId: second?.id ?? '' })
    expect(discarded.estado).toBe('descartada')
    expect(await admin.corridas.pendientes()).toEqual([])
    const twice = admin.corridas.discard({ requestId: newRequestId(), corridaId })
    expect((await refusal(twice)).code).toBe('corrida.closed')
  })

  it('the office confirms by itself after as many days as the tenant chose', async () => {
    await billing.config({ programada: { activa: true, confirmarTrasDias: 2 } })
    await runUpkeep(test.office)
    on('2026-11-01')
    await runUpkeep(test.office)
    const [proposed] = await admin.corridas.pendientes()
    expect(proposed?.confirmaEn).toBe(Date.parse('2026-11-03T15:00:00Z'))
    on('2026-11-02')
    await runUpkeep(test.office)
    expect(billing.facturas()).toHaveLength(0)
    on('2026-11-03')
    await runUpkeep(test.office)
    await ofJobs()
    await ofJobs()
    expect(await admin.corridas.get({ id: proposed?.id ?? '' })).toMatchObject({
      estado: 'terminada',
      usuario: null,
      emitidas: 1,
    })
    expect(billing.facturas()).toHaveLength(1)
    expect((await admin.system.check()).findings).toEqual([])
  })
})
