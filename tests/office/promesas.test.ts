import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, civilDate, startOfDay } from '../../contract/dates.ts'
import { hasOpenPromesa, promesasDue } from '../../office/billing/promises.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf, DAY } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, refusal, TENANT, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let cashier: Client
let accounts: ReturnType<typeof accountsOf>
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  cashier = await office.as('cobranza')
  accounts = accountsOf(office, () => client)
})
afterEach(() => office.close())

/** Everybody has to enter again after the clock was moved far: nobody is locked out by it here. */
const passDays = async (days: number) => {
  office.clock.advance(days * DAY)
  await runUpkeep(office.office)
}
const promise = (clienteId: string, monto: number, days: number, by: Client = cashier) =>
  by.promesas.grant({ requestId: newRequestId(), clienteId, monto, fecha: addDays(accounts.today(), days) })
const stateOf = async (clienteId: string) => {
  const { abierta, anteriores } = await client.promesas.ofCliente({ clienteId })
  return abierta ?? anteriores[0]
}
const owing = async (monto = 1000, dueInDays = -3) => {
  const { id } = await accounts.newClient()
  await accounts.invoice(id, monto, dueInDays)
  return id
}

describe('a promise', () => {
  it('is kept as soon as as much was paid since, in however many payments', async () => {
    const id = await owing()
    await accounts.pay(id, 100)
    office.clock.advance(1)
    await promise(id, 500, 5)
    office.clock.advance(1)
    await accounts.pay(id, 300)
    expect(await stateOf(id)).toMatchObject({ estado: 'abierta', pagado: 300 })
    office.clock.advance(1)
    await accounts.pay(id, 300)
    expect(await stateOf(id)).toMatchObject({ estado: 'cumplida', pagado: 500, cerradaEn: office.clock.now })
    office.clock.advance(1)
    await accounts.pay(id, 50)
    expect((await accounts.check()).findings).toEqual([])
  })

  it('is kept when nothing is overdue any more, though less came in', async () => {
    const { id } = await accounts.newClient()
    const overdue = await accounts.invoice(id, 300, -3)
    await accounts.invoice(id, 700, 20)
    await promise(id, 1000, 5)
    office.clock.advance(1)
    await accounts.credit(overdue.id, { tipo: 'monto', monto: 100 })
    expect(await stateOf(id)).toMatchObject({ estado: 'abierta', pagado: 0 })
    await accounts.pay(id, 200)
    expect(await stateOf(id)).toMatchObject({ estado: 'cumplida', pagado: 200 })
    expect((await accounts.check()).findings).toEqual([])
  })

  it('is kept when the invoice is annulled: nothing is owed', async () => {
    const { id } = await accounts.newClient()
    const factura = await accounts.invoice(id, 300, -3)
    await promise(id, 300, 5)
    await accounts.credit(factura.id, { tipo: 'total', refacturar: false })
    expect(await stateOf(id)).toMatchObject({ estado: 'cumplida', pagado: 0 })
  })

  it('of one who owes nothing overdue is not kept by a part payment', async () => {
    const id = await owing(1000, 3)
    await promise(id, 1000, 5)
    await accounts.pay(id, 10)
    expect(await stateOf(id)).toMatchObject({ estado: 'abierta', pagado: 10 })
  })

  it('holds through its day and is broken the day after, once', async () => {
    const id = await owing()
    await promise(id, 500, 2)
    await passDays(2)
    expect(await stateOf(id)).toMatchObject({ estado: 'abierta' })
    expect(await client.promesas.counts()).toMatchObject({ abiertas: 1, hoy: 1, rotas: 0 })
    await passDays(1)
    await runUpkeep(office.office)
    expect(await stateOf(id)).toMatchObject({ estado: 'rota' })
    expect(await client.promesas.counts()).toMatchObject({ abiertas: 0, hoy: 0, rotas: 1 })
    const audit = await client.system.audit({})
    expect(audit.filter(({ accion }) => accion === 'promesa.break')).toHaveLength(1)
    expect((await accounts.check()).findings).toEqual([])
  })

  it('that a wrong clock broke stands again, with what was paid meanwhile', async () => {
    const id = await owing()
    office.clock.advance(1)
    await promise(id, 500, 5)
    await passDays(400)
    await accounts.pay(id, 200)
    expect(await stateOf(id)).toMatchObject({ estado: 'rota', pagado: 0 })
    await passDays(-400)
    expect(await stateOf(id)).toMatchObject({ estado: 'abierta', pagado: 200, cerradaEn: null })
  })

  it('can be taken back while it is open, and only then', async () => {
    const id = await owing()
    const { id: promesaId } = await promise(id, 500, 2)
    expect(await cashier.promesas.cancel({ requestId: newRequestId(), id: promesaId })).toMatchObject({
      estado: 'cancelada',
    })
    expect((await refusal(cashier.promesas.cancel({ requestId: newRequestId(), id: promesaId }))).code).toBe(
      'promesa.closed',
    )
    expect((await refusal(cashier.promesas.cancel({ requestId: newRequestId(), id: newRequestId() }))).code).toBe(
      'not_found',
    )
  })

  it('is told to whoever reminds', async () => {
    const id = await owing()
    const tenantId = (await office.actor('admin')).tenantId
    const { db } = office.office
    expect(hasOpenPromesa(db.read, tenantId, id)).toBe(false)
    await promise(id, 500, 2)
    expect(hasOpenPromesa(db.read, tenantId, id)).toBe(true)
    const fecha = addDays(accounts.today(), 2)
    expect(promesasDue(db.read, tenantId, { desde: fecha, hasta: fecha })).toMatchObject([
      { clienteId: id, monto: 500 },
    ])
    expect(promesasDue(db.read, tenantId, { desde: accounts.today(), hasta: addDays(fecha, -1) })).toEqual([])
  })
})

describe('the limits of a promise', () => {
  it('are those of the role of who takes it', async () => {
    const id = await owing()
    expect(await cashier.promesas.prepare({ clienteId: id })).toMatchObject({
      hasta: addDays(accounts.today(), 10),
      porMes: 2,
      usadas: 0,
      maximo: 1000,
    })
    expect(await client.promesas.prepare({ clienteId: id })).toMatchObject({ hasta: addDays(accounts.today(), 60) })
    expect((await refusal(promise(id, 500, 11))).code).toBe('promesa.date')
    expect((await refusal(promise(id, 500, -1))).code).toBe('promesa.date')
    expect((await refusal(promise(id, 1001, 1))).code).toBe('promesa.amount')
    const operador = await office.as('operador')
    expect((await refusal(promise(id, 10, 0, operador))).code).toBe('access.denied')
    expect(await promise(id, 1000, 11, client)).toMatchObject({ estado: 'abierta' })
  })

  it('hold an amount where the configuration names one', async () => {
    const id = await owing()
    const { actualizadoEn, ...config } = await client.facturacion.config()
    config.promesas.cobranza = { dias: 3, monto: 400, porMes: 1 }
    await client.facturacion.updateConfig({ requestId: newRequestId(), expected: actualizadoEn, config })
    expect(await refusal(promise(id, 401, 1))).toEqual({ code: 'promesa.amount', data: { maximo: 400 } })
    expect(await promise(id, 400, 3)).toMatchObject({ monto: 400 })
  })

  it('let nobody promise twice at once, or what is not owed', async () => {
    const id = await owing()
    const both = await Promise.allSettled([promise(id, 500, 2), promise(id, 500, 2)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect((await refusal(promise(id, 10, 2))).code).toBe('promesa.open')
    const { id: clear } = await accounts.newClient()
    expect((await refusal(promise(clear, 10, 2))).code).toBe('promesa.no_debt')
    expect((await refusal(promise(newRequestId(), 10, 2))).code).toBe('not_found')
  })

  it('count the promises of a year and month where the office is: March of another year is another month', async () => {
    const id = await owing()
    const midnight = startOfDay('2026-04-01', TENANT.zonaHoraria)
    office.clock.set(midnight - 3 * DAY)
    await promise(id, 10, 0)
    await passDays(1)
    await promise(id, 10, 0)
    await passDays(1)
    expect(await refusal(promise(id, 10, 1))).toEqual({ code: 'promesa.limit', data: { porMes: 2 } })
    // In UTC it is April already; where the office is, it is the last hour of March.
    office.clock.set(midnight - 3_600_000)
    expect(civilDate(office.clock.now, 'UTC').slice(0, 7)).toBe('2026-04')
    await promise(id, 10, 0, client)
    expect((await cashier.promesas.prepare({ clienteId: id })).usadas).toBe(3)
    office.clock.set(midnight)
    await runUpkeep(office.office)
    expect((await cashier.promesas.prepare({ clienteId: id })).usadas).toBe(0)
    await promise(id, 10, 0)
    expect((await cashier.promesas.prepare({ clienteId: id })).usadas).toBe(1)
    office.clock.set(startOfDay('2027-03-10', TENANT.zonaHoraria))
    await runUpkeep(office.office)
    expect((await cashier.promesas.prepare({ clienteId: id })).usadas).toBe(0)
  })

  it('do not count one that was taken back on its own day, but one that was taken back later', async () => {
    const id = await owing()
    const slip = await promise(id, 10, 5)
    await cashier.promesas.cancel({ requestId: newRequestId(), id: slip.id })
    expect((await cashier.promesas.prepare({ clienteId: id })).usadas).toBe(0)
    const real = await promise(id, 10, 5)
    await passDays(1)
    await cashier.promesas.cancel({ requestId: newRequestId(), id: real.id })
    expect((await cashier.promesas.prepare({ clienteId: id })).usadas).toBe(1)
  })
})

describe('the list of promises', () => {
  it('has the next one first while they are open, the last one first when they are over, page by page', async () => {
    const ids: string[] = []
    for (const days of [3, 1, 2, 1]) {
      const id = await owing()
      ids.push(id)
      await promise(id, 100, days)
    }
    const all = async (vista: 'abiertas' | 'rotas') => {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<Client['promesas']['list']>> = await client.promesas.list({
          vista,
          limit: 1,
          ...(cursor ? { cursor } : {}),
        })
        seen.push(...page.items.map(({ clienteId }) => clienteId))
        cursor = page.nextCursor
      } while (cursor)
      return seen
    }
    const open = [ids[1], ids[3], ids[2], ids[0]]
    expect(await all('abiertas')).toEqual(open)
    await passDays(10)
    expect(await all('rotas')).toEqual(open.toReversed())
    expect((await client.promesas.list({ vista: 'rotas' })).total).toBe(4)
  })
})
