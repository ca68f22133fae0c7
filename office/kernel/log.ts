import { pino } from 'pino'

/** What the office writes down of itself: JSON lines on stdout, which whoever runs it keeps. No personal data. */
export type Log = Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error'>

export const createLog = (): Log => pino({ name: 'office', base: null }, pino.destination({ dest: 1, sync: true }))
export const silentLog: Log = pino({ enabled: false })
