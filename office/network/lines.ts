import type { ReadDb } from '../../db/open.ts'
import { type RouterosLink, RouterosError, RouterosPool, type SessionOptions } from '../routeros/index.ts'
import type { Office } from '../kernel/office.ts'
import { type Seal, SealBroken } from '../kernel/seal.ts'

interface Access {
  host: string
  puerto: number
  tls: 0 | 1
  usuario: string
  secreto: string | null
  huellaTls: string | null
}

const ACCESS = `select d.ip_gestion as host, a.puerto, a.tls, a.usuario, a.secreto, a.huella_tls as huellaTls
  from dispositivo_acceso a join dispositivo_red d on d.id = a.dispositivo_id
  where a.dispositivo_id = ? and a.tenant_id = ? and a.activo = 1 and d.proveedor = 'mikrotik'`

/** What a device's password is sealed for: it opens nothing else. */
export const devicePurpose = (dispositivoId: string): string => `dispositivo.secreto:${dispositivoId}`

/** The connections to the office's RouterOS devices: one each, opened when somebody needs it, shared by all. */
export class DeviceLines {
  readonly #office: Pick<Office, 'db' | 'seal'>
  readonly pool: RouterosPool

  constructor(office: Pick<Office, 'db' | 'seal'>, pool: RouterosPool) {
    this.#office = office
    this.pool = pool
  }

  /** Of a device of this tenant. Its calls fail with RouterosError `unreachable` when it is put away or its password cannot be opened. */
  link(tenantId: string, dispositivoId: string): RouterosLink {
    const { db, seal } = this.#office
    return this.pool.link(dispositivoId, () => sessionOptions(db.read, seal, tenantId, dispositivoId))
  }
}

function sessionOptions(db: ReadDb, seal: Seal, tenantId: string, dispositivoId: string): SessionOptions {
  const access = db.sqlite.prepare<[string, string], Access>(ACCESS).get(dispositivoId, tenantId)
  if (!access) throw new RouterosError('unreachable', 'not_sent', 'the device is not one of the office')
  const { host, puerto, tls, usuario, secreto, huellaTls } = access
  return {
    host,
    port: puerto,
    user: usuario,
    password: openSecret(seal, secreto, dispositivoId),
    tls: tls === 1 ? { pin: huellaTls } : null,
  }
}

function openSecret(seal: Seal, secreto: string | null, dispositivoId: string): string {
  if (secreto === null) return ''
  try {
    return seal.open(secreto, devicePurpose(dispositivoId))
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    throw new RouterosError('bad_credentials', 'not_sent', 'the password was sealed with another key', { cause: error })
  }
}
