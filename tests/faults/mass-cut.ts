import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { civilDate } from '../../contract/dates.ts'
import type { CorridaCorteFilaRow } from '../../contract/index.ts'
import { closeOffice } from '../../office/lifecycle.ts'
import { buildIfStale } from '../../scripts/lib/build.mjs'
import type { RunningOffice } from '../../scripts/lib/office-client.ts'
import { newRequestId, TENANT } from '../office/harness.ts'
import { type NetworkWorld, openNetworkWorld } from '../office/network-world.ts'
import { atEachNews, enter, openJobs, type Rpc, settle } from './network-crash.ts'
import { seededRandom } from './random.ts'

interface Client {
  clienteId: string
  servicioId: string
  usuario: string
}

export interface MassCutOutcome {
  clients: number
  kills: number
  /** Kills that met a run with services still to be cut. */
  midway: number
  paid: number
  /** What is not so in the end, in words. */
  wrong: string[]
  findings: unknown[]
}

const OWED = 1000
const PAYING = 3
const MOST_MS = 120
const profile = { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' }

async function makeClients(world: NetworkWorld, clients: number): Promise<Client[]> {
  const admin = await world.office.as('admin')
  const planId = await world.plan()
  const made: Client[] = []
  for (let n = 0; n < clients; n++) {
    const { clienteId, servicioId } = await world.servicio(planId, `Cliente ${n}`)
    const usuario = `cliente${n}`
    await world.link(servicioId, 'ppp_secret', usuario)
    const dates = { periodo: '2026-01', fechaEmision: '2026-01-01', fechaVencimiento: '2026-01-10' }
    const lineas = [{ descripcion: 'Abono', cantidad: 1, precioUnitario: OWED, impuestos: [] }]
    await admin.facturas.create({ requestId: newRequestId(), clienteId, ...dates, lineas })
    made.push({ clienteId, servicioId, usuario })
  }
  return made
}

async function kill({ child }: RunningOffice): Promise<void> {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await exited
}

/** Some pay while others are cut, at once; whose payment was answered is told. */
async function payUntilKilled(
  office: RunningOffice,
  rpc: Rpc,
  clients: Client[],
  random: () => number,
): Promise<Client[]> {
  const paying = clients.splice(0, PAYING)
  const answers = paying.map(async (client) => {
    const { clienteId } = client
    const paid = { metodo: 'transferencia', referencia: randomUUID(), monto: OWED } as const
    // One that dies with the office may have been written or not.
    return rpc.cobros.record({ requestId: randomUUID(), clienteId, ...paid }).then(
      () => client,
      () => null,
    )
  })
  await Promise.race(answers)
  // Busy, not asleep: the office works on meanwhile, and dies at an instant nobody chose.
  for (const until = performance.now() + random() * MOST_MS; performance.now() < until; );
  await kill(office)
  return (await Promise.all(answers)).filter((client) => client !== null)
}

/** What the run says of each of its services in the end. */
async function rowsOf(rpc: Rpc): Promise<CorridaCorteFilaRow[]> {
  const corridaId = (await runOf(rpc))?.id ?? ''
  const rows: CorridaCorteFilaRow[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await rpc.cortes.filas({ corridaId, limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.items)
    if (page.nextCursor === null) return rows
    cursor = page.nextCursor
  }
}

const runOf = async (rpc: Rpc) => (await rpc.cortes.list({ limit: 1 })).items[0]

/**
 * Kills an office (SIGKILL) again and again in the middle of a run that cuts many services, while clients pay. The run goes on by itself
 * each time; in the end each service was cut once, nobody who had paid before, and the router says what the books say.
 */
export async function crashInMassCut(options: {
  clients: number
  kills: number
  seed: number
}): Promise<MassCutOutcome> {
  await buildIfStale(() => {})
  const random = seededRandom(options.seed)
  const names = Array.from({ length: options.clients }, (_, n) => `cliente${n}`)
  const secrets = names.map((name) => ({ name, password: 'x', service: 'pppoe', profile: '50M' }))
  const world = await openNetworkWorld({ state: { '/ppp/profile': [profile], '/ppp/secret': secrets } })
  const outcome: MassCutOutcome = { clients: options.clients, kills: 0, midway: 0, paid: 0, wrong: [], findings: [] }
  const { dataDir } = world.office
  try {
    await world.configure({ diasGracia: 0, diasExcluidos: [] })
    const clients = await makeClients(world, options.clients)
    await world.quiet()
    await closeOffice(world.office.office)
    const waiting = clients.toSorted(() => random() - 0.5)
    const paid: Client[] = []
    let running = await enter(dataDir)
    const { simulacionId } = await running.rpc.cortes.simulate({ fecha: civilDate(Date.now(), TENANT.zonaHoraria) })
    await running.rpc.cortes.start({ requestId: randomUUID(), simulacionId })
    while (outcome.kills < options.kills) {
      paid.push(...(await payUntilKilled(running.office, running.rpc, waiting, random)))
      outcome.kills += 1
      running = await enter(dataDir)
      const run = await runOf(running.rpc)
      if (run?.estado === 'pausada' || run?.estado === 'por_confirmar') outcome.wrong.push(`the run is ${run.estado}`)
      outcome.midway += Number(run?.estado === 'en_curso')
    }
    const { rpc } = running
    await atEachNews(rpc, async () => (await runOf(rpc))?.estado !== 'en_curso')
    await settle(rpc)
    const rows = await rowsOf(rpc)
    const open = await openJobs(running.rpc)
    if (open > 0) outcome.wrong.push(`${open} jobs are not done`)
    outcome.findings = (await running.rpc.system.check()).findings
    await running.office.stop()
    outcome.paid = paid.length
    outcome.wrong.push(...wrongBooks(dataDir, paid), ...(await wrongRouter(world, dataDir, clients)))
    outcome.wrong.push(...wrongHistory(rows, clients, await cutsOf(world)))
    return outcome
  } finally {
    await world.farm.stop()
    fs.rmSync(dataDir, { recursive: true, force: true })
  }
}

const openBooks = (dataDir: string) => new Database(path.join(dataDir, 'office.db'), { readonly: true })

/** Each is cut once, nobody after a payment, and nobody is left out who owes. */
function wrongBooks(dataDir: string, paid: readonly Client[]): string[] {
  const db = openBooks(dataDir)
  try {
    const list = (text: string, ...values: unknown[]) =>
      db
        .prepare<unknown[], string>(text)
        .pluck()
        .all(...values)
    const again = list(
      `select servicio_id from servicio_evento where tipo = 'suspension' group by servicio_id having count(*) > 1`,
    )
    const late = list(
      `select e.servicio_id from servicio_evento e join servicio s on s.id = e.servicio_id
         join recibo r on r.cliente_id = s.cliente_id where e.tipo = 'suspension' and e.creado_en > r.fecha`,
    )
    const left = list(
      `select s.id from servicio s join cliente_saldo c on c.cliente_id = s.cliente_id
       where (s.estado = 'suspendido') <> (c.deuda > 0)`,
    )
    const open = list(`select estado from corrida_corte where estado <> 'terminada'`)
    const ids = JSON.stringify(paid.map(({ servicioId }) => servicioId))
    const off = list(`select id from servicio where estado <> 'activo' and id in (select value from json_each(?))`, ids)
    return [
      ...again.map((id) => `${id} was cut twice`),
      ...late.map((id) => `${id} was cut after it was paid`),
      ...left.map((id) => `${id} is not what its debt says`),
      ...open.map((estado) => `the run is ${estado}`),
      ...off.map((id) => `${id} was paid and is off`),
    ]
  } finally {
    db.close()
  }
}

/** The router has what the books say, cut each access once at most, and nothing else was written to it. */
async function wrongRouter({ farm }: NetworkWorld, dataDir: string, clients: readonly Client[]): Promise<string[]> {
  const db = openBooks(dataDir)
  const suspended = new Set(db.prepare<[], string>(`select id from servicio where estado = 'suspendido'`).pluck().all())
  db.close()
  const rows = new Map((await farm.router.rows('/ppp/secret')).map((row) => [row['name'] ?? '', row]))
  const wrong = clients.flatMap(({ servicioId, usuario }) => {
    const should = suspended.has(servicioId) ? 'morosos' : '50M'
    const is = rows.get(usuario)?.['profile']
    return is === should ? [] : [`${usuario} has ${is}, should have ${should}`]
  })
  const twice = [...(await cutsOf({ farm }))].filter(([, n]) => n > 1)
  return [...wrong, ...twice.map(([name, n]) => `${name} was cut ${n} times on its router`)]
}

/** How often each access was cut on the router. */
async function cutsOf({ farm }: Pick<NetworkWorld, 'farm'>): Promise<Map<string, number>> {
  const cuts = new Map<string, number>()
  for (const { menu, before, after } of await farm.router.journal())
    if (menu === '/ppp/secret' && after?.['profile'] === 'morosos' && before?.['profile'] !== 'morosos')
      cuts.set(after['name'] ?? '', (cuts.get(after['name'] ?? '') ?? 0) + 1)
  return cuts
}

/** The run says «cut» of whom its router cut, «never sent» of nobody else, and nothing is left open. */
function wrongHistory(
  rows: readonly CorridaCorteFilaRow[],
  clients: readonly Client[],
  cuts: ReadonlyMap<string, number>,
): string[] {
  const names = new Map(clients.map(({ servicioId, usuario }) => [servicioId, usuario]))
  return rows.flatMap(({ servicioId, resultado }) => {
    const name = names.get(servicioId) ?? ''
    const isTrue = { verificado: cuts.has(name), sin_enviar: !cuts.has(name), dejado: !cuts.has(name), a_medias: true }
    return (isTrue as Partial<Record<typeof resultado, boolean>>)[resultado] === true
      ? []
      : [`the run says ${resultado} of ${name}, which was cut ${cuts.get(name) ?? 0} times`]
  })
}
