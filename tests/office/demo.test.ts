import { afterEach, beforeEach, expect, it } from 'vitest'
import { addDays, civilDate } from '../../contract/dates.ts'
import { fillDemo } from '../../office/demo/fill.ts'
import { checkOffice } from '../../office/reports/check.ts'
import { type Client, openDrawer, openTestOffice, START, TENANT, type TestOffice } from './harness.ts'

const DAY = 86_400_000

let offices: TestOffice[] = []
beforeEach(() => {
  offices = []
})
afterEach(async () => {
  for (const office of offices) await office.close()
})

async function newOffice(tenant: Partial<typeof TENANT> = {}, now = START) {
  const office = await openTestOffice({ now, drawer: false })
  offices.push(office)
  const client = await office.setUp(tenant)
  await office.as('cobranza')
  return { office, client }
}

async function fill(office: TestOffice, options: { months?: number } = {}) {
  const actor = await office.actor('admin')
  const reports: [number, number][] = []
  const progress = { report: (done: number, total: number) => void reports.push([done, total]) }
  await fillDemo(office.office, actor, 'small', progress, options)
  return { actor, reports }
}

/** Everything a person would see of clients, invoices and receipts, without ids. */
async function visible(client: Client) {
  const clientes = (await client.clientes.list({ sort: 'codigo', limit: 200 })).items
  const facturas = (await client.facturas.list({ limit: 200 })).items
  const recibos = (await client.recibos.list({ limit: 200 })).items
  return {
    clientes: clientes.map(({ id: _, ...row }) => row),
    facturas: facturas.map(({ id: _, clienteId: __, ...row }) => row),
    recibos: recibos.map(({ id: _, clienteId: __, ...row }) => row),
  }
}

it('is an office whose books add up', async () => {
  const { office, client } = await newOffice()
  const { actor, reports } = await fill(office)
  const check = await checkOffice(office.office.db.read, actor.tenantId)
  expect(check.findings).toEqual([])
  expect(check.checks.find((c) => c.check === 'pago.aplicado')?.rows).toBeGreaterThan(100)
  expect(reports.at(-1)?.[0]).toBe(reports.at(-1)?.[1])

  const { clientes, facturas, recibos } = await visible(client)
  expect(clientes).toHaveLength(60)
  expect(new Set(clientes.map((c) => c.estadoServicio))).toEqual(new Set(['activo', 'suspendido', 'baja']))
  expect(new Set(facturas.map((f) => f.estado))).toEqual(new Set(['pendiente', 'pagada', 'vencida']))
  expect(new Set(recibos.map((r) => r.metodo))).toEqual(new Set(['efectivo', 'transferencia', 'pasarela']))
  expect(new Set(recibos.map((r) => r.cajero)).size).toBe(2)
  expect(clientes.some((c) => c.credito > 0)).toBe(true)
  expect(Math.max(...clientes.map((c) => c.nombreRazonSocial.length))).toBeGreaterThan(70)
  for (const c of clientes) {
    expect(c.email).toMatch(/^$|@example\.com$/)
    if (c.telefono) expect(c.telefono).toMatch(/200/)
  }

  const tecnologias = office.office.db.read.sqlite.prepare('select distinct tecnologia from servicio').pluck().all()
  expect(new Set(tecnologias)).toEqual(new Set(['dhcp', 'fiber', 'pppoe', 'wireless']))
})

it('goes up to this moment, and not beyond', async () => {
  const { office, client } = await newOffice()
  await fill(office)
  const { facturas, recibos } = await visible(client)
  const today = civilDate(office.clock.now, TENANT.zonaHoraria)
  expect(Math.max(...recibos.map((r) => r.fecha))).toBeLessThanOrEqual(office.clock.now)
  expect(recibos.filter((r) => office.clock.now - r.fecha < DAY).length).toBeGreaterThan(0)
  for (const f of facturas) expect(f.fechaEmision <= today).toBe(true)
  const oldest = office.office.db.read.sqlite.prepare('select min(fecha_emision) from factura').pluck().get() as string
  expect(oldest > addDays(today, -190) && oldest < addDays(today, -120)).toBe(true)
})

it('is the same for the same moment, and of today on another day', async () => {
  const one = await newOffice()
  const two = await newOffice()
  const later = await newOffice({}, START + 40 * DAY)
  for (const { office } of [one, two, later]) await fill(office)
  expect(await visible(two.client)).toEqual(await visible(one.client))
  const newest = async ({ client }: typeof one) => (await client.recibos.list({ limit: 1 })).items[0]?.fecha ?? 0
  expect(later.office.clock.now - (await newest(later))).toBeLessThan(DAY)
})

it('goes on like any other: the next client, invoice and receipt follow', async () => {
  const { office, client } = await newOffice()
  await fill(office, { months: 2 })
  const owing = (await client.clientes.list({ filter: { cuenta: 'deuda' } })).items[0]
  if (!owing) throw new Error('nobody owes anything')
  const last = (await client.recibos.list({ limit: 1 })).items[0]
  const requestId = crypto.randomUUID()
  await openDrawer(client)
  const receipt = await client.cobros.record({ requestId, clienteId: owing.id, metodo: 'efectivo', monto: owing.deuda })
  expect(Number(receipt.numero.slice(-8))).toBe(Number(last?.numero.slice(-8)) + 1)
  expect(receipt.deudaDespues).toBe(0)
  const actor = await office.actor('admin')
  expect((await checkOffice(office.office.db.read, actor.tenantId)).findings).toEqual([])
})

it.each(['CLP', 'PYG', 'MXN', 'USD'])('has prices of its currency (%s)', async (moneda) => {
  const { office, client } = await newOffice({ moneda })
  const { actor } = await fill(office, { months: 2 })
  const planes = await client.planes.list()
  for (const plan of planes) expect(plan.precioMensual).toBeGreaterThan(0)
  expect((await checkOffice(office.office.db.read, actor.tenantId)).findings).toEqual([])
})
