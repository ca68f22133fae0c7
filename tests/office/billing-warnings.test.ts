import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AvisoVista } from '../../contract/index.ts'
import { Billing, planId, servicioId } from './billing-support.ts'
import { type Client, openTestOffice, type TestOffice } from './harness.ts'

let test: TestOffice
let admin: Client
let billing: Billing

beforeEach(async () => {
  test = await openTestOffice({ now: Date.UTC(2026, 9, 28, 15) })
  admin = await test.setUp()
  billing = new Billing(test)
  await billing.clientes(3)
  billing.plan(1, 10_000)
})
afterEach(() => test.close())

const NEW = { activacion: '2026-10-01' }

/** The warnings of each row of a preview, by service; not those that every first invoice has. */
async function warnings(periodo: string): Promise<Record<string, AvisoVista[]>> {
  const { vistaId } = await billing.preview(admin, periodo)
  const { items } = await admin.corridas.previewRows({ vistaId })
  return Object.fromEntries(
    items.map(({ clave, avisos }) => [clave, avisos.filter((aviso) => aviso !== 'primera_factura')]),
  )
}

/** A device of the network that carries services; `heard`: ms since the epoch, null when it was never heard of. */
function device(id: string, heard: number | null, servicios: number[]): void {
  const { sqlite, tenantId } = billing
  sqlite
    .prepare(
      `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, ultimo_sync_at, creado_en, actualizado_en)
       values (?, ?, 'mikrotik', ?, ?, '10.0.0.1', ?, 1, 1)`,
    )
    .run(id, tenantId, id, `Torre ${id}`, heard)
  const link = sqlite.prepare(
    'insert into servicio_dispositivo (tenant_id, servicio_id, dispositivo_id) values (?, ?, ?)',
  )
  for (const n of servicios) link.run(tenantId, servicioId(n), id)
}

describe('a preview warns', () => {
  it('of a plan that costs nothing', async () => {
    billing.plan(2, 0)
    billing.service(1, NEW)
    billing.service(2, { ...NEW, plan: 2 })
    const found = await warnings('2026-10')
    expect(found[servicioId(1)]).toEqual([])
    expect(found[servicioId(2)]).toEqual(['sin_precio'])
  })

  it('of a client without a document', async () => {
    billing.service(1, NEW)
    billing.sqlite.prepare("update cliente set documento = '' where id = ?").run(billing.clienteId(1))
    expect(await warnings('2026-10')).toEqual({ [servicioId(1)]: ['sin_documento'] })
  })

  it('of a price that is not the one charged last, and says which that was', async () => {
    billing.service(1)
    billing.service(2)
    await billing.run('2026-10')
    billing.sqlite.prepare('update servicio set precio_acordado = 9000 where id = ?').run(servicioId(1))
    expect(await warnings('2026-11')).toEqual({ [servicioId(1)]: ['precio_distinto'], [servicioId(2)]: [] })
    const { vistaId } = await billing.preview(admin, '2026-11')
    const { items } = await admin.corridas.previewRows({ vistaId })
    expect(items.find(({ clave }) => clave === servicioId(1))?.anterior).toBe(10_000)
  })

  it('of a service that no device was ever heard to carry, where the office knows devices', async () => {
    for (const n of [1, 2, 3]) billing.service(n, NEW)
    expect(Object.values(await warnings('2026-10')).flat()).toEqual([])
    device('heard', Date.UTC(2026, 9, 1), [1])
    device('silent', null, [2])
    expect(await warnings('2026-10')).toEqual({
      [servicioId(1)]: [],
      [servicioId(2)]: ['nunca_conectado'],
      [servicioId(3)]: ['nunca_conectado'],
    })
  })
})

describe('a recurring charge of a client as a whole', () => {
  it('goes with one of their services, once a period, from its first day to its last', async () => {
    billing.service(1, { cliente: 1 })
    billing.service(2, { cliente: 1 })
    billing.cargo(1, { cliente: 1, tipo: 'recurrente', monto: 3_000, desde: '2026-10-01', hasta: '2026-11-30' })
    for (const periodo of ['2026-10', '2026-11', '2026-12']) await billing.run(periodo)
    const charged = billing.lineas().filter(({ componente }) => componente.startsWith('cargo:'))
    expect(charged.map(({ total }) => total)).toEqual([3_000, 3_000])
    expect(billing.facturas().reduce((sum, { total }) => sum + total, 0)).toBe(6 * 10_000 + 2 * 3_000)
    expect((await admin.system.check()).findings).toEqual([])
  })

  it('is charged by the day where it begins within a period', async () => {
    billing.service(1)
    billing.cargo(1, { cliente: 1, tipo: 'recurrente', monto: 3_100, desde: '2026-10-18' })
    await billing.run('2026-10')
    expect(billing.lineas().map(({ componente, total }) => [componente.split(':')[0], total])).toEqual([
      ['plan', 10_000],
      ['cargo', 1_400],
    ])
    expect(billing.lineas()[0]?.componente).toBe(`plan:${planId(1)}`)
  })
})
