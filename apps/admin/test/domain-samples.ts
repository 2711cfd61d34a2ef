import type { RouteRecordRaw } from 'vue-router'
import { signIn } from '@/shared/api'
import { answerWith, renderAt, type Answers } from './render'
import routes from '@/features/domain/routes'

const ELSEWHERE = [
  'audit-log',
  'guide',
  'smtp-servers',
  'smtp-server',
  'domain-addresses',
  'new-domain-address',
  'overview',
  'addresses',
]
const tree = [
  { path: '/o/:org', name: 'organisation', component: { template: '<main><RouterView /></main>' }, children: routes },
] as RouteRecordRaw[]

export const READY = { __typename: 'Capability', ready: true, reasons: [] }
export const problem = (code: string, path: string[] = [], params: Record<string, string> = {}) => ({
  __typename: 'Problem',
  code,
  severity: 'ERROR',
  path,
  message: code,
  params: Object.entries(params).map(([name, value]) => ({ __typename: 'ProblemParam', name, value })),
})
export const notReady = (code: string) => ({ __typename: 'Capability', ready: false, reasons: [problem(code)] })

export const record = (key: string, changes: object = {}) => ({
  __typename: 'DnsRecord',
  hostInZone: 'support',
  valueToType: key === 'MX' ? '10 mx.mail.example.net' : 'v=value',
  priorityToType: null,
  key,
  source: '192.0.2.1 (authoritative)',
  purpose: key.split(':')[0],
  required: true,
  type: key === 'MX' ? 'MX' : 'TXT',
  host: 'support.example.com',
  value: key === 'MX' ? 'mx.mail.example.net' : 'v=value',
  priority: key === 'MX' ? 10 : null,
  ttl: 3600,
  status: 'PENDING',
  found: [],
  hint: null,
  signs: false,
  checkedAt: '2026-11-22T10:00:00.000Z',
  ...changes,
})

export const domain = (name: string, changes: object = {}) => ({
  __typename: 'EmailDomain',
  id: `dom_${name}`,
  name,
  displayName: name,
  type: 'CUSTOM',
  sender: 'PLATFORM',
  smtpServer: null,
  serverSigns: false,
  reception: 'MX',
  mailFromDomain: null,
  addressCount: 2,
  lastCheckedAt: '2026-11-22T10:00:00.000Z',
  nextCheckAt: null,
  dkimSelector: null,
  dkimRotation: { __typename: 'DkimRotation', requestedAt: null, retiresAt: null },
  version: 1,
  canSend: notReady('OWNERSHIP_PENDING'),
  canReceive: notReady('MX_MISSING'),
  dnsRecords: [],
  dnsZone: 'example.com',
  dnsProvider: null,
  warnings: [],
  ...changes,
})
export const PLATFORM = domain('acme.mailroom.example', { type: 'PLATFORM', canSend: READY, canReceive: READY })

export const list = (domains: object[], limit = 2) => ({
  data: {
    organization: {
      __typename: 'Organization',
      id: 'org_1',
      slug: 'acme',
      platformRoot: 'mailroom.example',
      limits: [{ __typename: 'Limit', key: 'domains', limit, used: domains.length }],
      domains,
    },
  },
})
export const page = (one: object | null) => ({
  data: { organization: { __typename: 'Organization', id: 'org_1', slug: 'acme', domain: one } },
})

export const change = (id: string, changes: object = {}) => ({
  __typename: 'RecordChange',
  ...{ id, event: 'STATE', key: 'MX', host: 'support.example.com', from: 'VERIFIED', to: 'FAILED' },
  ...{ found: ['10 mail.old.example'], source: '192.0.2.1 (authoritative)', at: '2026-11-22T10:00:00.000Z' },
  ...{ domainName: 'support.example.com', ...changes },
})
export const timeline = (nodes: object[], hasNextPage = false) => ({
  data: {
    organization: {
      __typename: 'Organization',
      ...{ id: 'org_1', slug: 'acme' },
      domain: {
        __typename: 'EmailDomain',
        id: 'dom_support.example.com',
        recordChanges: {
          __typename: 'RecordChangeConnection',
          nodes,
          pageInfo: { __typename: 'PageInfo', hasNextPage, endCursor: null },
        },
      },
    },
  },
})

export async function open(path: string, answers: Answers, permissions = ['routing:email:manage']) {
  const viewer = {
    __typename: 'Viewer',
    user: {
      __typename: 'User',
      id: `usr_${Math.random()}`,
      email: 'ada@example.com',
      name: 'Ada',
      locale: 'en',
      operator: false,
    },
    memberships: [
      {
        __typename: 'Membership',
        permissions,
        role: { __typename: 'Role', id: 'rol_1', name: 'Owner', builtInKey: 'OWNER' },
        organization: { __typename: 'Organization', id: 'org_1', slug: 'acme', name: 'Acme', edition: 'CX_3' },
      },
    ],
  }
  const asked = answerWith({
    SignIn: () => ({ data: { signIn: { __typename: 'SignInPayload', viewer, problems: [] } } }),
    DomainChanged: () => new Promise(() => {}),
    DomainTimeline: () => timeline([]),
    ...answers,
  })
  await signIn({ email: 'ada@example.com', password: 'x' })
  return { ...(await renderAt(path, tree, ELSEWHERE)), asked }
}
