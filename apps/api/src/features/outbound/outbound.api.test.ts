import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const PREVIEW = `query ($slug: String!, $input: OutboundDraftInput!) { organization(slug: $slug) { previewOutbound(input: $input) {
  problems { code severity path message params { name value } } editor { html showsSignature showsHistory }
  mail { from replyTo to cc envelopeFrom envelopeTo subject html text recipientCount headers { name value } raw }
  trace { rule code title input result effect params { name value } } } } }`
const HIDDEN = 'legal@archive.example'

const statements: string[] = []

describe.each(DIALECTS)('previews of outgoing mail on %s', (dialect) => {
  let harness: Harness
  let owner: Client
  let viewer: Client
  let organizationId = ''
  let slug = ''
  let domain: { id: string; name: string }
  let help: { id: string; address: string; version: number }

  const make = async (field: string, type: string, entity: string, input: object) => {
    const mutation = `mutation ($input: ${type}!) { ${field}(input: $input) { ${entity} { id version } problems { code path } } }`
    const answer = (await owner.data(mutation, { input }))[field]
    if (!answer[entity]) throw new Error(JSON.stringify(answer.problems))
    return answer[entity] as { id: string; version: number }
  }
  const makeAddress = async (localPart: string, settings: object, on = domain) => {
    const input = { domainId: on.id, localPart, settings }
    const made = await make('createEmailAddress', 'CreateEmailAddressInput', 'emailAddress', input)
    return { ...made, address: `${localPart}@${on.name}` }
  }
  const update = async (settings: object) => {
    const input = { id: help.id, expectedVersion: help.version, settings }
    help.version = (await make('updateEmailAddress', 'UpdateEmailAddressInput', 'emailAddress', input)).version
  }
  const draft = (changes: object = {}) => ({
    ...{ address: help.address, kind: 'REPLY', to: ['Ada <ada@customer.example>'], subject: 'Re: Hi' },
    ...{ html: '<p>It left today.</p>', inReplyTo: '<q@customer.example>' },
    ...changes,
  })
  const preview = async (changes: object = {}, client = owner) =>
    (await client.data(PREVIEW, { slug, input: draft(changes) })).organization.previewOutbound
  const codes = ({ problems }: { problems: { path: string[]; code: string }[] }) =>
    problems.map(({ path, code }) => `${path.join('.')} ${code}`.trim())

  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    const organisation = await harness.organisation('outgoing')
    owner = organisation.owner
    slug = organisation.slug
    organizationId = organisation.id
    const { organization } = await owner.data(
      `{ organization(slug: "${slug}") { domains { id name } roles { id name } } }`,
    )
    domain = organization.domains[0]
    const response = await make('createCannedResponse', 'CreateCannedResponseInput', 'cannedResponse', {
      ...{ organizationId, name: 'Standard', kind: 'SIGNATURE' },
      html: '<p>{{agent.name}}, {{organization.name}}</p>',
    })
    help = await makeAddress('help', {
      ...{ fromName: 'Acme Support', replyTo: 'answers@elsewhere.example', bcc: [{ address: HIDDEN }] },
      signature: { responseId: response.id, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
    })
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const person = { email: 'vera@outgoing.example', initialPassword: 'only looks at things' }
    await make('addMember', 'AddMemberInput', 'member', { organizationId, roleId, name: 'Vera', ...person })
    viewer = await new Client(harness.app).signIn(person.email, person.initialPassword)
  })
  afterAll(() => harness.stop())

  test('R-OUT-1 R-OUT-4 R-OUT-6 R-OUT-7 show the mail, what the agent sees of it, and every step', async () => {
    const { problems, mail, editor, trace } = await preview({ agentName: 'Ben <Roth>', history: '<p>Hi</p>' })
    expect(problems).toEqual([])
    expect(editor).toEqual({
      ...{ html: '<p>It left today.</p><div><p>Hi</p></div>', showsSignature: false, showsHistory: true },
    })
    expect(mail).toMatchObject({
      from: `"Acme Support" <${help.address}>`,
      replyTo: 'answers@elsewhere.example',
      to: ['"Ada" <ada@customer.example>'],
      cc: [],
      envelopeFrom: 'bounce@feedback.mailroom.example',
      envelopeTo: ['ada@customer.example', HIDDEN],
      recipientCount: 2,
      subject: 'Re: Hi',
      html: '<p>It left today.</p><div><p>Ben &lt;Roth&gt;, outgoing</p></div><div><p>Hi</p></div>',
      text: 'It left today.\n\nBen <Roth>, outgoing\n\nHi',
    })
    expect(mail.raw).toMatch(/^From: "Acme Support" <help@/m)
    expect(mail.raw).not.toMatch(/^(Bcc|DKIM-Signature):/im)
    const header = Object.fromEntries(
      mail.headers.map(({ name, value }: { name: string; value: string }) => [name, value]),
    )
    expect(header).toMatchObject({ 'In-Reply-To': '<q@customer.example>', 'X-Mailroom-Loop': help.address })
    expect(header['Message-ID']).toMatch(new RegExp(`^<[0-9a-f-]{36}@${domain.name}>$`))
    const rules = new Set(trace.map(({ rule }: { rule: string }) => rule))
    for (let rule = 1; rule <= 8; rule++) expect(rules).toContain(`R-OUT-${rule}`)
    expect(trace.every(({ title, result }: { title: string; result: string }) => title && result)).toBe(true)
  })

  test('R-ADR-11 the history goes by the setting of now', async () => {
    await update({ history: 'NEVER' })
    expect((await preview({ history: '<p>Hi</p>' })).mail.html).not.toContain('Hi')
    await update({ history: 'AGENT_DECIDES' })
    expect((await preview({ history: '<p>Hi</p>' })).mail.html).toContain('Hi')
    expect((await preview({ history: '<p>Hi</p>', includeHistory: false })).mail.html).not.toContain('Hi')
  })

  test('R-OUT-4 what the agent leaves in the editor is sent, without anything that acts', async () => {
    const history = '<p>Hi<script>alert(1)</script></p>'
    const html = '<p onclick="x()">Yes</p><img src=x onerror=alert(1)>'
    const first = await preview({ html, history })
    expect(first.mail.html).not.toMatch(/script|onclick|onerror/)
    const edited = await preview({ html: '', history, editorHtml: `${first.editor.html}<iframe srcdoc=x></iframe>` })
    expect(edited.mail.html).toBe(first.mail.html)
    const large = await preview({ html: '<p>x</p>'.repeat(20_000) })
    expect(large.problems).toEqual([])
  })

  test('R-OUT-3 R-OUT-6 R-OUT-8 refuse by field, in the language of the request', async () => {
    const wrong = await preview({
      ...{ to: ['ada@customer.example', 'nobody'], cc: ['x@evil.test(@example.com'], subject: 'a\r\nBcc: v@evil.test' },
      attachments: [{ name: 'a.zip', type: 'application/zip', sizeBytes: 40_000_000 }],
    })
    expect(wrong.mail).toBe(null)
    expect(codes(wrong)).toEqual([
      'to.1 ADDRESS_SYNTAX',
      'cc.0 ADDRESS_SYNTAX',
      'subject FORBIDDEN_CHARACTERS',
      'MESSAGE_TOO_LARGE',
    ])
    expect(codes(await preview({ to: [] }))).toEqual(['to NO_RECIPIENTS'])
    const german = new Client(harness.app, 'de')
    german.cookie = owner.cookie
    expect((await preview({ to: [] }, german)).problems[0].message).toMatch(/Empfänger/)
  })

  test('R-OUT-2 whoever may only view learns of no hidden recipient', async () => {
    const shown = await preview({}, viewer)
    expect(shown.mail).toMatchObject({ envelopeTo: ['ada@customer.example'], recipientCount: 1 })
    const people = Array.from({ length: 50 }, (_, index) => `p${index}@customer.example`)
    const full = await preview({ to: people }, viewer)
    expect(full.mail).toBe(null)
    expect(full.problems[0].params).toEqual([
      { name: 'count', value: '50' },
      { name: 'limit', value: '50' },
      { name: 'automatic', value: '0' },
    ])
    expect(JSON.stringify([shown, full])).not.toMatch(/archive|BCC_IN_ENVELOPE|BCC_SETTING/)
    expect((await preview({ to: people })).problems[0].params).toContainEqual({ name: 'automatic', value: '1' })
  })

  test('R-ADR-3 R-ADR-6 R-OUT-1 send as another address by its rules, and not from a domain that cannot', async () => {
    const sales = await makeAddress('sales', { replyTo: null, bcc: [{ address: 'deals@archive.example' }] })
    const other = await makeAddress('other', { fromName: 'Other', fromAddressId: sales.id })
    expect((await preview({ address: other.address.toUpperCase() })).mail).toMatchObject({
      from: `"Other" <${sales.address}>`,
      replyTo: null,
      envelopeTo: ['ada@customer.example', 'deals@archive.example'],
    })
    const input = { organizationId, name: 'pending-outgoing.example' }
    const pending = await make('createDomain', 'CreateDomainInput', 'domain', input)
    const silent = await makeAddress('help', {}, { id: pending.id, name: input.name })
    const refused = await preview({ address: silent.address })
    expect([refused.mail, codes(refused)]).toEqual([null, ['address DOMAIN_CANNOT_SEND', 'address OWNERSHIP_PENDING']])
  })

  test('decides by unsaved settings, which stay unsaved, for whoever may change them', async () => {
    const sales = await makeAddress('unsaved-sales', { replyTo: 'deals@elsewhere.example' })
    const overrides = (settings: object) => ({ overrides: [{ addressId: help.id, settings }] })
    const named = overrides({ fromName: 'Unsaved', signature: null, bcc: [] })
    expect((await preview(named)).mail).toMatchObject({
      ...{ from: `"Unsaved" <${help.address}>`, html: '<p>It left today.</p>', recipientCount: 1 },
    })
    const sent = overrides({ fromAddressId: sales.id, replyTo: null, bcc: [] })
    sent.overrides.push({ addressId: sales.id, settings: { replyTo: 'unsaved@elsewhere.example' } })
    expect((await preview(sent)).mail).toMatchObject({
      ...{ from: `"Acme Support" <${sales.address}>`, replyTo: 'unsaved@elsewhere.example' },
    })
    expect((await preview()).mail.from).toBe(`"Acme Support" <${help.address}>`)
    const refused = await owner.ask(PREVIEW, { slug, input: draft(overrides({ replyTo: 'no address' })) })
    expect(refused.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
    const looking = await viewer.ask(PREVIEW, { slug, input: draft(named) })
    expect(looking.errors[0]?.extensions.code).toBe('FORBIDDEN')
  })

  test('R-ORG-1 nothing leaves in an edition without e-mail', async () => {
    const change = async (edition: string) => {
      const { organization } = await owner.data(`{ organization(slug: "${slug}") { id version } }`)
      const input = { id: organization.id, expectedVersion: organization.version, edition }
      await harness.operator.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input },
      )
    }
    await change('CX_1')
    expect(codes(await preview())).toEqual(['EDITION_WITHOUT_EMAIL'])
    await change('CX_3')
    expect(codes(await preview())).toEqual([])
  })

  test('an address that is not there is a problem of the field, whoever else has it', async () => {
    const stranger = await harness.organisation('elsewhere-outgoing')
    for (const address of ['nobody@acme.example', 'no address']) {
      const unknown = await preview({ address })
      expect([codes(unknown), unknown.mail]).toEqual([['address REFERENCE_NOT_FOUND'], null])
      expect(unknown.editor.html).toContain('It left today.')
    }
    const ask = { slug: stranger.slug, input: draft() }
    const { organization } = await stranger.owner.data(PREVIEW, ask)
    expect(codes(organization.previewOutbound)).toEqual(['address REFERENCE_NOT_FOUND'])
  })

  test('R-ORG-4 is for whoever may see the addresses', async () => {
    const { owner: stranger } = await harness.organisation('strange-outgoing')
    const asked = await stranger.ask(PREVIEW, { slug, input: draft() })
    expect(asked.data.organization).toBe(null)
    const nobody = await new Client(harness.app).ask(PREVIEW, { slug, input: draft() })
    expect(nobody.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test('takes as many statements for many recipients as for one, and writes nothing', async () => {
    const background = /from (session|member m join role|"user")|from session s/
    const asked = async (changes: object) => {
      statements.length = 0
      await preview(changes)
      return statements.filter((text) => !background.test(text))
    }
    await asked({})
    const one = await asked({})
    const many = await asked({ to: Array.from({ length: 40 }, (_, index) => `p${index}@customer.example`) })
    expect(many).toEqual(one)
    expect(one.length, one.join('\n')).toBeLessThanOrEqual(6)
    expect(one.filter((text) => /^\s*(insert|update|delete)/i.test(text))).toEqual([])
  })
})
