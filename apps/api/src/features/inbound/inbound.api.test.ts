import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'

const FIXTURES = new URL('../../../../../packages/mime/fixtures/', import.meta.url)
const SIMULATE = `query ($slug: String!, $input: InboundMessageInput!) { organization(slug: $slug) { simulateInbound(input: $input) {
  outcomes { recipient address { id address } result reason continues labels autoReply { id } queue { name } flow { name } skills { name } language { name } priority }
  trace { rule code title input result effect params { name value } } replyTo } } }`

describe.each(DIALECTS)('the simulator on %s', (dialect) => {
  let harness: Harness
  let owner: Client
  let slug = ''
  let address: { id: string; address: string }
  let queueId = ''
  let skillId = ''

  beforeAll(async () => {
    harness = await startHarness(dialect)
    const organisation = await harness.organisation('simulated')
    owner = organisation.owner
    slug = organisation.slug
    const organizationId = organisation.id
    const make = async (field: string, type: string, entity: string, input: object) => {
      const mutation = `mutation ($input: ${type}!) { ${field}(input: $input) { ${entity} { id } problems { code path } } }`
      const answer = (await owner.data(mutation, { input }))[field]
      if (!answer[entity]) throw new Error(JSON.stringify(answer.problems))
      return answer[entity].id as string
    }
    queueId = await make('createQueue', 'CreateQueueInput', 'queue', { organizationId, name: 'Support' })
    skillId = await make('createSkill', 'CreateSkillInput', 'skill', { organizationId, name: 'Invoices' })
    const { organization } = await owner.data(`{ organization(slug: "${slug}") { domains { id name } } }`)
    const [domain] = organization.domains
    const settings = { routing: { queue: { queueId, skillIds: [skillId], priority: 20 } } }
    const input = { domainId: domain.id, localPart: 'Help', settings }
    const id = await make('createEmailAddress', 'CreateEmailAddressInput', 'emailAddress', input)
    address = { id, address: `Help@${domain.name}` }
  })
  afterAll(() => harness.stop())

  const simulate = async (input: object, client = owner) =>
    (await client.data(SIMULATE, { slug, input })).organization.simulateInbound
  const refusal = async (input: object, client = owner) => {
    const { errors } = await client.ask(SIMULATE, { slug, input })
    return errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n')
  }

  test('says what becomes of a composed mail, and why, by the names of what is configured', async () => {
    const decision = await simulate({
      from: 'Ada <ada@customer.example>',
      to: [address.address.toLowerCase()],
      subject: 'Hi',
    })
    expect(decision.outcomes).toEqual([
      {
        ...{ recipient: address.address.toLowerCase(), address, result: 'QUEUED', reason: null, continues: false },
        ...{ labels: [], autoReply: null, queue: { name: 'Support' }, flow: null, skills: [{ name: 'Invoices' }] },
        ...{ language: null, priority: 20 },
      },
    ])
    expect(decision.replyTo).toBe('ada@customer.example')
    expect(decision.trace.map(({ code }: { code: string }) => code)).toContain('ROUTED_TO_QUEUE')
    expect(decision.trace.every(({ title, result }: { title: string; result: string }) => title && result)).toBe(true)
  })

  test('speaks the language of the request', async () => {
    const german = new Client(harness.app, 'de')
    german.cookie = owner.cookie
    const [english, translated] = [await simulate({ subject: 'x' }), await simulate({ subject: 'x' }, german)]
    expect(translated.trace[0].title).not.toBe(english.trace[0].title)
  })

  test('reads raw mails, with envelope, verdicts, size, time and threads', async () => {
    const raw = readFileSync(new URL('reply-open-thread.eml', FIXTURES), 'utf8')
    const messageId = /^In-Reply-To: *(<[^>]+>)/im.exec(raw)?.[1]
    const base = { raw, envelopeFrom: 'ada@customer.example', envelopeTo: [address.address] }
    const thread = { messageIds: [messageId], open: false, disconnectedAt: '2026-05-30T12:00:00.000Z', queueId }
    const continued = await simulate({ ...base, threads: [thread], receivedAt: '2026-06-01T12:00:00.000Z' })
    expect(continued.outcomes[0]).toMatchObject({ result: 'QUEUED', continues: true, queue: { name: 'Support' } })
    const bare = { ...thread, messageIds: [messageId!.slice(1, -1)] }
    const also = await simulate({ ...base, threads: [bare], receivedAt: '2026-06-01T12:00:00.000Z' })
    expect(also.outcomes[0].continues).toBe(true)
    const late = await simulate({ ...base, threads: [thread] })
    expect(late.outcomes[0].continues).toBe(false)
    const virus = await simulate({ ...base, virus: 'FAIL' })
    expect(virus.outcomes[0]).toMatchObject({ result: 'DISCONNECTED', reason: 'VIRUS', queue: null })
    const large = await simulate({ ...base, sizeBytes: 2_000_000_000 })
    expect(large.outcomes[0]).toMatchObject({ result: 'REJECTED', reason: 'TOO_LARGE' })
    const nulls = await simulate({ ...base, envelopeFrom: '' })
    expect(nulls.outcomes[0]).toMatchObject({ result: 'DISCONNECTED', reason: 'AUTO_GENERATED' })
  })

  test('decides by unsaved settings, which stay unsaved', async () => {
    const mail = { envelopeTo: [address.address] }
    const override = (settings: object) => ({ ...mail, overrides: [{ addressId: address.id, settings }] })
    const unsaved = await simulate(override({ routing: { none: true } }))
    expect(unsaved.outcomes[0]).toMatchObject({ result: 'NOT_ROUTED', reason: 'OUTBOUND_ONLY' })
    const partial = await simulate(override({ fromName: 'Help desk' }))
    expect(partial.outcomes[0]).toMatchObject({ result: 'QUEUED', skills: [{ name: 'Invoices' }] })
    expect((await simulate(mail)).outcomes[0].result).toBe('QUEUED')
    expect(await refusal(override({ routing: { none: true, queue: { queueId } } }))).toMatch(
      /^BAD_USER_INPUT: overrides\.0\.routing: \w/,
    )
    const elsewhere = (await harness.organisation('elsewhere')).owner
    expect(await refusal(override({ routing: { queue: { queueId: queueId.replace(/.{3}$/, 'zzz') } } }))).toMatch(
      /^BAD_USER_INPUT: overrides\.0\.routing\.queue\.queueId/,
    )
    const own = await elsewhere.ask(SIMULATE, { slug: 'elsewhere', input: override({ routing: { none: true } }) })
    expect(own.errors[0]?.extensions.code).toBe('NOT_FOUND')
  })

  test('refuses what cannot be read, or cannot be meant', async () => {
    const headers = Array.from({ length: 600 }, (_, i) => `X-${i}: x\r\n`).join('')
    expect(await refusal({ raw: `${headers}\r\n` })).toMatch(
      /^BAD_USER_INPUT: .*at most 500 header fields, and it has 600 or more/,
    )
    expect(await refusal({ raw: 'From: a@b.example', subject: 'x' })).toMatch(/^BAD_USER_INPUT: raw comes instead of/)
    expect(await refusal({ sizeBytes: -1 })).toMatch(/^BAD_USER_INPUT: sizeBytes/)
    expect((await simulate({ raw: '\u0000\ufffd' })).outcomes).toEqual([])
  })

  test('reads a mail of 10 MB', async () => {
    const raw = `To: ${address.address}\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(145_000)}`
    expect((await simulate({ raw })).outcomes[0].result).toBe('QUEUED')
  })

  test('is for whoever may see the addresses', async () => {
    const stranger = (await harness.organisation('strange')).owner
    const { data } = await stranger.ask(SIMULATE, { slug, input: {} })
    expect(data.organization).toBe(null)
    expect(await refusal({}, new Client(harness.app))).toMatch(/^UNAUTHENTICATED/)
  })
})
