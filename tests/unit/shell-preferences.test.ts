import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseLanguage, loadPreferences, savePreferences } from '../../electron/main/preferences.ts'
import { RateLimit } from '../../electron/main/rate-limit.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-preferences-'))
  file = path.join(folder, 'shell.json')
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('the preferences of the shell', () => {
  it('come back as they were saved', () => {
    savePreferences(file, { language: 'pt', colorScheme: 'dark' })
    expect(loadPreferences(file)).toEqual({ language: 'pt', colorScheme: 'dark' })
  })

  it('are the defaults when the file is missing, damaged or from another program', () => {
    const defaults = { language: null, colorScheme: 'auto' }
    expect(loadPreferences(file)).toEqual(defaults)
    for (const text of ['', '{', 'null', '[]', '{"language":"xx","colorScheme":7}']) {
      fs.writeFileSync(file, text)
      expect(loadPreferences(file)).toEqual(defaults)
    }
  })
})

describe('the language', () => {
  it('is the chosen one, else that of the system, else Spanish', () => {
    expect(chooseLanguage('en', 'pt-BR')).toBe('en')
    expect(chooseLanguage(null, 'pt-BR')).toBe('pt')
    expect(chooseLanguage(null, 'de-AT')).toBe('es')
    expect(chooseLanguage(null, '')).toBe('es')
  })
})

describe('a rate limit', () => {
  it('counts what happened within its window and forgets what is older', () => {
    let now = 0
    const limit = new RateLimit({ max: 2, windowMs: 100 }, () => now)
    expect([limit.take(), limit.take(), limit.take()]).toEqual([1, 2, null])
    now = 100
    expect(limit.take()).toBe(1)
    limit.reset()
    expect([limit.take(), limit.take(), limit.take()]).toEqual([1, 2, null])
  })
})
