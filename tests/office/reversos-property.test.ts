import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addDays } from '../../contract/dates.ts'
import { reverseRecibo } from '../../office/cash/reverse.ts'
import { runUpkeep } from '../../office/upkeep.ts'
import { accountsOf, DAY } from './accounts.ts'
import { type Client, newRequestId, openTestOffice, PIN, type TestOffice } from './harness.ts'

let office: TestOffice
let client: Client
let accounts: ReturnType<typeof accountsOf>
let approver: string
beforeEach(async () => {
  office = await openTestOffice()
  client = await office.setUp()
  accounts = accountsOf(office, () => client)
  approver = (await office.actor('admin')).usuarioId
})
afterEach(() => office.close())

const who = fc.nat(1)
const amount = fc.integer({ min: 1, max: 60_000 })
const kind = <K extends string>(name: K) => fc.constant(name)
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind('invoice'), who, amount, due: fc.integer({ min: -5, max: 15 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('pay'), who, amount, cash: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('void'), pick: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('part'), pick: fc.nat(30), share: fc.integer({ min: 1, max: 100 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('note'), pick: fc.nat(30), share: fc.integer({ min: 1, max: 100 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('refund'), who, share: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('promise'), who, amount, days: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('days'), days: fc.integer({ min: 1, max: 9 }) }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

interface Receipt {
  id: string
  who: number
  cash: boolean
  left: number
}

/** Plays a sequence beside a model that knows only what is left: no receipt that was voided, no part that was taken back. */
class Play {
  readonly #ids: readonly string[]
  /** What each client owes, below zero what they have in favour. */
  readonly owes = [0, 0]
  readonly #receipts: Receipt[] = []
  readonly #facturas: { id: string; who: number }[] = []
  /** Cash of the drawer beyond what it began with. */
  cash = 0

  constructor(ids: readonly string[]) {
    this.#ids = ids
  }

  async step(step: Action): Promise<void> {
    office.clock.advance(1)
    switch (step.kind) {
      case 'days':
        office.clock.advance(step.days * DAY)
        return runUpkeep(office.office)
      case 'invoice': {
        const { id } = await accounts.invoice(this.#id(step.who), step.amount, step.due)
        this.#facturas.push({ id, who: step.who })
        return this.#owe(step.who, step.amount)
      }
      case 'pay':
        return this.#pay(step)
      case 'void':
        return this.#void(step.pick)
      case 'part':
        return this.#part(step.pick, step.share)
      case 'note':
        return this.#note(step.pick, step.share)
      case 'refund':
        return this.#refund(step.who, step.share)
      case 'promise':
        return this.#promise(step.who, step.amount, step.days)
    }
  }

  #id = (at: number): string => this.#ids[at] ?? ''
  #owe(at: number, monto: number): void {
    this.owes[at] = (this.owes[at] ?? 0) + monto
  }

  async #pay({ who: at, amount: monto, cash }: Extract<Action, { kind: 'pay' }>): Promise<void> {
    const metodo = cash ? 'efectivo' : 'transferencia'
    const referencia = cash ? '' : `OP ${this.#receipts.length} ${office.clock.now}`
    const made = await client.cobros.record({
      requestId: newRequestId(),
      clienteId: this.#id(at),
      metodo,
      monto,
      referencia,
    })
    this.#receipts.push({ id: made.id, who: at, cash, left: monto })
    this.#owe(at, -monto)
    if (cash) this.cash += monto
  }

  async #void(pick: number): Promise<void> {
    const receipt = this.#receipts[pick % Math.max(1, this.#receipts.length)]
    if (!receipt) return
    const preview = await client.reversos.prepare({ reciboId: receipt.id })
    const request = {
      requestId: newRequestId(),
      reciboId: receipt.id,
      motivo: 'x',
      aprobacion: { usuarioId: approver, pin: PIN },
    }
    if (preview.impedimento) {
      await expect(client.reversos.void(request)).rejects.toMatchObject({ code: preview.impedimento.code })
      expect(receipt.left === 0 ? 'pago.reverted' : 'other').toBe(
        preview.impedimento.code === 'pago.reverted' ? 'pago.reverted' : 'other',
      )
      return
    }
    const done = await client.reversos.void(request)
    expect(done.monto).toBe(receipt.left)
    // What was said before is what was done.
    expect([done.deudaDespues, done.creditoDespues]).toEqual([preview.deuda.despues, preview.credito.despues])
    expect(done.partes.map(({ facturaId, monto, saldoDespues }) => [facturaId, monto, saldoDespues])).toEqual(
      preview.partes.map(({ facturaId, monto, saldoDespues }) => [facturaId, monto, saldoDespues]),
    )
    if (preview.promesa) {
      const { abierta, anteriores } = await client.promesas.ofCliente({ clienteId: this.#id(receipt.who) })
      const { monto, fecha, despues: estado, pagado } = preview.promesa
      expect([abierta, ...anteriores]).toContainEqual(expect.objectContaining({ monto, fecha, estado, pagado }))
    }
    expect(await client.reversos.void(request)).toEqual(done)
    this.#took(receipt, receipt.left)
  }

  #took(receipt: Receipt, monto: number): void {
    receipt.left -= monto
    this.#owe(receipt.who, monto)
    if (receipt.cash) this.cash -= monto
  }

  /** As a gateway does. */
  async #part(pick: number, share: number): Promise<void> {
    const receipt = this.#receipts[pick % Math.max(1, this.#receipts.length)]
    if (!receipt || receipt.left === 0) return
    const monto = Math.ceil((receipt.left * share) / 100)
    const actor = await office.actor('admin')
    const request = { actor, requestId: newRequestId(), procedure: 'test', input: {} }
    const input = {
      reciboId: receipt.id,
      tipo: 'reembolso',
      monto,
      motivo: 'x',
      aprobadoPor: null,
      usuarioId: null,
    } as const
    try {
      await office.office.writer.run(request, (tx) => reverseRecibo(tx, input).id)
    } catch (error) {
      expect(['pago.refunded', 'caja.short']).toContain((error as { code: string }).code)
      return
    }
    this.#took(receipt, monto)
  }

  async #note(pick: number, share: number): Promise<void> {
    const factura = this.#facturas[pick % Math.max(1, this.#facturas.length)]
    if (!factura) return
    const { montoTotal, acreditado } = await client.facturas.get({ id: factura.id })
    const monto = Math.ceil(((montoTotal - acreditado) * share) / 100)
    if (monto === 0) return
    await accounts.credit(factura.id, { tipo: 'monto', monto })
    this.#owe(factura.who, -monto)
  }

  async #refund(at: number, share: number): Promise<void> {
    const { credito } = await accounts.saldos(this.#id(at))
    const monto = Math.ceil((credito * share) / 100)
    if (monto === 0) return
    const referencia = `D ${office.clock.now}`
    const input = {
      requestId: newRequestId(),
      clienteId: this.#id(at),
      monto,
      metodo: 'transferencia',
      referencia,
      motivo: 'x',
    } as const
    await client.devoluciones.record(input)
    this.#owe(at, monto)
  }

  async #promise(at: number, wanted: number, days: number): Promise<void> {
    const clienteId = this.#id(at)
    const { deuda, abierta } = await client.promesas.prepare({ clienteId })
    if (deuda === 0 || abierta) return
    const fecha = addDays(accounts.today(), days)
    await client.promesas.grant({ requestId: newRequestId(), clienteId, monto: Math.min(wanted, deuda), fecha })
  }
}

it('accounts, promises and the drawer say what they would had no receipt that was taken back been given', {
  timeout: 240_000,
}, async () => {
  const { sqlite } = office.office.db.read
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 22 }), async (steps) => {
      const ids = [(await accounts.newClient()).id, (await accounts.newClient()).id]
      const esperado = async () => {
        const { sesion } = await client.caja.status()
        return sesion ? ((await client.caja.sesion({ id: sesion.id })).figures?.esperado ?? 0) : 0
      }
      const before = await esperado()
      const play = new Play(ids)
      for (const step of steps) {
        await play.step(step)
        for (const at of [0, 1]) {
          const { deuda, credito } = await accounts.saldos(ids[at] ?? '')
          const owes = play.owes[at] ?? 0
          expect([deuda, credito]).toEqual([Math.max(0, owes), Math.max(0, -owes)])
        }
      }
      expect((await esperado()) - before).toBe(play.cash)
      expect((await accounts.check()).findings).toEqual([])
      const last = sqlite.prepare('select max(saldo_despues) from reverso_aplicacion').pluck().get()
      expect(last === null || Number(last) > 0).toBe(true)
    }),
    { numRuns: 40 },
  )
})
