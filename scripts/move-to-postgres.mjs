import { build } from './lib/build.mjs'

build('@mailroom/api')
await import('../apps/api/dist/commands/move-to-postgres.js')
