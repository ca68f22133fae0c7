import { type RecordatoriosConfig, type RecordatoriosConfigRow, zRecordatoriosConfig } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import type { Tx } from '../kernel/writer.ts'

/** When clients are reminded; off until somebody turns it on. */
export function readRecordatorios(db: ReadDb | WriteDb, tenantId: string): RecordatoriosConfigRow {
  const setting = readSetting(db, tenantId, 'recordatorios')
  return { ...zRecordatoriosConfig.parse(setting?.value ?? {}), actualizadoEn: setting?.actualizadoEn ?? 0 }
}

/** Errors: conflict.changed. */
export function updateRecordatorios(tx: Tx, config: RecordatoriosConfig, expected: number): RecordatoriosConfigRow {
  const { tenantId } = tx.actor
  const { actualizadoEn, ...antes } = readRecordatorios(tx.db, tenantId)
  if (actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'tenant' })
  writeSetting(tx.db, tenantId, 'recordatorios', config, Math.max(tx.now, expected + 1))
  tx.audit({ accion: 'recordatorios.config', entidad: 'tenant', entidadId: tenantId, antes, despues: config })
  return readRecordatorios(tx.db, tenantId)
}
