import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Harness } from '../../../test/harness.js'

const SIMULATE = `query ($slug: String!, $input: InboundMessageInput!) { organization(slug: $slug) {
  simulateInbound(input: $input) { outcomes { result reason } } } }`
const WRITE = `flow { id } problems { code path }`

/** Half of what the limits of patterns allow, over as much text as they look at. */
const pattern = (index: number) => `([ab]{0,20}a){5}c${index}`
const COSTLY = {
  rules: [
    {
      name: 'Patterns',
      when: {
        any: [0, 1].map((index) => ({ compare: { field: 'BODY', operator: 'MATCHES', value: pattern(index) } })),
      },
      then: [{ addLabel: 'found' }],
    },
  ],
  otherwise: { disconnect: true },
}
const TEXT = Array.from({ length: 16_384 }, (_, index) => 'ab'[Math.floor(Math.sin(index) * 1e4) & 1]).join('')

describe.each(DIALECTS)('costly flows on %s (security H3)', (dialect) => {
  let harness: Harness
  let address: string

  beforeAll(async () => {
    harness = await startHarness(dialect)
    const { operator, acme } = harness
    const { domainId } = await configure(operator, acme)
    const { createFlow } = await operator.data(
      `mutation ($input: CreateFlowInput!) { createFlow(input: $input) { ${WRITE} } }`,
      { input: { organizationId: acme.id, name: 'Costly', definition: COSTLY } },
    )
    expect(createFlow.problems).toEqual([])
    const flowId = createFlow.flow.id
    await operator.data(`mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { ${WRITE} } }`, {
      input: { id: flowId, expectedVersion: 1 },
    })
    const input = { domainId, localPart: 'costly', settings: { routing: { flow: { flowId } } } }
    const { createEmailAddress } = await operator.data(
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { address } } }',
      { input },
    )
    address = createEmailAddress.emailAddress.address
  })
  afterAll(() => harness.stop())

  const simulate = (text: string) =>
    harness.operator.ask(SIMULATE, {
      slug: 'acme',
      input: { from: 'ada@customer.example', envelopeFrom: 'ada@customer.example', text, envelopeTo: [address] },
    })

  test('while the decision is made, many requests are answered that came after it', async () => {
    const done = { result: 'DISCONNECTED', reason: 'FLOW' }
    expect((await simulate('short')).data.organization.simulateInbound.outcomes).toEqual([done])
    let answered = 0
    let isDecided = false
    const decided = simulate(TEXT).finally(() => (isDecided = true))
    for (; !isDecided; answered++) await harness.operator.data('{ viewer { user { id } } }')
    expect((await decided).data.organization.simulateInbound.outcomes).toEqual([done])
    expect(answered).toBeGreaterThan(40)
  })
})
