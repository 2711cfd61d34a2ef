import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Harness } from '../../../test/harness.js'

const SIMULATE = `query ($input: InboundMessageInput!) { organization(slug: "acme") { simulateInbound(input: $input) {
  outcomes { recipient result reason continues queue { name } } trace { rule code } } } }`
const SETTINGS = `mutation ($input: UpdateOrganizationSettingsInput!) { updateOrganizationSettings(input: $input) {
  organization { settings { version } } problems { code } } }`
const HELP = 'help@acme.mailroom.example'
const SALES = 'sales@acme.mailroom.example'
const at = (day: number) => new Date(Date.UTC(2026, 5, day, 12)).toISOString()

describe.each(DIALECTS)('threads and several addresses on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  let orders = ''
  beforeAll(async () => {
    harness = await startHarness(dialect)
    has = await configure(harness.operator, harness.acme)
    orders = await make('createQueue', 'queue', { organizationId: harness.acme.id, name: 'Orders' })
    const settings = { routing: { queue: { queueId: has.queueId } } }
    for (const localPart of ['help', 'sales'])
      await make('createEmailAddress', 'emailAddress', { domainId: has.domainId, localPart, settings })
  })
  afterAll(() => harness.stop())

  async function make(mutation: string, entity: string, input: object): Promise<string> {
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input!`
    const text = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${entity} { id } } }`
    return (await harness.operator.data(text, { input }))[mutation][entity].id
  }
  const set = async (changes: object) => {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { settings { version } } }')
    const input = { organizationId: harness.acme.id, expectedVersion: organization.settings.version, ...changes }
    expect((await harness.operator.data(SETTINGS, { input })).updateOrganizationSettings.problems).toEqual([])
  }
  const decide = async (more: object, to = [HELP]) => {
    const headers = [{ name: 'In-Reply-To', value: '<answer@acme.example>' }]
    const mail = { from: 'ada@customer.example', envelopeTo: to, headers, receivedAt: at(15), ...more }
    const { outcomes } = (await harness.operator.data(SIMULATE, { input: mail })).organization.simulateInbound
    return outcomes.map(
      (each: { result: string; reason: string | null; continues: boolean; queue?: { name: string } }) =>
        [each.reason ?? each.result, each.continues ? 'continues' : 'new', each.queue?.name].filter(Boolean).join(' '),
    )
  }
  const thread = (changes: object = {}) => ({
    threads: [{ messageIds: ['answer@acme.example'], subject: 'Order 5', open: true, queueId: orders, ...changes }],
  })

  test('R-IN-5 an open interaction goes on in its queue, one of long ago does not, by the days of the organisation', async () => {
    expect(await decide(thread())).toEqual(['QUEUED continues Orders'])
    const tenDaysAgo = thread({ open: false, disconnectedAt: at(5) })
    expect(await decide(tenDaysAgo)).toEqual(['QUEUED continues Orders'])
    await set({ threadingDays: 10 })
    expect(await decide(tenDaysAgo)).toEqual(['QUEUED new Support'])
    await set({ threadingDays: 0 })
    expect(await decide(thread({ open: false, disconnectedAt: at(15) }))).toEqual(['QUEUED new Support'])
    await set({ threadingDays: 30 })
    expect(await decide({ ...thread(), virus: 'FAIL' })).toEqual(['VIRUS new'])
    expect(await decide({ ...thread(), envelopeFrom: '' })).toEqual(['AUTO_GENERATED new'])
  })

  test('R-IN-5 a changed subject starts a new one where the organisation wants it', async () => {
    const changed = { ...thread(), subject: 'Something else' }
    expect(await decide(changed)).toEqual(['QUEUED continues Orders'])
    await set({ newThreadOnSubjectChange: true })
    expect(await decide(changed)).toEqual(['QUEUED new Support'])
    expect(await decide({ ...thread(), subject: '[Fwd: AW[2]: order  5]' })).toEqual(['QUEUED continues Orders'])
    await set({ newThreadOnSubjectChange: false })
  })

  test('R-IN-7 several own addresses make one interaction, or each its own where the organisation wants it', async () => {
    const to = [HELP, 'nobody@acme.mailroom.example', SALES]
    expect(await decide({}, to)).toEqual(['QUEUED new Support', 'UNKNOWN_RECIPIENT new', 'ANOTHER_ADDRESS new'])
    await set({ oneInteractionPerAddress: true })
    expect(await decide({}, to)).toEqual(['QUEUED new Support', 'UNKNOWN_RECIPIENT new', 'QUEUED new Support'])
    await set({ oneInteractionPerAddress: false })
  })
})
