import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Client, OPERATOR } from '../../test/harness.js'
import { startApp, type App } from '../app.js'
import { readConfig } from '../config.js'
import { backUp, restore } from './backup.js'

const NOW = new Date('2026-11-22T12:00:00Z')
const FOUNDED = {
  MAILROOM_ADMIN_EMAIL: OPERATOR.email,
  MAILROOM_ADMIN_PASSWORD: OPERATOR.password,
  MAILROOM_ORGANIZATION: 'Acme',
}

let root: string
let copy: string
const running = new Set<App>()

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mailroom-backup-'))
  copy = join(root, 'copies', 'copy.sqlite')
})
afterEach(async () => {
  for (const app of running) await stop(app)
  rmSync(root, { recursive: true, force: true })
})

const configOf = (name: string, first: Record<string, string> = {}) =>
  readConfig({ MAILROOM_PORT: '0', MAILROOM_DATA_DIR: join(root, name), MAILROOM_DNS_SERVERS: '127.0.0.1:9', ...first })

async function start(name: string, first = {}): Promise<App> {
  const app = await startApp(configOf(name, first), { log: pino({ level: 'error' }) })
  running.add(app)
  return app
}

async function stop(app: App): Promise<void> {
  running.delete(app)
  await app.stop()
}

async function signedIn(app: App) {
  const client = await new Client(app).signIn(OPERATOR.email, OPERATOR.password)
  const { organization } = await client.data('{ organization(slug: "acme") { id } }')
  return {
    client,
    addSkill: (name: string) =>
      client.data('mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }', {
        input: { organizationId: organization.id, name },
      }),
    async skills(): Promise<string[]> {
      const { organization } = await client.data('{ organization(slug: "acme") { skills { nodes { name } } } }')
      return organization.skills.nodes.map((skill: { name: string }) => skill.name)
    },
  }
}

/** A data folder with the key file of the first one and nothing else. */
function folderWithKey(name: string): void {
  mkdirSync(join(root, name), { mode: 0o700 })
  copyFileSync(join(root, 'first', 'secret.key'), join(root, name, 'secret.key'))
}

describe('with one installation', () => {
  let app: App
  let acme: Awaited<ReturnType<typeof signedIn>>

  beforeEach(async () => {
    app = await start('first', FOUNDED)
    acme = await signedIn(app)
    await acme.addSkill('Billing')
  })

  test('a copy made while Mailroom runs is restored into an empty folder, and its people sign in there', async () => {
    backUp(configOf('first').database, copy)
    await acme.addSkill('After the copy')
    folderWithKey('second')
    expect(await restore(configOf('second'), copy, NOW)).toBeNull()

    const second = await start('second')
    expect(await (await signedIn(second)).skills()).toEqual(['Billing'])
    const former = new Client(second)
    former.cookie = acme.client.cookie
    expect((await former.data('{ viewer { user { id } } }')).viewer).toBeNull()
  })

  test('a copy is readable by its owner alone and replaces an older one in one step', async () => {
    backUp(configOf('first').database, copy)
    await acme.addSkill('Later')
    backUp(configOf('first').database, copy)
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(root, 'copies'))).toEqual(['copy.sqlite'])
    const names = new Sqlite(copy, { readonly: true }).prepare('select name from skill order by name').pluck().all()
    expect(names).toEqual(['Billing', 'Later'])
  })

  test('the former database is kept when one is replaced', async () => {
    backUp(configOf('first').database, copy)
    await acme.addSkill('Lost otherwise')
    await stop(app)
    const kept = await restore(configOf('first'), copy, NOW)
    expect(new Sqlite(kept!, { readonly: true }).prepare('select count(*) from skill').pluck().get()).toBe(2)
    expect(await (await signedIn(await start('first'))).skills()).toEqual(['Billing'])
  })

  test('nothing is restored under a running Mailroom', async () => {
    backUp(configOf('first').database, copy)
    await expect(restore(configOf('first'), copy, NOW)).rejects.toThrow(/Another Mailroom is running/)
    expect(await acme.skills()).toEqual(['Billing'])
  })

  test('nothing is restored without the key file of the secrets, or with another one', async () => {
    backUp(configOf('first').database, copy)
    await expect(restore(configOf('second'), copy, NOW)).rejects.toThrow(/key file .* is missing/)
    await stop(await start('third', FOUNDED))
    await expect(restore(configOf('third'), copy, NOW)).rejects.toThrow(/not the one that sealed/)
    expect(existsSync(join(root, 'second'))).toBe(false)
    expect(readdirSync(join(root, 'third')).filter((name) => /restor/.test(name))).toEqual([])
  })

  test('a start with another key file, or without one, is refused and makes none', async () => {
    await stop(app)
    const keyFile = join(root, 'first', 'secret.key')
    rmSync(keyFile)
    await expect(start('first')).rejects.toThrow(/is missing/)
    expect(existsSync(keyFile)).toBe(false)
    await stop(await start('second', FOUNDED))
    copyFileSync(join(root, 'second', 'secret.key'), keyFile)
    await expect(start('first')).rejects.toThrow(/not the one that sealed/)
  })

  test('what is no copy is refused by name', async () => {
    const damaged = join(root, 'damaged')
    writeFileSync(damaged, 'not a database, but long enough to be read as one'.repeat(100))
    const newer = join(root, 'newer')
    backUp(configOf('first').database, newer)
    new Sqlite(newer).exec(`insert into migrations (timestamp, name) values (9, 'FromTheFuture9')`)
    folderWithKey('second')
    const second = configOf('second')
    await expect(restore(second, join(root, 'absent'), NOW)).rejects.toThrow(/does not exist/)
    await expect(restore(second, damaged, NOW)).rejects.toThrow(/no Mailroom database/)
    await expect(restore(second, newer, NOW)).rejects.toThrow(/newer Mailroom \(it has FromTheFuture9\)/)
    expect(readdirSync(join(root, 'second'))).toEqual(['secret.key'])
  })

  test('a copy is not made over the database or a folder', () => {
    const { database } = configOf('first')
    expect(() => backUp(database, join(root, 'first', 'mailroom.sqlite'))).toThrow(/the database itself/)
    expect(() => backUp(database, root)).toThrow(/is a folder/)
    expect(() => backUp(configOf('nowhere').database, copy)).toThrow(/no database/)
    expect(() => backUp({ dialect: 'postgres', url: 'postgres://x', ownerUrl: null }, copy)).toThrow(/pg_dump/)
  })
})
