import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  // Two where each can have a display of its own (see fixture.ts); on a person's, they would take the focus from each other.
  workers: process.env['MOSTRADOR_VIRTUAL_DISPLAY'] === '1' ? 2 : 1,
  // Two windows share two processors with all else that runs.
  expect: { timeout: 10_000 },
  fullyParallel: false,
  // Electron hangs at a start now and then (see launchApp); a rule that does not hold fails twice.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
})
