import type { EstadoDispositivo } from '../../../../contract/enums.ts'
import type { Metricas } from '../../../../contract/index.ts'
import type { WriteDb } from '../../../../db/open.ts'
import { newId } from '../../../kernel/ids.ts'
import { perConnection } from '../../../kernel/statements.ts'
import type { UispDevice } from '../../../uisp/index.ts'
import { type AlertState, resumeAlerts, watchLook } from '../alerts.ts'
import { readOpenAlerts, writeAlerts } from '../poll-rows.ts'

/** A device as the office keeps it. */
export interface Read {
  externalId: string
  nombre: string
  ip: string
  modelo: string
  version: string
  estado: EstadoDispositivo
  metricas: Metricas
  /** When UISP heard of it last, ms; null: it does not say. */
  vistoEn: number | null
  /** Where UISP says that it stands; empty: nowhere, or at a client's home. */
  sitio: string
  /** Of the provider's own network, not at a client's home: measured and watched. */
  propio: boolean
}

const STATES: Record<string, EstadoDispositivo> = {
  active: 'en_linea',
  disconnected: 'caido',
  inactive: 'caido',
  outage: 'caido',
}

/** What UISP says of a device. Addresses come with the length of their network. */
export function toRead({ identification, ipAddress, overview }: UispDevice): Read {
  const { id, name, displayName, hostname, model, modelName, firmwareVersion, role, type, site } = identification
  const propio = role !== 'station' && type !== 'onu'
  const metricas: Metricas = {}
  const put = (serie: keyof Metricas, value: number | null | undefined): void => {
    if (typeof value === 'number') metricas[serie] = value
  }
  put('cpu', overview?.cpu)
  put('memoria', overview?.ram)
  put('senal', overview?.signal)
  put('temperatura', overview?.temperature)
  put('estaciones', overview?.stationsCount)
  put('uptime', overview?.uptime)
  const seen = Date.parse(overview?.lastSeen ?? '')
  return {
    externalId: id,
    nombre: displayName || name || hostname || id,
    ip: (ipAddress ?? '').split('/')[0] ?? '',
    modelo: modelName || model || '',
    version: firmwareVersion ?? '',
    estado: STATES[overview?.status ?? ''] ?? 'desconocido',
    metricas,
    vistoEn: Number.isNaN(seen) ? null : seen,
    sitio: propio ? (site?.name?.trim() ?? '') : '',
    propio,
  }
}

interface Known {
  id: string
  estado: EstadoDispositivo
  nombre: string
  silenciadoHasta: number | null
  activo: 0 | 1
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  known: sqlite.prepare<[string, string], Known>(
    `select d.id, d.estado, d.nombre, a.silenciado_hasta as silenciadoHasta, a.activo
     from dispositivo_red d cross join dispositivo_acceso a on a.dispositivo_id = d.id
     where d.tenant_id = ? and d.proveedor = 'uisp' and d.external_id = ?`,
  ),
  insert: sqlite.prepare(
    `insert into dispositivo_red (id, tenant_id, proveedor, external_id, nombre, ip_gestion, estado, metricas_json,
       ultimo_sync_at, creado_en, actualizado_en)
     values (@id, @tenantId, 'uisp', @externalId, @nombre, @ip, @estado, @metricas, @vistoEn, @now, @now)`,
  ),
  insertAccess: sqlite.prepare(
    `insert into dispositivo_acceso (dispositivo_id, tenant_id, controlador_id, sitio_id, puerto, tls, modelo, version, actualizado_en)
     values (@id, @tenantId, @controladorId, @sitioId, 443, 1, @modelo, @version, @now)`,
  ),
  site: sqlite
    .prepare<[string, string], string>(`select id from sitio where tenant_id = ? and lower(nombre) = lower(?)`)
    .pluck(),
  insertSite: sqlite.prepare(
    `insert into sitio (id, tenant_id, nombre, creado_en, actualizado_en) values (@id, @tenantId, @nombre, @now, @now)`,
  ),
  update: sqlite.prepare(
    `update dispositivo_red set nombre = @nombre, ip_gestion = @ip, estado = @estado, metricas_json = @metricas,
       ultimo_sync_at = coalesce(@vistoEn, ultimo_sync_at) where id = @id`,
  ),
  updateAccess: sqlite.prepare(
    `update dispositivo_acceso set modelo = @modelo, version = @version, controlador_id = @controladorId
     where dispositivo_id = @id and (modelo <> @modelo or version <> @version or controlador_id is not @controladorId)`,
  ),
  row: sqlite.prepare(
    `insert into metrica (tenant_id, dispositivo_id, resolucion, desde, valores_json)
     values (@tenantId, @id, 'cruda', @now, @metricas) on conflict do nothing`,
  ),
  ofController: sqlite.prepare<[string, string], { id: string; externalId: string }>(
    `select d.id, d.external_id as externalId from dispositivo_acceso a
     cross join dispositivo_red d on d.id = a.dispositivo_id
     where a.controlador_id = ? and d.tenant_id = ? and d.estado <> 'desconocido'`,
  ),
  lost: sqlite.prepare(`update dispositivo_red set estado = 'desconocido' where id = ?`),
  synced: sqlite.prepare(`update controlador_uisp set ultimo_sync_at = ?, error = null where id = ?`),
  failed: sqlite.prepare(`update controlador_uisp set error = ? where id = ? and error is not ?`),
}))

export interface Target {
  tenantId: string
  controladorId: string
}

/** Writes some devices down, and what began or ended with them; `alerts` is what was seen of each before. Returns which are new, and which are not as they were. Inside a transaction. */
export function writeDevices(
  db: WriteDb,
  { tenantId, controladorId }: Target,
  devices: readonly Read[],
  alerts: Map<string, AlertState>,
  now: number,
): { nuevos: string[]; cambiados: string[] } {
  const write = statements(db)
  const nuevos: string[] = []
  const cambiados: string[] = []
  for (const { propio, metricas, vistoEn, ...device } of devices) {
    const known = write.known.get(tenantId, device.externalId)
    const id = known?.id ?? newId()
    const seen = device.estado === 'en_linea' ? now : vistoEn
    const values = { ...device, id, tenantId, controladorId, vistoEn: seen, metricas: JSON.stringify(metricas), now }
    if (known) {
      write.update.run(values)
      write.updateAccess.run(values)
      if (known.estado !== device.estado || known.nombre !== device.nombre) cambiados.push(id)
    } else {
      write.insert.run(values)
      write.insertAccess.run({ ...values, sitioId: siteNamed(db, tenantId, device.sitio, now) })
      nuevos.push(id)
    }
    if (propio && known?.activo === 1 && device.estado !== 'desconocido') {
      const muted = (known.silenciadoHasta ?? 0) > now
      watchDevice(db, alerts, { id, tenantId, estado: device.estado, metricas, muted, now })
    }
    if (propio && device.estado === 'en_linea' && metricas.uptime !== undefined) write.row.run(values)
  }
  return { nuevos, cambiados }
}

/**
 * The site of that name, made when there is none; null without a name. Only a device that is new is put there: where a person puts it
 * later is theirs to say.
 */
function siteNamed(db: WriteDb, tenantId: string, nombre: string, now: number): string | null {
  if (nombre === '') return null
  const { site, insertSite } = statements(db)
  const known = site.get(tenantId, nombre)
  if (known !== undefined) return known
  const id = newId()
  insertSite.run({ id, tenantId, nombre, now })
  return id
}

interface Seen {
  id: string
  tenantId: string
  estado: EstadoDispositivo
  metricas: Metricas
  muted: boolean
  now: number
}

/** Its uptime is as old as UISP's own look, so that reboots are not told from it. */
function watchDevice(db: WriteDb, states: Map<string, AlertState>, seen: Seen): void {
  const { id, tenantId, estado, muted, now } = seen
  const { uptime: _, ...metricas } = seen.metricas
  const before = states.get(id) ?? resumeAlerts(readOpenAlerts(db, id), null)
  const look = { t: now, falla: estado === 'caido' ? ('sin_respuesta' as const) : null, metricas }
  const { state, changes } = watchLook(before, look, muted)
  states.set(id, state)
  const alerts = changes.map((change) => ({ ...change, t: now }))
  writeAlerts(db, { id, tenantId }, alerts)
}

/** The whole list was read: of those it no longer names nothing is known. None is ever removed. Inside a transaction. */
export function writeAbsent(
  db: WriteDb,
  { tenantId, controladorId }: Target,
  present: ReadonlySet<string>,
  now: number,
): string[] {
  const { ofController, lost, synced } = statements(db)
  const absent = ofController.all(controladorId, tenantId).filter(({ externalId }) => !present.has(externalId))
  for (const { id } of absent) lost.run(id)
  synced.run(now, controladorId)
  return absent.map(({ id }) => id)
}

export const writeFailure = (db: WriteDb, controladorId: string, falla: string): void => {
  statements(db).failed.run(falla, controladorId, falla)
}

/** Devices known through a server, those of which nothing is known now left out. */
export const knownCount = (db: WriteDb, { tenantId, controladorId }: Target): number =>
  statements(db).ofController.all(controladorId, tenantId).length
