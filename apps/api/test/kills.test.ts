import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { databaseVariables, DIALECTS, emptyDatabase } from './databases.js'
import { FIRST_START } from './harness.js'
import { killUnderLoad, loadSkills } from './kills.js'

const KILLS = 5
const WRITES = 2_000

describe.each(DIALECTS)('kill -9 under load on %s', (dialect) => {
  test('loses no acknowledged write, and leaves none half-written', async () => {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-kills-'))
    const environment = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target) }
    const report = await killUnderLoad(environment, { kills: KILLS, writes: WRITES, random: Math.random }, () =>
      loadSkills(place.target),
    )
    expect(report).toMatchObject({ kills: KILLS, lost: [], halfWritten: [] })
    expect(report.acknowledged).toBeGreaterThanOrEqual(WRITES)
    await place.remove()
    rmSync(folder, { recursive: true, force: true })
  }, 120_000)
})
