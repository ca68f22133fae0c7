import { type CorreoConfig, type CorreoConfigRow, zCorreoConfig } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import type { Office } from '../kernel/office.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { type Seal, SealBroken } from '../kernel/seal.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'
import type { Tx } from '../kernel/writer.ts'

type Db = ReadDb | WriteDb

interface Stored {
  config: CorreoConfig
  /** The password, sealed. */
  sellada: string | null
  actualizadoEn: number
}

const purpose = (tenantId: string): string => `correo.clave:${tenantId}`

function readStored(db: Db, tenantId: string): Stored {
  const setting = readSetting(db, tenantId, 'correo')
  const value = (setting?.value ?? {}) as { clave?: unknown }
  return {
    config: zCorreoConfig.parse(value),
    sellada: typeof value.clave === 'string' ? value.clave : null,
    actualizadoEn: setting?.actualizadoEn ?? 0,
  }
}

/** What the mail server is told; `clave` null: nothing is proven to it. */
export interface MailAccess {
  config: CorreoConfig
  clave: string | null
}

/** How mail leaves here: null while no server is set; `ilegible` when its password cannot be opened. */
export function mailAccess(db: Db, tenantId: string, seal: Seal): MailAccess | 'ilegible' | null {
  const { config, sellada } = readStored(db, tenantId)
  if (config.host === '' || config.remitenteCorreo === '') return null
  if (config.usuario === '' || sellada === null) return { config, clave: null }
  try {
    return { config, clave: seal.open(sellada, purpose(tenantId)) }
  } catch (error) {
    if (error instanceof SealBroken) return 'ilegible'
    throw error
  }
}

/** Whether a server is set. */
export function isMailSet(db: Db, tenantId: string): boolean {
  const { host, remitenteCorreo } = readStored(db, tenantId).config
  return host !== '' && remitenteCorreo !== ''
}

/** The settings without their secret. */
export function readCorreoConfig(db: Db, tenantId: string, seal: Seal): CorreoConfigRow {
  const { config, sellada, actualizadoEn } = readStored(db, tenantId)
  return { ...config, clave: passwordState(sellada, tenantId, seal), proteccion: seal.protection, actualizadoEn }
}

function passwordState(sellada: string | null, tenantId: string, seal: Seal): CorreoConfigRow['clave'] {
  if (sellada === null) return 'ninguna'
  try {
    seal.open(sellada, purpose(tenantId))
    return 'guardada'
  } catch {
    return 'ilegible'
  }
}

export interface CorreoConfigInput {
  requestId: string
  expected: number
  config: CorreoConfig
  clave?: string | null | undefined
}

/** Errors: conflict.changed, correo.key_unavailable. */
export async function updateCorreoConfig(
  { office, actor }: HandlerContext,
  { requestId, expected, config, clave }: CorreoConfigInput,
): Promise<CorreoConfigRow> {
  if (typeof clave === 'string') await makeUsable(office)
  // Sealed before the transaction, and kept out of what the request is recognised by.
  const sellada = typeof clave === 'string' ? office.seal.seal(clave, purpose(actor.tenantId)) : clave
  const write = { actor, requestId, procedure: 'correos.updateConfig', input: { expected, config } }
  await office.writer.run(write, (tx) => {
    store(tx, { expected, config, sellada })
    return { ok: true }
  })
  office.mail.reset()
  return readCorreoConfig(office.db.read, actor.tenantId, office.seal)
}

/** A key that this computer cannot open gives way to a new one: what it sealed is asked for again anyway. */
async function makeUsable({ seal, parent }: Office): Promise<void> {
  if (!seal.usable && seal.protection === 'unreadable' && parent) seal.use(await parent.renewKey())
  if (!seal.usable) throw refuse('correo.key_unavailable')
}

function store(
  tx: Tx,
  { expected, config, sellada }: { expected: number; config: CorreoConfig; sellada: string | null | undefined },
): void {
  const { tenantId } = tx.actor
  const before = readStored(tx.db, tenantId)
  if (before.actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'tenant' })
  const clave = sellada === undefined ? before.sellada : sellada
  writeSetting(tx.db, tenantId, 'correo', { ...config, clave }, Math.max(tx.now, expected + 1))
  tx.audit({
    accion: 'correo.config',
    entidad: 'tenant',
    entidadId: tenantId,
    antes: { ...before.config, conClave: before.sellada !== null },
    despues: { ...config, conClave: clave !== null },
  })
}
