import type { EstadoDispositivo, TipoAlerta } from '../../../contract/enums.ts'
import type { DetalleAlerta, Metricas } from '../../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../../db/open.ts'
import { newId } from '../../kernel/ids.ts'
import { perConnection } from '../../kernel/statements.ts'
import type { AlertChange } from './alerts.ts'
import type { DeviceFacts } from './look.ts'

/** A device that is looked at. */
export interface PolledDevice {
  id: string
  tenantId: string
  sondeoSegundos: number
  silenciadoHasta: number | null
  estado: EstadoDispositivo
  metricas: Metricas
  ultimoSyncAt: number | null
}

/** What looks at a device brought since the last time it was written. */
export interface Result {
  tenantId: string
  estado: EstadoDispositivo
  ultimoSyncAt: number | null
  metricas: Metricas
  /** Null: not read yet. */
  facts: Pick<DeviceFacts, 'serie' | 'modelo' | 'version'> | null
  rows: { t: number; metricas: Metricas }[]
  alerts: (AlertChange & { t: number })[]
}

const reads = perConnection((db: ReadDb | WriteDb) => ({
  polled: db.sqlite.prepare<[string], Omit<PolledDevice, 'metricas'> & { metricasJson: string }>(
    `select d.id, d.tenant_id as tenantId, a.sondeo_segundos as sondeoSegundos, a.silenciado_hasta as silenciadoHasta,
       d.estado, d.metricas_json as metricasJson, d.ultimo_sync_at as ultimoSyncAt
     from dispositivo_acceso a join dispositivo_red d on d.id = a.dispositivo_id
     where a.tenant_id = ? and a.activo = 1 and d.proveedor = 'mikrotik'`,
  ),
  open: db.sqlite.prepare<[string], { tipo: TipoAlerta; desde: number; detalleJson: string }>(
    `select tipo, desde, detalle_json as detalleJson from alerta where dispositivo_id = ? and hasta is null`,
  ),
}))

/** MikroTiks in use. */
export const readPolled = (db: ReadDb | WriteDb, tenantId: string): PolledDevice[] =>
  reads(db)
    .polled.all(tenantId)
    .map(({ metricasJson, ...row }) => ({ ...row, metricas: JSON.parse(metricasJson) as Metricas }))

/** Alerts of a device that last. */
export const readOpenAlerts = (db: ReadDb | WriteDb, dispositivoId: string) =>
  reads(db)
    .open.all(dispositivoId)
    .map(({ detalleJson, ...row }) => ({ ...row, detalle: JSON.parse(detalleJson) as DetalleAlerta }))

const writes = perConnection(({ sqlite }: WriteDb) => ({
  state: sqlite.prepare(
    `update dispositivo_red set estado = @estado, metricas_json = @metricas, ultimo_sync_at = @ultimoSyncAt where id = @id`,
  ),
  // Two devices of one number are one device that was added twice; the later keeps what it was given.
  serial: sqlite.prepare(
    `update or ignore dispositivo_red set external_id = @serie where id = @id and @serie <> '' and external_id <> @serie`,
  ),
  facts: sqlite.prepare(
    `update dispositivo_acceso set modelo = @modelo, version = @version
     where dispositivo_id = @id and (modelo <> @modelo or version <> @version)`,
  ),
  row: sqlite.prepare(
    `insert into metrica (tenant_id, dispositivo_id, resolucion, desde, valores_json)
     values (@tenantId, @id, 'cruda', @t, @valores) on conflict do nothing`,
  ),
  open: sqlite.prepare(
    `insert into alerta (id, tenant_id, dispositivo_id, tipo, desde, detalle_json)
     values (@alertaId, @tenantId, @id, @tipo, @t, @detalle) on conflict do nothing`,
  ),
  close: sqlite.prepare(
    `update alerta set hasta = max(@t, desde) where dispositivo_id = @id and tipo = @tipo and hasta is null`,
  ),
}))

/** Inside a transaction: all that was seen since the last one. */
export function writeResults(db: WriteDb, results: ReadonlyMap<string, Result>): void {
  const write = writes(db)
  for (const [id, { tenantId, estado, ultimoSyncAt, metricas, facts, rows, alerts }] of results) {
    write.state.run({ id, estado, ultimoSyncAt, metricas: JSON.stringify(metricas) })
    if (facts) {
      const { serie, modelo, version } = facts
      write.serial.run({ id, serie })
      write.facts.run({ id, modelo, version })
    }
    for (const row of rows) write.row.run({ id, tenantId, t: row.t, valores: JSON.stringify(row.metricas) })
    writeAlerts(db, { id, tenantId }, alerts)
  }
}

/** Alerts that began or ended on a device. Inside a transaction. */
export function writeAlerts(
  db: WriteDb,
  { id, tenantId }: { id: string; tenantId: string },
  alerts: Result['alerts'],
): void {
  const { open, close } = writes(db)
  for (const { tipo, abre, t } of alerts) {
    if (abre) open.run({ id, tenantId, tipo, t, alertaId: newId(), detalle: JSON.stringify(abre) })
    else close.run({ id, tipo, t })
  }
}
