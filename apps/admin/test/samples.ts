import { refreshViewer } from '@/shared/api'
import { answerWith, type Answers } from './render'

type Fields = Record<string, unknown>

/** A thing as the API answers it. */
export const entity = (type: string, fields: Fields): Fields => ({ __typename: type, ...fields })

export const problem = (code: string, path: string[] = [], params: Record<string, string> = {}): Fields =>
  entity('Problem', {
    code,
    severity: 'ERROR',
    path,
    message: code,
    params: Object.entries(params).map(([name, value]) => entity('ProblemParam', { name, value })),
  })

export const page = (type: string, nodes: readonly Fields[]): Fields =>
  entity(`${type}Connection`, {
    nodes,
    totalCount: nodes.length,
    pageInfo: entity('PageInfo', { hasNextPage: false, endCursor: null }),
  })

const ready = (is: boolean) => entity('Capability', { ready: is })
export const domain = entity('EmailDomain', {
  id: 'dom_1',
  name: 'shop.example',
  displayName: 'shop.example',
  canSend: ready(true),
  canReceive: ready(true),
})
export const billing = entity('Queue', { id: 'que_1', name: 'Billing' })

/** The address help@shop.example, routed to Billing with priority 20. */
export const address = (fields: Fields = {}): Fields =>
  entity('EmailAddress', {
    id: 'adr_1',
    version: 1,
    address: 'help@shop.example',
    localPart: 'help',
    fromName: 'Shop',
    replyTo: null,
    redirectTarget: null,
    history: 'AGENT_DECIDES',
    multipleActions: false,
    bcc: [],
    domain,
    fromAddress: entity('EmailAddress', { ...sender('adr_1', 'help@shop.example'), fromName: 'Shop' }),
    routing: entity('QueueRouting', { priority: 20, queue: billing, skills: [], language: null }),
    spamRouting: entity('SpamDisconnect', { disconnect: true }),
    signature: null,
    health: [],
    ...fields,
  })

/** An address that may be chosen as From. */
export const sender = (id: string, name: string, replyTo: string | null = null): Fields =>
  entity('EmailAddress', { id, address: name, fromName: null, replyTo, bcc: [], domain })

export const organisation = (fields: Fields = {}): Fields =>
  entity('Organization', {
    id: 'org_1',
    slug: 'acme',
    name: 'Acme',
    edition: 'CX_3',
    suspendedAt: null,
    domains: [domain],
    limits: [
      entity('Limit', { key: 'bccPerAddress', limit: 5, used: 0 }),
      entity('Limit', { key: 'recipients', limit: 50, used: 0 }),
    ],
    ...fields,
  })

const OWNERS = ['routing:email:manage', 'routing:queue:manage', 'routing:skill:manage', 'flow:manage']

/** Answers requests, with an owner of Acme signed in, or somebody with these permissions. */
export async function signedIn(answers: Answers, permissions: readonly string[] = OWNERS) {
  const viewer = entity('Viewer', {
    user: entity('User', { id: 'usr_1', email: 'a@acme.example', name: 'Ada', locale: 'en', operator: false }),
    memberships: [
      entity('Membership', {
        permissions,
        role: entity('Role', { id: 'rol_1', name: 'Owner', builtInKey: 'OWNER' }),
        organization: organisation(),
      }),
    ],
  })
  const asked = answerWith({ Viewer: () => ({ data: { viewer } }), ...answers })
  await refreshViewer()
  return asked
}
