import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../src/app.js'
import { DIALECTS } from './databases.js'
import { Client, OPERATOR, startHarness, type Harness } from './harness.js'
import { startProcesses } from './processes.js'

const COSTS = { key: 2_000, organisation: 20_000 }
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret problems { code } } }`
const COSTLY = '{ organization(slug: "acme") { queues(first: 200) { nodes { id name } } } }'
const CHEAP = '{ organization(slug: "acme") { id queues(first: 1) { nodes { id } } } }'

describe.each(DIALECTS)('cost points on %s (security T9)', (dialect) => {
  let harness: Harness
  beforeAll(async () => void (harness = await startHarness(dialect, { costs: COSTS })))
  afterAll(() => harness.stop())

  test('a key that has spent its points waits, and another of the organisation does not', async () => {
    const ask = await keyOf(harness.operator, 'acme')
    const other = await keyOf(harness.operator, 'acme')
    expect(await spend((query) => ask(harness.app, query))).toBeGreaterThan(1)
    const refused = await ask(harness.app, CHEAP)
    expect(refused.statusCode).toBe(429)
    const [error] = refused.json().errors
    expect(error.extensions.code).toBe('RATE_LIMITED')
    expect(error.extensions.retryAfter).toBeGreaterThan(0)
    expect(error.extensions.retryAfter).toBeLessThanOrEqual(600)
    expect(refused.headers['retry-after']).toBe(String(error.extensions.retryAfter))
    expect((await other(harness.app, CHEAP)).json().data.organization.id).toBe(harness.acme.id)
    expect((await harness.operator.data(CHEAP)).organization.id).toBe(harness.acme.id)
  })

  test('an organisation that has spent its points waits, whoever asks for it; another does not', async () => {
    const { owner, slug } = await harness.organisation(`greedy-${dialect}`)
    const costly = COSTLY.replace('acme', slug)
    const ask = async (query: string) => ({ statusCode: (await owner.ask(query)).status })
    expect(await spend(ask, costly)).toBeGreaterThan(10)
    const { errors, status } = await owner.ask(CHEAP.replace('acme', slug))
    expect([status, errors[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED'])
    expect((await owner.ask('{ viewer { user { id } } }')).status).toBe(200)
    expect((await harness.operator.ask(CHEAP)).status).toBe(200)
  })
})

test('processes on one PostgreSQL database count together', async () => {
  const { apps, stop } = await startProcesses(2, {}, { costs: COSTS })
  try {
    const [first, second] = apps as [App, App]
    const operator = await new Client(first).signIn(OPERATOR.email, OPERATOR.password)
    const ask = await keyOf(operator, 'acme')
    const alone = await spend((query) => ask(first, query))
    expect(alone).toBeGreaterThan(2)
    expect(await spend((query) => ask(second, query))).toBeLessThanOrEqual(1)
  } finally {
    await stop()
  }
})

/** Asks by a new key with all permissions. */
async function keyOf(maker: Client, slug: string) {
  const { organization } = await maker.data(`{ organization(slug: "${slug}") { id viewerPermissions } }`)
  const input = {
    ...{ organizationId: organization.id, name: `Key ${Math.random()}` },
    permissions: organization.viewerPermissions,
  }
  const { createApiKey } = await maker.data(CREATE, { input })
  const authorization = `Bearer ${createApiKey.secret}`
  return (app: App, query: string) =>
    app.server.inject({
      ...{ method: 'POST', url: '/graphql', payload: { query } },
      headers: { 'content-type': 'application/json', authorization },
    })
}

/** Asks until it is refused; how often it was not. */
async function spend(ask: (query: string) => Promise<{ statusCode: number }>, query = COSTLY): Promise<number> {
  for (let count = 0; count < 200; count++) {
    if ((await ask(query)).statusCode === 429) return count
    await delay(5)
  }
  throw new Error('Nothing was refused')
}
