import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildIfStale } from '../../scripts/lib/build.mjs'
import { OFFICE_BUILT, type RunningOffice, startOfficeChild } from '../../scripts/lib/office-client.ts'
import { differences, fillBilling, outcomeOf } from './billing-office.ts'
import { seededRandom } from './random.ts'

type Rpc = ReturnType<RunningOffice['connect']>['rpc']

export interface BillingOutcome {
  services: number
  kills: number
  /** Runs that were disturbed from beginning to end. */
  runs: number
  /** Kills that caught a run with some rows done and some not. */
  midway: number
  /** Rows that are not as in an undisturbed run. */
  wrong: string[]
  findings: unknown[]
}

const PASSWORD = 'correct horse 9'
const VERSION = '0.0.0'
const RUN = { periodo: '2026-11', fechaEmision: '2026-11-01' }

async function prepare(dataDir: string, services: number, seed: number): Promise<void> {
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
  const file = new Blob([
    `Codigo;Nombre\n${Array.from({ length: services }, (_, n) => `${n + 1};Cliente ${n + 1}`).join('\n')}`,
  ])
  const { importId, mapping } = await rpc.imports.analyze({ fileName: 'clientes.csv', file })
  await rpc.imports.preview({ importId, mapping })
  const { trabajoId } = await rpc.imports.apply({ requestId: randomUUID(), importId })
  await ended(rpc, trabajoId)
  const clientes: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await rpc.clientes.list({ limit: 200, ...(cursor ? { cursor } : {}) })
    clientes.push(...page.items.map(({ id }) => id))
    if (!page.nextCursor) break
    cursor = page.nextCursor
  }
  await rpc.caja.open({ requestId: randomUUID(), conteo: [] })
  for (const clienteId of clientes.filter((_, n) => n % 60 === 0))
    await rpc.cobros.record({ requestId: randomUUID(), clienteId, metodo: 'efectivo', monto: 900_000 })
  await office.stop()
  fillBilling(dataDir, clientes, seed)
}

async function ended(rpc: Rpc, trabajoId: string): Promise<void> {
  for await (const jobs of await rpc.system.trabajos()) {
    const job = jobs.find(({ id }) => id === trabajoId)
    if (job?.estado === 'failed') throw new Error(`the job failed: ${job.error}`)
    if (job?.estado === 'done') return
  }
}

async function enter(dataDir: string): Promise<{ office: RunningOffice; rpc: Rpc }> {
  const office = await startOfficeChild(dataDir, VERSION, OFFICE_BUILT)
  const { rpc } = office.connect()
  const [admin] = await rpc.access.people()
  await rpc.access.login({ usuarioId: admin?.id ?? '', kind: 'password', secret: PASSWORD })
  return { office, rpc }
}

/** Confirms the run unless it was; the office goes on with one that was interrupted by itself. Its job, while it has one. */
async function begin(rpc: Rpc): Promise<string | null> {
  const [known] = (await rpc.corridas.list({})).items
  if (known) return known.trabajoId
  const { vistaId } = await rpc.corridas.preview(RUN)
  return (await rpc.corridas.confirm({ requestId: randomUUID(), vistaId })).trabajoId
}

/** Lets a run go on for so many of its reports and a little longer, then kills the process at whatever it is doing. */
async function killAfter(office: RunningOffice, rpc: Rpc, reports: number, spinMs: number): Promise<void> {
  const exited = new Promise<void>((resolve) => office.child.once('exit', () => resolve()))
  const kill = () => {
    // Busy, not asleep: the office works on meanwhile, and dies at an instant nobody chose.
    for (const until = performance.now() + spinMs; performance.now() < until; );
    office.child.kill('SIGKILL')
  }
  const follow = async () => {
    let seen = 0
    const started = begin(rpc)
    if (reports === 0) {
      // It dies while this is asked of it.
      started.catch(() => {})
      return
    }
    await started
    for await (const jobs of await rpc.system.trabajos()) {
      const job = jobs.find(({ tipo }) => tipo === 'corrida')
      seen += 1
      if (!job || job.estado !== 'running' || seen > reports) return
    }
  }
  // Its calls end without an answer when it dies: that is the point.
  await Promise.race([follow().catch(() => {}), exited])
  kill()
  await exited
}

/**
 * Kills an office (SIGKILL) again and again while it issues a month of so many services, and lets it go on; in the end every
 * row must be as an undisturbed run has it.
 */
export async function crashWhileBilling(options: {
  services: number
  kills: number
  seed: number
}): Promise<BillingOutcome> {
  await buildIfStale(() => {})
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-billing-'))
  const at = (name: string) => path.join(root, name)
  const random = seededRandom(options.seed)
  const outcome: BillingOutcome = { services: options.services, kills: 0, runs: 0, midway: 0, wrong: [], findings: [] }
  try {
    await prepare(at('base'), options.services, options.seed)
    const expected = await undisturbed(at('base'), at('calm'))
    while (outcome.kills < options.kills) {
      const dataDir = at(`run${outcome.runs}`)
      fs.cpSync(at('base'), dataDir, { recursive: true })
      for (let isOver = false; !isOver; ) {
        const { office, rpc } = await enter(dataDir)
        const [known] = (await rpc.corridas.list({})).items
        isOver = known?.estado === 'terminada' || outcome.kills >= options.kills
        if (isOver) {
          await finish(office, rpc, outcome)
          continue
        }
        if (known && known.hechas > 0 && known.hechas < known.total) outcome.midway += 1
        await killAfter(office, rpc, Math.floor(random() * 3), random() * 60)
        outcome.kills += 1
      }
      outcome.wrong.push(...differences(expected, outcomeOf(dataDir)))
      outcome.runs += 1
      fs.rmSync(dataDir, { recursive: true, force: true })
    }
    return outcome
  } finally {
    fs.rmSync(root, { recursive: true, force: true })
  }
}

async function undisturbed(base: string, dataDir: string): Promise<Record<string, string[]>> {
  fs.cpSync(base, dataDir, { recursive: true })
  const { office, rpc } = await enter(dataDir)
  const trabajoId = await begin(rpc)
  if (trabajoId) await ended(rpc, trabajoId)
  await office.stop()
  return outcomeOf(dataDir)
}

async function finish(office: RunningOffice, rpc: Rpc, outcome: BillingOutcome): Promise<void> {
  const trabajoId = await begin(rpc)
  if (trabajoId) await ended(rpc, trabajoId)
  outcome.findings.push(...(await rpc.system.check()).findings.filter(({ check }) => check !== 'servicio.estado'))
  await office.stop()
}
