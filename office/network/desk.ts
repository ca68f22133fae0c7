import { RouterosPool } from '../routeros/index.ts'
import type { Office } from '../kernel/office.ts'
import { DeviceLines } from './lines.ts'

export type NetworkOffice = Pick<Office, 'db' | 'writer' | 'seal' | 'jobs' | 'log' | 'now'>

/** What of the network goes on while the office is open: the connections, and who works through them. */
export class NetworkDesk {
  readonly lines: DeviceLines

  constructor(office: NetworkOffice) {
    this.lines = new DeviceLines(office, new RouterosPool({ now: () => office.now() }))
  }

  /** Begins what goes on by itself. */
  start(): void {}

  /** Finishes what is being written to devices and closes every connection. */
  async stop(): Promise<void> {
    this.lines.pool.close()
  }
}
