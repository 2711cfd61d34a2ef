import { ADDRESS_COLUMNS, type AddressColumn } from '@mailroom/core'
import { readFileSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'
import { scopeOfDnsShare } from '../../auth/tenant-scope.js'
import { verifyAuditLog } from '../../database/verify-audit-log.js'
import { exportAddresses } from './export-addresses.js'

const IMPORT = `mutation ($input: ImportEmailAddressesInput!) { importEmailAddresses(input: $input) {
  created updated unchanged lineCount problemCount refusedLineCount
  lines { line address outcome changes { column before after } }
  problems { code severity path message params { name value } } } }`
const EXPORT = `mutation ($input: ExportEmailAddressesInput!) { exportEmailAddresses(input: $input) {
  csv count problems { code } } }`
const ADDRESS = `query ($org: String!, $address: String!) { organization(slug: $org) { address(address: $address) {
  id version fromName replyTo bcc { address name } history multipleActions fromAddress { address }
  routing { ... on QueueRouting { priority queue { name } skills { name } language { name } } ... on FlowRouting { flow { name } } }
  spamRouting { ... on SpamFlowRouting { flow { name } } } signature { placement response { name } } health { code } } } }`
const SECRET = 'secret@hidden.example'
const WHOLE = {
  fromName: '=Acme; "help"',
  replyTo: 'desk@acme.example',
  bcc: `${SECRET};Archive\\; old <old@hidden.example>`,
  routing: 'QUEUE',
  queue: 'support',
  skills: 'Billing',
  language: 'German',
  priority: '-7',
  spam: 'FLOW',
  spamFlow: 'Spam check',
  signature: 'Regards',
  placement: 'ON_SEND',
  frequency: 'INITIAL_ONLY',
  history: 'NEVER',
  multipleActions: 'TRUE',
}

type Line = Partial<Record<AddressColumn, string>>
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
const fileOf = (lines: readonly Line[]) =>
  [ADDRESS_COLUMNS.join(','), ...lines.map((line) => ADDRESS_COLUMNS.map((name) => cell(line[name] ?? '')).join(','))]
    .map((line) => `${line}\r\n`)
    .join('')

test('the documentation has every column in the order of the file', () => {
  const page = readFileSync(new URL('../../../../../docs/csv.md', import.meta.url), 'utf8')
  expect(page).toContain(ADDRESS_COLUMNS.join(','))
  expect([...page.matchAll(/^\| `(\w+)`/gm)].map(([, column]) => column)).toEqual([...ADDRESS_COLUMNS])
})

describe.each(DIALECTS)('files of addresses on %s', (dialect) => {
  const statements: string[] = []
  let harness: Harness
  let has: Configured
  let beta: Awaited<ReturnType<Harness['organisation']>>
  let viewer: Client

  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
    const mutation = 'mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { problems { code } } }'
    await harness.operator.data(mutation, { input: { id: has.flowId, expectedVersion: 1 } })
    beta = await harness.organisation('beta')
    await configure(beta.owner, beta, 'Their ')
    const person = { email: 'vera@acme.example', roleId: has.roleId, initialPassword: 'plenty of letters' }
    await harness.operator.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', {
      input: { organizationId: harness.acme.id, ...person },
    })
    viewer = await new Client(harness.app).signIn(person.email, person.initialPassword)
  })
  afterAll(() => harness.stop())

  const at = (name: string) => `${name}@acme.mailroom.example`
  const take = async (csv: string, more: object = {}) =>
    (await harness.operator.data(IMPORT, { input: { organizationId: harness.acme.id, csv, ...more } }))
      .importEmailAddresses
  const give = async (more: object = {}) =>
    (await harness.operator.data(EXPORT, { input: { organizationId: harness.acme.id, ...more } })).exportEmailAddresses
  const get = (query: string, { cookie } = harness.operator, slug = 'acme') =>
    harness.app.server.inject({ url: `/o/${slug}/addresses.csv?${query}`, headers: { cookie } })
  const stored = async (name: string) =>
    (await harness.operator.data(ADDRESS, { org: 'acme', address: at(name) })).organization.address
  const errors = ({ problems }: { problems: { code: string; severity: string; path: string[] }[] }) =>
    problems.filter(({ severity }) => severity === 'ERROR').map(({ code, path }) => [code, ...path].join(' '))
  const counts = ({ created, updated, unchanged }: Record<string, number>) => [created, updated, unchanged]

  test('a file makes addresses with everything, and its export imports unchanged', async () => {
    const taken = await take(fileOf([{ address: at('Whole'), ...WHOLE }, { address: at('plain') }]))
    expect(errors(taken)).toEqual([])
    expect(counts(taken)).toEqual([2, 0, 0])
    expect(await stored('whole')).toMatchObject({
      version: 1,
      fromName: '=Acme; "help"',
      bcc: [
        { address: SECRET, name: null },
        { address: 'old@hidden.example', name: 'Archive; old' },
      ],
      routing: {
        priority: -7,
        queue: { name: 'Support' },
        skills: [{ name: 'Billing' }],
        language: { name: 'German' },
      },
      spamRouting: { flow: { name: 'Spam check' } },
      signature: { placement: 'ON_SEND', response: { name: 'Regards' } },
      history: 'NEVER',
      multipleActions: true,
    })
    const { csv, count, problems } = await give()
    expect(problems).toEqual([])
    expect(count).toBe(2)
    expect(csv.split('\r\n')[0]).toBe(
      'address,fromName,fromAddress,replyTo,bcc,routing,queue,skills,language,priority,flow,spam,spamFlow,signature,placement,frequency,history,multipleActions',
    )
    expect(csv).toContain(`"'=Acme; ""help"""`)
    const again = await take(csv)
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 2, problems: [] })
    expect(await stored('whole')).toMatchObject({ version: 1 })
  })

  test('a line says all settings of an address that is there; a dry run tells the cells', async () => {
    await take(fileOf([{ address: at('change'), ...WHOLE }]))
    const csv = fileOf([{ address: at('CHANGE'), fromName: 'New', history: 'ALWAYS' }, { address: at('more') }])
    const dry = await take(csv, { dryRun: true })
    expect(counts(dry)).toEqual([1, 1, 0])
    expect(dry.lines[1]).toEqual({ line: 3, address: at('more'), outcome: 'CREATED', changes: [] })
    const changed = new Map(
      dry.lines[0].changes.map((each: { column: string; before: string; after: string }) => [
        each.column,
        [each.before, each.after],
      ]),
    )
    expect(changed.get('queue')).toEqual(['Support', ''])
    expect(changed.get('history')).toEqual(['NEVER', 'ALWAYS'])
    expect(await stored('change')).toMatchObject({ version: 1 })
    expect(await stored('more')).toBeNull()
    expect(counts(await take(csv))).toEqual([1, 1, 0])
    expect(await stored('change')).toMatchObject({
      version: 2,
      fromName: 'New',
      replyTo: null,
      bcc: [],
      signature: null,
    })
    const { id } = await stored('change')
    const entries = await harness.audit(id)
    expect(entries).toHaveLength(2)
    const updated = entries.find(({ action }) => action === 'UPDATED')
    expect(JSON.parse(updated!.changes)).toContainEqual(expect.objectContaining({ field: 'skillIds' }))
  })

  test('every problem of every line is named at once, and nothing is written', async () => {
    const good = Array.from({ length: 40 }, (_, index) => ({ address: at(`good${index}`) }))
    const bad = [
      { address: at('bad1'), routing: 'QUEUE', queue: 'Nobody' },
      { address: at('bad2'), history: 'maybe', replyTo: 'nobody' },
      { address: 'x@elsewhere.example', routing: 'FLOW', flow: 'Their Spam check' },
    ]
    const csv = fileOf([...good.slice(0, 15), bad[0]!, ...good.slice(15), bad[1]!, bad[2]!])
    for (const dryRun of [true, false]) {
      const taken = await take(csv, { dryRun })
      expect(errors(taken)).toEqual([
        'REFERENCE_NOT_FOUND line 17 queue',
        'CSV_WORD_UNKNOWN line 43 history',
        'ADDRESS_SYNTAX line 43 replyTo',
        'REFERENCE_NOT_FOUND line 44 address',
        'REFERENCE_NOT_FOUND line 44 flow',
      ])
      expect(taken).toMatchObject({ lineCount: 43, refusedLineCount: 3, created: dryRun ? 40 : 0 })
    }
    const short = await take(`${fileOf(good.slice(0, 1))}only one cell`, { dryRun: true })
    expect(short, 'lines that could not be read count').toMatchObject({ lineCount: 2, refusedLineCount: 1 })
    expect(await stored('good0')).toBeNull()
    expect((await take('address;bcc\n')).problems[0]).toMatchObject({ code: 'CSV_SEPARATOR', path: ['line', '1'] })
  })

  test('names are those of the organisation, and so are domains and From addresses', async () => {
    const theirs = { input: { organizationId: beta.id, csv: fileOf([{ address: 'boss@beta.mailroom.example' }]) } }
    expect((await beta.owner.data(IMPORT, theirs)).importEmailAddresses.created).toBe(1)
    const foreign = [
      { address: 'new@beta.mailroom.example' },
      { address: at('foreign'), fromAddress: 'boss@beta.mailroom.example' },
      { address: at('queue'), routing: 'QUEUE', queue: 'Their Support' },
    ]
    expect(errors(await take(fileOf(foreign)))).toEqual([
      'REFERENCE_NOT_FOUND line 2 address',
      'REFERENCE_NOT_FOUND line 3 fromAddress',
      'REFERENCE_NOT_FOUND line 4 queue',
    ])
    expect((await give()).csv).not.toContain('beta')
  })

  test('R-ADR-3, R-ADR-6 From may be of the same file in any order, in a circle too, and carries over', async () => {
    const circle = [
      { address: at('one'), fromAddress: at('two') },
      { address: at('two'), fromAddress: at('three') },
      { address: at('three'), fromAddress: at('one') },
    ]
    expect(counts(await take(fileOf(circle)))).toEqual([3, 0, 0])
    expect((await stored('one')).fromAddress.address).toBe(at('two'))
    const created = await harness.audit((await stored('one')).id)
    expect(JSON.parse(created[0]!.changes)).toContainEqual(expect.objectContaining({ field: 'fromAddressId' }))
    const carrying = { ...circle[0]!, replyTo: 'x@acme.example' }
    expect(errors(await take(fileOf([carrying])))).toEqual(['CARRIED_OVER line 2 replyTo'])
    expect(counts(await take(fileOf(circle)))).toEqual([0, 0, 3])
  })

  test('R-ADR-1 one address twice in a file, and R-ADR-13 health of what is written', async () => {
    const twice = await take(fileOf([{ address: at('twice') }, { address: at('TWICE') }]))
    expect(errors(twice)).toEqual(['CSV_ADDRESS_TWICE line 3 address'])
    await take(fileOf([{ address: at('loops'), bcc: at('later') }]))
    expect((await stored('loops')).health).toEqual([])
    await take(fileOf([{ address: at('later'), routing: 'QUEUE', queue: 'Support', skills: 'Billing' }]))
    expect((await stored('loops')).health).toEqual([{ code: 'BCC_LOOP' }])
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { addresses(filter: { hasProblems: true }) { nodes { localPart } } } }',
    )
    const found = organization.addresses.nodes.map(({ localPart }: { localPart: string }) => localPart)
    expect(found).toEqual(expect.arrayContaining(['later', 'loops']))
  })

  test('R-ORG-2 the limit counts the whole file, and the count of the domain stays right', async () => {
    const read = '{ organization(slug: "acme") { version domains { addressCount } limits { key used } } }'
    const { organization } = await harness.operator.data(read)
    const used = organization.domains[0].addressCount
    const limit = async (value: number, expectedVersion: number) =>
      harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } organization { version } } }',
        {
          input: { id: harness.acme.id, expectedVersion, limits: [{ key: 'addressesPerDomain', limit: value }] },
        },
      )
    const { updateOrganization } = await limit(used + 2, organization.version)
    const files = (count: number) =>
      fileOf(Array.from({ length: count }, (_, index) => ({ address: at(`limit${index}`) })))
    expect(errors(await take(files(4)))).toEqual(['LIMIT_REACHED line 4 address'])
    expect(counts(await take(files(2)))).toEqual([2, 0, 0])
    const after = (await harness.operator.data(read)).organization
    expect(after.domains[0].addressCount).toBe(used + 2)
    await limit(5000, updateOrganization.organization.version)
  })

  test('R-OUT-2, R-ORG-4 who may view downloads without BCC and imports nothing; others see nothing', async () => {
    const { body } = await get('', viewer)
    expect(body).toContain(at('Whole'))
    expect(body).not.toContain('hidden.example')
    expect(body.split('\r\n')[0]).not.toContain('bcc')
    expect((await get('')).body).toContain(SECRET)
    expect(errors(await take(body))).toEqual(['CSV_COLUMN_MISSING line 1'])
    const organizationId = harness.acme.id
    expect((await viewer.ask(IMPORT, { input: { organizationId, csv: body } })).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    )
    expect((await viewer.ask(EXPORT, { input: { organizationId } })).errors[0]?.extensions.code).toBe('FORBIDDEN')
    for (const [query, more] of [
      [IMPORT, { csv: '' }],
      [EXPORT, {}],
    ] as const) {
      const foreign = await beta.owner.ask(query, { input: { organizationId: harness.acme.id, ...more } })
      expect(foreign.errors[0]?.extensions.code).toBe('NOT_FOUND')
    }
  })

  test('the same key imports once, and another file with it is refused', async () => {
    const csv = fileOf([{ address: at('once') }])
    const first = await take(csv, { idempotencyKey: 'a' })
    expect(await take(csv, { idempotencyKey: 'a' })).toEqual(first)
    expect(errors(await take(fileOf([{ address: at('other') }]), { idempotencyKey: 'a' }))).toEqual([
      'IDEMPOTENCY_KEY_REUSED idempotencyKey',
    ])
  })

  test('a filter exports what the list with it shows; the download has the same, and no page of it is lost', async () => {
    await take(fileOf(Array.from({ length: 420 }, (_, index) => ({ address: at(`many${index}`) }))))
    const { csv, count } = await give({ search: 'many' })
    expect(count).toBe(420)
    const { organization } = await harness.operator.data(
      `{ organization(slug: "acme") { queues { nodes { id } } addresses(filter: { queueId: "${has.queueId}" }) { totalCount } } }`,
    )
    expect((await give({ filter: { queueId: has.queueId } })).count).toBe(organization.addresses.totalCount)
    const parts = exportAddresses(harness.app.database.read(scopeOfDnsShare(harness.acme.id)), { search: 'many' }, true)
    const turns: number[] = []
    let turn = 0
    const others = (async () => {
      while (turns.length < 3) turn += await immediate(1)
    })()
    for await (const { count: written } of parts) if (written > 0) turns.push(turn)
    await others
    expect(turns.at(-1), 'others have their turn between pages').toBeGreaterThan(turns[0]!)
    const response = await get('search=many')
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(response.headers['content-disposition']).toBe('attachment; filename="addresses-acme.csv"')
    expect(response.body).toBe(`\u{feff}${csv}`)
    expect((await take(response.body, { dryRun: true })).unchanged).toBe(420)
    for (const filter of ['colour=red', 'hasProblems=perhaps', 'search=a&search=b'])
      expect((await get(filter)).statusCode, filter).toBe(400)
    expect((await get('', beta.owner)).statusCode).toBe(404)
    expect((await get('', { cookie: '' } as Client)).statusCode).toBe(401)
  })

  test('a thousand addresses are made, and changed, in few statements; each has its entry in a sound audit log', async () => {
    const named = (more: Line) =>
      fileOf(Array.from({ length: 1_000 }, (_, index) => ({ address: at(`bulk${index}`), ...WHOLE, ...more })))
    statements.length = 0
    expect(counts(await take(named({})))).toEqual([1_000, 0, 0])
    expect(statements.length).toBeLessThan(120)
    statements.length = 0
    const changed = { fromName: 'Changed', skills: '', queue: 'Support', bcc: at('bulk7') }
    expect(counts(await take(named(changed)))).toEqual([0, 1_000, 0])
    expect(statements.length).toBeLessThan(120)
    const { id } = await stored('bulk999')
    expect(await stored('bulk999')).toMatchObject({
      version: 2,
      fromName: 'Changed',
      routing: { skills: [] },
      health: expect.arrayContaining([{ code: 'BCC_LOOP' }]),
    })
    expect((await harness.audit(id)).map(({ action }) => action).sort()).toEqual(['CREATED', 'UPDATED'])
    for await (const { fault } of verifyAuditLog(harness.app.database.readInstallation())) expect(fault).toBeNull()
  })

  test('what was written since a file was planned is planned with: the same file twice at once is imported once', async () => {
    const csv = fileOf(Array.from({ length: 300 }, (_, index) => ({ address: at(`both${index}`) })))
    const taken = await Promise.all([take(csv), take(csv)])
    expect(taken.map(errors)).toEqual([[], []])
    expect(taken.map(counts).sort()).toEqual([
      [0, 0, 300],
      [300, 0, 0],
    ])
  })

  test('a dry run of many lines takes few statements; a large file passes the limit of requests', async () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => ({
      address: at(`large${index}`),
      ...WHOLE,
      fromName: 'x'.repeat(100),
      replyTo: `reply${'y'.repeat(50)}@acme.example`,
    }))
    const csv = fileOf(lines)
    expect(csv.length).toBeGreaterThan(256 * 1024)
    statements.length = 0
    const dry = await take(csv, { dryRun: true })
    expect(errors(dry)).toEqual([])
    expect(dry.created).toBe(1_000)
    expect(dry.lines).toHaveLength(200)
    expect(dry.problems).toHaveLength(500)
    expect(dry.problemCount).toBe(1_000)
    expect(statements.length).toBeLessThan(20)
    const two = `mutation ($input: ImportEmailAddressesInput!) { a: importEmailAddresses(input: $input) { created }
      b: importEmailAddresses(input: $input) { created } }`
    expect((await harness.operator.ask(two, { input: { organizationId: harness.acme.id, csv } })).status).toBe(413)
  })
})
