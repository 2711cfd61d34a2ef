import {
  isInputObjectType,
  getNamedType,
  isRequiredArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
} from 'graphql'
import { getMetadataArgsStorage } from 'typeorm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TENANT_ENTITIES } from '../src/database/entities.js'
import { makeSchema } from '../src/graphql/schema.js'
import { RESOLVERS } from '../src/resolvers.js'
import {
  absentIds,
  atRandom,
  dotted,
  HOLE,
  malformedFor,
  placesIn,
  replaced,
  STAND_INS,
  standInsIn,
  type Place,
} from './crawler-attacks.js'
import {
  FIELDS,
  FINDS_ANYTHING,
  LIKE_RULES,
  MUTATIONS,
  OPERATORS_MEET,
  OPERATORS_DO,
  VIEWERS_DO,
  OPERATORS_SEE,
  OWN_WORDS,
  ROUTES,
  WITHOUT_IDS,
} from './crawler-entries.js'
import {
  fieldQuestion,
  idPlaces,
  mutationQuestion,
  outputFields,
  pathsFrom,
  questionOf,
  type Question,
} from './crawler-schema.js'
import { fill, key, MARK, member, personAsking, rowsOf, type Asker, type Filled } from './crawler-world.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Harness } from './harness.js'

const schema = makeSchema(RESOLVERS, [])
const MUTATION_FIELDS = schema.getMutationType()!.getFields()
const ORGANIZATION = schema.getType('Organization') as GraphQLObjectType
const PATHS = pathsFrom(ORGANIZATION, schema, 5)
const PATHS_A_QUESTION = 6
const ROLES = ['E-mail administrator', 'Viewer', 'Agent']
const ANONYMOUS: Asker = { name: 'nobody', headers: {} }
const TABLES = TENANT_ENTITIES.map(
  (entity) => getMetadataArgsStorage().tables.find((table) => table.target === entity)!.name!,
)
/** Its last use is kept. */
const TABLES_OF_WRITES = TABLES.filter((table) => table !== 'api_key')
/** The id that a write is about; every other one is a reference. */
const MAIN = /^((input\.)?(id|organizationId)|domainId|input\.domainId|(input\.)?addresses\.id)$/

test('every mutation is tried', () => {
  const unknown = Object.keys(MUTATION_FIELDS).filter((name) => !(name in MUTATIONS) && !(name in WITHOUT_IDS))
  expect(unknown, 'add valid arguments to MUTATIONS in crawler-entries.ts, or the reason to WITHOUT_IDS').toEqual([])
  const withIds = Object.keys(WITHOUT_IDS).filter((name) => placesOf(MUTATION_FIELDS[name]!.args).length > 0)
  expect(withIds, 'takes an id: add valid arguments to MUTATIONS in crawler-entries.ts').toEqual([])
})

test('every place for an id and every required argument is filled', () => {
  const filled = (name: string, given: readonly object[]) =>
    given.flatMap((args) => standInsIn(args).map(({ path }) => `${name} ${dotted(path)}`))
  const known = new Set([
    ...Object.keys(MUTATIONS).flatMap((name) =>
      filled(
        name,
        MUTATIONS[name]!.map((call) => wrapped(name, call(STAND_INS))),
      ),
    ),
    ...Object.keys(FIELDS).flatMap((name) =>
      filled(
        name,
        FIELDS[name]!.map((call) => call(STAND_INS)),
      ),
    ),
  ])
  const places = Object.values(MUTATION_FIELDS).flatMap(({ name, args }) =>
    placesOf(args)
      .filter((place) => !LIKE_RULES.test(place))
      .map((place) => `${name} ${place}`),
  )
  expect(
    places.filter((place) => !known.has(place)),
    'add it to MUTATIONS in crawler-entries.ts',
  ).toEqual([])
  const fields = outputFields(schema)
  const asked = fields.flatMap(({ name, field }) =>
    placesOf(field.args)
      .filter((place) => !LIKE_RULES.test(place))
      .map((place) => `${name} ${place}`),
  )
  expect(
    asked.filter((place) => !known.has(place)),
    'add it to FIELDS in crawler-entries.ts',
  ).toEqual([])
  const required = fields.filter(({ name, field }) => field.args.some(isRequiredArgument) && !(name in FIELDS))
  expect(
    required.map(({ name }) => name),
    'add its arguments to FIELDS in crawler-entries.ts',
  ).toEqual([])
})

describe.each(DIALECTS)('another organisation on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  let harness: Harness
  let own: Filled
  let foreign: Filled
  let owner: Asker
  let ownerThere: Asker
  let ownerOfBoth: Asker
  let viewerHere: Asker
  let operator: Asker
  /** Who may see something of the own organisation and nothing of the other. */
  let insiders: Asker[]
  /** Who may see nothing. */
  let outsiders: Asker[]
  let requests = 0

  beforeAll(async () => {
    harness = await startHarness(dialect, { clock: { now: () => time.now } })
    const here = await harness.organisation('beta')
    const there = await harness.organisation(MARK)
    for (const { id } of [here, there]) {
      const input = { id, expectedVersion: 1, limits: [{ key: 'domains', limit: 10 }] }
      await harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input },
      )
    }
    own = await fill(here.owner, here, '')
    foreign = await fill(there.owner, there, MARK)
    owner = personAsking('Owner', here.owner)
    ownerThere = personAsking('Owner of the other', there.owner)
    operator = personAsking('operator', harness.operator)
    const people = await Promise.all(
      ROLES.map(async (role) => {
        const email = `${role.replace(' ', '.').toLowerCase()}@beta.example`
        return personAsking(role, await member(here.owner, here.id, 'beta', role, email))
      }),
    )
    for (const role of ROLES) {
      const email = `${role.replace(' ', '.').toLowerCase()}@${MARK}.example`
      await member(there.owner, there.id, MARK, role, email)
    }
    await member(here.owner, here.id, 'beta', 'Owner', 'both@people.example')
    ownerOfBoth = personAsking(
      'Owner of both',
      await member(there.owner, there.id, MARK, 'Owner', 'both@people.example'),
    )
    await member(here.owner, here.id, 'beta', 'Viewer', 'viewer@people.example')
    viewerHere = personAsking(
      'Viewer here and Owner there',
      await member(there.owner, there.id, MARK, 'Owner', 'viewer@people.example'),
    )
    const { organization } = await here.owner.data('{ organization(slug: "beta") { viewerPermissions } }')
    const permissions: string[] = organization.viewerPermissions
    const full = await key(here.owner, here.id, 'full key', { permissions })
    const narrow = await key(here.owner, here.id, 'narrow key', { permissions: ['routing:queue:view'] })
    const soon = new Date(time.now + 1_000).toISOString()
    const expired = await key(here.owner, here.id, 'expired key', { permissions, expiresAt: soon })
    const revoked = await key(here.owner, here.id, 'revoked key', { permissions })
    await here.owner.data('mutation ($id: ID!) { revokeApiKey(id: $id) { deletedId } }', { id: revoked.id })
    time.now += 2_000
    insiders = [owner, ...people, full.asker, narrow.asker]
    outsiders = [ANONYMOUS, expired.asker, revoked.asker]
  }, 60_000)
  afterAll(() => harness.stop())

  test('is not there for anybody who is no member of it', async () => {
    const question = questionOf(schema, PATHS.slice(0, 4), foreign.ids)
    for (const asker of insiders) {
      const { body, text } = await ask(asker, question)
      expect(body, asker.name).toEqual({ data: { organization: null } })
      expect(text).toBe((await ask(asker, { ...question, variables: { ...question.variables, slug: 'nobody' } })).text)
    }
    for (const asker of outsiders) {
      const { codes, text } = await ask(asker, question)
      expect(codes, asker.name).toEqual(['UNAUTHENTICATED'])
      expect(text).not.toContain('"organization":{')
    }
  })

  test('shows in no field that anybody else can reach', async () => {
    for (const asker of insiders)
      for (let at = 0; at < PATHS.length; at += PATHS_A_QUESTION) {
        const paths = PATHS.slice(at, at + PATHS_A_QUESTION)
        const { codes, text } = await ask(asker, questionOf(schema, paths, own.ids))
        const where = `${asker.name} ${paths.map(({ name }) => name).join(' ')}`
        expect(text.toLowerCase(), where).not.toContain(MARK)
        expect(text, where).not.toContain(foreign.ids.organizationId.slice(4))
        const expected = asker === owner ? [] : ['NOT_FOUND', 'FORBIDDEN']
        expect(
          codes.filter((code) => !expected.includes(code)),
          `${where}: ${text}`,
        ).toEqual([])
      }
  })

  test('shows in no field of the viewer and the list of organisations', async () => {
    const roots: [string, (inner: string) => string][] = [
      ['memberships', (inner) => `viewer { user { id name } memberships { permissions organization { ${inner} } } }`],
      ['organizations', (inner) => `organizations(first: 3) { totalCount nodes { ${inner} } }`],
    ]
    const first = PATHS.filter(({ steps }) => steps.length === 1)
    for (const asker of insiders)
      for (const [name, root] of roots)
        for (let at = 0; at < first.length; at += PATHS_A_QUESTION) {
          const { text } = await ask(
            asker,
            questionOf(schema, first.slice(at, at + PATHS_A_QUESTION), own.ids, root, {}),
          )
          expect(text.toLowerCase(), `${asker.name} ${name}`).not.toContain(MARK)
          expect(text).not.toContain(foreign.ids.organizationId.slice(4))
        }
  })

  test('is crawled whole by its own Owner, so that a leak would be seen', async () => {
    let seen = ''
    for (let at = 0; at < PATHS.length; at += PATHS_A_QUESTION) {
      const { text, codes } = await ask(
        ownerThere,
        questionOf(schema, PATHS.slice(at, at + PATHS_A_QUESTION), foreign.ids),
      )
      expect(codes, text).toEqual([])
      seen += text
    }
    const ids = Object.entries(foreign.ids).filter(([name]) => !['opaqueId', 'sessionId'].includes(name))
    expect(ids.filter(([, id]) => !seen.includes(id)).map(([name]) => name)).toEqual([])
  })

  test('an operator who is no member sees names, limits, roles and members alone (R-ORG-5)', async () => {
    for (const path of PATHS.filter(({ steps }) => steps.length === 1)) {
      const name = path.steps[0]!.field.name
      const { codes, text } = await ask(operator, questionOf(schema, [path], foreign.ids))
      if (OPERATORS_SEE.includes(name)) expect(codes, name).toEqual([])
      else
        expect([...new Set(codes)], `${name}: content is FORBIDDEN, or name it in OPERATORS_SEE: ${text}`).toEqual([
          'FORBIDDEN',
        ])
    }
  })

  test('an operator who is no member meets nothing else on the way (R-ORG-5)', async () => {
    const met = new Set<string>()
    for (let at = 0; at < PATHS.length; at += PATHS_A_QUESTION) {
      const { text } = await ask(operator, questionOf(schema, PATHS.slice(at, at + PATHS_A_QUESTION), foreign.ids))
      for (const [, name] of text.matchAll(/"__typename":"(\w+)"/g)) met.add(name!)
    }
    expect([...met].filter((name) => !OPERATORS_MEET.includes(name))).toEqual([])
  })

  test('is not there on any other route', async () => {
    const printed = harness.app.server.printRoutes({ commonPrefix: false }).matchAll(/(\/\S*:\S+) \(/g)
    const tail = (route: string) => route.slice(route.indexOf('/:'))
    const found = [...printed].map(([, route]) => tail(route!)).sort()
    expect(found, 'name it in ROUTES in crawler-entries.ts').toEqual(ROUTES.map(tail))
    const get = async (route: string, slug: string, { headers }: Asker) => {
      const url = route.replace(':slug', slug)
      const { statusCode, body } = await harness.app.server.inject({ url, headers, remoteAddress: '10.1.0.1' })
      return { statusCode, body }
    }
    for (const route of ROUTES) {
      expect((await get(route, MARK, ownerThere)).body, route).toContain(MARK)
      for (const asker of insiders) {
        const theirs = await get(route, MARK, asker)
        expect(theirs, `${asker.name} ${route}`).toEqual(await get(route, 'nobody', asker))
        expect(theirs.statusCode, theirs.body).toBe(404)
        const beta = await get(route, own.ids.slug, asker)
        leaksNothing(beta.body, `${asker.name} ${route}`)
        expect([200, 403, 404], `${asker.name} ${route}: ${beta.body.slice(0, 200)}`).toContain(beta.statusCode)
      }
      for (const asker of outsiders) expect((await get(route, MARK, asker)).statusCode).toBe(401)
      expect((await get(route, MARK, operator)).statusCode).toBe(403)
    }
  })

  test.each(Object.keys(FIELDS))('%s finds nothing by a wrong id', async (name) => {
    for (const call of FIELDS[name]!) {
      const args = call(own.ids)
      const isOperators = name === 'Query.resolveRecipient'
      const baseline = await field(name, args, isOperators ? operator : owner)
      expect(baseline.codes, `${name} with own ids: ${baseline.text}`).toEqual([])
      for (const place of placesIn(args, own.ids)) await attackField(name, args, place)
    }
  })

  test.each(Object.keys(MUTATIONS))('%s changes nothing by a wrong id', async (name) => {
    for (const call of MUTATIONS[name]!) {
      const args = wrapped(name, call(own.ids))
      const baseline = await mutate(name, takesDryRun(name) ? dry(args) : args, owner)
      for (const code of ['NOT_FOUND', 'REFERENCE_NOT_FOUND', 'STALE_VERSION', 'BAD_USER_INPUT', 'FORBIDDEN'])
        if (!OPERATORS_DO.includes(name))
          expect(baseline.codes, `${name} with own ids: ${baseline.text}`).not.toContain(code)
      const before = await rows()
      for (const place of placesIn(args, own.ids)) await attackMutation(name, args, place)
      await tryAsOthers(name, call)
      expect(await rows(), name).toEqual(before)
    }
  })

  async function attackField(name: string, args: object, place: Place): Promise<void> {
    const where = `${name} ${dotted(place.path)}`
    const answers: Record<string, string> = {}
    for (const [wrong, id] of Object.entries(absentIds(place, own, foreign))) {
      if (/^deleted$|another type/.test(wrong) && FINDS_ANYTHING.includes(where)) continue
      const { text, codes } = await field(name, replaced(args, place.path, id), owner)
      answers[wrong] = masked(text, id)
      leaksNothing(answers[wrong], `${where} = ${wrong}`)
      expect(
        codes.filter((code) => !['NOT_FOUND', 'BAD_USER_INPUT', 'FORBIDDEN'].includes(code)),
        text,
      ).toEqual([])
    }
    if (!OWN_WORDS.includes(where)) alike(answers, where)
    for (const json of malformedFor(place, true)) {
      const answer = await field(name, replaced(args, place.path, HOLE), owner, json)
      refusedOrEmpty(answer, `${where} = ${json}`)
    }
  }

  async function attackMutation(name: string, args: object, place: Place): Promise<void> {
    const where = `${name} ${dotted(place.path)}`
    const isMain = MAIN.test(dotted(place.path))
    const isFilter = place.path.includes('filter')
    const answers: Record<string, string> = {}
    for (const [wrong, id] of Object.entries(absentIds(place, own, foreign))) {
      const { text, codes, body } = await mutate(name, replaced(args, place.path, id), owner)
      answers[wrong] = masked(text, id)
      leaksNothing(answers[wrong], `${where} = ${wrong}`)
      if (isMain) expect(codes, `${where} = ${wrong}: ${text}`).toEqual(['NOT_FOUND'])
      else if (isFilter) expect(body.data[name].problems, `${where} = ${wrong}: ${text}`).toEqual([])
      else {
        const path = place.path.filter((step) => step !== 'input' && step !== 'settings')
        const found = body.data?.[name]?.problems?.map((each: any) => ({
          code: each.code,
          path: withoutPlace(each.path),
        }))
        expect(found, `${where} = ${wrong}: ${text}`).toContainEqual({ code: 'REFERENCE_NOT_FOUND', path })
      }
    }
    alike(answers, where)
    for (const json of malformedFor(place, isMain)) {
      const answer = await mutate(name, replaced(args, place.path, HOLE), owner, json)
      refusedOrEmpty(answer, `${where} = ${json}`)
      if (!isFilter) expect(answer.codes.length, `${where} = ${json}: ${answer.text}`).toBeGreaterThan(0)
    }
  }

  /** A change of several addresses says so of each of them. */
  function withoutPlace(path: readonly string[]): readonly string[] {
    return path[0] === 'addresses' ? path.slice(2) : path
  }

  /** Everybody else, with ids of the other organisation, or with rights in the wrong one. */
  async function tryAsOthers(name: string, call: (ids: Filled['ids']) => object): Promise<void> {
    const theirs = wrapped(name, call(foreign.ids))
    const nobodys = atRandom(theirs, foreign.ids)
    for (const asker of [...insiders, operator]) {
      if (asker === operator && OPERATORS_DO.includes(name)) continue
      const answer = await mutate(name, theirs, asker)
      const random = await mutate(name, nobodys, asker)
      const where = `${asker.name} ${name}: ${answer.text}`
      // Keys have no person whose own things could be changed.
      const refused = ['NOT_FOUND', 'FORBIDDEN', ...('authorization' in asker.headers ? ['UNAUTHENTICATED'] : [])]
      expect(refused, where).toContain(answer.codes[0])
      expect(answer.text, where).toBe(random.text)
      leaksNothing(answer.text, where)
    }
    for (const asker of outsiders)
      expect((await mutate(name, theirs, asker)).codes, `${asker.name} ${name}`).toEqual(['UNAUTHENTICATED'])
    const { codes, text } = await mutate(name, wrapped(name, call(own.ids)), viewerHere)
    if (VIEWERS_DO.includes(name)) expect(codes, text).toEqual([])
    else expect(['NOT_FOUND', 'FORBIDDEN'], `${viewerHere.name} ${name}: ${text}`).toContain(codes[0])
    await mixAsOwnerOfBoth(name, wrapped(name, call(own.ids)))
  }

  /** Nothing of one organisation refers to a thing of the other, also for who may change both. */
  async function mixAsOwnerOfBoth(name: string, args: object): Promise<void> {
    for (const place of placesIn(args, own.ids)) {
      if (MAIN.test(dotted(place.path)) || place.path.includes('filter')) continue
      const { codes, text } = await mutate(name, replaced(args, place.path, foreign.ids[place.kind]), ownerOfBoth)
      expect(codes, `${ownerOfBoth.name} ${name} ${dotted(place.path)}: ${text}`).toContain('REFERENCE_NOT_FOUND')
    }
  }

  const field = (name: string, args: object, asker: Asker, hole?: string) =>
    ask(asker, fieldQuestion(schema, name, args as never, own.ids.slug), hole)
  const mutate = (name: string, args: object, asker: Asker, hole?: string) =>
    ask(asker, mutationQuestion(schema, name, args as never), hole)

  async function ask({ headers }: Asker, { query, variables }: Question, hole?: string) {
    const payload = JSON.stringify({ query, variables })
    requests += 1
    const response = await harness.app.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload: hole === undefined ? payload : payload.replace(JSON.stringify(HOLE), () => hole),
      // Guesses of keys are counted by address.
      remoteAddress: `10.0.${(requests >> 8) & 255}.${requests & 255}`,
    })
    const body = response.json()
    const problems = Object.values(body.data ?? {}).flatMap((payload: any) => payload?.problems ?? [])
    const codes: string[] = [
      ...(body.errors ?? []).map((error: any) => error.extensions.code),
      ...problems.filter(({ severity }) => severity === 'ERROR').map(({ code }) => code),
    ]
    expect(response.statusCode, response.body).toBeLessThan(500)
    expect(codes, response.body).not.toContain('INTERNAL')
    return { status: response.statusCode, text: response.body, body, codes }
  }

  const rows = async () => ({
    own: await rowsOf(harness, TABLES_OF_WRITES, own.ids.organizationId),
    foreign: await rowsOf(harness, TABLES, foreign.ids.organizationId),
  })

  function leaksNothing(text: string, where: string): void {
    expect(text.toLowerCase(), where).not.toContain(MARK)
    expect(text, where).not.toContain(foreign.ids.organizationId.slice(4))
  }
})

const masked = (text: string, id: string) => text.replaceAll(JSON.stringify(id).slice(1, -1), '<id>')

function alike(answers: Readonly<Record<string, string>>, where: string): void {
  for (const [wrong, text] of Object.entries(answers)) expect(text, `${where}: ${wrong}`).toBe(answers['random'])
}

function refusedOrEmpty({ codes, text }: { codes: readonly string[]; text: string }, where: string): void {
  const allowed = ['BAD_USER_INPUT', 'NOT_FOUND', 'REFERENCE_NOT_FOUND']
  expect(
    codes.filter((code) => !allowed.includes(code)),
    `${where}: ${text}`,
  ).toEqual([])
}

function placesOf(args: readonly { readonly name: string; readonly type: GraphQLInputType }[]): string[] {
  return args.flatMap((arg) => idPlaces(arg.type, arg.name))
}

/** Mutations take one `input`, commands their ids as they are. */
function wrapped(name: string, given: object): Record<string, unknown> {
  return MUTATION_FIELDS[name]!.args.some((arg) => arg.name === 'input') ? { input: given } : { ...given }
}

const dry = (args: Record<string, unknown>) => ({ input: { ...(args['input'] as object), dryRun: true } })

function takesDryRun(name: string): boolean {
  return MUTATION_FIELDS[name]!.args.some(({ type }) => {
    const named = getNamedType(type)
    return isInputObjectType(named) && 'dryRun' in named.getFields()
  })
}
