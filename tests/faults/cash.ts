import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Puesto, ReciboDetail, TrabajoTicket } from '../../contract/index.ts'
import { buildIfStale } from '../../scripts/lib/build.mjs'
import { OFFICE_BUILT, type RunningOffice, startOfficeChild } from '../../scripts/lib/office-client.ts'
import { type Moment, MOMENTS, type PrinterSimulator, startPrinter, textOf } from '../simulators/printer/index.ts'
import { seededRandom } from './random.ts'

type Rpc = ReturnType<RunningOffice['connect']>['rpc']
type Payment = Parameters<Rpc['cobros']['record']>[0]

/** Steps of a collection with its ticket: on its way to the office, acknowledged, and all that the printer notices. */
export const STEPS = ['sent', 'acknowledged', ...MOMENTS] as const
export type Step = (typeof STEPS)[number]

export interface PrintCrashOutcome {
  collections: number
  /** How the tickets stood once the office was back and quiet. */
  printed: number
  uncertain: number
  /** What broke a rule of money or of tickets. */
  wrong: string[]
  findings: unknown[]
}

const PASSWORD = 'correct horse 9'
const VERSION = '0.0.0'

interface World {
  dataDir: string
  printer: PrinterSimulator
  clienteId: string
  random: () => number
}

async function prepare(dataDir: string, printer: PrinterSimulator): Promise<string> {
  const office = await startOfficeChild(dataDir, VERSION, OFFICE_BUILT)
  const { rpc } = office.connect()
  await rpc.setup.create({
    requestId: randomUUID(),
    tenant: {
      nombre: 'Red del Valle',
      logoUrl: null,
      colorPrimario: '#1c7ed6',
      moneda: 'ARS',
      zonaHoraria: 'America/Argentina/Buenos_Aires',
      pais: 'AR',
      idioma: 'es',
    },
    admin: { nombre: 'Ana', email: 'ana@valle.example', password: PASSWORD },
    puesto: { nombre: 'Mostrador', prefijo: 'P1' },
  })
  const puesto: Puesto = await rpc.puestos.current()
  const conexion = { tipo: 'red' as const, host: '127.0.0.1', puerto: printer.port }
  const config = { ...puesto.impresora, conexion, cajon: 'pin2' as const }
  await rpc.impresoras.saveConfig({ requestId: randomUUID(), config, expected: puesto.actualizadoEn })
  await rpc.caja.open({ requestId: randomUUID(), conteo: [] })
  const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id } = await rpc.clientes.create({ requestId: randomUUID(), nombreRazonSocial: 'Cliente', ...text })
  await office.stop()
  return id
}

async function enter(dataDir: string): Promise<{ office: RunningOffice; rpc: Rpc }> {
  const office = await startOfficeChild(dataDir, VERSION, OFFICE_BUILT)
  const { rpc } = office.connect()
  const [admin] = await rpc.access.people()
  await rpc.access.login({ usuarioId: admin?.id ?? '', kind: 'password', secret: PASSWORD })
  return { office, rpc }
}

/** Collects, and kills the office (SIGKILL) at that step. */
async function collectAndDie(world: World, payment: Payment, step: Step): Promise<void> {
  const { office, rpc } = await enter(world.dataDir)
  const pid = office.child.pid ?? 0
  const exited = new Promise<void>((resolve) => office.child.once('exit', () => resolve()))
  const printerKills = MOMENTS.some((moment) => moment === step)
  if (printerKills) await world.printer.killAt(pid, step as Moment)
  const answer = rpc.cobros.record(payment).catch(() => null)
  if (step === 'sent') {
    // Busy, not asleep: the office works on meanwhile, and dies at an instant nobody chose.
    for (const until = performance.now() + world.random() * 6; performance.now() < until; );
    office.child.kill('SIGKILL')
  }
  if (step === 'acknowledged') {
    await answer
    office.child.kill('SIGKILL')
  }
  await exited
}

const isMoving = ({ estado }: TrabajoTicket): boolean => estado === 'pendiente' || estado === 'enviando'

/** The ticket of a receipt, once nothing more happens to it by itself. */
async function quiet(rpc: Rpc, documentoId: string): Promise<TrabajoTicket[]> {
  for (;;) {
    const tickets = await rpc.impresoras.ofDocument({ documentoId })
    if (!tickets.some(isMoving)) return tickets
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

interface Round {
  recibo: ReciboDetail
  tickets: TrabajoTicket[]
  originals: number
  copies: number
  kicks: number
}

/** Brings the office back, repeats the request as the window would, and looks at what there is. */
async function recover(world: World, payment: Payment): Promise<Round> {
  const { printer } = world
  const { office, rpc } = await enter(world.dataDir)
  const recibo = await rpc.cobros.record(payment)
  const tickets = await quiet(rpc, recibo.id)
  // Only a person has an uncertain one printed again.
  const uncertain = tickets.find(({ estado }) => estado === 'incierto')
  if (uncertain) {
    await rpc.impresoras.reprint({ requestId: randomUUID(), id: uncertain.id })
    await quiet(rpc, recibo.id)
  }
  await office.stop()
  await printer.sync()
  const texts = printer.tickets.map(textOf)
  const copies = texts.filter((text) => text.includes('COPIA')).length
  const round = { recibo, tickets, originals: texts.length - copies, copies, kicks: printer.kicks.length }
  printer.tickets.length = 0
  printer.kicks.length = 0
  return round
}

/** What a round must keep, in words when it does not. */
function broken(step: Step, { tickets, originals, copies, kicks }: Round): string[] {
  const [ticket, ...others] = tickets
  const wrong: string[] = []
  if (ticket === undefined || others.length > 0) wrong.push(`${tickets.length} tickets queued`)
  if (originals > 1) wrong.push(`${originals} tickets without COPIA`)
  if (kicks > 1) wrong.push(`the drawer opened ${kicks} times`)
  if (ticket?.estado === 'impreso' && originals !== 1) wrong.push(`printed, and ${originals} came out`)
  if (ticket?.estado === 'incierto' && copies !== 1) wrong.push(`${copies} copies of an uncertain one`)
  if (ticket?.estado !== 'incierto' && copies > 0) wrong.push(`${copies} copies that nobody asked for`)
  if (ticket && !['impreso', 'incierto'].includes(ticket.estado)) wrong.push(`the ticket is ${ticket.estado}`)
  return wrong.map((what) => `${step}: ${what}`)
}

/** Kills the office at each step of so many rounds of collections with a ticket; see `PrintCrashOutcome.wrong` for the rules. */
export async function crashWhilePrinting(options: {
  rounds: number
  seed: number
  steps?: readonly Step[]
}): Promise<PrintCrashOutcome> {
  await buildIfStale(() => {})
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-crash-'))
  const printer = await startPrinter()
  const outcome: PrintCrashOutcome = { collections: 0, printed: 0, uncertain: 0, wrong: [], findings: [] }
  try {
    const clienteId = await prepare(dataDir, printer)
    const world: World = { dataDir, printer, clienteId, random: seededRandom(options.seed) }
    let total = 0
    for (let round = 0; round < options.rounds; round++)
      for (const step of options.steps ?? STEPS) {
        const monto = 1 + Math.floor(world.random() * 500_00)
        const payment: Payment = { requestId: randomUUID(), clienteId, metodo: 'efectivo', monto }
        await collectAndDie(world, payment, step)
        const seen = await recover(world, payment)
        total += monto
        outcome.collections += 1
        if (seen.tickets[0]?.estado === 'impreso') outcome.printed += 1
        if (seen.tickets[0]?.estado === 'incierto') outcome.uncertain += 1
        if (seen.recibo.montoTotal !== monto)
          outcome.wrong.push(`${step}: ${seen.recibo.montoTotal} instead of ${monto}`)
        outcome.wrong.push(...broken(step, seen))
      }
    const { office, rpc } = await enter(dataDir)
    const { cliente } = await rpc.clientes.get({ id: clienteId })
    const { credito } = await rpc.cobros.prepare({ clienteId: cliente.id })
    if (credito !== total) outcome.wrong.push(`collected ${total}, and the client has ${credito}`)
    outcome.findings = (await rpc.system.check()).findings
    await office.stop()
    outcome.wrong.push(...printer.errors)
    return outcome
  } finally {
    printer.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}
