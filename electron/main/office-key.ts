import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import type { OfficeKey } from '../../contract/control.ts'
import { readJson, writeFileAtomicSync } from './atomic-file.ts'
import { errorFields, type Log } from './logging.ts'

/** What of Electron's `safeStorage` is used; a test's stand-in fits. */
export interface KeyStore {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(encrypted: Buffer): string
}

const KEY_BYTES = 32
const OWNER_ONLY = 0o600

interface KeptKey {
  protection: 'system' | 'file'
  /** Base64: wrapped by the system, or as it is. */
  key: string
}

/**
 * The key that seals the office's secrets, in a file of the shell's folder: wrapped by the system's key store, or where
 * there is none in a file that only its owner may read. It goes to the office in its first message and nowhere else.
 */
export class OfficeKeys {
  readonly #file: string
  readonly #find: () => KeyStore | null
  readonly #log: Log

  /** `find` is asked when a key is wanted, which is after the system is ready; null: it has none that protects. */
  constructor(file: string, find: () => KeyStore | null, log: Log) {
    this.#file = file
    this.#find = find
    this.#log = log
  }

  get #store(): KeyStore | null {
    const store = this.#find()
    return store?.isEncryptionAvailable() ? store : null
  }

  /** The key of this installation, made when there is none; null when none can be kept. */
  load(): OfficeKey | null {
    try {
      if (!fs.existsSync(this.#file)) return this.#create()
      return this.#unwrap(readJson(this.#file) as Partial<KeptKey> | null)
    } catch (error) {
      this.#log.error(errorFields(error), 'office key not readable')
      return fs.existsSync(this.#file) ? { protection: 'unreadable', bytes: null } : null
    }
  }

  /** A new key in the place of one that cannot be opened; the old one stays beside it. */
  renew(now: number): OfficeKey | null {
    const current = this.load()
    if (current?.protection !== 'unreadable') return current
    fs.renameSync(this.#file, `${this.#file}.${now}.unreadable`)
    this.#log.warn('office key renewed')
    return this.load()
  }

  #create(): OfficeKey {
    const bytes = randomBytes(KEY_BYTES)
    const store = this.#store
    const protection = store ? 'system' : 'file'
    const key = store ? store.encryptString(bytes.toString('base64')) : bytes
    writeFileAtomicSync(this.#file, JSON.stringify({ protection, key: key.toString('base64') } satisfies KeptKey))
    fs.chmodSync(this.#file, OWNER_ONLY)
    return { protection, bytes: new Uint8Array(bytes) }
  }

  #unwrap(kept: Partial<KeptKey> | null): OfficeKey {
    const key = Buffer.from(kept?.key ?? '', 'base64')
    const bytes = kept?.protection === 'system' ? this.#open(key) : key
    if (bytes === null || bytes.length !== KEY_BYTES) return { protection: 'unreadable', bytes: null }
    return { protection: kept?.protection === 'system' ? 'system' : 'file', bytes: new Uint8Array(bytes) }
  }

  #open(wrapped: Buffer): Buffer | null {
    const store = this.#store
    return store ? Buffer.from(store.decryptString(wrapped), 'base64') : null
  }
}
