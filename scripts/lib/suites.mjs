import fs from 'node:fs'
import path from 'node:path'
import { buildIfStale } from './build.mjs'
import { say } from './cli.mjs'
import { openDesktop } from './desktop.mjs'
import { ROOT, tool } from './paths.mjs'
import { CommandFailed, runNode } from './process.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ name: string, run: (args: string[]) => Promise<Counts> }} Suite */

const REPORTS = path.join(ROOT, '.cache/reports')
const VITEST_ORDER = ['toolchain', 'unit', 'office', 'migrations', 'security', 'sync']

/**
 * What `npm test` runs, the quick checks first.
 * @returns {Suite[]}
 */
export function allSuites() {
  return [
    check('types', () => [tool('typescript', 'bin/tsc'), '-b', '--force']),
    check('format', () => [tool('@biomejs/biome', 'bin/biome'), 'format']),
    check('lint', () => [tool('oxlint', 'bin/oxlint'), '--type-aware']),
    check('layers', () => ['scripts/check-layers.mjs']),
    check('words', () => ['scripts/check-words.mjs']),
    ...vitestFolders().map(vitest),
    ...(fs.existsSync(path.join(ROOT, 'tests/e2e')) ? [e2e] : []),
  ]
}

/**
 * A tool that passes or fails as a whole.
 * @param {string} name
 * @param {() => string[]} command
 * @returns {Suite}
 */
function check(name, command) {
  return { name, run: async (args) => wholeCounts(await succeeds([...command(), ...args])) }
}

/**
 * @param {string} name folder of `tests/`
 * @returns {Suite}
 */
function vitest(name) {
  return {
    name,
    run: async (args) => {
      // Some tests kill the office as it is built: once here, not by each of them at the same time.
      if (name === 'office') await buildIfStale(say)
      const report = reportFile(name)
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const ok = await succeeds([tool('vitest', 'vitest.mjs'), 'run', '--project', name, ...reporters, ...args])
      return testCounts(ok, report, (json) => ({
        passed: json.numPassedTests,
        failed: json.numFailedTests,
        skipped: json.numPendingTests + json.numTodoTests,
      }))
    },
  }
}

/** @type {Suite} */
const e2e = {
  name: 'e2e',
  run: async (args) => {
    await buildIfStale(say)
    const desktop = await openDesktop({ say, pdfReader: true })
    const report = reportFile('e2e')
    const env = { ...desktop.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report }
    try {
      const command = [tool('@playwright/test', 'cli.js'), 'test', '--reporter=list,json', ...args]
      const ok = await succeeds(command, env)
      return testCounts(ok, report, ({ stats }) => ({
        // What held the second time (only CI tries twice) is named as flaky in Playwright's own list.
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      }))
    } finally {
      desktop.display.stop()
    }
  },
}

function vitestFolders() {
  const tests = path.join(ROOT, 'tests')
  const present = fs.existsSync(tests) ? fs.readdirSync(tests, { withFileTypes: true }) : []
  const folders = present.filter((entry) => entry.isDirectory() && holdsVitest(path.join(tests, entry.name)))
  const place = (/** @type {string} */ name) => (VITEST_ORDER.indexOf(name) + 1 || VITEST_ORDER.length + 1) - 1
  return folders.map((entry) => entry.name).sort((a, b) => place(a) - place(b))
}

/** @param {string} folder */
function holdsVitest(folder) {
  return fs.readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith('.test.ts'))
}

/**
 * @param {string[]} command
 * @param {Record<string, string>} [env]
 */
async function succeeds(command, env) {
  try {
    await runNode(command, env)
    return true
  } catch (error) {
    if (error instanceof CommandFailed && !error.interrupted) return false
    throw error
  }
}

/** @param {boolean} ok */
const wholeCounts = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 })

/** @param {string} name */
function reportFile(name) {
  fs.mkdirSync(REPORTS, { recursive: true })
  const file = path.join(REPORTS, `${name}.json`)
  fs.rmSync(file, { force: true })
  return file
}

/**
 * A runner that failed without a failed test (a file that does not load, a crash, no tests at all) is one failure.
 * @param {boolean} ok
 * @param {string} report
 * @param {(json: any) => Counts} read
 * @returns {Counts}
 */
function testCounts(ok, report, read) {
  if (!fs.existsSync(report)) return wholeCounts(false)
  const counts = read(JSON.parse(fs.readFileSync(report, 'utf8')))
  if (!ok && counts.failed === 0) counts.failed = 1
  return counts
}
