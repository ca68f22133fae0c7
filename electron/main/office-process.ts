import type { OfficeControl, OfficeSignal } from '../../contract/control.ts'

/** The end of a message channel that stays in main (Electron's `MessagePortMain`, or a test's stand-in). */
export interface RelayPort {
  postMessage(data: unknown): void
  start(): void
  close(): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/** One window's line to the office. `port` is handed to the window; `close` ends the line from main's side. */
export interface OfficeConnection<Port> {
  port: Port
  close(): void
}

/** A running office process, whichever way it was started. */
export interface OfficeProcess<Port> {
  readonly pid: number | undefined
  send(message: OfficeControl): void
  connect(): OfficeConnection<Port>
  /** Ends it at once (SIGKILL); `onExit` follows. */
  kill(): void
}

export interface OfficeProcessEvents {
  onSignal(signal: Exclude<OfficeSignal, { kind: 'data' }>): void
  /** Called once, whatever the end. `how` is like `exit 1` or `SIGKILL`: for the log and the error screen. */
  onExit(how: string): void
  onOutput(chunk: Uint8Array): void
}

export type StartOfficeProcess<Port> = (events: OfficeProcessEvents) => OfficeProcess<Port>

/** Kills by id; a process that is already gone is what was wanted. */
export function killProcess(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Already gone.
  }
}

export const describeExit = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal ?? `exit ${code ?? 'unknown'}`
