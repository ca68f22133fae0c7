import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { civilDate } from '../../contract/dates.ts'
import type { NovedadTrabajos, TrabajoRed } from '../../contract/index.ts'
import { closeOffice } from '../../office/lifecycle.ts'
import { buildIfStale } from '../../scripts/lib/build.mjs'
import { OFFICE_BUILT, type RunningOffice, startOfficeChild } from '../../scripts/lib/office-client.ts'
import { PASSWORD, TENANT } from '../office/harness.ts'
import { KEY } from '../office/mail-office.ts'
import { aboutOf, disagreements, isOurs, type Said } from '../office/network-model-clients.ts'
import { ModelWorld } from '../office/network-model-world.ts'
import type { RouterFarm } from '../simulators/routeros/index.ts'
import { seededRandom } from './random.ts'

export type Rpc = ReturnType<RunningOffice['connect']>['rpc']
type Client = Pick<ModelWorld['clients'][number], 'n' | 'clienteId' | 'servicioId'>

export interface CutCrashOutcome {
  kills: number
  /** Kills after which routers were still to be told something. */
  midway: number
  /** Writes that the routers carried out. */
  writes: number
  /** Where routers do not say what the books say in the end, or somebody else's things were written. */
  wrong: string[]
  findings: unknown[]
}

const VERSION = '0.0.0'
const AT_ONCE = 3
const MOST_MS = 80
/** A queue that is not worked off by then will not be. */
const SETTLED_MS = 60_000

export async function enter(dataDir: string): Promise<{ office: RunningOffice; rpc: Rpc }> {
  const office = await startOfficeChild(dataDir, VERSION, OFFICE_BUILT, KEY)
  const { rpc } = office.connect()
  const [admin] = await rpc.access.people()
  await rpc.access.login({ usuarioId: admin?.id ?? '', kind: 'password', secret: PASSWORD })
  return { office, rpc }
}

/** Who is in force falls behind and is cut; who is cut pays, or is let in by a person. */
async function turn(rpc: Rpc, { clienteId, servicioId }: Client, random: () => number): Promise<void> {
  const { servicio } = await rpc.servicios.get({ id: servicioId })
  const fecha = civilDate(Date.now(), TENANT.zonaHoraria)
  const change = (tipo: 'suspension' | 'reactivacion') =>
    rpc.servicios.change({
      requestId: randomUUID(),
      id: servicioId,
      cambio: { tipo },
      fecha,
      expected: servicio.actualizadoEn,
    })
  if (servicio.estado === 'activo') {
    const dates = { periodo: '2026-01', fechaEmision: '2026-01-01', fechaVencimiento: '2026-01-10' }
    const lineas = [{ descripcion: 'Abono', cantidad: 1, precioUnitario: 1000, impuestos: [] }]
    await rpc.facturas.create({ requestId: randomUUID(), clienteId, ...dates, lineas })
    await change('suspension')
  } else if (random() < 0.7) {
    const { deuda } = await rpc.promesas.prepare({ clienteId })
    const paid = { metodo: 'transferencia', referencia: randomUUID(), monto: deuda } as const
    await rpc.cobros.record({ requestId: randomUUID(), clienteId, ...paid })
  } else await change('reactivacion')
}

/** Cuts and payments until one was answered, and a little longer; then the process dies at whatever it is doing. */
async function cutUntilKilled(running: { office: RunningOffice; rpc: Rpc }, clients: Client[], random: () => number) {
  const { office, rpc } = running
  const exited = new Promise<void>((resolve) => office.child.once('exit', () => resolve()))
  const chosen = Array.from({ length: AT_ONCE }, () => clients[Math.floor(random() * clients.length)])
  // Calls that are under way end without an answer when it dies: that is the point.
  const turns = chosen.map((client) => (client ? turn(rpc, client, random).catch(() => undefined) : undefined))
  await Promise.race([...turns, exited])
  // Busy, not asleep: the office works on meanwhile, and dies at an instant nobody chose.
  for (const until = performance.now() + random() * MOST_MS; performance.now() < until; );
  office.child.kill('SIGKILL')
  await exited
}

type Counts = NovedadTrabajos['conteos']
const openOf = ({ pendiente, aplicado, fallido }: Counts): number => pendiente + aplicado + fallido

export const openJobs = async (rpc: Rpc): Promise<number> => openOf((await rpc.red.jobs.summary()).conteos)

/** It failed, or waits for itself or its device: nobody is at it. */
const rests = ({ estado, falla, proximoEn }: TrabajoRed): boolean =>
  estado === 'fallido' || falla !== null || proximoEn > Date.now()

async function retryResting(rpc: Rpc): Promise<void> {
  const each = (['pendiente', 'aplicado', 'fallido'] as const).map((estado) => rpc.red.jobs.list({ estado }))
  const ids = (await Promise.all(each)).flatMap(({ items }) => items.filter(rests).map(({ id }) => id))
  if (ids.length > 0) await rpc.red.jobs.retry({ requestId: randomUUID(), ids })
}

/** Looks at each news of the queue, until there is no more to wait for or it takes too long. */
export async function atEachNews(rpc: Rpc, isOver: (conteos: Counts) => Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(SETTLED_MS)
  try {
    for await (const { conteos } of await rpc.red.jobs.watch(undefined, { signal })) if (await isOver(conteos)) return
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Lets the queue be worked off: at each news of it, what rests has its turn. What does not end is left to whoever compares. */
export const settle = (rpc: Rpc): Promise<void> =>
  atEachNews(rpc, async (conteos) => {
    if (openOf(conteos) === 0) return true
    await retryResting(rpc)
    return false
  })

async function foreignWrites(farm: RouterFarm): Promise<{ writes: number; wrong: string[] }> {
  const journals = await Promise.all(farm.routers.map((router) => router.journal()))
  const wrong = journals.flatMap((journal, at) =>
    journal.filter((entry) => !isOurs(at, entry)).map((entry) => `${entry.menu}/${entry.verb} of ${aboutOf(entry)}`),
  )
  return { writes: journals.flat().length, wrong }
}

/**
 * Kills an office (SIGKILL) again and again in the middle of cuts and payments, while it tells two routers of them. In the end the
 * routers say what the books say, and only what is ours was written.
 */
export async function crashWhileCutting(options: { kills: number; seed: number }): Promise<CutCrashOutcome> {
  await buildIfStale(() => {})
  const random = seededRandom(options.seed)
  const { world, uisp, clients } = await ModelWorld.open()
  const { farm, office } = world
  await closeOffice(office.office)
  const outcome: CutCrashOutcome = { kills: 0, midway: 0, writes: 0, wrong: [], findings: [] }
  try {
    while (outcome.kills < options.kills) {
      const running = await enter(office.dataDir)
      await cutUntilKilled(running, clients, random)
      outcome.kills += 1
      const { office: again, rpc } = await enter(office.dataDir)
      outcome.midway += Number((await openJobs(rpc)) > 0)
      // Every other one goes on from what the one before it left.
      if (outcome.kills % 2 === 0) await settle(rpc)
      again.child.kill('SIGKILL')
      await new Promise((resolve) => again.child.once('exit', resolve))
    }
    const last = await enter(office.dataDir)
    await settle(last.rpc)
    outcome.wrong.push(...(await disagreementsOf(last.rpc, farm, clients)))
    const { writes, wrong } = await foreignWrites(farm)
    Object.assign(outcome, { writes, wrong: [...outcome.wrong, ...wrong] })
    outcome.findings = (await last.rpc.system.check()).findings
    await last.office.stop()
    return outcome
  } finally {
    await farm.stop()
    await uisp.stop()
    fs.rmSync(office.dataDir, { recursive: true, force: true })
  }
}

async function disagreementsOf(rpc: Rpc, farm: RouterFarm, clients: readonly Client[]): Promise<string[]> {
  const open = await openJobs(rpc)
  const said: Said[] = []
  for (const { n, servicioId } of clients) {
    const { servicio } = await rpc.servicios.get({ id: servicioId })
    said.push({ n, plan: 0, suspended: servicio.estado === 'suspendido' })
  }
  const wrong = [...(await disagreements(farm, said)).values()]
  return open === 0 ? wrong : [...wrong, `${open} jobs are not done`]
}
