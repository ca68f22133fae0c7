import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readText } from '../unit/paper-samples.ts'
import { Billing, planId, servicioId } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

let test: TestOffice
let admin: Client
let billing: Billing

beforeEach(async () => {
  test = await openTestOffice({ now: Date.UTC(2026, 9, 28, 15) })
  admin = await test.setUp()
  billing = new Billing(test)
  await billing.clientes(1)
  billing.plan(1, 10_000)
  billing.plan(2, 20_000)
})
afterEach(() => test.close())

const named = (n: number, ref: string) =>
  billing.sqlite.prepare('update servicio set dispositivo_ref = ? where id = ?').run(ref, servicioId(n))

/** What each open invoice says it charges, by number. */
async function said() {
  const { facturas } = await admin.cobros.prepare({ clienteId: billing.clienteId(1) })
  return facturas
    .toSorted((a, b) => (a.numero < b.numero ? -1 : 1))
    .map(({ conceptos }) => conceptos.map(({ texto, gemelo }) => (gemelo === null ? texto : [texto, gemelo])))
}

const byHand = (descripcion: string, ...more: string[]) =>
  admin.facturas.create({
    requestId: newRequestId(),
    clienteId: billing.clienteId(1),
    periodo: '2026-10',
    fechaEmision: '2026-10-28',
    fechaVencimiento: '2026-11-10',
    lineas: [descripcion, ...more].map((each) => ({
      descripcion: each,
      cantidad: 1,
      precioUnitario: 500,
      impuestos: [],
    })),
  })

describe('an open invoice says what it charges', () => {
  it('not the plan of the only service: its period says that', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await byHand('Instalación', 'Cable 30 m')
    expect(await said()).toEqual([[], ['Instalación', 'Cable 30 m']])
  })

  it('the plan of which service, of a client with several', async () => {
    billing.service(1)
    billing.service(2, { cliente: 1, plan: 2 })
    await billing.run('2026-10')
    expect(await said()).toEqual([['Plan 1'], ['Plan 2']])
  })

  it('and the reference of the service where another is on the same plan, or its first day where it has none', async () => {
    billing.service(1)
    billing.service(2, { cliente: 1, activacion: '2025-06-01' })
    billing.service(3, { cliente: 1, plan: 2 })
    named(1, 'ana-casa')
    await billing.run('2026-10')
    expect(await said()).toEqual([
      [['Plan 1', { ref: 'ana-casa', desde: '2025-01-01' }]],
      [['Plan 1', { ref: '', desde: '2025-06-01' }]],
      ['Plan 2'],
    ])
  })

  it('all services of one that they share, without the charges beside them', async () => {
    await billing.config({ agrupacion: 'cliente' })
    billing.service(1)
    billing.service(2, { cliente: 1, plan: 2 })
    billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'unico', monto: 300, desde: '2026-10-01' })
    await billing.run('2026-10')
    expect((await said()).map((one) => new Set(one))).toEqual([new Set(['Plan 1', 'Plan 2'])])
  })

  it('the plan that was charged, whatever the service has since', async () => {
    billing.service(1)
    billing.service(2, { cliente: 1, plan: 2 })
    await billing.run('2026-10')
    billing.event(2, '2026-10-29', [2, 1])
    expect(await said()).toEqual([['Plan 1'], ['Plan 2']])
  })
})

describe('a receipt', () => {
  const pay = async () => {
    const { deuda } = await admin.cobros.prepare({ clienteId: billing.clienteId(1) })
    const money = { metodo: 'transferencia', referencia: newRequestId(), monto: deuda } as const
    return admin.cobros.record({ requestId: newRequestId(), clienteId: billing.clienteId(1), ...money })
  }
  const paperOf = async (id: string, papel: '80mm' | 'A4') =>
    readText((await admin.documentos.previewRecibo({ id, papel })).html)

  it.each(['80mm', 'A4'] as const)('on %s says which service each invoice is of, in its words', async (papel) => {
    billing.service(1)
    billing.service(2, { cliente: 1, activacion: '2025-06-01' })
    await billing.run('2026-10')
    const { id } = await pay()
    const text = await paperOf(id, papel)
    expect(text).toContain('Plan 1 (octubre de 2026), servicio desde el 01/01/2025')
    expect(text).toContain('Plan 1 (octubre de 2026), servicio desde el 01/06/2025')
  })

  it('of the only service says no more than the period', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await byHand('Instalación')
    expect(await paperOf((await pay()).id, '80mm')).not.toMatch(/Plan 1|Instalación/)
  })

  it('says later what it said: of new names and later changes it knows nothing', async () => {
    billing.service(1)
    billing.service(2, { cliente: 1, plan: 2 })
    await billing.run('2026-10')
    const { id } = await pay()
    const before = await paperOf(id, '80mm')
    test.clock.advance(86_400_000)
    billing.sqlite.prepare('update plan_servicio set nombre = ? where id = ?').run('Otro', planId(1))
    billing.event(2, '2026-10-29', [2, 1])
    named(2, 'otra-antena')
    expect(await paperOf(id, '80mm')).toBe(before)
    expect(before).toContain('Plan 2 (octubre de 2026)')
  })
})
