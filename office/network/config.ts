import { RED_CONFIG_INICIAL, type RedConfig, zRedConfig } from '../../contract/procedures/red-config.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readSetting } from '../kernel/settings.ts'

/** How the network is treated, with its version (ms; 0: never set). */
export function readRedConfig(db: ReadDb | WriteDb, tenantId: string): { config: RedConfig; actualizadoEn: number } {
  const setting = readSetting(db, tenantId, 'red')
  if (!setting) return { config: RED_CONFIG_INICIAL, actualizadoEn: 0 }
  return { config: zRedConfig.parse(setting.value), actualizadoEn: setting.actualizadoEn }
}
