import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import type { DatabaseTarget } from '../src/config.js'
import { databaseVariables, emptyDatabase } from '../test/databases.js'
import { FIRST_START } from '../test/harness.js'
import { signIn } from '../test/kills.js'
import { makePostgres } from '../test/postgres.js'
import { ServerProcess } from '../test/server-process.js'
import { note, scaled } from './figures.js'

const WRITES = scaled(1_000)
const CREATE = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }'
const FIGURE = { goal: 'at least 1', what: 'data syncs an acknowledged write' }
const hasStrace = spawnSync('strace', ['-V']).status === 0

/** Begins to count; the answer ends it and gives the number. */
type Counter = (server: ServerProcess) => Promise<() => Promise<number>>

test('each acknowledged write is synced to the disk before, on SQLite', async () => {
  const section = 'Loss of power, sqlite'
  if (!hasStrace) return note({ ...FIGURE, section, measured: 'not measured: no strace here', reached: true })
  const place = await emptyDatabase('sqlite')
  await measure(section, place.target, traced)
  await place.remove()
})

test('each acknowledged write is synced to the disk before, on PostgreSQL', async () => {
  const server = await makePostgres({ fsync: true })
  await server.start()
  const url = `${server.url}/postgres`
  await measure('Loss of power, postgres', { dialect: 'postgres', url, ownerUrl: null }, told(url))
  await server.stop()
  await server.remove()
})

/** One write after the other, so that none shares another's sync. */
async function measure(section: string, target: DatabaseTarget, count: Counter): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-syncs-'))
  const variables = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(target) }
  const server = await ServerProcess.start(variables)
  const ask = await signIn(server.url)
  const { organization } = await ask('{ organization(slug: "acme") { id } }')
  const counted = await count(server)
  for (let index = 0; index < WRITES; index++) {
    await ask(CREATE, { input: { organizationId: organization.id, name: `Skill ${index}` } })
  }
  const syncs = await counted()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  const each = syncs / WRITES
  note({ ...FIGURE, section, measured: `${each.toFixed(2)} (${syncs} for ${WRITES})`, reached: each >= 1 })
  expect(each).toBeGreaterThanOrEqual(1)
}

/** What the process asks of the system. */
async function traced({ pid }: ServerProcess): Promise<() => Promise<number>> {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-strace-'))
  const trace = join(folder, 'trace')
  const calls = ['-f', '-e', 'trace=fdatasync,fsync', '-o', trace, '-p', String(pid)]
  const strace = spawn('strace', calls, { stdio: ['ignore', 'ignore', 'pipe'] })
  await once(strace.stderr, 'data')
  await sleep(500)
  return async () => {
    strace.kill('SIGINT')
    await once(strace, 'exit')
    const syncs = readFileSync(trace, 'utf8').match(/(fdatasync|fsync)\(/g)?.length ?? 0
    rmSync(folder, { recursive: true, force: true })
    return syncs
  }
}

/** What PostgreSQL counts of its log. */
function told(url: string): Counter {
  const syncs = async (): Promise<number> => {
    const client = new pg.Client(url)
    await client.connect()
    const { rows } = await client.query('select wal_sync::int as syncs from pg_stat_wal')
    await client.end()
    return rows[0].syncs
  }
  return async () => {
    const before = await syncs()
    return async () => {
      // An idle connection tells what it has counted after ten seconds.
      await sleep(12_000)
      return (await syncs()) - before
    }
  }
}
