import 'reflect-metadata'
import { startApp } from './app.js'
import { run } from './commands/run.js'
import { readConfig } from './config.js'

/** Longest time for a graceful stop. */
const STOP_MS = 9_500

run(async () => {
  const app = await startApp(readConfig())
  process.stdout.write(`Mailroom is ready: ${app.setUpUrl ?? app.url}\n`)
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_MS).unref()
    void app.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
})
