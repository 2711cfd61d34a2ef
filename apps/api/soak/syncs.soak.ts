import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { databaseVariables, emptyDatabase } from '../test/databases.js'
import { FIRST_START } from '../test/harness.js'
import { signIn } from '../test/kills.js'
import { ServerProcess } from '../test/server-process.js'
import { note, scaled } from './figures.js'

const WRITES = scaled(1_000)
const CREATE = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }'
const FIGURE = { section: 'Loss of power, sqlite', goal: 'at least 1', what: 'data syncs an acknowledged write' }
const hasStrace = spawnSync('strace', ['-V']).status === 0

test('each acknowledged write is synced to the disk before', async () => {
  if (!hasStrace) return note({ ...FIGURE, measured: 'not measured: no strace here', reached: true })
  const place = await emptyDatabase('sqlite')
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-syncs-'))
  const trace = join(folder, 'trace')
  const variables = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target) }
  const server = await ServerProcess.start(variables)
  const ask = await signIn(server.url)
  const { organization } = await ask('{ organization(slug: "acme") { id } }')
  const calls = ['-f', '-e', 'trace=fdatasync,fsync', '-o', trace, '-p', String(server.pid)]
  const strace = spawn('strace', calls, { stdio: ['ignore', 'ignore', 'pipe'] })
  await once(strace.stderr, 'data')
  await sleep(500)
  for (let index = 0; index < WRITES; index++) {
    await ask(CREATE, { input: { organizationId: organization.id, name: `Skill ${index}` } })
  }
  strace.kill('SIGINT')
  await once(strace, 'exit')
  await server.stop()
  const syncs = readFileSync(trace, 'utf8').match(/(fdatasync|fsync)\(/g)?.length ?? 0
  const each = syncs / WRITES
  note({ ...FIGURE, measured: `${each.toFixed(2)} (${syncs} for ${WRITES})`, reached: each >= 1 })
  await place.remove()
  rmSync(folder, { recursive: true, force: true })
  expect(each).toBeGreaterThanOrEqual(1)
})
