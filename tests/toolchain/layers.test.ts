import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findViolations, whyForbidden } from '../../scripts/lib/layers.mjs'

let root: string
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-layers-'))
})
afterEach(() => fs.rmSync(root, { recursive: true, force: true }))

function write(file: string, source: string) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), source)
}

describe('the layers', () => {
  it.each([
    ['import', "import { open } from '../../office/open.ts'"],
    ['type import', "import type { Open } from '../../office/open.ts'"],
    ['export from', "export { open } from '../../office/open.ts'"],
    ['export all', "export * from '../../office/open.ts'"],
    ['dynamic import', "export const open = () => import('../../office/open.ts')"],
    ['import type expression', "export type Open = import('../../office/open.ts').Open"],
  ])('finds a forbidden %s', (_kind, source) => {
    write('renderer/app/a.tsx', source)
    expect(findViolations(root).violations).toEqual([
      { file: 'renderer/app/a.tsx', specifier: '../../office/open.ts', reason: 'renderer may not import office' },
    ])
  })

  it('lets each layer import what it may', () => {
    write('contract/money.ts', "import { z } from 'zod'\nexport const minor = z.int()")
    write('db/open.ts', "import fs from 'node:fs'\nimport { minor } from '../contract/money.ts'\nexport { fs, minor }")
    write('office/cash/pago.ts', "import { minor } from '../../db/open.ts'\nexport { minor }")
    write('renderer/app/a.tsx', "import es from '../../resources/i18n/es/a.json' with { type: 'json' }\nexport { es }")
    expect(findViolations(root)).toEqual({ violations: [], files: 4 })
  })

  it.each([
    ['contract/a.ts', 'react'],
    ['contract/a.ts', 'node:fs'],
    ['contract/a.ts', '../db/open.ts'],
    ['db/a.ts', '../office/a.ts'],
    ['office/a.ts', 'electron'],
    ['office/a.ts', '../renderer/a.ts'],
    ['office/cash/a.ts', '../entry/node.ts'],
    ['office/routeros/a.ts', '../billing/a.ts'],
    ['electron/main/a.ts', '../../office/a.ts'],
    ['electron/main/a.ts', '../preload/index.ts'],
    ['electron/preload/a.ts', 'zod'],
    ['electron/preload/a.ts', 'fs'],
    ['renderer/a.ts', 'node:path'],
    ['renderer/a.ts', 'electron'],
    ['renderer/a.ts', '../tests/fixture.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(whyForbidden(file, specifier)).not.toBeNull()
  })

  it('says so when a file cannot be read as a module', () => {
    write('contract/broken.ts', 'import {')
    expect(() => findViolations(root)).toThrow(/broken\.ts/)
  })
})
