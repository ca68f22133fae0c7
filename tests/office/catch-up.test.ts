import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { silentLog } from '../../office/kernel/log.ts'
import { closeOffice, startOffice } from '../../office/lifecycle.ts'

it('an office that was closed begins nothing any more', async () => {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-office-'))
  const migrationsDir = path.resolve(import.meta.dirname, '../../db/migrations')
  const office = await startOffice({ dataDir, migrationsDir, version: '0.0.0', log: silentLog })
  await closeOffice(office)
  await expect(office.catchUp()).resolves.toBeUndefined()
  fs.rmSync(dataDir, { recursive: true })
})
