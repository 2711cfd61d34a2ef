import { screen, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { renderAt, violations } from '../../../test/render'
import { entity, organisation, page, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import { placeOf } from './finding'
import routes from './routes'

const inOrganisation = routes.filter(({ path }) => !path.startsWith('/'))
const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: inOrganisation }]
const elsewhere = [
  'domain-dns',
  'domain-settings',
  'domain-new',
  'new-domain-address',
  'domains',
  'address-by-id',
  'flow',
  'simulator',
]

const warning = (code: string, path: string[] = [], params = {}) => ({
  ...problem(code, path, params),
  severity: 'WARNING',
})
const finding = (entityType: string, entityName: string, of: object) =>
  entity('LintFinding', { entityType, entityId: `id of ${entityName}`, entityName, problem: of })
const found = [
  finding('EmailDomain', 'shop.example', problem('MX_MISSING')),
  finding(
    'EmailAddress',
    'help@shop.example',
    warning('QUEUE_WITHOUT_MEMBERS', ['routing', 'queue', 'queueId'], { queue: 'Billing' }),
  ),
  finding('Flow', 'Sorting', warning('FLOW_RULE_UNREACHABLE', ['rules', '1'], { rule: 'b', by: 'a' })),
]
const lint = (nodes: readonly object[], totalCount = nodes.length, hasNextPage = false) =>
  entity('LintConnection', { nodes, totalCount, pageInfo: entity('PageInfo', { hasNextPage, endCursor: 'next' }) })
const none = {
  domains: [],
  addresses: entity('EmailAddressConnection', { totalCount: 0 }),
  recordChanges: page('DomainRecordChange', []),
  savedTests: entity('SavedTestConnection', { totalCount: 0 }),
}

async function open(path: string, of: object) {
  const answer = () => ({ data: { organization: organisation({ ...none, lint: of }) } })
  const asked = await signedIn({ Overview: answer, Problems: answer })
  return { asked, ...(await renderAt(path, nested, elsewhere)) }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

describe('the overview', () => {
  it('says a domain’s trouble once, not at each of its addresses', async () => {
    const caused = (name: string, of: string) =>
      finding('EmailAddress', name, warning('DOMAIN_CANNOT_RECEIVE', [], { domain: of }))
    const nodes = [found[0]!, caused('help@shop.example', 'shop.example'), caused('info@mill.example', 'mill.example')]
    await open('/o/acme', lint(nodes))
    expect(await screen.findByText('info@mill.example')).toBeTruthy()
    expect(screen.getByText('shop.example')).toBeTruthy()
    expect(screen.queryByText('help@shop.example')).toBeNull()
    expect(screen.getByRole('link', { name: 'All 3 problems' })).toBeTruthy()
  })

  it('tells the latest changes with names, and leads to each in the audit log', async () => {
    const entry = entity('AuditEntry', {
      ...{ id: 'aud_7', at: new Date().toISOString(), actor: 'Ada Martin', actorKind: 'USER', action: 'UPDATED' },
      ...{ entityType: 'Queue', entityId: 'que_1', entityName: 'Billing' },
    })
    const made = { ...entry, id: 'aud_8', entityType: 'Role', entityId: 'rol_1', entityName: 'as it was called' }
    const roles = [entity('Role', { id: 'rol_1', name: 'Owner', builtInKey: 'OWNER' })]
    const auditLog = page('AuditEntry', [entry, made])
    const answer = () => ({ data: { organization: organisation({ ...none, lint: lint([]), roles, auditLog }) } })
    await signedIn({ Overview: answer }, ['routing:email:manage', 'audit:view'])
    await renderAt('/o/acme', nested, [...elsewhere, 'audit-log'])
    expect(await screen.findAllByText('changed by Ada Martin')).toHaveLength(2)
    expect(screen.getByRole('link', { name: 'Role Owner' })).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Queue Billing' }).getAttribute('href')).toContain('event=aud_7')
  })

  it('shows what is wrong, and leads to all of it where it is more', async () => {
    const { router, user } = await open('/o/acme', lint(found, 21))
    expect(await screen.findByRole('heading', { name: '21 problems' })).toBeTruthy()
    expect(screen.getByText(/Billing/)).toBeTruthy()
    await user.click(screen.getByRole('link', { name: 'All 21 problems' }))
    await vi.waitFor(() => expect(router.currentRoute.value.name).toBe('problems'))
  })

  it('says so where nothing is wrong', async () => {
    await open('/o/acme', lint([]))
    expect(await screen.findByText('Nothing needs attention.')).toBeTruthy()
    expect(screen.queryByRole('link', { name: /problems/ })).toBeNull()
  })
})

describe('the page of all problems', () => {
  it('lists each with its kind and severity, in words', async () => {
    await open('/o/acme/problems', lint(found))
    const [first, second] = await screen.findAllByRole('listitem')
    expect(first?.textContent).toContain('Domain')
    expect(screen.getByRole('img', { name: 'Error' })).toBeTruthy()
    expect(second?.textContent).toContain('help@shop.example')
    expect(within(first!).getByRole('link').getAttribute('href')).toBe('/elsewhere/domain-dns/acme/shop.example')
    expect(screen.getAllByRole('img', { name: 'Warning' })).toHaveLength(2)
  })

  it('puts those of one thing together, each with its own way to the setting', async () => {
    const hidden = finding('EmailAddress', 'help@shop.example', warning('SIGNATURE_HIDDEN_FROM_AGENTS', ['signature']))
    await open('/o/acme/problems', lint([found[0]!, found[1]!, hidden, found[2]!]))
    const items = await screen.findAllByRole('listitem')
    expect(items).toHaveLength(3)
    expect(within(items[1]!).getAllByRole('link')).toHaveLength(2)
  })

  it('keeps severity and page in the URL', async () => {
    const { router, user, asked } = await open('/o/acme/problems', lint(found, 60, true))
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Show' }), 'Warnings')
    await vi.waitFor(() => expect(asked.at(-1)?.variables).toMatchObject({ severity: 'WARNING', after: null }))
    await user.click(await screen.findByRole('button', { name: 'Next page' }))
    expect(router.currentRoute.value.query).toEqual({ severity: 'WARNING', after: 'next' })
    await vi.waitFor(() =>
      expect(asked.at(-1)?.variables).toMatchObject({ severity: 'WARNING', after: 'next', counted: false }),
    )
  })

  it('has nothing that axe objects to', async () => {
    const view = await open('/o/acme/problems', lint(found))
    await screen.findAllByRole('listitem')
    expect(await violations(view)).toEqual([])
  })
})

describe('the setting of a finding', () => {
  const place = (entityType: string, code: string, path: string[] = []) =>
    placeOf(finding(entityType, 'name', problem(code, path)) as never, 'acme')

  it.each([
    ['EmailAddress', 'QUEUE_WITHOUT_MEMBERS', ['routing', 'queue', 'queueId'], { hash: '#routing' }],
    ['EmailAddress', 'FLOW_UNPUBLISHED', ['spamRouting', 'flow', 'flowId'], { hash: '#spam' }],
    ['EmailAddress', 'SIGNATURE_HIDDEN_FROM_AGENTS', ['signature', 'placement'], { hash: '#signature' }],
    ['EmailAddress', 'BCC_LOOP', ['bcc', '0'], { name: 'address-by-id', hash: '#identity' }],
    ['EmailDomain', 'MX_MISSING', [], { name: 'domain-dns', params: { org: 'acme', domain: 'name' } }],
    ['EmailDomain', 'SMTP_NOT_TESTED', [], { name: 'domain-settings' }],
    ['Flow', 'FLOW_RULE_UNREACHABLE', ['rules', '1'], { name: 'flow' }],
  ])('of %s %s', (type, code, path, wanted) => expect(place(type, code, path)).toMatchObject(wanted))

  it('of an address whose domain is the reason is with that domain', () => {
    const reason = problem('FROM_DOMAIN_CANNOT_SEND', ['fromAddressId'], { domain: 'mute.example' })
    const of = finding('EmailAddress', 'help@shop.example', reason) as never
    expect(placeOf(of, 'acme')).toEqual({ name: 'domain-dns', params: { org: 'acme', domain: 'mute.example' } })
  })

  it('of a kind that came later is nowhere', () => expect(place('Pet', 'INVALID')).toBeUndefined())
})
