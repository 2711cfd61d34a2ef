import { build } from './lib/build.mjs'

build('@mailroom/api', '@mailroom/admin')
// The server takes over this very process, so that a signal to `npm start` reaches it and its exit code is ours.
await import('../apps/api/dist/main.js')
