import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Billing, cargoId, planId, servicioId } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

let test: TestOffice
let admin: Client
let billing: Billing

beforeEach(async () => {
  test = await openTestOffice({ now: Date.UTC(2026, 9, 28, 15) })
  admin = await test.setUp()
  billing = new Billing(test)
  await billing.clientes(3)
  billing.plan(1, 10_000)
  billing.plan(2, 20_000)
})
afterEach(() => test.close())

describe('a run', () => {
  it('bills each service once, with numbers in order and a check that finds nothing', async () => {
    billing.service(1)
    billing.service(2, { plan: 2 })
    billing.service(3, { cliente: 2, precioAcordado: 15_000 })
    const { vista, corrida } = await billing.run('2026-10')
    expect(vista).toMatchObject({ servicios: 3, clientes: 2, facturas: { cantidad: 3, monto: 45_000 } })
    expect(corrida).toMatchObject({ estado: 'terminada', total: 3, hechas: 3, emitidas: 3, montoEmitido: 45_000 })
    expect(billing.facturas().map(({ numero, total }) => [numero, total])).toEqual([
      ['P1-F-00000001', 10_000],
      ['P1-F-00000002', 20_000],
      ['P1-F-00000003', 15_000],
    ])
    expect(billing.lineas()[0]).toEqual({
      descripcion: 'Plan 1 (octubre de 2026)',
      explicacion: 'Período completo (01/10–31/10)',
      total: 10_000,
      componente: `plan:${planId(1)}`,
    })
    const { findings } = await admin.system.check()
    expect(findings).toEqual([])
  })

  it('does nothing the second time', async () => {
    billing.service(1)
    await billing.run('2026-10')
    const again = await billing.preview(admin, '2026-10')
    expect(again).toMatchObject({ facturas: { cantidad: 0 }, exclusiones: [{ motivo: 'ya_facturado', cantidad: 1 }] })
    const confirm = admin.corridas.confirm({ requestId: newRequestId(), vistaId: again.vistaId })
    expect((await refusal(confirm)).code).toBe('corrida.empty')
    expect(billing.facturas()).toHaveLength(1)
  })

  it('shows each row with its lines and their reasons', async () => {
    billing.service(1, { activacion: '2026-10-18' })
    const { vistaId, avisos } = await billing.preview(admin, '2026-10')
    const { items, total } = await admin.corridas.previewRows({ vistaId })
    expect(total).toBe(1)
    expect(items[0]).toMatchObject({ tipo: 'factura', clave: servicioId(1), total: 4516, avisos: ['primera_factura'] })
    expect(items[0]?.lineas).toMatchObject([
      {
        descripcion: 'Plan 1 (18/10–31/10)',
        explicacion: '14 de 31 días (18/10–31/10): $\u00a0100,00 ÷ 31 × 14',
        total: 4516,
      },
    ])
    expect(avisos).toEqual([{ aviso: 'primera_factura', cantidad: 1 }])
    const { fileName, file, filas } = await admin.corridas.previewExport({ vistaId, formato: 'csv', idioma: 'es' })
    expect([fileName, filas]).toEqual(['vista-previa-2026-10.csv', 1])
    const [titles, row] = (await file.text()).split('\r\n')
    expect(titles).toContain('Qué será;Motivo;Avisos;Código;Cliente;Plan;Línea;Por qué;Neto;Impuestos;Total')
    expect(row).toMatch(/^Factura;;Primera factura;C1;.*;Plan 1;Plan 1 \(18\/10–31\/10\);14 de 31 días .*;45,16$/)
  })

  it('leaves out what a person excludes, and bills it later', async () => {
    billing.service(1)
    billing.service(2)
    const { corrida } = await billing.run('2026-10', { excluidas: [servicioId(1)] })
    expect(corrida.filas).toEqual([
      { estado: 'emitida', cantidad: 1, monto: 10_000 },
      { estado: 'excluida', cantidad: 1, monto: 10_000 },
    ])
    const later = await billing.run('2026-10')
    expect(later.corrida.emitidas).toBe(1)
  })

  it('leaves alone a row that no longer comes to what was previewed', async () => {
    billing.service(1)
    billing.service(2)
    const { vistaId } = await billing.preview(admin, '2026-10')
    billing.event(1, '2026-10-10', 'pausa')
    const { corridaId, trabajoId } = await admin.corridas.confirm({ requestId: newRequestId(), vistaId })
    await test.ended(trabajoId)
    const { items } = await admin.corridas.filas({ corridaId })
    expect(items.map(({ estado, motivo, documento }) => [estado, motivo, documento?.numero])).toEqual([
      ['cambio', 'total_distinto', undefined],
      ['emitida', null, 'P1-F-00000001'],
    ])
  })

  it('puts all of a client on one invoice when they are grouped', async () => {
    await billing.config({ agrupacion: 'cliente' })
    billing.service(1)
    billing.service(2, { cliente: 1, plan: 2 })
    billing.cargo(1, { cliente: 1, tipo: 'unico', monto: 5000, desde: '2026-10-05' })
    await billing.run('2026-10')
    expect(billing.facturas().map(({ total }) => total)).toEqual([35_000])
    expect(billing.lineas().map(({ componente }) => componente)).toEqual([
      `plan:${planId(1)}`,
      `plan:${planId(2)}`,
      `cargo:${cargoId(1)}`,
    ])
  })

  it('lets credit pay at once, oldest first', async () => {
    billing.service(1)
    billing.service(2)
    const [clienteId] = [billing.clienteId(1)]
    await admin.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto: 4000 })
    await billing.run('2026-10')
    expect(billing.facturas().map(({ saldo }) => saldo)).toEqual([6000, 10_000])
    expect((await admin.system.check()).findings).toEqual([])
  })

  it('gives days back as a credit note when nothing else is charged', async () => {
    billing.service(1)
    await billing.run('2026-10')
    billing.event(1, '2026-10-18', 'baja')
    test.clock.set(Date.UTC(2026, 10, 1, 15))
    const { vista, corrida } = await billing.run('2026-11', { fecha: '2026-11-01' })
    // Published: 14 of 31 days of 100.00 are 45.16.
    expect(vista.notasCredito).toEqual({ cantidad: 1, monto: 4516 })
    expect(corrida.filas).toEqual([{ estado: 'acreditada', cantidad: 1, monto: -4516 }])
    expect(billing.facturas()[0]?.saldo).toBe(10_000 - 4516)
    expect((await admin.system.check()).findings).toEqual([])
  })

  it('bills a charge of a client without services on an invoice of its own, once', async () => {
    billing.cargo(1, { cliente: 1, tipo: 'cuotas', monto: 10_001, cuotas: 3, desde: '2026-10-01' })
    await billing.run('2026-10')
    expect(billing.facturas().map(({ total }) => total)).toEqual([3334])
    expect((await billing.preview(admin, '2026-10')).facturas.cantidad).toBe(0)
    await billing.run('2026-11', { fecha: '2026-11-01' })
    await billing.run('2026-12', { fecha: '2026-12-01' })
    expect(billing.facturas().map(({ total }) => total)).toEqual([3334, 3334, 3333])
    expect((await billing.preview(admin, '2027-01')).facturas.cantidad).toBe(0)
  })
})

describe('a run in progress', () => {
  it('is paused between batches and goes on where it was', async () => {
    await billing.clientes(1200)
    for (let n = 1; n <= 1200; n++) billing.service(n)
    const { vistaId } = await billing.preview(admin, '2026-10')
    const started = await admin.corridas.confirm({ requestId: newRequestId(), vistaId })
    const { corridaId } = started
    await admin.corridas.pause({ requestId: newRequestId(), corridaId })
    await test.ended(started.trabajoId)
    const paused = await admin.corridas.get({ id: corridaId })
    expect(paused.estado).toBe('pausada')
    expect(paused.hechas).toBeLessThan(1200)
    const other = await billing.preview(admin, '2026-11', { fecha: '2026-11-01' })
    expect(other.abierta).toBe(corridaId)
    const second = admin.corridas.confirm({ requestId: newRequestId(), vistaId: other.vistaId })
    expect((await refusal(second)).code).toBe('corrida.running')
    const { trabajoId } = await admin.corridas.resume({ requestId: newRequestId(), corridaId })
    await test.ended(trabajoId)
    expect(await admin.corridas.get({ id: corridaId })).toMatchObject({
      estado: 'terminada',
      hechas: 1200,
      emitidas: 1200,
    })
    expect(billing.facturas()).toHaveLength(1200)
  })

  it('goes on by itself when the office is opened again', async () => {
    await billing.clientes(1200)
    for (let n = 1; n <= 1200; n++) billing.service(n)
    const { vistaId } = await billing.preview(admin, '2026-10')
    const { corridaId } = await admin.corridas.confirm({ requestId: newRequestId(), vistaId })
    await test.restart()
    const again = await test.as('admin')
    const { trabajoId, estado } = await again.corridas.get({ id: corridaId })
    if (estado !== 'terminada') await test.ended(String(trabajoId))
    expect(await again.corridas.get({ id: corridaId })).toMatchObject({ estado: 'terminada', hechas: 1200 })
  })
})

it('charges of who gets days back go on an invoice, which the credit note pays', async () => {
  billing.service(1)
  await billing.run('2026-10')
  billing.event(1, '2026-10-18', 'baja')
  billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'unico', monto: 3000, desde: '2026-10-20' })
  test.clock.set(Date.UTC(2026, 10, 1, 15))
  await admin.cobros.record({
    ...{ requestId: newRequestId(), clienteId: billing.clienteId(1), metodo: 'efectivo', monto: 10_000 },
  })
  const { vista, corrida } = await billing.run('2026-11', { fecha: '2026-11-01' })
  expect([vista.notasCredito, vista.facturas]).toEqual([
    { cantidad: 1, monto: 4516 },
    { cantidad: 1, monto: 3000 },
  ])
  expect(corrida).toMatchObject({ emitidas: 1, montoEmitido: 3000 })
  expect(billing.facturas().map(({ saldo }) => saldo)).toEqual([0, 0])
  expect((await admin.clientes.list({})).items[0]?.credito).toBe(1516)
  expect((await admin.system.check()).findings).toEqual([])
})

describe('after a month was billed', () => {
  const annul = async (facturaId: string) => {
    const parte = { tipo: 'total' as const, refacturar: true }
    const { saldo, acreditado } = (await admin.notas.preview({ facturaId, parte })).factura
    const esperado = { saldo, acreditado }
    await admin.notas.create({ requestId: newRequestId(), facturaId, parte, detalle: 'precio equivocado', esperado })
    test.clock.advance(60_000)
  }

  it('an invoice annulled to be billed again is: by the same run of the period, under another number', async () => {
    billing.service(1)
    billing.cargo(1, { cliente: 1, servicio: 1, tipo: 'cuotas', monto: 9000, cuotas: 3, desde: '2026-10-01' })
    await billing.run('2026-10')
    await annul(billing.facturas()[0]?.id ?? '')
    billing.sqlite.prepare('update plan_servicio set precio_mensual = 12000').run()
    await billing.run('2026-10')
    expect(billing.facturas().map(({ numero, total }) => [numero, total])).toEqual([
      ['P1-F-00000001', 13_000],
      ['P1-F-00000002', 15_000],
    ])
    expect((await billing.preview(admin, '2026-10')).exclusiones).toEqual([{ motivo: 'ya_facturado', cantidad: 1 }])
    expect((await admin.system.check()).findings).toEqual([])
  })

  it('an annulled month that nobody ran again goes with the next one', async () => {
    billing.service(1)
    await billing.run('2026-10')
    await annul(billing.facturas()[0]?.id ?? '')
    test.clock.set(Date.UTC(2026, 10, 1, 15))
    await billing.run('2026-11', { fecha: '2026-11-01' })
    expect(billing.facturas().map(({ total }) => total)).toEqual([10_000, 20_000])
    expect((await admin.system.check()).findings).toEqual([])
  })

  it('a change of plan is billed apart at once when that is asked for, and not again by the run', async () => {
    billing.service(1)
    await billing.run('2026-10')
    const { actualizadoEn: expected } = (await admin.servicios.get({ id: servicioId(1) })).servicio
    const cambio = { tipo: 'cambio_plan' as const, planId: planId(2) }
    const what = { id: servicioId(1), fecha: '2026-10-28', cambio }
    const shown = await admin.servicios.previewChange(what)
    const changed = await admin.servicios.change({ requestId: newRequestId(), ...what, expected, aparte: true })
    // 4 of 31 days: 12.90 back, 25.81 charged.
    expect(billing.facturas().map(({ total }) => total)).toEqual([10_000, 1291])
    expect(JSON.stringify(shown)).toContain('1291')
    expect(changed.documento).toMatchObject({ tipo: 'factura', total: 1291 })
    test.clock.set(Date.UTC(2026, 10, 1, 15))
    await billing.run('2026-11', { fecha: '2026-11-01' })
    expect(billing.facturas().map(({ total }) => total)).toEqual([10_000, 1291, 20_000])
    expect((await admin.system.check()).findings).toEqual([])
  })
})

it('a payment at the counter goes between two batches', async () => {
  await billing.clientes(1600)
  for (let n = 1; n <= 1600; n++) billing.service(n)
  const { vistaId } = await billing.preview(admin, '2026-10')
  const { trabajoId, corridaId } = await admin.corridas.confirm({ requestId: newRequestId(), vistaId })
  const clienteId = billing.clienteId(1500)
  await admin.cobros.record({ requestId: newRequestId(), clienteId, metodo: 'efectivo', monto: 10_000 })
  const { estado, hechas } = await admin.corridas.get({ id: corridaId })
  expect(estado).toBe('emitiendo')
  expect(hechas).toBeLessThan(1600)
  await test.ended(trabajoId)
  // It was paid ahead: the invoice came after, and the credit paid it.
  const [open] = (await admin.facturas.list({ filter: { clienteId } })).items
  expect(open?.saldo).toBe(0)
})
