// A ticket printer in a process of its own, told and heard over IPC: see index.ts.
import { type Behaviour, Device } from './device.ts'
import type { PrinterSignal } from './index.ts'

const say = (signal: PrinterSignal) => process.send?.(signal)
const device = new Device((heard) => say(heard))
say({ kind: 'listening', port: await device.listen() })
process.on('message', (told: Behaviour | 'sync') => {
  if (told === 'sync') {
    say({ kind: 'obeyed' })
    return
  }
  void device.behave(told).then(() => say({ kind: 'obeyed' }))
})
process.on('disconnect', () => process.exit(0))
