import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { node24 } from '../../../scripts/lib/paths.mjs'
import type { Behaviour, Heard, Moment } from './device.ts'
import type { PrintedTicket } from './paper.ts'

export { type Behaviour, MOMENTS, type Moment } from './device.ts'
export { drawTicket, ticketPng } from './draw.ts'
export { type PrintedTicket, textOf } from './paper.ts'

export type PrinterSignal = { kind: 'listening'; port: number } | { kind: 'obeyed' } | Heard

export interface PrinterSimulator {
  port: number
  /** Every ticket so far, in the order in which they came out. */
  tickets: PrintedTicket[]
  kicks: { pin: 2 | 5; at: number }[]
  /** Bytes that were no ESC/POS. */
  errors: string[]
  behave(behaviour: Behaviour): Promise<void>
  /** Kills a process at the next such moment. */
  killAt(pid: number, at: Moment): Promise<void>
  /** Settles once everything that it printed so far was heard of here. */
  sync(): Promise<void>
  /** Settles once so many tickets have come out. */
  until(count: number): Promise<void>
  stop(): void
}

/** Starts a ticket printer on this machine, in its own process. */
export async function startPrinter(): Promise<PrinterSimulator> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'server.ts'), [], {
    execPath: node24(),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const tickets: PrintedTicket[] = []
  const kicks: PrinterSimulator['kicks'] = []
  const errors: string[] = []
  const listeners = new Set<(signal: PrinterSignal) => void>()
  const next = (wanted: (signal: PrinterSignal) => boolean): Promise<PrinterSignal> =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the printer ended'))
      const listener = (signal: PrinterSignal) => {
        if (!wanted(signal)) return
        listeners.delete(listener)
        child.off('exit', ended)
        resolve(signal)
      }
      listeners.add(listener)
      child.once('exit', ended)
    })
  child.on('message', (message) => {
    const signal = message as PrinterSignal
    if (signal.kind === 'ticket') tickets.push(signal.ticket)
    if (signal.kind === 'kick') kicks.push({ pin: signal.pin, at: signal.at })
    if (signal.kind === 'error') errors.push(signal.message)
    for (const listener of [...listeners]) listener(signal)
  })
  const listening = await next(({ kind }) => kind === 'listening')
  return {
    port: listening.kind === 'listening' ? listening.port : 0,
    tickets,
    kicks,
    errors,
    async behave(behaviour) {
      const obeyed = next(({ kind }) => kind === 'obeyed')
      child.send({ behave: behaviour })
      await obeyed
    },
    async killAt(pid, at) {
      const obeyed = next(({ kind }) => kind === 'obeyed')
      child.send({ kill: { pid, at } })
      await obeyed
    },
    async sync() {
      const obeyed = next(({ kind }) => kind === 'obeyed')
      child.send('sync')
      await obeyed
    },
    async until(count) {
      while (tickets.length < count) await next(({ kind }) => kind === 'ticket')
    },
    stop: () => child.kill(),
  }
}
