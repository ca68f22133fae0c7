import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildIfStale } from '../../scripts/lib/build.mjs'
import { OFFICE_BUILT, type RunningOffice, startOfficeChild } from '../../scripts/lib/office-client.ts'
import { seededRandom } from './random.ts'

type Rpc = ReturnType<RunningOffice['connect']>['rpc']
type Payment = Parameters<Rpc['cobros']['record']>[0]

export interface CrashOutcome {
  kills: number
  /** Payments that were answered, before a kill or when repeated after it. */
  acknowledged: number
  /** Payments that had no answer when the process died, and were sent again. */
  repeated: number
  /** Acknowledged payments whose receipt is missing, is there twice, or says another amount. */
  wrong: string[]
  /** What the office's own check found. */
  findings: unknown[]
}

const PASSWORD = 'correct horse 9'
const CLIENTS = 12
const IN_FLIGHT = 8
const VERSION = '0.0.0'

async function prepare(rpc: Rpc): Promise<{ admin: string; clients: string[] }> {
  const { usuarioId } = await rpc.setup.create({
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
  const clients: string[] = []
  for (let i = 0; i < CLIENTS; i++) {
    const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
    const { id } = await rpc.clientes.create({ requestId: randomUUID(), nombreRazonSocial: `Cliente ${i}`, ...text })
    const dates = { periodo: '2026-01', fechaEmision: '2026-01-01', fechaVencimiento: '2026-01-10' }
    const lineas = [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 5_000_00, impuestos: [] }]
    await rpc.facturas.create({ requestId: randomUUID(), clienteId: id, ...dates, lineas })
    clients.push(id)
  }
  await rpc.caja.open({ requestId: randomUUID(), conteo: [] })
  return { admin: usuarioId, clients }
}

/** Starts the office on the folder and enters as the admin. */
async function enter(dataDir: string, usuarioId: string): Promise<{ office: RunningOffice; rpc: Rpc }> {
  const office = await startOfficeChild(dataDir, VERSION, OFFICE_BUILT)
  const { rpc } = office.connect()
  await rpc.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
  return { office, rpc }
}

/** Keeps payments in flight until `acks` were answered, then kills the process at whatever it is doing. */
async function payUntilKilled(
  office: RunningOffice,
  rpc: Rpc,
  plan: { acks: number; spinMs: number; next: () => Payment },
  acknowledged: Map<string, number>,
): Promise<Payment[]> {
  const unanswered: Payment[] = []
  let answered = 0
  let killed = false
  const kill = () => {
    if (killed) return
    killed = true
    // Busy, not asleep: the office works on meanwhile, and dies at an instant nobody chose.
    for (const until = performance.now() + plan.spinMs; performance.now() < until; );
    office.child.kill('SIGKILL')
  }
  const exited = new Promise<void>((resolve) => office.child.once('exit', () => resolve()))
  const payer = async () => {
    while (!killed) {
      const payment = plan.next()
      try {
        const recibo = await rpc.cobros.record(payment)
        acknowledged.set(recibo.numero, payment.monto)
        answered += 1
        if (answered >= plan.acks) kill()
      } catch {
        unanswered.push(payment)
      }
    }
  }
  await Promise.all([exited, ...Array.from({ length: IN_FLIGHT }, payer)])
  return unanswered
}

/**
 * Kills an office process (SIGKILL) again and again while payments are being recorded; what had no answer is sent
 * again with the same requestId. At the end every acknowledged payment must be there once.
 */
export async function crashWhilePaying(options: { kills: number; seed: number }): Promise<CrashOutcome> {
  await buildIfStale(() => {})
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-crash-'))
  const random = seededRandom(options.seed)
  try {
    const first = await startOfficeChild(dataDir, VERSION, OFFICE_BUILT)
    const { admin, clients } = await prepare(first.connect().rpc)
    await first.stop()
    const acknowledged = new Map<string, number>()
    let unanswered: Payment[] = []
    let repeated = 0
    const next = (): Payment => ({
      requestId: randomUUID(),
      clienteId: clients[Math.floor(random() * clients.length)] ?? '',
      metodo: 'efectivo',
      monto: 1 + Math.floor(random() * 300_00),
    })
    const repeat = async (rpc: Rpc) => {
      repeated += unanswered.length
      for (const payment of unanswered) {
        const recibo = await rpc.cobros.record(payment)
        acknowledged.set(recibo.numero, payment.monto)
      }
    }
    for (let kill = 0; kill < options.kills; kill++) {
      const { office, rpc } = await enter(dataDir, admin)
      await repeat(rpc)
      const plan = { acks: 1 + Math.floor(random() * 12), spinMs: random() * 4, next }
      unanswered = await payUntilKilled(office, rpc, plan, acknowledged)
    }
    const last = await enter(dataDir, admin)
    await repeat(last.rpc)
    const wrong = await compare(last.rpc, acknowledged)
    const { findings } = await last.rpc.system.check()
    await last.office.stop()
    return { kills: options.kills, acknowledged: acknowledged.size, repeated, wrong, findings }
  } finally {
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Receipts in the office against those that were acknowledged: each once, each with its amount, no other. */
async function compare(rpc: Rpc, acknowledged: ReadonlyMap<string, number>): Promise<string[]> {
  const wrong: string[] = []
  const found = new Map<string, number>()
  for (let cursor: string | undefined; ; ) {
    const page = await rpc.recibos.list({ limit: 200, ...(cursor ? { cursor } : {}) })
    for (const recibo of page.items) {
      if (found.has(recibo.numero)) wrong.push(`${recibo.numero} is there twice`)
      found.set(recibo.numero, recibo.montoTotal)
    }
    if (!page.nextCursor) break
    cursor = page.nextCursor
  }
  for (const [numero, monto] of acknowledged)
    if (found.get(numero) !== monto) wrong.push(`${numero}: acknowledged ${monto}, found ${found.get(numero)}`)
  for (const numero of found.keys()) if (!acknowledged.has(numero)) wrong.push(`${numero} was never acknowledged`)
  return wrong
}
