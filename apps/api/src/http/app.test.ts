import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../test/databases.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../test/harness.js'

const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { user { email } memberships { organization { slug } role { name } } } problems { code message } } }`

describe.each(DIALECTS)('signing in on %s', (dialect) => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness(dialect)
  })
  afterAll(() => harness.stop())

  test('the operator of the configuration is Owner of the first organisation', async () => {
    const client = new Client(harness.app)
    const { signIn } = await client.data(SIGN_IN, { input: OPERATOR })
    expect(signIn.viewer).toEqual({
      user: { email: OPERATOR.email },
      memberships: [{ organization: { slug: 'acme' }, role: { name: 'Owner' } }],
    })
    expect(client.cookie).toMatch(/^mailroom=.{43}$/)
  })

  test('an unknown person and a wrong password get the same answer, in the language asked for', async () => {
    const wrong = { email: OPERATOR.email, password: 'no' }
    const first = await new Client(harness.app, 'de').data(SIGN_IN, { input: wrong })
    const second = await new Client(harness.app, 'de').data(SIGN_IN, { input: { ...wrong, email: 'a@b.example' } })
    expect(first.signIn).toEqual(second.signIn)
    expect(first.signIn.problems[0]).toMatchObject({
      code: 'INVALID_CREDENTIALS',
      message: expect.stringMatching(/\w/),
    })
  })

  test('a session ends at once by signing out', async () => {
    const client = await new Client(harness.app).signIn(OPERATOR.email, OPERATOR.password)
    const cookie = client.cookie
    await client.data('mutation { signOut }')
    client.cookie = cookie
    expect(await client.data('{ viewer { user { id } } }')).toEqual({ viewer: null })
  })

  test('a cookie together with an Authorization header, or from a foreign page, is refused', async () => {
    const ask = (headers: Record<string, string>) => harness.operator.ask('{ viewer { user { id } } }', {}, headers)
    const refused = { status: 401, errors: [{ message: 'Sign in first', extensions: { code: 'UNAUTHENTICATED' } }] }
    expect(await ask({ authorization: 'Bearer x' })).toEqual(refused)
    expect(await ask({ origin: 'https://evil.example' })).toEqual(refused)
    expect((await ask({ origin: 'http://localhost:80' })).errors).toEqual([])
  })

  test('a foreign page signs nobody in, nor asks anything without a cookie; a key may come from anywhere', async () => {
    const from = (origin: string, headers = {}) =>
      new Client(harness.app).ask(SIGN_IN, { input: OPERATOR }, { origin, ...headers })
    for (const origin of ['https://evil.example', 'null', 'http://localhost:8080', ''])
      expect((await from(origin)).errors[0]?.extensions.code, origin).toBe('UNAUTHENTICATED')
    expect((await from('http://localhost:80')).data.signIn.viewer).not.toBeNull()
    const { createApiKey } = await harness.operator.data(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { organizationId: harness.acme.id, name: 'Anywhere', permissions: ['flow:view'] } },
    )
    const headers = { origin: 'https://evil.example', authorization: `Bearer ${createApiKey.secret}` }
    expect((await new Client(harness.app).ask('{ viewer { apiKey { name } } }', {}, headers)).errors).toEqual([])
  })

  test('a second organisation has its own owner, and neither sees the other', async () => {
    const beta = await harness.organisation('beta')
    const seen = await beta.owner.data(
      '{ organizations { nodes { slug } totalCount } organization(slug: "acme") { id } }',
    )
    expect(seen).toEqual({ organizations: { nodes: [{ slug: 'beta' }], totalCount: 1 }, organization: null })
    const settings = await harness.operator.ask('{ organization(slug: "beta") { name settings { version } } }')
    expect(settings.errors[0]?.extensions.code).toBe('FORBIDDEN')
    const open = await harness.operator.data(
      '{ organization(slug: "beta") { name limits { key used } members { nodes { user { email } } } } }',
    )
    expect(open.organization.members.nodes).toEqual([{ user: { email: 'owner@beta.example' } }])
  })
})

describe('guessing', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness('sqlite')
  })
  afterAll(() => harness.stop())

  test('is slowed down by account, also when one request holds many guesses', async () => {
    const client = new Client(harness.app)
    const guess = '(input: { email: "x@y.example", password: "no" }) { problems { code } }'
    const fields = Array.from({ length: 13 }, (_, index) => `a${index}: signIn${guess}`).join(' ')
    const { errors } = await client.ask(`mutation { ${fields} }`)
    expect(errors.map((error) => error.extensions.code)).toEqual(['RATE_LIMITED'])
    expect(errors[0]?.extensions.retryAfter).toBeGreaterThan(200)
  })
})
