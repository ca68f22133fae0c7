import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const tests = path.join(import.meta.dirname, 'tests')
const hasTests = (folder: string) =>
  fs.readdirSync(path.join(tests, folder), { recursive: true }).some((file) => String(file).endsWith('.test.ts'))

/** A folder of `tests/` that holds `*.test.ts` files is a suite of that name. */
const suites = fs
  .readdirSync(tests, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && hasTests(entry.name))
  .map((entry) => entry.name)

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // For what hangs, not for what is slow: property tests share two cores with whatever else runs.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    setupFiles: ['property-seed.ts', 'quick-secrets.ts'].map((file) => path.join(tests, 'support', file)),
    projects: suites.map((name) => ({
      extends: true,
      test: {
        name,
        environment: 'node',
        include: [`tests/${name}/**/*.test.ts`],
        // The office's tests replace nothing of it, so one worker loads it once: half of their time was loading it.
        isolate: name !== 'office',
      },
    })),
  },
})
