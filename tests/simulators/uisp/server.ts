// A UISP console in a process of its own, told and heard over IPC: see index.ts.
import { UispHost } from './host.ts'
import type { UispSignal, UispTold } from './index.ts'

const say = (signal: UispSignal) => process.send?.(signal)
let host: UispHost | null = null

async function obey(told: UispTold): Promise<void> {
  if ('open' in told) {
    host = new UispHost(told.open)
    say({ kind: 'open', described: await host.open() })
    return
  }
  const method = host?.[told.method] as ((...args: unknown[]) => Promise<unknown>) | undefined
  say({ kind: 'answer', id: told.id, result: await method?.apply(host, told.args) })
}

process.on('message', (told: UispTold) => {
  obey(told).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
