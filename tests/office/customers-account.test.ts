import { describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import type { MovimientoCuenta } from '../../contract/index.ts'
import { DAY, HOUR, inCustomersOffice } from './customers-world.ts'

const world = inCustomersOffice()
const { create, createPlan, createServicio, invoice, pay, today } = world

describe('the profile', () => {
  it('says what is owed, since when, and the last payment', async () => {
    const plan = await createPlan()
    const c = await create()
    await createServicio(c.id, plan.id)
    await invoice(c.id, 1000, 30, 10)
    await invoice(c.id, 700)
    world.office.clock.advance(HOUR)
    const receipt = await pay(c.id, 400)
    expect(await world.client.clientes.get({ id: c.id })).toMatchObject({
      cliente: { id: c.id },
      saldos: { deuda: 1300, vencido: 600, credito: 0, facturasAbiertas: 2 },
      servicios: [{ planNombre: 'Hogar 50' }],
      venceDesde: addDays(today(), -20),
      ultimoPago: { monto: 400, reciboId: receipt.id, numero: receipt.numero, fecha: world.office.clock.now },
    })
  })
})

describe('the account statement', () => {
  const statement = async (id: string, limit: number) => {
    const lines: MovimientoCuenta[] = []
    let cursor: string | undefined
    do {
      const page = await world.client.clientes.statement({ id, limit, ...(cursor ? { cursor } : {}) })
      expect(page.items.length).toBeLessThanOrEqual(limit)
      lines.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return lines
  }

  it('goes by date with the balance after each line, whatever the page', async () => {
    const c = await create()
    for (let day = 0; day < 9; day++) {
      await invoice(c.id, 1000 + day)
      await invoice(c.id, 50)
      if (day % 2 === 0) for (let times = 0; times < 4; times++) await pay(c.id, 100 + times)
      world.office.clock.advance(DAY)
    }
    await pay(c.id, 20_000)
    const whole = await statement(c.id, 200)
    expect(whole).toHaveLength(18 + 20 + 1)
    let saldo = 0
    for (const line of whole) {
      saldo += line.debe - line.haber
      expect(line.saldo).toBe(saldo)
    }
    const order = whole.map((line) => `${line.fecha} ${line.id}`)
    expect(order).toEqual([...order].sort())
    const { deuda, credito } = (await world.client.clientes.get({ id: c.id })).saldos
    expect(saldo).toBe(deuda - credito)
    for (const limit of [1, 2, 3, 7]) expect(await statement(c.id, limit)).toEqual(whole)
  })

  it('names the receipt of a payment, once however many invoices it paid', async () => {
    const c = await create()
    const bill = await invoice(c.id, 1000)
    await invoice(c.id, 500)
    const receipt = await pay(c.id, 1800)
    expect(await statement(c.id, 10)).toMatchObject([
      { tipo: 'factura', numero: bill.numero, refId: bill.id, detalle: 'Abono', debe: 1000, haber: 0, saldo: 1000 },
      { tipo: 'factura', debe: 500, saldo: 1500 },
      { tipo: 'pago', numero: receipt.numero, refId: receipt.id, debe: 0, haber: 1800, saldo: -300 },
    ])
  })
})
