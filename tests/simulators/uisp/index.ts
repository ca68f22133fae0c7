import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { node24 } from '../../../scripts/lib/paths.mjs'
import { type UispDescribed, UispHost } from './host.ts'
import type { UispControl, UispOptions, UispSimulator } from './types.ts'

export type * from './types.ts'

export type UispTold = { open: UispOptions } | { id: number; method: keyof UispControl; args: unknown[] }
export type UispSignal = { kind: 'open'; described: UispDescribed } | { kind: 'answer'; id: number; result: unknown }

const CONTROLS = ['state', 'replace', 'behave', 'requests', 'writes'] as const satisfies readonly (keyof UispControl)[]

function simulatorOf(
  described: UispDescribed,
  call: (method: keyof UispControl, args: unknown[]) => Promise<unknown>,
  stop: () => Promise<void>,
): UispSimulator {
  const controls = Object.fromEntries(CONTROLS.map((method) => [method, (...args: unknown[]) => call(method, args)]))
  return { ...described, ...(controls as unknown as UispControl), stop }
}

/** Starts a UISP console on this machine, in its own process. */
export async function startUisp(options: UispOptions = {}): Promise<UispSimulator> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'server.ts'), [], {
    execPath: node24(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, (result: unknown) => void>()
  let calls = 0
  const described = await new Promise<UispDescribed>((resolve, reject) => {
    child.on('message', (message) => {
      const signal = message as UispSignal
      if (signal.kind === 'open') return resolve(signal.described)
      waiting.get(signal.id)?.(signal.result)
      waiting.delete(signal.id)
    })
    child.once('exit', () => reject(new Error('the console ended')))
    child.send({ open: options } satisfies UispTold)
  })
  const call = (method: keyof UispControl, args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++calls
      const ended = () => reject(new Error('the console ended'))
      child.once('exit', ended)
      waiting.set(id, (result) => {
        child.off('exit', ended)
        resolve(result)
      })
      child.send({ id, method, args } satisfies UispTold)
    })
  return simulatorOf(described, call, async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill()
    await exited
  })
}

/** The same within this process, for who runs nothing else in it. */
export async function openUisp(options: UispOptions = {}): Promise<UispSimulator> {
  const host = new UispHost(options)
  const described = await host.open()
  const call = async (method: keyof UispControl, args: unknown[]): Promise<unknown> =>
    (host[method] as (...args: unknown[]) => Promise<unknown>).apply(host, args)
  return simulatorOf(described, call, () => Promise.resolve(host.close()))
}
