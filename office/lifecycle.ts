import { openOffice } from '../db/open.ts'
import { Jobs } from './jobs/jobs.ts'
import { createLog, type Log } from './kernel/log.ts'
import type { Office } from './kernel/office.ts'
import { Sessions } from './kernel/sessions.ts'
import { Writer } from './kernel/writer.ts'
import { runUpkeep, startUpkeep, stopUpkeep } from './upkeep.ts'

export interface StartOptions {
  dataDir: string
  migrationsDir: string
  version: string
  log?: Log
  /** Clock, ms since the epoch; tests set it. */
  now?: () => number
}

/** Opens the office of a folder. Throws OpenFailure, having changed nothing, when it cannot. */
export async function startOffice(options: StartOptions): Promise<Office> {
  const now = options.now ?? Date.now
  const log = options.log ?? createLog()
  const db = await openOffice({ dataDir: options.dataDir, migrationsDir: options.migrationsDir, now: now() })
  const office: Office = {
    db,
    writer: new Writer(db.write, now),
    jobs: new Jobs(log, now),
    sessions: new Sessions(),
    log,
    version: options.version,
    dataDir: options.dataDir,
    now,
  }
  await runUpkeep(office)
  startUpkeep(office)
  return office
}

/** Finishes what is being written, checkpoints and closes. */
export async function closeOffice(office: Office): Promise<void> {
  stopUpkeep(office)
  await office.writer.idle()
  office.db.close()
}
