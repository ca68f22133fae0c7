import fs from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { parseSync } from 'vite'

/**
 * @typedef {object} Layer
 * @property {string[]} folders the layers it may import, its own always among them
 * @property {'all' | 'but-electron' | RegExp} packages which npm packages it may import
 * @property {boolean} node whether it may use Node's own modules
 */

/** @type {Record<string, Layer>} the deeper folder wins: electron/main before electron */
export const LAYERS = {
  contract: { folders: [], packages: /^(zod|@orpc\/contract|temporal-polyfill)(\/|$)/, node: false },
  db: { folders: ['contract', 'resources'], packages: 'but-electron', node: true },
  office: { folders: ['contract', 'db', 'resources'], packages: 'but-electron', node: true },
  'electron/main': { folders: ['contract', 'resources'], packages: 'all', node: true },
  'electron/preload': { folders: ['contract'], packages: /^electron(\/|$)/, node: false },
  renderer: { folders: ['contract', 'resources'], packages: 'but-electron', node: false },
  server: { folders: ['contract', 'resources'], packages: 'but-electron', node: true },
}

/** Within office/: the clients of devices know no business rules, and only entry/ starts the office. */
const OFFICE_CLIENTS = ['office/routeros', 'office/uisp']
const ENTRY = 'office/entry'

const NODE_MODULES = new Set(builtinModules)
const SOURCE = /\.(ts|tsx|mts|mjs|js)$/

/** @typedef {{ file: string, specifier: string, reason: string }} Violation */

/**
 * Checks every source file of every layer that exists under `root`.
 * @param {string} root
 * @returns {{ violations: Violation[], files: number }}
 */
export function findViolations(root) {
  const files = Object.keys(LAYERS).flatMap((folder) => sourceFiles(root, folder))
  const violations = files.flatMap((file) =>
    importsOf(path.join(root, file)).flatMap((specifier) => {
      const reason = whyForbidden(file, specifier)
      return reason ? [{ file, specifier, reason }] : []
    }),
  )
  return { violations, files: files.length }
}

/**
 * @param {string} file relative to the root, with slashes
 * @param {string} specifier
 * @returns {string | null}
 */
export function whyForbidden(file, specifier) {
  const from = layerOf(file)
  const layer = from === null ? undefined : LAYERS[from]
  if (!from || !layer) return null
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier)
    return whyForbiddenFile(file, target, from, layer)
  }
  const name = specifier.replace(/^node:/, '')
  if (specifier.startsWith('node:') || NODE_MODULES.has(name)) {
    return layer.node ? null : `${from} may not use Node's modules`
  }
  if (layer.packages === 'all') return null
  if (layer.packages === 'but-electron') {
    return /^electron(\/|$)/.test(specifier) ? 'only electron/ may use Electron' : null
  }
  return layer.packages.test(specifier) ? null : `${from} may not import this package`
}

/**
 * @param {string} file
 * @param {string} target
 * @param {string} from
 * @param {Layer} layer
 */
function whyForbiddenFile(file, target, from, layer) {
  const to = layerOf(target) ?? target.split('/')[0] ?? target
  if (to !== from && !layer.folders.includes(to)) return `${from} may not import ${to}`
  if (isUnder(target, ENTRY) && !isUnder(file, ENTRY)) return `${ENTRY} is only started, never imported`
  const client = OFFICE_CLIENTS.find((folder) => isUnder(file, folder))
  if (client && !isUnder(target, client) && !isUnder(target, 'contract')) {
    return `${client} is a client without business rules`
  }
  return null
}

/** @type {(file: string, folder: string) => boolean} */
const isUnder = (file, folder) => file.startsWith(`${folder}/`)

/** @param {string} file */
function layerOf(file) {
  const known = Object.keys(LAYERS).filter((folder) => isUnder(file, folder))
  return known.sort((a, b) => b.length - a.length)[0] ?? (isUnder(file, 'resources') ? 'resources' : null)
}

/**
 * Every module that a file names: import, export from, import() and import types.
 * @param {string} file
 * @returns {string[]}
 */
function importsOf(file) {
  const source = fs.readFileSync(file, 'utf8')
  const { program, errors } = parseSync(file, source)
  const broken = errors.find((error) => error.severity === 'Error')
  if (broken) throw new Error(`${file}: ${broken.message}`)
  /** @type {string[]} */
  const found = []
  JSON.stringify(program, (_key, node) => {
    if (node && MODULE_NAMES.has(node.type) && typeof node.source?.value === 'string') found.push(node.source.value)
    return typeof node === 'bigint' ? String(node) : node
  })
  return found
}

const MODULE_NAMES = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

/**
 * @param {string} root
 * @param {string} folder
 */
function sourceFiles(root, folder) {
  const full = path.join(root, folder)
  if (!fs.existsSync(full)) return []
  return fs
    .readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((file) => SOURCE.test(file))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
}
