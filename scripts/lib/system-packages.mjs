// What Electron and the tests need from the system, and how it gets there.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { Hint } from './paths.mjs'

/**
 * @typedef {object} Need
 * @property {string} what as `apt-get install` wants it on Debian 12
 * @property {boolean} [renamed] has the suffix t64 since Debian 13 and Ubuntu 24.04
 * @property {(system: System) => boolean} present
 */
/** @typedef {{ libraries: string }} System */

/** @type {(soname: string) => (system: System) => boolean} */
const library = (soname) => (system) => system.libraries.includes(`\t${soname} `)
/** @type {(name: string) => () => boolean} */
const command = (name) => () => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0

/** @type {Need[]} */
const FOR_ELECTRON = [
  { what: 'libgtk-3-0', renamed: true, present: library('libgtk-3.so.0') },
  { what: 'libnss3', present: library('libnss3.so') },
  { what: 'libgbm1', present: library('libgbm.so.1') },
  { what: 'libasound2', renamed: true, present: library('libasound.so.2') },
  { what: 'libatk-bridge2.0-0', renamed: true, present: library('libatk-bridge-2.0.so.0') },
  { what: 'libcups2', renamed: true, present: library('libcups.so.2') },
  { what: 'fonts-dejavu-core', present: () => fs.existsSync('/usr/share/fonts') && hasFonts('/usr/share/fonts') },
]
/** @type {Need} */
const VIRTUAL_DISPLAY = { what: 'xvfb', present: command('Xvfb') }
/** @type {Need} */
const PDF_READER = { what: 'poppler-utils', present: command('pdftotext') }

/**
 * Makes sure that Electron can run here, installing Debian packages where this program may.
 * @param {{ virtualDisplay: boolean, pdfReader: boolean, say: (line: string) => void }} wanted
 * @throws {Hint} with what to type, when this program may not or cannot install them
 */
export function ensureSystemPackages({ virtualDisplay, pdfReader, say }) {
  if (process.platform !== 'linux') return
  const needs = [...FOR_ELECTRON, ...(virtualDisplay ? [VIRTUAL_DISPLAY] : []), ...(pdfReader ? [PDF_READER] : [])]
  const missing = missingOf(needs)
  if (missing.length === 0) return

  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (!command('apt-get')()) {
    throw new Hint(
      `This system lacks what these Debian packages hold; install them with its own package manager:\n\n    ${missing.join(' ')}\n`,
    )
  }
  const prefix = rootPrefix()
  if (prefix === null) {
    const typed = command('sudo')() ? `sudo apt-get update && sudo ${line}` : `su -c 'apt-get update && ${line}'`
    throw new Hint(`Some Debian packages are missing. Type this once, then try again:\n\n    ${typed}\n`)
  }
  say(`Installing Debian packages: ${missing.join(' ')}`)
  const failure = aptInstall(prefix, missing) && aptInstall(prefix, missing)
  if (failure) throw new Hint(`apt-get failed:\n${failure}\nTry it yourself:\n\n    ${line}\n`)
  const still = missingOf(needs)
  if (still.length > 0) throw new Hint(`Still missing after the installation: ${still.join(' ')}`)
}

/** @param {Need[]} needs */
function missingOf(needs) {
  const system = { libraries: libraries() }
  const renames = hasTime64Names()
  return needs
    .filter((need) => !need.present(system))
    .map((need) => (need.renamed && renames ? `${need.what}t64` : need.what))
}

/** What the dynamic linker finds; `ldconfig` is not in the PATH of ordinary users on Debian. */
function libraries() {
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  return spawnSync('ldconfig', ['-p'], { encoding: 'utf8', env }).stdout ?? ''
}

/** @param {string} folder */
function hasFonts(folder) {
  return fs.readdirSync(folder, { recursive: true }).some((file) => /\.(ttf|otf|pfb)$/.test(String(file)))
}

function hasTime64Names() {
  const release = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : ''
  const id = /^ID=(.*)$/m.exec(release)?.[1] ?? ''
  const version = Number(/^VERSION_ID="?([\d.]+)"?$/m.exec(release)?.[1] ?? 0)
  return id === 'ubuntu' ? version >= 24.04 : version === 0 || version >= 13
}

/** How to become root without being asked for a password; null when there is no way. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null
}

/**
 * @param {string[]} prefix
 * @param {string[]} packages
 * @returns {string | null} what went wrong
 */
function aptInstall(prefix, packages) {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [program = 'env', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args]
    const result = spawnSync(program, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    if (result.status !== 0) return result.stderr.trim().slice(-2000)
  }
  return null
}
