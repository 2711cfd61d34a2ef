import { getMetadataArgsStorage } from 'typeorm'
import { expect } from 'vitest'
import { TENANT_ENTITIES } from '../src/database/entities.js'
import type { Dialect } from '../src/database/sql.js'
import { HOLE } from './crawler-attacks.js'
import { SCHEMA } from './crawler-mutations.js'
import { fieldQuestion, mutationQuestion, type Question } from './crawler-schema.js'
import { fill, key, MARK, member, personAsking, rowsOf, type Asker, type Filled } from './crawler-world.js'
import { startHarness, type Harness } from './harness.js'

const ROLES = ['E-mail administrator', 'Viewer', 'Agent']
const ANONYMOUS: Asker = { name: 'nobody', headers: {} }
const TABLES = TENANT_ENTITIES.map(
  (entity) => getMetadataArgsStorage().tables.find((table) => table.target === entity)!.name!,
)
/** Its last use is kept. */
const TABLES_OF_WRITES = TABLES.filter((table) => table !== 'api_key')

/** Two organisations in which everything is filled in, and everybody who may ask. */
interface Cast {
  readonly harness: Harness
  readonly own: Filled
  readonly foreign: Filled
  readonly owner: Asker
  readonly ownerThere: Asker
  readonly ownerOfBoth: Asker
  readonly viewerHere: Asker
  readonly operator: Asker
  /** Who may see something of the own organisation and nothing of the other. */
  readonly insiders: readonly Asker[]
  /** Who may see nothing. */
  readonly outsiders: readonly Asker[]
}

async function makeCast(dialect: Dialect): Promise<Cast> {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  const harness = await startHarness(dialect, { clock: { now: () => time.now } })
  const here = await harness.organisation('beta')
  const there = await harness.organisation(MARK)
  for (const { id } of [here, there]) {
    const input = { id, expectedVersion: 1, limits: [{ key: 'domains', limit: 10 }] }
    await harness.operator.data(
      'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
      { input },
    )
  }
  const own = await fill(here.owner, here, '')
  const foreign = await fill(there.owner, there, MARK)
  const owner = personAsking('Owner', here.owner)
  const ownerThere = personAsking('Owner of the other', there.owner)
  const operator = personAsking('operator', harness.operator)
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
  const ownerOfBoth = personAsking(
    'Owner of both',
    await member(there.owner, there.id, MARK, 'Owner', 'both@people.example'),
  )
  await member(here.owner, here.id, 'beta', 'Viewer', 'viewer@people.example')
  const viewerHere = personAsking(
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
  const insiders = [owner, ...people, full.asker, narrow.asker]
  const outsiders = [ANONYMOUS, expired.asker, revoked.asker]
  return { harness, own, foreign, owner, ownerThere, ownerOfBoth, viewerHere, operator, insiders, outsiders }
}

/** Asks as anybody of the cast, and knows what must not come of it. */
export async function startCrawl(dialect: Dialect) {
  const cast = await makeCast(dialect)
  const { harness, own, foreign } = cast
  let requests = 0

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

  const field = (name: string, args: object, asker: Asker, hole?: string) =>
    ask(asker, fieldQuestion(SCHEMA, name, args as never, own.ids.slug), hole)
  const mutate = (name: string, args: object, asker: Asker, hole?: string) =>
    ask(asker, mutationQuestion(SCHEMA, name, args as never), hole)

  const rows = async () => ({
    own: await rowsOf(harness, TABLES_OF_WRITES, own.ids.organizationId),
    foreign: await rowsOf(harness, TABLES, foreign.ids.organizationId),
  })

  function leaksNothing(text: string, where: string): void {
    expect(text.toLowerCase(), where).not.toContain(MARK)
    expect(text, where).not.toContain(foreign.ids.organizationId.slice(4))
  }

  return { ...cast, ask, field, mutate, rows, leaksNothing }
}

export type Crawl = Awaited<ReturnType<typeof startCrawl>>
