import { RED_CONFIG_INICIAL, type RedConfig, zRedConfig } from '../../contract/procedures/red-config.ts'
import type { RedConfigGuardada } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { nextVersion } from '../customers/changes.ts'
import { refuse } from '../kernel/errors.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import { perConnection } from '../kernel/statements.ts'
import type { Tx } from '../kernel/writer.ts'

/** How the network is treated, with its version (ms; 0: never set). */
export function readRedConfig(db: ReadDb | WriteDb, tenantId: string): { config: RedConfig; actualizadoEn: number } {
  const setting = readSetting(db, tenantId, 'red')
  if (!setting) return { config: RED_CONFIG_INICIAL, actualizadoEn: 0 }
  return { config: zRedConfig.parse(setting.value), actualizadoEn: setting.actualizadoEn }
}

const statements = perConnection(({ sqlite }: WriteDb) => ({
  // What waited only for this.
  release: sqlite.prepare<[number, string]>(
    `update trabajo_red set proximo_en = ?, error = null where tenant_id = ? and estado in ('pendiente', 'aplicado')
       and error = 'cortes_inactivos'`,
  ),
}))

/** Switching cuts on lets those go that waited for it. Errors: conflict.changed. */
export function saveRedConfig(tx: Tx, config: RedConfig, expected: number): RedConfigGuardada {
  const { tenantId } = tx.actor
  const before = readRedConfig(tx.db, tenantId)
  if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'configuracion' })
  const version = nextVersion(tx.now, expected)
  writeSetting(tx.db, tenantId, 'red', config, version)
  if (config.cortes.activos && !before.config.cortes.activos) statements(tx.db).release.run(tx.now, tenantId)
  const on = { antes: before.config, despues: config }
  const accion = config.cortes.activos === before.config.cortes.activos ? 'red.config' : cutsAction(config)
  tx.audit({ accion, entidad: 'configuracion', entidadId: tenantId, ...on })
  return { config, actualizadoEn: version }
}

const cutsAction = ({ cortes }: RedConfig): string => (cortes.activos ? 'red.cortes_on' : 'red.cortes_off')
