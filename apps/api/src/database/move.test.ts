import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ADDRESS_COLUMNS, type AddressColumn } from '@mailroom/core'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configure } from '../../test/configured.js'
import { databaseVariables, emptyDatabase } from '../../test/databases.js'
import { Client, FIRST_START, OPERATOR } from '../../test/harness.js'
import { startApp, type App } from '../app.js'
import { readConfig, type DatabaseTarget } from '../config.js'
import { moveToPostgres } from './move.js'
import { verifyAuditLog } from './verify-audit-log.js'

/** More than one statement takes. */
const LINES = 900
const IMPORT = `mutation ($input: ImportEmailAddressesInput!) {
  importEmailAddresses(input: $input) { created problems { code path } } }`

let folder: string
let file: string
let postgres: { target: DatabaseTarget; remove(): Promise<void> }
const running = new Set<App>()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mailroom-move-test-'))
  file = join(folder, 'mailroom.sqlite')
  postgres = await emptyDatabase('postgres')
})
afterEach(async () => {
  for (const app of running) await stop(app)
  await postgres.remove()
  rmSync(folder, { recursive: true, force: true })
})

const environment = () => ({ MAILROOM_PORT: '0', MAILROOM_DATA_DIR: folder, MAILROOM_DNS_SERVERS: '127.0.0.1:9' })
const onSqlite = () => readConfig({ ...environment(), ...FIRST_START })
const onPostgres = (more = {}) => readConfig({ ...environment(), ...databaseVariables(postgres.target), ...more })

async function start(config: ReturnType<typeof readConfig>): Promise<App> {
  const app = await startApp(config, { log: pino({ level: 'error' }) })
  running.add(app)
  return app
}

async function stop(app: App): Promise<void> {
  running.delete(app)
  await app.stop()
}

/** Acme with one of each kind and many addresses, of which the first is from the last. */
async function fill(app: App): Promise<Client> {
  const client = await new Client(app).signIn(OPERATOR.email, OPERATOR.password)
  const { organization: acme } = await client.data('{ organization(slug: "acme") { id slug domains { name } } }')
  await configure(client, acme)
  const domain = acme.domains[0].name
  const cells = (index: number): Partial<Record<AddressColumn, string>> => ({
    address: `a${index}@${domain}`,
    ...(index === 0 ? { fromAddress: `a${LINES - 1}@${domain}` } : {}),
    ...{ routing: 'QUEUE', queue: 'Support' },
  })
  const line = (index: number) => ADDRESS_COLUMNS.map((column) => cells(index)[column] ?? '').join(',')
  const csv = [ADDRESS_COLUMNS.join(','), ...Array.from({ length: LINES }, (_, index) => line(index))]
  const input = { organizationId: acme.id, csv: csv.join('\n') }
  const { importEmailAddresses } = await client.data(IMPORT, { input })
  expect(importEmailAddresses).toEqual({ created: LINES, problems: [] })
  return client
}

type Row = Record<string, unknown>
/** Rows of all tables but the list of migrations, alike for both databases. */
function comparable(tables: Record<string, Row[]>) {
  const plain = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value)
  const said = (row: Row) =>
    JSON.stringify(
      Object.keys(row)
        .sort()
        .map((column) => [column, plain(row[column])]),
    )
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.map(said).sort()]))
}

function rowsOfSqlite() {
  const database = new Sqlite(file, { readonly: true })
  const names = database
    .prepare(`select name from sqlite_master where type = 'table' and name not in ('migrations', 'sqlite_sequence')`)
    .pluck()
    .all() as string[]
  const found = names.map((name) => [name, database.prepare(`select * from "${name}"`).all() as Row[]] as const)
  database.close()
  return comparable(Object.fromEntries(found))
}

async function rowsOfPostgres() {
  if (postgres.target.dialect !== 'postgres') throw new Error('Not PostgreSQL')
  const client = new pg.Client(postgres.target.ownerUrl!)
  await client.connect()
  await client.query(`set mailroom.scope = '*'`)
  const { rows: names } = await client.query(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations'`,
  )
  const found: Record<string, Row[]> = {}
  for (const { name } of names) found[name] = (await client.query(`select * from "${name}"`)).rows
  await client.end()
  return comparable(found)
}

test('everything moves to PostgreSQL, where people stay signed in and go on', async () => {
  const first = await start(onSqlite())
  const { cookie } = await fill(first)
  await stop(first)
  const before = rowsOfSqlite()

  expect(await moveToPostgres(onPostgres(), file)).toBe(Object.values(before).flat().length)
  expect(await rowsOfPostgres()).toEqual(before)
  expect(rowsOfSqlite()).toEqual(before)

  const second = await start(onPostgres())
  const client = new Client(second)
  client.cookie = cookie
  const { organization } = await client.data(
    '{ organization(slug: "acme") { id addresses(first: 1) { totalCount } smtpServers { id } } }',
  )
  expect(organization).toMatchObject({ addresses: { totalCount: LINES }, smtpServers: [{}] })
  const input = { organizationId: organization.id, name: 'After the move' }
  await client.data(`mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }`, {
    input,
  })
  for await (const { fault } of verifyAuditLog(second.database.readInstallation())) expect(fault).toBeNull()
  const deletion = second.database.writeInstallation((unit) => unit.manager.query('delete from queue'))
  await expect(deletion).rejects.toThrow(/foreign key/)
})

test('nothing moves while Mailroom runs on the file', async () => {
  await start(onSqlite())
  await expect(moveToPostgres(onPostgres(), file)).rejects.toThrow(/Another Mailroom is running/)
})

test('a PostgreSQL database in use is refused and keeps what it has; one that was only started is not', async () => {
  await stop(await start(onSqlite()))
  await stop(await start(onPostgres()))
  expect(await moveToPostgres(onPostgres(), file)).toBeGreaterThan(0)
  const moved = await rowsOfPostgres()
  await expect(moveToPostgres(onPostgres(), file)).rejects.toThrow(/in use/)
  expect(await rowsOfPostgres()).toEqual(moved)
})

test('what cannot be moved is refused by name', async () => {
  await stop(await start(onSqlite()))
  await expect(moveToPostgres(onSqlite(), file)).rejects.toThrow(/MAILROOM_DATABASE_URL must name/)
  await expect(moveToPostgres(onPostgres(), join(folder, 'none'))).rejects.toThrow(/does not exist/)
  const otherKeys = join(folder, 'other.key')
  await expect(moveToPostgres(onPostgres({ MAILROOM_SECRET_KEY_FILE: otherKeys }), file)).rejects.toThrow(/is missing/)
  copyFileSync(join(folder, 'secret.key'), otherKeys)
  expect(await moveToPostgres(onPostgres({ MAILROOM_SECRET_KEY_FILE: otherKeys }), file)).toBeGreaterThan(0)
})
