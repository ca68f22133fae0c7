// An office in a process of its own that cuts: told over how many routers, it says what each round took it and what it took without it, and ends.
import Database from 'better-sqlite3'
import path from 'node:path'
import { officeHand } from '../../office/kernel/hand.ts'
import { newId } from '../../office/kernel/ids.ts'
import { writeSetting } from '../../office/kernel/settings.ts'
import { RED_CONFIG_INICIAL } from '../../contract/procedures/red-config.ts'
import { askPlaces } from '../../office/network/ask.ts'
import { countJobs } from '../../office/network/jobs/news.ts'
import { openSession, type RouterosSession, type Row } from '../../office/routeros/index.ts'
import { type SimulatedRouter, startRouters } from '../simulators/routeros/index.ts'
import { newOffice, type OwnOffice, tempDir } from './offices.ts'
import { answerWith } from './own-process.ts'

/** As many as the office leaves unanswered on a connection: none of them waits for its turn. */
const IN_FLIGHT = 4096
/** A client's router takes its time to dial in again; here it does so once everything was read back. */
const RECONNECT_MS = 1_500

const CUTS = 1000
const RTT_MS = 30
/** After one that shows both what they will do. */
const ROUNDS = 5

export interface CutsTold {
  /** Routers that share the cuts evenly. */
  count: number
}

/** ms of each round. */
export interface CutsTaken {
  office: number[]
  bare: number[]
}

const nameOf = (n: number): string => `cliente${String(n).padStart(4, '0')}`

const stateOf = (from: number, count: number) => ({
  '/ppp/profile': [
    { name: '50M', 'local-address': '10.0.0.1', 'rate-limit': '10M/50M' },
    { name: 'morosos', 'local-address': '10.0.0.1', 'address-list': 'morosos' },
  ],
  '/ppp/secret': Array.from({ length: count }, (_, i) => ({
    name: nameOf(from + i),
    password: 'x',
    service: 'pppoe',
    profile: '50M',
    'remote-address': `10.9.${Math.floor((from + i) / 250)}.${((from + i) % 250) + 2}`,
  })),
})

interface Place {
  servicioId: string
  dispositivoId: string
}

/** Services of one client, spread over the devices, their accesses linked. */
async function fill({ office, actor, rpc }: OwnOffice, routers: readonly SimulatedRouter[]): Promise<Place[]> {
  const { tenantId } = actor
  const fields = { velocidadBajadaMbps: 50, velocidadSubidaMbps: 10, precioMensual: 100, impuestos: [] }
  const plan = await rpc.planes.create({ requestId: newId(), nombre: 'Hogar', politicaSuspension: 'cortar', ...fields })
  const text = { codigoCliente: '', documento: '', telefono: '', email: '' as const, direccion: '', notas: '' }
  const { id: clienteId } = await rpc.clientes.create({ requestId: newId(), nombreRazonSocial: 'Ana', ...text })
  const each = CUTS / routers.length
  return office.writer.maintain((db, now) => {
    const cortes = { ...RED_CONFIG_INICIAL.cortes, activos: true }
    writeSetting(db, tenantId, 'red', { ...RED_CONFIG_INICIAL, cortes }, now)
    return routers.flatMap((router, at) => {
      const dispositivoId = insertDevice(db.sqlite, tenantId, router, now)
      return Array.from({ length: each }, (_, i): Place => {
        const servicioId = newId()
        db.sqlite
          .prepare(
            `insert into servicio (id, tenant_id, cliente_id, plan_id, tecnologia, fecha_activacion, estado, creado_en, actualizado_en)
             values (?, ?, ?, ?, 'pppoe', '2026-01-01', 'activo', ?, ?)`,
          )
          .run(servicioId, tenantId, clienteId, plan.id, now, now)
        db.sqlite
          .prepare(
            `insert into objeto_red (id, tenant_id, servicio_id, dispositivo_id, tipo, clave, origen, creado_en, actualizado_en)
             values (?, ?, ?, ?, 'ppp_secret', ?, 'vinculado', ?, ?)`,
          )
          .run(newId(), tenantId, servicioId, dispositivoId, nameOf(at * each + i), now, now)
        return { servicioId, dispositivoId }
      })
    })
  })
}

function insertDevice(sqlite: Database.Database, tenantId: string, router: SimulatedRouter, now: number): string {
  const id = newId()
  sqlite
    .prepare(
      `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, creado_en, actualizado_en)
       values (?, ?, 'mikrotik', ?, ?, ?, ?, ?)`,
    )
    .run(id, tenantId, id, id, router.host, now, now)
  sqlite
    .prepare(
      `insert into dispositivo_acceso (dispositivo_id, tenant_id, puerto, usuario, modo, sondeo_segundos, actualizado_en)
       values (?, ?, ?, ?, 'gestionar', 86400, ?)`,
    )
    .run(id, tenantId, router.port, router.user, now)
  return id
}

/** All services change in one transaction; resolves once every device says so and was read back. ms. */
async function change({ office, actor }: OwnOffice, places: readonly Place[], cut: boolean): Promise<number> {
  const { tenantId } = actor
  const desk = await office.network()
  await office.writer.maintain((db, now) => {
    db.sqlite
      .prepare(`update servicio set estado = ?, motivo_suspension = ? where tenant_id = ?`)
      .run(cut ? 'suspendido' : 'activo', cut ? 'deuda' : null, tenantId)
    askPlaces(officeHand(db, tenantId, now), places, { tipo: cut ? 'corte' : 'reactivacion' })
  })
  const started = performance.now()
  for (;;) {
    await desk.jobs.idle()
    const { pendiente, aplicado, fallido } = countJobs(office.db.read, tenantId)
    if (fallido) throw new Error(`${fallido} jobs failed`)
    if (pendiente === 0 && aplicado === 0) return performance.now() - started
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/**
 * The same commands over a bare session, without the office. Four round trips, as one has to wait for the other: the access is read
 * before it is written, its session removed after that (or it would come back as it was), and all of it read back at the end.
 */
async function bareCommands(session: RouterosSession): Promise<readonly Row[]> {
  const read = () =>
    Promise.all([
      session.call('/ppp/secret/print', {
        proplist: ['.id', 'name', 'service', 'profile', 'remote-address', 'disabled', 'comment'],
      }),
      session.call('/ppp/active/print', { proplist: ['.id', 'name', 'address', 'uptime'] }),
      session.call('/ppp/profile/print', { proplist: ['.id', 'name'] }),
    ])
  const [secrets, active] = await read()
  const sessions = new Map(active.rows.map((row) => [row['name'], row['.id']]))
  await Promise.all(
    secrets.rows.map(async ({ '.id': id, name }) => {
      await Promise.all([
        session.call('/ppp/secret/set', { attributes: { '.id': id, profile: 'morosos' } }),
        session.call('/ppp/secret/unset', { attributes: { '.id': id, 'value-name': 'remote-address' } }),
      ])
      await session.call('/ppp/active/remove', { attributes: { '.id': sessions.get(name) } })
    }),
  )
  await read()
  return secrets.rows
}

/** Accesses are again as they were when they were read. */
const putBack = (session: RouterosSession, secrets: readonly Row[]) =>
  Promise.all(
    secrets.map(({ '.id': id, profile, 'remote-address': address }) =>
      session.call('/ppp/secret/set', { attributes: { '.id': id, profile, 'remote-address': address } }),
    ),
  )

/** As many rows as the office writes for them, in two durable transactions of a file of the same settings. ms. */
function bareWrites(file: string): number {
  const sqlite = new Database(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.exec('create table if not exists fact (id text primary key, body text not null) strict')
  const put = sqlite.prepare('insert into fact values (?, ?)')
  const started = performance.now()
  for (let turn = 0; turn < 2; turn++)
    sqlite.transaction(() => {
      for (let n = 0; n < CUTS; n++) put.run(newId(), 'x'.repeat(200))
    })()
  const taken = performance.now() - started
  sqlite.close()
  return taken
}

/** One sample of what it takes without an office, after which the routers are as before. ms. */
async function bareOf(routers: readonly SimulatedRouter[], file: string): Promise<number> {
  const sessions = await Promise.all(
    routers.map(({ host, port, user, password }) =>
      openSession({ host, port, user, password, tls: null, maxInFlight: IN_FLIGHT }),
    ),
  )
  const started = performance.now()
  const secrets = await Promise.all(sessions.map(bareCommands))
  const taken = performance.now() - started + bareWrites(file)
  await Promise.all(sessions.map((session, at) => putBack(session, secrets[at] ?? [])))
  for (const session of sessions) session.close()
  return taken
}

/** Sessions that were removed have dialled in again. */
const settled = () => new Promise((resolve) => setTimeout(resolve, RECONNECT_MS + 1000))

async function cutting({ count }: CutsTold): Promise<CutsTaken> {
  const dir = tempDir()
  const each = CUTS / count
  const routers = Array.from({ length: count }, (_, at) => ({ state: stateOf(at * each, each) }))
  const users = [{ name: 'admin', password: '', group: 'full' }]
  const farm = await startRouters({ routers, users, tls: false, reconnectMs: RECONNECT_MS })
  try {
    const own = await newOffice(path.join(dir.path, 'office'))
    const places = await fill(own, farm.routers)
    // Connections are open before: a cut does not begin by logging in.
    await change(own, places, false)
    const taken: CutsTaken = { office: [], bare: [] }
    // In turn, so that both meet the machine as it is at the time.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const router of farm.routers) await router.behave({ rttMs: RTT_MS })
      taken.office.push(await change(own, places, true))
      await settled()
      await change(own, places, false)
      await settled()
      taken.bare.push(await bareOf(farm.routers, path.join(dir.path, 'bare.db')))
      await settled()
    }
    await own.close()
    return { office: taken.office.slice(1), bare: taken.bare.slice(1) }
  } finally {
    await farm.stop()
    dir.remove()
  }
}

answerWith(cutting)
