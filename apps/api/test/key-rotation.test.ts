import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/adapters/clock.js'
import { Secrets } from '../src/adapters/secrets.js'
import { TenantScope } from '../src/auth/tenant-scope.js'
import type { DatabaseTarget } from '../src/config.js'
import { Database } from '../src/database/database.js'
import { readOnly } from '../src/database/read-only.js'
import { sql } from '../src/database/sql.js'
import { databaseVariables, DIALECTS, emptyDatabase } from './databases.js'
import { FIRST_START } from './harness.js'
import { ignoreLostConnection, signIn, type Ask } from './kills.js'
import { addServers, finishedAt, openAll } from './sealed.js'
import { ServerProcess } from './server-process.js'

const COMMAND = fileURLToPath(new URL('../dist/commands/rotate-key.js', import.meta.url))
const KILLS = 4
const SERVERS = 200
const WRITTEN = 12
const UPDATE =
  'mutation ($input: UpdateSmtpServerInput!) { updateSmtpServer(input: $input) { smtpServer { version } problems { code } } }'

describe.each(DIALECTS)('rotations of the key under load, with kill -9, on %s', (dialect) => {
  test('every secret opens, and former keys can go when nothing needs them', async () => {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-rotations-'))
    const file = join(folder, 'secret.key')
    const environment = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target) }
    const rotateKey = (...args: string[]) =>
      promisify(execFile)(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...environment } })

    await (await ServerProcess.start(environment)).stop()
    const ids = await filled(place.target, file)
    const passwords = new Passwords(ids)
    for (let round = 0; round < KILLS; round++) {
      const server = await ServerProcess.start(environment)
      const ended = passwords.write(await signIn(server.url))
      await rotateKey()
      await sleep(Math.random() * 300)
      await server.kill()
      await ended
    }
    const { current, former } = Secrets.open(file).keyIds()
    expect(former).toHaveLength(KILLS)
    const server = await ServerProcess.start(environment)
    await expect(rotateKey('--retire')).rejects.toThrow(/younger than a minute/)
    const done = () => readOnly(place.target, (rows) => finishedAt(rows, current))
    await expect.poll(done, { timeout: 30_000 }).not.toBeNull()
    await server.stop()

    utimesSync(file, 0, 0)
    expect((await rotateKey('--retire')).stdout).toContain(`Retired: ${former.join(', ')}`)
    const last = await ServerProcess.start(environment)
    await last.stop()
    const all = await opened(place.target, file, (database, secrets) => openAll(database, secrets))
    expect(all.size).toBeGreaterThan(SERVERS)
    for (const [index, id] of ids.entries()) {
      expect(passwords.mayBe(id) ?? [`password ${index}`]).toContain(all.get(`smtp_server.password ${id}`))
    }
    expect(passwords.acknowledged).toBeGreaterThan(KILLS * 5)
    await place.remove()
    rmSync(folder, { recursive: true, force: true })
  }, 120_000)
})

/** Clients that set passwords anew, and remember what the server acknowledged and what it may have stored besides. */
class Passwords {
  acknowledged = 0
  private serial = 0
  private readonly known = new Map<string, string[]>()
  private readonly versions = new Map<string, number>()

  constructor(private readonly ids: readonly string[]) {}

  async write(ask: Ask): Promise<void> {
    const { organization } = await ask('{ organization(slug: "acme") { smtpServers { id version } } }')
    for (const { id, version } of organization.smtpServers) this.versions.set(id, version)
    await Promise.all(this.ids.slice(-WRITTEN).map((id) => this.writeOne(ask, id).catch(ignoreLostConnection)))
  }

  /** What the password of the server may be now; null: nobody has changed it. */
  mayBe(id: string): readonly string[] | null {
    return this.known.get(id) ?? null
  }

  private async writeOne(ask: Ask, id: string): Promise<void> {
    for (;;) {
      const password = `rotated ${this.serial++}`
      const before = this.known.get(id) ?? [`password ${this.ids.indexOf(id)}`]
      this.known.set(id, [...before, password])
      const expectedVersion = this.versions.get(id)!
      const { updateSmtpServer } = await ask(UPDATE, { input: { id, expectedVersion, password } })
      if (!updateSmtpServer.smtpServer) throw new Error(JSON.stringify(updateSmtpServer.problems))
      this.versions.set(id, updateSmtpServer.smtpServer.version)
      this.known.set(id, [password])
      this.acknowledged++
    }
  }
}

async function filled(target: DatabaseTarget, file: string): Promise<string[]> {
  return opened(target, file, async (database, secrets) => {
    const acme = await database.readInstallation().first<{ id: string }>(sql`select id from organisation`)
    return addServers(database, TenantScope.issue(acme!.id, null), secrets, SERVERS)
  })
}

/** While no server runs. */
async function opened<T>(
  target: DatabaseTarget,
  file: string,
  work: (database: Database, secrets: Secrets) => Promise<T>,
): Promise<T> {
  const database = await Database.open(target, systemClock)
  return work(database, Secrets.open(file)).finally(() => database.close())
}
