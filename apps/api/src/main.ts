import 'reflect-metadata'
import { startApp } from './app.js'
import { run } from './commands/run.js'
import { readConfig } from './config.js'

/** Longest time for a graceful stop. */
const STOP_MS = 9_500
/** How long a proxy has to see that `/readyz` has fallen. */
const GRACE_MS = 2_000

run(async () => {
  const app = await startApp(readConfig())
  process.stdout.write(`Mailroom is ready: ${app.setUpUrl ?? app.url}\n`)
  const stop = (grace: number) => {
    setTimeout(() => process.exit(1), STOP_MS).unref()
    void app.stop(grace).then(() => process.exit(0))
  }
  process.once('SIGTERM', () => stop(GRACE_MS))
  process.once('SIGINT', () => stop(0))
})
