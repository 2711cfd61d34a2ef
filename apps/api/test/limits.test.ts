import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../src/database/sql.js'
import { configure, type Configured } from './configured.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Client, type Harness } from './harness.js'

const repeat = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index))
const nested = (depth: number) =>
  `${'organization(slug: "acme") { '.repeat(1)}${'domains { addresses { nodes { domain { '.repeat(depth)}id${' } } } }'.repeat(depth)} }`

/** On every answer that is no file of the build. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';style-src-attr 'unsafe-inline';img-src 'self' data:;" +
    "font-src 'self';connect-src 'self';frame-src 'self';manifest-src 'self';worker-src 'self';base-uri 'none';" +
    "form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script';trusted-types vue mailroom-preview",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

describe.each(DIALECTS)('bad input on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  beforeAll(async () => {
    harness = await startHarness(dialect)
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const send = (
    payload: string,
    headers: Record<string, string> = {},
    method: 'POST' | 'GET' = 'POST',
    url = '/graphql',
  ) =>
    harness.app.server.inject({
      method,
      url,
      headers: { 'content-type': 'application/json', cookie: harness.operator.cookie, ...headers },
      ...(method === 'POST' ? { payload } : {}),
    })

  const QUERIES: Record<string, string> = {
    'many aliases of a mutation': `mutation { ${repeat(101, (i) => `a${i}: signIn(input: { email: "a@b.example", password: "x" }) { problems { code } }`).join(' ')} }`,
    'many aliases of __typename': `{ ${repeat(101, (i) => `a${i}: __typename`).join(' ')} }`,
    'the same field many times': `{ ${repeat(1_001, () => '__typename').join(' ')} }`,
    'deep nesting': `{ ${nested(4)} }`,
    'deep nesting through fragments': `{ organization(slug: "acme") { ...F0 } } ${repeat(5, (i) => `fragment F${i} on Organization { domains { addresses { nodes { domain { addresses { nodes { domain { id } } } } } } } ${i < 4 ? `...F${i + 1}` : 'id'} }`).join(' ')} fragment G on Organization { id }`,
    'a cycle of fragments': '{ viewer { user { ...A } } } fragment A on User { ...B } fragment B on User { ...A }',
    'unknown directives': '{ __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }',
    'ten thousand directives': `{ __typename ${'@include(if: true) '.repeat(10_000)} }`,
    'circular introspection':
      '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }',
    'an unknown field': '{ orgz { id } }',
    'a costly query': '{ organizations(first: 200) { nodes { addresses(first: 200) { nodes { id address } } } } }',
  }

  test.each(Object.keys(QUERIES))('%s is refused', async (name) => {
    const response = await send(JSON.stringify({ query: QUERIES[name] }))
    expect(response.statusCode, response.body.slice(0, 300)).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
    const { errors } = response.json() as { errors: { message: string; extensions: { code: string } }[] }
    expect(errors.length).toBeLessThanOrEqual(5)
    expect(errors.map((error) => error.extensions.code)).toEqual(errors.map(() => 'BAD_USER_INPUT'))
    expect(response.body).not.toContain('Did you mean')
  })

  test('several operations in one request, other body types and mutations by GET are refused', async () => {
    const batch = await send('[{"query":"{__typename}"},{"query":"{__typename}"}]')
    expect(batch.statusCode).toBe(400)
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', 'text/xml']) {
      const response = await send('query={__typename}', { 'content-type': type })
      expect(response.statusCode, type).toBeGreaterThanOrEqual(400)
      expect(response.statusCode, type).toBeLessThan(500)
    }
    const mutation = await send(
      '',
      { 'x-mailroom-csrf': '1' },
      'GET',
      `/graphql?query=${encodeURIComponent('mutation { signOut }')}`,
    )
    expect(mutation.statusCode).toBe(405)
    const bare = await harness.app.server.inject({ method: 'GET', url: '/graphql?query={__typename}' })
    expect(bare.statusCode).toBe(400)
  })

  test('the schema is for those who are signed in', async () => {
    const anonymous = { cookie: '' }
    const introspection = await send(JSON.stringify({ query: '{ __schema { types { name } } }' }), anonymous)
    expect(introspection.json().errors[0].extensions.code).toBe('UNAUTHENTICATED')
    expect((await send('', anonymous, 'GET', '/graphql/schema.graphql')).statusCode).toBe(401)
    const text = await send('', {}, 'GET', '/graphql/schema.graphql')
    expect(text.body).toContain('type Organization {')
    expect((await send(JSON.stringify({ query: '{ __schema { types { name } } }' }))).statusCode).toBe(200)
  })

  test.each([0, -1, 201, 2_147_483_648, 1e9, null, '5', 1.5])('a page of %s is refused', async (first) => {
    const query = 'query ($first: Int) { organization(slug: "acme") { skills(first: $first) { nodes { id } } } }'
    const response = await send(JSON.stringify({ query, variables: { first } }))
    expect(response.statusCode).toBeLessThan(500)
    expect(response.json().errors[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  test.each(['nonsense', 'WyJhIl0', 'bnVsbA', '\u0000'])('the cursor %s is refused', async (after) => {
    const query = 'query ($after: String) { organization(slug: "acme") { skills(after: $after) { nodes { id } } } }'
    const { errors } = await harness.operator.ask(query, { after })
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('the cursor of another organisation leads nowhere else, and a cut one is refused', async () => {
    const page = 'skills(first: 1, after: $after) { nodes { name } pageInfo { endCursor } totalCount }'
    const skill = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }'
    const other = await harness.organisation('cursors')
    for (const name of ['Apple', 'Zebra of others'])
      await other.owner.data(skill, { input: { organizationId: other.id, name } })
    const ask = (client: Client, slug: string, after: string | null) =>
      client.ask(`query ($after: String) { organization(slug: "${slug}") { ${page} } }`, { after })
    const { data } = await ask(other.owner, 'cursors', null)
    const cursor: string = data.organization.skills.pageInfo.endCursor
    const foreign = await ask(harness.operator, 'acme', cursor)
    expect(JSON.stringify(foreign.data)).not.toContain('others')
    expect(foreign.errors.map((error) => error.extensions.code)).toEqual(foreign.errors.map(() => 'BAD_USER_INPUT'))
    for (const after of [cursor.slice(0, -3), cursor.slice(3), `${cursor}x`, cursor.split('').reverse().join('')]) {
      const { status, errors } = await ask(harness.operator, 'acme', after)
      expect(status, after).toBeLessThan(500)
      expect(errors[0]?.extensions.code, after).toBe('BAD_USER_INPUT')
    }
  })

  test('two operations without a name, and a name of none, are refused', async () => {
    for (const body of [
      { query: '{ __typename } { __typename }' },
      { query: 'query A { __typename } query B { __typename }' },
      { query: 'query A { __typename } query B { __typename }', operationName: 'C' },
      { query: 'query A { __typename } query A { __typename }', operationName: 'A' },
      { query: `subscription { domainChanged(domainId: "${has.domainId}") { id } }` },
      { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
      { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
      { query: { $ne: null } },
      { query: ['{ __typename }'] },
      { query: '{ __typename }', variables: 'x' },
      { query: '{ __typename }', variables: [1] },
      {},
      null,
    ]) {
      const response = await send(JSON.stringify(body))
      const where = `${JSON.stringify(body)}: ${response.body.slice(0, 200)}`
      // Clients of persisted queries are told with 200 to send the text.
      const isPersisted = body !== null && 'extensions' in body
      expect(response.statusCode, where).toBe(isPersisted ? 200 : 400)
      expect(response.json().errors[0].extensions.code, where).toBe('BAD_USER_INPUT')
      expect(response.json().data ?? null, where).toBeNull()
    }
  })

  test('a body of 257 kB is refused before anybody reads it, and broken JSON is the sender’s mistake', async () => {
    const large = JSON.stringify({ query: `{ __typename } #${'x'.repeat(257 * 1024)}` })
    for (const cookie of [harness.operator.cookie, '']) expect((await send(large, { cookie })).statusCode).toBe(413)
    for (const body of [
      '{"query":',
      '{"query":"{ __typename }"}}',
      '',
      '\u0000',
      '\ufeff{"query":"{__typename}"',
      '"x"',
      '1e400',
    ])
      for (const cookie of [harness.operator.cookie, '']) {
        const { statusCode, body: text } = await send(body, { cookie })
        expect(statusCode, `${body}: ${text}`).toBe(400)
        expect(text).not.toContain('INTERNAL')
      }
  })

  test('nothing that was refused here is stored', async () => {
    const before = await stored()
    const writes = [
      { query: QUERIES['many aliases of a mutation']! },
      {
        query: `mutation { ${repeat(16, (i) => `a${i}: createSkill(input: { organizationId: "${harness.acme.id}", name: "n${i}" }) { problems { code } }`).join(' ')} }`,
      },
      {
        query: `mutation A { createSkill(input: { organizationId: "${harness.acme.id}", name: "A" }) { problems { code } } } mutation B { signOut }`,
      },
      {
        query: `mutation { createSkill(input: { organizationId: "${harness.acme.id}", name: "A", verifiedAt: "x" }) { problems { code } } }`,
      },
      {
        query: `mutation { createSkill(input: { organizationId: "${harness.acme.id}", name: "A", organisationId: "x" }) { problems { code } } }`,
      },
    ]
    for (const body of writes) expect((await send(JSON.stringify(body))).statusCode, body.query).toBe(400)
    const one = `mutation { createSkill(input: { organizationId: "${harness.acme.id}", name: "A" }) { problems { code } } }`
    const foreign = [
      send(one, { 'content-type': 'application/graphql' }),
      send(`query=${encodeURIComponent(one)}`, { 'content-type': 'application/x-www-form-urlencoded' }),
      send(JSON.stringify({ query: one }), { 'content-type': 'text/plain' }),
      send(JSON.stringify({ query: one }), { origin: 'https://evil.example' }),
      send(JSON.stringify([{ query: one }])),
      send('', { 'x-mailroom-csrf': '1' }, 'GET', `/graphql?query=${encodeURIComponent(one)}`),
    ]
    for (const { statusCode } of await Promise.all(foreign)) {
      expect(statusCode).toBeGreaterThanOrEqual(400)
      expect(statusCode).toBeLessThan(500)
    }
    expect(await stored()).toEqual(before)
  })

  const stored = () =>
    harness.app.database
      .readInstallation()
      .all(sql`select (select count(*) from skill) as skills, (select count(*) from audit_entry) as entries`)

  test.each([{ $ne: null }, ['a'], true, 1e400, '\u0000', '\ud83d', 'a'.repeat(100_000), "' or 1=1 --"])(
    'the id %s finds nothing',
    async (id) => {
      const query =
        'query ($id: ID!) { organization(slug: "acme") { queue(id: $id) { id } emailAddress(id: $id) { id } addresses(filter: { queueId: $id }) { nodes { id } } } }'
      const { status, data, errors } = await harness.operator.ask(query, { id })
      expect(status).toBeLessThan(500)
      if (errors.length === 0)
        expect(data.organization).toEqual({ queue: null, emailAddress: null, addresses: { nodes: [] } })
      else expect(errors.map((error) => error.extensions.code)).toEqual(errors.map(() => 'BAD_USER_INPUT'))
    },
  )

  test('variables that look like prototypes are inert', async () => {
    const variables = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'
    const response = await send(`{"query":"{ __typename }","variables":${variables}}`)
    expect(response.json()).toEqual({ data: { __typename: 'Query' } })
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('very deep variables are refused without harm', async () => {
    const deep = `${'{"not":'.repeat(20_000)}{"compare":null}${'}'.repeat(20_000)}`
    const query = 'mutation ($input: CreateFlowInput!) { createFlow(input: $input) { problems { code } } }'
    const definition = `{"rules":[{"name":"x","when":${deep},"then":[]}],"otherwise":{"disconnect":true}}`
    const response = await send(
      `{"query":${JSON.stringify(query)},"variables":{"input":{"organizationId":"${harness.acme.id}","name":"deep","definition":${definition}}}}`,
    )
    expect(response.statusCode, response.body.slice(0, 200)).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
  })

  test('a body above 256 kB is refused, but for a simulation of somebody signed in', async () => {
    const raw = `From: a@b.example\r\nTo: help@acme.mailroom.example\r\nSubject: x\r\n\r\n${'x'.repeat(300_000)}`
    const query =
      'query ($raw: String) { organization(slug: "acme") { simulateInbound(input: { raw: $raw }) { outcomes { result } } } }'
    const simulation = JSON.stringify({ query, variables: { raw } })
    expect((await send(simulation)).json().data.organization.simulateInbound.outcomes).toHaveLength(1)
    expect((await send(simulation, { cookie: '' })).statusCode).toBe(413)
    expect((await send(JSON.stringify({ query: '{ __typename }', variables: { raw } }))).statusCode).toBe(413)
    expect((await send(`{"query":"${'x'.repeat(16 * 1024 * 1024)}"}`)).statusCode).toBe(413)
  })

  test.each([
    ['Alice\r\nBcc: v@evil.test', 'FORBIDDEN_CHARACTERS'],
    ['Alice\u0000', 'FORBIDDEN_CHARACTERS'],
    ['Alice\u2028x', 'FORBIDDEN_CHARACTERS'],
    ['x'.repeat(121), 'TOO_LONG'],
  ])('the display name %j is refused with %s', async (fromName, code) => {
    const mutation =
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } problems { code path params { name value } } } }'
    const input = { domainId: has.domainId, localPart: 'named', settings: { fromName } }
    const { createEmailAddress } = await harness.operator.data(mutation, { input })
    expect(createEmailAddress.emailAddress).toBeNull()
    expect(createEmailAddress.problems[0]).toMatchObject({ code, path: ['fromName'] })
  })

  test.each(['createSkill', 'createQueue'])('%s refuses what is no name, in every way', async (name) => {
    const type = `C${name.slice(1)}Input!`
    for (const [value, code] of [
      ['', 'REQUIRED'],
      [' \t', 'REQUIRED'],
      ['a\u0000b', 'FORBIDDEN_CHARACTERS'],
      ['x'.repeat(101), 'TOO_LONG'],
      ['\ud83d', null],
    ] as const) {
      const { status, data, errors } = await harness.operator.ask(
        `mutation ($input: ${type}) { ${name}(input: $input) { problems { code } } }`,
        {
          input: { organizationId: harness.acme.id, name: value },
        },
      )
      expect(status).toBeLessThan(500)
      expect(errors.map((error) => error.extensions.code)).not.toContain('INTERNAL')
      if (code) expect(data[name].problems).toEqual([{ code }])
    }
  })

  test('an idempotency key with control characters or beyond 200 is refused', async () => {
    for (const idempotencyKey of ['', 'a\u0000', 'x'.repeat(201)]) {
      const { errors } = await harness.operator.ask(
        'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }',
        {
          input: { organizationId: harness.acme.id, name: 'Keyed', idempotencyKey },
        },
      )
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
  })
})

describe('what the web server says of itself', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness('sqlite')
  })
  afterAll(() => harness.stop())

  test('probes, metrics for loopback, and headers on every answer', async () => {
    const get = (url: string) => harness.app.server.inject({ method: 'GET', url })
    expect((await get('/livez')).body).toBe('ok')
    expect((await get('/readyz')).body).toBe('ok')
    expect((await get('/metrics')).body).toContain('mailroom_http_request_seconds')
    for (const name of ['x-forwarded-for', 'forwarded']) {
      const passedOn = { method: 'GET', url: '/metrics', headers: { [name]: 'for=192.0.2.1' } } as const
      expect((await harness.app.server.inject(passedOn)).statusCode, name).toBe(404)
    }
    for (const url of [
      '/livez',
      '/readyz',
      '/metrics',
      '/graphql',
      '/graphql/schema.graphql',
      '/export/acme',
      '/nothing',
    ]) {
      const { headers } = await get(url)
      expect(headers, url).toMatchObject(SECURITY_HEADERS)
      expect(headers, url).not.toHaveProperty('x-powered-by')
      expect(headers, url).not.toHaveProperty('access-control-allow-origin')
    }
  })
})
