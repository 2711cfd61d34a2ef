import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { App } from '../src/app.js'
import { DIALECTS } from './databases.js'
import { Client, OPERATOR, startHarness, type Harness } from './harness.js'
import { follow, liveClient } from './live-client.js'
import { startProcesses } from './processes.js'

const COSTS = { key: 2_000, person: 40_000, organisation: 20_000 }
const PLENTY = { key: 10_000_000, person: 10_000_000, organisation: 10_000_000 }
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret problems { code } } }`
const COSTLY = '{ organization(slug: "acme") { queues(first: 200) { nodes { id name } } } }'
const CONFIGURATION = '{ organization(slug: "acme") { configuration } }'
const CHANGED = 'subscription ($id: ID!) { domainChanged(domainId: $id) { id name dnsRecords { key } } }'
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

describe.each(DIALECTS)('cost points of what is no query on %s (security T9)', (dialect) => {
  let harness: Harness
  const started = async (costs: Partial<typeof COSTS>) =>
    (harness = await startHarness(dialect, { costs: { ...PLENTY, ...costs } }))
  const another = () => new Client(harness.app).signIn(OPERATOR.email, OPERATOR.password)
  const get = (url: string) => harness.app.server.inject({ url, headers: { cookie: harness.operator.cookie } })
  afterEach(() => harness.stop())

  test.each(['/export/acme', '/o/acme/audit-log.json', '/o/acme/audit-log.csv', '/o/acme/addresses.csv'])(
    '%s is paid for by whoever downloads it',
    async (url) => {
      await started({ person: 50_000 })
      const count = await spend(() => get(url))
      expect(count).toBeGreaterThan(1)
      expect(count).toBeLessThanOrEqual(60)
      const refused = await get(url)
      const [error] = refused.json().errors
      expect(Object.keys(error.extensions).sort()).toEqual(['code', 'retryAfter'])
      expect([refused.statusCode, error.extensions.code]).toEqual([429, 'RATE_LIMITED'])
      expect(refused.headers['retry-after']).toBe(String(error.extensions.retryAfter))
      expect((await harness.operator.ask(CHEAP)).status).toBe(429)
    },
  )

  test('a configuration is paid for by its length, read or written', async () => {
    await started({ person: 50_000 })
    const yaml = `mailroom: 1\n${'# nothing\n'.repeat(10_000)}`
    const plan = `mutation ($input: PlanConfigurationInput!) { planConfiguration(input: $input) { problems { code } } }`
    const input = { organizationId: harness.acme.id, yaml }
    const ask = async () => ({ statusCode: (await harness.operator.ask(plan, { input })).status })
    expect(await spend(ask)).toBeLessThanOrEqual(6)
    await harness.stop()
    await started({ person: 2_000 })
    const read = async () => ({ statusCode: (await harness.operator.ask(CONFIGURATION)).status })
    expect(await spend(read)).toBeLessThanOrEqual(150)
  })

  test.each([{ person: 3_000 }, { organisation: 3_000 }])(
    'a subscription that %j has no points for is refused',
    async (costs) => {
      await started(costs)
      const { id } = await watched(harness)
      const live = liveClient(harness.app.url, { cookie: harness.operator.cookie })
      follow(live, CHANGED, { id })
      await delay(200)
      await spend(async () => ({ statusCode: (await harness.operator.ask(COSTLY)).status }))
      const page = follow(live, CHANGED, { id })
      await vi.waitFor(() => expect(page.ended()).toBeDefined())
      const [error] = page.ended() as { extensions: Record<string, unknown> }[]
      expect(error?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) })
      expect(page.events).toEqual([])
      await live.dispose()
    },
  )

  test('an event of a subscription is paid for as the subscription was, and a socket is not opened without points', async () => {
    await started({ person: 3_000 })
    const { id, change } = await watched(harness)
    const live = liveClient(harness.app.url, { cookie: harness.operator.cookie })
    const page = follow(live, CHANGED, { id })
    await delay(200)
    await change()
    await vi.waitFor(() => expect(page.events.at(-1)?.data.domainChanged.id).toBe(id))
    await spend(async () => ({ statusCode: (await harness.operator.ask(COSTLY)).status }))
    expect(page.ended()).toBeUndefined()
    await change()
    await vi.waitFor(() => expect(page.ended()).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]))
    expect(await open(harness)).toBe('429')
    await live.dispose()
  })

  test('a session has 50 sockets, the next is refused until one closes; another session has its own', async () => {
    await started({})
    const sockets = await Promise.all(Array.from({ length: 50 }, () => opened(harness)))
    expect(await open(harness)).toBe('429')
    expect(await open(harness, await another())).toBe('open')
    sockets[0]!.close()
    await vi.waitFor(async () => expect(await open(harness)).toBe('open'))
    for (const socket of sockets) socket.terminate()
  })

  test('a socket that is refused is gone, even if its client never closes it', async () => {
    await started({})
    const sockets = await Promise.all(Array.from({ length: 50 }, () => opened(harness)))
    const { hostname, port, host } = new URL(harness.app.url)
    const client = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const key = 'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    const asked = `cookie: ${harness.operator.cookie}\r\nconnection: upgrade\r\nupgrade: websocket\r\n${key}`
    client.write(`GET /graphql HTTP/1.1\r\nhost: ${host}\r\n${asked}\r\n`)
    const [answer] = await once(client, 'data')
    expect(String(answer)).toContain('429')
    const broken = once(client, 'close').catch(({ code }) => code)
    await vi.waitFor(() => {
      client.write('x')
      expect(client.destroyed).toBe(true)
    })
    expect(await broken).toMatch(/ECONNRESET|EPIPE/)
    for (const socket of sockets) socket.terminate()
  })

  test('a socket has 20 subscriptions, the next is refused by the protocol until one ends', async () => {
    await started({})
    const { id, change } = await watched(harness)
    const live = liveClient(harness.app.url, { cookie: harness.operator.cookie })
    const all = Array.from({ length: 20 }, () => follow(live, CHANGED, { id }))
    const next = follow(live, CHANGED, { id })
    await vi.waitFor(() => expect(next.ended()).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]))
    await change()
    await vi.waitFor(() => expect(all.every(({ events }) => events.length > 0)).toBe(true))
    all[0]!.dispose()
    const after = follow(live, CHANGED, { id })
    await delay(200)
    await change()
    await vi.waitFor(() => expect(after.events.length).toBeGreaterThan(0))
    await live.dispose()
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

/** A domain, and how a key changes it. */
async function watched({ app, operator, acme }: Harness) {
  const ask = await keyOf(operator, 'acme')
  const created = await operator.data(
    `mutation ($input: CreateDomainInput!) { createDomain(input: $input) { domain { id version } } }`,
    { input: { organizationId: acme.id, name: 'support.example.com' } },
  )
  const { id } = created.createDomain.domain
  let { version } = created.createDomain.domain
  const change = async () => {
    const reception = version % 2 ? 'REDIRECTION' : 'MX'
    const input = `{ id: "${id}", expectedVersion: ${version}, reception: ${reception} }`
    const answer = await ask(app, `mutation { updateDomain(input: ${input}) { domain { version } problems { code } } }`)
    version = answer.json().data.updateDomain.domain.version
  }
  return { id: id as string, change }
}

function socketOf({ app, operator }: Harness, { cookie } = operator): WebSocket {
  return new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { cookie } })
}

async function opened(harness: Harness): Promise<WebSocket> {
  const socket = socketOf(harness)
  await once(socket, 'open')
  return socket
}

/** `open`, or the status that refused it. */
async function open(harness: Harness, client = harness.operator): Promise<string> {
  const socket = socketOf(harness, client)
  const outcome = await new Promise<string>((resolve) => {
    socket.on('open', () => resolve('open'))
    socket.on('error', ({ message }) => resolve(/\d{3}/.exec(message)?.[0] ?? message))
  })
  socket.terminate()
  return outcome
}

/** Asks until it is refused; how often it was not. */
async function spend(ask: (query: string) => Promise<{ statusCode: number }>, query = COSTLY): Promise<number> {
  for (let count = 0; count < 200; count++) {
    if ((await ask(query)).statusCode === 429) return count
    await delay(5)
  }
  throw new Error('Nothing was refused')
}
