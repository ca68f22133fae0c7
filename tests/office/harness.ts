import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient, ORPCError } from '@orpc/server'
import type { Rol } from '../../contract/enums.ts'
import { denominationsOf } from '../../contract/denominations.ts'
import type { Conteo, Contract, SesionCaja, Trabajo } from '../../contract/index.ts'
import type { TenantInput } from '../../contract/procedures/setup.ts'
import { silentLog } from '../../office/kernel/log.ts'
import type { Actor, Caller, Office } from '../../office/kernel/office.ts'
import { closeOffice, type StartOptions, startOffice } from '../../office/lifecycle.ts'
import { loadAllParts, router } from '../../office/router.ts'

/** What a window may ask, typed by the contract. */
export type Client = ContractRouterClient<Contract>

export const MIGRATIONS_DIR = path.resolve(import.meta.dirname, '../../db/migrations')
export const PASSWORD = 'correct horse 9'
export const PIN = '4821'
/** Noon in Buenos Aires, far from any edge of day, month or year. */
export const START = Date.UTC(2026, 2, 10, 15)

export const TENANT: TenantInput = {
  nombre: 'Red del Valle',
  logoUrl: null,
  colorPrimario: '#1c7ed6',
  moneda: 'ARS',
  zonaHoraria: 'America/Argentina/Buenos_Aires',
  pais: 'AR',
  idioma: 'es',
}

export const newRequestId = (): string => randomUUID()

/** Time as the office sees it: it stands still until it is moved. */
export interface Clock {
  readonly now: number
  /** Moves on by milliseconds. */
  advance(ms: number): void
  /** Moves to an instant, ms since the epoch. */
  set(instant: number): void
}

function createClock(start: number): Clock {
  let now = start
  return {
    get now() {
      return now
    },
    advance(ms) {
      now += ms
    },
    set(instant) {
      now = instant
    },
  }
}

export interface Refusal {
  code: string
  data: Record<string, unknown>
}

/** The code and data that a call is refused with. Throws when it is not refused. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('value' in outcome) throw new Error(`not refused, but answered ${JSON.stringify(outcome.value)}`)
  const { error } = outcome
  if (!(error instanceof ORPCError)) throw error
  return { code: String(error.code), data: error.data as Record<string, unknown> }
}

/** A count of one denomination: plenty of cash to give change and refunds out of. */
export const PLENTY = (moneda: string): Conteo => [{ valor: denominationsOf(moneda)[0] ?? 1_000_000, cantidad: 1000 }]

/** Opens the drawer of the seat in the name of who this client is. */
export async function openDrawer(client: Client, conteo?: Conteo): Promise<SesionCaja> {
  const { moneda } = await client.caja.status()
  return client.caja.open({ requestId: newRequestId(), conteo: conteo ?? PLENTY(moneda) })
}

/** A window: its client, and its caller as the office holds it. */
export interface TestWindow {
  client: Client
  caller: Caller
}

export interface TestOffice {
  /** The office as it runs now; another object after `restart`. */
  readonly office: Office
  readonly dataDir: string
  readonly clock: Clock
  /** Tenant, admin, puesto P1 and (unless `drawer` is false) the admin's drawer. Returns the admin's client. */
  setUp(tenant?: Partial<TenantInput>): Promise<Client>
  /** A person of that role, entered with their password: created the first time they are asked for. */
  as(rol: Rol): Promise<Client>
  /** Who `as(rol)` acts as. */
  actor(rol: Rol): Promise<Actor>
  /** A window where nobody has entered. */
  anonymous(): Client
  window(): TestWindow
  /** The job, once it has ended. */
  ended(trabajoId: string): Promise<Trabajo>
  /** Closes the office and opens its folder again: every session is over. */
  restart(): Promise<void>
  close(): Promise<void>
}

async function waitForJob(office: Office, trabajoId: string): Promise<Trabajo> {
  for await (const jobs of office.jobs.watch(undefined)) {
    const job = jobs.find((j) => j.id === trabajoId)
    if (!job) throw new Error(`no job ${trabajoId}`)
    if (job.estado !== 'running') return job
  }
  throw new Error('the jobs ended without an answer')
}

const fixed = { migrationsDir: MIGRATIONS_DIR, version: '0.0.0', log: silentLog }

/** A folder whose database has its form and nothing in it: brought there once for all the tests of a file. */
const empty = (() => {
  let made: Promise<string> | undefined
  const make = async (): Promise<string> => {
    const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-empty-'))
    process.once('exit', () => fs.rmSync(dataDir, { recursive: true, force: true }))
    await closeOffice(await startOffice({ dataDir, ...fixed, now: () => START }))
    return dataDir
  }
  return () => (made ??= make())
})()

/**
 * An office in a fresh temporary folder, with nobody in it. `now`: where its clock starts, ms; `from`: the folder of another
 * one that it is a copy of; `drawer`: false leaves the cash drawer closed.
 */
export async function openTestOffice(
  options: { from?: string; now?: number; drawer?: boolean } & Pick<
    StartOptions,
    'key' | 'ask' | 'carrier' | 'printer' | 'network'
  > = {},
): Promise<TestOffice> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-office-'))
  fs.cpSync(options.from ?? (await empty()), dataDir, { recursive: true })
  const clock = createClock(options.now ?? START)
  const { now: _, from: __, drawer = true, ...given } = options
  const start = async () => {
    const office = await startOffice({ dataDir, ...fixed, ...given, now: () => clock.now })
    await office.catchUp()
    await loadAllParts()
    return office
  }
  let office = await start()
  let entered = new Map<Rol, Promise<TestWindow>>()

  const window = (): TestWindow => {
    const caller: Caller = { actor: null }
    return { caller, client: createRouterClient(router, { context: { office, caller } }) }
  }

  const findOrCreate = async (rol: Rol): Promise<string> => {
    const found = (await window().client.access.people()).find((person) => person.rol === rol)
    if (found) return found.id
    const admin = await enterAs('admin')
    const email = `${rol}@valle.example`
    const created = await admin.client.usuarios.create({
      requestId: newRequestId(),
      nombre: `Persona ${rol}`,
      email,
      rol,
      password: PASSWORD,
      pin: PIN,
    })
    return created.id
  }

  const enter = async (rol: Rol): Promise<TestWindow> => {
    const usuarioId = await findOrCreate(rol)
    const opened = window()
    await opened.client.access.login({ usuarioId, kind: 'password', secret: PASSWORD })
    return opened
  }

  const enterAs = (rol: Rol): Promise<TestWindow> => {
    const opened = entered.get(rol) ?? enter(rol)
    entered.set(rol, opened)
    return opened
  }

  return {
    get office() {
      return office
    },
    dataDir,
    clock,
    window,
    anonymous: () => window().client,
    async setUp(tenant = {}) {
      const opened = window()
      await opened.client.setup.create({
        requestId: newRequestId(),
        tenant: { ...TENANT, ...tenant },
        admin: { nombre: 'Ana Admin', email: 'ana@valle.example', password: PASSWORD, pin: PIN },
        puesto: { nombre: 'Mostrador', prefijo: 'P1' },
      })
      entered.set('admin', Promise.resolve(opened))
      if (drawer) await openDrawer(opened.client)
      return opened.client
    },
    as: async (rol) => (await enterAs(rol)).client,
    async actor(rol) {
      const { actor } = (await enterAs(rol)).caller
      if (!actor) throw new Error(`the session of ${rol} has ended`)
      return actor
    },
    ended: (trabajoId) => waitForJob(office, trabajoId),
    async restart() {
      await closeOffice(office)
      entered = new Map()
      office = await start()
    },
    async close() {
      await closeOffice(office)
      fs.rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
