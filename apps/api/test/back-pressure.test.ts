import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { TenantScope } from '../src/auth/tenant-scope.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Client, type Harness } from './harness.js'

const CREATE = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }'

describe.each(DIALECTS)('more writes than can be done on %s', (dialect) => {
  let harness: Harness
  let beta: { readonly id: string; readonly owner: Client }
  beforeAll(async () => {
    harness = await startHarness(dialect)
    beta = await harness.organisation('beta')
  })
  afterAll(() => harness.stop())

  /** Keeps the organisation's writes waiting until the returned function is called. */
  const hold = async (organisationId: string) => {
    let release = () => undefined as void
    const held = new Promise<void>((resolve) => (release = resolve))
    const isHeld = new Promise<void>((begun) => {
      const scope = TenantScope.issue(organisationId, null)
      void harness.app.database.write(scope, () => (begun(), held))
    })
    await isHeld
    return release
  }
  const post = (client: Client, organizationId: string, name: string) =>
    harness.app.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', cookie: client.cookie },
      payload: JSON.stringify({ query: CREATE, variables: { input: { organizationId, name } } }),
    })
  const metric = async (name: string) => {
    const { body } = await harness.app.server.inject('/metrics')
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1])
  }

  test('are refused with 503 and the time to wait, and what was taken is done', async () => {
    const release = await hold(harness.acme.id)
    const posts = Array.from({ length: 210 }, (_, i) => post(harness.operator, harness.acme.id, `skill ${i}`))
    await vi.waitFor(async () => expect(await metric('mailroom_write_queue_length')).toBe(200), { timeout: 10_000 })
    const refused = (await Promise.race(posts))!
    expect(refused.statusCode).toBe(503)
    expect(refused.headers['retry-after']).toBe('5')
    expect(refused.json().errors[0].extensions).toEqual({ code: 'UNAVAILABLE', reason: 'BUSY', retryAfter: 5 })
    release()
    const statuses = (await Promise.all(posts)).map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 200)).toHaveLength(200)
    expect(statuses.filter((status) => status === 503)).toHaveLength(10)
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { skills { totalCount } } }')
    expect(organization.skills.totalCount).toBe(200)
    expect(await metric('mailroom_write_queue_length')).toBe(0)
  }, 60_000)

  test('of one organisation do not keep another waiting', async () => {
    const release = await hold(harness.acme.id)
    const order: string[] = []
    const write = (organisationId: string, who: string) =>
      harness.app.database.write(TenantScope.issue(organisationId, null), async () => void order.push(who))
    const busy = Array.from({ length: 100 }, () => write(harness.acme.id, 'busy'))
    const quiet = Array.from({ length: 10 }, () => write(beta.id, 'quiet'))
    release()
    await Promise.all([...busy, ...quiet])
    expect(order).toHaveLength(110)
    expect(order.lastIndexOf('quiet')).toBeLessThan(30)
  }, 60_000)

  test('are counted, and so are refusals of limiters and DNS checks', async () => {
    const mutation = 'mutation ($input: SignInInput!) { signIn(input: $input) { problems { code } } }'
    for (let i = 0; i < 12; i++)
      await harness.operator.ask(mutation, { input: { email: 'nobody@acme.example', password: 'wrong' } })
    expect(await metric('mailroom_limiter_refusals_total\\{limiter="sign-in-slowly"\\}')).toBeGreaterThan(0)
    expect(await metric('mailroom_dns_checks_total')).toBe(0)
  })
})
