import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const MIGRATIONS_DIR = path.resolve(import.meta.dirname, '../../db/migrations')

/** A fresh temporary folder and how to remove it. */
export function freshDir(): { path: string; remove(): void } {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-db-'))
  return { path: dir, remove: () => fs.rmSync(dir, { recursive: true, force: true }) }
}
