import { defineConfig } from '@playwright/test'
import tests from '../playwright.config.js'

/** What takes too long for every run of the tests; `npm run soak` runs it. */
export default defineConfig({
  ...tests,
  testDir: '.',
  outputDir: '../../.cache/e2e-soak',
  timeout: 60 * 60_000,
  reporter: 'list',
  // What is timed has the machine to itself.
  projects: [
    { name: 'pages', testMatch: 'pages.soak.ts', teardown: 'speed' },
    { name: 'speed', testMatch: 'speed.soak.ts', fullyParallel: false, use: { trace: 'off', screenshot: 'off' } },
  ],
})
