import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NotaParte } from '../../contract/index.ts'
import type { Impuesto } from '../../contract/money.ts'
import { accountsOf } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>
const { newClient, invoice, pay, credit, saldos, today } = {
  newClient: () => accounts.newClient(),
  invoice: (...args: Parameters<typeof accounts.invoice>) => accounts.invoice(...args),
  pay: (...args: Parameters<typeof accounts.pay>) => accounts.pay(...args),
  credit: (...args: Parameters<typeof accounts.credit>) => accounts.credit(...args),
  saldos: (id: string) => accounts.saldos(id),
  today: () => accounts.today(),
}
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
})
afterEach(() => office.close())

const expectCleanBooks = async () => expect((await accounts.check()).findings).toEqual([])

const IVA: Impuesto = { nombre: 'IVA', tasaBp: 2100, incluido: true }
const TOTAL: NotaParte = { tipo: 'total', refacturar: false }

describe('a credit note', () => {
  it('of all of an open invoice leaves nothing to pay, and its number stays', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 1000, impuestos: [IVA] }])
    const nota = await credit(factura.id, TOTAL, 'Se emitió por error')
    expect(nota).toMatchObject({
      numero: 'P1-NC-00000001',
      motivo: 'anulacion',
      monto: 1000,
      detalle: 'Se emitió por error',
    })
    expect(nota.lineas).toMatchObject([{ descripcion: 'Línea 0', neto: 826, total: 1000, precioUnitario: 1000 }])
    expect(nota.lineas[0]?.impuestos).toEqual([{ ...IVA, monto: 174 }])
    expect(await client.facturas.get({ id: factura.id })).toMatchObject({
      estado: 'pagada',
      saldo: 0,
      numero: factura.numero,
    })
    expect(await saldos(id)).toMatchObject({ deuda: 0, credito: 0, facturasAbiertas: 0 })
    await expectCleanBooks()
  })

  it('of a paid invoice becomes credit that pays what else is open, oldest due first', async () => {
    const { id } = await newClient()
    const paid = await invoice(id, [{ precio: 1000 }])
    await pay(id, 1000)
    const later = await invoice(id, [{ precio: 700 }], 20)
    const sooner = await invoice(id, [{ precio: 500 }], 5)
    const preview = await client.notas.preview({ facturaId: paid.id, parte: TOTAL })
    expect(preview).toMatchObject({ aplicado: 0, aFavor: 1000, anula: true, maximo: 1000 })
    expect(preview.paga.map(({ facturaId, monto }) => [facturaId, monto])).toEqual([
      [sooner.id, 500],
      [later.id, 500],
    ])
    const nota = await credit(paid.id, TOTAL)
    expect(new Map(nota.aplicaciones.map(({ facturaId, monto }) => [facturaId, monto]))).toEqual(
      new Map([
        [sooner.id, 500],
        [later.id, 500],
      ]),
    )
    expect(await saldos(id)).toMatchObject({ deuda: 200, credito: 0, facturasAbiertas: 1 })
    await expectCleanBooks()
  })

  it('after a part payment lowers the balance first; only the rest is credit', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 1000 }])
    await pay(id, 700)
    const nota = await credit(factura.id, { tipo: 'monto', monto: 450 })
    expect(nota).toMatchObject({ motivo: 'ajuste', disponible: 150 })
    expect(await saldos(id)).toMatchObject({ deuda: 0, credito: 150 })
    await expectCleanBooks()
  })

  it('by amount goes over all lines, their taxes in proportion, and several end exactly at the invoice', async () => {
    const { id } = await newClient()
    const added = { nombre: 'Tasa', tasaBp: 333, incluido: false }
    const factura = await invoice(id, [{ precio: 997, impuestos: [IVA, added] }, { precio: 333 }, { precio: 1 }])
    const first = await credit(factura.id, { tipo: 'monto', monto: 500 })
    expect(first.lineas.reduce((sum, line) => sum + line.total, 0)).toBe(500)
    await credit(factura.id, { tipo: 'monto', monto: 1 })
    const last = await credit(factura.id, TOTAL)
    const all = await Promise.all(
      (await client.notas.list({ filter: { facturaId: factura.id } })).items.map(({ id: notaId }) =>
        client.notas.get({ id: notaId }),
      ),
    )
    expect(all).toHaveLength(3)
    for (const [orden, line] of factura.lineas.entries()) {
      const lines = all.flatMap((nota) => nota.lineas.filter((one) => one.orden === orden))
      expect(lines.reduce((sum, one) => sum + one.total, 0)).toBe(line.total)
      expect(lines.reduce((sum, one) => sum + one.neto, 0)).toBe(line.neto)
      for (const [at, tax] of line.impuestos.entries())
        expect(lines.reduce((sum, one) => sum + (one.impuestos[at]?.monto ?? 0), 0)).toBe(tax.monto)
    }
    expect(last.monto).toBe(factura.montoTotal - 501)
    await expectCleanBooks()
  })

  it('by lines takes exactly those', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 600 }, { precio: 400, impuestos: [IVA] }])
    const nota = await credit(factura.id, { tipo: 'lineas', lineas: [{ orden: 1, monto: 400 }] })
    expect(nota.lineas).toMatchObject([{ orden: 1, total: 400, neto: 331 }])
    expect((await client.notas.preview({ facturaId: factura.id, parte: TOTAL })).disponibles).toMatchObject([
      { orden: 0, total: 600, resto: 600 },
      { orden: 1, total: 400, resto: 0 },
    ])
  })

  it('without an invoice is money in favour with a reason', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 300 }])
    const nota = await client.notas.credit({
      requestId: newRequestId(),
      clienteId: id,
      monto: 500,
      detalle: 'Tres días sin servicio',
    })
    expect(nota).toMatchObject({ facturaId: null, motivo: 'ajuste', disponible: 200 })
    expect(nota.aplicaciones.map((a) => a.facturaId)).toEqual([factura.id])
    expect(await saldos(id)).toMatchObject({ deuda: 0, credito: 200 })
    await expectCleanBooks()
  })

  it('is one per request, however often it is sent', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 1000 }])
    const input = {
      requestId: newRequestId(),
      facturaId: factura.id,
      parte: { tipo: 'monto', monto: 100 } as const,
      detalle: 'x',
      esperado: { saldo: 1000, acreditado: 0 },
    }
    const [first, second] = await Promise.all([client.notas.create(input), client.notas.create(input)])
    expect(second).toEqual(first)
    expect((await client.notas.list({})).items).toHaveLength(1)
  })
})

describe('a credit note is refused, and changes nothing', () => {
  const cases: [string, NotaParte, string][] = [
    ['more than the invoice', { tipo: 'monto', monto: 1001 }, 'nota.exceeds'],
    ['of a line that is not there', { tipo: 'lineas', lineas: [{ orden: 7, monto: 10 }] }, 'nota.lines'],
    [
      'of a line twice',
      {
        tipo: 'lineas',
        lineas: [
          { orden: 0, monto: 10 },
          { orden: 0, monto: 10 },
        ],
      },
      'nota.lines',
    ],
    ['more than a line', { tipo: 'lineas', lineas: [{ orden: 0, monto: 601 }] }, 'nota.lines'],
    ['less than nothing of a line', { tipo: 'lineas', lineas: [{ orden: 0, monto: -1 }] }, 'nota.lines'],
    ['billing again what no run billed', { tipo: 'total', refacturar: true }, 'nota.refacturar'],
    ['half a cent', { tipo: 'monto', monto: 0.5 }, 'input.invalid'],
    ['nothing', { tipo: 'monto', monto: 0 }, 'input.invalid'],
  ]
  it.each(cases)('%s', async (_, parte, code) => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 600 }, { precio: 400 }])
    const before = office.office.db.write.sqlite.serialize()
    const input = {
      requestId: newRequestId(),
      facturaId: factura.id,
      parte,
      detalle: 'x',
      esperado: { saldo: 1000, acreditado: 0 },
    }
    expect((await refusal(client.notas.create(input))).code).toBe(code)
    expect(office.office.db.write.sqlite.serialize().equals(before)).toBe(true)
  })

  it('a second time for the same money', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 1000 }])
    await credit(factura.id, TOTAL)
    const again = {
      requestId: newRequestId(),
      facturaId: factura.id,
      parte: TOTAL,
      detalle: 'x',
      esperado: { saldo: 0, acreditado: 1000 },
    }
    expect(await refusal(client.notas.create(again))).toEqual({ code: 'nota.exceeds', data: { maximo: 0 } })
  })

  it('when the invoice is no longer what the person saw', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 1000 }])
    await pay(id, 100)
    const stale = {
      requestId: newRequestId(),
      facturaId: factura.id,
      parte: TOTAL,
      detalle: 'x',
      esperado: { saldo: 1000, acreditado: 0 },
    }
    expect((await refusal(client.notas.create(stale))).code).toBe('conflict.changed')
  })

  it('without a reason, without the permission, and of what is not there', async () => {
    const { id } = await newClient()
    const factura = await invoice(id, [{ precio: 1000 }])
    const input = {
      requestId: newRequestId(),
      facturaId: factura.id,
      parte: TOTAL,
      esperado: { saldo: 1000, acreditado: 0 },
    }
    expect((await refusal(client.notas.create({ ...input, detalle: '  ' }))).code).toBe('input.invalid')
    const cashier = await office.as('cobranza')
    expect((await refusal(cashier.notas.create({ ...input, detalle: 'x' }))).code).toBe('access.denied')
    expect((await refusal(client.notas.create({ ...input, facturaId: newRequestId(), detalle: 'x' }))).code).toBe(
      'not_found',
    )
    expect(
      (
        await refusal(
          client.notas.credit({ requestId: newRequestId(), clienteId: newRequestId(), monto: 1, detalle: 'x' }),
        )
      ).code,
    ).toBe('not_found')
  })
})

describe('the list of credit notes', () => {
  it('pages by key in every filter, and finds by number', async () => {
    const { id } = await newClient()
    const facturaId = (await invoice(id, [{ precio: 1000 }])).id
    for (let n = 0; n < 5; n++) await credit(facturaId, { tipo: 'monto', monto: 10 + n })
    await client.notas.credit({ requestId: newRequestId(), clienteId: id, monto: 9, detalle: 'x' })
    const periodo = today().slice(0, 7)
    for (const filter of [
      {},
      { clienteId: id },
      { facturaId },
      { motivo: 'ajuste' as const },
      { periodo },
      { numero: 'p1-nc' },
    ]) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<Client['notas']['list']>> = await client.notas.list({
          filter,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        })
        seen.push(...page.items.map(({ numero }) => numero))
        cursor = page.nextCursor
      } while (cursor)
      expect(seen).toHaveLength('facturaId' in filter ? 5 : 6)
      expect(new Set(seen).size).toBe(seen.length)
    }
    expect((await client.notas.list({ filter: { periodo: '2020-01' } })).items).toEqual([])
  })
})
