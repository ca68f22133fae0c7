import { z } from 'zod'
import { PROVEEDORES_PASARELA, type ProveedorPasarela } from '../../contract/enums.ts'
import type { PasarelaConfig, PasarelasConfig } from '../../contract/index.ts'
import type { ReadDb, WriteDb } from '../../db/open.ts'
import { refuse } from '../kernel/errors.ts'
import type { Office } from '../kernel/office.ts'
import type { HandlerContext } from '../kernel/procedures.ts'
import { type Seal, SealBroken } from '../kernel/seal.ts'
import { readSetting, writeSetting } from '../kernel/settings.ts'

type Db = ReadDb | WriteDb

const zGateway = z.object({
  activa: z.boolean().default(false),
  cuenta: z.string().default(''),
  prueba: z.boolean().default(false),
  /** Sealed. */
  secreto: z.string().nullable().default(null),
})
type Kept = z.infer<typeof zGateway>
const zStored = z.partialRecord(z.enum(PROVEEDORES_PASARELA), zGateway)

const purpose = (tenantId: string, proveedor: ProveedorPasarela): string => `pasarela.secreto:${proveedor}:${tenantId}`

function readStored(db: Db, tenantId: string) {
  const setting = readSetting(db, tenantId, 'pasarelas')
  return { value: zStored.parse(setting?.value ?? {}), actualizadoEn: setting?.actualizadoEn ?? 0 }
}

const keptOf = (db: Db, tenantId: string, proveedor: ProveedorPasarela): Kept =>
  readStored(db, tenantId).value[proveedor] ?? zGateway.parse({})

function secretState(
  kept: Kept,
  tenantId: string,
  proveedor: ProveedorPasarela,
  seal: Seal,
): PasarelaConfig['secreto'] {
  if (kept.secreto === null) return 'ninguno'
  try {
    seal.open(kept.secreto, purpose(tenantId, proveedor))
    return 'guardado'
  } catch {
    return 'ilegible'
  }
}

/** The settings without their secrets. */
export function readPasarelasConfig(db: Db, tenantId: string, seal: Seal): PasarelasConfig {
  const { actualizadoEn } = readStored(db, tenantId)
  const pasarelas = PROVEEDORES_PASARELA.map((proveedor): PasarelaConfig => {
    const kept = keptOf(db, tenantId, proveedor)
    const { activa, cuenta, prueba } = kept
    return { proveedor, activa, cuenta, prueba, secreto: secretState(kept, tenantId, proveedor, seal) }
  })
  return { pasarelas, proteccion: seal.protection, actualizadoEn }
}

export interface GatewayAccess {
  activa: boolean
  cuenta: string
  prueba: boolean
  secreto: string
}

/** What a provider's events are checked with. Errors: pasarela.not_configured. */
export function gatewayAccess(db: Db, tenantId: string, proveedor: ProveedorPasarela, seal: Seal): GatewayAccess {
  const { secreto: sealed, ...kept } = keptOf(db, tenantId, proveedor)
  if (sealed === null) throw refuse('pasarela.not_configured', { proveedor })
  try {
    return { ...kept, secreto: seal.open(sealed, purpose(tenantId, proveedor)) }
  } catch (error) {
    if (error instanceof SealBroken) throw refuse('pasarela.not_configured', { proveedor })
    throw error
  }
}

/** A key that this computer cannot open gives way to a new one: what it sealed is asked for again anyway. */
async function makeUsable({ seal, parent }: Office): Promise<void> {
  if (!seal.usable && seal.protection === 'unreadable' && parent) seal.use(await parent.renewKey())
  if (!seal.usable) throw refuse('pasarela.key_unavailable')
}

export interface PasarelaConfigInput {
  requestId: string
  expected: number
  proveedor: ProveedorPasarela
  activa: boolean
  cuenta: string
  prueba: boolean
  /** Null forgets it, left out keeps it. */
  secreto?: string | null | undefined
}

/** Errors: conflict.changed, pasarela.key_unavailable. */
export async function savePasarelaConfig(
  { office, actor }: HandlerContext,
  { requestId, expected, proveedor, secreto, ...given }: PasarelaConfigInput,
): Promise<PasarelasConfig> {
  const { tenantId } = actor
  if (typeof secreto === 'string') await makeUsable(office)
  // Sealed before the transaction, and kept out of what the request is recognised by.
  const sealed = typeof secreto === 'string' ? office.seal.seal(secreto, purpose(tenantId, proveedor)) : secreto
  const write = { actor, requestId, procedure: 'pasarelas.saveConfig', input: { expected, proveedor, ...given } }
  await office.writer.run(write, (tx) => {
    const { value, actualizadoEn } = readStored(tx.db, tenantId)
    if (actualizadoEn !== expected) throw refuse('conflict.changed', { entidad: 'tenant' })
    const before = keptOf(tx.db, tenantId, proveedor)
    const after: Kept = { ...given, secreto: sealed === undefined ? before.secreto : sealed }
    writeSetting(tx.db, tenantId, 'pasarelas', { ...value, [proveedor]: after }, Math.max(tx.now, expected + 1))
    const shown = ({ secreto: kept, ...rest }: Kept) => ({ proveedor, ...rest, conSecreto: kept !== null })
    tx.audit({
      accion: 'pasarela.config',
      entidad: 'tenant',
      entidadId: tenantId,
      antes: shown(before),
      despues: shown(after),
    })
    return { ok: true }
  })
  return readPasarelasConfig(office.db.read, tenantId, office.seal)
}
