import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsOf, DAY } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
})
afterEach(() => office.close())

const refundInput = (clienteId: string, monto: number) => ({
  requestId: newRequestId(),
  clienteId,
  monto,
  metodo: 'efectivo' as const,
  motivo: 'Se va del barrio',
})

describe('a refund', () => {
  it('comes out of the oldest credit first and says which', async () => {
    const { id } = await accounts.newClient()
    const first = await accounts.pay(id, 100)
    office.clock.advance(DAY)
    const nota = await client.notas.credit({ requestId: newRequestId(), clienteId: id, monto: 50, detalle: 'x' })
    office.clock.advance(DAY)
    const last = await accounts.pay(id, 200)
    expect((await client.devoluciones.prepare({ clienteId: id })).origenes.map((o) => [o.numero, o.resto])).toEqual([
      [first.numero, 100],
      [nota.numero, 50],
      [last.numero, 200],
    ])
    const refund = await accounts.refund(id, 160)
    expect(refund).toMatchObject({
      numero: 'P1-D-00000001',
      monto: 160,
      metodo: 'efectivo',
      motivo: 'Se va del barrio',
    })
    expect(refund.origenes).toEqual([
      { tipo: 'pago', numero: first.numero, monto: 100 },
      { tipo: 'nota_credito', numero: nota.numero, monto: 50 },
      { tipo: 'pago', numero: last.numero, monto: 10 },
    ])
    expect(await accounts.saldos(id)).toMatchObject({ credito: 190, deuda: 0 })
    expect(await client.notas.get({ id: nota.id })).toMatchObject({ devuelto: 50, disponible: 0 })
    expect((await accounts.check()).findings).toEqual([])
  })

  it('takes what is given back away from the next invoice', async () => {
    const { id } = await accounts.newClient()
    await accounts.pay(id, 500)
    await accounts.refund(id, 400)
    expect((await accounts.invoice(id, 300)).saldo).toBe(200)
  })

  it('tells how much of the credit no bank statement has shown yet', async () => {
    const { id } = await accounts.newClient()
    await accounts.pay(id, 100)
    const transfer = {
      requestId: newRequestId(),
      clienteId: id,
      monto: 70,
      metodo: 'transferencia' as const,
      referencia: 'OP1',
    }
    await client.cobros.record(transfer)
    expect(await client.devoluciones.prepare({ clienteId: id })).toMatchObject({ credito: 170, sinConciliar: 70 })
  })

  it('is never more than the credit, also when two come at once', async () => {
    const { id } = await accounts.newClient()
    await accounts.pay(id, 100)
    expect(await refusal(accounts.refund(id, 101))).toEqual({ code: 'devolucion.exceeds', data: { maximo: 100 } })
    const results = await Promise.allSettled([
      accounts.refund(id, 60),
      accounts.refund(id, 60),
      accounts.refund(id, 40),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await client.devoluciones.list({})).items.map(({ numero }) => numero)).toEqual([
      'P1-D-00000002',
      'P1-D-00000001',
    ])
    expect((await accounts.check()).findings).toEqual([])
  })

  it('sent twice is given once', async () => {
    const { id } = await accounts.newClient()
    await accounts.pay(id, 100)
    const input = refundInput(id, 50)
    const [first, second] = await Promise.all([client.devoluciones.record(input), client.devoluciones.record(input)])
    expect(second).toEqual(first)
    expect((await accounts.saldos(id)).credito).toBe(50)
  })

  it('is refused without permission, without a reason, and for who is not there', async () => {
    const { id } = await accounts.newClient()
    await accounts.pay(id, 100)
    const cashier = await office.as('cobranza')
    expect((await refusal(cashier.devoluciones.record(refundInput(id, 10)))).code).toBe('access.denied')
    expect((await refusal(client.devoluciones.record({ ...refundInput(id, 10), motivo: ' ' }))).code).toBe(
      'input.invalid',
    )
    expect((await refusal(client.devoluciones.record(refundInput(newRequestId(), 10)))).code).toBe('not_found')
    expect((await refusal(client.devoluciones.get({ id: newRequestId() }))).code).toBe('not_found')
  })
})

describe('the account statement', () => {
  it('shows everything that moved, in order, page by page, and ends at what is owed', async () => {
    const { id } = await accounts.newClient()
    for (let n = 0; n < 6; n++) {
      const { id: facturaId } = await accounts.invoice(id, 100 + n)
      await accounts.credit(facturaId, { tipo: 'monto', monto: 10 + n })
      await accounts.pay(id, 150)
      if (n % 2 === 0) await accounts.refund(id, 5)
      if (n % 3 === 0) office.clock.advance(DAY)
    }
    const whole = (await client.clientes.statement({ id, limit: 200 })).items
    const count = (wanted: string) => whole.filter(({ tipo }) => tipo === wanted).length
    expect(['factura', 'nota_credito', 'pago', 'devolucion'].map(count)).toEqual([6, 6, 6, 3])
    const { deuda, credito } = await accounts.saldos(id)
    expect(whole.at(-1)?.saldo).toBe(deuda - credito)
    for (const limit of [1, 2, 3, 7]) {
      const paged: typeof whole = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<Client['clientes']['statement']>> = await client.clientes.statement({
          id,
          limit,
          ...(cursor ? { cursor } : {}),
        })
        paged.push(...page.items)
        cursor = page.nextCursor
      } while (cursor)
      expect(paged).toEqual(whole)
    }
  })
})
