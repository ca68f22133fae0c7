import type { EstadoDispositivo, TipoAlerta } from '../../../contract/enums.ts'
import type { FallaDispositivo, Metricas } from '../../../contract/index.ts'
import type { Office } from '../../kernel/office.ts'
import { findTenantId } from '../../kernel/tenancy.ts'
import { resumeAlerts, watchLook } from './alerts.ts'
import { Changes } from './changes.ts'
import { type Failure, failureOf, isAnswer } from './failure.ts'
import { Lane } from './lanes.ts'
import { OwnNetwork } from './own-network.ts'
import { readFacts, readMetrics } from './look.ts'
import { stillRebooting } from './reboot-wait.ts'
import { type DeviceView, type PollNetwork, type PollTimes, TIMES, type Watched } from './poll-types.ts'
import { PollResults } from './poll-results.ts'
import { type PolledDevice, type Result, readOpenAlerts, readPolled } from './poll-rows.ts'

/** Looks at a time: at those that answer, and apart from them at those that do not, so that the dead never make the living wait. */
const LIVING = 24
const DEAD = 16
/** What hardly changes is read again after this, ms. */
const FACTS_AGE = 60 * 60_000
/** A device that does not answer is down from this look on; one alone may be an accident. */
const DOWN_FROM = 2

/** A device that was told to reboot is looked at this often, ms. */
const REBOOT_LOOK = 2_000

type PollOffice = Pick<Office, 'db' | 'writer' | 'log' | 'now'>

/** Nothing came back at all. */
const SILENT: ReadonlySet<FallaDispositivo> = new Set(['inalcanzable', 'sin_respuesta'])
/** After the network is back all are looked at within this, ms. */
const BACK_WITHIN = 3_000

/** Looks at every MikroTik in turn, each at its own pace, and keeps what it sees. */
export class Poller {
  readonly #office: PollOffice
  readonly #network: PollNetwork
  readonly #times: PollTimes
  readonly #watched = new Map<string, Watched>()
  readonly #living = new Lane(LIVING)
  readonly #dead = new Lane(DEAD)
  readonly #results: PollResults
  #running = false
  readonly #own: OwnNetwork
  #lostSince: number | null = null
  /** Devices whose view changed. */
  readonly changes = new Changes()

  constructor(office: PollOffice, network: PollNetwork, times: Partial<PollTimes> = {}) {
    this.#office = office
    this.#network = network
    this.#times = { ...TIMES, ...times }
    this.#results = new PollResults(office, this.#times.writeAfterMs, (id) => this.changes.mark(id))
    this.#own = new OwnNetwork(this.#times.hasAddress)
  }

  /** Since when this PC seems to be without network, ms since the epoch; null: something is heard. */
  get lostSince(): number | null {
    return this.#lostSince
  }

  start(): void {
    this.#running = true
    this.reload()
  }

  /** Waits for what is being written; looks under way are given up with their connections. */
  async stop(): Promise<void> {
    this.#running = false
    for (const { timer } of this.#watched.values()) clearTimeout(timer)
    this.#watched.clear()
    await this.flush()
  }

  /** Reads again which devices there are. New ones are looked at within their interval, spread by lot. */
  reload(): void {
    if (!this.#running) return
    const { read } = this.#office.db
    const tenantId = findTenantId(read)
    const devices = tenantId === null ? [] : readPolled(read, tenantId)
    const kept = new Set(devices.map(({ id }) => id))
    for (const [id, { timer }] of this.#watched)
      if (!kept.has(id)) {
        clearTimeout(timer)
        this.#watched.delete(id)
        this.#own.forget(id)
      }
    for (const device of devices) {
      const known = this.#watched.get(device.id)
      if (known) known.device = device
      else this.#take(device)
    }
  }

  #take(device: PolledDevice): void {
    const { estado, metricas, ultimoSyncAt } = device
    const boot = ultimoSyncAt === null || metricas.uptime === undefined ? null : ultimoSyncAt - metricas.uptime * 1000
    const watched: Watched = {
      device,
      view: { estado, falla: null, detalle: '', vistoEn: null, reiniciandoDesde: null, ultimoSyncAt, metricas },
      failures: 0,
      facts: null,
      counters: null,
      alerts: resumeAlerts(readOpenAlerts(this.#office.db.read, device.id), boot),
      timer: undefined,
      looking: null,
    }
    this.#watched.set(device.id, watched)
    if (watched.alerts.tracks.caido?.openSince) this.#own.prove(device.id)
    this.#schedule(watched, this.#times.random() * device.sondeoSegundos * 1000)
  }

  /** Its address, password or pace changed: what was known of its connection is not any more, and it is looked at now. */
  reset(dispositivoId: string): void {
    this.reload()
    const watched = this.#watched.get(dispositivoId)
    if (!watched) return
    watched.facts = null
    watched.counters = null
    this.#schedule(watched, 0)
  }

  /** Null of one that is not looked at. */
  view(dispositivoId: string): DeviceView | null {
    return this.#watched.get(dispositivoId)?.view ?? null
  }

  /** It was told to reboot: it is looked at often until it is back, or nobody waits any more. */
  rebooting(dispositivoId: string): void {
    const watched = this.#watched.get(dispositivoId)
    if (!watched) return
    watched.view = { ...watched.view, reiniciandoDesde: this.#office.now() }
    // Another version may come back.
    watched.facts = null
    watched.counters = null
    this.#schedule(watched, REBOOT_LOOK)
    this.changes.mark(dispositivoId)
  }

  /** Interfaces of its default routes, as last read. */
  uplinks(dispositivoId: string): readonly string[] {
    return this.#watched.get(dispositivoId)?.facts?.read.salidas ?? []
  }

  /** Looks now, whatever the pause, or waits for the look under way. */
  async lookNow(dispositivoId: string): Promise<void> {
    const watched = this.#watched.get(dispositivoId)
    if (!watched) return
    if (!watched.looking) this.#network.link(dispositivoId).wake()
    await this.#look(watched)
  }

  #schedule(watched: Watched, delayMs: number): void {
    clearTimeout(watched.timer)
    if (!this.#running || this.#watched.get(watched.device.id) !== watched) return
    watched.timer = setTimeout(() => void this.#look(watched), Math.max(0, delayMs)).unref()
  }

  #look(watched: Watched): Promise<void> {
    watched.looking ??= this.#lookOnce(watched).finally(() => {
      watched.looking = null
      this.#schedule(watched, this.#untilNext(watched))
    })
    return watched.looking
  }

  /** The device's own pace, a tenth more or less so that looks do not gather; never before its connection would be tried again. */
  #untilNext({ device, view }: Watched): number {
    if (view.reiniciandoDesde !== null) return REBOOT_LOOK
    const pace = device.sondeoSegundos * 1000 * (0.9 + this.#times.random() * 0.2)
    return Math.max(pace, this.#network.link(device.id).rest)
  }

  async #lookOnce(watched: Watched): Promise<void> {
    const lane = watched.failures > 0 ? this.#dead : this.#living
    try {
      await lane.run(() => this.#read(watched))
    } catch (error) {
      this.#office.log.error({ dispositivo: watched.device.id, err: error }, 'a look failed')
    }
  }

  async #read(watched: Watched): Promise<void> {
    const { id } = watched.device
    let failure: Failure | null = null
    let metricas: Metricas = watched.view.metricas
    try {
      if (!this.#running) return
      const { state, rest } = this.#network.link(id)
      if (watched.view.reiniciandoDesde !== null && state.kind === 'down' && rest > 0) this.#network.link(id).wake()
      const session = await this.#network.link(id).session()
      const now = this.#times.clock()
      if (!watched.facts || now - watched.facts.at > FACTS_AGE)
        watched.facts = { read: await readFacts(session), at: now }
      const seen = await readMetrics(session, watched.facts.read, watched.counters, this.#times.clock)
      watched.counters = seen.counters
      metricas = seen.metricas
    } catch (error) {
      failure = failureOf(error)
      watched.counters = null
    }
    if (this.#running && this.#watched.get(id) === watched) this.#saw(watched, failure, metricas)
  }

  #saw(watched: Watched, failure: Failure | null, metricas: Metricas): void {
    const { device, view } = watched
    const t = this.#office.now()
    const wasDown = watched.failures > 0
    watched.failures = failure ? watched.failures + 1 : 0
    this.#hear(watched, failure, t)
    watched.view = {
      estado: this.#estadoOf(watched, failure),
      falla: failure?.falla ?? null,
      detalle: failure?.detalle ?? '',
      vistoEn: t,
      reiniciandoDesde: stillRebooting(view.reiniciandoDesde, failure, metricas, t),
      ultimoSyncAt: failure ? view.ultimoSyncAt : t,
      metricas,
    }
    // Nobody is alarmed about what a person asked for.
    const opened = this.#judge(watched, failure, t, view.reiniciandoDesde !== null)
    this.#results.add(device.id, {
      tenantId: device.tenantId,
      estado: watched.view.estado,
      ultimoSyncAt: watched.view.ultimoSyncAt,
      metricas,
      facts: watched.facts?.read ?? null,
      rows: failure ? [] : [{ t, metricas }],
      alerts: opened,
    })
    this.changes.mark(device.id)
    if (wasDown && !failure) this.#network.back(device.id)
  }

  /** Whether anything was heard at all: one that is silent alone is told from a PC that hears nobody. */
  #hear(watched: Watched, failure: Failure | null, t: number): void {
    const { id } = watched.device
    const now = this.#times.clock()
    if (failure && SILENT.has(failure.falla)) this.#own.silent(id, now)
    else this.#own.heard(id, now)
    const isLost = this.#own.isLost(this.#watched.size)
    // Others are asked before a device that is silent again is believed.
    const inDoubt = watched.failures >= DOWN_FROM && !this.#own.isOwn(id, this.#watched.size)
    for (const other of this.#watched.values())
      if (inDoubt && other.failures === 0 && !other.looking) this.#schedule(other, 0)
    if (isLost === (this.#lostSince !== null)) return
    this.#lostSince = isLost ? t : null
    for (const other of this.#watched.values()) {
      if (isLost) other.view = { ...other.view, estado: 'desconocido' }
      else if (other !== watched) this.#again(other)
      this.changes.mark(other.device.id)
    }
  }

  /** The network is back: a device that was silent with the others is not waited for. */
  #again(watched: Watched): void {
    const link = this.#network.link(watched.device.id)
    if (watched.looking || watched.failures === 0) return
    if (link.state.kind === 'down') link.wake()
    this.#schedule(watched, this.#times.random() * BACK_WITHIN)
  }

  #estadoOf({ view, failures }: Watched, failure: Failure | null): EstadoDispositivo {
    if (!failure) return 'en_linea'
    if (isAnswer(failure.falla) || this.#lostSince !== null) return 'desconocido'
    return failures >= DOWN_FROM || view.estado !== 'en_linea' ? 'caido' : view.estado
  }

  #judge(watched: Watched, failure: Failure | null, t: number, asked: boolean): Result['alerts'] {
    if (failure && isAnswer(failure.falla)) return []
    const { id, silenciadoHasta } = watched.device
    const muted = asked || (silenciadoHasta ?? 0) > t || (failure !== null && !this.#own.isOwn(id, this.#watched.size))
    const look = { t, falla: failure?.falla ?? null, metricas: watched.view.metricas }
    const { state, changes } = watchLook(watched.alerts, look, muted)
    watched.alerts = state
    return changes.map((change) => ({ ...change, t }))
  }

  /** Kinds of alerts that last on a device, as seen since the office was opened; null of one that is not looked at. */
  openAlerts(dispositivoId: string): TipoAlerta[] | null {
    const watched = this.#watched.get(dispositivoId)
    if (!watched) return null
    return (Object.keys(watched.alerts.tracks) as TipoAlerta[]).filter((tipo) => watched.alerts.tracks[tipo]?.openSince)
  }

  /** Writes now what was seen. */
  flush(): Promise<void> {
    return this.#results.flush()
  }
}
