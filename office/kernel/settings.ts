import type { ReadDb, WriteDb } from '../../db/open.ts'
import { ajuste } from '../../db/schema/index.ts'
import { perConnection } from './statements.ts'

/** Names of what the office remembers about itself in `ajuste`. */
export type Clave =
  | 'demo'
  | 'vencimientos_al'
  | 'resumen_cobro'
  | 'facturacion'
  | 'facturacion_programada'
  | 'mora'
  | 'correo'
  | 'recordatorios'
  | 'caja.config'
  | 'pasarelas'
  | 'red'
  | 'cortes_al'
  | 'cortes_levante'

const statements = perConnection((db: ReadDb | WriteDb) => ({
  // On the way of every collection, so past drizzle.
  read: db.sqlite.prepare<[string, string], { valorJson: string; actualizadoEn: number }>(
    'select valor_json as valorJson, actualizado_en as actualizadoEn from ajuste where tenant_id = ? and clave = ?',
  ),
}))

export interface Setting {
  value: unknown
  /** Ms since the epoch; the version of the value. */
  actualizadoEn: number
}

/** A setting as it was written, or null when it never was. The caller checks its shape. */
export function readSetting(db: ReadDb | WriteDb, tenantId: string, clave: Clave): Setting | null {
  const row = statements(db).read.get(tenantId, clave)
  return row ? { value: JSON.parse(row.valorJson), actualizadoEn: row.actualizadoEn } : null
}

/** Writes a setting inside the caller's transaction; `now` becomes its version. */
export function writeSetting(db: WriteDb, tenantId: string, clave: Clave, value: unknown, now: number): void {
  const row = { valorJson: JSON.stringify(value), actualizadoEn: now }
  db.orm
    .insert(ajuste)
    .values({ tenantId, clave, ...row })
    .onConflictDoUpdate({ target: [ajuste.tenantId, ajuste.clave], set: row })
    .run()
}
