import { build } from './lib/build.mjs'
import { DEMO_SIGN_IN, startDemo } from './lib/demo.mjs'

build('@mailroom/api', '@mailroom/admin')
const server = await startDemo({ MAILROOM_PORT: process.env.MAILROOM_PORT ?? '4000' })
console.log(`
The demo is ready: ${server.url}
  e-mail    ${DEMO_SIGN_IN.email}
  password  ${DEMO_SIGN_IN.password}
Everything is thrown away when this ends (Ctrl+C).`)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, server.stop)
