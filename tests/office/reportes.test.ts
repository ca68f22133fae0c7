import ExcelJS from 'exceljs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import type { Exportable, Tramos } from '../../contract/index.ts'
import { refreshOverdue } from '../../office/billing/overdue.ts'
import { exportTable } from '../../office/reports/export.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf, DAY } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
})
afterEach(() => office.close())

describe('a month', () => {
  it('says what was billed, credited, collected of it and in it, and what is open', async () => {
    const { id } = await accounts.newClient()
    const first = await accounts.invoice(id, 1000)
    await accounts.invoice(id, 500)
    await accounts.pay(id, 700)
    await accounts.credit(first.id, { tipo: 'monto', monto: 100 })
    office.clock.advance(30 * DAY)
    await accounts.invoice(id, 400)
    const transfer = {
      requestId: newRequestId(),
      clienteId: id,
      monto: 900,
      metodo: 'transferencia' as const,
      referencia: 'a',
    }
    await client.cobros.record(transfer)
    const { id: other } = await accounts.newClient()
    await accounts.pay(other, 60)
    await accounts.refund(other, 20)

    expect(await client.reportes.mes({ periodo: '2026-03' })).toMatchObject({
      facturas: 2,
      facturado: 1500,
      acreditado: 100,
      notas: 1,
      montoNotas: 100,
      cobradoDelMes: 1400,
      abierto: 0,
      recibos: 1,
      cobrado: 700,
      devuelto: 0,
      porMetodo: [{ metodo: 'efectivo', recibos: 1, monto: 700 }],
      porUsuario: [{ nombre: 'Ana Admin', recibos: 1, monto: 700 }],
      porPlan: [{ planId: null, lineas: 2, monto: 1500 }],
    })
    const april = await client.reportes.mes({ periodo: '2026-04' })
    expect(april).toMatchObject({
      facturado: 400,
      cobradoDelMes: 200,
      abierto: 200,
      recibos: 2,
      cobrado: 960,
      devuelto: 20,
    })
    expect(april.porDia).toHaveLength(30)
    expect(april.porDia.filter(({ monto }) => monto > 0)).toEqual([{ fecha: '2026-04-09', monto: 960, recibos: 2 }])
    expect(april.porMetodo.map(({ metodo, monto }) => [metodo, monto])).toEqual([
      ['transferencia', 900],
      ['efectivo', 60],
    ])
    const months = await client.reportes.meses({ hasta: '2026-04', meses: 3 })
    expect(months.map(({ periodo, facturado, cobrado }) => [periodo, facturado, cobrado])).toEqual([
      ['2026-02', 0, 0],
      ['2026-03', 1500, 700],
      ['2026-04', 400, 960],
    ])
  })

  it('counts what was collected on the day it was where the office is', async () => {
    const { id } = await accounts.newClient()
    // 23:30 of 31 March in Buenos Aires is April in UTC.
    office.clock.set(Date.UTC(2026, 3, 1, 2, 30))
    await accounts.pay(id, 10)
    office.clock.advance(3_600_000)
    await accounts.pay(id, 20)
    expect((await client.reportes.mes({ periodo: '2026-03' })).porDia.at(-1)).toMatchObject({
      fecha: '2026-03-31',
      monto: 10,
    })
    expect((await client.reportes.mes({ periodo: '2026-04' })).porDia[0]).toMatchObject({
      fecha: '2026-04-01',
      monto: 20,
    })
  })

  it('adds every receipt up once, however often and whenever it is asked', async () => {
    const { id } = await accounts.newClient()
    const cobrado = async () => (await client.reportes.mes({ periodo: '2026-03' })).cobrado
    await accounts.pay(id, 10)
    expect(await cobrado()).toBe(10)
    await accounts.pay(id, 20)
    await runUpkeep(office.office)
    expect([await cobrado(), await cobrado()]).toEqual([30, 30])
    await accounts.pay(id, 30)
    await office.restart()
    client = await office.as('admin')
    expect(await cobrado()).toBe(60)
    expect((await accounts.check()).findings).toEqual([])
  })

  it('adds all days up anew when the office moves to another timezone', async () => {
    const { id } = await accounts.newClient()
    office.clock.set(Date.UTC(2026, 3, 1, 2, 30))
    await accounts.pay(id, 10)
    expect((await client.reportes.mes({ periodo: '2026-03' })).cobrado).toBe(10)
    const { actualizadoEn: expected, id: _, locale: __, ...tenant } = await client.tenant.get()
    await client.tenant.update({ requestId: newRequestId(), expected, ...tenant, zonaHoraria: 'Europe/Madrid' })
    expect((await client.reportes.mes({ periodo: '2026-03' })).cobrado).toBe(0)
    expect((await client.reportes.mes({ periodo: '2026-04' })).cobrado).toBe(10)
    expect((await accounts.check()).findings).toEqual([])
  })
})

describe('aged debt', () => {
  const edges: [days: number, tramo: keyof Tramos][] = [
    [5, 'corriente'],
    [0, 'corriente'],
    [-1, 'd1_30'],
    [-30, 'd1_30'],
    [-31, 'd31_60'],
    [-60, 'd31_60'],
    [-61, 'd61_90'],
    [-90, 'd61_90'],
    [-91, 'd90'],
  ]
  it.each(edges)('a balance due in %i days is %s', async (days, tramo) => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 100, days)
    const page = await client.reportes.antiguedad({})
    expect(page.items).toMatchObject([{ clienteId: id, deuda: 100, [tramo]: 100, facturas: 1 }])
    expect(await client.reportes.antiguedadTotales()).toMatchObject({
      [tramo]: 100,
      deuda: 100,
      clientes: 1,
      facturas: 1,
    })
  })

  it('moves on with the days, and is gone when it is paid', async () => {
    const { id } = await accounts.newClient()
    await accounts.invoice(id, 100, 0)
    await accounts.invoice(id, 50, 40)
    office.clock.advance(31 * DAY)
    await refreshOverdue(office.office)
    expect((await client.reportes.antiguedad({})).items).toMatchObject([{ corriente: 50, d1_30: 0, d31_60: 100 }])
    await accounts.pay(id, 100)
    expect((await client.reportes.antiguedad({})).items).toMatchObject([{ corriente: 50, d31_60: 0, facturas: 1 }])
    await accounts.pay(id, 50)
    expect((await client.reportes.antiguedad({})).items).toEqual([])
  })

  it('pages by key in both orders and under every filter, and misses nobody', async () => {
    const debts = [300, 100, 300, 200, 50, 300]
    for (const [at, debt] of debts.entries()) {
      const { id } = await accounts.newClient(`Cliente ${'cabdfe'[at]}`)
      await accounts.invoice(id, debt, at % 2 === 0 ? -(at * 20 + 1) : 5)
    }
    const read = async (orden: 'deuda' | 'nombre', filter: object = {}) => {
      const seen: { nombre: string; deuda: number }[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<Client['reportes']['antiguedad']>> = await client.reportes.antiguedad({
          orden,
          filter,
          limit: 2,
          ...(cursor ? { cursor } : {}),
        })
        seen.push(...page.items)
        cursor = page.nextCursor
      } while (cursor)
      return seen
    }
    expect((await read('deuda')).map(({ deuda }) => deuda)).toEqual([300, 300, 300, 200, 100, 50])
    expect((await read('nombre')).map(({ nombre }) => nombre.slice(-1)).join('')).toBe('abcdef')
    for (const orden of ['deuda', 'nombre'] as const) {
      expect(await read(orden, { desdeDias: 1 })).toHaveLength(3)
      expect(await read(orden, { desdeDias: 31 })).toHaveLength(2)
      expect(await read(orden, { desdeDias: 61 })).toHaveLength(1)
      expect(await read(orden, { desdeDias: 91 })).toHaveLength(0)
      expect(await read(orden, { estadoServicio: 'baja' })).toHaveLength(0)
      expect(await read(orden, { estadoServicio: 'activo' })).toHaveLength(6)
    }
  })
})

const ask = (reporte: Exportable, formato: 'csv' | 'xlsx') => client.reportes.export({ reporte, formato, idioma: 'es' })
async function openXlsx(file: Blob) {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await file.arrayBuffer())
  return book.worksheets[0] as ExcelJS.Worksheet
}

describe('a file of a report', () => {
  it('in CSV has the mark, the separators of the country, and no formulas', async () => {
    const { id } = await accounts.newClient('=HYPERLINK("http://x")')
    await accounts.invoice(id, 123_456, -40)
    const { file, fileName, filas } = await ask({ tipo: 'antiguedad', filter: {}, orden: 'deuda' }, 'csv')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer())
    expect({ fileName, filas }).toEqual({ fileName: 'deuda-por-antiguedad-2026-03-10.csv', filas: 1 })
    const [titles, row] = text.split('\r\n')
    expect(titles).toBe(
      '\uFEFFCódigo;Cliente;Teléfono;Servicio;Facturas;Debe desde;Sin vencer;1 a 30 días;31 a 60 días;61 a 90 días;Más de 90 días;Deuda;Al',
    )
    expect(row).toBe(
      `1;"'=HYPERLINK(""http://x"")";;Activo;1;${addDays('2026-03-10', -40)};0,00;0,00;1234,56;0,00;0,00;1234,56;2026-03-10`,
    )
  })

  it('in XLSX has numbers as numbers, days as days, and words as words', async () => {
    const { id } = await accounts.newClient('=1+1')
    const factura = await accounts.invoice(id, 123_456, -40)
    await accounts.credit(factura.id, { tipo: 'monto', monto: 100 }, '+54 911')
    const sheet = await openXlsx((await ask({ tipo: 'facturas', filter: {} }, 'xlsx')).file)
    const cells = sheet.getRow(2).values as unknown[]
    expect(sheet.getRow(1).values).toContain('Vencimiento')
    expect(cells.slice(1)).toEqual([
      factura.numero,
      '1',
      '=1+1',
      '2026-03',
      new Date('2026-01-29T00:00:00Z'),
      new Date('2026-01-29T00:00:00Z'),
      'Vencida',
      1234.56,
      1233.56,
    ])
    expect(sheet.getRow(2).getCell(3).type).toBe(ExcelJS.ValueType.String)
    const notas = await openXlsx((await ask({ tipo: 'notas', filter: {} }, 'xlsx')).file)
    expect((notas.getRow(2).values as unknown[]).at(-1)).toBe(1)
    expect((notas.getRow(2).values as unknown[])[7]).toBe('+54 911')
  })

  it('is made of every report, and of nothing at all', async () => {
    const { id } = await accounts.newClient()
    const empty: Exportable[] = [
      { tipo: 'antiguedad', filter: {}, orden: 'nombre' },
      { tipo: 'facturas', filter: {} },
      { tipo: 'notas', filter: {} },
      { tipo: 'promesas', vista: 'abiertas' },
      { tipo: 'cuenta', clienteId: id },
    ]
    for (const formato of ['csv', 'xlsx'] as const)
      for (const reporte of empty) expect((await ask(reporte, formato)).filas).toBe(0)
    const factura = await accounts.invoice(id, 1000, -2)
    await accounts.credit(factura.id, { tipo: 'monto', monto: 10 })
    await client.promesas.grant({ requestId: newRequestId(), clienteId: id, monto: 5, fecha: '2026-03-11' })
    for (const formato of ['csv', 'xlsx'] as const) {
      for (const reporte of empty) expect((await ask(reporte, formato)).filas, reporte.tipo).toBeGreaterThan(0)
      expect((await ask({ tipo: 'meses', hasta: '2026-03', meses: 4 }, formato)).filas).toBe(4)
      expect((await ask({ tipo: 'mes', periodo: '2026-03' }, formato)).filas).toBeGreaterThan(31)
    }
  })

  it('of 100,000 rows holds a page and the file, not the table', async () => {
    const row = { nombre: 'Cliente con un nombre de cierta longitud', fecha: '2026-03-10', monto: 123_456 }
    function* pages() {
      for (let n = 0; n < 500; n++) yield Array.from({ length: 200 }, () => ({ ...row }))
    }
    const columns = [
      { tipo: 'texto' as const, titulo: 'Nombre', valor: (one: typeof row) => one.nombre },
      { tipo: 'fecha' as const, titulo: 'Fecha', valor: (one: typeof row) => one.fecha },
      { tipo: 'monto' as const, titulo: 'Monto', valor: (one: typeof row) => one.monto },
    ]
    const before = process.memoryUsage().rss
    let peak = 0
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
    const { filas } = await exportTable(
      { titulo: 'Todo', columns, pages: pages() },
      { formato: 'xlsx', moneda: 'ARS', locale: 'es-AR' },
    )
    clearInterval(watch)
    expect(filas).toBe(100_000)
    expect((peak - before) / 1048576).toBeLessThan(120)
  }, 120_000)
})
