import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsOf, DAY } from './accounts.ts'
import { Billing, cargoId } from './billing-support.ts'
import { type Client, openTestOffice, refusal, type TestOffice } from './harness.ts'

let test: TestOffice
let client: Client
let billing: Billing
let accounts: ReturnType<typeof accountsOf>
beforeEach(async () => {
  test = await openTestOffice({ now: Date.UTC(2026, 9, 28, 15) })
  client = await test.setUp()
  billing = new Billing(test)
  await billing.clientes(1)
  billing.plan(1, 10_000)
  billing.plan(2, 20_000)
  billing.service(1)
  accounts = accountsOf(test, () => client)
})
afterEach(() => test.close())

const first = () => billing.facturas()[0]?.id ?? ''
const check = async () => expect((await accounts.check()).findings).toEqual([])
const cargo = (n: number) =>
  test.office.db.read.sqlite.prepare('select estado, cuotas_facturadas as n from cargo where id = ?').get(cargoId(n))

describe('annulling an invoice of a run', () => {
  it('to bill it again gives the days and the charges back, and the next run bills the same', async () => {
    billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'cuotas', monto: 900, cuotas: 3, desde: '2026-10-01' })
    billing.cargo(2, { cliente: 1, servicio: 1, tipo: 'unico', monto: 500, desde: '2026-10-01' })
    await billing.run('2026-10')
    expect(billing.facturas()).toMatchObject([{ total: 10_800 }])
    expect([cargo(1), cargo(2)]).toEqual([
      { estado: 'vigente', n: 1 },
      { estado: 'facturado', n: 0 },
    ])
    const { vuelve } = await client.notas.preview({ facturaId: first(), parte: { tipo: 'total', refacturar: true } })
    expect(vuelve.servicios).toMatchObject([{ planNombre: 'Plan 1', desde: '2026-10-01', hasta: '2026-10-31' }])
    expect(vuelve.cargos.map(({ id }) => id).toSorted()).toEqual([cargoId(1), cargoId(2)].toSorted())
    await accounts.credit(first(), { tipo: 'total', refacturar: true })
    expect([cargo(1), cargo(2)]).toEqual([
      { estado: 'vigente', n: 0 },
      { estado: 'vigente', n: 0 },
    ])
    await check()
    await billing.run('2026-10')
    expect(billing.facturas().map(({ total, saldo }) => [total, saldo])).toEqual([
      [10_800, 0],
      [10_800, 10_800],
    ])
    expect([cargo(1), cargo(2)]).toEqual([
      { estado: 'vigente', n: 1 },
      { estado: 'facturado', n: 0 },
    ])
    await check()
  })

  it('can be done again and again, and each time there is one invoice that stands', async () => {
    await billing.run('2026-10')
    for (let n = 0; n < 3; n++) {
      const standing = billing.facturas().find(({ saldo }) => saldo > 0)
      await accounts.credit(standing?.id ?? '', { tipo: 'total', refacturar: true })
      await billing.run('2026-10')
      expect(billing.facturas().filter(({ saldo }) => saldo > 0)).toHaveLength(1)
      await check()
    }
    expect(billing.facturas()).toHaveLength(4)
  })

  it('for good leaves the days settled: no run bills them again', async () => {
    await billing.run('2026-10')
    await accounts.credit(first(), { tipo: 'total', refacturar: false })
    expect(await billing.preview(client, '2026-10')).toMatchObject({ facturas: { cantidad: 0 } })
    await check()
  })

  it('is not billed again while a later document stands on its days', async () => {
    await billing.run('2026-10')
    test.clock.advance(DAY)
    billing.event(1, '2026-10-20', [1, 2])
    test.clock.advance(5 * DAY)
    await billing.run('2026-11')
    const again = { facturaId: first(), parte: { tipo: 'total', refacturar: true } } as const
    expect((await refusal(client.notas.preview(again))).code).toBe('nota.refacturar')
    const plain = await client.notas.preview({ facturaId: first(), parte: { tipo: 'total', refacturar: false } })
    expect(plain.refacturable).toBe(false)

    const later = billing.facturas()[1]?.id ?? ''
    await accounts.credit(later, { tipo: 'total', refacturar: true })
    await check()
    await accounts.credit(first(), { tipo: 'total', refacturar: true })
    await check()
  })
})
