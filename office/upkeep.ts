import { applyMora } from './billing/mora.ts'
import { runSchedule } from './billing/run/schedule.ts'
import { refreshOverdue } from './billing/overdue.ts'
import { breakPromesas } from './billing/promises-upkeep.ts'
import { applyPlannedPrices } from './customers/plan-prices.ts'
import { applyPlannedChanges } from './customers/servicio-changes.ts'
import type { Office } from './kernel/office.ts'
import { planReminders } from './mail/reminders.ts'
import { liftUncut } from './network/cuts/lift.ts'
import { runCuts } from './network/cuts/schedule.ts'
import { thinHistory } from './network/devices/thin.ts'
import { summarizeSomeCobros } from './reports/collected.ts'

/**
 * What the office does by itself as time passes: at its start, and every minute while it is open, so that midnight and a
 * computer that was off are one case. Each task is cheap when there is nothing to do, and does nothing twice. Their order
 * matters: first what is due by date, then what follows from it.
 */
const TASKS: readonly { name: string; run: (office: Office) => Promise<void> }[] = [
  { name: 'overdue', run: refreshOverdue },
  { name: 'promises', run: breakPromesas },
  { name: 'collected', run: summarizeSomeCobros },
  { name: 'planned prices', run: applyPlannedPrices },
  {
    name: 'planned changes',
    run: (office) => applyPlannedChanges(office, (hand, clienteId) => liftUncut(hand, [clienteId])),
  },
  { name: 'late fees', run: applyMora },
  { name: 'billing runs', run: runSchedule },
  { name: 'reminders', run: planReminders },
  { name: 'network differences', run: async (office) => (await office.network()).drift.daily() },
  { name: 'cuts', run: runCuts },
  { name: 'history', run: thinHistory },
]

const EVERY_MS = 60_000
const timers = new WeakMap<Office, NodeJS.Timeout>()

/** Runs every task once; one that fails is written down and does not stop the others. */
export async function runUpkeep(office: Office): Promise<void> {
  for (const { name, run } of TASKS) {
    try {
      await run(office)
    } catch (error) {
      office.log.error({ task: name, err: error }, 'upkeep failed')
    }
  }
}

export function startUpkeep(office: Office): void {
  let last = Promise.resolve()
  const turn = () => {
    last = last.then(() => runUpkeep(office))
  }
  timers.set(office, setInterval(turn, EVERY_MS).unref())
}

export const stopUpkeep = (office: Office): void => clearInterval(timers.get(office))
