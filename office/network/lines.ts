import type { Office } from '../kernel/office.ts'
import { SealBroken } from '../kernel/seal.ts'
import { NO_PIN, RouterosError, type RouterosLink, type RouterosPool, type SessionOptions } from '../routeros/index.ts'
import { devicePurpose, findReach, type Reach } from './reach.ts'

/** For a RouterOS session. Throws SealBroken when the office's key is not there. */
function sessionOptions(office: Pick<Office, 'seal'>, reach: Reach): SessionOptions {
  const { dispositivoId, host, puerto, usuario, secreto, huellaTls } = reach
  return {
    host,
    port: puerto,
    // Without a certificate that a person trusted, none will do.
    tls: reach.tls === 1 ? { pin: huellaTls ?? NO_PIN } : null,
    user: usuario,
    // A thousand cuts at once are three thousand commands: a shorter window costs them a round trip each time it is full.
    maxInFlight: 4096,
    password: secreto === null ? '' : office.seal.open(secreto, devicePurpose(dispositivoId)),
  }
}

/** The connections to the office's RouterOS devices: one each, opened when somebody needs it, shared by all. */
export class DeviceLines {
  readonly #office: Pick<Office, 'db' | 'seal'>
  readonly pool: RouterosPool

  constructor(office: Pick<Office, 'db' | 'seal'>, pool: RouterosPool) {
    this.#office = office
    this.pool = pool
  }

  /** Of a device of this tenant. Its calls fail with RouterosError when it is put away or its password cannot be opened. */
  link(tenantId: string, dispositivoId: string): RouterosLink {
    return this.pool.link(dispositivoId, () => this.#options(tenantId, dispositivoId))
  }

  #options(tenantId: string, dispositivoId: string): SessionOptions {
    const reach = findReach(this.#office.db.read, tenantId, dispositivoId)
    if (reach?.proveedor !== 'mikrotik' || reach.activo === 0)
      throw new RouterosError('unreachable', 'not_sent', 'the device is put away')
    try {
      return sessionOptions(this.#office, reach)
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error
      throw new RouterosError('bad_credentials', 'not_sent', 'the password was sealed with another key', {
        cause: error,
      })
    }
  }
}
