import { type CajaConfig, zCajaConfig } from '../../contract/index.ts'
import { denominationsOf } from '../../contract/denominations.ts'
import type { Minor } from '../../contract/money.ts'
import type { Idioma } from '../../contract/enums.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import { readTenant } from '../kernel/tenancy.ts'
import type { Tx } from '../kernel/writer.ts'

type Db = ReadDb | WriteDb

const CATEGORIAS: Record<Idioma, string[]> = {
  es: ['Combustible', 'Materiales', 'Viáticos', 'Limpieza', 'Librería', 'Otros'],
  en: ['Fuel', 'Materials', 'Travel', 'Cleaning', 'Stationery', 'Other'],
  pt: ['Combustível', 'Materiais', 'Viagens', 'Limpeza', 'Papelaria', 'Outros'],
}

/** A twentieth of the largest note, what giving change wrongly costs in a day; a currency without known notes has 0. */
const defaultLimit = (moneda: string): Minor => Math.floor((denominationsOf(moneda)[0] ?? 0) / 20)

/** How drawers are run in this office; what was never set has its default by currency and language. */
export function readCajaConfig(db: Db, tenantId: string): CajaConfig {
  const kept = readSetting(db, tenantId, 'caja.config')
  if (kept) return zCajaConfig.parse(kept.value)
  const { moneda, idioma } = readTenant(db)
  return {
    limiteDiferencia: defaultLimit(moneda),
    limiteMovimiento: null,
    categoriasGasto: CATEGORIAS[idioma],
    cierreCiego: true,
  }
}

export function saveCajaConfig(tx: Tx, config: CajaConfig): CajaConfig {
  const { tenantId } = tx.actor
  const antes = readCajaConfig(tx.db, tenantId)
  const despues = { ...config, categoriasGasto: [...new Set(config.categoriasGasto)] }
  writeSetting(tx.db, tenantId, 'caja.config', despues, tx.now)
  tx.audit({ accion: 'caja.config', entidad: 'tenant', entidadId: tenantId, antes, despues })
  return despues
}
