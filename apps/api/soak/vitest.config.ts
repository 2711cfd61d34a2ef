import { defineConfig, mergeConfig } from 'vitest/config'
import daily from '../vitest.config.js'

const MINUTE = 60_000

/** Long tests, one after the other: they measure. */
export default mergeConfig(
  { ...daily, test: { ...daily.test, include: [] } },
  defineConfig({
    test: {
      include: ['soak/**/*.soak.ts'],
      fileParallelism: false,
      testTimeout: 30 * MINUTE,
      hookTimeout: 10 * MINUTE,
    },
  }),
)
