import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import type { NotaParte } from '../../contract/index.ts'
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

const who = fc.nat(1)
const amount = fc.integer({ min: 1, max: 60_000 })
const IVA = { nombre: 'IVA', tasaBp: 2100, incluido: true }
const TASA = { nombre: 'Tasa', tasaBp: 350, incluido: false }

const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('invoice' as const),
      who,
      prices: fc.array(amount, { minLength: 1, maxLength: 3 }),
      due: fc.integer({ min: -5, max: 15 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pay' as const), who, amount }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('note' as const),
      pick: fc.nat(20),
      share: fc.integer({ min: 1, max: 100 }),
      lines: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('annul' as const), pick: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('credit' as const), who, amount }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('refund' as const), who, share: fc.integer({ min: 1, max: 130 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('promise' as const), who, amount, days: fc.integer({ min: 0, max: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replay' as const), at: fc.nat(30) }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** Plays one sequence, remembering every write that was answered so that it can be sent again. */
class Play {
  readonly ids: readonly string[]
  readonly facturas: string[] = []
  readonly #sent: { again: () => Promise<unknown>; answer: unknown }[] = []

  constructor(ids: readonly string[]) {
    this.ids = ids
  }

  async step(step: Action): Promise<void> {
    office.clock.advance(1)
    switch (step.kind) {
      case 'days':
        office.clock.advance(step.days * DAY)
        return runUpkeep(office.office)
      case 'invoice': {
        const lines = step.prices.map((precio, at) => ({ precio, impuestos: at === 0 ? [IVA, TASA] : [] }))
        this.facturas.push((await accounts.invoice(this.#id(step.who), lines, step.due)).id)
        return
      }
      case 'pay':
        return this.#send(client.cobros.record, {
          clienteId: this.#id(step.who),
          metodo: 'efectivo' as const,
          monto: step.amount,
        })
      case 'credit':
        return this.#send(client.notas.credit, { clienteId: this.#id(step.who), monto: step.amount, detalle: 'x' })
      case 'refund':
        return this.#refund(this.#id(step.who), step.share)
      case 'promise':
        return this.#promise(this.#id(step.who), step.amount, step.days)
      case 'note':
      case 'annul':
        return this.#note(step)
      case 'replay': {
        const write = this.#sent[step.at % Math.max(1, this.#sent.length)]
        if (write) expect(await write.again()).toEqual(write.answer)
      }
    }
  }

  #id = (at: number): string => this.ids[at] ?? ''

  async #send<Input, Answer>(
    call: (input: Input & { requestId: string }) => Promise<Answer>,
    input: Input,
  ): Promise<void> {
    const whole = { ...input, requestId: newRequestId() }
    this.#sent.push({ again: () => call(whole), answer: await call(whole) })
  }

  async #refund(clienteId: string, share: number): Promise<void> {
    const { credito } = await accounts.saldos(clienteId)
    const monto = Math.ceil((credito * share) / 100)
    if (monto === 0) return
    const input = { clienteId, monto, metodo: 'efectivo' as const, motivo: 'x' }
    if (monto <= credito) return this.#send(client.devoluciones.record, input)
    await expect(client.devoluciones.record({ ...input, requestId: newRequestId() })).rejects.toMatchObject({
      code: 'devolucion.exceeds',
    })
  }

  async #promise(clienteId: string, wanted: number, days: number): Promise<void> {
    const { deuda, abierta } = await client.promesas.prepare({ clienteId })
    if (deuda === 0 || abierta) return
    const input = { clienteId, monto: Math.min(wanted, deuda), fecha: addDays(accounts.today(), days) }
    return this.#send(client.promesas.grant, input)
  }

  async #note(step: Extract<Action, { kind: 'note' | 'annul' }>): Promise<void> {
    const facturaId = this.facturas[step.pick % Math.max(1, this.facturas.length)]
    if (!facturaId) return
    const parte = await this.#parteOf(facturaId, step)
    if (!parte) return
    const { factura, aplicado, aFavor, monto } = await client.notas.preview({ facturaId, parte })
    expect(aplicado + aFavor).toBe(monto)
    const before = await accounts.saldos(factura.clienteId)
    const { saldo, acreditado } = factura
    await this.#send(client.notas.create, { facturaId, parte, detalle: 'x', esperado: { saldo, acreditado } })
    const after = await accounts.saldos(factura.clienteId)
    expect(before.deuda - before.credito - (after.deuda - after.credito)).toBe(monto)
  }

  async #parteOf(facturaId: string, step: Extract<Action, { kind: 'note' | 'annul' }>): Promise<NotaParte | null> {
    const whole: NotaParte = { tipo: 'total', refacturar: false }
    const left = await client.notas.preview({ facturaId, parte: whole }).catch(() => null)
    if (!left) return null
    if (step.kind === 'annul') return whole
    const { maximo, disponibles } = left
    if (!step.lines) return { tipo: 'monto', monto: Math.ceil((maximo * step.share) / 100) }
    const lineas = disponibles
      .map(({ orden, resto }) => ({ orden, monto: Math.ceil((resto * step.share) / 100) }))
      .filter(({ monto }) => monto > 0)
    return { tipo: 'lineas', lineas }
  }

  /** What a client paid in, less what was given back, plus what was given without an invoice. */
  async paidIn(clienteId: string): Promise<number> {
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
    const recibos = (await client.recibos.list({ filter: { clienteId }, limit: 200 })).items
    const refunds = (await client.devoluciones.list({ filter: { clienteId }, limit: 200 })).items
    const free = (await client.notas.list({ filter: { clienteId }, limit: 200 })).items.filter(
      ({ facturaId }) => !facturaId,
    )
    return sum(recibos.map((r) => r.montoTotal)) - sum(refunds.map((r) => r.monto)) + sum(free.map((n) => n.monto))
  }
}

async function expectBooksToAddUp({ ids }: Play) {
  expect((await accounts.check()).findings).toEqual([])
  for (const clienteId of ids) {
    const facturas = (await client.facturas.list({ filter: { clienteId }, limit: 200 })).items
    const notas = (await client.notas.list({ filter: { clienteId }, limit: 200 })).items
    const recibos = (await client.recibos.list({ filter: { clienteId }, limit: 200 })).items
    const refunds = (await client.devoluciones.list({ filter: { clienteId }, limit: 200 })).items
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
    const { deuda, credito } = await accounts.saldos(clienteId)
    const applied = sum(facturas.map((f) => f.montoTotal - f.saldo))
    expect(applied + credito + sum(refunds.map((r) => r.monto))).toBe(
      sum(recibos.map((r) => r.montoTotal)) + sum(notas.map((n) => n.monto)),
    )
    expect(deuda).toBe(sum(facturas.map((f) => f.saldo)))
    for (const f of facturas) {
      expect(f.saldo).toBeGreaterThanOrEqual(0)
      expect(f.estado).toBe(f.saldo === 0 ? 'pagada' : f.fechaVencimiento < accounts.today() ? 'vencida' : 'pendiente')
    }
    const statement = await client.clientes.statement({ id: clienteId, limit: 200 })
    expect(statement.items.at(-1)?.saldo ?? 0).toBe(deuda - credito)
  }
}

describe('any sequence of invoices, payments, credit notes, annulments, refunds, promises, days and replays', () => {
  it('keeps the books, and undoing every invoice returns each client to what they paid in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 22 }), async (actions) => {
        const play = new Play([(await accounts.newClient('Uno')).id, (await accounts.newClient('Dos')).id])
        for (const step of actions) await play.step(step)
        await expectBooksToAddUp(play)
        for (const [pick] of play.facturas.entries()) await play.step({ kind: 'annul', pick })
        await expectBooksToAddUp(play)
        for (const clienteId of play.ids) {
          const { deuda, credito } = await accounts.saldos(clienteId)
          expect({ deuda, credito }).toEqual({ deuda: 0, credito: await play.paidIn(clienteId) })
        }
      }),
      { numRuns: 40 },
    )
  }, 240_000)
})
