import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsOf, DAY } from './accounts.ts'
import { type Client, newRequestId, openDrawer, openTestOffice, PIN, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>
let approver: string
let count = 0

beforeEach(async () => {
  office = await openTestOffice()
  await office.setUp()
  client = await office.as('cobranza')
  const admin = await office.as('admin')
  accounts = accountsOf(office, () => admin)
  approver = (await office.actor('admin')).usuarioId
})
afterEach(() => office.close())

const transfer = (clienteId: string, monto: number, extra: { referencia?: string; facturaIds?: string[] } = {}) => {
  office.clock.advance(1)
  return client.cobros.record({
    requestId: newRequestId(),
    clienteId,
    metodo: 'transferencia',
    monto,
    referencia: `OP-${++count}`,
    ...extra,
  })
}

const voidIt = (reciboId: string, motivo = 'Cliente equivocado') => {
  office.clock.advance(1)
  return client.reversos.void({
    requestId: newRequestId(),
    reciboId,
    motivo,
    aprobacion: { usuarioId: approver, pin: PIN },
  })
}

const noDifferences = async () => {
  const { findings } = await accounts.check()
  expect(findings).toEqual([])
}

describe('what adds receipts up', () => {
  it('counts a void on the day it is made, against the method and cashier of the receipt', async () => {
    const { id } = await accounts.newClient()
    await transfer(id, 9_000)
    const recibo = await transfer(id, 5_000)
    office.clock.advance(30 * DAY)
    await voidIt(recibo.id)
    const admin = await office.as('admin')
    const march = await admin.reportes.mes({ periodo: '2026-03' })
    expect(march).toMatchObject({ cobrado: 14_000, revertido: 0, recibos: 2 })
    const april = await admin.reportes.mes({ periodo: '2026-04' })
    expect(april).toMatchObject({ cobrado: -5_000, revertido: 5_000, recibos: 0 })
    expect(april.porMetodo).toEqual([{ metodo: 'transferencia', recibos: 0, monto: -5_000 }])
    expect(april.porUsuario).toEqual([expect.objectContaining({ nombre: 'Persona cobranza', monto: -5_000 })])
    expect(april.porDia.filter(({ monto }) => monto !== 0)).toEqual([
      { fecha: '2026-04-09', recibos: 0, monto: -5_000 },
    ])
  })

  it('shows the receipt and its void in the account, and the last payment that stands', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 20_000)
    const stands = await transfer(id, 9_000)
    const recibo = await transfer(id, 5_000)
    const { numero } = await voidIt(recibo.id)
    const { items } = await client.clientes.statement({ id })
    expect(items.slice(1).map(({ tipo, debe, haber, saldo }) => [tipo, debe, haber, saldo])).toEqual([
      ['pago', 0, 9_000, 11_000],
      ['pago', 0, 5_000, 6_000],
      ['reverso', 5_000, 0, 11_000],
    ])
    expect(items.at(-1)).toMatchObject({ numero, detalle: 'Cliente equivocado' })
    expect((await client.clientes.get({ id })).ultimoPago).toMatchObject({ reciboId: stands.id })
    expect((await client.reversos.list({ filter: { clienteId: id } })).items).toHaveLength(1)
  })
})

describe('cash', () => {
  const cash = (clienteId: string, monto: number) => {
    office.clock.advance(1)
    return client.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto })
  }

  it('leaves the open drawer; of an earlier session it is an adjustment, and needs the money to be there', async () => {
    await office.close()
    office = await openTestOffice({ drawer: false })
    await office.setUp()
    client = await office.as('cobranza')
    const admin = await office.as('admin')
    accounts = accountsOf(office, () => admin)
    approver = (await office.actor('admin')).usuarioId
    const { id } = await accounts.newClient()
    await openDrawer(client, [])
    const first = await cash(id, 5_000)
    const second = await cash(id, 7_000)
    expect(await client.reversos.prepare({ reciboId: first.id })).toMatchObject({ caja: { ajuste: false } })
    expect(await voidIt(first.id)).toMatchObject({ ajuste: false, movimientoNumero: expect.stringMatching(/^P1-M-/) })
    const { sesion } = await client.caja.status()
    const { movimientos } = await admin.caja.sesion({ id: sesion?.id ?? '' })
    expect(movimientos.map(({ tipo, monto }) => [tipo, monto])).toEqual([['reverso', -5_000]])
    const aprobacion = { usuarioId: approver, pin: PIN }
    await client.caja.close({ requestId: newRequestId(), conteo: [], explicacion: 'Robo', aprobacion })
    expect(await refusal(voidIt(second.id))).toMatchObject({ code: 'caja.closed' })
    await openDrawer(client, [])
    const config = { ...(await admin.caja.config()), cierreCiego: false }
    await admin.caja.saveConfig({ requestId: newRequestId(), config })
    expect(await refusal(voidIt(second.id))).toEqual({ code: 'caja.short', data: { maximo: 0 } })
    await cash(id, 10_000)
    expect(await client.reversos.prepare({ reciboId: second.id })).toMatchObject({ caja: { ajuste: true } })
    expect(await voidIt(second.id)).toMatchObject({ ajuste: true })
    await noDifferences()
  })
})
