import { getNamedType, isInputObjectType, isListType, isNonNullType, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditedFields } from '../src/features/audit/audited-fields.read-model.js'
import { typeOfTable } from '../src/features/audit/audit-fields.js'
import { sql } from '../src/database/sql.js'
import { makeSchema } from '../src/graphql/schema.js'
import { RESOLVERS } from '../src/resolvers.js'
import { DIALECTS } from './databases.js'
import { startHarness, type Client, type Harness } from './harness.js'

/** What earlier steps made, by the name of the mutation. */
type Made = Readonly<Record<string, { readonly id: string; readonly version: number }>> & {
  readonly organizationId: string
  readonly ids: Readonly<Record<string, string>>
}

interface Step {
  readonly mutation: string
  readonly args: (made: Made) => Record<string, unknown>
  /** Entries of the actor; 1 unless said. */
  readonly entries?: number
  /** What makes it refused, beside a stale version and an empty name. */
  readonly wrong?: Record<string, unknown>
  /** By an operator; else by the organisation's Owner. */
  readonly asOperator?: true
}

const id = (mutation: string) => (made: Made) => ({ id: made[mutation]!.id })
const at =
  (mutation: string, more: Record<string, unknown> = {}) =>
  (made: Made) => ({ id: made[mutation]!.id, expectedVersion: made[mutation]!.version, ...more })
const inOrganisation =
  (more: Record<string, unknown>) =>
  ({ organizationId }: Made) => ({ organizationId, ...more })
const DISCONNECT = { rules: [], otherwise: { disconnect: true } }
const SMTP = { host: 'smtp.example.com', port: 587, security: 'STARTTLS' }

/** Every mutation that writes an organisation's rows, in an order in which each finds what it needs. New ones are added here. */
const STEPS: readonly Step[] = [
  { mutation: 'createSkill', args: inOrganisation({ name: 'Chess' }) },
  { mutation: 'updateSkill', args: at('createSkill', { name: 'Go' }) },
  { mutation: 'createLanguage', args: inOrganisation({ name: 'German', tag: 'de' }) },
  { mutation: 'updateLanguage', args: at('createLanguage', { name: 'Deutsch' }) },
  { mutation: 'createQueue', args: inOrganisation({ name: 'Support' }) },
  { mutation: 'updateQueue', args: at('createQueue', { name: 'Help' }) },
  { mutation: 'createCannedResponse', args: inOrganisation({ name: 'Hello', kind: 'REPLY', html: '<p>Hello</p>' }) },
  { mutation: 'updateCannedResponse', args: at('createCannedResponse', { html: '<p>Good day</p>' }) },
  { mutation: 'createFlow', args: inOrganisation({ name: 'Sorting', definition: DISCONNECT }) },
  { mutation: 'updateFlow', args: at('createFlow', { name: 'Sorted' }) },
  { mutation: 'publishFlow', args: at('createFlow') },
  { mutation: 'unpublishFlow', args: at('createFlow') },
  { mutation: 'createSmtpServer', args: inOrganisation({ name: 'Relay', ...SMTP }) },
  { mutation: 'updateSmtpServer', args: at('createSmtpServer', { port: 465 }) },
  { mutation: 'deleteSmtpServer', args: at('createSmtpServer') },
  { mutation: 'createDomain', args: inOrganisation({ name: 'support.example.com' }) },
  { mutation: 'updateDomain', args: at('createDomain', { reception: 'REDIRECTION' }) },
  { mutation: 'createDnsShareLink', args: (made) => ({ domainId: made['createDomain']!.id }) },
  { mutation: 'revokeDnsShareLink', args: id('createDnsShareLink') },
  {
    mutation: 'createEmailAddress',
    args: (made) => ({ domainId: made['createDomain']!.id, localPart: 'help', settings: {} }),
    wrong: { localPart: '' },
  },
  { mutation: 'updateEmailAddress', args: at('createEmailAddress', { settings: { fromName: 'Help' } }) },
  {
    mutation: 'updateEmailAddresses',
    args: (made) => ({
      addresses: [{ id: made['createEmailAddress']!.id, expectedVersion: made['createEmailAddress']!.version }],
      settings: { history: 'NEVER' },
    }),
    wrong: { settings: { replyTo: 'nobody' } },
  },
  { mutation: 'deleteEmailAddress', args: (made) => ({ ...at('createEmailAddress')(made), expectedVersion: 3 }) },
  { mutation: 'restoreEmailAddress', args: id('createEmailAddress') },
  { mutation: 'deleteEmailAddresses', args: (made) => ({ addresses: [at('createEmailAddress')(made)] }) },
  { mutation: 'restoreEmailAddresses', args: (made) => ({ ids: [made['createEmailAddress']!.id] }) },
  { mutation: 'deleteEmailAddress', args: (made) => ({ ...at('createEmailAddress')(made), expectedVersion: 5 }) },
  { mutation: 'deleteDomain', args: at('createDomain') },
  { mutation: 'deleteFlow', args: at('createFlow') },
  { mutation: 'deleteCannedResponse', args: at('createCannedResponse') },
  { mutation: 'deleteQueue', args: at('createQueue') },
  { mutation: 'deleteLanguage', args: at('createLanguage') },
  { mutation: 'deleteSkill', args: at('createSkill') },
  { mutation: 'restoreSkill', args: id('createSkill') },
  { mutation: 'restoreLanguage', args: id('createLanguage') },
  { mutation: 'restoreQueue', args: id('createQueue') },
  { mutation: 'restoreCannedResponse', args: id('createCannedResponse') },
  { mutation: 'restoreFlow', args: id('createFlow') },
  {
    mutation: 'addMember',
    args: ({ organizationId, ids }) => ({
      organizationId,
      email: 'new@beta.example',
      roleId: ids['viewer'],
      initialPassword: 'a sufficiently long one',
    }),
    wrong: { email: 'nobody' },
  },
  {
    mutation: 'updateMember',
    args: (made) => ({ ...at('addMember')(made), roleId: made.ids['agent'] }),
  },
  { mutation: 'removeMember', args: at('addMember') },
  {
    mutation: 'createSavedTest',
    args: inOrganisation({ name: 'Invoice', mail: { to: ['a@b.example'] }, expected: [{ recipient: 'a@b.example' }] }),
  },
  { mutation: 'updateSavedTest', args: at('createSavedTest', { name: 'Invoices' }) },
  { mutation: 'deleteSavedTest', args: at('createSavedTest') },
  { mutation: 'createRole', args: inOrganisation({ name: 'Night shift', permissions: ['flow:view'] }) },
  { mutation: 'updateRole', args: at('createRole', { permissions: ['flow:manage'] }) },
  { mutation: 'deleteRole', args: at('createRole') },
  {
    mutation: 'inviteMember',
    args: ({ organizationId, ids }) => ({ organizationId, email: 'guest@beta.example', roleId: ids['viewer'] }),
    wrong: { email: 'nobody' },
  },
  { mutation: 'resendInvitation', args: id('inviteMember') },
  { mutation: 'revokeInvitation', args: id('inviteMember') },
  { mutation: 'createApiKey', args: inOrganisation({ name: 'Gateway', permissions: ['flow:view'] }) },
  { mutation: 'rollApiKey', args: id('createApiKey'), wrong: { overlapHours: -1 } },
  { mutation: 'revokeApiKey', args: id('createApiKey') },
  { mutation: 'updateOrganizationSettings', args: (made) => ({ ...versionOf(made), threadingDays: 3 }) },
  {
    mutation: 'updateOrganization',
    args: ({ ids, organizationId }) => ({
      id: organizationId,
      expectedVersion: Number(ids['version']) + 1,
      edition: 'CX_2',
    }),
    asOperator: true,
  },
]

const versionOf = ({ organizationId, ids }: Made) => ({ organizationId, expectedVersion: Number(ids['version']) })

/** Why a mutation is in no step. */
const WITHOUT_ENTRY: Readonly<Record<string, string>> = {
  signIn: 'of the installation',
  signOut: 'of the installation',
  acceptInvitation: 'by whoever has the link: its own tests',
  updateProfile: 'of the installation',
  changePassword: 'of the installation',
  resetPassword: 'of the installation',
  revokeSession: 'of the installation',
  revokeOtherSessions: 'of the installation',
  enrolSecondFactor: 'of the installation',
  confirmSecondFactor: 'of the installation',
  renewRecoveryCodes: 'of the installation',
  disableSecondFactor: 'of the installation',
  setUp: 'of the installation; what it makes is told by createOrganization',
  createOrganization: 'several entries: tested below',
  deleteOrganization: 'its audit log goes with it',
  runSavedTests: 'writes nothing',
  planConfiguration: 'writes nothing',
  applyConfiguration: 'those of the single writes: its own tests',
  mergeSkills: 'an entry for each change: its own tests',
  importEmailAddresses: 'an entry for each address: its own tests',
  exportEmailAddresses: 'writes nothing',
  checkDomain: 'what it finds is the system’s',
  restartVerification: 'only where a state changes: its own tests',
  rotateDkimKey: 'only where a state changes: its own tests',
  testSmtpServer: 'a result, no setting: its own tests',
}

describe.each(DIALECTS)('the audit log of every write on %s (R3)', (dialect) => {
  const schema = makeSchema(RESOLVERS, [])
  const mutations = schema.getMutationType()!.getFields()
  let harness: Harness
  let owner: Client
  let ownerId: string
  let operatorId: string
  let made: Made

  beforeAll(async () => {
    harness = await startHarness(dialect)
    const beta = await harness.organisation('beta')
    owner = beta.owner
    ownerId = (await owner.data('{ viewer { user { id } } }')).viewer.user.id
    operatorId = (await harness.operator.data('{ viewer { user { id } } }')).viewer.user.id
    const { organization } = await owner.data('{ organization(slug: "beta") { version roles { id name } } }')
    const roleOf = (wanted: string) => organization.roles.find(({ name }: { name: string }) => name === wanted).id
    const ids = { viewer: roleOf('Viewer'), agent: roleOf('Agent'), version: String(organization.version) }
    made = { organizationId: beta.id, ids } as unknown as Made
  })
  afterAll(() => harness.stop())

  test('every mutation is known to this test', () => {
    const known = new Set([...STEPS.map(({ mutation }) => mutation), ...Object.keys(WITHOUT_ENTRY)])
    expect(Object.keys(mutations).filter((name) => !known.has(name))).toEqual([])
    expect([...known].filter((name) => !(name in mutations))).toEqual([])
  })

  test.each(STEPS.map((step) => [step.mutation, step] as const))('%s', async (mutation, step) => {
    const args = step.args(made)
    const actorId = step.asOperator ? operatorId : ownerId
    const before = await entries()
    const wrong =
      step.wrong ?? ('expectedVersion' in args ? { expectedVersion: 99 } : 'name' in args ? { name: '' } : null)
    if (wrong) expect((await run(step, { ...args, ...wrong })).problems, 'refused').not.toEqual([])
    if (takes(mutation, 'dryRun')) expect((await run(step, { ...args, dryRun: true })).problems).toEqual([])
    expect(await entries(), 'nothing after a refusal and a dry run').toEqual(before)
    const { problems, entity } = await run(step, args)
    expect(problems).toEqual([])
    if (entity) made = { ...made, [mutation]: entity, ...updated(args, entity) } as Made
    const added = (await entries()).slice(before.length)
    const expected = { actorId, actorKind: 'USER', action: actionOf(mutation), ip: '127.0.0.1' }
    expect(added).toEqual(Array.from({ length: step.entries ?? 1 }, () => expect.objectContaining(expected)))
  })

  test('createOrganization: one entry for each thing that it makes, by the operator', async () => {
    const input = { name: 'Gamma', slug: 'gamma' }
    const create = `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { organization { id } } }`
    const { createOrganization } = await harness.operator.data(create, { input })
    const found = await entries(createOrganization.organization.id)
    expect(found.map(({ entityType }) => entityType)).toEqual([
      'organisation',
      'role',
      'role',
      'role',
      'role',
      'domain',
    ])
    expect(new Set(found.map(({ actorId }) => actorId))).toEqual(new Set([operatorId]))
  })

  test('no entry tells of a field that the list of audited fields does not have', async () => {
    const all = await harness.app.database
      .readInstallation()
      .all<{ entityType: string; changes: string }>(sql`select "entityType", changes from audit_entry`)
    const known = auditedFields()
    const told = all.flatMap(({ entityType, changes }) =>
      (JSON.parse(changes) as { field: string }[]).map(({ field }) => [typeOfTable(entityType), field] as const),
    )
    expect(told.length).toBeGreaterThan(100)
    expect(told.filter(([type, field]) => !(field in (known[type] ?? {})))).toEqual([])
  })

  interface Entry {
    readonly action: string
    readonly entityType: string
    readonly actorId: string
  }

  /** Checks of DNS go on meanwhile. */
  function entries(organisationId = made.organizationId): Promise<Entry[]> {
    return harness.app.database.readInstallation().all<Entry>(
      sql`select action, "entityType", "actorKind", "actorId", ip from audit_entry
          where "organisationId" = ${organisationId} and "actorKind" <> 'SYSTEM' order by sequence`,
    )
  }

  function updated(args: Record<string, unknown>, entity: { id: string; version: number }): Partial<Made> {
    if (args['id'] === undefined) return {}
    const maker = Object.entries(made).find(([, value]) => (value as { id?: string }).id === args['id'])
    return maker ? ({ [maker[0]]: entity } as unknown as Partial<Made>) : {}
  }

  async function run(step: Step, args: Record<string, unknown>) {
    const { mutation } = step
    const field = mutations[mutation]!
    const isInput = field.args[0]!.name === 'input'
    const variables = `$${field.args[0]!.name}: ${String(field.args[0]!.type)}`
    const given = `${field.args[0]!.name}: $${field.args[0]!.name}`
    const entity = entityField(mutation)
    const asked = entity ? `entity: ${entity.name} { id ${entity.hasVersion ? 'version' : ''} }` : ''
    const client = step.asOperator ? harness.operator : owner
    const answer = await client.data(
      `mutation (${variables}) { ${mutation}(${given}) { ${asked} problems { code path } } }`,
      isInput ? { input: args } : args,
    )
    return answer[mutation] as { problems: object[]; entity?: { id: string; version: number } }
  }

  function takes(mutation: string, name: string): boolean {
    return mutations[mutation]!.args.some(({ type }) => {
      const named = getNamedType(type)
      return isInputObjectType(named) && name in named.getFields()
    })
  }

  /** The thing in a payload. */
  function entityField(mutation: string): { name: string; hasVersion: boolean } | null {
    const payload = getNamedType(mutations[mutation]!.type)
    if (!isObjectType(payload)) return null
    for (const { name, type } of Object.values(payload.getFields())) {
      const bare = isNonNullType(type) ? type.ofType : type
      if (isListType(bare) || !isObjectType(bare)) continue
      return { name, hasVersion: 'version' in bare.getFields() }
    }
    return null
  }
})

function actionOf(mutation: string): string {
  if (/^(create|add|invite)/.test(mutation)) return 'CREATED'
  if (/^restore/.test(mutation)) return 'RESTORED'
  return /^(delete|remove|revoke)/.test(mutation) ? 'DELETED' : 'UPDATED'
}
