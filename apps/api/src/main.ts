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

/** A mistake in the configuration or in what surrounds the process (a port in use, no database) is told without a stack. */
function describe(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason)
  const { code } = reason as NodeJS.ErrnoException
  if (reason instanceof ConfigError) return reason.message
  return code === undefined ? String(reason.stack) : `Mailroom cannot start: ${reason.message || code}`
}

main().catch((reason: unknown) => {
  process.stderr.write(`${describe(reason)}\n`)
  process.exit(1)
})
