import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { sql } from '../src/database/sql.js'
import { asIntruder } from './databases.js'
import { DnsServer } from './dns-server.js'
import { Client, OPERATOR } from './harness.js'
import { follow, liveClient } from './live-client.js'
import { startProcesses, type Processes } from './processes.js'
import { ServerProcess } from './server-process.js'

const CHANGED = 'subscription ($id: ID!) { domainChanged(domainId: $id) { lastCheckedAt } }'
const CHECK = 'mutation ($id: ID!) { checkDomain(domainId: $id) { domain { lastCheckedAt nextCheckAt } } }'
const ACME = '{ organization(slug: "acme") { id version domains { id name lastCheckedAt } roles { id name } } }'
const NO_ADMIN = {
  MAILROOM_ADMIN_EMAIL: undefined,
  MAILROOM_ADMIN_PASSWORD: undefined,
  MAILROOM_ORGANIZATION: undefined,
}
const DOMAINS = 20

const eventually = (check: () => Promise<void> | void, timeout = 15_000) => vi.waitFor(check, { timeout, interval: 50 })
const isSignedIn = async (client: Client) => (await client.ask('{ viewer { user { id } } }')).data?.viewer != null

async function acme(client: Client) {
  return (await client.data(ACME)).organization
}

/** Twenty domains of Acme. */
async function addDomains(client: Client): Promise<{ id: string; name: string }[]> {
  const { id, version } = await acme(client)
  const input = { id, expectedVersion: version, limits: [{ key: 'domains', limit: DOMAINS + 1 }] }
  await client.data(
    'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
    { input },
  )
  for (let i = 0; i < DOMAINS; i++)
    await client.data('mutation ($input: CreateDomainInput!) { createDomain(input: $input) { problems { code } } }', {
      input: { organizationId: id, name: `shop${i}.example` },
    })
  const { domains } = await acme(client)
  return domains.filter(({ name }: { name: string }) => name.startsWith('shop'))
}

describe('two that start at once on an empty database', () => {
  test('found it once, by the configuration', async () => {
    const processes = await startProcesses(2)
    const [a, b] = await Promise.all(
      processes.apps.map((app) => new Client(app).signIn(OPERATOR.email, OPERATOR.password)),
    )
    expect((await acme(a!)).id).toBe((await acme(b!)).id)
    const counted = sql`select cast(count(*) as integer) as n from keyring_check`
    expect(await processes.apps[0]!.database.readInstallation().first(counted)).toEqual({ n: 1 })
    await processes.stop()
  }, 60_000)

  test('take a token of the set-up page that either has printed, once', async () => {
    const processes = await startProcesses(2, NO_ADMIN)
    const [a, b] = processes.apps.map((app) => ({ client: new Client(app), token: app.setUpUrl!.split('token=')[1] }))
    const setUp = async (client: Client, token: string | undefined, name: string) => {
      const input = {
        token,
        name,
        email: `${name}@acme.example`,
        password: 'plenty of letters',
        organizationName: name,
      }
      const { setUp: answer } = await client.data(
        'mutation ($input: SetUpInput!) { setUp(input: $input) { viewer { user { id } } problems { code } } }',
        { input },
      )
      return answer.viewer ? 'IN' : answer.problems[0].code
    }
    expect(await setUp(a!.client, 'guessed', 'ada')).toBe('SET_UP_TOKEN_INVALID')
    const answers = await Promise.all([setUp(a!.client, b!.token, 'ada'), setUp(b!.client, a!.token, 'bob')])
    expect(answers.sort()).toEqual(['IN', 'SET_UP_TOKEN_INVALID'])
    expect(await setUp(a!.client, a!.token, 'eve')).toBe('SET_UP_TOKEN_INVALID')
    await processes.stop()
  }, 60_000)
})

describe('two processes on one database', () => {
  let dns: DnsServer
  let processes: Processes
  let here: Client
  let there: Client

  beforeAll(async () => {
    dns = await DnsServer.start()
    processes = await startProcesses(2, { MAILROOM_DNS_SERVERS: dns.address })
    here = await new Client(processes.apps[0]!).signIn(OPERATOR.email, OPERATOR.password)
    there = await new Client(processes.apps[1]!).signIn(OPERATOR.email, OPERATOR.password)
  }, 60_000)
  afterEach(() => dns.heal())
  afterAll(async () => {
    await processes.stop()
    await dns.stop()
  })

  test('refuse a session that ended in the other, and a key that was revoked there, within a second', async () => {
    const leaving = await new Client(processes.apps[0]!).signIn(OPERATOR.email, OPERATOR.password)
    const same = new Client(processes.apps[1]!)
    same.cookie = leaving.cookie
    expect(await isSignedIn(same)).toBe(true)
    const ended = Date.now()
    await leaving.data('mutation { signOut }')
    await eventually(async () => expect(await isSignedIn(same)).toBe(false))
    expect(Date.now() - ended).toBeLessThan(1500)

    const { id: organizationId } = await acme(here)
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const { createApiKey } = await here.data(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } problems { code } } }',
      { input: { organizationId, name: 'robot', permissions: ['routing:email:view'], expiresAt } },
    )
    const robot = { authorization: `Bearer ${createApiKey.secret}`, cookie: '' }
    const ask = async () => (await new Client(processes.apps[1]!).ask('{ viewer { apiKey { id } } }', {}, robot)).status
    expect(await ask()).toBe(200)
    const revoked = Date.now()
    await here.data(`mutation { revokeApiKey(id: "${createApiKey.apiKey.id}") { deletedId } }`)
    await eventually(async () => expect(await ask()).toBe(401))
    expect(Date.now() - revoked).toBeLessThan(1500)
  })

  test('count attempts to sign in together', async () => {
    const attempt = async (i: number) => {
      const client = new Client(processes.apps[i % 2]!)
      const input = { email: 'nobody@acme.example', password: 'wrong' }
      const mutation = 'mutation ($input: SignInInput!) { signIn(input: $input) { problems { code } } }'
      const { data, errors } = await client.ask(mutation, { input })
      return errors[0]?.extensions.code ?? data.signIn.problems[0].code
    }
    const answers: string[] = []
    for (let i = 0; i < 12; i++) answers.push(await attempt(i))
    // Ten, then one every five minutes.
    expect(answers).toEqual([...Array(11).fill('INVALID_CREDENTIALS'), 'RATE_LIMITED'])
  })

  test('make one thing of one idempotency key', async () => {
    const { id: organizationId } = await acme(here)
    const input = { organizationId, name: 'Chess', idempotencyKey: 'once' }
    const make = (client: Client) =>
      client.data(
        'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } problems { code } } }',
        { input },
      )
    const made = await Promise.all([here, there, here, there].map(make))
    expect(new Set(made.map(({ createSkill }) => createSkill.skill.id)).size).toBe(1)
  })

  test('R-DOM-15 ask DNS once about each domain that is due, and tell a page that is open in the other', async () => {
    const domains = await addDomains(here)
    await eventually(async () => {
      const checked = (await acme(here)).domains.filter(({ name }: { name: string }) => name.startsWith('shop'))
      expect(checked.every((each: { lastCheckedAt: string | null }) => each.lastCheckedAt !== null)).toBe(true)
    }, 30_000)
    await new Promise((resolve) => setTimeout(resolve, 2000))
    dns.asked.length = 0
    const now = new Date().toISOString()
    await asIntruder(processes.target, `update domain set "nextCheckAt" = '${now}' where name like 'shop%'`)
    const timesOf = (name: string) =>
      dns.asked.filter((each) => each.name === `_mailroom-challenge.${name}` && each.type === 'TXT').length
    await eventually(() => expect(domains.every(({ name }) => timesOf(name) > 0)).toBe(true))
    await new Promise((resolve) => setTimeout(resolve, 3000))
    expect(domains.map(({ name }) => timesOf(name))).toEqual(Array(DOMAINS).fill(1))

    const [domain] = domains
    const page = follow(liveClient(processes.apps[1]!.url, { cookie: there.cookie }), CHANGED, { id: domain!.id })
    await eventually(() => expect(page.events.length).toBeGreaterThan(0), 20_000)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const before = page.events.length
    const { checkDomain } = await here.data(CHECK, { id: domain!.id })
    const { lastCheckedAt, nextCheckAt } = checkDomain.domain
    await eventually(() => expect(page.events.length).toBeGreaterThan(before))
    expect(page.events.at(-1).data.domainChanged.lastCheckedAt).toBe(lastCheckedAt)
    // In the rhythm of an open page, though the page is open elsewhere.
    expect(Date.parse(nextCheckAt) - Date.parse(lastCheckedAt)).toBeLessThanOrEqual(11_000)

    const cut = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
      and pid <> pg_backend_pid() and query ~ 'listen|pg_notify|pg_try_advisory|pg_advisory_unlock'`
    await asIntruder(processes.target, cut)
    await new Promise((resolve) => setTimeout(resolve, 2000))
    const since = page.events.length
    await eventually(() => expect(page.events.length).toBeGreaterThan(since), 20_000)
    page.dispose()
  }, 120_000)
})

test('when a process is killed amid its checks, the other takes them over', async () => {
  const dns = await DnsServer.start()
  const processes = await startProcesses(1, { MAILROOM_DNS_SERVERS: dns.address })
  const client = await new Client(processes.apps[0]!).signIn(OPERATOR.email, OPERATOR.password)
  await addDomains(client)
  const unchecked = async () =>
    (await acme(client)).domains.filter(
      (each: { name: string; lastCheckedAt: string | null }) =>
        each.name.startsWith('shop') && each.lastCheckedAt === null,
    ).length
  await eventually(async () => expect(await unchecked()).toBe(0), 30_000)
  const other = await ServerProcess.start(processes.environment)
  dns.slowness = 3000
  dns.fail('slow')
  dns.asked.length = 0
  await asIntruder(
    processes.target,
    `update domain set "nextCheckAt" = '${new Date().toISOString()}', "lastCheckedAt" = null where name like 'shop%'`,
  )
  // Four at once in each process.
  await eventually(() =>
    expect(new Set(dns.asked.map(({ name }) => name.split('.').slice(-2).join('.'))).size).toBeGreaterThan(5),
  )
  await other.kill()
  dns.heal()
  await eventually(async () => expect(await unchecked()).toBe(0), 30_000)
  await processes.stop()
  await dns.stop()
}, 120_000)
