import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import type { FacturacionConfig } from '../../contract/index.ts'
import { feesOf, type LateFactura } from '../../office/billing/mora.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { newRequestId } from './harness.ts'
import { DAY, openWorld, type World } from './servicio-world.ts'

const RULE: FacturacionConfig['mora'] = {
  tipo: 'fija',
  monto: 500,
  tasaBp: 0,
  frecuencia: 'una_vez',
  diasGracia: 0,
  topeBp: null,
  impuestos: [],
}
const LATE: LateFactura = {
  montoTotal: 10_000,
  saldo: 10_000,
  fechaVencimiento: '2026-01-31',
  creada: '2026-01-20',
  ultima: 0,
  cobrado: 0,
}
const OLD = '2020-01-01'

describe('the fees of a late invoice', () => {
  const percent = { ...RULE, tipo: 'porcentaje' as const, tasaBp: 250, monto: 0 }
  const monthly = { ...RULE, frecuencia: 'por_periodo' as const }
  const CASES: {
    name: string
    rule?: FacturacionConfig['mora']
    late?: Partial<LateFactura>
    today: string
    fees: [orden: number, monto: number, fecha: string][]
  }[] = [
    { name: 'none on the due date', today: '2026-01-31', fees: [] },
    { name: 'one the day after', today: '2026-02-01', fees: [[1, 500, '2026-02-01']] },
    { name: 'none within the days of grace', rule: { ...RULE, diasGracia: 3 }, today: '2026-02-03', fees: [] },
    { name: 'one after them', rule: { ...RULE, diasGracia: 3 }, today: '2026-02-04', fees: [[1, 500, '2026-02-04']] },
    { name: 'one only, however late', today: '2027-02-01', fees: [[1, 500, '2026-02-01']] },
    {
      name: 'one a month, the 1st after the 31st, all at once after the office was closed',
      rule: monthly,
      today: '2026-04-01',
      fees: [
        [1, 500, '2026-02-01'],
        [2, 500, '2026-03-01'],
        [3, 500, '2026-04-01'],
      ],
    },
    {
      name: 'of the end of a month on the last day of a shorter one, and back',
      rule: monthly,
      late: { fechaVencimiento: '2026-01-30' },
      today: '2026-03-31',
      fees: [
        [1, 500, '2026-01-31'],
        [2, 500, '2026-02-28'],
        [3, 500, '2026-03-31'],
      ],
    },
    {
      name: 'those that it does not have yet',
      rule: monthly,
      late: { ultima: 2, cobrado: 1000 },
      today: '2026-04-01',
      fees: [[3, 500, '2026-04-01']],
    },
    {
      name: 'a share of what is owed',
      rule: percent,
      late: { saldo: 3_333 },
      today: '2026-02-01',
      fees: [[1, 83, '2026-02-01']],
    },
    { name: 'half up', rule: percent, late: { saldo: 3_340 }, today: '2026-02-01', fees: [[1, 84, '2026-02-01']] },
    { name: 'none that would be nothing', rule: percent, late: { saldo: 19 }, today: '2026-02-01', fees: [] },
    {
      name: 'up to the cap, the last one cut to it',
      rule: { ...monthly, topeBp: 1_200 },
      today: '2026-12-01',
      fees: [
        [1, 500, '2026-02-01'],
        [2, 500, '2026-03-01'],
        [3, 200, '2026-04-01'],
      ],
    },
    {
      name: 'none beyond the cap',
      rule: { ...monthly, topeBp: 1_000 },
      late: { ultima: 2, cobrado: 1_000 },
      today: '2026-12-01',
      fees: [],
    },
    { name: 'never on the day it was written', late: { creada: '2026-02-10' }, today: '2026-02-10', fees: [] },
    {
      name: 'the day after it was written late',
      late: { creada: '2026-02-10' },
      today: '2026-02-11',
      fees: [[1, 500, '2026-02-11']],
    },
    { name: 'none when it is paid', late: { saldo: 0 }, today: '2026-12-01', fees: [] },
    { name: 'none without a rule', rule: { ...RULE, tipo: 'ninguna' }, today: '2026-12-01', fees: [] },
  ]
  it.each(CASES)('$name', ({ rule = RULE, late = {}, today, fees }) => {
    const found = feesOf({ ...LATE, ...late }, rule, OLD, today)
    expect(found.map(({ orden, monto, fecha }) => [orden, monto, fecha])).toEqual(fees)
  })

  it('are of delays that began after the rule was turned on', () => {
    expect(feesOf(LATE, monthly, '2026-02-01', '2026-06-01')).toEqual([])
    expect(feesOf(LATE, monthly, '2026-01-31', '2026-02-01')).toHaveLength(1)
  })

  it('are the same looked at every day as looked at once, and stay within the cap', () => {
    const rules = fc.record({
      tipo: fc.constantFrom('fija' as const, 'porcentaje' as const),
      monto: fc.integer({ min: 1, max: 3_000 }),
      tasaBp: fc.integer({ min: 1, max: 3_000 }),
      frecuencia: fc.constantFrom('una_vez' as const, 'por_periodo' as const),
      diasGracia: fc.integer({ min: 0, max: 60 }),
      topeBp: fc.option(fc.integer({ min: 1, max: 10_000 })),
      impuestos: fc.constant<FacturacionConfig['mora']['impuestos']>([]),
    })
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 400 }), (rule, days) => {
        const last = addDays(LATE.fechaVencimiento, days)
        const late = { ...LATE }
        const daily = Array.from({ length: days + 1 }, (_, at) => addDays(LATE.fechaVencimiento, at)).flatMap(
          (today) => {
            const fees = feesOf(late, rule, OLD, today)
            for (const { orden, monto } of fees) Object.assign(late, { ultima: orden, cobrado: late.cobrado + monto })
            return fees
          },
        )
        expect(daily).toEqual(feesOf(LATE, rule, OLD, last))
        if (rule.topeBp !== null) expect(late.cobrado).toBeLessThanOrEqual(rule.topeBp)
      }),
    )
  })
})

describe('the office', () => {
  let world: World
  beforeEach(async () => {
    world = await openWorld()
  })
  afterEach(() => world.office.close())

  const turnOn = async (rule: Partial<FacturacionConfig['mora']> = {}) => {
    await world.configure({ mora: { ...RULE, ...rule } })
    await runUpkeep(world.office.office)
  }
  const days = async (count: number) => {
    for (let day = 0; day < count; day++) {
      world.office.clock.advance(DAY)
      await runUpkeep(world.office.office)
    }
  }
  const fees = async () =>
    (await (await world.office.as('admin')).cargos.list({ clienteId: world.clienteId })).filter(
      ({ tipo }) => tipo === 'mora',
    )

  it('charges once, the day after the due date, and says why on the charge', async () => {
    await turnOn({ impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true }] })
    const { numero } = await world.invoice(10_000, 1)
    await days(1)
    expect(await fees()).toEqual([])
    await days(1)
    expect(await fees()).toMatchObject([
      {
        monto: 500,
        servicioId: null,
        facturaNumero: numero,
        desde: world.today(),
        usuario: null,
        estado: 'vigente',
        descripcion: `Mora por la factura ${numero}, vencida el 11/03/2026`,
        impuestos: [{ nombre: 'IVA', tasaBp: 2100, incluido: true }],
      },
    ])
    await runUpkeep(world.office.office)
    await days(3)
    expect(await fees()).toHaveLength(1)
    const row = (await world.client.system.audit({})).find(({ accion }) => accion === 'mora.apply')
    expect(row).toMatchObject({ despues: { cargos: 1, total: 500 } })
  })

  it('catches up after it was closed: one for each month, with the ids that any seat would give them', async () => {
    await turnOn({ frecuencia: 'por_periodo' })
    await world.invoice(10_000, 5)
    world.office.clock.advance(75 * DAY)
    await world.office.restart()
    const made = await fees()
    expect(made.map(({ desde }) => desde)).toEqual(['2026-05-16', '2026-04-16', '2026-03-16'])
    await world.office.restart()
    expect(await fees()).toEqual(made)
    expect(new Set(made.map(({ id }) => id)).size).toBe(3)
  })

  it('leaves alone what was late before the rule, what is paid, annulled by payment, and who promised', async () => {
    await world.invoice(10_000, -5, 20)
    await turnOn({ frecuencia: 'por_periodo' })
    await days(40)
    expect(await fees()).toEqual([])

    const { id } = await world.invoice(7_000, 1)
    const actor = await world.office.actor('admin')
    const { sqlite } = world.office.office.db.write
    sqlite
      .prepare(
        `insert into promesa_pago (id, tenant_id, cliente_id, monto, fecha, estado, usuario_id, creado_en)
         values ('p', ?, ?, 1, '2026-06-01', 'abierta', ?, 0)`,
      )
      .run(actor.tenantId, world.clienteId, actor.usuarioId)
    await days(10)
    expect(await fees()).toEqual([])
    sqlite.prepare(`update promesa_pago set estado = 'cancelada', cerrada_en = 1`).run()
    await days(1)
    expect(await fees()).toHaveLength(1)

    const collect = { requestId: newRequestId(), clienteId: world.clienteId, metodo: 'efectivo' as const }
    await world.client.cobros.record({ ...collect, monto: 7_000, facturaIds: [id] })
    await days(40)
    expect(await fees()).toHaveLength(1)
  })

  it('does not charge again what somebody condoned', async () => {
    await turnOn()
    await world.invoice(10_000, 1)
    await days(2)
    const [fee] = await fees()
    if (!fee) throw new Error('no fee')
    const annul = { requestId: newRequestId(), id: fee.id, motivo: 'Cortesía', expected: fee.actualizadoEn }
    await world.client.cargos.annul(annul)
    await days(5)
    expect(await fees()).toMatchObject([{ estado: 'anulado' }])
  })

  it('forgets the rule when it is turned off: turned on again, it begins anew', async () => {
    await turnOn()
    await world.invoice(10_000, 1)
    await turnOn({ tipo: 'ninguna' })
    await days(5)
    await turnOn()
    await days(5)
    expect(await fees()).toEqual([])
  })
})
