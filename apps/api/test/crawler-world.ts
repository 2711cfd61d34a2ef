import { raw, sql } from '../src/database/sql.js'
import { configure, type Configured } from './configured.js'
import { Client, type Harness } from './harness.js'

/** Stands in every text that the other organisation has. */
export const MARK = 'zqforeign'
const PASSWORD = 'plenty of letters'

/** An organisation with one of everything that has an id. `gone…`: deleted, and can be restored. */
export interface Ids extends Configured {
  readonly organizationId: string
  readonly slug: string
  readonly userId: string
  readonly customDomainId: string
  readonly domainName: string
  readonly addressId: string
  readonly address: string
  readonly otherAddressId: string
  readonly replyId: string
  readonly otherSkillId: string
  readonly apiKeyId: string
  readonly ownRoleId: string
  readonly invitationId: string
  readonly savedTestId: string
  readonly dnsShareLinkId: string
  /** Another session of the Owner. */
  readonly sessionId: string
  /** The caller's own word, an id of nothing. */
  readonly opaqueId: string
  readonly auditEntryId: string
  readonly goneAddressId: string
  readonly goneQueueId: string
  readonly goneFlowId: string
  readonly goneSkillId: string
  readonly goneLanguageId: string
  readonly goneResponseId: string
}

/** Who asks: a person's cookie, a key, or nothing. */
export interface Asker {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Filled {
  readonly ids: Ids
  /** Deleted for good or for now, by the name of a living one. */
  readonly deleted: Partial<Record<keyof Ids, string>>
}

/** Fills an organisation that its Owner was made for. `mark` stands in every text. */
export async function fill(owner: Client, { id, slug }: { id: string; slug: string }, mark: string): Promise<Filled> {
  const make = maker(owner)
  const has = await configure(owner, { id, slug }, mark)
  const organizationId = id
  const named = { organizationId, name: `${mark}More` }
  const replyId = await make('CannedResponse', 'cannedResponse', {
    ...named,
    kind: 'REPLY',
    html: `<p>${mark}Hello</p>`,
  })
  const when = { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: `${mark}subject` } }
  const then = [{ addLabel: `${mark}label` }, { addSkillIds: [has.skillId] }, { autoReplyId: replyId }]
  const definition = { rules: [{ name: `${mark}rule`, when, then }], otherwise: { disconnect: true } }
  await owner.data(`mutation ($input: UpdateFlowInput!) { updateFlow(input: $input) { problems { code } } }`, {
    input: { id: has.flowId, expectedVersion: 1, definition },
  })
  await owner.data('mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { problems { code } } }', {
    input: { id: has.flowId, expectedVersion: 2 },
  })
  await proficiencies(owner, has)
  const gone = await restorable(owner, organizationId, has.domainId, mark)
  const deleted = await deletedForGood(owner, organizationId, mark)
  const domainName = `${mark}mail.example.com`
  const customDomainId = await make('Domain', 'domain', { organizationId, name: domainName })
  const settings = {
    fromName: `${mark}name`,
    replyTo: `${mark}reply@example.com`,
    bcc: [{ address: `${mark}bcc@example.com` }],
    routing: { queue: { queueId: has.queueId, skillIds: [has.skillId], languageId: has.languageId } },
    spamRouting: { flow: { flowId: has.flowId } },
    signature: { responseId: has.responseId, placement: 'IN_EDITOR', frequency: 'ALL_OUTGOING' },
  }
  const address = (localPart: string, more: object) =>
    make('EmailAddress', 'emailAddress', { domainId: has.domainId, localPart: `${mark}${localPart}`, settings: more })
  const addressId = await address('used', settings)
  await address('led', { routing: { flow: { flowId: has.flowId } }, fromAddressId: addressId })
  const { viewer } = await owner.data('{ viewer { user { id } } }')
  const ids = {
    ...has,
    ...gone,
    organizationId,
    slug,
    userId: viewer.user.id,
    customDomainId,
    domainName,
    addressId,
    address: `${mark}used@${slug}.mailroom.example`,
    otherAddressId: await address('other', {}),
    replyId,
    otherSkillId: await make('Skill', 'skill', { organizationId, name: `${mark}Other` }),
    apiKeyId: await make('ApiKey', 'apiKey', { ...named, permissions: ['flow:view'] }),
    invitationId: await make(
      'Member',
      'invitation',
      { organizationId, email: `${mark}guest@example.com`, roleId: has.roleId },
      'invite',
    ),
    dnsShareLinkId: await make('DnsShareLink', 'dnsShareLink', { domainId: customDomainId }),
    sessionId: await otherSession(owner, slug),
    savedTestId: await make('SavedTest', 'savedTest', {
      ...named,
      mail: { from: 'a@b.example', to: [`${mark}used@${slug}.mailroom.example`], text: `${mark}secret mail` },
      expected: [{ recipient: `${mark}used@${slug}.mailroom.example`, queueId: has.queueId, skillIds: [has.skillId] }],
    }),
    ownRoleId: await make('Role', 'role', { ...named, permissions: ['flow:view'] }),
    opaqueId: 'my-own-word',
    auditEntryId: await lastEntry(owner, slug),
  }
  return {
    ids,
    deleted: {
      ...deleted,
      addressId: gone.goneAddressId,
      queueId: gone.goneQueueId,
      flowId: gone.goneFlowId,
      skillId: gone.goneSkillId,
      languageId: gone.goneLanguageId,
      responseId: gone.goneResponseId,
    },
  }
}

/** A person with the role, signed in; one who exists already gets a membership more. */
export async function member(owner: Client, organizationId: string, slug: string, role: string, email: string) {
  const { organization } = await owner.data(
    'query ($slug: String!) { organization(slug: $slug) { roles { id name } } }',
    {
      slug,
    },
  )
  const roleId = organization.roles.find(({ name }: { name: string }) => name === role).id
  const input = { organizationId, email, name: email.split('@')[0], roleId, initialPassword: PASSWORD }
  await maker(owner)('Member', 'member', input, 'add')
  return new Client(owner.app).signIn(email, PASSWORD)
}

/** A key of the organisation, as a caller. */
export async function key(owner: Client, organizationId: string, name: string, more: object) {
  const mutation = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey { id } secret } }'
  const { createApiKey } = await owner.data(mutation, { input: { organizationId, name, ...more } })
  const asker: Asker = { name, headers: { authorization: `Bearer ${createApiKey.secret}` } }
  return { asker, id: createApiKey.apiKey.id as string }
}

export const personAsking = (name: string, { cookie }: Client): Asker => ({ name, headers: { cookie } })

/** Contents of the tables of an organisation, or how many rows they have. */
export async function rowsOf(harness: Harness, tables: readonly string[], organisationId: string) {
  const rows = harness.app.database.readInstallation()
  const found = await Promise.all(
    tables.map((table) => rows.all(sql`select * from ${raw(`"${table}"`)} where "organisationId" = ${organisationId}`)),
  )
  return Object.fromEntries(
    tables.map((table, index) => [table, found[index]!.map((row) => JSON.stringify(row)).sort()]),
  )
}

function maker(client: Client) {
  return async (kind: string, field: string, input: object, verb = 'create'): Promise<string> => {
    const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}${kind}Input!`
    const name = `${verb}${kind}`
    const answer = await client.data(
      `mutation ($input: ${type}) { ${name}(input: $input) { ${field} { id } problems { code path } } }`,
      { input },
    )
    const { [field]: entity, problems } = answer[name]
    if (!entity) throw new Error(`${name}: ${JSON.stringify(problems)}`)
    return entity.id
  }
}

async function lastEntry(owner: Client, slug: string): Promise<string> {
  const { organization } = await owner.data(`{ organization(slug: "${slug}") { auditLog(first: 1) { nodes { id } } } }`)
  return organization.auditLog.nodes[0].id
}

async function otherSession({ app }: Client, slug: string): Promise<string> {
  const other = await new Client(app).signIn(`owner@${slug}.example`, `long enough for ${slug.length} people`)
  const { viewer } = await other.data('{ viewer { sessions { id current } } }')
  return viewer.sessions.find(({ current }: { current: boolean }) => current).id
}

async function remove(client: Client, kind: string, id: string): Promise<string> {
  await client.data(`mutation ($input: DeleteEntityInput!) { ${kind}(input: $input) { deletedId } }`, {
    input: { id, expectedVersion: 1 },
  })
  return id
}

/** One of each kind that was deleted and can be restored. */
async function restorable(client: Client, organizationId: string, domainId: string, mark: string) {
  const gone = async (kind: string, field: string, input: object): Promise<string> =>
    remove(client, `delete${kind}`, await maker(client)(kind, field, input))
  const named = { organizationId, name: `${mark}Restorable` }
  const definition = { rules: [], otherwise: { disconnect: true } }
  const address = { domainId, localPart: `${mark}restorable`, settings: {} }
  return {
    goneAddressId: await gone('EmailAddress', 'emailAddress', address),
    goneQueueId: await gone('Queue', 'queue', named),
    goneFlowId: await gone('Flow', 'flow', { ...named, definition }),
    goneSkillId: await gone('Skill', 'skill', named),
    goneLanguageId: await gone('Language', 'language', { ...named, tag: 'fr' }),
    goneResponseId: await gone('CannedResponse', 'cannedResponse', { ...named, kind: 'REPLY', html: '<p>x</p>' }),
  }
}

/** One of each kind that is gone for good. */
async function deletedForGood(client: Client, organizationId: string, mark: string) {
  const make = maker(client)
  const smtp = { organizationId, name: `${mark}Gone`, host: 'smtp.example.com', port: 25, security: 'NONE' }
  const smtpServerId = await remove(client, 'deleteSmtpServer', await make('SmtpServer', 'smtpServer', smtp))
  const domain = { organizationId, name: `${mark}gone.example.com` }
  const { deleteDomain } = await client.data(
    'mutation ($input: DeleteDomainInput!) { deleteDomain(input: $input) { deletedId } }',
    { input: { id: await make('Domain', 'domain', domain), expectedVersion: 1 } },
  )
  const { id } = await key(client, organizationId, `${mark}Gone`, { permissions: ['flow:view'] })
  await client.data('mutation ($id: ID!) { revokeApiKey(id: $id) { deletedId } }', { id })
  const ownRoleId = await make('Role', 'role', { organizationId, name: `${mark}Gone`, permissions: ['flow:view'] })
  await remove(client, 'deleteRole', ownRoleId)
  return {
    ownRoleId,
    smtpServerId,
    customDomainId: deleteDomain.deletedId as string,
    domainId: deleteDomain.deletedId,
    apiKeyId: id,
  }
}

async function proficiencies(client: Client, { memberId, skillId, languageId }: Configured): Promise<void> {
  const input = {
    id: memberId,
    expectedVersion: 1,
    skills: [{ id: skillId, proficiency: 3 }],
    languages: [{ id: languageId, proficiency: 2 }],
  }
  await client.data('mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { problems { code } } }', {
    input,
  })
}
