import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../test/databases.js'
import { startHarness, type Harness } from '../../test/harness.js'
import { addServers, finishedAt, openAll } from '../../test/sealed.js'
import { systemClock } from '../adapters/clock.js'
import { addKey, dropFormerKeys } from '../adapters/keyring-file.js'
import { Secrets } from '../adapters/secrets.js'
import { SecondFactors } from '../auth/second-factors.js'
import { TenantScope } from '../auth/tenant-scope.js'
import { loadKeyNeeds } from '../database/key-needs.js'
import { countSealedRows } from '../database/sealed-rows.js'
import { sql } from '../database/sql.js'
import { passwordPlace } from '../features/smtp-server/smtp-server.service.js'
import { SmtpServerEntity } from '../features/smtp-server/smtp-server.entity.js'
import { SEALED_COLUMNS } from '../sealed-columns.js'
import { KeyRotation } from './key-rotation.js'

const SERVERS = 130

describe.each(DIALECTS)('a new key on %s', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailroom-rotation-'))
  const file = join(folder, 'secret.key')
  let harness: Harness
  let secrets: Secrets
  let scope: TenantScope
  let logged: object[]
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line) as object) })

  beforeAll(async () => {
    harness = await startHarness(dialect, {}, { MAILROOM_SECRET_KEY_FILE: file })
    scope = TenantScope.issue(harness.acme.id, null)
    secrets = Secrets.open(file)
    await addServers(harness.app.database, scope, secrets, SERVERS)
    const { viewer } = await harness.operator.data('{ viewer { user { id } } }')
    const factors = new SecondFactors(harness.app.database, secrets, systemClock)
    await factors.enrol(viewer.user.id, 'olivia@acme.example')
    await makeKey('once')
    await write('createDomain', 'domain { id }', { name: 'acme.example.com' })
  })
  beforeEach(() => void (logged = []))
  afterAll(async () => {
    await harness.stop()
    rmSync(folder, { recursive: true })
  })

  const write = async (name: string, fields: string, input: object) => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`
    const mutation = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} problems { code path } } }`
    return (await harness.operator.data(mutation, { input: { organizationId: harness.acme.id, ...input } }))[name]
  }
  const makeKey = (idempotencyKey: string) =>
    write('createApiKey', 'secret', { name: idempotencyKey, permissions: ['routing:queue:view'], idempotencyKey })
  const rotation = (by = secrets) => new KeyRotation(harness.app.database, by, log)
  const byFormerKeys = async () => {
    const { former } = secrets.keyIds()
    const rows = harness.app.database.readInstallation()
    const counts = await Promise.all(SEALED_COLUMNS.map((column) => countSealedRows(rows, column, former)))
    return counts.reduce((sum, count) => sum + count, 0)
  }
  const needs = (now = Date.now()) =>
    loadKeyNeeds(harness.app.database.readInstallation(), SEALED_COLUMNS, secrets.keyIds(), now)
  /** Secrets that do something else before they open one. */
  const interrupted = (before: (opened: number) => Promise<void> | void): Secrets => {
    let opened = 0
    return new Proxy(secrets, {
      get(target, name) {
        if (name !== 'open') return (Reflect.get(target, name) as () => unknown).bind(target)
        return async (...args: Parameters<Secrets['open']>) => {
          await before(++opened)
          return target.open(...args)
        }
      },
    })
  }

  test('seals every secret anew, and all of them still open', async () => {
    const before = await openAll(harness.app.database, secrets)
    const kid = addKey(file)
    expect(secrets.keyIds().current).toBe(kid)
    expect(await byFormerKeys()).toBeGreaterThan(SERVERS + 3)
    await rotation().round()
    expect(await byFormerKeys()).toBe(0)
    expect(await openAll(harness.app.database, secrets)).toEqual(before)
    expect(new Set([...before.keys()].map((key) => key.split(/[ .]/)[0]))).toEqual(
      new Set(SEALED_COLUMNS.map(({ table }) => table)),
    )
    expect(await finishedAt(harness.app.database.readInstallation(), kid)).not.toBeNull()
    expect(logged).toMatchObject([{ msg: 'The current key has sealed every secret', current: kid }])
  })

  test('a retry with an idempotency key gets the answer of before', async () => {
    const first = await makeKey('twice')
    addKey(file)
    await rotation().round()
    expect(first.secret).toMatch(/./)
    expect(await makeKey('twice')).toEqual(first)
  })

  test('goes on where it was interrupted', async () => {
    addKey(file)
    const halted = rotation(interrupted((opened) => (opened === 100 ? void halted.stop() : undefined)))
    await halted.round()
    const left = await byFormerKeys()
    expect(left).toBeGreaterThan(20)
    expect(left).toBeLessThan(SERVERS - 20)
    let opened = 0
    await rotation(interrupted((count) => void (opened = count))).round()
    expect(await byFormerKeys()).toBe(0)
    const secondKeyOfTheDomain = 1
    expect(opened).toBe(left + secondKeyOfTheDomain)
  })

  test('a password that somebody sets meanwhile stays', async () => {
    addKey(file)
    const { database } = harness.app
    const set = async () => {
      const rows = await database.write(scope, (uow) => uow.of(SmtpServerEntity).find({ security: 'STARTTLS' }))
      const last = rows.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]!
      const password = await secrets.seal('set meanwhile', passwordPlace(scope.organisationId, last.id))
      await database.write(scope, (uow) => uow.of(SmtpServerEntity).update(last, last.version, { password }))
      return last.id
    }
    let id = ''
    const smtp = SEALED_COLUMNS.findIndex(({ table }) => table === 'smtp_server')
    const before = await openAll(database, secrets)
    const reachesLast = [...before.keys()].findIndex((key) => key.startsWith('smtp_server')) + SERVERS
    expect(smtp).toBeGreaterThan(0)
    await rotation(interrupted(async (opened) => void (opened === reachesLast && (id = await set())))).round()
    expect((await openAll(database, secrets)).get(`smtp_server.password ${id}`)).toBe('set meanwhile')
    expect(await byFormerKeys()).toBe(0)
  })

  test('former keys are needed while anything is sealed by them, or an idempotency key may come again', async () => {
    addKey(file)
    expect(await needs()).toContainEqual(expect.stringContaining(`${SERVERS} rows of smtp_server.password`))
    await rotation().round()
    expect(await needs()).toEqual([expect.stringContaining('idempotency keys')])
    const tomorrow = Date.now() + 25 * 60 * 60_000
    expect(await needs(tomorrow)).toEqual([])
    const before = await openAll(harness.app.database, secrets)
    dropFormerKeys(file)
    expect(secrets.keyIds().former).toEqual([])
    expect(await openAll(harness.app.database, Secrets.open(file))).toEqual(before)
  })

  test('secrets of swapped rows do not open; they are told once, and the rest goes on', async () => {
    const { database } = harness.app
    const [a, b] = (await database.write(scope, (uow) => uow.of(SmtpServerEntity).find({ user: 'me' }))) as [
      SmtpServerEntity,
      SmtpServerEntity,
    ]
    const put = (id: string, password: string | null) =>
      database.writeInstallation((unit) =>
        unit.all(sql`update smtp_server set password = ${password} where id = ${id}`),
      )
    await put(a.id, b.password)
    await put(b.id, a.password)
    await expect(openAll(database, secrets)).rejects.toThrow(/another place/)
    const kid = addKey(file)
    const rounds = rotation()
    await rounds.round()
    await rounds.round()
    expect(await byFormerKeys()).toBe(2)
    expect(await finishedAt(database.readInstallation(), kid)).toBeNull()
    expect(logged).toHaveLength(2)
    expect(JSON.stringify(logged)).toContain(a.id)
    expect(await needs()).toContainEqual(expect.stringContaining('2 rows of smtp_server.password'))
  })
})
