import {
  type DiferenciaRed,
  type DiferenciasResumen,
  type FallaRed,
  type InformeDiferencias,
  TIPOS_DIFERENCIA,
  type TipoDiferencia,
  type Trabajo,
} from '../../../contract/index.ts'
import type { ModoDispositivo } from '../../../contract/enums.ts'
import type { ReadDb } from '../../../db/open.ts'
import { refuse } from '../../kernel/errors.ts'
import { handOf } from '../../kernel/hand.ts'
import { perConnection } from '../../kernel/statements.ts'
import { findTenantId } from '../../kernel/tenancy.ts'
import type { Tx } from '../../kernel/writer.ts'
import type { RouterosLink } from '../../routeros/index.ts'
import { askPlaces } from '../ask.ts'
import { readRedConfig } from '../config.ts'
import type { NetworkOffice } from '../desk.ts'
import { endedTags, readLibros } from '../jobs/books.ts'
import { parseBoolean } from '../../routeros/values.ts'
import type { Visto } from '../state/types.ts'
import { compare, type Difference } from './compare.ts'

const DAY = 24 * 60 * 60_000
const AT_ONCE = 10
const MOST_ROWS = 5_000

interface Device {
  dispositivoId: string
  dispositivo: string
  modo: ModoDispositivo
}

interface Client {
  servicioId: string
  clienteId: string
  codigoCliente: string
  cliente: string
}

const statements = perConnection((db: ReadDb) => ({
  devices: db.sqlite.prepare<[string], Device>(
    `select d.id as dispositivoId, d.nombre as dispositivo, a.modo
     from dispositivo_acceso a join dispositivo_red d on d.id = a.dispositivo_id
     where a.tenant_id = ? and a.activo = 1 and d.proveedor = 'mikrotik' order by d.nombre`,
  ),
  services: db.sqlite
    .prepare<[string], string>(
      `select distinct servicio_id from objeto_red where dispositivo_id = ? and retirado_en is null`,
    )
    .pluck(),
  // Into the few jobs of each service, whenever they were asked for.
  settled: db.sqlite
    .prepare<[string, string, number], string>(
      `select j.value from json_each(?) j where exists (select 1 from trabajo_red t
         where t.servicio_id = j.value and +t.dispositivo_id = ? and t.verificado_en > ?)`,
    )
    .pluck(),
  clients: db.sqlite.prepare<[string, string], Client>(
    `select s.id as servicioId, c.id as clienteId, c.codigo_cliente as codigoCliente, c.nombre_razon_social as cliente
     from json_each(?) j cross join servicio s on s.id = j.value join cliente c on c.id = s.cliente_id where +s.tenant_id = ?`,
  ),
}))

/** The gravest first: who paid and is cut, then who is not cut and should be. */
const order = (tipo: TipoDiferencia): number => TIPOS_DIFERENCIA.indexOf(tipo)

const noCounts = () => Object.fromEntries(TIPOS_DIFERENCIA.map((tipo) => [tipo, 0])) as Record<TipoDiferencia, number>

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
        const report = known && this.#since(known)
        const fault = this.#faults.get(device.dispositivoId) ?? { falla: null, detalle: '' }
        return { ...device, leidoEn: report?.leidoEn ?? null, conteos: report?.conteos ?? null, ...fault }
      })
    const total = dispositivos.reduce((sum, { conteos }) => sum + countFixable(conteos), 0)
    return { total, dispositivos }
  }

  /** Errors: red.drift_none. */
  report(dispositivoId: string): InformeDiferencias {
    const report = this.#reports.get(dispositivoId)
    if (!report) throw refuse('red.drift_none')
    return this.#since(report)
  }

  /** A report without the services that a job has made to agree since: what was read back is no difference any more. */
  #since(report: InformeDiferencias): InformeDiferencias {
    const { dispositivoId, leidoEn } = report
    const services = JSON.stringify([...new Set(report.filas.flatMap(({ servicioId }) => servicioId ?? []))])
    const settled = new Set(statements(this.#office.db.read).settled.all(services, dispositivoId, leidoEn))
    if (settled.size === 0) return report
    const conteos = { ...report.conteos }
    const filas = report.filas.filter(({ servicioId, tipo }) => {
      const gone = servicioId !== null && settled.has(servicioId)
      if (gone) conteos[tipo]--
      return !gone
    })
    return { ...report, conteos, filas }
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
      const work = this.#lookAtAll(tenantId, devices, (done) => report(done, devices.length))
      this.#running = work.catch(() => undefined)
      await work
      return { refId: dispositivoId }
    })
  }

  /** Once a day by itself, of what is managed. */
  daily(): void {
    const now = this.#office.now()
    const tenantId = findTenantId(this.#office.db.read)
    if (tenantId === null || (this.#lastDaily !== null && now - this.#lastDaily < DAY)) return
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
    const { modo, filas } = this.report(dispositivoId)
    if (modo !== 'gestionar') throw refuse('dispositivo.observar')
    const chosen = new Set(ids)
    const services = filas.flatMap(({ id, servicioId }) => (chosen.has(id) && servicioId !== null ? [servicioId] : []))
    const places = services.map((servicioId) => ({ servicioId, dispositivoId }))
    const trabajos = askPlaces(handOf(tx), places, { tipo: 'correccion' })
    tx.audit({ accion: 'red.drift_fix', entidad: 'dispositivo', entidadId: dispositivoId, despues: { trabajos } })
    return { trabajos }
  }

  #wake({ dispositivoId }: Device): void {
    const link = this.#link(dispositivoId)
    if (link.state.kind === 'down') link.wake()
  }

  async #quietly(tenantId: string, devices: readonly Device[]): Promise<void> {
    const work = this.#lookAtAll(tenantId, devices, () => undefined)
    this.#running = work.catch(() => undefined)
    await work.catch((error: unknown) => this.#office.log.error({ err: error }, 'comparing devices failed'))
  }

  async #lookAtAll(tenantId: string, devices: readonly Device[], report: (done: number) => void): Promise<void> {
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

  async #look(tenantId: string, device: Device): Promise<void> {
    const { dispositivoId } = device
    const [{ faultOf }, { readDevice }] = await Promise.all([import('../jobs/faults.ts'), import('../jobs/read.ts')])
    try {
      const session = await this.#link(dispositivoId).session(this.#stop.signal)
      const now = () => this.#office.now()
      const libros = () => this.#libros(tenantId, dispositivoId)
      const ended = () => endedTags(this.#office.db.read, tenantId, dispositivoId)
      const visto = await readDevice({ session, libros: [...libros().values()], todo: true, now, ended })
      // As the books are now: they may have changed while the device answered.
      const differences = compare(libros(), visto)
      this.#faults.delete(dispositivoId)
      const objetos = countObjects(visto)
      this.#reports.set(dispositivoId, this.#reportOf(tenantId, device, differences, objetos, visto.leidoEn))
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

  #reportOf(
    tenantId: string,
    device: Device,
    differences: readonly Difference[],
    objetos: number,
    leidoEn: number,
  ): InformeDiferencias {
    const ids = JSON.stringify(differences.flatMap(({ servicioId }) => servicioId ?? []))
    const clients = new Map(
      statements(this.#office.db.read)
        .clients.all(ids, tenantId)
        .map((client) => [client.servicioId, client]),
    )
    const conteos = noCounts()
    for (const { tipo } of differences) conteos[tipo]++
    const filas = differences
      .toSorted((a, b) => order(a.tipo) - order(b.tipo) || (a.objeto < b.objeto ? -1 : 1))
      .slice(0, MOST_ROWS)
      .map((difference): DiferenciaRed => {
        const client = clients.get(difference.servicioId ?? '')
        const { clienteId = null, codigoCliente = '', cliente = '' } = client ?? {}
        return { ...difference, clienteId, codigoCliente, cliente }
      })
    return { ...device, leidoEn, objetos, conteos, filas }
  }
}

/** A lease is found by its MAC and by its address, and what a session brings with it is nobody's object. */
function countObjects({ secrets, leases, queues }: Visto): number {
  const rows = [secrets, leases, queues].flatMap((menu) => [...menu.values()].flat())
  return new Set(rows.filter((row) => parseBoolean(row['dynamic']) !== true)).size
}

const countFixable = (conteos: Record<TipoDiferencia, number> | null): number =>
  conteos === null
    ? 0
    : TIPOS_DIFERENCIA.reduce((sum, tipo) => sum + (tipo === 'objeto_sin_cliente' ? 0 : conteos[tipo]), 0)
