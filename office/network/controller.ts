import type { ReadDb } from '../../db/open.ts'
import type { Office } from '../kernel/office.ts'
import { perConnection } from '../kernel/statements.ts'
import { UispClient } from '../uisp/index.ts'
import { controllerPurpose } from './reach.ts'

interface ControllerRow {
  id: string
  url: string
  tokenNms: string | null
  claveCrm: string | null
  huellaTls: string | null
}

const statements = perConnection((db: ReadDb) => ({
  one: db.sqlite.prepare<[string, string], ControllerRow>(
    `select id, url, token_nms as tokenNms, clave_crm as claveCrm, huella_tls as huellaTls
     from controlador_uisp where tenant_id = ? and id = ? and activo = 1`,
  ),
}))

/** A client of a UISP server that is in use; null when there is none. Throws SealBroken without the office's key. */
export function openController(
  office: Pick<Office, 'db' | 'seal'>,
  tenantId: string,
  controladorId: string,
): UispClient | null {
  const row = statements(office.db.read).one.get(tenantId, controladorId)
  if (!row) return null
  const { id, url, tokenNms, claveCrm, huellaTls } = row
  const open = (sealed: string | null, which: 'nms' | 'crm') =>
    sealed === null ? null : office.seal.open(sealed, controllerPurpose(id, which))
  return new UispClient({ url, pin: huellaTls, nmsToken: open(tokenNms, 'nms'), crmKey: open(claveCrm, 'crm') })
}
