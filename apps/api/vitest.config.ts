import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

/** The file that Node takes: Vite would take another one, and there must be one graphql. */
const graphql = createRequire(import.meta.url).resolve('graphql')

export default defineConfig({
  oxc: { decorator: { legacy: true } },
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/postgres.ts'],
    server: { deps: { external: [/node_modules/] } },
    setupFiles: ['reflect-metadata'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
