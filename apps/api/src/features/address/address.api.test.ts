import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const ADDRESS = `id address localPart version fromName replyTo bcc { address name } redirectTarget history multipleActions
  domain { id name } fromAddress { address } createdAt updatedAt
  effectiveSender { from fromName replyTo bcc { address } carriedOverFrom { address } }
  routing { __typename ... on QueueRouting { priority queue { id name } skills { id name } language { id tag } }
            ... on FlowRouting { flow { id name state publishedVersion } } ... on NoRouting { outboundOnly } }
  spamRouting { __typename ... on SpamFlowRouting { flow { name } } }
  signature { response { name html } placement frequency }
  health { code severity path message }`
const PROBLEMS = 'problems { code severity path message params { name value } }'
const CREATE = `mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { ${ADDRESS} } ${PROBLEMS} } }`
const UPDATE = `mutation ($input: UpdateEmailAddressInput!) { updateEmailAddress(input: $input) { emailAddress { ${ADDRESS} } ${PROBLEMS} } }`
const DELETE = `mutation ($input: DeleteEntityInput!) { deleteEmailAddress(input: $input) { deletedId currentVersion usedBy { entityType name } ${PROBLEMS} } }`

const statements: string[] = []

describe.each(DIALECTS)('addresses on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const create = async (localPart: string, settings: object = {}, more: object = {}) => {
    const input = { domainId: has.domainId, localPart, settings, ...more }
    return (await harness.operator.data(CREATE, { input })).createEmailAddress
  }
  const update = async (id: string, expectedVersion: number, settings: object, more: object = {}) =>
    (await harness.operator.data(UPDATE, { input: { id, expectedVersion, settings, ...more } })).updateEmailAddress
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))

  test('an address with everything comes back as it was given', async () => {
    const routing = {
      queue: { queueId: has.queueId, skillIds: [has.skillId], languageId: has.languageId, priority: 5 },
    }
    const signature = { responseId: has.responseId, placement: 'ON_SEND', frequency: 'INITIAL_ONLY' }
    const { emailAddress, problems } = await create('Help', {
      fromName: ' Acme help ',
      replyTo: 'replies@partner.example',
      bcc: [{ address: 'archive@acme.example', name: 'Archive' }],
      routing,
      signature,
      history: 'ALWAYS',
      multipleActions: true,
    })
    expect(problems.filter((each: { severity: string }) => each.severity === 'ERROR')).toEqual([])
    expect(emailAddress).toMatchObject({
      address: 'Help@acme.mailroom.example',
      version: 1,
      fromName: 'Acme help',
      bcc: [{ address: 'archive@acme.example', name: 'Archive' }],
      fromAddress: { address: 'Help@acme.mailroom.example' },
      routing: {
        __typename: 'QueueRouting',
        priority: 5,
        queue: { name: 'Support' },
        skills: [{ name: 'Billing' }],
        language: { tag: 'de' },
      },
      spamRouting: { __typename: 'SpamDisconnect' },
      signature: { response: { name: 'Regards' }, placement: 'ON_SEND' },
      history: 'ALWAYS',
      multipleActions: true,
    })
    expect(emailAddress.health.map((each: { code: string }) => each.code)).toEqual([
      'NO_AGENT_MATCHES',
      'REPLY_TO_OUTSIDE',
      'SIGNATURE_HIDDEN_FROM_AGENTS',
    ])
  })

  test('every wrong field is named at once, and nothing is stored (R-ADR-1 to R-ADR-9)', async () => {
    const refused = await create('-bad', {
      replyTo: 'nobody',
      bcc: [{ address: 'a@b.example' }, { address: 'A@B.example' }],
      routing: { queue: { queueId: 'que_unknown', priority: 99_000_000 } },
    })
    expect(refused.emailAddress).toBeNull()
    expect(codes(refused)).toEqual(
      expect.arrayContaining([
        'ADDRESS_SYNTAX localPart',
        'ADDRESS_SYNTAX replyTo',
        'BCC_DUPLICATE bcc 1',
        'REFERENCE_NOT_FOUND routing queue queueId',
        'OUT_OF_RANGE routing queue priority',
      ]),
    )
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { addresses(search: "-bad") { totalCount } } }',
    )
    expect(organization.addresses.totalCount).toBe(0)
  })

  test('a local part is unique on its domain without regard to case (R-ADR-1)', async () => {
    await create('twice')
    expect(codes(await create('TWICE'))).toEqual(['ADDRESS_EXISTS localPart'])
  })

  test('what is carried over cannot be set, and the address in use cannot be deleted (R-ADR-6, R-ADR-10)', async () => {
    const { emailAddress: office } = await create('office', { replyTo: 'desk@acme.example' })
    const { emailAddress: sales } = await create('sales', { fromAddressId: office.id })
    expect(sales.effectiveSender).toMatchObject({
      from: 'office@acme.mailroom.example',
      replyTo: 'desk@acme.example',
      carriedOverFrom: { address: 'office@acme.mailroom.example' },
    })
    expect(codes(await update(sales.id, 1, { replyTo: 'x@acme.example' }))).toContain('CARRIED_OVER replyTo')
    const input = { id: office.id, expectedVersion: 1 }
    const { deleteEmailAddress } = await harness.operator.data(DELETE, { input })
    expect(deleteEmailAddress).toMatchObject({
      deletedId: null,
      usedBy: [{ entityType: 'EmailAddress', name: 'sales@acme.mailroom.example' }],
      problems: [{ code: 'IN_USE', params: [{ name: 'count', value: '1' }] }],
    })
    await update(sales.id, 1, { fromAddressId: null })
    expect((await harness.operator.data(DELETE, { input })).deleteEmailAddress.deletedId).toBe(office.id)
  })

  test('the second of two editors gets what the first has written', async () => {
    const { emailAddress } = await create('edited')
    const first = await update(emailAddress.id, 1, { fromName: 'First' })
    expect(first.emailAddress.version).toBe(2)
    const second = await update(emailAddress.id, 1, { fromName: 'Second' })
    expect(codes(second)).toEqual(['STALE_VERSION expectedVersion'])
    expect(second.emailAddress).toMatchObject({ fromName: 'First', version: 2 })
    const { deleteEmailAddress } = await harness.operator.data(DELETE, {
      input: { id: emailAddress.id, expectedVersion: 1 },
    })
    expect(deleteEmailAddress).toMatchObject({
      deletedId: null,
      currentVersion: 2,
      problems: [{ code: 'STALE_VERSION' }],
    })
  })

  test('null clears and what is left out stays', async () => {
    const { emailAddress } = await create('cleared', {
      fromName: 'Name',
      routing: { queue: { queueId: has.queueId } },
      history: 'NEVER',
    })
    const { emailAddress: after } = await update(emailAddress.id, 1, { routing: null, history: null })
    expect(after).toMatchObject({
      fromName: 'Name',
      routing: { __typename: 'NoRouting', outboundOnly: true },
      history: 'AGENT_DECIDES',
    })
  })

  test('a dry run shows the address and stores nothing', async () => {
    const dry = await create(
      'dry',
      { routing: { queue: { queueId: has.queueId, skillIds: [has.skillId] } } },
      { dryRun: true },
    )
    expect(dry.emailAddress).toMatchObject({
      id: expect.stringMatching(/0{26}$/),
      redirectTarget: null,
      routing: { queue: { name: 'Support' }, skills: [{ name: 'Billing' }] },
    })
    expect((await create('dry')).emailAddress.id).not.toMatch(/0{26}$/)
  })

  test('the same idempotency key makes one address, and another body is refused', async () => {
    const idempotencyKey = 'once'
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('once', {}, { idempotencyKey })))
    expect(new Set(answers.map((answer) => answer.emailAddress.id)).size).toBe(1)
    expect(codes(await create('other', {}, { idempotencyKey }))).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
  })

  test('a flow must be published before addresses lead to it, and then cannot be deleted (R-ADR-7, R-FLO-4)', async () => {
    const routing = { flow: { flowId: has.flowId } }
    expect(codes(await create('flowing', { routing }))).toEqual(['FLOW_UNPUBLISHED routing flow flowId'])
    const publish =
      'mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { flow { state version publishedVersion } problems { code } } }'
    const { publishFlow } = await harness.operator.data(publish, { input: { id: has.flowId, expectedVersion: 1 } })
    expect(publishFlow.flow).toEqual({ state: 'PUBLISHED', version: 2, publishedVersion: 1 })
    const { emailAddress } = await create('flowing', { routing, spamRouting: routing })
    expect(emailAddress.routing.flow).toMatchObject({ name: 'Spam check', state: 'PUBLISHED', publishedVersion: 1 })
    const del =
      'mutation ($input: DeleteEntityInput!) { deleteFlow(input: $input) { deletedId usedBy { name } problems { code } } }'
    const { deleteFlow } = await harness.operator.data(del, { input: { id: has.flowId, expectedVersion: 2 } })
    expect(deleteFlow).toMatchObject({
      deletedId: null,
      usedBy: [{ name: 'flowing@acme.mailroom.example' }],
      problems: [{ code: 'IN_USE' }],
    })
  })

  test('hasProblems follows what other writes change (R-ADR-13)', async () => {
    const { emailAddress } = await create('healthy', { routing: { queue: { queueId: has.queueId } } })
    const sick = async () => {
      const query =
        '{ organization(slug: "acme") { addresses(search: "healthy", filter: { hasProblems: true }) { nodes { id health { code } } } } }'
      return (await harness.operator.data(query)).organization.addresses.nodes
    }
    expect(emailAddress.health).toEqual([])
    expect(await sick()).toEqual([])
    const members = async (memberIds: string[], expectedVersion: number) =>
      harness.operator.data(
        'mutation ($input: UpdateQueueInput!) { updateQueue(input: $input) { queue { version } problems { code } } }',
        {
          input: { id: has.queueId, expectedVersion, memberIds },
        },
      )
    await members([], 1)
    expect(await sick()).toEqual([{ id: emailAddress.id, health: [{ code: 'QUEUE_WITHOUT_MEMBERS' }] }])
    await members([has.memberId], 2)
    expect(await sick()).toEqual([])
  })

  test('pages follow each other in both orders without gap or repetition, and search finds by prefix', async () => {
    for (let index = 0; index < 7; index++) await create(`page${index}`, { fromName: index === 3 ? 'Pageant' : null })
    const query = `query ($after: String, $orderBy: EmailAddressOrder) { organization(slug: "acme") {
      addresses(first: 3, after: $after, search: "PAGE", orderBy: $orderBy) {
        nodes { localPart } edges { cursor } pageInfo { hasNextPage endCursor } totalCount } } }`
    for (const orderBy of ['ADDRESS_ASC', 'ADDRESS_DESC', 'UPDATED_DESC']) {
      const seen: string[] = []
      for (let after: string | null = null; ;) {
        const { addresses }: { addresses: any } = (await harness.operator.data(query, { after, orderBy })).organization
        seen.push(...addresses.nodes.map((node: { localPart: string }) => node.localPart))
        expect(addresses.totalCount).toBe(7)
        if (!addresses.pageInfo.hasNextPage) break
        after = addresses.pageInfo.endCursor
      }
      const ascending = Array.from({ length: 7 }, (_, index) => `page${index}`)
      expect(seen).toEqual(orderBy === 'ADDRESS_ASC' ? ascending : ascending.reverse())
    }
  })

  test('a list of 50 with everything the page shows takes six statements', async () => {
    const settings = {
      routing: { queue: { queueId: has.queueId, skillIds: [has.skillId], languageId: has.languageId } },
      bcc: [{ address: 'archive@acme.example' }],
    }
    for (let index = 0; index < 60; index++) await create(`many${index}`, settings)
    const query = `{ organization(slug: "acme") { id domains { id name displayName }
      addresses(first: 50, search: "many") { nodes { id address fromName
        domain { id name displayName canSend { ready } canReceive { ready } }
        routing { __typename ... on QueueRouting { priority queue { id name } skills { id name } language { id name } }
                  ... on FlowRouting { flow { id name state } } }
        health { code severity path message params { name value } } } pageInfo { hasNextPage endCursor } totalCount } } }`
    await harness.operator.data(query)
    statements.length = 0
    const { organization } = await harness.operator.data(query)
    expect(organization.addresses.nodes).toHaveLength(50)
    const own = statements.filter(
      (statement) => !/from (session|member m join role|"user")|from session s/.test(statement),
    )
    expect(own.length, own.join('\n')).toBeLessThanOrEqual(6)
  })

  test('each write of an address has one audit entry, and the secret of the redirection is in none', async () => {
    const { emailAddress } = await create('audited')
    await update(emailAddress.id, 1, { fromName: 'Audited' })
    await update(emailAddress.id, 1, { fromName: 'Stale' })
    await harness.operator.data(DELETE, { input: { id: emailAddress.id, expectedVersion: 2 } })
    const entries = await harness.audit(emailAddress.id)
    expect(entries.map((entry) => entry.action).sort()).toEqual(['CREATED', 'DELETED', 'UPDATED'])
    expect(JSON.parse(entries.find((entry) => entry.action === 'UPDATED')!.changes)).toEqual([
      { field: 'fromName', before: null, after: 'Audited' },
    ])
    expect(
      entries.every(
        (entry) => /"redirectSecret".{0,40}\*\*\*/.test(entry.changes) || !entry.changes.includes('redirectSecret'),
      ),
    ).toBe(true)
  })
})
