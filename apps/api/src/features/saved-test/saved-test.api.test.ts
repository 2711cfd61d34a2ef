import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Client, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const TEST = `id name version mail expected { recipient fields result reason continues queueId queue { name }
  flow { name } skills { name } language { name } autoReply { name } priority labels }`
const RUN = `mutation ($input: RunSavedTestsInput!) { runSavedTests(input: $input) { passed failed changed
  problems { code path message } runs { passes passedBefore test { id name } problems { code path }
    differences { field recipient code title result params { name value } } changes { field title result }
    before { outcomes { priority queue { name } } } after { outcomes { priority queue { name } } trace { code } }
    expected { fields } } } }`

describe.each(DIALECTS)('saved tests on %s', (dialect) => {
  let harness: Harness
  let owner: Client
  let organizationId = ''
  let has: Configured
  let address: { id: string; address: string }
  const statements: string[] = []

  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    const organisation = await harness.organisation('tested')
    owner = organisation.owner
    organizationId = organisation.id
    has = await configure(owner, organisation)
    const settings = { routing: { queue: { queueId: has.queueId, skillIds: [has.skillId], priority: 20 } } }
    const made = await write('createEmailAddress', 'emailAddress { id address }', {
      ...{ domainId: has.domainId, localPart: 'help', settings },
    })
    address = made.emailAddress
  })
  afterAll(() => harness.stop())

  const write = async (name: string, fields: string, input: object, client = owner) => {
    const type = name.startsWith('delete') ? 'DeleteEntityInput' : `${name[0]!.toUpperCase()}${name.slice(1)}Input`
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} problems { code path } } }`
    return (await client.data(mutation, { input }))[name]
  }
  const mail = () => ({ from: 'ada@customer.example', to: [address.address], subject: 'Invoice' })
  const asIs = () => ({
    ...{ recipient: address.address, result: 'QUEUED', queueId: has.queueId, skillIds: [has.skillId], priority: 20 },
  })
  const create = (name: string, more: object = {}) =>
    write('createSavedTest', `savedTest { ${TEST} }`, {
      ...{ organizationId, name, mail: mail(), expected: [asIs()] },
      ...more,
    })
  const run = async (input: object = {}, client = owner) =>
    (await client.data(RUN, { input: { organizationId, ...input } })).runSavedTests
  const all = async (args = '') =>
    (await owner.data(`{ organization(slug: "tested") { savedTests${args} { totalCount nodes { ${TEST} } } } }`))
      .organization.savedTests
  afterEach(async () => {
    for (const { id, version } of (await all('(first: 200)')).nodes)
      await write('deleteSavedTest', 'deletedId', { id, expectedVersion: version })
  })

  test('are kept as they were given, and listed by name', async () => {
    const at = '2026-06-01T12:00:00.000Z'
    const thread = { messageIds: ['<1@x.example>'], open: false, disconnectedAt: at, queueId: has.queueId }
    const given = { ...mail(), spam: 'FAIL', receivedAt: at, threads: [thread], envelopeFrom: null }
    const expected = [
      { recipient: address.address, reason: null, queueId: null, result: 'DISCONNECTED', continues: null },
    ]
    const { savedTest, problems } = await create('Spam', { mail: given, expected })
    expect(problems).toEqual([])
    const { envelopeFrom: _, ...kept } = { ...given, virus: 'PASS' }
    expect(savedTest).toMatchObject({ name: 'Spam', version: 1, mail: kept })
    expect(savedTest.mail).toEqual(kept)
    expect(savedTest.expected).toMatchObject([
      { fields: ['RESULT', 'REASON', 'QUEUE'], result: 'DISCONNECTED', reason: null, queue: null, continues: null },
    ])
    await create('Invoices')
    const listed = await all()
    expect(listed.nodes.map(({ name }: { name: string }) => name)).toEqual(['Invoices', 'Spam'])
    expect(listed.nodes[0].expected[0]).toMatchObject({ queue: { name: 'Support' }, skills: [{ name: 'Billing' }] })
    expect((await all('(search: "inv", first: 1)')).totalCount).toBe(1)
    const one = await owner.data(`{ organization(slug: "tested") { savedTest(id: "${savedTest.id}") { name } } }`)
    expect(one.organization.savedTest).toEqual({ name: 'Spam' })
  })

  test('R-ORG-7 are refused by path, renamed and deleted; a mail is never in the audit log', async () => {
    const { savedTest } = await create('First', { mail: { ...mail(), text: 'a private matter' } })
    expect((await create('FIRST')).problems).toEqual([{ code: 'NOT_UNIQUE', path: ['name'] }])
    const elsewhere = { recipient: address.address, queueId: has.queueId.replace(/.{3}$/, 'zzz') }
    expect((await create('Second', { expected: [elsewhere] })).problems).toEqual([
      { code: 'REFERENCE_NOT_FOUND', path: ['expected', '0', 'queueId'] },
    ])
    const large = await create('Large', { mail: { raw: `To: x\r\n\r\n${'x'.repeat(131_072)}` } })
    expect(large.problems).toEqual([{ code: 'TOO_LONG', path: ['mail'] }])
    const renamed = await write('updateSavedTest', `savedTest { ${TEST} }`, {
      ...{ id: savedTest.id, expectedVersion: 1, name: 'Renamed' },
    })
    expect(renamed.savedTest).toMatchObject({ name: 'Renamed', version: 2, mail: { text: 'a private matter' } })
    const log = await harness.audit(savedTest.id)
    expect(log.map(({ action }) => action).sort()).toEqual(['CREATED', 'UPDATED'])
    expect(JSON.stringify(log)).not.toContain('private matter')
    const gone = await write('deleteSavedTest', 'deletedId', { id: savedTest.id, expectedVersion: 2 })
    expect(gone.deletedId).toBe(savedTest.id)
  })

  test('pass, or fail with what was expected and found, in the language of the request', async () => {
    await create('As it is')
    await create('Urgent', { expected: [{ ...asIs(), priority: 90, skillIds: [] }] })
    const { passed, failed, changed, runs } = await run()
    expect({ passed, failed, changed }).toEqual({ passed: 1, failed: 1, changed: 0 })
    expect(runs.map(({ passes }: { passes: boolean }) => passes)).toEqual([true, false])
    expect(runs[1].differences).toMatchObject([
      { field: 'SKILLS', code: 'OUTCOME_VALUE_EXPECTED', title: 'Skills', result: 'Expected: –. Found: Billing.' },
      { field: 'PRIORITY', result: 'Expected: 90. Found: 20.' },
    ])
    expect(runs[0].after.trace.map(({ code }: { code: string }) => code)).toContain('ROUTED_TO_QUEUE')
    expect((await run({ ids: [runs[0].test.id] })).runs).toHaveLength(1)
  })

  test('tell what unsaved settings and a flow’s draft change, which stay as they are', async () => {
    await create('As it is')
    const settings = { routing: { queue: { queueId: has.queueId, priority: 30 } } }
    const unsaved = await run({ overrides: [{ addressId: address.id, settings }] })
    expect(unsaved).toMatchObject({ passed: 0, failed: 1, changed: 1 })
    expect(unsaved.runs[0]).toMatchObject({ passes: false, passedBefore: true })
    expect(unsaved.runs[0].changes).toEqual([
      { field: 'SKILLS', title: 'Skills', result: 'Billing → – afterwards' },
      { field: 'PRIORITY', title: 'Priority', result: '20 → 30 afterwards' },
    ])
    expect(unsaved.runs[0]).toMatchObject({
      before: { outcomes: [{ priority: 20 }] },
      after: { outcomes: [{ priority: 30 }] },
    })

    const published = await write('publishFlow', 'flow { version }', { id: has.flowId, expectedVersion: 1 })
    const routed = await write('createEmailAddress', 'emailAddress { address }', {
      ...{ domainId: has.domainId, localPart: 'led', settings: { routing: { flow: { flowId: has.flowId } } } },
    })
    const led = { to: [routed.emailAddress.address] }
    await create('Led', { mail: led, expected: [{ recipient: led.to[0], result: 'QUEUED', flowId: has.flowId }] })
    const flows = [{ flowId: has.flowId, definition: { rules: [], otherwise: { disconnect: true } } }]
    const { runs, changed } = await run({ flows })
    expect(changed).toBe(1)
    expect(runs[1]).toMatchObject({ passes: false, passedBefore: true })
    expect(runs[1].changes.map(({ field }: { field: string }) => field)).toEqual([
      'RESULT',
      'REASON',
      'QUEUE',
      'PRIORITY',
    ])
    expect(published.flow.version).toBe(2)
    expect(await run()).toMatchObject({ passed: 2, changed: 0 })
  })

  test('are not run by settings or flows that would be refused: problems by path', async () => {
    const settings = { routing: { none: true, queue: { queueId: has.queueId } } }
    const refused = await run({ overrides: [{ addressId: address.id, settings }] })
    expect(refused).toMatchObject({
      runs: [],
      problems: [{ code: 'EXACTLY_ONE', path: ['overrides', '0', 'routing'] }],
    })
    const endless = await run({ flows: [{ flowId: has.flowId, definition: { rules: [], otherwise: {} } }] })
    expect(endless.problems).toMatchObject([{ code: 'FLOW_MUST_END', path: ['flows', '0', 'definition', 'otherwise'] }])
    expect((await run({ ids: ['tst_x'] })).problems).toMatchObject([
      { code: 'REFERENCE_NOT_FOUND', path: ['ids', '0'] },
    ])
  })

  test('fail by name of what was deleted, and keep nothing from being deleted (R-ADR-10)', async () => {
    const queue = await write('createQueue', 'queue { id }', { organizationId, name: 'Gone' })
    const gone = await write('createEmailAddress', 'emailAddress { id address }', {
      ...{ domainId: has.domainId, localPart: 'gone', settings: { routing: { queue: { queueId: queue.queue.id } } } },
    })
    const { id, address: recipient } = gone.emailAddress
    await create('To a queue', { expected: [{ ...asIs(), queueId: queue.queue.id }] })
    await create('To an address', { mail: { to: [recipient] }, expected: [{ recipient, result: 'QUEUED' }] })
    expect((await write('deleteEmailAddress', 'deletedId', { id, expectedVersion: 1 })).deletedId).toBe(id)
    const deleted = await write('deleteQueue', 'deletedId', { id: queue.queue.id, expectedVersion: 1 })
    expect(deleted.problems).toEqual([])
    const { runs, failed } = await run()
    expect(failed).toBe(2)
    expect(runs[0]).toMatchObject({ passes: false, differences: [] })
    expect(runs[0].problems).toEqual([{ code: 'REFERENCE_NOT_FOUND', path: ['expected', '0', 'queueId'] }])
    expect(runs[1].differences).toMatchObject([
      { field: 'RESULT', result: 'Expected: queued. Found: no such address.' },
    ])
  })

  test('say that a mail cannot be read, and the others run', async () => {
    const headers = Array.from({ length: 600 }, (_, index) => `X-${index}: x\r\n`).join('')
    await create('Unreadable', { mail: { raw: `${headers}To: ${address.address}\r\n\r\n` } })
    await create('As it is')
    const { runs } = await run()
    expect(runs[1]).toMatchObject({ passes: false, after: null, problems: [{ code: 'MAIL_TOO_MUCH_TO_READ' }] })
    expect(runs[0].passes).toBe(true)
  })

  test('are read and run by whoever may view, and written by whoever may manage', async () => {
    const { savedTest } = await create('Seen')
    const { organization } = await owner.data('{ organization(slug: "tested") { roles { id name } } }')
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const input = { organizationId, roleId, email: 'viewer@tested.example', initialPassword: 'plenty of letters' }
    await write('addMember', 'member { id }', input)
    const { Client: Browser } = await import('../../../test/harness.js')
    const viewer = await new Browser(harness.app).signIn('viewer@tested.example', 'plenty of letters')
    expect((await run({}, viewer)).passed).toBe(1)
    const remove = `mutation { deleteSavedTest(input: { id: "${savedTest.id}", expectedVersion: 1 }) { deletedId } }`
    expect((await viewer.ask(remove)).errors[0]?.extensions.code).toBe('FORBIDDEN')
    const loop = await write('createEmailAddress', 'emailAddress { id address }', {
      ...{ domainId: has.domainId, localPart: 'loop', settings: {} },
    })
    const copied = await write('createEmailAddress', 'emailAddress { id }', {
      ...{ domainId: has.domainId, localPart: 'copied', settings: { bcc: [{ address: loop.emailAddress.address }] } },
    })
    const tried = async (settings: object, client: Client) =>
      (await run({ overrides: [{ addressId: copied.emailAddress.id, settings }] }, client)).problems
    const codes = (problems: { code: string }[]) => problems.map(({ code }) => code)
    const sent = { fromAddressId: address.id }
    expect(codes(await tried({ replyTo: 'none' }, owner)), 'R-OUT-2').toEqual(['ADDRESS_SYNTAX', 'BCC_LOOP'])
    expect(codes(await tried({ replyTo: 'none' }, viewer)), 'R-OUT-2').toEqual(['ADDRESS_SYNTAX'])
    expect(codes(await tried(sent, owner)), 'R-OUT-2').toEqual(['BCC_LOOP', 'CARRIED_OVER'])
    expect(codes(await tried(sent, viewer)), 'R-OUT-2').toEqual([])
    const simulate = `query ($input: InboundMessageInput!) { organization(slug: "tested") {
      simulateInbound(input: $input) { outcomes { result } } } }`
    const asked = { ...mail(), overrides: [{ addressId: copied.emailAddress.id, settings: sent }] }
    expect((await owner.ask(simulate, { input: asked })).errors[0]?.message).toContain('bcc')
    expect((await viewer.ask(simulate, { input: asked })).errors, 'R-OUT-2').toEqual([])
    const stranger = (await harness.organisation('strangers')).owner
    expect((await stranger.ask(RUN, { input: { organizationId } })).errors[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('are 200 at most, and 200 take as many statements as one', async () => {
    await create('Test 1')
    statements.length = 0
    await run()
    const one = statements.length
    for (let i = 2; i <= 200; i++) await create(`Test ${i}`)
    const full = await create('Test 201')
    expect(full.problems).toEqual([{ code: 'TOO_MANY_SAVED_TESTS', path: [] }])
    statements.length = 0
    expect((await run()).passed).toBe(200)
    expect(statements.length).toBe(one)
    expect(one).toBeLessThan(25)
  }, 120_000)
})
