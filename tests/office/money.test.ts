import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import type { Impuesto } from '../../contract/money.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { refreshOverdue } from '../../office/billing/overdue.ts'
import { type Client, newRequestId, openTestOffice, refusal, TENANT, type TestOffice } from './harness.ts'

const DAY = 86_400_000

let office: TestOffice
let client: Client
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
})
afterEach(() => office.close())

const today = () => civilDate(office.clock.now, TENANT.zonaHoraria)
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

async function newClient(nombre = 'Cliente de Prueba') {
  const fields = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  return client.clientes.create({ requestId: newRequestId(), nombreRazonSocial: nombre, ...fields })
}

const invoice = (clienteId: string, total: number, dueInDays = 10, impuestos: Impuesto[] = []) =>
  client.facturas.create({
    requestId: newRequestId(),
    clienteId,
    periodo: today().slice(0, 7),
    fechaEmision: dueInDays < 0 ? addDays(today(), dueInDays) : today(),
    fechaVencimiento: addDays(today(), dueInDays),
    lineas: [{ descripcion: 'Abono mensual', cantidad: 1, precioUnitario: total, impuestos }],
  })

const pay = (clienteId: string, monto: number, facturaIds?: string[]) =>
  client.cobros.record({
    requestId: newRequestId(),
    clienteId,
    metodo: 'efectivo',
    monto,
    ...(facturaIds ? { facturaIds } : {}),
  })

const saldos = async (id: string) => (await client.clientes.get({ id })).saldos

async function expectBooksToAddUp(clienteIds: string[]) {
  const result = await checkOffice(
    office.office.db.read,
    office.office.db.read.sqlite.prepare('select id from tenant').pluck().get() as string,
  )
  expect(result.findings).toEqual([])
  for (const clienteId of clienteIds) {
    const paid = sum((await client.recibos.list({ filter: { clienteId } })).items.map((r) => r.montoTotal))
    const facturas = (await client.facturas.list({ filter: { clienteId } })).items
    const applied = sum(facturas.map((f) => f.montoTotal - f.saldo))
    const { deuda, credito } = await saldos(clienteId)
    expect(applied + credito).toBe(paid)
    expect(deuda).toBe(sum(facturas.map((f) => f.saldo)))
    for (const f of facturas) {
      expect(f.saldo).toBeGreaterThanOrEqual(0)
      expect(f.estado).toBe(f.saldo === 0 ? 'pagada' : f.fechaVencimiento < today() ? 'vencida' : 'pendiente')
    }
  }
}

describe('collecting', () => {
  it('pays the oldest due invoice first, and leaves a balance on the last', async () => {
    const { id } = await newClient()
    const later = await invoice(id, 1000, 20)
    const sooner = await invoice(id, 500, 5)
    const recibo = await pay(id, 700)
    expect(recibo.pagos.map((p) => [p.facturaId, p.monto, p.saldoDespues])).toEqual([
      [sooner.id, 500, 0],
      [later.id, 200, 800],
    ])
    expect(recibo).toMatchObject({ montoTotal: 700, deudaDespues: 800, creditoDespues: 0 })
    expect((await client.facturas.get({ id: sooner.id })).estado).toBe('pagada')
    expect((await client.facturas.get({ id: later.id })).saldo).toBe(800)
  })

  it("pays in the cashier's order when they pick, and only what they picked", async () => {
    const { id } = await newClient()
    const a = await invoice(id, 500, 5)
    const b = await invoice(id, 500, 10)
    const recibo = await pay(id, 600, [b.id])
    expect(recibo.pagos.map((p) => [p.facturaId, p.monto])).toEqual([
      [b.id, 500],
      [null, 100],
    ])
    expect((await client.facturas.get({ id: a.id })).saldo).toBe(500)
  })

  it('keeps the surplus as credit, and the next invoice takes it by itself', async () => {
    const { id } = await newClient()
    await invoice(id, 500)
    expect(await pay(id, 800)).toMatchObject({ deudaDespues: 0, creditoDespues: 300 })
    const next = await invoice(id, 400)
    expect(next.saldo).toBe(100)
    expect(next.aplicaciones.map((a) => a.monto)).toEqual([300])
    expect(await saldos(id)).toMatchObject({ deuda: 100, credito: 0 })
    await expectBooksToAddUp([id])
  })

  it('consumes the oldest credit first', async () => {
    const { id } = await newClient()
    const first = await pay(id, 100)
    office.clock.advance(DAY)
    const second = await pay(id, 100)
    const factura = await invoice(id, 150)
    expect(factura.aplicaciones.map((a) => [a.numero, a.monto])).toEqual([
      [first.numero, 100],
      [second.numero, 50],
    ])
  })

  it('records cash received and change, and only what is due enters', async () => {
    const { id } = await newClient()
    await invoice(id, 17_000_00)
    const recibo = await client.cobros.record({
      requestId: newRequestId(),
      clienteId: id,
      metodo: 'efectivo',
      monto: 17_000_00,
      efectivoRecibido: 20_000_00,
    })
    expect(recibo).toMatchObject({ efectivoRecibido: 20_000_00, vuelto: 3_000_00, montoTotal: 17_000_00 })
  })

  it('numbers receipts per seat without gaps, whatever is refused between', async () => {
    const { id } = await newClient()
    const numbers: string[] = []
    for (let i = 0; i < 5; i++) {
      numbers.push((await pay(id, 10)).numero)
      await refusal(pay(id, 10, ['019a0000-0000-7000-8000-000000000000']))
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5].map((n) => `P1-R-0000000${n}`))
  })

  it('makes what is due yesterday overdue today, once, and a payment clears it', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, 500, 1)
    office.clock.advance(2 * DAY)
    await refreshOverdue(office.office)
    await refreshOverdue(office.office)
    expect((await client.facturas.get({ id: factura.id })).estado).toBe('vencida')
    expect(await saldos(id)).toMatchObject({ deuda: 500, vencido: 500 })
    await pay(id, 200)
    expect(await saldos(id)).toMatchObject({ deuda: 300, vencido: 300 })
    await pay(id, 300)
    expect(await saldos(id)).toMatchObject({ deuda: 0, vencido: 0, facturasAbiertas: 0 })
  })

  it('knows what is overdue from the first minute of an office', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, 500, -3)
    expect(factura.estado).toBe('vencida')
    expect(await saldos(id)).toMatchObject({ vencido: 500 })
  })

  it('undoes what a wrong clock made overdue', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, 500, 10)
    office.clock.advance(3000 * DAY)
    await refreshOverdue(office.office)
    expect(await saldos(id)).toMatchObject({ vencido: 500 })
    office.clock.advance(-3000 * DAY)
    await refreshOverdue(office.office)
    expect(await saldos(id)).toMatchObject({ deuda: 500, vencido: 0 })
    expect((await client.facturas.get({ id: factura.id })).estado).toBe('pendiente')
  })
})

describe('a collection is refused, and changes nothing', () => {
  const cases: [
    string,
    (ids: { id: string; otro: string; abierta: string; ajena: string; pagada: string }) => object,
    string,
  ][] = [
    ['cash short of the amount', () => ({ efectivoRecibido: 99 }), 'pago.received_short'],
    ['a transfer without reference', () => ({ metodo: 'transferencia' }), 'pago.reference_needed'],
    ["another client's invoice", ({ ajena }) => ({ facturaIds: [ajena] }), 'pago.factura_foreign'],
    ['an invoice already paid', ({ pagada }) => ({ facturaIds: [pagada] }), 'pago.factura_closed'],
    ['an invoice that does not exist', () => ({ facturaIds: [newRequestId()] }), 'not_found'],
    ['a client that does not exist', () => ({ clienteId: newRequestId() }), 'not_found'],
    ['nothing', () => ({ monto: 0 }), 'input.invalid'],
    ['less than nothing', () => ({ monto: -5 }), 'input.invalid'],
    ['half a cent', () => ({ monto: 10.5 }), 'input.invalid'],
    ['more than money can be', () => ({ monto: Number.MAX_SAFE_INTEGER }), 'input.invalid'],
    ['a method that is not one', () => ({ metodo: 'cheque' }), 'input.invalid'],
  ]

  it.each(cases)('%s', async (_, change, code) => {
    const { id } = await newClient()
    const { id: otro } = await newClient('Otro')
    const abierta = (await invoice(id, 100)).id
    const ajena = (await invoice(otro, 100)).id
    const pagada = (await invoice(id, 50)).id
    await pay(id, 50, [pagada])
    const before = office.office.db.write.sqlite.serialize()
    const input = { requestId: newRequestId(), clienteId: id, metodo: 'efectivo' as const, monto: 100 }
    const refused = await refusal(client.cobros.record({ ...input, ...change({ id, otro, abierta, ajena, pagada }) }))
    expect(refused.code).toBe(code)
    expect(office.office.db.write.sqlite.serialize().equals(before)).toBe(true)
  })

  it('a reference that was used, naming the receipt that has it', async () => {
    const { id } = await newClient()
    const transfer = (referencia: string) =>
      client.cobros.record({ requestId: newRequestId(), clienteId: id, metodo: 'transferencia', monto: 10, referencia })
    const first = await transfer('OP-1')
    expect(await refusal(transfer('OP-1'))).toEqual({ code: 'pago.reference_used', data: { recibo: first.numero } })
    expect(first.pagos[0]?.estadoConciliacion).toBe('pendiente')
  })
})

describe('a repeated request', () => {
  it('collects once and answers the same, even when it comes in twice at once and after a restart', async () => {
    const { id } = await newClient()
    await invoice(id, 1000)
    const input = { requestId: newRequestId(), clienteId: id, metodo: 'efectivo' as const, monto: 400 }
    const [first, second] = await Promise.all([client.cobros.record(input), client.cobros.record(input)])
    expect(second).toEqual(first)
    await office.restart()
    client = await office.as('admin')
    expect(await client.cobros.record(input)).toEqual(first)
    expect((await client.recibos.list({ filter: { clienteId: id } })).items).toHaveLength(1)
  })

  it('with another input is refused', async () => {
    const { id } = await newClient()
    const input = { requestId: newRequestId(), clienteId: id, metodo: 'efectivo' as const, monto: 400 }
    await client.cobros.record(input)
    expect((await refusal(client.cobros.record({ ...input, monto: 500 }))).code).toBe('request.reused')
  })
})

describe('any sequence of invoices, payments and days', () => {
  const action = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('invoice' as const),
        who: fc.nat(1),
        amount: fc.integer({ min: 1, max: 50_000 }),
        due: fc.integer({ min: -5, max: 15 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('pay' as const),
        who: fc.nat(1),
        amount: fc.integer({ min: 1, max: 90_000 }),
        pick: fc.option(fc.array(fc.nat(5), { maxLength: 3 })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const), at: fc.nat(20) }) },
  )

  it('keeps Σ applied + credit = Σ paid, no balance below zero, every state right; replaying changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 18 }), async (actions) => {
        const ids = [(await newClient('Uno')).id, (await newClient('Dos')).id]
        const sent: { input: Parameters<Client['cobros']['record']>[0]; answer: unknown }[] = []
        for (const step of actions) {
          if (step.kind === 'days') {
            office.clock.advance(step.days * DAY)
            await refreshOverdue(office.office)
          } else if (step.kind === 'invoice') await invoice(ids[step.who] ?? '', step.amount, step.due)
          else if (step.kind === 'pay') {
            const clienteId = ids[step.who] ?? ''
            const open = (await client.cobros.prepare({ clienteId })).facturas
            const facturaIds = step.pick?.flatMap((at) => open[at]?.id ?? [])
            const input = {
              requestId: newRequestId(),
              clienteId,
              metodo: 'efectivo' as const,
              monto: step.amount,
              ...(facturaIds ? { facturaIds } : {}),
            }
            sent.push({ input, answer: await client.cobros.record(input) })
          } else {
            const again = sent[step.at % Math.max(1, sent.length)]
            if (again) expect(await client.cobros.record(again.input)).toEqual(again.answer)
          }
        }
        await expectBooksToAddUp(ids)
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

describe('the check', () => {
  it('finds every projection that was tampered with', async () => {
    const { id } = await newClient()
    await invoice(id, 1000)
    await pay(id, 300)
    await pay(id, 900)
    const { sqlite } = office.office.db.write
    const tenantId = sqlite.prepare('select id from tenant').pluck().get() as string
    const tampering: [string, string][] = [
      [`update factura set saldo = 1, estado = 'pendiente'`, 'factura.saldo'],
      [`update cliente_saldo set credito = credito + 1`, 'cliente.saldo'],
      [`update credito_abierto set resto = resto + 1`, 'credito.abierto'],
      [`update conteo set n = n + 1`, 'conteo'],
      [`update cliente_busqueda set nombre = 'Nadie'`, 'cliente.busqueda'],
      [`drop trigger auditoria_no_update; update auditoria set accion = 'nothing' where seq = 2`, 'auditoria'],
    ]
    for (const [statement, check] of tampering) {
      sqlite.exec('begin')
      sqlite.exec(statement)
      sqlite.exec('commit')
      const { checks } = await checkOffice(office.office.db.read, tenantId)
      expect(checks.find((c) => c.check === check)?.differences, check).toBeGreaterThan(0)
    }
  })
})
