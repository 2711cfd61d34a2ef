import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/adapters/clock.js'
import { Database } from '../src/database/database.js'
import { sql } from '../src/database/sql.js'
import { databaseVariables, DIALECTS, emptyDatabase } from './databases.js'
import { FIRST_START } from './harness.js'
import { killUnderLoad, type StoredSkill } from './kills.js'

const KILLS = 5
const WRITES = 2_000

describe.each(DIALECTS)('kill -9 under load on %s', (dialect) => {
  test('loses no acknowledged write, and leaves none half-written', async () => {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-kills-'))
    const environment = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target) }
    const load = async () => {
      const database = await Database.open(place.target, systemClock)
      const rows = await database.readInstallation().all<StoredSkill>(sql`
        select s.id, s.name, s.version,
          (select count(*) from audit_entry a where a."organisationId" = s."organisationId" and a."entityId" = s.id) as audited
        from skill s`)
      const orphans = await database.readInstallation().all<{ entityId: string }>(sql`
        select "entityId" from audit_entry a where a."entityId" like 'skl%'
          and not exists (select 1 from skill s where s."organisationId" = a."organisationId" and s.id = a."entityId")`)
      await database.close()
      expect(orphans).toEqual([])
      return rows.map((row) => ({ ...row, audited: Number(row.audited) }))
    }
    const report = await killUnderLoad(environment, { kills: KILLS, writes: WRITES, random: Math.random }, load)
    expect(report).toMatchObject({ kills: KILLS, lost: [], halfWritten: [] })
    expect(report.acknowledged).toBeGreaterThanOrEqual(WRITES)
    await place.remove()
    rmSync(folder, { recursive: true, force: true })
  }, 120_000)
})
