import { afterAll, beforeAll, expect, test } from 'vitest'
import { startHarness, type Harness } from '../../test/harness.js'

const QUERY = `query ($slug: String!, $first: Int, $filter: EmailAddressFilter) { organization(slug: $slug) {
  name addresses(first: $first, filter: $filter) { totalCount nodes { localPart domain { name canSend { ready reasons { code path } } }
    routing { __typename ... on QueueRouting { queue { name } skills { name } } ... on NoRouting { outboundOnly } } } } } }`
const TIMES = 5

let harness: Harness
beforeAll(async () => {
  harness = await startHarness('sqlite')
  const { operator, acme } = harness
  const { createQueue } = await operator.data(
    'mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } } }',
    { input: { organizationId: acme.id, name: 'Support' } },
  )
  const { organization } = await operator.data('{ organization(slug: "acme") { domains { id } } }')
  const create = (localPart: string, routing: object) =>
    operator.data(
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } problems { code } } }',
      { input: { domainId: organization.domains[0].id, localPart, settings: { routing } } },
    )
  await create('help', { queue: { queueId: createQueue.queue.id } })
  await create('news', { none: true })
})
afterAll(() => harness.stop())

/** The answers to the same question, of which the first run by graphql-js and the last compiled. */
async function askOften(query: string, variables: object) {
  const answers = []
  for (let time = 0; time < TIMES; time++) answers.push(await harness.operator.ask(query, variables))
  return answers
}

test('a compiled query answers what graphql-js answers', async () => {
  const answers = await askOften(QUERY, { slug: 'acme', first: 10, filter: { hasProblems: false } })
  expect(answers[0]?.errors).toEqual([])
  const all = await askOften(QUERY, { slug: 'acme', first: 10 })
  expect(all[0]?.data.organization.addresses).toMatchObject({ totalCount: 2, nodes: [{}, {}] })
  for (const [first, ...later] of [answers, all]) for (const answer of later) expect(answer).toEqual(first)
})

test('errors keep code, path and status', async () => {
  const answers = await askOften(QUERY, { slug: 'acme', first: 1_000 })
  expect(answers[0]?.errors).toMatchObject([
    { path: ['organization', 'addresses'], extensions: { code: 'BAD_USER_INPUT' } },
  ])
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('variables that do not fit are refused alike', async () => {
  for (const variables of [{}, { slug: 7 }, { slug: 'acme', first: 'many' }, { slug: 'acme', filter: { no: 1 } }]) {
    const answers = await askOften(QUERY, variables)
    expect(answers[0]).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  }
})

test('a query that costs too much is refused however often it was asked with a shorter page', async () => {
  const deep = `query ($slug: String!, $first: Int) { organization(slug: $slug) { domains { addresses(first: $first) { nodes {
    domain { addresses(first: $first) { nodes { id localPart } } } } } } } }`
  const cheap = await askOften(deep, { slug: 'acme', first: 2 })
  expect(cheap.at(-1)?.errors).toEqual([])
  const dear = await harness.operator.ask(deep, { slug: 'acme', first: 200 })
  expect(dear).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
})

test('input types that contain themselves do not hold the server up', async () => {
  const create = `mutation ($input: CreateFlowInput!) { createFlow(input: $input) { flow { id } problems { code } } }`
  const definition = { rules: [], otherwise: { disconnect: true } }
  const answers = await askOften(create, { input: { organizationId: harness.acme.id, name: 'Flow', definition } })
  expect(answers[0]?.data.createFlow.problems).toEqual([])
})
