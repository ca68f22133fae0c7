import fs from 'node:fs'
import path from 'node:path'
import { cacheDir } from './paths.mjs'
import { runNode } from './process.mjs'

/** @type {readonly string[]} */
export const SIZES = ['small', 'office', 'large']

/** What everybody of a demo office enters with. */
export const DEMO_PASSWORD = 'mostrador'
export const DEMO_PIN = '1234'

/** Below a data folder, the one that the shell gives to the office. */
const OFFICE_FOLDER = 'office'

/**
 * The data folder of the demo office of one size, filled if it is not there yet.
 * @param {{ size: string, fresh?: boolean, say: (line: string) => void }} options `fresh` fills it anew
 * @returns {Promise<string>}
 */
export async function ensureDemoOffice({ size, fresh = false, say }) {
  const dataDir = path.join(cacheDir(), 'demo', size)
  if (fresh) fs.rmSync(dataDir, { recursive: true, force: true })
  if (fs.existsSync(path.join(dataDir, OFFICE_FOLDER, 'office.db'))) return dataDir
  say(`Filling the demo office (${size})…`)
  // Filled beside its place: one that was interrupted is never taken for a whole one.
  const unfinished = `${dataDir}.filling`
  fs.rmSync(unfinished, { recursive: true, force: true })
  const officeDir = path.join(unfinished, OFFICE_FOLDER)
  fs.mkdirSync(officeDir, { recursive: true })
  await runNode(['scripts/fill-demo.ts', '--size', size, '--dir', officeDir])
  fs.rmSync(dataDir, { recursive: true, force: true })
  fs.renameSync(unfinished, dataDir)
  return dataDir
}
