import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { differences, fillBilling, outcomeOf } from '../faults/billing-office.ts'
import { Billing } from './billing-support.ts'
import { type Client, newRequestId, openTestOffice, type TestOffice } from './harness.ts'

/** Offices that have the same data and do not know of each other. */

const RUN = { periodo: '2026-11', fechaEmision: '2026-11-01' }
const NOW = Date.UTC(2026, 10, 1, 15)

let offices: TestOffice[] = []
beforeEach(() => {
  offices = []
})
afterEach(async () => {
  for (const office of offices) await office.close()
})

/** An office with clients and services of every kind, closed. */
async function original(): Promise<TestOffice> {
  const test = await openTestOffice({ now: NOW })
  offices.push(test)
  await test.setUp()
  const billing = new Billing(test)
  await billing.clientes(300)
  const admin = await test.as('admin')
  for (let n = 1; n < 300; n += 20)
    await admin.cobros.record({
      ...{ requestId: newRequestId(), clienteId: billing.clienteId(n), metodo: 'efectivo', monto: 2_000_000 },
    })
  await test.restart()
  fillBilling(
    test.dataDir,
    Array.from({ length: 300 }, (_, n) => billing.clienteId(n + 1)),
    7,
  )
  return test
}

/** The same office in another folder, with the same clock. */
async function copyOf(test: TestOffice): Promise<TestOffice> {
  test.office.db.write.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const copy = await openTestOffice({ now: test.clock.now, from: test.dataDir })
  offices.push(copy)
  return copy
}

async function issue(client: Client): Promise<string> {
  const { vistaId } = await client.corridas.preview(RUN)
  return (await client.corridas.confirm({ requestId: randomUUID(), vistaId })).trabajoId
}

it('two seats that bill the same month offline make the same documents, lines and days', async () => {
  const one = await original()
  const two = await copyOf(one)
  // The second seat is another one: its numbers differ, nothing else does.
  two.office.db.write.sqlite.prepare("update puesto set prefijo = 'P2'").run()
  for (const seat of [one, two]) {
    seat.clock.advance(seat === two ? 86_400_000 * 3 : 0)
    await seat.ended(await issue(await seat.as('admin')))
  }
  const [a, b] = [one, two].map((seat) => withoutNumbers(outcomeOf(seat.dataDir)))
  expect(a?.['factura']?.length).toBeGreaterThan(250)
  expect(a?.['nota_credito']?.length).toBeGreaterThan(5)
  expect(differences(a ?? {}, b ?? {})).toEqual([])
})

const withoutNumbers = (outcome: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(outcome).map(([table, rows]) => [table, rows.map((row) => row.replace(/"P\d-(F|NC)-/g, '"P-$1-'))]),
  )
