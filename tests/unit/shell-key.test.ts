import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type KeyStore, OfficeKeys } from '../../electron/main/office-key.ts'
import { Seal, SealBroken } from '../../office/kernel/seal.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-key-'))
  file = path.join(folder, 'office.key')
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A key store that only turns text around, for one account. */
const store = (account: string): KeyStore => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(`${account}:${[...text].toReversed().join('')}`),
  decryptString(encrypted) {
    const [owner, text = ''] = encrypted.toString().split(':')
    if (owner !== account) throw new Error('another account')
    return [...text].toReversed().join('')
  },
})
const keys = (keyStore: KeyStore | null) => new OfficeKeys(file, () => keyStore, log)

describe('the key of an office', () => {
  test('is made once, wrapped by the system, and the same ever after', () => {
    const first = keys(store('ana')).load()
    expect(first).toMatchObject({ protection: 'system' })
    expect(first?.bytes).toHaveLength(32)
    expect(keys(store('ana')).load()).toEqual(first)
    const kept = fs.readFileSync(file, 'utf8')
    expect(kept).not.toContain(Buffer.from(first?.bytes ?? []).toString('base64'))
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  })

  test('without a key store is in a file for its owner alone, and says so', () => {
    const first = keys(null).load()
    expect(first).toMatchObject({ protection: 'file' })
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    expect(keys(null).load()).toEqual(first)
  })

  test('kept in a file stays readable where there is a key store later', () => {
    const first = keys(null).load()
    expect(keys(store('ana')).load()).toEqual(first)
  })

  test('of another account is unreadable, is left as it is, and gives way only when asked', () => {
    keys(store('ana')).load()
    const before = fs.readFileSync(file, 'utf8')
    expect(keys(store('berta')).load()).toEqual({ protection: 'unreadable', bytes: null })
    expect(keys(null).load()).toEqual({ protection: 'unreadable', bytes: null })
    expect(fs.readFileSync(file, 'utf8')).toBe(before)
    const renewed = keys(store('berta')).renew(7)
    expect(renewed).toMatchObject({ protection: 'system' })
    expect(fs.readFileSync(`${file}.7.unreadable`, 'utf8')).toBe(before)
    expect(keys(store('berta')).load()).toEqual(renewed)
  })

  test('that can be read is not renewed', () => {
    const first = keys(store('ana')).load()
    expect(keys(store('ana')).renew(7)).toEqual(first)
    expect(fs.readdirSync(folder)).toEqual(['office.key'])
  })

  test('that is damaged is unreadable', () => {
    fs.writeFileSync(file, '{"protection":"file","key":"c2hvcnQ="}')
    expect(keys(null).load()).toEqual({ protection: 'unreadable', bytes: null })
    fs.writeFileSync(file, 'nonsense')
    expect(keys(null).load()).toEqual({ protection: 'unreadable', bytes: null })
  })
})

describe('a sealed secret', () => {
  const seal = new Seal({ protection: 'file', bytes: new Uint8Array(32).fill(7) })
  test('opens with the same key for the same purpose only, and is different each time', () => {
    const sealed = seal.seal('contraseña 1', 'correo')
    expect(seal.open(sealed, 'correo')).toBe('contraseña 1')
    expect(seal.seal('contraseña 1', 'correo')).not.toBe(sealed)
    expect(() => seal.open(sealed, 'otro')).toThrow(SealBroken)
    expect(() => new Seal({ protection: 'file', bytes: new Uint8Array(32).fill(8) }).open(sealed, 'correo')).toThrow(
      SealBroken,
    )
  })

  test('that was touched does not open', () => {
    const parts = seal.seal('contraseña 1', 'correo').split('.')
    for (const at of [1, 2, 3]) {
      const bytes = Buffer.from(parts[at] ?? '', 'base64url')
      bytes[0] = (bytes[0] ?? 0) ^ 1
      const touched = parts.with(at, bytes.toString('base64url')).join('.')
      expect(() => seal.open(touched, 'correo')).toThrow(SealBroken)
    }
    expect(() => seal.open('v1', 'correo')).toThrow(SealBroken)
    expect(() => seal.open('v2.a.b.c', 'correo')).toThrow(SealBroken)
  })

  test('needs a key', () => {
    expect(() => new Seal(null).seal('x', 'correo')).toThrow(SealBroken)
    expect(() => new Seal({ protection: 'unreadable', bytes: null }).seal('x', 'correo')).toThrow(SealBroken)
  })
})
