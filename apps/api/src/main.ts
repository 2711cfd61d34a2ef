import 'reflect-metadata'
import { startApp } from './app.js'
import { ConfigError, readConfig } from './config.js'

/** Longest time for a graceful stop. */
const STOP_MS = 9_500

async function main(): Promise<void> {
  const app = await startApp(readConfig())
  process.stdout.write(`Mailroom is ready: ${app.setUpUrl ?? app.url}\n`)
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_MS).unref()
    void app.stop().then(() => process.exit(0))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((reason: unknown) => {
  process.stderr.write(
    `${reason instanceof ConfigError ? reason.message : String((reason as Error).stack ?? reason)}\n`,
  )
  process.exit(1)
})
