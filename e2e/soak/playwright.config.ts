import { defineConfig } from '@playwright/test'
import tests from '../playwright.config.js'

/** What takes too long for every run of the tests; `npm run soak` runs it. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.soak.ts',
  outputDir: '../../.cache/e2e-soak',
  timeout: 60 * 60_000,
  reporter: 'list',
})
