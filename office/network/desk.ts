import { refuse } from '../kernel/errors.ts'
import type { Office } from '../kernel/office.ts'
import { findTenantId } from '../kernel/tenancy.ts'
import { type RouterosLink, RouterosPool } from '../routeros/index.ts'
import { BackupDesk } from './devices/backup/desk.ts'
import { type Discovery, LAN } from './devices/discover.ts'
import type { PollTimes } from './devices/poll-types.ts'
import { Poller } from './devices/poller.ts'
import { UispDesk } from './devices/uisp/desk.ts'
import { DriftDesk } from './drift/desk.ts'
import { JobDesk } from './jobs/desk.ts'
import { DeviceLines } from './lines.ts'

export type NetworkOffice = Pick<Office, 'db' | 'writer' | 'seal' | 'jobs' | 'log' | 'now'>

export interface NetworkTimes {
  poll?: Partial<PollTimes>
  /** Where neighbours are listened for. */
  discovery?: Discovery
}

/** Longer than the usual pace of looks, so that a device keeps its connection from one to the next, ms. */
const IDLE = 3 * 60_000

/** What of the network goes on while the office is open: the connections, and who works through them. */
export class NetworkDesk {
  readonly #office: NetworkOffice
  readonly lines: DeviceLines
  /** Looks at every device in turn. */
  readonly poller: Poller
  readonly uisp: UispDesk
  readonly backups: BackupDesk
  readonly discovery: Discovery
  /** What devices are to be told. */
  readonly jobs: JobDesk
  /** Where they say something else than the books. */
  readonly drift: DriftDesk

  constructor(office: NetworkOffice, times: NetworkTimes = {}) {
    this.#office = office
    this.lines = new DeviceLines(office, new RouterosPool({ idleMs: IDLE, now: () => office.now() }))
    const link = (id: string) => this.link(id)
    this.jobs = new JobDesk(office, link)
    this.drift = new DriftDesk(office, link)
    this.poller = new Poller(office, { link, back: (id) => this.wakeDevice(id) }, times.poll)
    this.uisp = new UispDesk(office, this.poller.changes)
    this.backups = new BackupDesk(office, link)
    this.discovery = times.discovery ?? LAN
  }

  /** The shared connection of a device. Errors: setup.needed. */
  link(dispositivoId: string): RouterosLink {
    const tenantId = findTenantId(this.#office.db.read)
    if (tenantId === null) throw refuse('setup.needed')
    return this.lines.link(tenantId, dispositivoId)
  }

  /** How a device is reached, or whether it is, has changed: what is open is closed, and it is looked at now. */
  resetDevice(dispositivoId: string): void {
    this.link(dispositivoId).reset()
    this.poller.reset(dispositivoId)
    this.jobs.wakeDevice(dispositivoId)
  }

  /** A device answers again: what waited for it need not wait longer. */
  wakeDevice(dispositivoId: string): void {
    this.link(dispositivoId).wake()
    this.jobs.wakeDevice(dispositivoId)
    this.drift.back(dispositivoId)
  }

  /** Begins what goes on by itself. */
  start(): void {
    this.poller.start()
    this.uisp.start()
    this.backups.start()
    this.jobs.start()
  }

  /** Finishes what is being written to devices and closes every connection. */
  async stop(): Promise<void> {
    await this.poller.stop()
    await this.jobs.stop()
    await this.drift.stop()
    // A backup may take minutes: it ends with its connection, and none is begun after it.
    const ending = [this.uisp.stop(), this.backups.stop()]
    this.lines.pool.close()
    await Promise.all(ending)
  }
}
