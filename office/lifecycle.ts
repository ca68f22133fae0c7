import { openOffice } from '../db/open.ts'
import { refreshOverdue } from './billing/overdue.ts'
import { Jobs } from './jobs/jobs.ts'
import { createLog, type Log } from './kernel/log.ts'
import type { Office } from './kernel/office.ts'
import { Sessions } from './kernel/sessions.ts'
import { Writer } from './kernel/writer.ts'

export interface StartOptions {
  dataDir: string
  migrationsDir: string
  version: string
  log?: Log
  /** Clock, ms since the epoch; tests set it. */
  now?: () => number
}

const OVERDUE_CHECK_MS = 60_000
const timers = new WeakMap<Office, NodeJS.Timeout>()

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
  await refreshOverdue(office)
  // Midnight passes while the office is open: due dates are looked at again, which is one indexed step when none fell.
  const refresh = () =>
    refreshOverdue(office).catch((error: unknown) => log.error({ err: error }, 'overdue refresh failed'))
  timers.set(office, setInterval(() => void refresh(), OVERDUE_CHECK_MS).unref())
  return office
}

/** Finishes what is being written, checkpoints and closes. */
export async function closeOffice(office: Office): Promise<void> {
  clearInterval(timers.get(office))
  await office.writer.idle()
  office.db.close()
}
