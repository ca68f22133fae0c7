import type { OfficeStatus } from '../../contract/index.ts'
import type { ReadDb } from '../../db/open.ts'
import { isSetUp, readTenant } from '../kernel/tenancy.ts'
import { isDemo } from './demo.ts'

/** What the door shows before anybody has entered. */
export function readStatus(db: ReadDb): OfficeStatus {
  if (!isSetUp(db)) return { fase: 'new', demo: false, tenant: null }
  const { id, nombre, logoUrl, colorPrimario, idioma } = readTenant(db)
  return { fase: 'ready', demo: isDemo(db, id), tenant: { nombre, logoUrl, colorPrimario, idioma } }
}
