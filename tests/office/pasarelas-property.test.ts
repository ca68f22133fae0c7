import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GatewayDelivery } from '../../office/gateways/adapter.ts'
import { receiveGatewayEvent } from '../../office/gateways/receive.ts'
import { hmac, mpEvent, stripeCharge, stripeDispute, stripeEvent, stripeIntent } from '../simulators/gateways/events.ts'
import { accountsOf } from './accounts.ts'
import { configureGateways, MP, newCharge, STRIPE, stripeOf } from './gateways.ts'
import { type Client, openTestOffice, type TestOffice } from './harness.ts'
import { KEY } from './mail-office.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>

beforeEach(async () => {
  office = await openTestOffice({ key: KEY })
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
  await configureGateways(client)
})
afterEach(() => office.close())

const now = () => office.clock.now
const take = (delivery: GatewayDelivery) => {
  office.clock.advance(1)
  return receiveGatewayEvent(office.office, delivery)
}

/** Events of one charge, in the order in which they happened; each with its own second. */
const story = fc.record({
  refunds: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
  dispute: fc.constantFrom(null, 'open', 'lost', 'won', 'inquiry'),
  provider: fc.constantFrom('stripe', 'mercado_pago'),
  debt: fc.integer({ min: 0, max: 150 }),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

function eventsOf({ refunds, dispute, provider }: Story, clienteId: string): GatewayDelivery[] {
  const base = now()
  const at = (step: number) => ({ at: base, created: base + step * 1000, updated: base + step * 1000 })
  let sum = 0
  const totals = refunds.map((one) => (sum = Math.min(100, sum + one)))
  const refunded = totals.at(-1) ?? 0
  const left = 100 - refunded
  if (provider === 'stripe') {
    const charge = stripeOf(newCharge(10_000, { cliente_id: clienteId }))
    const sent = (step: number) => ({ secret: STRIPE, ...at(step) })
    const dispute_ = (status: string, step: number, type: string) =>
      stripeEvent(type, stripeDispute(charge, { id: `dp_${charge.id}`, amount: left * 100, status }), sent(step))
    const opened = dispute === 'inquiry' ? 'warning_needs_response' : 'needs_response'
    const closed = dispute === 'inquiry' ? 'warning_closed' : dispute
    return [
      stripeEvent('payment_intent.succeeded', stripeIntent(charge), sent(0)),
      stripeEvent('charge.succeeded', stripeCharge(charge), sent(0)),
      ...totals.map((total, step) => stripeEvent('charge.refunded', stripeCharge(charge, total * 100), sent(step + 1))),
      ...(dispute === null || left === 0 ? [] : [dispute_(opened, 8, 'charge.dispute.created')]),
      ...(closed === null || closed === 'open' || left === 0 ? [] : [dispute_(closed, 8, 'charge.dispute.closed')]),
    ]
  }
  const charge = newCharge(100, { cliente_id: clienteId })
  const sent = (step: number) => ({ secret: MP, ...at(step) })
  const state = (status: string, total: number, status_detail = 'accredited') => ({
    status,
    status_detail,
    transaction_amount_refunded: total,
  })
  const after = (total: number) => state(total === 100 ? 'refunded' : 'approved', total, 'partially_refunded')
  return [
    mpEvent(charge, state('in_process', 0, 'pending_review'), sent(0)),
    mpEvent(charge, state('approved', 0), sent(1)),
    ...totals.map((total, step) => mpEvent(charge, after(total), sent(step + 2))),
    ...(dispute === null || left === 0 ? [] : [mpEvent(charge, state('charged_back', refunded, 'settled'), sent(8))]),
    ...(dispute !== 'won' || left === 0
      ? []
      : [mpEvent(charge, state('charged_back', refunded, 'reimbursed'), sent(9))]),
  ]
}

it('comes to the same in any order and however often it is sent', { timeout: 120_000 }, async () => {
  const standing = async (clienteId: string) => {
    const { items } = await client.pasarelas.pagos({ limit: 200 })
    const charge = items.find((one) => one.clienteId === clienteId)
    const { items: receipts } = await client.recibos.list({ filter: { clienteId }, limit: 200 })
    const net = receipts.reduce((sum, { montoTotal, revertido }) => sum + montoTotal - revertido, 0)
    const { deuda, credito } = await accounts.saldos(clienteId)
    return { estado: charge?.estado, monto: charge?.monto, devuelto: charge?.devuelto, net, deuda, credito }
  }
  await fc.assert(
    fc.asyncProperty(story, fc.array(fc.nat(1000), { minLength: 14, maxLength: 14 }), async (told, order) => {
      const straight = await accounts.newClient('Derecha')
      const mixed = await accounts.newClient('Mezclada')
      for (const { id } of [straight, mixed]) if (told.debt > 0) await accounts.invoice(id, told.debt * 100)
      for (const delivery of eventsOf(told, straight.id)) await take(delivery)
      const events = eventsOf(told, mixed.id)
      // Drawn places, some more than once; then each once more, so that none is missing.
      const drawn = order.map((at) => events[at % events.length] as GatewayDelivery)
      const rest = events.toSorted((a, b) => (hmac('x', a.body) < hmac('x', b.body) ? -1 : 1))
      for (const delivery of [...drawn, ...rest]) await take(delivery)
      const refunded =
        Math.min(
          100,
          told.refunds.reduce((sum, one) => sum + one, 0),
        ) * 100
      const isHeld =
        told.dispute === 'open' ||
        told.dispute === 'lost' ||
        (told.dispute === 'inquiry' && told.provider === 'mercado_pago')
      const has = isHeld ? 0 : 10_000 - refunded
      const expected = await standing(straight.id)
      expect(expected).toMatchObject({ monto: 10_000, net: has, devuelto: 10_000 - has })
      expect(expected.deuda - expected.credito).toBe(told.debt * 100 - has)
      expect(await standing(mixed.id)).toEqual(expected)
    }),
    { numRuns: 25 },
  )
  expect((await accounts.check()).findings).toEqual([])
})
