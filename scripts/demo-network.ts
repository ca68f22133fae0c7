// node scripts/demo-network.ts --dir FOLDER [--routers N] [--port BASE]: simulated routers that carry the services of a demo
// office. The first time they are added to it and their objects linked; after that they are only there to be seen. Says READY on
// stdout and stays until it is told to stop: type `help` at it to make a router misbehave.
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import type { Tecnologia } from '../contract/enums.ts'
import type { ReadDb } from '../db/open.ts'
import { silentLog } from '../office/kernel/log.ts'
import type { Caller, Office } from '../office/kernel/office.ts'
import { closeOffice, startOffice } from '../office/lifecycle.ts'
import { router } from '../office/router.ts'
import { obeyLines } from '../tests/simulators/network/console.ts'
import { seedNetwork, type ServicioSembrado } from '../tests/simulators/network/seed.ts'
import { openRouters, type SimulatedRouter } from '../tests/simulators/routeros/index.ts'
import { say, takeOption } from './lib/cli.mjs'
import { DEMO_NETWORK_PORT, DEMO_PASSWORD } from './lib/demo-office.mjs'
import { Hint, ROOT } from './lib/paths.mjs'

type Client = RouterClient<typeof router>

interface Row {
  codigo: string
  nombre: string
  documento: string
  tecnologia: Tecnologia
  ref: string
  plan: string
  bajada: number
  subida: number
  cortado: 0 | 1
}

/** More than a simulated process wants to carry; a large office has the rest on no router. */
const MOST = 2000

function servicesOf(db: ReadDb): ServicioSembrado[] {
  const rows = db.sqlite
    .prepare<[number], Row>(
      `select c.codigo_cliente as codigo, c.nombre_razon_social as nombre, c.documento, s.tecnologia, s.dispositivo_ref as ref,
         p.nombre as plan, p.velocidad_bajada_mbps as bajada, p.velocidad_subida_mbps as subida,
         s.estado = 'suspendido' as cortado
       from servicio s join cliente c on c.id = s.cliente_id join plan_servicio p on p.id = s.plan_id
       where s.estado <> 'baja' and s.dispositivo_ref <> '' order by s.id limit ?`,
    )
    .all(MOST)
  return rows.map(({ plan, bajada, subida, cortado, ...row }) => ({
    ...row,
    plan: { nombre: plan, bajada, subida },
    cortado: cortado === 1,
  }))
}

/** Adds a router as a person would, and links what is certain and likely. It has no password: no key is there to seal one with. */
async function addRouter(office: Office, client: Client, simulated: SimulatedRouter): Promise<void> {
  const { id: dispositivoId } = await client.dispositivos.create({
    requestId: randomUUID(),
    dispositivo: {
      nombre: simulated.identity,
      host: simulated.host,
      puerto: simulated.port,
      tls: false,
      huellaTls: null,
      usuario: simulated.user,
      sitioId: null,
      modo: 'gestionar',
      etiquetas: ['demo'],
      sondeoSegundos: 30,
      respaldo: 'nunca',
      notas: '',
    },
  })
  const { id: trabajoId } = await client.vinculos.read({ dispositivoId })
  for await (const jobs of office.jobs.watch(undefined)) {
    const job = jobs.find(({ id }) => id === trabajoId)
    if (job?.estado === 'running') continue
    if (!job?.refId) throw new Error(`${simulated.identity} could not be read: ${job?.error}`)
    await client.vinculos.apply({ requestId: randomUUID(), id: job.refId, hasta: 'probables', perfiles: [] })
    return
  }
}

async function enter(office: Office): Promise<Client> {
  const caller: Caller = { actor: null }
  const client = createRouterClient(router, { context: { office, caller } })
  const admin = (await client.access.people()).find(({ rol }) => rol === 'admin')
  if (!admin) throw new Hint('the office has no admin')
  await client.access.login({ usuarioId: admin.id, kind: 'password', secret: DEMO_PASSWORD })
  return client
}

const args = process.argv.slice(2)
const dir = takeOption(args, 'dir')
const count = Number(takeOption(args, 'routers') ?? 3)
const basePort = Number(takeOption(args, 'port') ?? DEMO_NETWORK_PORT)
if (dir === undefined || !(count >= 1 && count <= 20))
  throw new Hint('node scripts/demo-network.ts --dir FOLDER [--routers 1…20] [--port BASE]')

const office = await startOffice({
  dataDir: path.resolve(dir),
  migrationsDir: path.join(ROOT, 'db/migrations'),
  version: '0.0.0',
  log: silentLog,
})
try {
  const client = await enter(office)
  const network = seedNetwork({ servicios: servicesOf(office.db.read), routers: count, seed: 1 })
  const users = [{ name: 'mostrador', password: '', group: 'full' }]
  const farm = await openRouters({ routers: network.routers, users, basePort, tls: false })
  const { total } = await client.dispositivos.resumen()
  if (total === 0) for (const simulated of farm.routers) await addRouter(office, client, simulated)
  for (const { identity, host, port } of farm.routers) say(`${identity}: ${host}:${port}`)
  say('`help` for what the routers can be told.')
  obeyLines(farm, null)
} finally {
  await closeOffice(office)
}
process.stdout.write('READY\n')
