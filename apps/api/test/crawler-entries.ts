import { addressFileHeader } from '@mailroom/core'
import type { Ids } from './crawler-world.js'

const ADDRESS_BY_QUEUE = (own: Ids) => ({
  fromAddressId: own.addressId,
  routing: { queue: { queueId: own.queueId, skillIds: [own.skillId], languageId: own.languageId } },
  spamRouting: { flow: { flowId: own.flowId } },
  signature: { responseId: own.responseId, placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
})
const ADDRESS_FILE_HEADER = addressFileHeader()
const ADDRESS_BY_FLOW = (own: Ids) => ({ routing: { flow: { flowId: own.flowId } } })
const DEFINITION = (own: Ids) => {
  const transferToQueue = { queueId: own.queueId, skillIds: [own.skillId], languageId: own.languageId }
  const when = { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'x' } }
  const actions = [{ addSkillIds: [own.skillId] }, { removeSkillIds: [own.skillId] }, { setLanguageId: own.languageId }]
  const rules = [
    { name: 'goes on', when, then: actions },
    { name: 'answers', when, then: [{ autoReplyId: own.replyId }] },
    { name: 'ends', when, then: [{ transferToQueue }] },
  ]
  return { rules, otherwise: { transferToQueue } }
}
const PROFICIENCIES = (own: Ids) => ({
  skills: [{ id: own.skillId, proficiency: 3 }],
  languages: [{ id: own.languageId, proficiency: 3 }],
})
const named = (own: Ids) => ({ organizationId: own.organizationId, name: 'New' })
const one = (kind: keyof Ids, more: object = {}) => [(own: Ids) => ({ id: own[kind], expectedVersion: 1, ...more })]
const SAVED_MAIL = (own: Ids) => ({
  to: ['help@b.example'],
  threads: [{ messageIds: ['<1@x.example>'], open: true, queueId: own.queueId }],
  autoReplied: [{ addressId: own.addressId, at: '2026-06-01T12:00:00Z' }],
})
const EXPECTED = (own: Ids) => [
  {
    ...{ recipient: 'help@b.example', queueId: own.queueId, flowId: own.flowId, skillIds: [own.skillId] },
    ...{ languageId: own.languageId, autoReplyId: own.replyId },
  },
]
const WEAR = [ADDRESS_BY_QUEUE, ADDRESS_BY_FLOW]

type Call = (own: Ids) => object

/**
 * Arguments of every mutation that takes an id, valid with the caller's own ids, which stand at every place where one may
 * stand. `input` is left out. A new mutation, or a new place for an id, needs a line.
 */
export const MUTATIONS: Readonly<Record<string, readonly Call[]>> = {
  createDomain: [
    (own) => ({ ...named(own), name: 'other.example.net', sender: 'SMTP', smtpServerId: own.smtpServerId }),
  ],
  updateDomain: one('customDomainId').map((call) => (own: Ids) => ({
    ...call(own),
    sender: 'SMTP',
    smtpServerId: own.smtpServerId,
  })),
  createSmtpServer: [(own) => ({ ...named(own), host: 'smtp.example.com', port: 25, security: 'NONE' })],
  updateSmtpServer: one('smtpServerId', { name: 'Renamed' }),
  deleteSmtpServer: one('smtpServerId'),
  testSmtpServer: [(own) => ({ id: own.smtpServerId })],
  deleteDomain: one('customDomainId'),
  updateOrganization: one('organizationId', { expectedVersion: 2, name: 'Renamed' }),
  updateOrganizationSettings: [(own) => ({ organizationId: own.organizationId, expectedVersion: 2, threadingDays: 3 })],
  deleteOrganization: one('organizationId', { expectedVersion: 2, confirmName: 'another name' }),
  addMember: [
    (own) => ({
      organizationId: own.organizationId,
      email: 'new@beta.example',
      roleId: own.roleId,
      initialPassword: 'a sufficiently long one',
      ...PROFICIENCIES(own),
    }),
  ],
  updateMember: one('memberId', { expectedVersion: 2 }).map((call) => (own: Ids) => ({
    ...call(own),
    roleId: own.roleId,
    ...PROFICIENCIES(own),
  })),
  removeMember: one('memberId', { expectedVersion: 2 }),
  createRole: [(own) => ({ ...named(own), permissions: ['flow:view'] })],
  updateRole: one('ownRoleId', { name: 'Renamed' }),
  deleteRole: one('ownRoleId'),
  inviteMember: [
    (own) => ({
      organizationId: own.organizationId,
      email: 'invited@beta.example',
      roleId: own.roleId,
      ...PROFICIENCIES(own),
    }),
  ],
  resendInvitation: [(own) => ({ id: own.invitationId })],
  revokeInvitation: [(own) => ({ id: own.invitationId })],
  revokeSession: [(own) => ({ id: own.sessionId })],
  createApiKey: [(own) => ({ ...named(own), permissions: ['flow:view'] })],
  rollApiKey: [(own) => ({ id: own.apiKeyId })],
  revokeApiKey: [(own) => ({ id: own.apiKeyId })],
  createQueue: [(own) => ({ ...named(own), memberIds: [own.memberId] })],
  updateQueue: [(own) => ({ id: own.queueId, expectedVersion: 1, memberIds: [own.memberId] })],
  createSkill: [named],
  updateSkill: one('skillId', { name: 'Renamed' }),
  mergeSkills: one('skillId').map((call) => (own: Ids) => ({ ...call(own), intoId: own.otherSkillId })),
  createLanguage: [(own) => ({ ...named(own), tag: 'fr' })],
  updateLanguage: one('languageId', { name: 'Renamed' }),
  createCannedResponse: [(own) => ({ ...named(own), kind: 'REPLY', html: '<p>Hello</p>' })],
  updateCannedResponse: one('responseId', { name: 'Renamed' }),
  createFlow: [(own) => ({ ...named(own), definition: DEFINITION(own) })],
  updateFlow: [(own) => ({ id: own.flowId, expectedVersion: 3, definition: DEFINITION(own) })],
  publishFlow: [(own) => ({ id: own.flowId, expectedVersion: 3 })],
  unpublishFlow: [(own) => ({ id: own.flowId, expectedVersion: 3 })],
  createEmailAddress: WEAR.map((wear) => (own) => ({ domainId: own.domainId, localPart: 'new', settings: wear(own) })),
  updateEmailAddress: WEAR.map((wear) => (own) => ({
    id: own.otherAddressId,
    expectedVersion: 1,
    settings: wear(own),
  })),
  updateEmailAddresses: WEAR.map((wear) => (own) => ({
    addresses: [
      { id: own.otherAddressId, expectedVersion: 1 },
      { id: own.addressId, expectedVersion: 1 },
    ],
    settings: wear(own),
  })),
  deleteEmailAddresses: [
    (own) => ({
      addresses: [
        { id: own.otherAddressId, expectedVersion: 1 },
        { id: own.addressId, expectedVersion: 1 },
      ],
    }),
  ],
  importEmailAddresses: [(own) => ({ organizationId: own.organizationId, csv: ADDRESS_FILE_HEADER })],
  exportEmailAddresses: [
    (own) => ({
      organizationId: own.organizationId,
      filter: { domainId: own.customDomainId, queueId: own.queueId, flowId: own.flowId },
    }),
  ],
  deleteEmailAddress: one('otherAddressId'),
  deleteQueue: one('queueId'),
  deleteSkill: one('skillId'),
  deleteLanguage: one('languageId'),
  deleteCannedResponse: one('responseId'),
  deleteFlow: one('flowId', { expectedVersion: 3 }),
  createSavedTest: [(own) => ({ ...named(own), mail: SAVED_MAIL(own), expected: EXPECTED(own) })],
  updateSavedTest: one('savedTestId').map((call) => (own: Ids) => ({
    ...call(own),
    mail: SAVED_MAIL(own),
    expected: EXPECTED(own),
  })),
  deleteSavedTest: one('savedTestId'),
  runSavedTests: [
    (own) => ({
      organizationId: own.organizationId,
      ids: [own.savedTestId],
      overrides: overriding(own).slice(0, 1),
      flows: [{ flowId: own.flowId, definition: DEFINITION(own) }],
    }),
    (own) => ({ organizationId: own.organizationId, overrides: overriding(own).slice(1) }),
  ],
  planConfiguration: [
    (own) => ({ organizationId: own.organizationId, yaml: 'mailroom: 1\nsettings: {threadingDays: 3}\n' }),
  ],
  applyConfiguration: [
    (own) => ({
      organizationId: own.organizationId,
      yaml: 'mailroom: 1\nsettings: {threadingDays: 3}\n',
      fingerprint: 'another',
    }),
  ],
  restoreEmailAddress: [(own) => ({ id: own.goneAddressId })],
  restoreEmailAddresses: [(own) => ({ ids: [own.goneAddressId] })],
  restoreQueue: [(own) => ({ id: own.goneQueueId })],
  restoreFlow: [(own) => ({ id: own.goneFlowId })],
  restoreSkill: [(own) => ({ id: own.goneSkillId })],
  restoreLanguage: [(own) => ({ id: own.goneLanguageId })],
  restoreCannedResponse: [(own) => ({ id: own.goneResponseId })],
  checkDomain: [(own) => ({ domainId: own.customDomainId })],
  restartVerification: [(own) => ({ domainId: own.customDomainId })],
  rotateDkimKey: [(own) => ({ domainId: own.customDomainId })],
  createDnsShareLink: [(own) => ({ domainId: own.customDomainId })],
  revokeDnsShareLink: [(own) => ({ id: own.dnsShareLinkId })],
}

/** Mutations that take no id of an organisation, and why there is none to try. */
export const WITHOUT_IDS: Readonly<Record<string, string>> = {
  createOrganization: 'makes the organisation; operators alone',
  signIn: 'before there is anybody',
  signOut: 'ends the session itself',
  setUp: 'before there is any organisation',
  updateProfile: 'the own person',
  changePassword: 'the own person',
  resetPassword: 'by a secret code',
  revokeOtherSessions: 'the own person',
  enrolSecondFactor: 'the own person',
  confirmSecondFactor: 'the own person',
  renewRecoveryCodes: 'the own person',
  disableSecondFactor: 'the own person',
  acceptInvitation: 'by a secret code',
}

const MAIL = { from: 'a@b.example' }
const REPLY = { ...MAIL, headers: [{ name: 'In-Reply-To', value: '<1@x.example>' }] }
const DRAFT = { kind: 'NEW', to: ['a@b.example'], subject: 'x', html: '<p>x</p>' }
const overriding = (own: Ids) => WEAR.map((wear) => ({ addressId: own.addressId, settings: wear(own) }))

/**
 * Arguments of fields: every one that takes an id or a name of something, as `Type.field`, and every one with an argument
 * that is required. With the caller's own ids and names it answers without errors.
 */
export const FIELDS: Readonly<Record<string, readonly Call[]>> = {
  'Query.organization': [(own) => ({ slug: own.slug })],
  'Query.invitation': [() => ({ code: 'none' })],
  'Query.dnsShare': [() => ({ code: 'none' })],
  'Query.resolveRecipient': [(own) => ({ address: own.address })],
  'Organization.address': [(own) => ({ address: own.address })],
  'Organization.emailAddress': [(own) => ({ id: own.addressId })],
  'Organization.agentMatch': [(own) => ({ queueId: own.queueId, skillIds: [own.skillId], languageId: own.languageId })],
  'Organization.queue': [(own) => ({ id: own.queueId })],
  'Organization.flow': [(own) => ({ id: own.flowId })],
  'Organization.savedTest': [(own) => ({ id: own.savedTestId })],
  'Organization.cannedResponse': [(own) => ({ id: own.responseId })],
  'Organization.deletedItem': [(own) => ({ id: own.goneAddressId })],
  'Organization.domain': [(own) => ({ name: own.domainName })],
  'Organization.previewCannedResponse': [() => ({ input: { html: '<p>x</p>' } })],
  'Organization.handleTimes': [
    () => ({ input: { multipleActions: false, startedAt: '2026-06-01T12:00:00Z', sentAt: [] } }),
  ],
  'Organization.addresses': [
    () => ({}),
    (own) => ({ filter: { domainId: own.domainId } }),
    (own) => ({ filter: { queueId: own.queueId } }),
    (own) => ({ filter: { flowId: own.flowId } }),
  ],
  'Organization.auditLog': [
    () => ({}),
    (own) => ({ entryId: own.auditEntryId }),
    (own) => ({ entityId: own.queueId }),
    (own) => ({ actor: own.userId }),
    (own) => ({ actor: own.apiKeyId }),
  ],
  'Organization.members': [() => ({}), (own) => ({ roleId: own.roleId })],
  'Organization.rankQueue': [
    (own) => ({
      input: {
        queueId: own.queueId,
        waiting: [
          {
            id: own.opaqueId,
            priority: 0,
            waitedSeconds: 1,
            skillIds: [own.skillId],
            languageId: own.languageId,
            lastAgentId: own.opaqueId,
          },
        ],
        agents: [{ id: own.opaqueId, ...PROFICIENCIES(own) }],
      },
    }),
  ],
  'Organization.simulateInbound': [
    (own) => ({
      input: {
        ...REPLY,
        to: [own.address],
        threads: [{ messageIds: ['<1@x.example>'], open: true, queueId: own.queueId }],
      },
    }),
    (own) => ({
      input: {
        ...MAIL,
        to: [own.address],
        autoReplied: [{ addressId: own.addressId, at: '2026-06-01T12:00:00Z' }],
      },
    }),
    (own) => ({ input: { ...MAIL, envelopeTo: [own.address], overrides: overriding(own).slice(0, 1) } }),
    (own) => ({ input: { ...MAIL, envelopeTo: [own.address], overrides: overriding(own).slice(1) } }),
    (own) => ({
      input: { ...MAIL, to: [own.address], flows: [{ flowId: own.flowId, definition: DEFINITION(own) }] },
    }),
  ],
  'Organization.previewOutbound': [
    (own) => ({ input: { ...DRAFT, address: own.address, overrides: overriding(own).slice(0, 1) } }),
    (own) => ({ input: { ...DRAFT, address: own.address, overrides: overriding(own).slice(1) } }),
  ],
}

/** Fields of the organisation that an operator who is no member sees (R-ORG-5); every other one is content. */
export const OPERATORS_SEE: readonly string[] = [
  'id',
  'slug',
  'name',
  'edition',
  'version',
  'suspendedAt',
  'limits',
  'roles',
  'members',
  'invitations',
  'platformRoot',
  'viewerPermissions',
]

/** Types that such an operator meets on the way. */
export const OPERATORS_MEET: readonly string[] = [
  'Organization',
  'Limit',
  'Role',
  'MemberConnection',
  'Member',
  'User',
  'Proficiency',
  'InvitationConnection',
  'Invitation',
  'PageInfo',
]

/** Routes beside GraphQL that name an organisation. */
export const ROUTES: readonly string[] = [
  '/export/:slug',
  '/o/:slug/addresses.csv',
  '/o/:slug/audit-log.csv',
  '/o/:slug/audit-log.json',
]

/** Mutations that an operator who is no member may do (R-ORG-5). */
export const OPERATORS_DO: readonly string[] = [
  'addMember',
  'inviteMember',
  'resendInvitation',
  'revokeInvitation',
  'updateOrganization',
  'deleteOrganization',
]

/** Mutations that write nothing, so that whoever may only view may run them. */
export const VIEWERS_DO: readonly string[] = ['runSavedTests']

/** Places that find by the id of anything, deleted or not, as they are meant to: own things alone. */
export const FINDS_ANYTHING: readonly string[] = ['Organization.auditLog entityId', 'Organization.auditLog actor']

/** Places whose id is the caller's own word for something: the answer repeats it. */
export const OWN_WORDS: readonly string[] = [
  'Organization.rankQueue input.waiting.id',
  'Organization.rankQueue input.waiting.lastAgentId',
  'Organization.rankQueue input.agents.id',
]

/** Places in flows that are alike: proved once, in `rules`, and named here for `otherwise`. */
export const LIKE_RULES =
  /^input\.(flows\.)?definition\.otherwise\.(addSkillIds|removeSkillIds|setLanguageId|autoReplyId)/
