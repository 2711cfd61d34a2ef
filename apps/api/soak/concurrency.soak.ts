import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure } from '../test/configured.js'
import { DIALECTS } from '../test/databases.js'
import { editAtOnce } from '../test/editors.js'
import { startHarness, type Harness } from '../test/harness.js'
import { rollBackAmongWrites } from '../test/rollbacks.js'
import { note, scaled } from './figures.js'

const EDITORS = 50
const EDITS = scaled(200)
const ROUNDS = scaled(20)

describe.each(DIALECTS)('many at once on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  test('one winner a version', async () => {
    const { queueId } = await configure(harness.operator, harness.acme)
    const report = await editAtOnce(harness, { editors: EDITORS, edits: EDITS, queueId })
    const { edits, won, notOneWinner, lostFields, fallen, withoutCurrent } = report
    const section = `Editors of one address, ${dialect}`
    const figures = { 'lost fields': lostFields.length, 'versions that fell': fallen }
    const wrong = { 'versions without exactly one winner': notOneWinner.length, ...figures }
    for (const [what, count] of Object.entries({ ...wrong, 'refusals without what is stored': withoutCurrent })) {
      const about = what.startsWith('versions without') ? ` (${EDITORS} editors, ${edits} edits, ${won} won)` : ''
      note({ section, what: `${what}${about}`, measured: String(count), goal: '0', reached: count === 0 })
    }
    expect(report).toMatchObject({ notOneWinner: [], lostFields: [], fallen: 0, withoutCurrent: 0 })
    expect(report.finalVersion).toBe(won + 1)
  })

  test('rollbacks touch no other write', async () => {
    let acknowledged = 0
    let touched = 0
    for (let round = 0; round < ROUNDS; round++) {
      const other = await startHarness(dialect)
      const report = await rollBackAmongWrites(other, { rollbacks: 20, writes: 200 })
      await other.stop()
      acknowledged += report.acknowledged
      touched += report.lost.length + report.left.length
    }
    note({
      section: `Rollbacks among parallel writes, ${dialect}`,
      what: `others’ writes touched, or rows left, by ${ROUNDS * 20} failures and as many dry runs among ${acknowledged} writes`,
      ...{ measured: String(touched), goal: '0', reached: touched === 0 },
    })
    expect({ acknowledged, touched }).toEqual({ acknowledged: ROUNDS * 200, touched: 0 })
  })
})
