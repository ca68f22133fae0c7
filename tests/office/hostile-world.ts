import { afterEach, beforeEach, expect } from 'vitest'
import { accountsOf } from './accounts.ts'
import { Billing, servicioId } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

/** 28 October 2026, noon in Buenos Aires. */
export const NOW = Date.UTC(2026, 9, 28, 15)

interface Opened {
  test: TestOffice
  client: Client
  billing: Billing
  accounts: ReturnType<typeof accountsOf>
}

async function open(): Promise<Opened> {
  const test = await openTestOffice({ now: NOW })
  const client = await test.setUp()
  const billing = new Billing(test)
  await billing.clientes(2)
  billing.plan(1, 31_000)
  billing.plan(2, 62_000)
  return { test, client, billing, accounts: accountsOf(test, () => client) }
}

/**
 * Each test of the file begins with an office of two clients and two plans. Whatever was tried, the books add up. What it
 * returns belongs to the test that runs.
 */
export function inHostileWorld() {
  let world: Opened
  beforeEach(async () => {
    world = await open()
  })
  afterEach(async () => {
    expect((await world.accounts.check()).findings).toEqual([])
    await world.test.close()
  })
  const sqlite = () => world.billing.sqlite
  const servicio = async () => (await world.client.servicios.get({ id: servicioId(1) })).servicio
  const notas = () =>
    sqlite().prepare('select id, monto, motivo from nota_credito order by numero').all() as {
      id: string
      monto: number
      motivo: string
    }[]
  return {
    get test() {
      return world.test
    },
    get client() {
      return world.client
    },
    get billing() {
      return world.billing
    },
    get accounts() {
      return world.accounts
    },
    set: (table: 'plan_servicio' | 'cliente' | 'servicio', column: string, value: unknown, id: string) =>
      sqlite().prepare(`update ${table} set ${column} = ? where id = ?`).run(value, id),
    notas,
    /** What was invoiced, less credit notes. */
    net: () =>
      world.billing.facturas().reduce((sum, { total }) => sum + total, 0) -
      notas().reduce((sum, { monto }) => sum + monto, 0),
    /** Something that happens to the first service from a day on. */
    async change(
      cambio: Parameters<Client['servicios']['change']>[0]['cambio'],
      fecha: string,
      more: { aparte?: boolean } = {},
    ) {
      const { id, actualizadoEn: expected } = await servicio()
      return world.client.servicios.change({ requestId: newRequestId(), id, cambio, fecha, expected, ...more })
    },
    /** How the first service is. */
    async edit(more: Partial<Parameters<Client['servicios']['update']>[0]>) {
      const { id, tecnologia, dispositivoRef, fechaActivacion, actualizadoEn: expected, ...billed } = await servicio()
      const { diaFacturacion, modalidad, precioAcordado, facturarDesde } = billed
      const now = { tecnologia, dispositivoRef, fechaActivacion, diaFacturacion, modalidad, precioAcordado }
      const request = { requestId: newRequestId(), id, expected, facturarDesde }
      return world.client.servicios.update({ ...request, ...now, ...more })
    },
    confirm: (vistaId: string, requestId = newRequestId()) => world.client.corridas.confirm({ requestId, vistaId }),
  }
}
