import type { DiferenciasResumen, FallaRed, InformeDiferencias, Trabajo } from '../../../contract/index.ts'
import type { ReadDb } from '../../../db/open.ts'
import { elapsed } from '../../kernel/elapsed.ts'
import { refuse } from '../../kernel/errors.ts'
import { handOf } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'
import { findTenantId } from '../../kernel/tenancy.ts'
import type { Tx } from '../../kernel/writer.ts'
import type { RouterosLink } from '../../routeros/index.ts'
import { askPlaces } from '../ask.ts'
import { readRedConfig } from '../config.ts'
import type { NetworkOffice } from '../desk.ts'
import { findReach } from '../reach.ts'
import { deviceBooks, readLibros } from '../jobs/books.ts'
import { compare } from './compare.ts'
import { countFixable, type DriftDevice, reportOf, unsettled } from './report.ts'

const DAY = 24 * 60 * 60_000
const AT_ONCE = 10

const statements = perConnection((db: ReadDb) => ({
  devices: db.sqlite.prepare<[string], DriftDevice>(
    `select d.id as dispositivoId, d.nombre as dispositivo, a.modo
     from dispositivo_acceso a join dispositivo_red d on d.id = a.dispositivo_id
     where a.tenant_id = ? and a.activo = 1 and d.proveedor = 'mikrotik' order by d.nombre`,
  ),
  services: db.sqlite
    .prepare<[string], string>(
      `select distinct servicio_id from objeto_red where dispositivo_id = ? and retirado_en is null`,
    )
    .pluck(),
}))

/** Where devices and books differ, as of the last look at each. Kept in memory: it is old as soon as it is made. */
export class DriftDesk {
  readonly #office: NetworkOffice
  readonly #link: (dispositivoId: string) => RouterosLink
  readonly #reports = new Map<string, InformeDiferencias>()
  readonly #faults = new Map<string, { falla: FallaRed; detalle: string }>()
  /** When all were looked at last, ms since the epoch. */
  #lastDaily: number | null = null
  readonly #stop = new AbortController()
  #running: Promise<unknown> = Promise.resolve()

  constructor(office: NetworkOffice, link: (dispositivoId: string) => RouterosLink) {
    this.#office = office
    this.#link = link
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  summary(tenantId: string): DiferenciasResumen {
    const dispositivos = statements(this.#office.db.read)
      .devices.all(tenantId)
      .map((device) => {
        const known = this.#reports.get(device.dispositivoId)
        const report = known && unsettled(this.#office.db.read, tenantId, known)
        const fault = this.#faults.get(device.dispositivoId) ?? { falla: null, detalle: '' }
        return { ...device, leidoEn: report?.leidoEn ?? null, conteos: report?.conteos ?? null, ...fault }
      })
    const total = dispositivos.reduce((sum, { conteos }) => sum + countFixable(conteos), 0)
    return { total, dispositivos }
  }

  /** Errors: red.drift_none. */
  report(tenantId: string, dispositivoId: string): InformeDiferencias {
    const report = this.#reports.get(dispositivoId)
    if (!report) throw refuse('red.drift_none')
    const { read } = this.#office.db
    // As it is treated by now, whatever it was when it was read.
    const modo = findReach(read, tenantId, dispositivoId)?.modo ?? report.modo
    return { ...unsettled(read, tenantId, report), modo }
  }

  /** Looks at one device or all that are in use. Errors: not_found, red.drift_running. */
  start(tenantId: string, dispositivoId: string | null): Trabajo {
    if (this.#office.jobs.isRunning('diferencias')) throw refuse('red.drift_running')
    const all = statements(this.#office.db.read).devices.all(tenantId)
    const devices = all.filter((device) => dispositivoId === null || device.dispositivoId === dispositivoId)
    if (dispositivoId !== null && devices.length === 0) throw refuse('not_found', { entidad: 'dispositivo' })
    // A person does not wait until a device that was lost is tried again.
    for (const device of devices) this.#wake(device)
    const titulo = devices.length === 1 ? (devices[0]?.dispositivo ?? '') : ''
    return this.#office.jobs.start({ tipo: 'diferencias', titulo, total: devices.length }, async ({ report }) => {
      await this.#lookAtAll(tenantId, devices, (done) => report(done, devices.length))
      return { refId: dispositivoId }
    })
  }

  /** Once a day by itself, of what is managed. */
  daily(): void {
    const now = this.#office.now()
    const tenantId = findTenantId(this.#office.db.read)
    if (tenantId === null || (this.#lastDaily !== null && elapsed(this.#lastDaily, now) < DAY)) return
    this.#lastDaily = now
    void this.#quietly(
      tenantId,
      statements(this.#office.db.read)
        .devices.all(tenantId)
        .filter(({ modo }) => modo === 'gestionar'),
    )
  }

  /** A device answers again: what happened meanwhile is not known. */
  back(dispositivoId: string): void {
    const tenantId = findTenantId(this.#office.db.read)
    if (tenantId === null) return
    const devices = statements(this.#office.db.read).devices.all(tenantId)
    void this.#quietly(
      tenantId,
      devices.filter((device) => device.dispositivoId === dispositivoId && device.modo === 'gestionar'),
    )
  }

  /** Asks for jobs for rows of a report. Errors: red.drift_none, dispositivo.observar. */
  fix(tx: Tx, dispositivoId: string, ids: readonly string[]): { trabajos: number } {
    const { modo, filas } = this.report(tx.actor.tenantId, dispositivoId)
    if (modo !== 'gestionar') throw refuse('dispositivo.observar')
    const chosen = new Set(ids)
    const services = filas.flatMap(({ id, servicioId }) => (chosen.has(id) && servicioId !== null ? [servicioId] : []))
    const places = services.map((servicioId) => ({ servicioId, dispositivoId }))
    const trabajos = askPlaces(handOf(tx), places, { tipo: 'correccion' })
    tx.audit({ accion: 'red.drift_fix', entidad: 'dispositivo', entidadId: dispositivoId, despues: { trabajos } })
    return { trabajos }
  }

  #wake({ dispositivoId }: DriftDevice): void {
    const link = this.#link(dispositivoId)
    if (link.state.kind === 'down') link.wake()
  }

  async #quietly(tenantId: string, devices: readonly DriftDevice[]): Promise<void> {
    try {
      await this.#lookAtAll(tenantId, devices, () => undefined)
    } catch (error) {
      this.#office.log.error({ err: error }, 'comparing devices failed')
    }
  }

  #lookAtAll(tenantId: string, devices: readonly DriftDevice[], report: (done: number) => void): Promise<void> {
    const work = this.#lookAtEach(tenantId, devices, report)
    this.#running = Promise.allSettled([this.#running, work])
    return work
  }

  async #lookAtEach(tenantId: string, devices: readonly DriftDevice[], report: (done: number) => void): Promise<void> {
    const waiting = [...devices]
    let done = 0
    const work = async (): Promise<void> => {
      for (let device = waiting.shift(); device && !this.#stop.signal.aborted; device = waiting.shift()) {
        await this.#look(tenantId, device)
        report(++done)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  }

  async #look(tenantId: string, device: DriftDevice): Promise<void> {
    const { dispositivoId } = device
    const [{ faultOf }, { readDevice }] = await Promise.all([import('../jobs/faults.ts'), import('../jobs/read.ts')])
    try {
      const session = await this.#link(dispositivoId).session(this.#stop.signal)
      const now = () => this.#office.now()
      const libros = () => this.#libros(tenantId, dispositivoId)
      const books = deviceBooks(this.#office.db.read, tenantId, dispositivoId)
      const visto = await readDevice({ session, libros: [...libros().values()], todo: true, now, books })
      // As the books are now: they may have changed while the device answered.
      const differences = compare(libros(), visto)
      this.#faults.delete(dispositivoId)
      this.#reports.set(dispositivoId, reportOf(this.#office.db.read, tenantId, device, differences, visto))
    } catch (error) {
      const { codigo, detalle } = faultOf(error)
      if (codigo === 'interno') throw error
      this.#faults.set(dispositivoId, { falla: codigo, detalle })
    }
  }

  #libros(tenantId: string, dispositivoId: string) {
    const db = this.#office.db.read
    const { config } = readRedConfig(db, tenantId)
    const ids = statements(db).services.all(dispositivoId)
    return readLibros({ db, tenantId, dispositivoId, config, seal: null }, ids)
  }
}
