import { DataSource } from 'typeorm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asIntruder, DIALECTS, emptyDatabase } from '../../test/databases.js'
import { startHarness, type Harness } from '../../test/harness.js'
import { systemClock } from '../adapters/clock.js'
import { TenantScope } from '../auth/tenant-scope.js'
import type { DatabaseTarget } from '../config.js'
import { AuditEntryEntity } from '../features/audit/audit-entry.entity.js'
import { CHAIN_START, linkOf, type ChainedEntry } from './audit-chain.js'
import { Database } from './database.js'
import { FirstTables1700000000001 } from './migrations/0001-first-tables.js'
import { Naming } from './naming.js'
import { readOnly } from './read-only.js'
import { verifyAuditLog, type ChainReport } from './verify-audit-log.js'

describe.each(DIALECTS)('verifying the audit log on %s (R3)', (dialect) => {
  let harness: Harness

  beforeEach(async () => {
    harness = await startHarness(dialect)
    await harness.organisation('beta')
  })
  afterEach(() => harness.stop())

  const reports = async () => {
    const found: ChainReport[] = []
    for await (const report of verifyAuditLog(harness.app.database.readInstallation())) found.push(report)
    return found.map(({ slug, entries, fault }) => [slug, entries, fault?.fault ?? null, fault?.sequence ?? null])
  }
  const forge = (...statements: string[]) => {
    const off =
      dialect === 'postgres'
        ? ['alter table audit_entry disable trigger all']
        : ['drop trigger if exists tr_audit_entry_update', 'drop trigger if exists tr_audit_entry_delete']
    return asIntruder(harness.target, ...off, ...statements)
  }
  const ofBeta = (sequence: number) =>
    `"organisationId" = (select id from organisation where slug = 'beta') and sequence = ${sequence}`

  test('every chain fits that was written by the application', async () => {
    const [acme, beta] = await reports()
    expect(acme).toEqual(['acme', expect.any(Number), null, null])
    expect(beta).toEqual(['beta', 7, null, null])
  })

  test.each([
    'at',
    'actorKind',
    'actorId',
    'actor',
    'action',
    'entityType',
    'entityId',
    'entityName',
    'ip',
    'requestId',
  ])('a changed %s is found', async (column) => {
    await forge(`update audit_entry set "${column}" = 'x' where ${ofBeta(3)}`)
    expect((await reports())[1]).toEqual(['beta', 2, 'CHANGED', 3])
  })

  test('a change of what was changed is found', async () => {
    await forge(`update audit_entry set changes = '[]' where ${ofBeta(7)}`)
    expect((await reports())[1]).toEqual(['beta', 6, 'CHANGED', 7])
  })

  test('a missing entry is found, and one that was renumbered', async () => {
    await forge(`delete from audit_entry where ${ofBeta(4)}`)
    expect((await reports())[1]).toEqual(['beta', 3, 'GAP', 5])
    await forge(`update audit_entry set sequence = 4 where ${ofBeta(5)}`)
    expect((await reports())[1]).toEqual(['beta', 3, 'CHANGED', 4])
  })

  test('a forged entry with a right hash of its own is found by the next', async () => {
    const { database } = harness.app
    const forged = await database.writeInstallation(async (unit) => {
      const rows = await unit.manager.query(`select * from audit_entry where ${ofBeta(3)}`)
      const entry = (rows as (ChainedEntry & { prevHash: string })[])[0]!
      return linkOf(entry.prevHash, { ...entry, actor: 'somebody else' })
    })
    await forge(`update audit_entry set actor = 'somebody else', hash = '${forged}' where ${ofBeta(3)}`)
    expect((await reports())[1]).toEqual(['beta', 3, 'DETACHED', 4])
  })

  test('a chain of many entries is followed to its end', async () => {
    const { id } = await harness.organisation('gamma')
    await harness.app.database.write(TenantScope.issue(id, null), async (uow) => {
      const entry = { action: 'UPDATED', entityType: 'skill', entityName: null, changes: [] } as const
      for (let number = 1; number <= 520; number++) await uow.record({ ...entry, entityId: `skl_${number}` })
    })
    expect((await reports())[2]).toEqual(['gamma', 527, null, null])
  })
})

describe.each(DIALECTS)('what was written before the chain on %s', (dialect) => {
  test('becomes its beginning, with the names of those who did it', async () => {
    const place = await emptyDatabase(dialect)
    await oldDatabase(place.target)
    const database = await Database.open(place.target, systemClock)
    const reports: ChainReport[] = []
    await readOnly(place.target, async (rows) => {
      for await (const report of verifyAuditLog(rows)) reports.push(report)
    })
    expect(reports.map(({ slug, entries, fault }) => [slug, entries, fault])).toEqual([
      ['one', 600, null],
      ['two', 600, null],
    ])
    const first = await database.writeInstallation((unit) =>
      unit.installation(AuditEntryEntity).find({ sequence: 1, organisationId: `org_${'a'.repeat(13)}` }),
    )
    expect(first).toMatchObject([
      { id: 'aud_0001', prevHash: CHAIN_START, actorKind: 'USER', actor: 'Ada <ada@acme.example>', actorId: 'usr_1' },
    ])
    await database.close()
    await place.remove()
  })
})

/** Two organisations with 600 entries each, by a person and by the installation in turn. */
async function oldDatabase(target: DatabaseTarget): Promise<void> {
  const common = { migrations: [FirstTables1700000000001], namingStrategy: new Naming() }
  const source = await new DataSource(
    target.dialect === 'sqlite'
      ? { ...common, type: 'better-sqlite3', database: target.path }
      : { ...common, type: 'postgres', url: target.ownerUrl!, installExtensions: false },
  ).initialize()
  await source.runMigrations()
  const at = '2026-01-01T00:00:00.000Z'
  const insert = (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row).map((name) => `"${name}"`)
    const values = Object.values(row).map((value) => (typeof value === 'string' ? `'${value}'` : String(value)))
    return source.query(`insert into "${table}" (${names.join()}) values (${values.join()})`)
  }
  const person = { id: 'usr_1', email: 'ada@acme.example', emailKey: 'ada@acme.example', name: 'Ada', locale: 'en' }
  await insert('user', { ...person, operator: false, passwordHash: 'x', createdAt: at })
  for (const [letter, slug] of [
    ['a', 'one'],
    ['b', 'two'],
  ] as const) {
    const id = `org_${letter.repeat(13)}`
    const row = { id, slug, name: slug, nameKey: slug, edition: 'CX_3', limits: '{}', settings: '{}' }
    await insert('organisation', { ...row, version: 1, createdAt: at, updatedAt: at })
    for (let number = 1; number <= 600; number++) {
      const what = { action: 'CREATED', entityType: 'skill', entityId: `skl_${number}`, changes: '[]' }
      const entry = { organisationId: id, id: `aud_${String(number).padStart(4, '0')}`, at, ...what }
      await insert('audit_entry', { ...entry, userId: number % 2 === 1 ? 'usr_1' : null })
    }
  }
  await source.destroy()
}
