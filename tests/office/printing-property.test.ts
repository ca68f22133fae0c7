import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TrabajoTicket } from '../../contract/index.ts'
import { changeTicket, sendingTickets } from '../../office/printing/rows.ts'
import { type Behaviour, textOf } from '../simulators/printer/index.ts'
import { newRequestId } from './harness.ts'
import { openPrintingOffice, type PrintingOffice } from './printing-support.ts'

let at: PrintingOffice
beforeAll(async () => {
  at = await openPrintingOffice()
})
afterAll(() => at.close())

const BEHAVIOURS: readonly Behaviour[] = [
  {},
  { offline: true },
  { paperOut: true },
  { coverOpen: true },
  { unplugged: true },
  { linesLeft: 5 },
  { resetAfter: 250 },
  { resetAfter: 700 },
  { halfCloseAfter: 120 },
]

type Step =
  | { does: 'collect' }
  | { does: 'behave'; how: Behaviour }
  | { does: 'settle' | 'restart' | 'die' }
  /** `which`: of the tickets there are, counted from the latest. */
  | { does: 'retry' | 'cancel' | 'pdf' | 'print'; which: number }

const which = fc.nat({ max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ does: 'collect' }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('behave' as const), how: fc.constantFrom(...BEHAVIOURS) }) },
  { weight: 4, arbitrary: fc.constant<Step>({ does: 'settle' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ does: 'restart' }, { does: 'die' }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('retry', 'cancel', 'pdf', 'print'), which }) },
)

interface World {
  receipts: string[]
  collected: number
}

/** What a person or an accident does; a refusal is an answer like any other. */
async function take(world: World, { does, ...rest }: Step): Promise<void> {
  const { client, office } = at
  const request = { requestId: newRequestId() }
  if (does === 'collect') {
    const monto = 100 + world.receipts.length
    world.receipts.push(await at.collect(monto))
    world.collected += monto
  } else if (does === 'behave') await at.printer.behave((rest as { how: Behaviour }).how)
  else if (does === 'settle') await at.settle()
  else if (does === 'restart' || does === 'die') await again(does)
  else {
    const documentoId = world.receipts.at(-1 - (rest as { which: number }).which)
    if (documentoId === undefined) return
    const [ticket] = await at.ticketsOf(documentoId)
    const id = ticket?.id ?? ''
    if (does === 'retry') await client.impresoras.retry({ ...request, id }).catch(() => {})
    if (does === 'cancel') await client.impresoras.cancel({ ...request, ids: [id] })
    if (does === 'print') await client.impresoras.print({ ...request, tipo: 'recibo', documentoId })
    if (does === 'pdf')
      await client.documentos.issueRecibo({ ...request, id: documentoId, papel: '80mm', output: 'pdf' })
  }
  await office.office.printing.run()
}

/** The office begins again; `die`: with a ticket that it had claimed and not finished. */
async function again(how: 'restart' | 'die'): Promise<void> {
  const { office } = at
  if (how === 'die') {
    const { tenantId, puestoId } = await office.actor('admin')
    const { trabajos } = await at.client.impresoras.queue()
    const waiting = trabajos.find(({ estado }) => estado === 'pendiente')
    if (waiting && sendingTickets(office.office.db.read, tenantId, puestoId).length === 0)
      await office.office.writer.maintain((db) => changeTicket(db, tenantId, waiting.id, { estado: 'enviando' }))
  }
  await office.restart()
  at.client = await office.as('admin')
}

/** Tickets that say nothing of a copy, by the receipt's amount: each receipt of a run has its own. */
const originalsOf = (monto: number): number =>
  at.printer.tickets
    .map(textOf)
    .filter(
      (text) =>
        !text.includes('COPIA') &&
        new RegExp(`Total cobrado\\n +\\$\\s${(monto / 100).toFixed(2).replace('.', ',')}\\b`).test(text),
    ).length

it('whatever fails and in whatever order, a receipt comes out at most once without COPIA, and the money is recorded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await at.reset()
      const before = (await at.client.cobros.prepare({ clienteId: at.clienteId })).credito
      const world: World = { receipts: [], collected: 0 }
      for (const each of steps) await take(world, each)
      await at.printer.behave({})
      await at.settle()
      await at.settle()
      expect((await at.client.cobros.prepare({ clienteId: at.clienteId })).credito - before).toBe(world.collected)
      for (const [index, id] of world.receipts.entries()) {
        const originals = originalsOf(100 + index)
        expect(originals).toBeLessThanOrEqual(1)
        const tickets: TrabajoTicket[] = await at.ticketsOf(id)
        // The printer is well: nothing waits any more, and what is said to be printed is.
        expect(tickets.filter(({ estado }) => estado === 'pendiente' || estado === 'enviando')).toEqual([])
        const pdf = (await at.client.documentos.previewRecibo({ id, papel: '80mm' })).copia
        if (originals === 1) expect(pdf).toBe(true)
      }
      expect(at.printer.kicks.length).toBeLessThanOrEqual(world.receipts.length)
      expect(at.printer.errors).toEqual([])
    }),
    { numRuns: 25 },
  )
}, 120_000)
