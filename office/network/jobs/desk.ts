import type { ReadDb } from '../../../db/open.ts'
import { perConnection } from '../../kernel/statements.ts'
import { findTenantId } from '../../kernel/tenancy.ts'
import type { RouterosLink } from '../../routeros/index.ts'
import { onAsked } from '../ask.ts'
import type { NetworkOffice } from '../desk.ts'
import type { JobEngine } from './engine.ts'
import { JobNews } from './news.ts'

const statements = perConnection((db: ReadDb) => ({
  open: db.sqlite.prepare<[string]>(
    `select 1 from trabajo_red where tenant_id = ? and estado in ('pendiente', 'aplicado') limit 1`,
  ),
}))

/** The queue of jobs while the office is open. What works it off is loaded when there is something in it. */
export class JobDesk {
  readonly news: JobNews
  readonly #office: NetworkOffice
  readonly #link: (dispositivoId: string) => RouterosLink
  #engine: Promise<JobEngine> | null = null
  #stopped = true
  /** The look that is under way, and whether another one was asked for meanwhile. */
  #looking: Promise<void> | null = null
  #again = false

  constructor(office: NetworkOffice, link: (dispositivoId: string) => RouterosLink) {
    this.#office = office
    this.#link = link
    this.news = new JobNews(office)
    onAsked(office.db.write, () => this.wake())
  }

  start(): void {
    this.#stopped = false
    this.wake()
  }

  /** There may be jobs: looks once what is being written is committed. */
  wake(): void {
    if (this.#stopped) return
    if (this.#looking) {
      this.#again = true
      return
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null
      if (!this.#again) return
      this.#again = false
      this.wake()
    })
  }

  /** The device answers again, or its address, password or mode changed: its jobs have their turn now. */
  wakeDevice(dispositivoId: string): void {
    if (this.#stopped) return
    void this.engine().then((engine) => engine.wakeDevice(dispositivoId), this.#failed)
  }

  /** A person does not want to wait: no device rests any more. */
  wakeAll(): void {
    if (this.#stopped) return
    void this.engine().then((engine) => engine.wakeAll(), this.#failed)
  }

  /** Devices that jobs wait for; none while no worker was needed. */
  async pauses(): Promise<JobEngine['pauses']> {
    return (await this.#engine)?.pauses ?? new Map()
  }

  /** Resolves once all that can be done now is done, or waits for a device. */
  async idle(): Promise<void> {
    while (this.#looking) await this.#looking
    await (await this.#engine)?.idle()
  }

  engine(): Promise<JobEngine> {
    this.#engine ??= import('./engine.ts').then(
      ({ JobEngine: Engine }) => new Engine(this.#office, { link: this.#link, news: this.news }),
    )
    return this.#engine
  }

  async stop(): Promise<void> {
    this.#stopped = true
    while (this.#looking) await this.#looking
    await (await this.#engine)?.stop()
    this.news.close()
  }

  /** After what is being written: whoever wakes the desk is as a rule in the middle of it. */
  async #look(): Promise<void> {
    try {
      await new Promise((resolve) => setImmediate(resolve))
      await this.#office.writer.idle()
      if (this.#stopped) return
      this.news.changed()
      const { read } = this.#office.db
      const tenantId = findTenantId(read)
      if (tenantId === null || (!this.#engine && !statements(read).open.get(tenantId))) return
      const engine = await this.engine()
      if (!this.#stopped) engine.wake()
    } catch (error) {
      this.#failed(error)
    }
  }

  readonly #failed = (error: unknown): void => {
    this.#office.log.error({ err: error }, 'network desk failed')
  }
}
