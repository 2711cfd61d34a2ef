import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const DELETE = `mutation ($input: DeleteEmailAddressesInput!) { deleteEmailAddresses(input: $input) {
  deletedIds deletions { id address version usedBy { entityType id name } } problems { code path } } }`
const RESTORE = `mutation ($input: RestoreEmailAddressesInput!) { restoreEmailAddresses(input: $input) {
  restoredIds problems { code path } } }`
const CREATE =
  'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } problems { code } } }'

const statements: string[] = []

describe.each(DIALECTS)('a deletion of several addresses on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const create = async (localPart: string, settings: object = {}): Promise<string> =>
    (await harness.operator.data(CREATE, { input: { domainId: has.domainId, localPart, settings } })).createEmailAddress
      .emailAddress.id
  const several = (name: string, count: number, settings: object = {}) =>
    Promise.all(Array.from({ length: count }, (_, index) => create(`${name}${index}`, settings)))
  const seen = (ids: readonly string[], expectedVersion = 1) => ids.map((id) => ({ id, expectedVersion }))
  const remove = async (addresses: object[], more: object = {}) =>
    (await harness.operator.data(DELETE, { input: { addresses, ...more } })).deleteEmailAddresses
  const restore = async (ids: readonly string[], more: object = {}) =>
    (await harness.operator.data(RESTORE, { input: { ids, ...more } })).restoreEmailAddresses
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const stored = async (id: string) => {
    const query = `query ($id: ID!) { organization(slug: "acme") { emailAddress(id: $id) { id version history
      fromAddress { id } bcc { address } routing { ... on QueueRouting { queue { name } skills { name } } } } } }`
    return (await harness.operator.data(query, { id })).organization.emailAddress
  }
  const refusal = async (mutation: string, input: object, client = harness.operator) =>
    (await client.ask(mutation, { input })).errors[0]?.extensions.code
  const actions = async (id: string) => (await harness.audit(id)).map(({ action }) => action)
  const count = async () => {
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { addresses { totalCount } domains { id addressCount } } }',
    )
    const onDomain = organization.domains.find(({ id }: { id: string }) => id === has.domainId).addressCount
    expect(onDomain).toBe(organization.addresses.totalCount)
    return onDomain as number
  }

  test('R-ADR-10, R-DEL-1 all of them go, and come back together as they were, each in the audit log', async () => {
    const before = await count()
    const routing = { queue: { queueId: has.queueId, skillIds: [has.skillId] } }
    const sales = await create('sales', { history: 'NEVER', bcc: [{ address: 'archive@acme.example' }], routing })
    const desk = await create('desk', { fromAddressId: sales })
    const later = await create('later', { fromAddressId: desk })
    const ids = [sales, later, desk]
    const { deletedIds, deletions, problems } = await remove(seen(ids))
    expect([deletedIds, problems]).toEqual([ids, []])
    expect(deletions[0]).toEqual({ id: sales, address: 'sales@acme.mailroom.example', version: 1, usedBy: [] })
    expect(await count()).toBe(before)
    for (const id of ids) expect(await actions(id)).toEqual(['CREATED', 'DELETED'])
    expect((await restore([later, sales, desk], { dryRun: true })).restoredIds).toEqual([later, sales, desk])
    expect(await count()).toBe(before)
    const back = await restore([later, sales, desk])
    expect([codes(back), back.restoredIds]).toEqual([[], [later, sales, desk]])
    expect(await Promise.all([later, sales, desk].map(stored))).toMatchObject([
      { id: later, version: 2, fromAddress: { id: desk } },
      {
        ...{ id: sales, version: 2, history: 'NEVER', bcc: [{ address: 'archive@acme.example' }] },
        routing: { queue: { name: 'Support' }, skills: [{ name: 'Billing' }] },
      },
      { id: desk, version: 2, fromAddress: { id: sales } },
    ])
    for (const id of ids) expect(await actions(id)).toEqual(['CREATED', 'DELETED', 'RESTORED'])
    expect(await count()).toBe(before + 3)
    await remove(seen(ids, 2))
    expect(codes(await restore([sales])), 'one alone, too').toEqual([])
    const { usedBy } = (await remove(seen([sales], 3))).deletions[0]
    expect(usedBy).toEqual([])
  })

  test('R-ADR-10 none goes where one is sent from by what stays, or has another version', async () => {
    const [from, other, stale] = await several('kept', 3)
    const user = await create('user', { fromAddressId: from })
    const answer = await remove([...seen([from!, other!]), ...seen([stale!], 7)])
    expect(codes(answer)).toEqual(['IN_USE addresses 0', 'STALE_VERSION addresses 2 expectedVersion'])
    expect(answer.deletedIds).toEqual([])
    expect(answer.deletions.map(({ usedBy }: { usedBy: object[] }) => usedBy)).toEqual([
      [{ entityType: 'EmailAddress', id: user, name: 'user@acme.mailroom.example' }],
      [],
      [],
    ])
    expect(answer.deletions[2].version).toBe(1)
    for (const id of [from!, other!, stale!]) expect(await actions(id)).toEqual(['CREATED'])
    expect((await remove(seen([from!, other!, stale!, user]))).deletedIds).toHaveLength(4)
  })

  test('a dry run says what would be deleted, and deletes nothing', async () => {
    const ids = await several('dry', 2)
    expect((await remove(seen(ids), { dryRun: true })).deletedIds).toEqual(ids)
    for (const id of ids) expect(await actions(id)).toEqual(['CREATED'])
  })

  test('R-DEL-1 none comes back where a name is taken, twice wanted, or the limit reached', async () => {
    const ids = await several('taken', 3)
    await remove(seen(ids))
    const newer = await create('taken1')
    expect(codes(await restore(ids))).toEqual(['ADDRESS_EXISTS ids 1 localPart'])
    await remove(seen([newer]))
    expect(codes(await restore([ids[1]!, newer])), 'of two of one name, not both').toEqual([
      'ADDRESS_EXISTS ids 1 localPart',
    ])
    const limit = async (wanted: number) => {
      const { organization } = await harness.operator.data('{ organization(slug: "acme") { version } }')
      const limits = [{ key: 'addressesPerDomain', limit: wanted }]
      await harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input: { id: harness.acme.id, expectedVersion: organization.version, limits } },
      )
    }
    await limit((await count()) + 2)
    expect(codes(await restore(ids))).toEqual(['LIMIT_REACHED ids 2'])
    await limit(1000)
    expect(codes(await restore(ids))).toEqual([])
  })

  test('R-DEL-1 each problem of what it refers to is at its own path', async () => {
    const from = await create('refers-from')
    const [one, two] = [await create('refers1'), await create('refers2', { fromAddressId: from })]
    await remove(seen([one, two, from]))
    const alone = await restore([one, two])
    expect(codes(alone)).toEqual(['REFERENCE_NOT_FOUND ids 1 fromAddressId'])
    expect(alone.restoredIds).toEqual([])
    expect(codes(await restore([two, one, from]))).toEqual([])
  })

  test('the counts of problems of others follow, which send hidden copies to them (R-ADR-13)', async () => {
    const ids = await several('copied', 2)
    await create('copier', { bcc: ids.map((_, index) => ({ address: `copied${index}@acme.mailroom.example` })) })
    const found = async () => {
      const query =
        '{ organization(slug: "acme") { addresses(search: "copier", filter: { hasProblems: true }) { totalCount } } }'
      return (await harness.operator.data(query)).organization.addresses.totalCount
    }
    expect(await found()).toBe(1)
    await remove(seen(ids))
    expect(await found()).toBe(0)
    await restore(ids)
    expect(await found()).toBe(1)
  })

  test('no address, too many and one twice are refused', async () => {
    const [id] = await several('list', 1)
    expect(codes(await remove([]))).toEqual(['OUT_OF_RANGE addresses'])
    expect(codes(await remove(Array.from({ length: 201 }, () => seen([id!])[0]!)))).toEqual(['OUT_OF_RANGE addresses'])
    expect(codes(await remove(seen([id!, id!])))).toEqual(['NOT_UNIQUE addresses 1 id'])
    expect(codes(await restore([]))).toEqual(['OUT_OF_RANGE ids'])
    expect(codes(await restore([id!, id!]))).toEqual(['NOT_UNIQUE ids 1'])
    expect(await refusal(RESTORE, { ids: [id!] }), 'it is not deleted').toBe('NOT_FOUND')
  })

  test('R-ORG-4 an address of another organisation, or of none, is not there; who may only view is FORBIDDEN', async () => {
    const [id, gone] = await several('mine', 2)
    await remove(seen([gone!]))
    const beta = await harness.organisation('beta')
    const theirs = await configure(beta.owner, beta)
    const input = { domainId: theirs.domainId, localPart: 'theirs', settings: {} }
    const foreign = (await beta.owner.data(CREATE, { input })).createEmailAddress.emailAddress.id
    for (const other of [foreign, `${id!.slice(0, -5)}zzzzz`, 'x'])
      for (const of of [(mine: string) => [mine, other], (mine: string) => [other, mine]]) {
        expect(await refusal(DELETE, { addresses: seen(of(id!)) })).toBe('NOT_FOUND')
        expect(await refusal(RESTORE, { ids: of(gone!) })).toBe('NOT_FOUND')
      }
    const member = { organizationId: harness.acme.id, roleId: has.roleId, email: 'viewer@acme.example' }
    await harness.operator.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', {
      input: { ...member, initialPassword: 'plenty of letters' },
    })
    const viewer = await new Client(harness.app).signIn('viewer@acme.example', 'plenty of letters')
    expect(await refusal(DELETE, { addresses: seen([id!]) }, viewer)).toBe('FORBIDDEN')
    expect(await refusal(RESTORE, { ids: [gone!] }, viewer)).toBe('FORBIDDEN')
    const nobody = new Client(harness.app)
    expect(await refusal(DELETE, { addresses: [] }, nobody)).toBe('UNAUTHENTICATED')
    expect(await refusal(RESTORE, { ids: [] }, nobody)).toBe('UNAUTHENTICATED')
  })

  test('R-ORG-1 without e-mail in the edition they are deleted, and do not come back', async () => {
    const ids = await several('edition', 2)
    const edition = async (name: string) => {
      const { organization } = await harness.operator.data('{ organization(slug: "acme") { version } }')
      await harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input: { id: harness.acme.id, expectedVersion: organization.version, edition: name } },
      )
    }
    await edition('CX_1')
    expect((await remove(seen(ids))).deletedIds).toEqual(ids)
    expect(codes(await restore(ids))).toEqual(['EDITION_WITHOUT_EMAIL'])
    await edition('CX_3')
    expect(codes(await restore(ids))).toEqual([])
  })

  test('many take as many statements as two', async () => {
    const counted = async (work: () => Promise<unknown>) => {
      statements.length = 0
      await work()
      return statements.filter((text) => /^\s*(select|with|insert|update|delete)\b/i.test(text)).length
    }
    const settings = { routing: { queue: { queueId: has.queueId, skillIds: [has.skillId] } } }
    const ids = [...(await several('many', 60, settings))]
    const run = async (chosen: readonly string[], version: number) => [
      await counted(async () => expect((await remove(seen(chosen, version))).deletedIds).toEqual(chosen)),
      await counted(async () => expect(codes(await restore(chosen))).toEqual([])),
    ]
    await run(ids.slice(0, 3), 1)
    const few = await run(ids.slice(0, 2), 2)
    const others = ids.slice(3)
    expect(await run(others, 1), statements.join('\n')).toEqual(few)
  })
})
