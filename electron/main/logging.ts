import path from 'node:path'
import { type Logger, pino } from 'pino'
import { FILE } from './constants.ts'
import { RotatingFile } from './rotating-file.ts'

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>

export interface Logs {
  /** JSON lines of the shell: states, codes and counts, never names, documents or amounts. */
  main: Log
  /** What the office's process prints, as it prints it. */
  office: RotatingFile
}

export function openLogs(folder: string, version: string): Logs {
  const file = new RotatingFile(path.join(folder, FILE.mainLog))
  const main = pino({ base: { version }, timestamp: pino.stdTimeFunctions.isoTime }, file)
  return { main, office: new RotatingFile(path.join(folder, FILE.officeLog)) }
}

/** An error as a log may keep it: its name, message and code, without the data that may hang from it. */
export function errorFields(error: unknown): { error: string; code?: string } {
  if (!(error instanceof Error)) return { error: String(error) }
  const code = (error as NodeJS.ErrnoException).code
  return { error: `${error.name}: ${error.message}`, ...(code === undefined ? {} : { code }) }
}
