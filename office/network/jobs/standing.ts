import type { ReadDb } from '../../../db/open.ts'
import { readRedConfig } from '../config.ts'
import { findReach } from '../reach.ts'
import { dataVersion, jobsMoved, type OpenJob } from './queue.ts'

/** How things stand beside the device, as of a version of the file. */
export interface Standing {
  version: number
  /** Jobs that are over, or were asked for again, since they were read. */
  moved: ReadonlySet<string>
  /** False: somebody put the device under observation, or away. */
  mayWrite: boolean
  cutsOn: boolean
}

interface Of {
  tenantId: string
  dispositivoId: string
  jobs: () => readonly OpenJob[]
}

/** As the file is now; what was known of it stays while nobody wrote anything. */
export function readStanding(db: ReadDb, { tenantId, dispositivoId, jobs }: Of, known: Standing | null): Standing {
  const version = dataVersion(db)
  if (known?.version === version) return known
  const reach = findReach(db, tenantId, dispositivoId)
  return {
    version,
    moved: jobsMoved(db, jobs()),
    mayWrite: reach?.modo === 'gestionar' && reach.activo === 1,
    cutsOn: readRedConfig(db, tenantId).config.cortes.activos,
  }
}
