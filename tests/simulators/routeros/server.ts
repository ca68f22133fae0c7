// Routers in a process of their own, told and heard over IPC: see index.ts.
import { openHosts } from './farm.ts'
import type { Host } from './host.ts'
import type { Told, RouterSignal } from './index.ts'

const say = (signal: RouterSignal) => process.send?.(signal)
let hosts: Host[] = []

async function obey(told: Told): Promise<void> {
  if ('open' in told) {
    const opened = await openHosts(told.open)
    hosts = opened.map(({ host }) => host)
    say({ kind: 'open', routers: opened.map(({ described }) => described) })
    return
  }
  try {
    const host = hosts[told.router]
    const method = host?.[told.method] as ((...args: unknown[]) => Promise<unknown>) | undefined
    say({ kind: 'answer', id: told.id, result: await method?.apply(host, told.args) })
  } catch (error) {
    say({ kind: 'answer', id: told.id, error: String(error) })
  }
}

process.on('message', (told: Told) => {
  obey(told).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
process.on('disconnect', () => process.exit(0))
