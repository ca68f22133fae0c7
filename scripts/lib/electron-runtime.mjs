// Which Electron to run, and what the programs that start it must know about it.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import {
  FALLBACK,
  fallbackDist,
  fallbackIsInstalled,
  fallbackIsPossible,
  installFallback,
} from './electron-fallback.mjs'
import { Hint, node24, packageFile } from './paths.mjs'

const OFFICIAL_LIMIT_MS = 20_000
const OFFICIAL_LIMIT_WITHOUT_FALLBACK_MS = 600_000
const SHARED_MEMORY = '/dev/shm'
const SHARED_MEMORY_MIN_BYTES = 256 * 1024 * 1024

/**
 * @typedef {object} Runtime
 * @property {'official' | 'fallback'} kind
 * @property {string} version
 * @property {string} dist folder of the executable
 * @property {string} executable
 */

/**
 * Finds an Electron, or obtains one: what is installed, what is cached, Electron's own download (given up soon where
 * the fallback exists), the fallback.
 * @param {{ say?: (line: string) => void }} [options] `say` hears what is being waited for
 * @returns {Promise<Runtime>}
 */
export async function resolveElectron({ say = (line) => void process.stderr.write(`${line}\n`) } = {}) {
  const installed = official()
  if (installed) return installed
  if (fallbackIsInstalled()) return fallback()
  if (process.env['MOSTRADOR_ELECTRON_OFFICIAL'] !== '0') {
    say('Downloading Electron…')
    const failure = await downloadOfficial()
    const downloaded = official()
    if (downloaded) return downloaded
    say(`Electron's own download did not work (${failure}).`)
  }
  if (!fallbackIsPossible()) throw new Hint('There is no Electron: run `npx install-electron` with a connection.')
  installFallback(say)
  return fallback()
}

/** @returns {Runtime} */
function fallback() {
  const dist = fallbackDist()
  return { kind: 'fallback', version: FALLBACK.electron, dist, executable: path.join(dist, 'electron') }
}

/** @returns {Runtime | null} */
function official() {
  const pathFile = packageFile('electron', 'path.txt')
  const versionFile = packageFile('electron', 'dist/version')
  if (!pathFile || !versionFile) return null
  const executable = packageFile('electron', path.join('dist', fs.readFileSync(pathFile, 'utf8')))
  if (!executable) return null
  const version = fs.readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  return { kind: 'official', version, dist: path.dirname(versionFile), executable }
}

/** @returns {Promise<string>} why it failed; what it brought is for `official()` to see */
function downloadOfficial() {
  const installer = packageFile('electron', 'install.js')
  if (!installer) return Promise.resolve('the package electron is missing: run `npm ci`')
  return new Promise((resolve) => {
    const child = spawn(node24(), [installer], { stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', (chunk) => (complaint += chunk))
    const limit = fallbackIsPossible() ? OFFICIAL_LIMIT_MS : OFFICIAL_LIMIT_WITHOUT_FALLBACK_MS
    const timer = setTimeout(() => {
      complaint = `no answer in ${limit / 1000} s`
      child.kill('SIGKILL')
    }, limit)
    child.on('error', (error) => resolve(error.message))
    child.on('close', () => {
      clearTimeout(timer)
      resolve(complaint.split('\n')[0]?.slice(0, 200) ?? '')
    })
  })
}

/**
 * Environment with which electron-vite, Playwright and our own main process use this runtime.
 * @param {Runtime} runtime
 * @returns {Record<string, string>}
 */
export function electronEnv(runtime) {
  /** @type {Record<string, string>} */
  const env = { MOSTRADOR_RUNTIME: runtime.kind === 'fallback' ? 'development' : 'shipped' }
  env['ELECTRON_EXEC_PATH'] = runtime.executable
  env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.dist
  // The SQLite binding needs a newer Node-API than Electron 33 has: there the office runs in a plain Node child.
  if (runtime.kind === 'fallback') env['MOSTRADOR_OFFICE_NODE'] = node24()
  if (!sandboxIsPossible(runtime)) env['NO_SANDBOX'] = '1'
  return env
}

/**
 * Arguments that go before the app's folder.
 * @param {Runtime} runtime
 * @param {NodeJS.ProcessEnv} env
 */
export function electronArgs(runtime, env = process.env) {
  const args = []
  if (!sandboxIsPossible(runtime)) args.push('--no-sandbox')
  // On a virtual display GPU start-up hangs now and then; the fallback mostly runs on one, ours or another's.
  if (env['MOSTRADOR_VIRTUAL_DISPLAY'] === '1' || runtime.kind === 'fallback') args.push('--disable-gpu')
  if (process.platform === 'linux' && !sharedMemoryIsUsable()) args.push('--disable-dev-shm-usage')
  return args
}

/** Containers often have none, or 64 MB, with which a window crashes. */
function sharedMemoryIsUsable() {
  try {
    fs.accessSync(SHARED_MEMORY, fs.constants.W_OK)
    const { bsize, blocks } = fs.statfsSync(SHARED_MEMORY)
    return bsize * blocks >= SHARED_MEMORY_MIN_BYTES
  } catch {
    return false
  }
}

/** @type {boolean | undefined} */
let userNamespaces

/**
 * Chromium's sandbox refuses to work for root, and elsewhere needs user namespaces or a setuid helper.
 * @param {Runtime} runtime
 */
function sandboxIsPossible(runtime) {
  if (process.platform !== 'linux') return true
  if (process.getuid?.() === 0) return false
  const helper = path.join(runtime.dist, 'chrome-sandbox')
  if (fs.existsSync(helper)) {
    const { mode, uid } = fs.statSync(helper)
    if (uid === 0 && (mode & 0o4000) !== 0) return true
  }
  userNamespaces ??= spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0
  return userNamespaces
}
