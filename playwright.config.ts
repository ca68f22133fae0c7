import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  timeout: 60_000,
  // A window that has the focus is what a cashier works with; two of them would take it from each other.
  workers: 1,
  fullyParallel: false,
  // Electron hangs at a start now and then (see launchApp); a rule that does not hold fails twice.
  retries: process.env['CI'] === undefined ? 0 : 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
})
