import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'

const ASK = `query ($input: HandleTimesInput!) { organization(slug: "acme") { handleTimes(input: $input) {
  sessions { sentAt handleSeconds } afterWorkSeconds } } }`
const at = (minutes: number) => new Date(Date.UTC(2026, 5, 1, 12, minutes)).toISOString()

describe.each(DIALECTS)('handle times on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  const ask = async (input: object, client = harness.operator) => {
    const { data, errors } = await client.ask(ASK, { input: { multipleActions: true, startedAt: at(0), ...input } })
    return { times: data?.organization?.handleTimes, code: errors[0]?.extensions.code, message: errors[0]?.message }
  }

  test('R-SES-1 a reply after 10 minutes and a forward 2 minutes later', async () => {
    const sentAt = [at(12), at(10)]
    expect((await ask({ sentAt, disconnectedAt: at(15) })).times).toEqual({
      sessions: [
        { sentAt: at(10), handleSeconds: 600 },
        { sentAt: at(12), handleSeconds: 120 },
      ],
      afterWorkSeconds: 180,
    })
    expect((await ask({ sentAt })).times.afterWorkSeconds).toBe(0)
    expect((await ask({ sentAt, disconnectedAt: at(15), multipleActions: false })).times).toEqual({
      sessions: [{ sentAt: at(10), handleSeconds: 600 }],
      afterWorkSeconds: 0,
    })
  })

  test('R-SES-1 what makes no sense is refused by its field', async () => {
    const wrong: [object, RegExp][] = [
      [{ sentAt: [at(1), at(-1)] }, /^sentAt\.1: /],
      [{ sentAt: ['2099-01-01T00:00:00Z'] }, /^sentAt\.0: /],
      [{ sentAt: [], disconnectedAt: at(-1) }, /^disconnectedAt: /],
      [{ sentAt: Array(1_001).fill(at(1)) }, /^sentAt: at most 1000$/],
      [{ sentAt: ['tomorrow'] }, /./],
    ]
    for (const [input, message] of wrong) {
      const answer = await ask(input)
      expect([answer.code, answer.message]).toEqual(['BAD_USER_INPUT', expect.stringMatching(message)])
    }
  })

  test('R-ORG-4 is for those who may see addresses', async () => {
    const { operator, acme } = harness
    await configure(operator, acme)
    const { organization } = await operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Agent').id
    const input = { organizationId: acme.id, roleId, email: 'agent@acme.example', initialPassword: 'plenty of letters' }
    await operator.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', { input })
    const agent = await new Client(harness.app).signIn('agent@acme.example', 'plenty of letters')
    expect((await ask({ sentAt: [] }, agent)).code).toBe('NOT_FOUND')
    expect((await ask({ sentAt: [] })).times.sessions).toEqual([])
  })
})
