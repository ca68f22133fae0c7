import type { Office } from '../../../kernel/office.ts'
import { findTenantId } from '../../../kernel/tenancy.ts'
import { UispError } from '../../../uisp/index.ts'
import { openController } from '../../controller.ts'
import type { AlertState } from '../alerts.ts'
import type { Changes } from '../changes.ts'
import { type ControllerFailure, controllerFailure } from './failure.ts'
import { listControllers } from './store.ts'
import { knownCount, type Target, toRead, writeAbsent, writeDevices, writeFailure } from './sync.ts'

/** A server is asked for its whole network this often, ms: gently. */
const EVERY = 120_000
/** Devices written in one transaction. */
const AT_ONCE = 200

type UispOffice = Pick<Office, 'db' | 'writer' | 'seal' | 'log' | 'now'>

export interface Synced {
  nuevos: number
  ausentes: number
  failure: ControllerFailure | null
}

/** Reads the devices of every UISP server in use, one server after the other. */
export class UispDesk {
  readonly #office: UispOffice
  readonly #changes: Changes
  /** What was seen of each device, for its alerts. */
  readonly #alerts = new Map<string, AlertState>()
  readonly #leaving = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(office: UispOffice, changes: Changes) {
    this.#office = office
    this.#changes = changes
  }

  start(): void {
    this.#timer = setInterval(() => void this.run(), EVERY).unref()
    void this.run()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#leaving.abort()
    await this.#running
  }

  run(): Promise<void> {
    return this.#inTurn(async () => {
      const { db, seal } = this.#office
      const tenantId = findTenantId(db.read)
      if (tenantId === null) return
      for (const { id, activo } of listControllers(db.read, tenantId, seal))
        if (activo && !this.#leaving.signal.aborted) await this.#sync({ tenantId, controladorId: id })
    })
  }

  /** Reads one server now. */
  async syncNow(target: Target): Promise<Synced> {
    let synced: Synced = { nuevos: 0, ausentes: 0, failure: null }
    await this.#inTurn(async () => {
      synced = await this.#sync(target)
    })
    return synced
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(work).catch((error: unknown) => {
      this.#office.log.error({ err: error }, 'UISP not read')
    })
    return this.#running
  }

  /** A server that does not answer, or says that there is nothing where there was a network, changes nothing of what is known. */
  async #sync(target: Target): Promise<Synced> {
    try {
      return await this.#read(target)
    } catch (error) {
      // What was not written is not remembered either.
      if (!(error instanceof UispError)) this.#alerts.clear()
      const failure = controllerFailure(error)
      if (!this.#leaving.signal.aborted)
        await this.#office.writer.maintain((db) => writeFailure(db, target.controladorId, failure.falla))
      return { nuevos: 0, ausentes: 0, failure }
    }
  }

  async #read(target: Target): Promise<Synced> {
    const { writer, db } = this.#office
    const client = openController(this.#office, target.tenantId, target.controladorId)
    if (!client) return { nuevos: 0, ausentes: 0, failure: null }
    try {
      const { items, odd } = await client.devices(this.#leaving.signal)
      if (items.length === 0 && knownCount(db.write, target) > 0)
        throw new UispError('protocol', 'refused', 'an empty list where there was a network')
      const devices = items.map(toRead)
      let nuevos = 0
      for (let at = 0; at < devices.length; at += AT_ONCE) {
        const some = devices.slice(at, at + AT_ONCE)
        const written = await writer.maintain((write, now) => writeDevices(write, target, some, this.#alerts, now))
        nuevos += written.nuevos.length
        this.#tell([...written.nuevos, ...written.cambiados])
      }
      // With items that were not understood the list is not whole.
      const present = new Set(devices.map(({ externalId }) => externalId))
      const absent = await writer.maintain((write, now) =>
        writeAbsent(write, target, odd > 0 ? everything : present, now),
      )
      this.#tell(absent)
      return { nuevos, ausentes: absent.length, failure: null }
    } finally {
      client.close()
    }
  }

  #tell(ids: readonly string[]): void {
    for (const id of ids) this.#changes.mark(id)
  }
}

const everything: ReadonlySet<string> = Object.assign(new Set<string>(), { has: () => true })
