import type { OfficeKey } from '../contract/control.ts'
import { openOffice } from '../db/open.ts'
import { Jobs } from './jobs/jobs.ts'
import { createLog, type Log } from './kernel/log.ts'
import type { Office } from './kernel/office.ts'
import { type AskParent, Parent } from './kernel/parent.ts'
import { Seal } from './kernel/seal.ts'
import { Sessions } from './kernel/sessions.ts'
import { Writer } from './kernel/writer.ts'
import { type Carrier, MailDesk } from './mail/desk.ts'
import type { NetworkDesk, NetworkTimes } from './network/desk.ts'
import { PrintDesk } from './printing/desk.ts'
import type { PrinterTimes } from './printing/line.ts'

export interface StartOptions {
  dataDir: string
  migrationsDir: string
  version: string
  log?: Log
  /** Clock, ms since the epoch; tests set it. */
  now?: () => number
  /** Seals the office's secrets; without one it keeps none. */
  key?: OfficeKey | null
  /** Answers what the office asks; without it nothing can be drawn. */
  ask?: AskParent | null
  /** Carries mail away; tests put their own in its place. */
  carrier?: Carrier
  /** Deadlines of the ticket printer; tests have shorter ones. */
  printer?: PrinterTimes
  /** Paces of what goes on over the network; tests have shorter ones. */
  network?: NetworkTimes
}

/** Opens the office of a folder. Throws OpenFailure, having changed nothing, when it cannot. */
export async function startOffice(options: StartOptions): Promise<Office> {
  const now = options.now ?? Date.now
  const log = options.log ?? createLog()
  const db = await openOffice({ dataDir: options.dataDir, migrationsDir: options.migrationsDir, now: now() })
  const base = {
    db,
    writer: new Writer(db.write, now),
    jobs: new Jobs(log, now),
    sessions: new Sessions(),
    parent: options.ask ? new Parent(options.ask) : null,
    seal: new Seal(options.key ?? null),
    log,
    version: options.version,
    dataDir: options.dataDir,
    now,
  }
  const printing = new PrintDesk(base, options.printer)
  const office: Office = {
    ...base,
    printing,
    mail: new MailDesk({ ...base, printing }, options.carrier),
    network: () => {
      const loaded = desks.get(office) ?? loadNetwork(office, options.network)
      desks.set(office, loaded)
      return loaded
    },
    catchUp: () => {
      const begun = catchingUp.get(office) ?? catchUp(office)
      catchingUp.set(office, begun)
      return begun
    },
  }
  return office
}

const catchingUp = new WeakMap<Office, Promise<void>>()
const desks = new WeakMap<Office, Promise<NetworkDesk>>()

async function loadNetwork(office: Office, times: NetworkTimes | undefined): Promise<NetworkDesk> {
  const { NetworkDesk: Desk } = await import('./network/desk.ts')
  return new Desk(office, times)
}

// What goes on by itself is no part of the start: it is loaded when it begins.
const upkeep = () => import('./upkeep.ts')

async function catchUp(office: Office): Promise<void> {
  const { runUpkeep, startUpkeep } = await upkeep()
  await office.printing.recover()
  await runUpkeep(office)
  startUpkeep(office)
  office.mail.start()
  office.printing.start()
  const network = await office.network()
  network.start()
}

/** Finishes what is being written, checkpoints and closes. */
export async function closeOffice(office: Office): Promise<void> {
  // What was begun ends; what was not is no more begun: the next start does it.
  const begun = catchingUp.get(office)
  catchingUp.set(office, begun ?? Promise.resolve())
  await begun
  if (begun !== undefined) await stopWork(office)
  await office.mail.stop()
  await office.printing.stop()
  await (await desks.get(office))?.stop()
  await office.writer.idle()
  office.db.close()
}

async function stopWork(office: Office): Promise<void> {
  const [{ stopUpkeep }, { stopIssuing }, { stopCutting }] = await Promise.all([
    upkeep(),
    import('./billing/run/issue-run.ts'),
    import('./network/cuts/turn.ts'),
  ])
  stopUpkeep(office)
  await stopIssuing(office)
  await stopCutting(office)
}
