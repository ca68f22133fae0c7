import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf, DAY } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, PIN, refusal, type TestOffice } from './harness.ts'

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

describe('a void', () => {
  it('takes back what was paid, the surplus, and what invoices took of it later', async () => {
    const { id } = await accounts.newClient()
    const first = await accounts.invoice(id, 10_000)
    const recibo = await transfer(id, 25_000)
    const second = await accounts.invoice(id, 12_000, 20)
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 0, credito: 3_000 })
    const preview = await client.reversos.prepare({ reciboId: recibo.id })
    expect(preview).toMatchObject({
      monto: 25_000,
      deuda: { antes: 0, despues: 22_000 },
      credito: { antes: 3_000, despues: 0 },
      impedimento: null,
      caja: null,
    })
    const reverso = await voidIt(recibo.id)
    expect(reverso).toMatchObject({ numero: 'P1-AN-00000001', monto: 25_000, deudaDespues: 22_000, creditoDespues: 0 })
    expect(reverso.partes).toEqual([
      { facturaId: null, facturaNumero: null, periodo: null, monto: 3_000, saldoDespues: null },
      expect.objectContaining({ facturaId: second.id, monto: 12_000, saldoDespues: 12_000 }),
      expect.objectContaining({ facturaId: first.id, monto: 10_000, saldoDespues: 10_000 }),
    ])
    expect(await accounts.saldos(id)).toEqual({ deuda: 22_000, vencido: 0, credito: 0, facturasAbiertas: 2 })
    const after = await client.recibos.get({ id: recibo.id })
    expect(after).toMatchObject({ revertido: 25_000, montoTotal: 25_000 })
    expect(after.reversos).toEqual([
      expect.objectContaining({ motivo: 'Cliente equivocado', aprobadoPor: 'Ana Admin' }),
    ])
    expect(after.pagos.map(({ estadoConciliacion }) => estadoConciliacion)).toEqual(['rechazado', 'rechazado'])
    const factura = await client.facturas.get({ id: second.id })
    expect(factura.estado).toBe('pendiente')
    expect(factura.aplicaciones).toEqual([
      expect.objectContaining({
        monto: 12_000,
        revertido: 12_000,
        reverso: expect.objectContaining({ id: reverso.id }),
      }),
    ])
    await noDifferences()
  })

  it('opens an overdue invoice as overdue', async () => {
    const { id } = await accounts.newClient()
    const factura = await accounts.invoice(id, 10_000, 2)
    const recibo = await transfer(id, 10_000)
    office.clock.advance(5 * DAY)
    await runUpkeep(office.office)
    await voidIt(recibo.id)
    expect((await client.facturas.get({ id: factura.id })).estado).toBe('vencida')
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 10_000, vencido: 10_000 })
    await noDifferences()
  })

  it('lets other credit pay what is owed again', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 10_000)
    const wrong = await transfer(id, 10_000)
    await transfer(id, 4_000)
    const preview = await client.reversos.prepare({ reciboId: wrong.id })
    expect(preview).toMatchObject({ deuda: { despues: 6_000 }, credito: { antes: 4_000, despues: 0 } })
    expect(await voidIt(wrong.id)).toMatchObject({ deudaDespues: 6_000, creditoDespues: 0 })
    expect(await accounts.saldos(id)).toMatchObject({ deuda: 6_000, credito: 0 })
    await noDifferences()
  })

  it('happens once, and gives the reference free', async () => {
    const { id } = await accounts.newClient()
    const recibo = await transfer(id, 5_000, { referencia: 'ABC-1' })
    expect(await refusal(transfer(id, 5_000, { referencia: 'abc-1' }))).toMatchObject({ code: 'pago.reference_used' })
    const request = {
      requestId: newRequestId(),
      reciboId: recibo.id,
      motivo: 'Otro cliente',
      aprobacion: { usuarioId: approver, pin: PIN },
    }
    const first = await client.reversos.void(request)
    expect(await client.reversos.void(request)).toEqual(first)
    expect(await refusal(voidIt(recibo.id))).toEqual({ code: 'pago.reverted', data: { numero: recibo.numero } })
    const again = await transfer(id, 5_000, { referencia: 'ABC-1' })
    expect(again.referencia).toBe('ABC-1')
    await noDifferences()
  })

  it('is refused once money of it was refunded', async () => {
    const { id } = await accounts.newClient()
    const recibo = await transfer(id, 5_000)
    const admin = await office.as('admin')
    const refund = await admin.devoluciones.record({
      requestId: newRequestId(),
      clienteId: id,
      monto: 1_000,
      metodo: 'transferencia',
      referencia: 'DEV-1',
      motivo: 'Pidió una parte',
    })
    const { impedimento } = await client.reversos.prepare({ reciboId: recibo.id })
    expect(impedimento).toEqual({ code: 'pago.refunded', data: { numero: refund.numero } })
    expect(await refusal(voidIt(recibo.id))).toEqual(impedimento)
    await noDifferences()
  })

  it('needs another person, with their PIN, who may', async () => {
    const { id } = await accounts.newClient()
    const recibo = await transfer(id, 5_000)
    const request = { requestId: newRequestId(), reciboId: recibo.id, motivo: 'x' }
    const me = await office.actor('cobranza')
    const self = { ...request, aprobacion: { usuarioId: me.usuarioId, pin: PIN } }
    expect(await refusal(client.reversos.void(self))).toMatchObject({ code: 'pago.void_self' })
    const wrong = { ...request, aprobacion: { usuarioId: approver, pin: '0000' } }
    expect(await refusal(client.reversos.void(wrong))).toMatchObject({ code: 'access.wrong_secret' })
    const admin = await office.as('admin')
    const alone = { ...request, aprobacion: { usuarioId: approver, pin: PIN } }
    // The only person here who may approve does so for their own void, too.
    expect(await client.reversos.prepare({ reciboId: recibo.id })).toMatchObject({ seAprueba: false })
    expect(await admin.reversos.prepare({ reciboId: recibo.id })).toMatchObject({ seAprueba: true })
    expect((await admin.reversos.void(alone)).monto).toBe(5_000)
    await noDifferences()
  })
})

describe('promises', () => {
  const promise = async (clienteId: string, monto: number, days: number) => {
    const admin = await office.as('admin')
    office.clock.advance(1)
    const fecha = addDays(accounts.today(), days)
    return admin.promesas.grant({ requestId: newRequestId(), clienteId, monto, fecha })
  }
  const promesas = async (clienteId: string) => (await office.as('admin')).promesas.ofCliente({ clienteId })

  it('opens again one that was kept by the receipt', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 20_000)
    await promise(id, 8_000, 5)
    await transfer(id, 1_000)
    const recibo = await transfer(id, 7_000)
    expect((await promesas(id)).cumplidas).toBe(1)
    expect((await client.reversos.prepare({ reciboId: recibo.id })).promesa).toMatchObject({
      antes: 'cumplida',
      despues: 'abierta',
      pagado: 1_000,
    })
    await voidIt(recibo.id)
    expect((await promesas(id)).abierta).toMatchObject({ pagado: 1_000, estado: 'abierta' })
    await noDifferences()
  })

  it('breaks it when its day has passed, and leaves the one that came after alone', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 20_000)
    await promise(id, 8_000, 2)
    const recibo = await transfer(id, 8_000)
    office.clock.advance(4 * DAY)
    await runUpkeep(office.office)
    await promise(id, 3_000, 2)
    await voidIt(recibo.id)
    const after = await promesas(id)
    expect(after.abierta).toMatchObject({ monto: 3_000 })
    expect(after.anteriores).toEqual([expect.objectContaining({ estado: 'rota', pagado: 0 })])
    await noDifferences()
  })

  it('cancels it when another one was given since and its day is still to come', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 20_000)
    await promise(id, 8_000, 5)
    const recibo = await transfer(id, 8_000)
    await promise(id, 3_000, 5)
    await voidIt(recibo.id)
    const after = await promesas(id)
    expect(after.abierta).toMatchObject({ monto: 3_000, estado: 'abierta' })
    expect(after.anteriores).toEqual([expect.objectContaining({ estado: 'cancelada', pagado: 0 })])
    await noDifferences()
  })

  it('stays kept when other money was enough', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 20_000)
    await promise(id, 8_000, 5)
    const recibo = await transfer(id, 8_000)
    await transfer(id, 9_000)
    await voidIt(recibo.id)
    expect((await promesas(id)).cumplidas).toBe(1)
    await noDifferences()
  })
})
