import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from './configured.js'
import { DIALECTS } from './databases.js'
import { Client, startHarness, type Harness } from './harness.js'

const SECRET = 'secret@hidden.example'
const LOOP = 'help+copy@acme.mailroom.example'

/** What the contract says at its top, for every kind of thing alike. */
describe.each(DIALECTS)('conventions on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  let helpId: string
  beforeAll(async () => {
    harness = await startHarness(dialect)
    has = await configure(harness.operator, harness.acme)
    helpId = await address('Help', { bcc: [{ address: SECRET }, { address: LOOP }] })
  })
  afterAll(() => harness.stop())

  const write = async (name: string, type: string, fields: string, input: object) => {
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} problems { code path } } }`
    return (await harness.operator.data(mutation, { input }))[name]
  }
  const address = async (localPart: string, settings: object): Promise<string> => {
    const input = { domainId: has.domainId, localPart, settings }
    const { emailAddress } = await write('createEmailAddress', 'CreateEmailAddressInput', 'emailAddress { id }', input)
    return emailAddress.id
  }
  const acme = (fields: string, client = harness.operator) => client.ask(`{ organization(slug: "acme") { ${fields} } }`)
  const stale = [{ code: 'STALE_VERSION', path: ['expectedVersion'] }]

  test('a stale write is STALE_VERSION before anything else, and carries what is stored', async () => {
    const queue = { queueId: has.queueId, skillIds: [has.skillId], languageId: has.languageId }
    const signature = { responseId: has.responseId, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' }
    await address('everything', { routing: { queue }, signature, fromAddressId: helpId })
    const things: readonly [kind: string, field: string, id: string, wrong: object][] = [
      ['EmailAddress', 'emailAddress', helpId, { localPart: '', settings: { replyTo: 'nowhere' } }],
      ['Queue', 'queue', has.queueId, { name: '' }],
      ['Skill', 'skill', has.skillId, { name: '' }],
      ['Language', 'language', has.languageId, { tag: '!' }],
      ['Flow', 'flow', has.flowId, { name: '' }],
      ['CannedResponse', 'cannedResponse', has.responseId, { html: '{{nobody}}' }],
      ['SmtpServer', 'smtpServer', has.smtpServerId, { host: '' }],
      ['Organization', 'organization', harness.acme.id, { name: '' }],
    ]
    for (const [kind, field, id, wrong] of things) {
      const seen = { id, expectedVersion: 7 }
      const updated = await write(`update${kind}`, `Update${kind}Input`, `${field} { version }`, { ...seen, ...wrong })
      expect(updated, kind).toEqual({ [field]: { version: 1 }, problems: stale })
      const type = kind === 'Organization' ? 'DeleteOrganizationInput' : 'DeleteEntityInput'
      const deleted = await write(`delete${kind}`, type, 'currentVersion usedBy { id }', seen)
      expect(deleted, kind).toEqual({ currentVersion: 1, usedBy: [], problems: stale })
    }
  })

  test('users are named as they were typed (R-ADR-10)', async () => {
    await address('Sender', { fromAddressId: helpId })
    const input = { id: helpId, expectedVersion: 1 }
    const { usedBy } = await write('deleteEmailAddress', 'DeleteEntityInput', 'usedBy { name }', input)
    expect(usedBy).toContainEqual({ name: 'Sender@acme.mailroom.example' })
  })

  test('a filter by an id of no kind finds nothing (R-ORG-4)', async () => {
    for (const name of ['domainId', 'queueId', 'flowId'])
      for (const id of ['', 'que_x', harness.acme.id]) {
        const { data } = await acme(`addresses(filter: { ${name}: "${id}" }) { totalCount }`)
        expect(data.organization.addresses).toEqual({ totalCount: 0 })
      }
  })

  test('hidden recipients are shown to nobody who may not change them (R-OUT-2)', async () => {
    await address('carried', { fromAddressId: helpId })
    const shown = 'bcc { address } effectiveSender { bcc { address } } health { message params { value } }'
    const fields = `address(address: "help@acme.mailroom.example") { ${shown} }
      addresses(first: 200) { nodes { ${shown} effectiveSender { carriedOverFrom { bcc { address } } } } }
      domain(name: "acme.mailroom.example") { addresses { nodes { ${shown} fromAddress { ${shown} } } } }
      simulateInbound(input: { envelopeTo: ["help@acme.mailroom.example"], from: "a@b.example" }) {
        outcomes { address { ${shown} } } trace { input result params { value } } }`
    const input = { organizationId: harness.acme.id, roleId: has.roleId, email: 'viewer@acme.example' }
    await write('addMember', 'AddMemberInput', 'member { id }', { ...input, initialPassword: 'plenty of letters' })
    const viewer = await new Client(harness.app).signIn('viewer@acme.example', 'plenty of letters')
    const seen = await acme(fields, viewer)
    expect(seen.errors).toEqual([])
    expect(seen.data.organization.address).toMatchObject({ bcc: [], effectiveSender: { bcc: [] } })
    expect(JSON.stringify(seen.data)).not.toMatch(/secret@|\+copy@/)
    const managed = await acme(fields)
    expect(managed.data.organization.address.bcc).toEqual([{ address: SECRET }, { address: LOOP }])
  })

  test('an operator sees no content of an organisation without being its member (R-ORG-5)', async () => {
    const { slug } = await harness.organisation('theta')
    const fields = [
      'domain(name: "theta.mailroom.example") { id }',
      'address(address: "a@theta.mailroom.example") { id }',
      'emailAddress(id: "x") { id }',
      'queue(id: "x") { id }',
      'flow(id: "x") { id }',
      'cannedResponse(id: "x") { id }',
      'queues { totalCount }',
      'settings { version }',
    ]
    for (const field of fields) {
      const { errors } = await harness.operator.ask(`{ organization(slug: "${slug}") { ${field} } }`)
      expect(errors[0]?.extensions.code, field).toBe('FORBIDDEN')
    }
  })

  test('without e-mail in its edition an organisation may turn an address off and delete it, no more (R-ORG-1)', async () => {
    const { id, slug, owner } = await harness.organisation('kappa')
    const { organization } = await owner.data(`{ organization(slug: "${slug}") { domains { id } } }`)
    const mutate = async (name: string, type: string, fields: string, input: object) =>
      (
        await owner.data(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} problems { code } } }`, {
          input,
        })
      )[name]
    const made = { domainId: organization.domains[0].id, localPart: 'x', settings: { multipleActions: true } }
    const { emailAddress } = await mutate('createEmailAddress', 'CreateEmailAddressInput', 'emailAddress { id }', made)
    await write('updateOrganization', 'UpdateOrganizationInput', 'organization { id }', {
      id,
      expectedVersion: 1,
      edition: 'CX_1',
    })
    const change = (settings: object) =>
      mutate('updateEmailAddress', 'UpdateEmailAddressInput', 'emailAddress { multipleActions }', {
        id: emailAddress.id,
        expectedVersion: 1,
        settings,
      })
    expect((await change({ fromName: 'X' })).problems).toEqual([{ code: 'EDITION_WITHOUT_EMAIL' }])
    expect((await change({ multipleActions: false })).emailAddress).toEqual({ multipleActions: false })
    const gone = await mutate('deleteEmailAddress', 'DeleteEntityInput', 'deletedId', {
      id: emailAddress.id,
      expectedVersion: 2,
    })
    expect(gone.deletedId).toBe(emailAddress.id)
  })
})
