import { type FacturacionConfig, type FacturacionConfigRow, zFacturacionConfig } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import type { Tx } from '../kernel/writer.ts'

/** How this office bills; what was never set has its default. */
export function readFacturacionConfig(db: ReadDb | WriteDb, tenantId: string): FacturacionConfigRow {
  const setting = readSetting(db, tenantId, 'facturacion')
  return { ...zFacturacionConfig.parse(setting?.value ?? {}), actualizadoEn: setting?.actualizadoEn ?? 0 }
}

/** Errors: conflict.changed. */
export function updateFacturacionConfig(tx: Tx, config: FacturacionConfig, expected: number): FacturacionConfigRow {
  const { tenantId } = tx.actor
  const { actualizadoEn, ...antes } = readFacturacionConfig(tx.db, tenantId)
  if (actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'facturacion' })
  writeSetting(tx.db, tenantId, 'facturacion', config, Math.max(tx.now, expected + 1))
  tx.audit({ accion: 'facturacion.config', entidad: 'tenant', entidadId: tenantId, antes, despues: config })
  return readFacturacionConfig(tx.db, tenantId)
}
