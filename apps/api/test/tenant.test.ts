import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TENANT_ENTITIES } from '../src/database/entities.js'
import { sql, raw } from '../src/database/sql.js'
import { makeSchema } from '../src/graphql/schema.js'
import { RESOLVERS } from '../src/resolvers.js'
import { getMetadataArgsStorage } from 'typeorm'
import { configure, type Configured } from './configured.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Client, type Harness } from './harness.js'

/** Stands before every name that the other organisation has. */
const MARK = 'Foreign-'

interface Ids extends Configured {
  readonly organizationId: string
  readonly addressId: string
  readonly otherAddressId: string
  readonly replyId: string
  /** What was deleted and can be restored, by kind. */
  readonly goneAddressId: string
  readonly goneQueueId: string
  readonly goneFlowId: string
  readonly goneSkillId: string
  readonly goneLanguageId: string
  readonly goneResponseId: string
  readonly apiKeyId: string
  readonly ownRoleId: string
}

const ADDRESS_BY_QUEUE = (own: Ids) => ({
  fromAddressId: own.addressId,
  routing: { queue: { queueId: own.queueId, skillIds: [own.skillId], languageId: own.languageId } },
  spamRouting: { flow: { flowId: own.flowId } },
  signature: { responseId: own.responseId, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
})
const ADDRESS_BY_FLOW = (own: Ids) => ({ routing: { flow: { flowId: own.flowId } } })
const DEFINITION = (own: Ids) => {
  const transferToQueue = { queueId: own.queueId, skillIds: [own.skillId], languageId: own.languageId }
  const when = { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'x' } }
  const actions = [{ addSkillIds: [own.skillId] }, { removeSkillIds: [own.skillId] }, { setLanguageId: own.languageId }]
  const rules = [
    { name: 'goes on', when, then: actions },
    { name: 'answers', when, then: [{ autoReplyId: own.replyId }] },
    { name: 'ends', when, then: [{ transferToQueue }] },
  ]
  return { rules, otherwise: { transferToQueue } }
}
/** Places in flows that are alike: proved once, in `rules`, and named here for `otherwise`. */
const LIKE_RULES = /^(input\.)?definition\.otherwise\.(addSkillIds|removeSkillIds|setLanguageId|autoReplyId)/

/** Arguments of every field and mutation that takes an id, valid with the caller's own ids. A new field needs a line. */
const CALLS: Readonly<Record<string, ((own: Ids) => object)[]>> = {
  createDomain: [
    (own) => ({
      organizationId: own.organizationId,
      name: 'other.example.com',
      sender: 'SMTP',
      smtpServerId: own.smtpServerId,
    }),
  ],
  updateDomain: [(own) => ({ id: own.domainId, expectedVersion: 1, sender: 'SMTP', smtpServerId: own.smtpServerId })],
  createSmtpServer: [
    (own) => ({
      organizationId: own.organizationId,
      name: 'New',
      host: 'smtp.example.com',
      port: 25,
      security: 'NONE',
    }),
  ],
  updateSmtpServer: [(own) => ({ id: own.smtpServerId, expectedVersion: 1, name: 'Renamed' })],
  deleteSmtpServer: [(own) => ({ id: own.smtpServerId, expectedVersion: 1 })],
  testSmtpServer: [(own) => ({ id: own.smtpServerId })],
  deleteDomain: [(own) => ({ id: own.domainId, expectedVersion: 1, confirmName: 'beta.mailroom.example' })],
  updateOrganization: [(own) => ({ id: own.organizationId, expectedVersion: 1, name: 'Renamed' })],
  updateOrganizationSettings: [(own) => ({ organizationId: own.organizationId, expectedVersion: 1, threadingDays: 3 })],
  deleteOrganization: [(own) => ({ id: own.organizationId, expectedVersion: 1, confirmName: 'beta' })],
  addMember: [
    (own) => ({
      organizationId: own.organizationId,
      email: 'new@beta.example',
      roleId: own.roleId,
      initialPassword: 'a sufficiently long one',
      skills: [{ id: own.skillId, proficiency: 3 }],
      languages: [{ id: own.languageId, proficiency: 3 }],
    }),
  ],
  updateMember: [
    (own) => ({
      id: own.memberId,
      expectedVersion: 1,
      roleId: own.roleId,
      skills: [{ id: own.skillId, proficiency: 3 }],
      languages: [{ id: own.languageId, proficiency: 3 }],
    }),
  ],
  createRole: [(own) => ({ organizationId: own.organizationId, name: 'New', permissions: ['flow:view'] })],
  updateRole: [(own) => ({ id: own.ownRoleId, expectedVersion: 1, name: 'Renamed' })],
  deleteRole: [(own) => ({ id: own.ownRoleId, expectedVersion: 1 })],
  removeMember: [(own) => ({ id: own.memberId, expectedVersion: 1 })],
  createApiKey: [(own) => ({ organizationId: own.organizationId, name: 'New', permissions: ['flow:view'] })],
  rollApiKey: [(own) => ({ id: own.apiKeyId })],
  revokeApiKey: [(own) => ({ id: own.apiKeyId })],
  createQueue: [(own) => ({ organizationId: own.organizationId, name: 'New', memberIds: [own.memberId] })],
  updateQueue: [(own) => ({ id: own.queueId, expectedVersion: 1, memberIds: [own.memberId] })],
  createSkill: [(own) => ({ organizationId: own.organizationId, name: 'New' })],
  updateSkill: [(own) => ({ id: own.skillId, expectedVersion: 1, name: 'Renamed' })],
  createLanguage: [(own) => ({ organizationId: own.organizationId, name: 'New', tag: 'fr' })],
  updateLanguage: [(own) => ({ id: own.languageId, expectedVersion: 1, name: 'Renamed' })],
  createCannedResponse: [
    (own) => ({ organizationId: own.organizationId, name: 'New', kind: 'REPLY', html: '<p>Hello</p>' }),
  ],
  updateCannedResponse: [(own) => ({ id: own.responseId, expectedVersion: 1, name: 'Renamed' })],
  createFlow: [(own) => ({ organizationId: own.organizationId, name: 'New', definition: DEFINITION(own) })],
  updateFlow: [(own) => ({ id: own.flowId, expectedVersion: 2, definition: DEFINITION(own) })],
  publishFlow: [(own) => ({ id: own.flowId, expectedVersion: 2 })],
  unpublishFlow: [(own) => ({ id: own.flowId, expectedVersion: 2 })],
  createEmailAddress: [ADDRESS_BY_QUEUE, ADDRESS_BY_FLOW].map((settings) => (own: Ids) => ({
    domainId: own.domainId,
    localPart: 'new',
    settings: settings(own),
  })),
  updateEmailAddress: [ADDRESS_BY_QUEUE, ADDRESS_BY_FLOW].map((settings) => (own: Ids) => ({
    id: own.otherAddressId,
    expectedVersion: 1,
    settings: settings(own),
  })),
  deleteEmailAddress: [(own) => ({ id: own.otherAddressId, expectedVersion: 1 })],
  deleteQueue: [(own) => ({ id: own.queueId, expectedVersion: 1 })],
  deleteSkill: [(own) => ({ id: own.skillId, expectedVersion: 1 })],
  deleteLanguage: [(own) => ({ id: own.languageId, expectedVersion: 1 })],
  deleteCannedResponse: [(own) => ({ id: own.responseId, expectedVersion: 1 })],
  deleteFlow: [(own) => ({ id: own.flowId, expectedVersion: 1 })],
  restoreEmailAddress: [(own) => ({ id: own.goneAddressId })],
  restoreQueue: [(own) => ({ id: own.goneQueueId })],
  restoreFlow: [(own) => ({ id: own.goneFlowId })],
  restoreSkill: [(own) => ({ id: own.goneSkillId })],
  restoreLanguage: [(own) => ({ id: own.goneLanguageId })],
  restoreCannedResponse: [(own) => ({ id: own.goneResponseId })],
  checkDomain: [(own) => ({ domainId: own.domainId })],
  restartVerification: [(own) => ({ domainId: own.domainId })],
  rotateDkimKey: [(own) => ({ domainId: own.domainId })],
}

/** Fields of the organisation that take an id: what is asked of each, and the kind of its id. */
const FIELDS: Readonly<Record<string, readonly { readonly kind: keyof Ids; readonly ask: string }[]>> = {
  emailAddress: [{ kind: 'addressId', ask: 'emailAddress(id: $id) { id address }' }],
  queue: [{ kind: 'queueId', ask: 'queue(id: $id) { id name }' }],
  flow: [{ kind: 'flowId', ask: 'flow(id: $id) { id name }' }],
  cannedResponse: [{ kind: 'responseId', ask: 'cannedResponse(id: $id) { id name }' }],
  addresses: [
    { kind: 'domainId', ask: 'addresses(filter: { domainId: $id }) { nodes { id } totalCount }' },
    { kind: 'queueId', ask: 'addresses(filter: { queueId: $id }) { nodes { id } totalCount }' },
    { kind: 'flowId', ask: 'addresses(filter: { flowId: $id }) { nodes { id } totalCount }' },
  ],
  auditLog: [
    { kind: 'queueId', ask: 'auditLog(entityId: $id) { nodes { entityId changes { after } } totalCount }' },
    { kind: 'apiKeyId', ask: 'auditLog(actor: $id) { nodes { entityId changes { after } } totalCount }' },
  ],
  rankQueue: [{ kind: 'queueId', ask: 'rankQueue(input: { queueId: $id, waiting: [] }) { id agentIds }' }],
  simulateInbound: [
    {
      kind: 'addressId',
      ask: `simulateInbound(input: { from: "a@b.example", to: ["used@beta.mailroom.example"], overrides: [{ addressId: $id, settings: {} }] }) { outcomes { address { id } queue { id } } }`,
    },
    {
      kind: 'queueId',
      ask: `simulateInbound(input: { from: "a@b.example", to: ["used@beta.mailroom.example"], headers: [{ name: "In-Reply-To", value: "<1@x.example>" }], threads: [{ messageIds: ["<1@x.example>"], open: true, queueId: $id }] }) { outcomes { queue { id name } } }`,
    },
    {
      kind: 'addressId',
      ask: `simulateInbound(input: { from: "a@b.example", to: ["used@beta.mailroom.example"], autoReplied: [{ addressId: $id, at: "2026-06-01T12:00:00Z" }] }) { outcomes { autoReplyMail { envelopeTo } } }`,
    },
  ],
}

describe.each(DIALECTS)('another organisation on %s', (dialect) => {
  const schema = makeSchema(RESOLVERS, [])
  let harness: Harness
  let caller: Client
  let own: Ids
  let foreign: Ids
  let deleted: Partial<Record<keyof Ids, string>>

  beforeAll(async () => {
    harness = await startHarness(dialect)
    const beta = await harness.organisation('beta')
    caller = beta.owner
    foreign = await fill(harness.operator, harness.acme, MARK)
    own = await fill(caller, beta, '')
    deleted = { skillId: await goneSkill(caller, beta.id), addressId: await goneAddress(caller, own.domainId) }
  })
  afterAll(() => harness.stop())

  test('every place for an id is known to this test', () => {
    const mutations = Object.values(schema.getMutationType()!.getFields())
    const places = mutations.flatMap((field) =>
      field.args.flatMap((arg) => idPlaces(arg.type, arg.name).map((place) => `${field.name} ${place}`)),
    )
    const known = new Set(
      Object.entries(CALLS).flatMap(([name, calls]) =>
        calls.flatMap((call) =>
          idsIn(argumentsOf(name, call(own))).map(
            ({ path }) => `${name} ${path.filter((step) => !/^\d+$/.test(step)).join('.')}`,
          ),
        ),
      ),
    )
    expect(places.filter((place) => !known.has(place) && !LIKE_RULES.test(place.split(' ')[1]!))).toEqual([])
    const others = [
      'Query',
      'Organization',
      'EmailDomain',
      'Queue',
      'Flow',
      'Viewer',
      'EmailAddress',
      'Member',
    ].flatMap((name) => {
      const type = schema.getType(name)
      return type && 'getFields' in type
        ? Object.values(type.getFields()).filter(
            (field) =>
              'args' in field &&
              (field as GraphQLField<unknown, unknown>).args.some((arg) => idPlaces(arg.type, arg.name).length > 0),
          )
        : []
    })
    expect(others.map((field) => field.name).filter((name) => !(name in FIELDS))).toEqual([])
  })

  test.each(Object.keys(CALLS))('%s', async (name) => {
    for (const call of CALLS[name]!) {
      const args = argumentsOf(name, call(own))
      const isDry = takesDryRun(name)
      const baseline = await mutate(name, isDry ? { input: { ...(args['input'] as object), dryRun: true } } : args)
      expect(baseline.codes, `${name} with own ids`).not.toContain('NOT_FOUND')
      expect(baseline.codes, `${name} with own ids`).not.toContain('REFERENCE_NOT_FOUND')
      for (const { path, value } of idsIn(args)) await attack(name, args, path, value)
    }
  })

  test.each(Object.keys(FIELDS))('the field %s', async (name) => {
    for (const { kind, ask } of FIELDS[name]!) {
      for (const id of wrongIds(kind, own[kind])) {
        const { data, errors } = await caller.ask(`query ($id: ID!) { organization(slug: "beta") { ${ask} } }`, { id })
        const answer = JSON.stringify({ data, errors }).replaceAll(id, '')
        expect(answer).not.toContain(MARK)
        expect(answer, `${ask} with ${id}`).not.toMatch(/"id":"(adr|que|flw|rsp)_/)
        expect(errors.every((error) => ['NOT_FOUND', 'BAD_USER_INPUT'].includes(error.extensions.code))).toBe(true)
      }
    }
  })

  function takesDryRun(name: string): boolean {
    return schema
      .getMutationType()!
      .getFields()
      [name]!.args.some(({ type }) => {
        const named = getNamedType(type)
        return isInputObjectType(named) && 'dryRun' in named.getFields()
      })
  }

  async function attack(name: string, args: object, path: readonly string[], value: string): Promise<void> {
    const kind = (Object.keys(own) as (keyof Ids)[]).find((key) => own[key] === value)
    if (!kind) throw new Error(`${name} ${path.join('.')} has no own id`)
    const before = await foreignRows()
    for (const id of wrongIds(kind, value)) {
      const answer = await mutate(name, replaced(args, path, id))
      const where = `${name} ${path.join('.')} = ${id}`
      expect(
        answer.codes.some((code) => ['NOT_FOUND', 'REFERENCE_NOT_FOUND', 'FORBIDDEN'].includes(code)),
        `${where}: ${answer.text}`,
      ).toBe(true)
      expect(answer.text.replaceAll(id, ''), where).not.toContain(MARK)
      expect(answer.text, where).not.toContain('INTERNAL')
    }
    expect(await foreignRows(), `${name} ${path.join('.')}`).toBe(before)
  }

  function wrongIds(kind: keyof Ids, value: string): string[] {
    const random = `${value.slice(0, -10)}${'z'.repeat(10)}`
    return [foreign[kind], random, 'nonsense', ...(deleted[kind] ? [deleted[kind]] : [])]
  }

  async function mutate(name: string, args: object): Promise<{ codes: string[]; text: string }> {
    const field = schema.getMutationType()!.getFields()[name]!
    const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')
    const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
    const { data, errors } = await caller.ask(
      `mutation (${variables}) { ${name}(${given}) { problems { code message } } }`,
      args,
    )
    const codes = [
      ...errors.map((error) => error.extensions.code),
      ...(data?.[name]?.problems ?? []).map((problem: { code: string }) => problem.code),
    ]
    return { codes, text: JSON.stringify({ data, errors }) }
  }

  async function foreignRows(): Promise<string> {
    const tables = TENANT_ENTITIES.map(
      (entity) => getMetadataArgsStorage().tables.find((table) => table.target === entity)!.name!,
    )
    const rows = await Promise.all(
      tables.map((table) =>
        harness.app.database
          .readInstallation()
          .all(sql`select * from ${raw(`"${table}"`)} where "organisationId" = ${foreign.organizationId}`),
      ),
    )
    return JSON.stringify(rows.map((each) => each.map((row) => JSON.stringify(row)).sort()))
  }
})

async function fill(client: Client, organisation: { id: string; slug: string }, mark: string): Promise<Ids> {
  const has = await configure(client, organisation, mark)
  await client.data('mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { problems { code } } }', {
    input: { id: has.flowId, expectedVersion: 1 },
  })
  const address = async (localPart: string): Promise<string> => {
    const input = { domainId: has.domainId, localPart, settings: { fromName: `${mark}name` } }
    const mutation =
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } } }'
    return (await client.data(mutation, { input })).createEmailAddress.emailAddress.id
  }
  const reply = { organizationId: organisation.id, name: `${mark}Reply`, kind: 'REPLY', html: '<p>Hello</p>' }
  const mutation =
    'mutation ($input: CreateCannedResponseInput!) { createCannedResponse(input: $input) { cannedResponse { id } } }'
  const replyId = (await client.data(mutation, { input: reply })).createCannedResponse.cannedResponse.id
  return {
    ...has,
    organizationId: organisation.id,
    apiKeyId: await apiKey(client, organisation.id, mark),
    ownRoleId: await ownRole(client, organisation.id, mark),
    addressId: await address('used'),
    otherAddressId: await address('other'),
    ...(await restorable(client, organisation.id, has.domainId, mark)),
    replyId,
  }
}

async function apiKey(client: Client, organizationId: string, mark: string): Promise<string> {
  const create = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } } }'
  const input = { organizationId, name: `${mark}Gateway`, permissions: ['flow:view'] }
  return (await client.data(create, { input })).createApiKey.apiKey.id
}

async function ownRole(client: Client, organizationId: string, mark: string): Promise<string> {
  const create = 'mutation ($input: CreateRoleInput!) { createRole(input: $input) { role { id } } }'
  const input = { organizationId, name: `${mark}Night shift`, permissions: ['flow:view'] }
  return (await client.data(create, { input })).createRole.role.id
}

/** One of each kind that was deleted and can be restored. */
async function restorable(client: Client, organizationId: string, domainId: string, mark: string) {
  const gone = async (kind: string, field: string, input: object): Promise<string> => {
    const create = `mutation ($input: Create${kind}Input!) { create${kind}(input: $input) { ${field} { id } } }`
    const { id } = (await client.data(create, { input }))[`create${kind}`][field]
    const remove = `mutation ($input: DeleteEntityInput!) { delete${kind}(input: $input) { deletedId } }`
    await client.data(remove, { input: { id, expectedVersion: 1 } })
    return id
  }
  const named = { organizationId, name: `${mark}Restorable` }
  const definition = { rules: [], otherwise: { disconnect: true } }
  return {
    goneAddressId: await gone('EmailAddress', 'emailAddress', { domainId, localPart: 'restorable', settings: {} }),
    goneQueueId: await gone('Queue', 'queue', named),
    goneFlowId: await gone('Flow', 'flow', { ...named, definition }),
    goneSkillId: await gone('Skill', 'skill', named),
    goneLanguageId: await gone('Language', 'language', { ...named, tag: 'fr' }),
    goneResponseId: await gone('CannedResponse', 'cannedResponse', { ...named, kind: 'REPLY', html: '<p>x</p>' }),
  }
}

async function goneSkill(client: Client, organizationId: string): Promise<string> {
  const create = 'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } } }'
  const { id } = (await client.data(create, { input: { organizationId, name: 'Gone' } })).createSkill.skill
  await client.data('mutation ($input: DeleteEntityInput!) { deleteSkill(input: $input) { deletedId } }', {
    input: { id, expectedVersion: 1 },
  })
  return id
}

async function goneAddress(client: Client, domainId: string): Promise<string> {
  const create =
    'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } } }'
  const { id } = (await client.data(create, { input: { domainId, localPart: 'gone', settings: {} } }))
    .createEmailAddress.emailAddress
  await client.data('mutation ($input: DeleteEntityInput!) { deleteEmailAddress(input: $input) { deletedId } }', {
    input: { id, expectedVersion: 1 },
  })
  return id
}

/** Mutations take one `input`, commands their ids as they are. */
function argumentsOf(name: string, given: object): Record<string, unknown> {
  return ['checkDomain', 'restartVerification', 'rotateDkimKey', 'revokeApiKey'].includes(name)
    ? { ...given }
    : { input: given }
}

/** Every place in an argument where an id may stand, as a dotted path. */
function idPlaces(type: GraphQLInputType, path: string, seen: readonly string[] = []): string[] {
  if (isNonNullType(type) || isListType(type)) return idPlaces(type.ofType, path, seen)
  const named = getNamedType(type)
  if (named.name === 'ID') return [path]
  if (!isInputObjectType(named) || seen.includes(named.name)) return []
  return Object.values(named.getFields()).flatMap((field) =>
    idPlaces(field.type, `${path}.${field.name}`, [...seen, named.name]),
  )
}

/** Every id in a value with its path. */
function idsIn(value: unknown, path: readonly string[] = []): { path: readonly string[]; value: string }[] {
  if (typeof value === 'string') return /^(org_|[a-z]{3}_[a-z2-7]{13}_)/.test(value) ? [{ path, value }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => idsIn(member, [...path, key]))
}

function replaced(value: unknown, path: readonly string[], id: string): any {
  const [step, ...rest] = path
  if (step === undefined) return id
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === step ? replaced(each, rest, id) : each))
  return { ...(value as object), [step]: replaced((value as Record<string, unknown>)[step], rest, id) }
}
