import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure } from './configured.js'
import { DIALECTS } from './databases.js'
import { editAtOnce } from './editors.js'
import { startHarness, type Harness } from './harness.js'
import { rollBackAmongWrites } from './rollbacks.js'

describe.each(DIALECTS)('many at once on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  test('twenty rollbacks and dry runs among parallel writes touch no other request’s write', async () => {
    const report = await rollBackAmongWrites(harness, { rollbacks: 20, writes: 200 })
    expect(report).toEqual({ acknowledged: 200, lost: [], left: [] })
  })

  test('of fifty editors one wins each version, no field is lost, and no version falls', async () => {
    const { queueId } = await configure(harness.operator, harness.acme)
    const report = await editAtOnce(harness, { editors: 50, edits: 6, queueId })
    expect(report).toMatchObject({ edits: 300, notOneWinner: [], lostFields: [], fallen: 0, withoutCurrent: 0 })
    expect(report.won).toBeGreaterThan(0)
    expect(report.finalVersion).toBe(report.won + 1)
  })
})
