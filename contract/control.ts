import type { Papel } from './shell.ts'

/**
 * What the main process and the office process say to each other.
 *
 * The office runs either as an Electron utility process (a MessagePort travels with `connect`, and the window
 * then talks to the office directly) or as a plain Node child (main relays each message as `data`).
 */
export type OfficeControl =
  /**
   * First message. `dataDir` holds `office.db`; `migrationsDir` the SQL of the migrations. `key` seals the office's
   * secrets: it comes with this message and no other way; absent where the parent keeps none. `answers`: the parent
   * answers what the office asks (see `ParentQuestion`).
   */
  | {
      kind: 'init'
      dataDir: string
      migrationsDir: string
      version: string
      key?: OfficeKey | null
      answers?: boolean
    }
  /** The answer to the question of that number. `error` is for the log. */
  | { kind: 'answer'; question: number; answer: unknown }
  | { kind: 'answer'; question: number; error: string }
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
  /** The office needs its parent, which alone can draw; `question` numbers it. */
  | { kind: 'ask'; question: number; ask: ParentQuestion }
  | { kind: 'stopped' }

/**
 * What seals the office's secrets: 32 bytes. `system`: kept wrapped by the system's key store; `file`: this system has
 * none, so a file that only its owner may read keeps it, and the screens say so; `unreadable`: there is one that the
 * system no longer opens (another computer, another account).
 */
export type OfficeKey = { protection: 'system' | 'file'; bytes: Uint8Array } | { protection: 'unreadable'; bytes: null }

/** What the office asks its parent. A `lote` is where a batch goes, chosen by a person: see `ShellApi.openBatch`. */
export type ParentQuestion =
  /** Answer: the bytes of the PDF. */
  | { what: 'pdf'; papel: Papel; html: string }
  /**
   * Adds a page of `documents` documents to a batch. Answer: `{ pages }`; or null, with nothing added, when the page was
   * to hold one sheet for each document and took more (`exact`).
   */
  | { what: 'lote.add'; lote: string; papel: Papel; html: string; fileName: string; documents: number; exact: boolean }
  /** Completes the batch. Answer: `{ pages }`. */
  | { what: 'lote.finish'; lote: string }
  /** Leaves nothing half of it. Answer: null. */
  | { what: 'lote.abort'; lote: string }
  /** Sets an unreadable key aside and makes a new one. Answer: OfficeKey. */
  | { what: 'key.renew' }

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
