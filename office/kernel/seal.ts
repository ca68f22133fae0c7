import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { OfficeKey } from '../../contract/control.ts'

/**
 * Seals the few secrets that an office keeps for others (the password of its mail server): AES-256-GCM with the key that
 * the parent process keeps wrapped. What a secret is for is bound to it, so that one cannot be put in another's place.
 */

const VERSION = 'v1'
const IV_BYTES = 12

/** The key is not there, or is not the one that sealed this. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

export class Seal {
  #key: OfficeKey | null

  constructor(key: OfficeKey | null) {
    this.#key = key
  }

  /** How this computer keeps the key; null: it keeps none, and nothing can be sealed. */
  get protection(): OfficeKey['protection'] | null {
    return this.#key?.protection ?? null
  }

  get usable(): boolean {
    return this.#key?.bytes != null
  }

  /** Another key from now on; what the old one sealed stays shut. */
  use(key: OfficeKey): void {
    this.#key = key
  }

  #bytes(): Uint8Array {
    const bytes = this.#key?.bytes
    if (!bytes) throw new SealBroken('there is no key')
    return bytes
  }

  /** Text of base64url parts: version, IV, tag, what is sealed. `purpose` must be given again to open it. */
  seal(secret: string, purpose: string): string {
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv('aes-256-gcm', this.#bytes(), iv).setAAD(Buffer.from(purpose))
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
    return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
  }

  /** Throws SealBroken when the key, the purpose or the text is not that of the sealing. */
  open(text: string, purpose: string): string {
    const [version, iv = '', tag = '', sealed = ''] = text.split('.')
    if (version !== VERSION) throw new SealBroken('sealed by another version')
    const bytes = this.#bytes()
    try {
      const decipher = createDecipheriv('aes-256-gcm', bytes, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8')
    } catch {
      throw new SealBroken('another key sealed this')
    }
  }
}
