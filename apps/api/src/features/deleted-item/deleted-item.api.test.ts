import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../../test/harness.js'
import { sql } from '../../database/sql.js'
import { DeletedItemPurge } from '../../jobs/deleted-item-purge.js'

const DAY = 24 * 60 * 60 * 1000
const DELETED = `query ($slug: String!, $first: Int = 50, $after: String, $entityType: String, $name: String) { organization(slug: $slug) {
  deletedItems(first: $first, after: $after, entityType: $entityType, name: $name) { totalCount pageInfo { hasNextPage endCursor }
    nodes { entityType id name deletedAt deletedBy restorableUntil } } } }`
const ADDRESS = `id version address fromName redirectTarget createdAt bcc { address } multipleActions history
  routing { __typename ... on QueueRouting { priority queue { id } skills { id } language { id } } }
  signature { response { id } placement frequency } spamRouting { __typename } domain { id addressCount }`

/** What is read of each kind before it is deleted and after it is restored. */
const KINDS = {
  EmailAddress: { field: 'emailAddress', fields: ADDRESS },
  Queue: { field: 'queue', fields: 'id version name scoringMethod skillEvaluation members { nodes { id } }' },
  Flow: { field: 'flow', fields: 'id version name state publishedVersion draft { source } published { source }' },
  Skill: { field: 'skill', fields: 'id version name' },
  Language: { field: 'language', fields: 'id version name tag' },
  CannedResponse: { field: 'cannedResponse', fields: 'id version name kind html text' },
} as const
type Kind = keyof typeof KINDS
interface Thing {
  readonly id: string
  readonly version: number
}

describe.each(DIALECTS)('what was deleted, on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  let now = Date.now()
  const clock = { now: () => now }
  beforeAll(async () => {
    harness = await startHarness(dialect, { clock })
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const write = async (name: string, input: object, selection: string, client = harness.operator) => {
    const type =
      name.startsWith('delete') && name !== 'deleteDomain'
        ? 'DeleteEntityInput'
        : name.startsWith('restore')
          ? 'RestoreInput'
          : `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} problems { code severity path params { name value } } } }`
    return (await client.data(mutation, { input }))[name]
  }
  const make = async (kind: Kind, input: object): Promise<Thing & Record<string, unknown>> => {
    const { field, fields } = KINDS[kind]
    const given = kind === 'EmailAddress' ? input : { organizationId: harness.acme.id, ...input }
    const answer = await write(`create${kind}`, given, `${field} { ${fields} }`)
    if (!answer[field]) throw new Error(JSON.stringify(answer.problems))
    return answer[field]
  }
  const remove = async (kind: Kind, { id, version }: Thing) => {
    const answer = await write(`delete${kind}`, { id, expectedVersion: version }, 'deletedId')
    expect(answer, `delete ${kind}`).toEqual({ deletedId: id, problems: [] })
  }
  const restore = (kind: Kind, id: string, more: object = {}, client = harness.operator) =>
    write(`restore${kind}`, { id, ...more }, `${KINDS[kind].field} { ${KINDS[kind].fields} }`, client)
  const codes = (answer: { problems: { code: string; path: string[]; severity: string }[] }) =>
    answer.problems.filter((each) => each.severity === 'ERROR').map(({ code, path }) => [code, ...path].join(' '))
  const deleted = async (variables: object = {}, client = harness.operator, slug = 'acme') =>
    (await client.data(DELETED, { slug, ...variables })).organization.deletedItems as {
      totalCount: number
      nodes: { entityType: string; id: string; name: string; deletedAt: string; restorableUntil: string }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  const refused = async (kind: Kind, id: string, client = harness.operator) => {
    const mutation = `mutation ($input: RestoreInput!) { restore${kind}(input: $input) { problems { code } } }`
    return (await client.ask(mutation, { input: { id } })).errors[0]?.extensions.code
  }
  const disconnect = { rules: [], otherwise: { disconnect: true } }

  /** One of each kind with everything that it can have, made anew under a name of its own. */
  const makers: Record<Kind, (name: string) => Promise<Thing & Record<string, unknown>>> = {
    EmailAddress: (name) =>
      make('EmailAddress', {
        domainId: has.domainId,
        localPart: name,
        settings: {
          fromName: 'Shop',
          bcc: [{ address: 'audit@partner.example', name: 'Audit' }],
          routing: {
            queue: { queueId: has.queueId, skillIds: [has.skillId], languageId: has.languageId, priority: -7 },
          },
          signature: { responseId: has.responseId, placement: 'IN_EDITOR', frequency: 'INITIAL_ONLY' },
          history: 'NEVER',
          multipleActions: true,
        },
      }),
    Queue: (name) => make('Queue', { name, memberIds: [has.memberId], skillEvaluation: 'BEST' }),
    Skill: (name) => make('Skill', { name }),
    Language: (name) => make('Language', { name, tag: 'fr-CH' }),
    CannedResponse: (name) => make('CannedResponse', { name, kind: 'REPLY', html: '<p>Thank you</p>' }),
    async Flow(name) {
      const definition = { rules: [], otherwise: { transferToQueue: { queueId: has.queueId, priority: 3 } } }
      const flow = await make('Flow', { name, definition })
      const { fields } = KINDS.Flow
      const published = await write('publishFlow', { id: flow.id, expectedVersion: 1 }, `flow { ${fields} }`)
      const change = { id: flow.id, expectedVersion: 2, definition: disconnect }
      expect(published.problems).toEqual([])
      return (await write('updateFlow', change, `flow { ${fields} }`)).flow
    },
  }

  test.each(Object.keys(KINDS) as Kind[])('%s comes back whole, under its id, once (R-DEL-1)', async (kind) => {
    const { totalCount } = await deleted()
    const thing = await makers[kind]('Short-lived')
    await remove(kind, thing)
    const gone = await deleted()
    expect(gone.totalCount).toBe(totalCount + 1)
    expect(gone.nodes).toContainEqual(expect.objectContaining({ entityType: kind, id: thing.id }))
    const dry = await restore(kind, thing.id, { dryRun: true })
    expect(codes(dry)).toEqual([])
    expect((await deleted()).totalCount).toBe(totalCount + 1)
    const answer = await restore(kind, thing.id)
    expect(answer[KINDS[kind].field]).toEqual({ ...thing, version: thing.version + 1 })
    expect((await deleted()).totalCount).toBe(totalCount)
    expect(await refused(kind, thing.id)).toBe('NOT_FOUND')
    expect((await harness.audit(thing.id)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['CREATED', 'DELETED', 'RESTORED']),
    )
    await remove(kind, answer[KINDS[kind].field])
    await restore(kind, thing.id)
    await remove(kind, { id: thing.id, version: thing.version + 2 })
  })

  test.each(Object.keys(KINDS) as Kind[])('%s is invisible and frees its name (R-DEL-1, R-ORG-7)', async (kind) => {
    const first = await makers[kind](`Twice`)
    await remove(kind, first)
    const second = await makers[kind](`Twice`)
    const answer = await restore(kind, first.id)
    expect(answer[KINDS[kind].field]).toBeNull()
    expect(codes(answer)).toEqual([kind === 'EmailAddress' ? 'ADDRESS_EXISTS localPart' : 'NOT_UNIQUE name'])
    await remove(kind, second)
    expect(codes(await restore(kind, first.id))).toEqual([])
    await remove(kind, { ...first, version: first.version + 1 })
  })

  test('the redirection target of an address comes back with it (R-DOM-6)', async () => {
    const name = { organizationId: harness.acme.id, name: 'redirected.example', reception: 'REDIRECTION' }
    const { domain } = await write('createDomain', name, 'domain { id }')
    const settings = { routing: { none: true } }
    const address = await make('EmailAddress', { domainId: domain.id, localPart: 'in', settings })
    expect(address['redirectTarget']).toMatch(/^in/)
    await remove('EmailAddress', address)
    const restored = (await restore('EmailAddress', address.id)).emailAddress
    expect(restored.redirectTarget).toBe(address['redirectTarget'])
    await remove('EmailAddress', restored)
    await write('deleteDomain', { id: domain.id, expectedVersion: 1 }, 'deletedId')
    expect((await deleted()).nodes.map(({ id }) => id)).not.toContain(address.id)
    expect(await refused('EmailAddress', address.id)).toBe('NOT_FOUND')
  })

  test('what an address refers to must be there, by path (R-DEL-1)', async () => {
    const skill = await makers.Skill('Only here')
    const queue = await makers.Queue('Only here')
    const response = await make('CannedResponse', { name: 'Only here', kind: 'SIGNATURE', html: '<p>x</p>' })
    const from = await make('EmailAddress', { domainId: has.domainId, localPart: 'from', settings: {} })
    const address = await make('EmailAddress', {
      domainId: has.domainId,
      localPart: 'refers',
      settings: {
        fromAddressId: from.id,
        routing: { queue: { queueId: queue.id, skillIds: [skill.id] } },
        signature: { responseId: response.id, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
      },
    })
    await remove('EmailAddress', address)
    const needed: [Kind, Thing][] = [
      ['EmailAddress', from],
      ['Queue', queue],
      ['Skill', skill],
      ['CannedResponse', response],
    ]
    for (const [kind, thing] of needed) await remove(kind, thing)
    expect(codes(await restore('EmailAddress', address.id)).sort()).toEqual([
      'REFERENCE_NOT_FOUND fromAddressId',
      'REFERENCE_NOT_FOUND routing queue queueId',
      'REFERENCE_NOT_FOUND routing queue skillIds 0',
      'REFERENCE_NOT_FOUND signature responseId',
    ])
    for (const [kind, thing] of needed) expect(codes(await restore(kind, thing.id))).toEqual([])
    expect(codes(await restore('EmailAddress', address.id))).toEqual([])
  })

  test('a flow needs what draft and published version refer to, a queue its members (R-DEL-1)', async () => {
    const queue = await makers.Queue('Of a flow')
    const definition = { rules: [], otherwise: { transferToQueue: { queueId: queue.id } } }
    const flow = await make('Flow', { name: 'To that queue', definition })
    await remove('Flow', flow)
    await remove('Queue', queue)
    expect(codes(await restore('Flow', flow.id))).toEqual([
      'REFERENCE_NOT_FOUND draft otherwise transferToQueue queueId',
    ])
    const person = { organizationId: harness.acme.id, email: 'leaves@acme.example', roleId: has.roleId }
    const { member } = await write(
      'addMember',
      { ...person, initialPassword: 'plenty of letters' },
      'member { id version }',
    )
    const staffed = await make('Queue', { name: 'Staffed', memberIds: [member.id] })
    await remove('Queue', staffed)
    const gone = `mutation ($input: DeleteEntityInput!) { removeMember(input: $input) { deletedId } }`
    await harness.operator.data(gone, { input: { id: member.id, expectedVersion: member.version } })
    expect(codes(await restore('Queue', staffed.id))).toEqual(['REFERENCE_NOT_FOUND memberIds 0'])
  })

  test('a limit that is reached meanwhile refuses, and a deleted address does not count (R-ORG-2)', async () => {
    const limit = async (count: number) => {
      const { organization } = await harness.operator.data('{ organization(slug: "acme") { version } }')
      const limits = [{ key: 'addressesPerDomain', limit: count }]
      await write(
        'updateOrganization',
        { id: harness.acme.id, expectedVersion: organization.version, limits },
        'organization { id }',
      )
    }
    const address = await make('EmailAddress', { domainId: has.domainId, localPart: 'one-more', settings: {} })
    const { addressCount } = address['domain'] as { addressCount: number }
    await remove('EmailAddress', address)
    await limit(addressCount)
    const other = await make('EmailAddress', { domainId: has.domainId, localPart: 'in-its-place', settings: {} })
    expect(codes(await restore('EmailAddress', address.id))).toEqual(['LIMIT_REACHED'])
    await remove('EmailAddress', other)
    expect((await restore('EmailAddress', address.id)).emailAddress.domain.addressCount).toBe(addressCount)
    await limit(1000)
  })

  test('an address that comes back is somebody’s loop again, by the kept counts too (R-ADR-13)', async () => {
    const target = await make('EmailAddress', { domainId: has.domainId, localPart: 'target', settings: {} })
    const bcc = [{ address: 'target@acme.mailroom.example' }]
    await make('EmailAddress', { domainId: has.domainId, localPart: 'copies', settings: { bcc } })
    const trouble = async () => {
      const ask =
        '{ organization(slug: "acme") { addresses(search: "copies", filter: { hasProblems: true }) { totalCount } } }'
      return (await harness.operator.data(ask)).organization.addresses.totalCount
    }
    expect(await trouble()).toBe(1)
    await remove('EmailAddress', target)
    expect(await trouble()).toBe(0)
    await restore('EmailAddress', target.id)
    expect(await trouble()).toBe(1)
  })

  test('the list has what was deleted last first, in pages, with who and until when', async () => {
    const before = (await deleted()).totalCount
    for (const name of ['a', 'b', 'c']) {
      const skill = await makers.Skill(`Listed ${name}`)
      now += 1000
      await remove('Skill', skill)
    }
    const whole = await deleted()
    expect(whole.totalCount).toBe(before + 3)
    expect(whole.nodes.slice(0, 3).map(({ name }) => name)).toEqual(['Listed c', 'Listed b', 'Listed a'])
    const { deletedAt, restorableUntil } = whole.nodes[0]!
    expect(whole.nodes[0]).toMatchObject({ deletedBy: expect.stringMatching(/^[^<>]+$/) })
    expect(Date.parse(restorableUntil) - Date.parse(deletedAt)).toBe(30 * DAY)
    const first = await deleted({ first: 2 })
    const second = await deleted({ first: 200, after: first.pageInfo.endCursor })
    expect([...first.nodes, ...second.nodes]).toEqual(whole.nodes)
  })

  test('by type and whole name, without regard to case and blanks (R-DEL-1, R-ORG-7)', async () => {
    const names = async (entityType: string | null, name: string | null) => {
      const { totalCount, nodes } = await deleted({ entityType, name })
      expect(totalCount).toBe(nodes.length)
      return nodes.map((each) => `${each.entityType} ${each.name}`)
    }
    for (const kind of ['Skill', 'Queue'] as const) await remove(kind, await makers[kind]('Übergabe'))
    await remove('Skill', await makers.Skill('Übergabe nachts'))
    await remove('EmailAddress', await makers.EmailAddress('Namesake'))
    expect(await names('Skill', '  ÜBERGABE ')).toEqual(['Skill Übergabe'])
    expect((await names(null, 'u\u0308bergabe')).sort()).toEqual(['Queue Übergabe', 'Skill Übergabe'])
    expect(await names('EmailAddress', 'namesake@Acme.mailroom.example')).toEqual([
      'EmailAddress Namesake@acme.mailroom.example',
    ])
    expect((await names('Queue', null)).every((each) => each.startsWith('Queue '))).toBe(true)
    expect(await names('Skill', 'Übergab')).toEqual([])
    expect(await names('Nonsense', 'Übergabe')).toEqual([])
    const { owner, slug } = await harness.organisation('lambda')
    expect((await deleted({ name: 'Übergabe' }, owner, slug)).nodes).toEqual([])
  })

  test('only who may delete a kind sees and restores it; another organisation has none of it (R-ORG-4)', async () => {
    const skill = await makers.Skill('Not yours')
    await remove('Skill', skill)
    const person = { organizationId: harness.acme.id, email: 'viewer@acme.example', roleId: has.roleId }
    await write('addMember', { ...person, initialPassword: 'plenty of letters' }, 'member { id }')
    const viewer = await new Client(harness.app).signIn('viewer@acme.example', 'plenty of letters')
    expect(await deleted({}, viewer)).toMatchObject({ totalCount: 0, nodes: [] })
    expect(await refused('Skill', skill.id, viewer)).toBe('FORBIDDEN')
    const { owner, slug } = await harness.organisation('omega')
    expect(await deleted({}, owner, slug)).toMatchObject({ totalCount: 0, nodes: [] })
    expect(await refused('Skill', skill.id, owner)).toBe('NOT_FOUND')
    for (const kind of Object.keys(KINDS) as Kind[]) expect(await refused(kind, 'nonsense')).toBe('NOT_FOUND')
    expect(codes(await restore('Skill', skill.id))).toEqual([])
  })

  test('one deleted thing says who deleted it and when, to who may restore it (R-DEL-1, R-ORG-4)', async () => {
    const ONE = `query ($slug: String!, $id: ID!) { organization(slug: $slug) {
      deletedItem(id: $id) { entityType id name deletedAt deletedBy restorableUntil } } }`
    const one = async (id: string, client = harness.operator, slug = 'acme') =>
      (await client.data(ONE, { slug, id })).organization.deletedItem
    const skill = await makers.Skill('Asked for')
    expect(await one(skill.id)).toBeNull()
    await remove('Skill', skill)
    expect(await one(skill.id)).toEqual((await deleted()).nodes.find(({ id }) => id === skill.id))
    const { owner, slug } = await harness.organisation('omicron')
    expect(await one(skill.id, owner, slug)).toBeNull()
    const viewer = await new Client(harness.app).signIn('viewer@acme.example', 'plenty of letters')
    expect(await one(skill.id, viewer)).toBeNull()
    expect(codes(await restore('Skill', skill.id))).toEqual([])
    expect(await one(skill.id)).toBeNull()
  })

  test('of two who restore at once one does, the other finds nothing', async () => {
    const skill = await makers.Skill('Wanted twice')
    await remove('Skill', skill)
    const mutation =
      'mutation ($input: RestoreInput!) { restoreSkill(input: $input) { skill { id } problems { code } } }'
    const both = await Promise.all([1, 2].map(() => harness.operator.ask(mutation, { input: { id: skill.id } })))
    expect(both.filter(({ errors }) => errors[0]?.extensions.code === 'NOT_FOUND')).toHaveLength(1)
    expect(both.filter(({ data }) => data?.restoreSkill?.skill)).toHaveLength(1)
  })

  test('hidden recipients of a deleted address are shown nowhere (R-OUT-2)', async () => {
    const bcc = [{ address: 'secret@hidden.example' }]
    const address = await make('EmailAddress', { domainId: has.domainId, localPart: 'hides', settings: { bcc } })
    await remove('EmailAddress', address)
    expect(JSON.stringify(await deleted())).not.toContain('secret@hidden')
  })

  test('after 30 days it is not there any more, and then its rows are gone (R-DEL-1)', async () => {
    const skill = await makers.Skill('Too late')
    await remove('Skill', skill)
    const rows = async () =>
      harness.app.database.readInstallation().all(sql`select 1 from deleted_item where "entityId" = ${skill.id}`)
    const purge = new DeletedItemPurge(harness.app.database, clock, {
      error: (reason: unknown) => expect(reason).toBeNull(),
    })
    now += 30 * DAY - 1
    await harness.operator.signIn(OPERATOR.email, OPERATOR.password)
    await purge.round()
    expect((await deleted()).nodes.map(({ id }) => id)).toContain(skill.id)
    expect(codes(await restore('Skill', skill.id, { dryRun: true }))).toEqual([])
    now += 1
    expect((await deleted()).nodes.map(({ id }) => id)).not.toContain(skill.id)
    expect(await refused('Skill', skill.id)).toBe('NOT_FOUND')
    expect(await rows()).toHaveLength(1)
    await purge.round()
    expect(await rows()).toHaveLength(0)
  })
})
