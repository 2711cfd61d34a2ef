import { pino } from 'pino'
import { getMetadataArgsStorage } from 'typeorm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, OPERATOR, startHarness, type Answer, type Harness } from '../../../test/harness.js'
import { follow, liveClient } from '../../../test/live-client.js'
import { INSTALLATION_ENTITIES, TENANT_ENTITIES } from '../../database/entities.js'
import { raw, sql } from '../../database/sql.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const KEY = 'id name prefix lastFour permissions operator expiresAt lastUsedAt previousSecretUntil'
const CREATE = `mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) { apiKey { ${KEY} } secret problems { code path } } }`
const ROLL = `mutation ($input: RollApiKeyInput!) {
  rollApiKey(input: $input) { apiKey { ${KEY} } secret problems { code path } } }`
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(id: $id) { deletedId problems { code } } }'
const WHO = '{ viewer { user { id } apiKey { id } } }'
const REFUSED = { status: 401, errors: [{ message: 'Sign in first', extensions: { code: 'UNAUTHENTICATED' } }] }

describe.each(DIALECTS)('API keys on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  const logged: string[] = []
  let harness: Harness
  let anonymous: Client

  beforeAll(async () => {
    const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
    harness = await startHarness(dialect, { clock: { now: () => time.now }, log })
    anonymous = new Client(harness.app)
  })
  afterAll(() => harness.stop())

  /** Sessions do not outlive a day without use. */
  const pass = async (milliseconds: number) => {
    time.now += milliseconds
    await harness.operator.signIn(OPERATOR.email, OPERATOR.password)
  }
  const create = async (more: object = {}, client = harness.operator) => {
    const name = `Key ${Math.random()}`
    const input = { organizationId: harness.acme.id, name, permissions: ['routing:queue:view'], ...more }
    return (await client.data(CREATE, { input })).createApiKey
  }
  const made = async (more: object = {}): Promise<{ id: string; secret: string; name: string }> => {
    const { apiKey, secret } = await create(more)
    return { ...apiKey, secret }
  }
  const by = (secret: string, query: string, variables: object = {}, headers = {}): Promise<Answer> =>
    anonymous.ask(query, variables, { authorization: `Bearer ${secret}`, ...headers })
  const codeOf = ({ errors }: Answer) => errors[0]?.extensions.code
  const member = async (roleName: string) => {
    const email = `${roleName.toLowerCase()}.${Math.random()}@acme.example`
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = organization.roles.find(({ name }: { name: string }) => name === roleName).id
    const input = { organizationId: harness.acme.id, email, roleId, initialPassword: 'plenty of letters' }
    await harness.operator.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', {
      input,
    })
    return new Client(harness.app).signIn(email, 'plenty of letters')
  }

  test('a key speaks for its organisation with its permissions alone', async () => {
    const { apiKey, secret } = await create({ name: 'Reader' })
    expect(secret).toMatch(/^mailroom_live_[0-9A-Za-z]{10}_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}$/)
    expect(apiKey).toMatchObject({ prefix: secret.slice(0, 24), lastFour: secret.slice(-4), lastUsedAt: null })
    expect(Date.parse(apiKey.expiresAt)).toBe(time.now + 365 * DAY)
    const { data, errors } = await by(
      secret,
      `{ viewer { user { id } apiKey { name } memberships { organization { slug } role { id name version } permissions } }
         organizations { nodes { slug } } organization(slug: "acme") { queues { totalCount } viewerPermissions } }`,
    )
    expect(errors).toEqual([])
    expect(data.viewer).toEqual({
      user: null,
      apiKey: { name: 'Reader' },
      memberships: [
        {
          organization: { slug: 'acme' },
          role: { id: apiKey.id, name: 'Reader', version: 1 },
          permissions: ['routing:queue:view'],
        },
      ],
    })
    expect(data.organization.viewerPermissions).toEqual(['routing:queue:view'])
    const skill = `mutation { createSkill(input: { organizationId: "${harness.acme.id}", name: "x" }) { skill { id } } }`
    expect(codeOf(await by(secret, skill))).toBe('FORBIDDEN')
    expect(codeOf(await by(secret, '{ organization(slug: "acme") { apiKeys { id } } }'))).toBe('FORBIDDEN')
  })

  test('a key is no operator, also when one made it with all permissions', async () => {
    const beta = await harness.organisation('beta')
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { version roles { name permissions } } }',
    )
    const { secret } = await made({ permissions: organization.roles[0].permissions })
    const input = { id: harness.acme.id, expectedVersion: organization.version }
    const update =
      'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }'
    const attempts: [string, object][] = [
      ['mutation { createOrganization(input: { name: "x", slug: "xyz" }) { problems { code } } }', {}],
      [update, { input: { ...input, edition: 'CX_2' } }],
      [update, { input: { ...input, limits: [{ key: 'domains', limit: 9 }] } }],
      ['{ resolveRecipient(address: "a@acme.mailroom.example") { accepted } }', {}],
    ]
    for (const [query, variables] of attempts)
      expect(codeOf(await by(secret, query, variables)), query).toBe('FORBIDDEN')
    const { data } = await by(secret, '{ organizations { totalCount } organization(slug: "beta") { id } }')
    expect(data).toEqual({ organizations: { totalCount: 1 }, organization: null })
    expect(beta.slug).toBe('beta')
  })

  test('nobody gives a key more than they have, and only operators make a key for operators', async () => {
    const viewer = await member('Viewer')
    const refused = await viewer.ask(CREATE, {
      input: { organizationId: harness.acme.id, name: 'x', permissions: ['audit:view'] },
    })
    expect(codeOf(refused)).toBe('FORBIDDEN')
    const { secret } = await made({ permissions: ['apiKey:manage', 'flow:view'] })
    const input = { organizationId: harness.acme.id, name: 'child', permissions: ['flow:view', 'flow:publish'] }
    const { data } = await by(secret, CREATE, { input })
    expect(data.createApiKey).toMatchObject({
      apiKey: null,
      secret: null,
      problems: [{ code: 'PERMISSION_NOT_OWN', path: ['permissions', '1'] }],
    })
    expect(codeOf(await by(secret, CREATE, { input: { ...input, permissions: [], operator: true } }))).toBe('FORBIDDEN')
    const children = await by(secret, CREATE, { input: { ...input, permissions: ['flow:view'] } })
    expect(children.data.createApiKey.problems).toEqual([])
  })

  test('names are unique and dry runs make no key (R-ORG-7)', async () => {
    await made({ name: 'Once' })
    expect(await create({ name: 'oNCE' })).toMatchObject({ problems: [{ code: 'NOT_UNIQUE', path: ['name'] }] })
    const dry = await create({ name: 'Dry', dryRun: true })
    expect(dry).toMatchObject({
      secret: null,
      problems: [],
      apiKey: { name: 'Dry', prefix: 'mailroom_live_0000000000' },
    })
    expect(await create({ name: 'Dry' })).toMatchObject({ problems: [] })
    const late = await create({ expiresAt: new Date(time.now + 367 * DAY).toISOString() })
    expect(late).toMatchObject({ apiKey: null, problems: [{ code: 'API_KEY_EXPIRY', path: ['expiresAt'] }] })
  })

  test('the same idempotency key gives the same secret, which is kept sealed', async () => {
    const input = { name: 'Retried', idempotencyKey: 'retry-1' }
    const first = await create(input)
    expect(await create(input)).toEqual(first)
    expect(await create({ ...input, name: 'Other' })).toMatchObject({
      secret: null,
      problems: [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['idempotencyKey'] }],
    })
    const kept = await harness.app.database
      .readInstallation()
      .first<{ answer: string }>(sql`select answer from idempotency_key where key = 'retry-1'`)
    expect(kept?.answer).not.toContain(first.secret)
    expect(kept?.answer).toContain('ciphertext')
    await pass(DAY + MINUTE)
    expect((await create({ ...input, name: 'Retried later' })).secret).not.toBe(first.secret)
  })

  test('an idempotency key tells the secret to nobody but its maker', async () => {
    const input = { name: 'Mine', idempotencyKey: 'create-key-1', permissions: ['apiKey:manage', 'audit:view'] }
    const { secret } = await create(input)
    const replays = [
      await create(input, await member('Owner')),
      (await by(secret, CREATE, { input: { ...input, organizationId: harness.acme.id } })).data.createApiKey,
    ]
    for (const replay of replays)
      expect(replay).toEqual({
        apiKey: null,
        secret: null,
        problems: [{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['idempotencyKey'] }],
      })
    expect((await create(input)).secret).toBe(secret)
  })

  test('what is no key, no longer one, or comes otherwise than in the header, is refused', async () => {
    const { secret } = await made()
    const other = secret.replace(/_[^_]{32}_/, `_${'a'.repeat(32)}_`)
    for (const wrong of ['', 'x', other, secret.slice(0, -1), `${secret}x`, `${secret.slice(0, -1)}!`])
      expect(await by(wrong, WHO), wrong).toEqual(REFUSED)
    expect(await anonymous.ask(WHO, {}, { authorization: secret })).toEqual(REFUSED)
    expect(await anonymous.ask(WHO, {}, { authorization: `Basic ${secret}` })).toEqual(REFUSED)
    expect(await by(secret, WHO, {}, { cookie: harness.operator.cookie })).toEqual(REFUSED)
    expect((await by(secret, WHO)).data.viewer.apiKey).not.toBeNull()
    expect((await anonymous.ask(WHO, {}, { authorization: `bearer ${secret}` })).data.viewer.apiKey).not.toBeNull()
  })

  test('a key in the URL is refused, whoever asks; content types count with a key too', async () => {
    const { secret } = await made()
    const inject = (url: string, headers: Record<string, string>, payload?: string) =>
      harness.app.server.inject({ method: payload ? 'POST' : 'GET', url, headers, ...(payload ? { payload } : {}) })
    const json = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
    const query = `/graphql?query=${encodeURIComponent('{ viewer { apiKey { id } } }')}`
    expect((await inject(query, json)).json().data.viewer.apiKey).not.toBeNull()
    expect((await inject(`${query}&api_key=${secret}`, json)).statusCode).toBe(401)
    expect((await inject(`/graphql?token=${secret}`, { 'content-type': 'application/json' }, '{}')).statusCode).toBe(
      401,
    )
    expect((await inject('/graphql/schema.graphql', json)).statusCode).toBe(200)
    expect((await inject(`/graphql/schema.graphql?${secret}`, json)).statusCode).toBe(401)
    const plain = { 'content-type': 'text/plain', authorization: `Bearer ${secret}` }
    expect((await inject('/graphql', plain, JSON.stringify({ query: WHO }))).statusCode).toBeGreaterThanOrEqual(400)
  })

  test('a revoked key ends at once, and its name is free', async () => {
    const { id, secret } = await made({ name: 'Short' })
    expect((await by(secret, WHO)).data.viewer.apiKey).toEqual({ id })
    expect(await harness.operator.data(REVOKE, { id })).toEqual({ revokeApiKey: { deletedId: id, problems: [] } })
    expect(await by(secret, WHO)).toEqual(REFUSED)
    expect(codeOf(await harness.operator.ask(REVOKE, { id }))).toBe('NOT_FOUND')
    expect((await create({ name: 'Short' })).problems).toEqual([])
  })

  test('a rolled key has a new secret, and the old one for as long as was said', async () => {
    const { id, secret } = await made()
    const input = { id, overlapHours: 2 }
    const rolled = (await harness.operator.data(ROLL, { input })).rollApiKey
    expect(rolled.apiKey).toMatchObject({ id, prefix: secret.slice(0, 24), lastFour: rolled.secret.slice(-4) })
    expect(Date.parse(rolled.apiKey.previousSecretUntil)).toBe(time.now + 2 * HOUR)
    for (const each of [secret, rolled.secret]) expect((await by(each, WHO)).data.viewer.apiKey).toEqual({ id })
    await pass(2 * HOUR)
    expect(await by(secret, WHO)).toEqual(REFUSED)
    expect((await by(rolled.secret, WHO)).data.viewer.apiKey).toEqual({ id })
    const at = (await harness.operator.data(ROLL, { input: { id, overlapHours: 0 } })).rollApiKey
    expect(at.apiKey.previousSecretUntil).toBeNull()
    expect(await by(rolled.secret, WHO)).toEqual(REFUSED)
    const wrong = (await harness.operator.data(ROLL, { input: { id, overlapHours: 169 } })).rollApiKey
    expect(wrong).toMatchObject({ secret: null, problems: [{ code: 'OUT_OF_RANGE', path: ['overlapHours'] }] })
    const again = { id, idempotencyKey: 'roll' }
    const twice = [
      await harness.operator.data(ROLL, { input: again }),
      await harness.operator.data(ROLL, { input: again }),
    ]
    expect(twice[0]).toEqual(twice[1])
  })

  test('rolling is no way to more than one has', async () => {
    const strong = await made({ permissions: ['apiKey:manage', 'flow:publish'] })
    const forOperators = await made({ permissions: [], operator: true })
    const { secret } = await made({ permissions: ['apiKey:manage'] })
    for (const { id } of [strong, forOperators])
      expect(codeOf(await by(secret, ROLL, { input: { id } }))).toBe('FORBIDDEN')
    expect((await by(strong.secret, ROLL, { input: { id: strong.id } })).data.rollApiKey.problems).toEqual([])
  })

  /** A member who may manage keys, with a key that may all that they may. */
  async function maker() {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roles = Object.fromEntries(organization.roles.map(({ id, name }: any) => [name, id]))
    const email = `maker.${Math.random()}@acme.example`
    const input = { organizationId: harness.acme.id, email, roleId: roles.Owner, initialPassword: 'plenty of letters' }
    const { addMember } = await harness.operator.data(
      'mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id version } } }',
      { input },
    )
    const client = await new Client(harness.app).signIn(email, 'plenty of letters')
    const permissions = ['flow:manage', 'apiKey:manage']
    const { apiKey, secret } = await create({ permissions }, client)
    const become = async (more: object) => {
      const { organization: now } = await harness.operator.data(
        `{ organization(slug: "acme") { members(search: "${email}") { nodes { id version } } } }`,
      )
      const change = { id: addMember.member.id, expectedVersion: now.members.nodes[0].version, ...more }
      const { updateMember } = await harness.operator.data(
        'mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { problems { code } } }',
        { input: change },
      )
      expect(updateMember.problems).toEqual([])
    }
    const remove = async () => {
      const { organization: now } = await harness.operator.data(
        `{ organization(slug: "acme") { members(search: "${email}") { nodes { id version } } } }`,
      )
      const gone = { id: addMember.member.id, expectedVersion: now.members.nodes[0].version }
      await harness.operator.data(
        'mutation ($input: DeleteEntityInput!) { removeMember(input: $input) { problems { code } } }',
        { input: gone },
      )
    }
    return { id: apiKey.id as string, secret: secret as string, email, roles, become, remove, client }
  }
  const stateOf = async (id: string) => {
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { apiKeys { id maker stopped permissions effectivePermissions } } }',
    )
    return organization.apiKeys.find((key: { id: string }) => key.id === id)
  }
  const MAY = '{ viewer { memberships { permissions } } }'

  test('a key may no more than its maker has left, at once, and again what they get back', async () => {
    const { id, secret, become, roles, email } = await maker()
    const may = async () => (await by(secret, MAY)).data.viewer.memberships[0].permissions
    expect(await may()).toEqual(['flow:manage', 'apiKey:manage'])
    expect(await stateOf(id)).toMatchObject({ maker: email, stopped: false })
    await become({ roleId: roles.Viewer })
    expect(await may()).toEqual(['flow:view'])
    expect(await stateOf(id)).toMatchObject({
      permissions: ['flow:manage', 'apiKey:manage'],
      effectivePermissions: ['flow:view'],
    })
    const publish = `mutation { createFlow(input: { organizationId: "${harness.acme.id}", name: "x",
      definition: { rules: [], otherwise: { disconnect: true } } }) { problems { code } } }`
    expect(codeOf(await by(secret, publish))).toBe('FORBIDDEN')
    await become({ roleId: roles.Owner })
    expect(await may()).toEqual(['flow:manage', 'apiKey:manage'])
  })

  test('a key of a suspended or removed maker is refused at once; whoever rolls it takes it over', async () => {
    const { id, secret, become, remove } = await maker()
    const child = await by(secret, CREATE, {
      input: { organizationId: harness.acme.id, name: `Child ${Math.random()}`, permissions: ['flow:view'] },
    })
    const childs = child.data.createApiKey.secret
    await become({ suspended: true })
    expect(await by(secret, WHO)).toEqual(REFUSED)
    await become({ suspended: false })
    expect((await by(secret, WHO)).data.viewer.apiKey).toEqual({ id })
    await remove()
    for (const each of [secret, childs]) expect(await by(each, WHO)).toEqual(REFUSED)
    expect(await stateOf(id)).toMatchObject({ stopped: true, effectivePermissions: [] })
    const rolled = (await harness.operator.data(ROLL, { input: { id, overlapHours: 1 } })).rollApiKey
    for (const each of [secret, rolled.secret]) expect((await by(each, WHO)).data.viewer.apiKey).toEqual({ id })
    expect(await stateOf(id)).toMatchObject({ stopped: false, maker: expect.not.stringContaining('maker.') })
  })

  test('an hour after signing in, a key is made and rolled by password alone', async () => {
    const { client, id, secret } = await maker()
    time.now += HOUR - MINUTE
    expect((await create({}, client)).problems).toEqual([])
    time.now += MINUTE
    const asked = { apiKey: null, secret: null, problems: [{ code: 'REAUTHENTICATION_REQUIRED', path: ['password'] }] }
    expect(await create({}, client)).toEqual(asked)
    expect((await client.data(ROLL, { input: { id } })).rollApiKey).toEqual(asked)
    const wrong = await create({ password: 'not this one' }, client)
    expect(wrong.problems).toEqual([{ code: 'PASSWORD_WRONG', path: ['password'] }])
    const input = { name: 'Proven', idempotencyKey: 'proven', password: 'plenty of letters' }
    const proven = await create(input, client)
    expect(proven.problems).toEqual([])
    expect((await create(input, client)).secret).toBe(proven.secret)
    expect((await client.data(ROLL, { input: { id, password: 'plenty of letters' } })).rollApiKey.problems).toEqual([])
    const made = { organizationId: harness.acme.id, name: `By key ${Math.random()}`, permissions: ['flow:view'] }
    expect((await by(secret, CREATE, { input: made })).data.createApiKey.problems).toEqual([])
    await harness.operator.signIn(OPERATOR.email, OPERATOR.password)
  })

  test('a subscription takes a key too, and ends with it', async () => {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { domains { id } } }')
    const changed = 'subscription ($id: ID!) { domainChanged(domainId: $id) { name } }'
    const listen = (authorization: string) => {
      const live = liveClient(harness.app.url, { authorization })
      return { live, page: follow(live, changed, { id: organization.domains[0].id }) }
    }
    const { id, secret } = await made({ permissions: ['routing:email:view'] })
    const right = listen(`Bearer ${secret}`)
    const wrong = listen(`Bearer ${secret}x`)
    await vi.waitFor(() => expect(wrong.page.ended()).toMatchObject({ code: 4403 }), { timeout: 5000 })
    expect(right.page.ended()).toBeUndefined()
    await harness.operator.data(REVOKE, { id })
    await vi.waitFor(() => expect(right.page.ended()).toMatchObject({ code: 4403 }), { timeout: 5000 })
    for (const { live } of [right, wrong]) await live.dispose()
  })

  test('a key ends by itself', async () => {
    const { secret } = await made({ expiresAt: new Date(time.now + HOUR).toISOString() })
    await pass(HOUR - 1)
    expect((await by(secret, WHO)).data.viewer.apiKey).not.toBeNull()
    await pass(MINUTE)
    expect(await by(secret, WHO)).toEqual(REFUSED)
  })

  test('the last use is kept to the minute, by no more than one write a minute', async () => {
    const { id, secret } = await made()
    const lastUse = async () => {
      const { organization } = await harness.operator.data(
        '{ organization(slug: "acme") { apiKeys { id lastUsedAt } } }',
      )
      return organization.apiKeys.find((key: { id: string }) => key.id === id).lastUsedAt
    }
    expect(await lastUse()).toBeNull()
    const first = time.now
    await by(secret, WHO)
    await expect.poll(lastUse).toBe(new Date(first).toISOString())
    await pass(30_000)
    await by(secret, WHO)
    expect(await lastUse()).toBe(new Date(first).toISOString())
    await pass(31_000)
    await by(secret, WHO)
    await expect.poll(lastUse).toBe(new Date(time.now).toISOString())
  })

  test('the audit log names the key', async () => {
    const { id, secret, name } = await made({ permissions: ['routing:skill:manage'] })
    const create = `mutation { createSkill(input: { organizationId: "${harness.acme.id}", name: "By key" }) { skill { id } } }`
    const skillId = (await by(secret, create)).data.createSkill.skill.id
    const { organization } = await harness.operator.data(
      `query ($id: ID!) { organization(slug: "acme") { auditLog(entityId: $id) { nodes { actor actorKind actorId ip requestId } } } }`,
      { id: skillId },
    )
    expect(organization.auditLog.nodes).toEqual([
      { actor: `key:${name}`, actorKind: 'API_KEY', actorId: id, ip: '127.0.0.1', requestId: expect.any(String) },
    ])
  })

  test('no key is in the log, the database or the audit log (A8)', async () => {
    const { id, secret } = await made({ idempotencyKey: 'hidden', permissions: ['audit:view'] })
    const rolled = (await harness.operator.data(ROLL, { input: { id, idempotencyKey: 'rolled' } })).rollApiKey.secret
    await by(rolled, '{ organization(slug: "acme") { queues { nodes { id } } nonsense } }')
    await by(`${rolled}x`, WHO)
    const tables = [...INSTALLATION_ENTITIES, ...TENANT_ENTITIES].map(
      (entity) => getMetadataArgsStorage().tables.find(({ target }) => target === entity)!.name!,
    )
    const dump = await Promise.all(
      tables.map((table) => harness.app.database.readInstallation().all(sql`select * from ${raw(`"${table}"`)}`)),
    )
    const { data } = await by(
      rolled,
      '{ organization(slug: "acme") { auditLog(first: 200) { nodes { changes { before after } } } } }',
    )
    const everything = JSON.stringify([dump, data, logged])
    for (const key of [secret, rolled]) expect(everything.includes(key.split('_')[3]!)).toBe(false)
    expect(everything).toContain(secret.slice(14, 24))
  })
})

describe('whoever sends wrong keys', () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await startHarness('sqlite')
  })
  afterAll(() => harness.stop())

  test('is refused for a while, but for a key that was right', async () => {
    const input = { organizationId: harness.acme.id, name: 'Right', permissions: ['flow:view'] }
    const right = (await harness.operator.data(CREATE, { input })).createApiKey.secret
    const later = (await harness.operator.data(CREATE, { input: { ...input, name: 'Later' } })).createApiKey.secret
    const client = new Client(harness.app)
    const ask = (secret: string) => client.ask(WHO, {}, { authorization: `Bearer ${secret}` })
    expect((await ask(right)).errors).toEqual([])
    for (let attempt = 0; attempt < 100; attempt++) expect((await ask('wrong')).status).toBe(401)
    for (const secret of ['wrong', later]) {
      const { status, errors } = await ask(secret)
      expect(status).toBe(429)
      expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfter: expect.any(Number) })
    }
    expect((await ask(right)).errors).toEqual([])
    expect((await harness.operator.ask(WHO)).errors).toEqual([])
  })
})
