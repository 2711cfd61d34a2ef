import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { startApp, type App, type AppOptions } from '../src/app.js'
import { readConfig, type DatabaseTarget } from '../src/config.js'
import { databaseVariables, emptyDatabase } from './databases.js'
import { FIRST_START } from './harness.js'

/** Some processes' worth of Mailroom on one empty PostgreSQL database, started at once. */
export interface Processes {
  readonly apps: readonly App[]
  readonly target: DatabaseTarget
  /** What a further process is started with. */
  readonly environment: Readonly<Record<string, string>>
  stop(): Promise<void>
}

/** `differences`: what differs from a first start that makes the operator and Acme; undefined leaves a variable out. */
export async function startProcesses(
  count: number,
  differences: Readonly<Record<string, string | undefined>> = {},
  more: AppOptions = {},
): Promise<Processes> {
  const place = await emptyDatabase('postgres')
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-processes-'))
  const wanted = { MAILROOM_PORT: '0', MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target), ...FIRST_START }
  const given = Object.entries({ ...wanted, ...differences }).filter((pair): pair is [string, string] => !!pair[1])
  const environment = Object.fromEntries(given)
  const options = { log: pino({ level: 'error' }), ...more }
  const apps = await Promise.all(Array.from({ length: count }, () => startApp(readConfig(environment), options)))
  return {
    apps,
    target: place.target,
    environment,
    async stop() {
      await Promise.all(apps.map((app) => app.stop()))
      await place.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
