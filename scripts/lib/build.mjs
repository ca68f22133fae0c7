import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { runNode } from './process.mjs'
import { ROOT, tool } from './paths.mjs'

const OUT = path.join(ROOT, 'out')
const STAMP = path.join(OUT, '.sources')
const BUILT_FROM = [
  'contract',
  'db',
  'office',
  'electron',
  'renderer',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'postcss.config.cjs',
]

/** Whether `out/` is what the sources say now. */
export function buildIsFresh() {
  return fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === sourcesDigest()
}

/**
 * Builds `out/`. The stamp is of the sources as they were before, so that an edit meanwhile leaves it stale.
 * @throws when the build fails
 */
export async function build() {
  const digest = sourcesDigest()
  fs.rmSync(STAMP, { force: true })
  await runNode([tool('electron-vite', 'bin/electron-vite.js'), 'build', '--logLevel', 'warn'])
  fs.writeFileSync(STAMP, digest)
}

/** @param {(line: string) => void} say */
export async function buildIfStale(say) {
  if (buildIsFresh()) return
  say('Building…')
  await build()
}

function sourcesDigest() {
  const hash = createHash('sha256')
  for (const file of BUILT_FROM.flatMap(filesUnder)) {
    hash
      .update(`${file}\0`)
      .update(fs.readFileSync(path.join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} relative
 * @returns {string[]}
 */
function filesUnder(relative) {
  const full = path.join(ROOT, relative)
  if (!fs.existsSync(full)) return []
  if (!fs.statSync(full).isDirectory()) return [relative]
  return fs
    .readdirSync(full, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort()
}
