import type { Office } from '../kernel/office.ts'
import { SealBroken } from '../kernel/seal.ts'
import { RouterosError, type RouterosLink, type RouterosPool, type SessionOptions } from '../routeros/index.ts'
import { findReach, sessionOptions } from './reach.ts'

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
