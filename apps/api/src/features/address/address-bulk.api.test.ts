import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const SHOWN = `id address version fromName replyTo history multipleActions bcc { address } domain { name }
  routing { __typename ... on QueueRouting { priority queue { name } skills { name } language { tag } } }
  spamRouting { __typename } signature { placement response { name } } health { code }`
const UPDATE = `mutation ($input: UpdateEmailAddressesInput!) { updateEmailAddresses(input: $input) {
  changes { before { ${SHOWN} } after { ${SHOWN} } changed } problems { code severity path } } }`

const statements: string[] = []

describe.each(DIALECTS)('changes of several addresses on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const create = async (localPart: string, settings: object = {}): Promise<string> => {
    const mutation =
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } problems { code } } }'
    const input = { domainId: has.domainId, localPart, settings }
    return (await harness.operator.data(mutation, { input })).createEmailAddress.emailAddress.id
  }
  const several = (name: string, count: number, settings: object = {}) =>
    Promise.all(Array.from({ length: count }, (_, index) => create(`${name}${index}`, settings)))
  const seen = (ids: readonly string[], expectedVersion = 1) => ids.map((id) => ({ id, expectedVersion }))
  const update = async (addresses: object[], settings: object, more: object = {}) =>
    (await harness.operator.data(UPDATE, { input: { addresses, settings, ...more } })).updateEmailAddresses
  const stored = async (id: string) => {
    const query = `query ($id: ID!) { organization(slug: "acme") { emailAddress(id: $id) { ${SHOWN} } } }`
    return (await harness.operator.data(query, { id })).organization.emailAddress
  }
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const everything = () => ({
    fromName: 'Acme',
    replyTo: 'desk@acme.example',
    bcc: [{ address: 'archive@acme.example' }],
    routing: { queue: { queueId: has.queueId, skillIds: [has.skillId], languageId: has.languageId, priority: 7 } },
    signature: { responseId: has.responseId, placement: 'IN_EDITOR', frequency: 'ALL_OUTGOING' },
    history: 'NEVER',
    multipleActions: true,
  })

  test('each address gets what is said, keeps what is left out, and shows both', async () => {
    const [first, second] = [await create('each1', { fromName: 'One' }), await create('each2', { history: 'NEVER' })]
    const { history, ...rest } = everything()
    expect(history).toBe('NEVER')
    const { changes, problems } = await update(seen([second, first]), { ...rest, fromName: undefined })
    expect(problems.filter(({ severity }: { severity: string }) => severity === 'ERROR')).toEqual([])
    expect(changes.map(({ before }: { before: { address: string } }) => before.address)).toEqual([
      'each2@acme.mailroom.example',
      'each1@acme.mailroom.example',
    ])
    expect(changes[1].before).toMatchObject({ version: 1, fromName: 'One', replyTo: null, bcc: [] })
    expect(changes[1].after).toMatchObject({
      version: 2,
      fromName: 'One',
      replyTo: 'desk@acme.example',
      bcc: [{ address: 'archive@acme.example' }],
      routing: { priority: 7, queue: { name: 'Support' }, skills: [{ name: 'Billing' }], language: { tag: 'de' } },
      signature: { placement: 'IN_EDITOR', response: { name: 'Regards' } },
      history: 'AGENT_DECIDES',
      multipleActions: true,
    })
    expect(changes[0].changed).toEqual(['replyTo', 'bcc', 'routing', 'signature', 'multipleActions'])
    expect(await stored(first)).toEqual(changes[1].after)
    expect(await stored(second)).toEqual(changes[0].after)
  })

  test('a dry run shows what would change, and stores nothing', async () => {
    const [id] = await several('dry', 1)
    const { changes } = await update(seen([id!]), { history: 'ALWAYS' }, { dryRun: true })
    expect(changes[0]).toMatchObject({ after: { history: 'ALWAYS', version: 2 }, changed: ['history'] })
    expect(await stored(id!)).toMatchObject({ history: 'AGENT_DECIDES', version: 1 })
    expect((await harness.audit(id!)).map(({ action }) => action)).toEqual(['CREATED'])
  })

  test('all or none: each refusal names its address (R-ADR-6, R-ADR-7)', async () => {
    const [plain, other] = await several('none', 2)
    const sending = await create('sending', { fromAddressId: plain })
    const refused = await update([...seen([plain!, sending]), ...seen([other!], 5)], {
      replyTo: 'desk@acme.example',
      history: 'NEVER',
    })
    expect(codes(refused).filter((each) => !each.startsWith('REPLY_TO_OUTSIDE'))).toEqual([
      'CARRIED_OVER addresses 1 replyTo',
      'STALE_VERSION addresses 2 expectedVersion',
    ])
    expect(refused.changes.map(({ after }: { after: unknown }) => after)).toEqual([null, null, null])
    expect(refused.changes[2].before).toMatchObject({ version: 1 })
    for (const id of [plain!, sending, other!]) expect(await stored(id)).toMatchObject({ version: 1, replyTo: null })
    const unknown = await update(seen([plain!, other!]), { routing: { queue: { queueId: 'que_unknown' } } })
    expect(codes(unknown)).toEqual([
      'REFERENCE_NOT_FOUND addresses 0 routing queue queueId',
      'REFERENCE_NOT_FOUND addresses 1 routing queue queueId',
    ])
  })

  test('what stays as it is, is not written: one audit entry for each address that changed', async () => {
    const [same, other] = [await create('same', { history: 'NEVER' }), await create('notsame')]
    const { changes } = await update(seen([same, other]), { history: 'NEVER' })
    expect(changes.map(({ changed }: { changed: string[] }) => changed)).toEqual([[], ['history']])
    expect(await stored(same)).toMatchObject({ version: 1 })
    expect((await harness.audit(same)).length).toBe(1)
    const entries = await harness.audit(other)
    expect(entries.map(({ action }) => action)).toEqual(['CREATED', 'UPDATED'])
    expect(JSON.parse(entries[1]!.changes)).toEqual([{ field: 'history', before: 'AGENT_DECIDES', after: 'NEVER' }])
  })

  test('no address, too many and one twice are refused', async () => {
    const [id] = await several('twice', 1)
    expect(codes(await update([], { history: 'NEVER' }))).toEqual(['OUT_OF_RANGE addresses'])
    const many = Array.from({ length: 201 }, () => ({ id: id!, expectedVersion: 1 }))
    expect(codes(await update(many, { history: 'NEVER' }))).toEqual(['OUT_OF_RANGE addresses'])
    expect(codes(await update(seen([id!, id!]), { history: 'NEVER' }))).toEqual(['NOT_UNIQUE addresses 1 id'])
    expect(await stored(id!)).toMatchObject({ version: 1 })
  })

  test('an address of another organisation, or of none, is not there (R-ORG-4)', async () => {
    const [id] = await several('mine', 1)
    const beta = await harness.organisation('beta')
    const theirs = await configure(beta.owner, beta)
    const made = await beta.owner.data(
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id } } }',
      { input: { domainId: theirs.domainId, localPart: 'theirs', settings: {} } },
    )
    for (const foreign of [made.createEmailAddress.emailAddress.id, `${id!.slice(0, -5)}zzzzz`, 'x'])
      for (const ids of [
        [id!, foreign],
        [foreign, id!],
      ]) {
        const input = { addresses: seen(ids), settings: { history: 'NEVER' } }
        const { errors } = await harness.operator.ask(UPDATE, { input })
        expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
      }
    expect(await stored(id!)).toMatchObject({ version: 1 })
  })

  test('who may view but not change is FORBIDDEN, who is nobody UNAUTHENTICATED (R-ORG-4)', async () => {
    const [id] = await several('kept', 1)
    const input = { organizationId: harness.acme.id, roleId: has.roleId, email: 'viewer@acme.example' }
    await harness.operator.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', {
      input: { ...input, initialPassword: 'plenty of letters' },
    })
    const viewer = await new Client(harness.app).signIn('viewer@acme.example', 'plenty of letters')
    const change = { input: { addresses: seen([id!]), settings: { history: 'NEVER' } } }
    expect((await viewer.ask(UPDATE, change)).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const nobody = new Client(harness.app)
    expect((await nobody.ask(UPDATE, change)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
    const none = { input: { addresses: [], settings: {} } }
    expect((await nobody.ask(UPDATE, none)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('without e-mail in the edition several may be turned off, no more (R-ORG-1)', async () => {
    const ids = await several('edition', 2, { multipleActions: true })
    const edition = async (name: string) => {
      const { organization } = await harness.operator.data('{ organization(slug: "acme") { version } }')
      await harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input: { id: harness.acme.id, expectedVersion: organization.version, edition: name } },
      )
    }
    await edition('CX_1')
    expect(codes(await update(seen(ids), { fromName: 'New' }))).toEqual(['EDITION_WITHOUT_EMAIL'])
    expect((await update(seen(ids), { multipleActions: false })).changes[1].after.multipleActions).toBe(false)
    await edition('CX_3')
  })

  test('the counts of problems follow (R-ADR-13)', async () => {
    const ids = await several('sick', 2)
    const signature = { responseId: has.responseId, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' }
    const { changes } = await update(seen(ids), { signature })
    expect(changes[0].after.health).toEqual([{ code: 'SIGNATURE_HIDDEN_FROM_AGENTS' }])
    const query =
      '{ organization(slug: "acme") { addresses(search: "sick", filter: { hasProblems: true }) { totalCount } } }'
    expect((await harness.operator.data(query)).organization.addresses.totalCount).toBe(2)
  })

  test('what is read for one address is read for all of them together', async () => {
    const reads = async (ids: readonly string[]) => {
      statements.length = 0
      const { problems } = await update(seen(ids), everything(), { dryRun: true })
      expect(problems.filter(({ severity }: { severity: string }) => severity === 'ERROR')).toEqual([])
      return statements.filter((text) => /^\s*(select|with)\b/i.test(text) && !/audit_entry/.test(text)).length
    }
    const ids = await several('load', 40)
    await reads(ids.slice(0, 1))
    const [few, many] = [await reads(ids.slice(0, 2)), await reads(ids)]
    expect(many, statements.join('\n')).toBe(few)
  })

  test('how many agents of a queue match what is asked for (R-QUE-3)', async () => {
    const ask = async (queueId: string, skillIds: string[], languageId: string | null = null) => {
      const query = `query ($queueId: ID!, $skillIds: [ID!]!, $languageId: ID) { organization(slug: "acme") {
        agentMatch(queueId: $queueId, skillIds: $skillIds, languageId: $languageId) { matching members } } }`
      return (await harness.operator.data(query, { queueId, skillIds, languageId })).organization.agentMatch
    }
    expect(await ask(has.queueId, [])).toEqual({ matching: 1, members: 1 })
    expect(await ask(has.queueId, [has.skillId])).toEqual({ matching: 0, members: 1 })
    expect(await ask(has.queueId, [], has.languageId)).toEqual({ matching: 0, members: 1 })
    expect(await ask('que_unknown', [])).toBeNull()
  })
})
