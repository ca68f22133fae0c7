import fs from 'node:fs'
import path from 'node:path'
import { cacheDir } from './paths.mjs'
import { runNode, startNode } from './process.mjs'

/** @type {readonly string[]} */
export const SIZES = ['small', 'office', 'large']

/** What everybody of a demo office enters with. */
export const DEMO_PASSWORD = 'mostrador'
export const DEMO_PIN = '1234'
/** Where the simulated routers of a demo office listen: this port and those after it. */
export const DEMO_NETWORK_PORT = 18728

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

/**
 * Simulated routers that carry the services of a demo office, added to it the first time. Resolves once they answer.
 * @param {string} dataDir of the demo office
 * @returns {Promise<{ stop: () => void }>}
 */
export const startDemoNetwork = (dataDir) =>
  startNode(['scripts/demo-network.ts', '--dir', path.join(dataDir, OFFICE_FOLDER)], 'READY')
