import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountsOf } from './accounts.ts'
import { cashier, loose, type Person } from './caja-support.ts'
import { type Client, newRequestId, openTestOffice, refusal, type TestOffice } from './harness.ts'

let office: TestOffice
let admin: Client
let ana: Person
let beto: Person
let accounts: ReturnType<typeof accountsOf>
let clients: string[]

const request = () => ({ requestId: newRequestId() })
const plan = (fondo = 0) => ({ nombre: 'Norte', cobradorId: beto.id, clienteIds: clients, fondo })
const drawer = async () => (await admin.caja.sesiones({ filter: { usuarioId: ana.id } })).items[0]?.id ?? ''
const esperado = async () => (await admin.caja.sesion({ id: await drawer() })).figures?.esperado

beforeEach(async () => {
  office = await openTestOffice({ drawer: false })
  admin = await office.setUp()
  ana = await cashier(office, 'Ana Cajera')
  beto = await cashier(office, 'Beto Cobrador')
  accounts = accountsOf(office, () => admin)
  clients = []
  for (const nombre of ['Uno', 'Dos', 'Tres']) {
    const { id } = await accounts.newClient(nombre)
    await accounts.invoice(id, 5_000)
    clients.push(id)
  }
})
afterEach(async () => {
  expect((await accounts.check()).findings).toEqual([])
  await office.close()
})

describe('a round', () => {
  it('takes its float out of the drawer, in the order of its list, one per collector', async () => {
    expect((await refusal(ana.client.rutas.create({ ...request(), ...plan(100) }))).code).toBe('caja.closed')
    await ana.client.caja.open({ ...request(), conteo: loose(1_000) })
    await admin.caja.saveConfig({ ...request(), config: { ...(await admin.caja.config()), cierreCiego: false } })
    expect((await refusal(ana.client.rutas.create({ ...request(), ...plan(1_001) }))).code).toBe('caja.short')
    const twice = { ...plan(), clienteIds: [...clients, clients[0] ?? ''] }
    expect((await refusal(ana.client.rutas.create({ ...request(), ...twice }))).code).toBe('input.invalid')
    const asked = { ...request(), ...plan(300) }
    const ruta = await ana.client.rutas.create(asked)
    expect(await ana.client.rutas.create(asked)).toEqual(ruta)
    expect(ruta).toMatchObject({ numero: 'P1-RC-00000001', estado: 'abierta', deuda: 15_000, visitas: 3, cobradas: 0 })
    expect(ruta.sesion).toMatchObject({ tipo: 'cobrador', usuario: 'Beto Cobrador', fondoInicial: 300 })
    expect(ruta.paradas.map(({ clienteNombre, orden, deuda }) => [clienteNombre, orden, deuda])).toEqual([
      ['Uno', 1, 5_000],
      ['Dos', 2, 5_000],
      ['Tres', 3, 5_000],
    ])
    expect(await esperado()).toBe(700)
    const again = refusal(ana.client.rutas.create({ ...request(), ...plan() }))
    expect(await again).toEqual({ code: 'ruta.open', data: { numero: ruta.numero } })
    // A bag ends with its round only.
    const close = { ...request(), sesionId: ruta.sesion.id, conteo: loose(300) }
    expect((await refusal(admin.caja.close(close))).code).toBe('not_found')
  })

  it('is settled at once: receipts, the bag counted with its Z, its cash in the drawer', async () => {
    await ana.client.caja.open({ ...request(), conteo: loose(1_000) })
    const ruta = await ana.client.rutas.create({ ...request(), ...plan(300) })
    const [uno, dos, tres] = ruta.paradas.map(({ id }) => id)
    const visitas = [
      { visitaId: uno ?? '', estado: 'cobrada' as const, monto: 5_000 },
      {
        visitaId: dos ?? '',
        estado: 'cobrada' as const,
        monto: 2_000,
        metodo: 'transferencia' as const,
        referencia: 'op 1',
      },
      { visitaId: tres ?? '', estado: 'ausente' as const, notas: 'Volver el lunes' },
    ]
    const settle = { ...request(), rutaId: ruta.id, visitas, conteo: loose(5_280), explicacion: 'Faltan 20' }
    const done = await ana.client.rutas.settle(settle)
    expect((await ana.client.rutas.settle(settle)).cierre.reporte.numero).toBe('P1-Z-00000001')
    expect(done.ruta).toMatchObject({ estado: 'rendida', cobradas: 2, cobrado: 7_000 })
    expect(done.ruta.paradas.map(({ estado, monto, deudaHoy, notas }) => [estado, monto, deudaHoy, notas])).toEqual([
      ['cobrada', 5_000, 0, ''],
      ['cobrada', 2_000, 3_000, ''],
      ['ausente', null, 5_000, 'Volver el lunes'],
    ])
    expect(done.cierre.arqueo).toMatchObject({ contado: 5_280, esperado: 5_300, diferencia: -20 })
    expect(done.cierre.reporte).toMatchObject({ tipo: 'z', figures: { cobradoEfectivo: 5_000, esperado: 5_300 } })
    expect(await esperado()).toBe(700 + 5_280)
    const { movimientos } = await ana.client.caja.sesion({ id: await drawer() })
    expect(movimientos.map(({ tipo, monto, otraPersona }) => [tipo, monto, otraPersona])).toEqual([
      ['entrega', -300, 'Beto Cobrador'],
      ['recepcion', 5_280, 'Beto Cobrador'],
    ])
    expect((await refusal(ana.client.rutas.settle({ ...settle, ...request() }))).code).toBe('ruta.closed')
    const { sesiones, enCajaFuerte, enCajones } = await admin.caja.supervision({})
    expect(sesiones.map(({ tipo, estado }) => `${tipo} ${estado}`).sort()).toEqual([
      'cobrador cerrada',
      'mostrador abierta',
    ])
    expect([enCajaFuerte, enCajones]).toEqual([0, 5_980])
  })

  it('is settled whole or not at all, and a refusal names the stop', async () => {
    await ana.client.caja.open({ ...request(), conteo: [] })
    const ruta = await ana.client.rutas.create({ ...request(), ...plan() })
    const [uno = '', dos = ''] = ruta.paradas.map(({ id }) => id)
    const paid = { visitaId: uno, estado: 'cobrada' as const, monto: 5_000 }
    const settle = (visitas: Parameters<Client['rutas']['settle']>[0]['visitas'], contado: number) =>
      ana.client.rutas.settle({ ...request(), rutaId: ruta.id, visitas, conteo: loose(contado) })
    const unnamed = { visitaId: dos, estado: 'cobrada' as const, monto: 1, metodo: 'transferencia' as const }
    expect(await refusal(settle([paid, unnamed], 5_000))).toEqual({
      code: 'pago.reference_needed',
      data: { visitaId: dos },
    })
    for (const wrong of [
      [paid, paid],
      [{ ...paid, visitaId: newRequestId() }],
      [{ visitaId: uno, estado: 'cobrada' as const }],
    ])
      expect((await refusal(settle(wrong, 5_000))).code).toBe('ruta.visit')
    expect((await refusal(settle([paid], 4_000))).code).toBe('caja.explanation')
    expect((await ana.client.rutas.get({ id: ruta.id })).cobrado).toBe(0)
    expect((await admin.recibos.list({ filter: {} })).items).toEqual([])
    await settle([paid], 5_000)
    expect((await ana.client.rutas.list({ filter: { estado: 'abierta' } })).items).toEqual([])
  })

  it('can be taken back before anything was collected', async () => {
    await ana.client.caja.open({ ...request(), conteo: loose(1_000) })
    const ruta = await ana.client.rutas.create({ ...request(), ...plan(300) })
    const cancelled = await ana.client.rutas.cancel({ ...request(), rutaId: ruta.id })
    expect(cancelled).toMatchObject({ estado: 'anulada', cobrado: 0 })
    expect(await esperado()).toBe(1_000)
    expect((await refusal(ana.client.rutas.cancel({ ...request(), rutaId: ruta.id }))).code).toBe('ruta.closed')
    await ana.client.rutas.create({ ...request(), ...plan() })
    const page = await ana.client.rutas.list({ limit: 1 })
    const rest = await ana.client.rutas.list({ limit: 1, cursor: page.nextCursor ?? '' })
    expect([page, rest].flatMap(({ items }) => items.map(({ estado }) => estado))).toEqual(['abierta', 'anulada'])
  })
})
