import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/adapters/clock.js'
import { ENVELOPE_MARK, Secrets } from '../src/adapters/secrets.js'
import { SecondFactors } from '../src/auth/second-factors.js'
import { perDialect, raw, sql } from '../src/database/sql.js'
import { SEALED_COLUMNS } from '../src/sealed-columns.js'
import { configure } from './configured.js'
import { DIALECTS } from './databases.js'
import { Client, OPERATOR, startHarness, type Harness } from './harness.js'
import { openAll } from './sealed.js'

const EACH = 25
const TABLES = perDialect(
  sql`select name from sqlite_master where type = 'table'`,
  sql`select tablename as name from pg_tables where schemaname = 'public'`,
)
const range = (length: number) => Array.from({ length }, (_, index) => index)

describe.each(DIALECTS)('a stolen copy of the database on %s', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-at-rest-'))
  const file = join(folder, 'secret.key')
  const planted: string[] = [OPERATOR.password]
  const logged: string[] = []
  let harness: Harness

  const write = async (name: string, fields: string, input: object, client = harness.operator) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`
    const mutation = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} problems { code path } } }`
    const answer = (await client.data(mutation, { input }))[name]
    if (answer.problems.length > 0) throw new Error(JSON.stringify(answer.problems))
    return answer
  }

  beforeAll(async () => {
    const log = pino({ level: 'trace' }, { write: (line) => void logged.push(line) })
    harness = await startHarness(dialect, { log }, { MAILROOM_SECRET_KEY_FILE: file })
    const { app, acme } = harness
    const { roleId } = await configure(harness.operator, acme)
    const secrets = Secrets.open(file)
    await write('createDomain', 'domain { id }', { organizationId: acme.id, name: 'acme.example.com' })
    for (const index of range(EACH)) {
      const mark = `${index}-${Math.random().toString(36).slice(2)}`
      const own = { organizationId: acme.id, name: `Planted ${index}` }
      const password = `planted password ${mark}`
      const email = `person-${index}@acme.example`
      await write('addMember', 'member { id }', { ...own, email, roleId, initialPassword: password })
      const client = await new Client(app).signIn(email, password)
      const relay = { host: 'relay.example', port: 587, security: 'STARTTLS', user: 'me' }
      const smtp = `planted relay ${mark}`
      await write('createSmtpServer', 'smtpServer { id }', { ...own, ...relay, password: smtp }).catch(ignoreLimit)
      const key = { ...own, permissions: ['routing:queue:view'], idempotencyKey: mark }
      const { secret } = await write('createApiKey', 'secret', key)
      planted.push(password, client.cookie.split('=')[1]!, smtp, secret)
    }
    const { viewer } = await harness.operator.data('{ viewer { user { id } } }')
    planted.push(
      (await new SecondFactors(app.database, secrets, systemClock).enrol(viewer.user.id, OPERATOR.email)).secret,
    )
    await harness.operator.signIn(OPERATOR.email, OPERATOR.password)
    await harness.operator.ask('{ broken', { password: OPERATOR.password })
    planted.push(...(await openAll(app.database, secrets)).values())
  }, 120_000)
  afterAll(async () => {
    await harness.stop()
    rmSync(folder, { recursive: true })
  })

  /** Words to look for: a key of several lines is stored by line in no database. */
  const words = () => planted.filter((secret) => secret !== 'opened').map((secret) => secret.split('\n')[1] ?? secret)
  const dump = async () => {
    const rows = harness.app.database.readInstallation()
    const tables = await rows.all<{ name: string }>(TABLES)
    const all = tables.map(async ({ name }) => [name, await rows.all<object>(sql`select * from ${raw(`"${name}"`)}`)])
    return Object.fromEntries(await Promise.all(all)) as Record<string, Record<string, unknown>[]>
  }

  test('has none of more than a hundred planted secrets, and neither has the log', async () => {
    expect(new Set(words()).size).toBeGreaterThan(100)
    const texts: Record<string, string> = { rows: JSON.stringify(await dump()), log: logged.join('') }
    if (harness.target.dialect === 'sqlite') {
      const data = dirname(harness.target.path)
      for (const name of readdirSync(data)) texts[name] = readFileSync(join(data, name), 'latin1')
    }
    expect(texts['rows']).toContain('Planted 3')
    for (const [where, text] of Object.entries(texts)) {
      expect(
        words().filter((word) => text.includes(word)),
        where,
      ).toEqual([])
    }
  })

  test('keeps envelopes in the columns that a rotation knows, and in each of them', async () => {
    const found = new Set<string>()
    for (const [table, rows] of Object.entries(await dump())) {
      for (const [column, value] of rows.flatMap((row) => Object.entries(row))) {
        if (String(value).includes(ENVELOPE_MARK)) found.add(`${table}.${column}`)
      }
    }
    const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`)
    expect([...found].sort()).toEqual(known.filter((each) => each !== 'second_factor.seed').sort())
  })
})

/** The organisation has as many servers as it may. */
function ignoreLimit(reason: Error): void {
  if (!reason.message.includes('LIMIT')) throw reason
}
