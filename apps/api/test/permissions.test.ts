import { BUILT_IN_ROLES, isAllowed, PERMISSIONS, type Permission } from '@mailroom/core'
import type { GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSchema } from '../src/graphql/schema.js'
import { RESOLVERS } from '../src/resolvers.js'
import { FIELDS } from './crawler-entries.js'
import { fieldQuestion, pathsFrom, questionOf, type Question } from './crawler-schema.js'
import { fill, member, type Ids } from './crawler-world.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Answer, type Client, type Harness } from './harness.js'

const schema = makeSchema(RESOLVERS, [])
const ORGANIZATION = schema.getType('Organization') as GraphQLObjectType
const MARK = 'zqmark'
const BCC = `${MARK}bcc@example.com`

type Refusal = 'NULL' | 'NOT_FOUND' | 'FORBIDDEN'
/** Who sees a field: everybody in the organisation, or whoever has one of the permissions; others get the refusal. */
type Rule = 'everybody' | readonly [Refusal, ...Permission[]]

const EMAIL: Rule = ['NOT_FOUND', 'routing:email:view']
const ONE_EMAIL: Rule = ['NULL', 'routing:email:view']
const QUEUES: Rule = ['NOT_FOUND', 'routing:queue:view']
const RESPONSES: Rule = ['NOT_FOUND', 'responses:view']
/** Every field of the organisation (R-ORG-4). A new one needs a line. */
const SEEN_BY: Readonly<Record<string, Rule>> = {
  id: 'everybody',
  slug: 'everybody',
  name: 'everybody',
  edition: 'everybody',
  version: 'everybody',
  suspendedAt: 'everybody',
  languages: 'everybody',
  skills: 'everybody',
  roles: 'everybody',
  limits: 'everybody',
  settings: 'everybody',
  platformRoot: 'everybody',
  viewerPermissions: 'everybody',
  deletedItems: 'everybody',
  configuration: 'everybody',
  deletedItem: 'everybody',
  addresses: EMAIL,
  simulateInbound: EMAIL,
  handleTimes: EMAIL,
  domains: EMAIL,
  recordChanges: EMAIL,
  lint: EMAIL,
  savedTests: EMAIL,
  previewOutbound: EMAIL,
  address: ONE_EMAIL,
  emailAddress: ONE_EMAIL,
  savedTest: ONE_EMAIL,
  agentMatch: ONE_EMAIL,
  domain: ONE_EMAIL,
  queues: QUEUES,
  rankQueue: QUEUES,
  queue: ['NULL', 'routing:queue:view'],
  cannedResponses: RESPONSES,
  previewCannedResponse: RESPONSES,
  cannedResponse: ['NULL', 'responses:view'],
  flows: ['NOT_FOUND', 'flow:view'],
  flow: ['NULL', 'flow:view'],
  members: ['NOT_FOUND', 'directory:user:view'],
  invitations: ['NOT_FOUND', 'directory:user:manage'],
  apiKeys: ['FORBIDDEN', 'apiKey:manage'],
  auditLog: ['FORBIDDEN', 'audit:view'],
  smtpServers: ['NOT_FOUND', 'routing:email:view', 'smtp:manage'],
}

/** Whoever may see members knows that there are invitations, and may not read them. */
const FORBIDDEN_TO: Readonly<Record<string, Permission>> = { invitations: 'directory:user:view' }
/** What needs no more than the field does: unsaved settings need routing:email:manage. */
const ARGUMENTS: Readonly<Record<string, (ids: Ids) => Record<string, unknown>>> = {
  previewOutbound: ({ address }) => ({
    input: { address, kind: 'NEW', to: ['a@b.example'], subject: 'x', html: '<p>x</p>' },
  }),
}

/** Texts that are told by what they are of, and what lets somebody see them. `audit:view` shows every change but of BCC. */
const TEXTS: Readonly<Record<string, readonly Permission[]>> = {
  [BCC]: ['routing:email:manage'],
  [`${MARK}reply@example.com`]: ['routing:email:view', 'audit:view'],
  [`${MARK}guest@example.com`]: ['directory:user:manage', 'audit:view'],
  [`${MARK}secret mail`]: ['routing:email:view'],
  [`${MARK}subject`]: ['flow:view', 'audit:view'],
  [`${MARK}Hello`]: ['responses:view', 'audit:view'],
  [`${MARK}Restorable`]: [
    'routing:email:manage',
    'routing:queue:manage',
    'routing:skill:manage',
    'flow:manage',
    'responses:manage',
    'audit:view',
  ],
  'owner@beta.example': ['directory:user:view', 'routing:queue:view', 'audit:view'],
}

interface Actor {
  readonly name: string
  readonly permissions: readonly Permission[]
}

const ACTORS: readonly Actor[] = [
  ...Object.entries(BUILT_IN_ROLES).map(([name, permissions]) => ({ name, permissions })),
  { name: 'nothing', permissions: [] },
  ...PERMISSIONS.map((permission) => ({ name: `only ${permission}`, permissions: [permission] })),
]
const may = ({ permissions }: Actor, wanted: readonly Permission[]) =>
  wanted.some((permission) => isAllowed(new Set(permissions), permission))

test('R-ORG-4 every field of the organisation says who sees it', () => {
  const fields = Object.keys(ORGANIZATION.getFields())
  expect(
    fields.filter((name) => !(name in SEEN_BY)),
    'add it to SEEN_BY in permissions.test.ts',
  ).toEqual([])
  expect(Object.keys(SEEN_BY).filter((name) => !fields.includes(name))).toEqual([])
})

describe.each(DIALECTS)('what each role sees on %s', (dialect) => {
  let harness: Harness
  let ids: Ids
  const clients = new Map<string, Client>()
  const paths = pathsFrom(ORGANIZATION, schema, 4)

  beforeAll(async () => {
    harness = await startHarness(dialect)
    const beta = await harness.organisation('beta')
    ids = (await fill(beta.owner, beta, MARK)).ids
    for (const { name, permissions } of ACTORS) {
      if (!(name in BUILT_IN_ROLES)) await makeRole(beta.owner, name, permissions)
      const email = `${name.replaceAll(/[^A-Za-z]/g, '.')}@staff.example`
      clients.set(name, await member(beta.owner, beta.id, 'beta', name, email))
    }
  }, 60_000)
  afterAll(() => harness.stop())

  async function makeRole(owner: Client, name: string, permissions: readonly Permission[]): Promise<void> {
    const create = 'mutation ($input: CreateRoleInput!) { createRole(input: $input) { problems { code } } }'
    const input = { organizationId: ids.organizationId, name, permissions }
    expect((await owner.data(create, { input })).createRole.problems).toEqual([])
  }

  const argumentsOf = (field: string) =>
    (ARGUMENTS[field]?.(ids) ?? FIELDS[`Organization.${field}`]?.[0]?.(ids) ?? {}) as Record<string, unknown>
  const ask = (actor: Actor, { query, variables }: Question) => clients.get(actor.name)!.ask(query, variables)

  test.each(ACTORS.map((actor) => [actor.name, actor] as const))('R-ORG-4 fields for %s', async (_, actor) => {
    const found: Record<string, string> = {}
    for (const field of Object.keys(SEEN_BY)) {
      const question = fieldQuestion(schema, `Organization.${field}`, argumentsOf(field), 'beta')
      found[field] = outcome(await ask(actor, question), field)
    }
    const expected = Object.keys(SEEN_BY).map((field) => [field, expectedOf(field, actor)])
    expect(found).toEqual(Object.fromEntries(expected))
  })

  test.each(ACTORS.map((actor) => [actor.name, actor] as const))('R-OUT-2 hidden texts for %s', async (_, actor) => {
    const seen = new Map<string, string>()
    for (const path of paths) {
      const answer = JSON.stringify(await ask(actor, questionOf(schema, [path], ids)))
      for (const text of Object.keys(TEXTS)) if (answer.includes(text) && !seen.has(text)) seen.set(text, path.name)
    }
    const leaked = [...seen].filter(([text]) => !may(actor, TEXTS[text]!))
    expect(leaked).toEqual([])
    const shown = actor.name === 'Owner' ? Object.keys(TEXTS) : [BCC].filter((text) => may(actor, TEXTS[text]!))
    expect(
      shown.filter((text) => !seen.has(text)),
      'the crawl finds it where it is shown',
    ).toEqual([])
  })
})

function expectedOf(field: string, actor: Actor): string {
  const rule = SEEN_BY[field]!
  if (rule === 'everybody') return 'SHOWN'
  const [refusal, ...permissions] = rule
  if (may(actor, permissions)) return 'SHOWN'
  const knowing = FORBIDDEN_TO[field]
  return knowing && may(actor, [knowing]) ? 'FORBIDDEN' : refusal
}

/** Whether the field itself was refused; what hangs below it is the texts' matter. */
function outcome({ data, errors }: Answer, field: string): string {
  const refused = errors.find(({ path }) => path?.length === 2)
  if (refused) return refused.extensions.code
  return data.organization?.[field] === null && SEEN_BY[field] !== 'everybody' ? 'NULL' : 'SHOWN'
}
