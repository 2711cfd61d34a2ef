import { readFileSync } from 'node:fs'
import type { FlowComparison, FlowCondition, FlowDefinition } from '@mailroom/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'

const FIXTURES = new URL('../../../../../packages/mime/fixtures/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, FIXTURES), 'utf8')

const FLOW = `id name state publishedVersion version draft { source } published { source }
  lint { code path message }
  versions { totalCount nodes { number publishedAt publishedBy definition { source } } }`
const PROBLEMS = 'problems { code severity path message params { name value } }'
const USES = 'usedBy { entityType id name }'
const mutation = (name: string) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  return `mutation ($input: ${type}!) { ${name}(input: $input) { flow { ${FLOW} } ${USES} ${PROBLEMS} } }`
}
const SIMULATE = `query ($slug: String!, $input: InboundMessageInput!) { organization(slug: $slug) { simulateInbound(input: $input) {
  outcomes { result reason labels priority address { id address } queue { name } autoReply { name }
    autoReplyMail { envelopeFrom envelopeTo headers { name value } } }
  trace { rule code title input result params { name value } } } } }`

describe.each(DIALECTS)('flows on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  let count = 0
  beforeAll(async () => {
    harness = await startHarness(dialect)
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const write = async (name: string, input: object, client = harness.operator) =>
    (await client.data(mutation(name), { input }))[name]
  const create = (definition: object, more: object = {}) =>
    write('createFlow', { organizationId: harness.acme.id, name: `Flow ${++count}`, definition, ...more })
  const published = async (definition: object) => {
    const { flow, problems } = await create(definition)
    if (!flow) throw new Error(JSON.stringify(problems))
    return (await write('publishFlow', { id: flow.id, expectedVersion: 1 })).flow
  }
  const address = async (settings: object) => {
    const input = { domainId: has.domainId, localPart: `flow${++count}`, settings }
    const { createEmailAddress } = await harness.operator.data(
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { emailAddress { id address version } problems { code path } } }',
      { input },
    )
    return createEmailAddress.emailAddress
  }
  const codes = ({ problems }: { problems: { code: string; path: string[] }[] }) =>
    problems.map(({ code, path }) => `${code} ${path.join('.')}`)
  const toQueue = () => ({ transferToQueue: { queueId: has.queueId } })
  const flowOf = (when: FlowCondition, then: object[] = [{ disconnect: true }]) => ({
    rules: [{ name: 'Only', when, then }],
    otherwise: toQueue(),
  })

  describe('R-FLO-4 draft and versions', () => {
    test('a version is published, kept, and used; the draft goes on', async () => {
      const first = flowOf({ compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'one' } })
      const second = flowOf({ compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'two' } })
      const { flow } = await create(first)
      expect(flow).toMatchObject({ state: 'DRAFT', publishedVersion: null, published: null })
      expect(flow.versions).toEqual({ totalCount: 0, nodes: [] })
      const { flow: one } = await write('publishFlow', { id: flow.id, expectedVersion: 1 })
      expect(one).toMatchObject({ state: 'PUBLISHED', publishedVersion: 1, published: { source: first } })
      const { flow: draft } = await write('updateFlow', { id: flow.id, expectedVersion: 2, definition: second })
      expect(draft).toMatchObject({ publishedVersion: 1, published: { source: first }, draft: { source: second } })
      const { flow: two } = await write('publishFlow', { id: flow.id, expectedVersion: 3 })
      expect(two.versions.nodes).toEqual([
        {
          number: 2,
          publishedAt: expect.any(String),
          publishedBy: expect.stringMatching(/^[^<>]+$/),
          definition: { source: second },
        },
        { number: 1, publishedAt: expect.any(String), publishedBy: expect.any(String), definition: { source: first } },
      ])
      expect(Math.abs(Date.parse(two.versions.nodes[0].publishedAt) - Date.now())).toBeLessThan(60_000)
    })

    test('versions come in pages, the newest first', async () => {
      const { id } = await published({ rules: [], otherwise: toQueue() })
      for (const expectedVersion of [2, 3]) await write('publishFlow', { id, expectedVersion })
      const page = async (args: string) => {
        const fields = `versions(${args}) { nodes { number } pageInfo { hasNextPage endCursor } }`
        const { data, errors } = await harness.operator.ask(
          `{ organization(slug: "acme") { flow(id: "${id}") { ${fields} } } }`,
        )
        return errors[0]?.extensions.code ?? data.organization.flow.versions
      }
      const newest = await page('first: 2')
      expect(newest).toMatchObject({ nodes: [{ number: 3 }, { number: 2 }], pageInfo: { hasNextPage: true } })
      const rest = await page(`first: 2, after: "${newest.pageInfo.endCursor}"`)
      expect(rest).toMatchObject({ nodes: [{ number: 1 }], pageInfo: { hasNextPage: false } })
      expect(await page('first: 0')).toBe('BAD_USER_INPUT')
      expect(await page('after: "nonsense"')).toBe('BAD_USER_INPUT')
      const foreign = Buffer.from('["a","b"]').toString('base64url')
      expect(await page(`after: "${foreign}"`)).toBe('BAD_USER_INPUT')
    })

    test('publishing is refused while something is missing, by its path', async () => {
      const made = await harness.operator.data(
        'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { skill { id } problems { code } } }',
        { input: { organizationId: harness.acme.id, name: `Gone ${++count}` } },
      )
      const skillId: string = made.createSkill.skill.id
      const { flow } = await create(flowOf({ all: [] }, [{ addLabel: 'x' }, { addSkillIds: [has.skillId, skillId] }]))
      // The API does not let what a flow refers to be deleted: only a restored database lacks it.
      const scope = { rows: `delete from "skill" where "id" = '${skillId}'` }
      await harness.app.database.writeInstallation((unit) => unit.manager.query(scope.rows))
      const refused = await write('publishFlow', { id: flow.id, expectedVersion: 1 })
      expect(refused.flow).toBeNull()
      expect(codes(refused)).toEqual(['REFERENCE_NOT_FOUND definition.rules.0.then.1.addSkillIds.1'])
      const { organization } = await harness.operator.data(
        `{ organization(slug: "acme") { flow(id: "${flow.id}") { state versions { totalCount } } } }`,
      )
      expect(organization.flow).toEqual({ state: 'DRAFT', versions: { totalCount: 0 } })
    })

    test('a used flow cannot be unpublished, and says who uses it; one that nothing uses can', async () => {
      const { id } = await published({ rules: [], otherwise: toQueue() })
      const flow = { flowId: id }
      const user = await address({ routing: { flow }, spamRouting: { flow } })
      const refused = await write('unpublishFlow', { id, expectedVersion: 2 })
      expect(refused).toMatchObject({
        flow: null,
        usedBy: [{ entityType: 'EmailAddress', id: user.id, name: user.address }],
        problems: [{ code: 'IN_USE', params: [{ name: 'count', value: '1' }] }],
      })
      await harness.operator.data(
        'mutation ($input: UpdateEmailAddressInput!) { updateEmailAddress(input: $input) { problems { code } } }',
        { input: { id: user.id, expectedVersion: user.version, settings: { routing: null, spamRouting: null } } },
      )
      const dry = await write('unpublishFlow', { id, expectedVersion: 2, dryRun: true })
      expect(dry.flow).toMatchObject({ state: 'DRAFT', version: 3 })
      const stale = await write('unpublishFlow', { id, expectedVersion: 1 })
      expect(stale).toMatchObject({ flow: { state: 'PUBLISHED' }, problems: [{ code: 'STALE_VERSION' }] })
      const { flow: gone, usedBy } = await write('unpublishFlow', { id, expectedVersion: 2 })
      expect(gone).toMatchObject({ state: 'DRAFT', publishedVersion: null, published: null, version: 3 })
      expect([gone.versions.totalCount, usedBy]).toEqual([1, []])
      const { flow: again } = await write('publishFlow', { id, expectedVersion: 3 })
      expect(again).toMatchObject({ state: 'PUBLISHED', publishedVersion: 2, versions: { totalCount: 2 } })
      expect((await harness.audit(id)).length).toBe(4)
    })

    test('managing is not publishing (R-ORG-6)', async () => {
      const { organization } = await harness.operator.data(
        `{ organization(slug: "acme") { roles { id name permissions } } }`,
      )
      const roleId = organization.roles.find((role: { name: string }) => role.name === 'Viewer').id
      const permissions = JSON.stringify(['flow:manage', 'flow:view'])
      const email = 'maker@acme.example'
      await harness.operator.data(
        'mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } problems { code } } }',
        { input: { organizationId: harness.acme.id, roleId, email, initialPassword: 'plenty of letters' } },
      )
      await harness.app.database.writeInstallation((unit) =>
        unit.manager.query(`update "role" set "permissions" = '${permissions}' where "id" = '${roleId}'`),
      )
      const maker = await new Client(harness.app).signIn(email, 'plenty of letters')
      const definition = { rules: [], otherwise: { disconnect: true } }
      const input = { organizationId: harness.acme.id, name: 'Made', definition }
      const { flow } = await write('createFlow', input, maker)
      for (const name of ['publishFlow', 'unpublishFlow']) {
        const { errors } = await maker.ask(mutation(name), { input: { id: flow.id, expectedVersion: 1 } })
        expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
      }
      expect(
        (await write('updateFlow', { id: flow.id, expectedVersion: 1, name: 'Renamed' }, maker)).flow,
      ).toMatchObject({
        name: 'Renamed',
      })
    })
  })

  describe('R-FLO-1, R-FLO-2 what is refused', () => {
    const refused = async (compare: object) => {
      const answer = await create(flowOf({ all: [{ not: { compare: compare as FlowComparison } }] }))
      expect(answer.flow).toBeNull()
      return answer.problems[0] as { code: string; path: string[]; message: string }
    }
    const schedule = (changes: object) => ({
      field: 'RECEIVED_AT',
      operator: 'WITHIN_SCHEDULE',
      schedule: { timeZone: 'Europe/Vienna', open: [{ weekday: 1, from: '09:00', to: '24:00' }], ...changes },
    })

    test.each<[string, string, object]>([
      ['FLOW_OPERATOR_UNSUPPORTED', 'operator', { field: 'SIZE_BYTES', operator: 'CONTAINS', value: '1' }],
      ['FLOW_OPERATOR_UNSUPPORTED', 'operator', { field: 'RECEIVED_AT', operator: 'EQUALS', value: '2026-06-01' }],
      ['FLOW_OPERATOR_UNSUPPORTED', 'operator', { field: 'SUBJECT', operator: 'LESS_THAN', value: '1' }],
      ['PATTERN_INVALID', 'value', { field: 'BODY', operator: 'MATCHES', value: '(a)\\1' }],
      ['PATTERN_TOO_LARGE', 'value', { field: 'BODY', operator: 'MATCHES', value: '\\p{L}{500}' }],
      ['TOO_LONG', 'value', { field: 'BODY', operator: 'MATCHES', value: 'a|'.repeat(10_000) }],
      ['TIME_ZONE_UNKNOWN', 'schedule.timeZone', schedule({ timeZone: 'Europe/Wien' })],
      ['FLOW_HOURS_INVALID', 'schedule.open.0.to', schedule({ open: [{ weekday: 1, from: '22:00', to: '06:00' }] })],
      ['INVALID', 'schedule.closedOn.0', schedule({ closedOn: ['2026-02-29'] })],
    ])('%s at %s', async (code, path, compare) => {
      const problem = await refused(compare)
      expect([problem.code, problem.path.join('.')]).toEqual([
        code,
        `definition.rules.0.when.all.0.not.compare.${path}`,
      ])
      expect(problem.message).toMatch(/^[^{}]+$/)
    })

    test('too much of anything, with the limit', async () => {
      const rules = Array.from({ length: 101 }, (_, index) => ({
        name: `${index}`,
        when: { all: [] },
        then: [toQueue()],
      }))
      expect(codes(await create({ rules, otherwise: toQueue() }))).toEqual(['FLOW_TOO_MANY_RULES definition.rules'])
      const nested = (depth: number): FlowCondition => (depth === 1 ? { all: [] } : { not: nested(depth - 1) })
      expect(codes(await create(flowOf(nested(8))))).toEqual([])
      expect(codes(await create(flowOf(nested(9))))[0]).toMatch(/^FLOW_TOO_DEEP/)
      expect(codes(await create(flowOf({ any: Array<FlowCondition>(51).fill({ all: [] }) })))).toEqual([
        'FLOW_TOO_MANY_COMPARISONS definition.rules.0.when',
      ])
      expect(codes(await create({ rules: [], otherwise: { addLabel: 'x' } }))).toEqual([
        'FLOW_MUST_END definition.otherwise',
      ])
    })

    test('what is 8 deep comes back whole as source', async () => {
      const compare = { field: 'HEADER', header: 'x-kind', operator: 'EXISTS' } as const
      let when: FlowCondition = { compare }
      for (let depth = 1; depth < 8; depth++) when = { not: when }
      const definition = flowOf(when)
      expect((await create(definition)).flow.draft.source).toEqual(definition)
    })
  })

  test('R-FLO-5 a flow says which rules never apply, and queues without members', async () => {
    const order: FlowCondition = { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'order' } }
    const made = await harness.operator.data(
      'mutation ($input: CreateQueueInput!) { createQueue(input: $input) { queue { id } problems { code } } }',
      { input: { organizationId: harness.acme.id, name: `Empty ${++count}` } },
    )
    const rules = [
      { name: 'Orders', when: order, then: [toQueue()] },
      { name: 'Again', when: { all: [order, { all: [] }] }, then: [{ disconnect: true }] },
      { name: 'Never', when: { all: [order, { not: order }] }, then: [{ disconnect: true }] },
    ]
    const otherwise = { transferToQueue: { queueId: made.createQueue.queue.id } }
    const { flow } = await create({ rules, otherwise })
    expect(flow.lint.map(({ code, path }: { code: string; path: string[] }) => `${code} ${path.join('.')}`)).toEqual([
      'FLOW_RULE_UNREACHABLE rules.1',
      'FLOW_RULE_NEVER_MATCHES rules.2',
      'QUEUE_WITHOUT_MEMBERS otherwise.transferToQueue.queueId',
    ])
  })

  describe('R-FLO-2 on real mails', () => {
    const outcomeOf = async (raw: string, definition: FlowDefinition | object, more: object = {}) => {
      const { id } = await published(definition)
      const to = await address({ routing: { flow: { flowId: id } } })
      const input = { raw, envelopeTo: [to.address], envelopeFrom: 'someone@client.example', ...more }
      const { organization } = await harness.operator.data(SIMULATE, { slug: 'acme', input })
      const { outcomes, trace } = organization.simulateInbound
      return { ...outcomes[0], trace }
    }

    test.each<[string, FlowComparison, boolean]>([
      [
        'mixed-invoice-attachment.eml',
        { field: 'ATTACHMENT_NAME', operator: 'EQUALS', value: 'rechnung für mai.PDF' },
        true,
      ],
      [
        'mixed-invoice-attachment.eml',
        { field: 'ATTACHMENT_TYPE', operator: 'ONE_OF', values: ['application/pdf'] },
        true,
      ],
      ['mixed-invoice-attachment.eml', { field: 'ATTACHMENT_COUNT', operator: 'GREATER_THAN', value: '1' }, false],
      ['mixed-invoice-attachment.eml', { field: 'FROM', operator: 'CONTAINS', value: 'Petra' }, false],
      ['plain-question.eml', { field: 'ATTACHMENT_NAME', operator: 'EXISTS' }, false],
      ['plain-question.eml', { field: 'SUBJECT', operator: 'MATCHES', value: 'order \\d{4}\\?$' }, true],
      ['related-html-only.eml', { field: 'BODY', operator: 'CONTAINS', value: 'CAPTURE DE L’ÉCRAN' }, true],
      ['related-html-only.eml', { field: 'BODY', operator: 'MATCHES', value: '<[a-z]+' }, false],
      ['related-html-only.eml', { field: 'SUBJECT', operator: 'STARTS_WITH', value: 'probleme' }, false],
      ['related-html-only.eml', { field: 'SUBJECT', operator: 'STARTS_WITH', value: 'PROBLÈME' }, true],
      [
        'alternative-utf8.eml',
        { field: 'HEADER', header: 'Subject', operator: 'CONTAINS', value: 'düngerstreuer' },
        true,
      ],
      ['alternative-utf8.eml', { field: 'FROM_DOMAIN', operator: 'ENDS_WITH', value: '.example' }, true],
      ['charset-koi8-r.eml', { field: 'BODY', operator: 'MATCHES', value: '\\p{Cyrillic}{5}' }, true],
      ['charset-koi8-r.eml', { field: 'SUBJECT', operator: 'ENDS_WITH', value: 'ДОСТАВКЕ' }, true],
      ['no-subject.eml', { field: 'SUBJECT', operator: 'EXISTS' }, false],
      ['large-text.eml', { field: 'SIZE_BYTES', operator: 'LESS_THAN', value: '100' }, false],
    ])('%s: %j gives %s', async (file, compare, expected) => {
      const { result, trace } = await outcomeOf(read(file), flowOf({ compare }))
      expect(result).toBe(expected ? 'DISCONNECTED' : 'QUEUED')
      const step = trace.find(({ code }: { code: string }) => code.startsWith('FLOW_COMPARISON'))
      expect(step.title).toContain('Only')
      expect(step.result).toMatch(expected ? /^Yes: ./ : /^No: ?./)
    })

    test('the trace is told in the language of the request', async () => {
      const { id } = await published(flowOf({ compare: { field: 'SUBJECT', operator: 'EXISTS' } }))
      const to = await address({ routing: { flow: { flowId: id } } })
      const told = async (language: string) => {
        const client = new Client(harness.app, language)
        client.cookie = harness.operator.cookie
        const input = { raw: read('plain-question.eml'), envelopeTo: [to.address] }
        const { organization } = await client.data(SIMULATE, { slug: 'acme', input })
        const step = organization.simulateInbound.trace.find((each: { rule: string }) => each.rule === 'R-FLO-2')
        return `${step.title} / ${step.input} / ${step.result}`.replaceAll('\u00a0', ' ')
      }
      expect(await told('en')).toBe('Rule “Only” / Subject is present / Yes: Where is my order 4711?')
      expect(await told('de')).toBe('Regel „Only“ / Betreff ist vorhanden / Ja: Where is my order 4711?')
      expect(await told('fr')).toMatch(/^Règle « Only » \/ Objet .+ \/ Oui : Where is my order 4711\?$/)
    })

    test('opening hours are those of the time zone, when the mail arrived', async () => {
      const open = [{ weekday: 1, from: '09:00', to: '17:00' }]
      const schedule = { timeZone: 'Europe/Vienna', open, closedOn: ['2026-06-08'] }
      const definition = flowOf({ compare: { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule } })
      const at = async (receivedAt: string) =>
        (await outcomeOf(read('plain-question.eml'), definition, { receivedAt })).result
      expect(await at('2026-06-01T07:00:00Z')).toBe('DISCONNECTED')
      expect(await at('2026-06-01T15:00:00Z')).toBe('QUEUED')
      expect(await at('2026-06-08T08:00:00Z')).toBe('QUEUED')
    })

    test('R-FLO-3 an automatic reply is made, or the trace says why not', async () => {
      const made = await harness.operator.data(
        'mutation ($input: CreateCannedResponseInput!) { createCannedResponse(input: $input) { cannedResponse { id } problems { code } } }',
        { input: { organizationId: harness.acme.id, name: `Thanks ${++count}`, kind: 'REPLY', html: '<p>Thanks</p>' } },
      )
      const definition = flowOf({ all: [] }, [{ autoReplyId: made.createCannedResponse.cannedResponse.id }])
      const told = async (raw: string, more: object = {}) => {
        const { autoReply, autoReplyMail, trace } = await outcomeOf(raw, definition, more)
        const step = trace.find(({ code }: { code: string }) => code.startsWith('AUTO_REPLY'))
        expect(autoReplyMail === null).toBe(autoReply === null)
        return [autoReply?.name.split(' ')[0] ?? null, step?.result ?? null]
      }
      expect(await told(read('plain-question.eml'))).toEqual(['Thanks', 'Is sent'])
      const { address: to, autoReplyMail } = await outcomeOf(read('plain-question.eml'), definition)
      expect(autoReplyMail).toMatchObject({ envelopeFrom: '', envelopeTo: ['ada@customer.example'] })
      expect(autoReplyMail.headers).toEqual(
        expect.arrayContaining([
          { name: 'From', value: to.address },
          { name: 'Auto-Submitted', value: 'auto-replied' },
          { name: 'In-Reply-To', value: expect.stringMatching(/^<.+>$/) },
        ]),
      )
      const input = { raw: read('plain-question.eml'), envelopeTo: [to.address], receivedAt: '2026-06-02T12:00:00Z' }
      const again = async (at: string) => {
        const autoReplied = [{ addressId: to.id, at }]
        const { organization } = await harness.operator.data(SIMULATE, {
          slug: 'acme',
          input: { ...input, autoReplied },
        })
        return organization.simulateInbound.outcomes[0].autoReply?.name.split(' ')[0] ?? null
      }
      expect([await again('2026-06-01T12:00:01Z'), await again('2026-06-01T12:00:00Z')]).toEqual([null, 'Thanks'])
      const own = 'From: help@acme.mailroom.example\r\nSubject: x\r\n\r\nx'
      const help = { domainId: has.domainId, localPart: 'help', settings: {} }
      await harness.operator.data(
        'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { problems { code } } }',
        { input: help },
      )
      expect(await told(own)).toEqual([null, 'Not sent: the sender is one of your own addresses'])
    })
  })
})
