import { ConfigError } from '../config.js'

/**
 * Runs a program to its end; a failure is told on standard error and leaves with code 1. Files that it makes (the
 * database, copies, the key file) are for their owner alone.
 */
export function run(program: () => Promise<void>): void {
  process.umask(0o077)
  program().catch((reason: unknown) => {
    process.stderr.write(`${describe(reason)}\n`)
    process.exit(1)
  })
}

/** A mistake in the configuration or in what surrounds the process (a port in use, no database) is told without a stack. */
function describe(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason)
  const { code } = reason as NodeJS.ErrnoException
  if (reason instanceof ConfigError) return reason.message
  return code === undefined ? String(reason.stack) : `Mailroom cannot go on: ${reason.message || code}`
}

/** The one argument of a command. */
export function argument(usage: string): string {
  const [given, ...more] = process.argv.slice(2)
  if (given === undefined || more.length > 0) throw new ConfigError(`Usage: ${usage}`)
  return given
}
