// A ticket printer in a process of its own, told and heard over IPC: see index.ts.
import { type Behaviour, Device, type Moment } from './device.ts'
import type { PrinterSignal } from './index.ts'

/** What it may be told: how to misbehave, whom to kill and when, or to say once it has said everything. */
export type Told = { behave: Behaviour } | { kill: { pid: number; at: Moment } | null } | 'sync'

const say = (signal: PrinterSignal) => process.send?.(signal)
let victim: { pid: number; at: Moment } | null = null

/** Before the printer does anything more: the sender dies in the middle of just that step. */
function strike(moment: Moment): void {
  if (victim?.at !== moment) return
  process.kill(victim.pid, 'SIGKILL')
  victim = null
}

const device = new Device((heard) => say(heard), strike)
say({ kind: 'listening', port: await device.listen() })
process.on('message', (told: Told) => {
  const obeyed = () => say({ kind: 'obeyed' })
  if (told === 'sync') obeyed()
  else if ('kill' in told) {
    victim = told.kill
    obeyed()
  } else void device.behave(told.behave).then(obeyed)
})
process.on('disconnect', () => process.exit(0))
