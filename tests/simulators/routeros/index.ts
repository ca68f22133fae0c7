import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { node24 } from '../../../scripts/lib/paths.mjs'
import { controlsBy, farmOf, openHosts } from './farm.ts'
import type { Described } from './host.ts'
import type { FarmOptions, RouterControl, RouterFarm } from './types.ts'

export type * from './types.ts'
export { cp1252 } from './wire.ts'

/** What the process of the routers is told. */
export type Told = { open: FarmOptions } | { id: number; router: number; method: keyof RouterControl; args: unknown[] }
export type RouterSignal =
  | { kind: 'open'; routers: Described[] }
  | { kind: 'answer'; id: number; result?: unknown; error?: string }

/** Starts MikroTik routers on this machine, all in one process of their own. */
export async function startRouters(options: FarmOptions = {}): Promise<RouterFarm> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'server.ts'), [], {
    execPath: node24(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let calls = 0
  const described = await new Promise<Described[]>((resolve, reject) => {
    child.on('message', (message) => {
      const signal = message as RouterSignal
      if (signal.kind === 'open') return resolve(signal.routers)
      const call = waiting.get(signal.id)
      waiting.delete(signal.id)
      if (signal.error === undefined) call?.resolve(signal.result)
      else call?.reject(new Error(signal.error))
    })
    child.once('exit', () => {
      const ended = new Error('the routers ended')
      reject(ended)
      for (const call of waiting.values()) call.reject(ended)
    })
    child.send({ open: options } satisfies Told)
  })
  const ask = (router: number, method: keyof RouterControl, args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++calls
      waiting.set(id, { resolve, reject })
      child.send({ id, router, method, args } satisfies Told)
    })
  const routers = described.map((each, at) => ({ ...each, ...controlsBy((method, args) => ask(at, method, args)) }))
  return farmOf(routers, child.pid ?? 0, async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill()
    await exited
  })
}

/** The same within this process, for who runs nothing else in it. */
export async function openRouters(options: FarmOptions = {}): Promise<RouterFarm> {
  const opened = await openHosts(options)
  const routers = opened.map(({ host, described }) => {
    const call = async (method: keyof RouterControl, args: unknown[]): Promise<unknown> =>
      (host[method] as (...args: unknown[]) => Promise<unknown>).apply(host, args)
    return { ...described, ...controlsBy(call) }
  })
  return farmOf(routers, process.pid, async () => {
    for (const { host } of opened) await host.close()
  })
}
