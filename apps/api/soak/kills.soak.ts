import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { databaseVariables, DIALECTS, emptyDatabase } from '../test/databases.js'
import { FIRST_START } from '../test/harness.js'
import { killUnderLoad, loadSkills } from '../test/kills.js'
import { note, scaled } from './figures.js'

const KILLS = scaled(50)
const WRITES = scaled(20_000)
const LONGEST_START_MS = 5_000

describe.each(DIALECTS)('kill -9 under load on %s', (dialect) => {
  test('loses no acknowledged write', async () => {
    const place = await emptyDatabase(dialect)
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-soak-'))
    const environment = { ...FIRST_START, MAILROOM_DATA_DIR: folder, ...databaseVariables(place.target) }
    const options = { kills: KILLS, writes: WRITES, random: Math.random }
    const report = await killUnderLoad(environment, options, () => loadSkills(place.target))
    const { kills, acknowledged, lost, halfWritten, slowestStartMs } = report
    const section = `kill -9 under load, ${dialect}`
    note({
      ...{ section, what: `acknowledged writes that are lost, of ${acknowledged} in ${kills} kills` },
      ...{ measured: String(lost.length), goal: '0', reached: lost.length === 0 },
    })
    note({
      ...{ section, what: 'changes without audit entry, or entries without change' },
      ...{ measured: String(halfWritten.length), goal: '0', reached: halfWritten.length === 0 },
    })
    note({
      ...{ section, what: 'slowest start after a kill', measured: `${Math.round(slowestStartMs)} ms` },
      ...{ goal: `at most ${LONGEST_START_MS} ms`, reached: slowestStartMs <= LONGEST_START_MS },
    })
    await place.remove()
    rmSync(folder, { recursive: true, force: true })
    expect(report).toMatchObject({ kills: KILLS, lost: [], halfWritten: [] })
    expect(acknowledged).toBeGreaterThanOrEqual(WRITES)
    expect(slowestStartMs).toBeLessThanOrEqual(LONGEST_START_MS)
  })
})
