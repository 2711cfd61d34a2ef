import { error, type InboundDecision, type KnownConfiguration } from '@mailroom/core'
import { aMail } from '@mailroom/core/testing'
import { expect, test } from 'vitest'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { SavedTestEntity } from '../saved-test/saved-test.entity.js'
import type { InboundFacts } from './inbound-facts.js'
import { RefusedMail } from './refused-mail.js'
import { RUN_SECONDS, runTests } from './run-saved-tests.js'

const HELP = 'help@support.example.com'
const decision: InboundDecision = { outcomes: [], trace: [], replyTo: null }
const unknown = { addresses: [], redirections: [], flows: [], names: [] }
const facts = { known: () => ({}) as KnownConfiguration, load: () => Promise.resolve(false) } as unknown as InboundFacts
const rows = { organisationId: 'org_x', all: () => Promise.resolve([]) } as unknown as TenantRows
const testNamed = (name: string) =>
  ({ id: name, name, mail: { to: [HELP] }, expected: [{ recipient: HELP }] }) as unknown as SavedTestEntity

test('tests that do not get their turn in time say so, and one that takes too long fails alone', async () => {
  let now = 0
  const decide = () => {
    now += (RUN_SECONDS * 1000) / 2
    if (now < RUN_SECONDS * 1000)
      throw new RefusedMail(error('FLOW_TAKES_TOO_LONG', [], { seconds: 5, megabytes: 256 }))
    return Promise.resolve({ decision, unknown })
  }
  const means = { rows, decider: { decide }, toMail: () => Promise.resolve(aMail()), clock: { now: () => now } }
  const runs = await runTests(means, ['slow', 'fine', 'late'].map(testNamed), facts, null)
  expect(runs.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
    ['FLOW_TAKES_TOO_LONG'],
    [],
    ['TESTS_TAKE_TOO_LONG'],
  ])
  expect(runs.map(({ passes }) => passes)).toEqual([false, false, false])
})
