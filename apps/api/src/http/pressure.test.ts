import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHarness, type Harness } from '../../test/harness.js'

let harness: Harness
beforeAll(async () => {
  harness = await startHarness('sqlite', { log: pino({ level: 'silent' }) })
})
afterAll(() => harness.stop())

const ask = () => harness.operator.ask('{ viewer { user { id } } }')

/** Nothing else runs meanwhile. */
function hold(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

test('a process that is behind with its work says so, with when to try again, and goes on afterwards', async () => {
  expect((await ask()).status).toBe(200)
  for (let turn = 0; turn < 4; turn++) {
    hold(1_500)
    await sleep(0)
  }
  expect(await ask()).toMatchObject({
    status: 503,
    errors: [{ extensions: { code: 'UNAVAILABLE', reason: 'BUSY', retryAfter: 5 } }],
  })
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200)
})
