/**
 * What the main process and the office process say to each other.
 *
 * The office runs either as an Electron utility process (a MessagePort travels with `connect`, and the window
 * then talks to the office directly) or as a plain Node child (main relays each message as `data`).
 */
export type OfficeControl =
  /** First message. `dataDir` holds `office.db`; `migrationsDir` the SQL of the migrations. */
  | { kind: 'init'; dataDir: string; migrationsDir: string; version: string }
  | { kind: 'connect'; client: number }
  | { kind: 'data'; client: number; data: unknown }
  | { kind: 'disconnect'; client: number }
  /** Stop accepting, finish what runs, checkpoint, close; the office answers `stopped` and exits with 0. */
  | { kind: 'stop' }

export type OfficeSignal =
  | { kind: 'ready'; pid: number; sqlite: string; node: string }
  /** The office cannot start. `code` is stable (see `StartFailure`), `detail` is for the person who helps. */
  | { kind: 'failed'; code: StartFailure; detail: string }
  | { kind: 'data'; client: number; data: unknown }
  | { kind: 'stopped' }

/** Why an office refuses to open its data: nothing was changed in any of these cases. */
export const START_FAILURES = [
  'db.from_the_future',
  'db.corrupt',
  'db.locked',
  'db.disk_full',
  'db.migration_failed',
  'db.unwritable',
  'unknown',
] as const
export type StartFailure = (typeof START_FAILURES)[number]
