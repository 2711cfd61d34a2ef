import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { refreshViewer } from '@/shared/api'
import { allowSingleKeys } from '@/shared/shortcuts'
import AppShell from '@/shell/AppShell.vue'
import { answerWith, renderAt, violations } from '../../../test/render'
import { entity, organisation } from '../../../test/samples'

const page = (name: string, path = name, meta = {}): RouteRecordRaw => ({
  ...{ path, name, meta },
  component: { template: `<h1 tabindex="-1">${name}</h1><input aria-label="Field" /><button>Press</button>` },
})
const VIEW = { permission: 'routing:email:view', section: 'domains' }
const tree: RouteRecordRaw[] = [
  {
    path: '/o/:org',
    component: AppShell,
    children: [
      page('overview', ''),
      page('domains', 'domains', VIEW),
      page('domain-new', 'domains/new', VIEW),
      page('domain-dns', 'domains/:domain/dns', VIEW),
      page('new-domain-address', 'domains/:domain/addresses/new', VIEW),
      page('addresses', 'addresses', { permission: 'routing:email:view' }),
      page('address-by-id', 'addresses/:id', { section: 'addresses' }),
      page('queues', 'queues', { permission: 'routing:queue:view' }),
      page('skills'),
    ],
  },
  page('me', '/me'),
  page('organisations', '/orgs'),
]
const OWNER = ['routing:email:manage', 'routing:queue:manage', 'routing:skill:manage', 'flow:manage']

const member = (id: string, slug: string, name: string, permissions: readonly string[]) =>
  entity('Membership', {
    permissions,
    role: entity('Role', { id: `rol_${id}`, name: 'Owner', builtInKey: 'OWNER' }),
    organization: organisation({ id, slug, name }),
  })
const several = (count: number) =>
  Array.from({ length: count }, (_, index) => member(`o${index}`, `shop-${index}`, `Shop ${index}`, OWNER))

const connection = (type: string, nodes: object[], totalCount = nodes.length) =>
  entity(`${type}Connection`, { nodes, totalCount })

/** What the API finds, with 23 addresses in all. */
function found(variables: Record<string, unknown>) {
  const addresses = [1, 2, 3, 4, 5].map((index) =>
    entity('EmailAddress', { id: `adr_${index}`, address: `help${index}@shop.example`, fromName: null }),
  )
  return {
    data: {
      organization: entity('Organization', {
        id: 'org_1',
        ...(variables['email'] === true && {
          domains: [entity('EmailDomain', { id: 'dom_1', name: 'help.example', displayName: 'help.example' })],
          addresses: connection('EmailAddress', addresses, 23),
        }),
        ...(variables['queues'] === true && {
          queues: connection('Queue', [entity('Queue', { id: 'que_1', name: 'Helpers' })]),
        }),
        ...(variables['flows'] === true && { flows: connection('Flow', []) }),
        skills: connection('Skill', []),
        languages: connection('Language', []),
      }),
    },
  }
}

const IDS: Record<string, string> = { acme: 'org_1', other: 'org_2', third: 'org_3' }
const idOf = ({ org }: Record<string, unknown>) => IDS[String(org)] ?? String(org)

const counts = (variables: Record<string, unknown>) => ({
  data: {
    organization: entity('Organization', {
      id: idOf(variables),
      domains: [{ id: 'dom_1', works: true }].map(({ id, works }) =>
        entity('EmailDomain', {
          ...{
            id,
            canSend: entity('Capability', { ready: works }),
            canReceive: entity('Capability', { ready: false }),
          },
        }),
      ),
      withProblems: connection('EmailAddress', [], 3),
    }),
  },
})
const problems = (variables: Record<string, unknown>) => ({
  data: {
    organization: entity('Organization', {
      id: idOf(variables),
      lint: connection('Lint', [], variables['org'] === 'other' ? 2 : 0),
    }),
  },
})

async function start(path: string, permissions: readonly string[] = OWNER, others: object[] = []) {
  const memberships = [member('org_1', 'acme', 'Acme', permissions), ...others]
  const user = entity('User', { id: 'usr_1', email: 'a@b.example', name: 'Ada', locale: 'en', operator: false })
  const asked = answerWith({
    Viewer: () => ({ data: { viewer: entity('Viewer', { user, memberships }) } }),
    NavigationCounts: counts,
    ProblemCount: problems,
    PaletteSearch: found,
  })
  await refreshViewer()
  const shown = await renderAt(path, tree)
  return { ...shown, asked, path: () => shown.router.currentRoute.value.fullPath }
}

const box = () => screen.findByRole('combobox')
const options = () => screen.getAllByRole('option').map((option) => option.textContent.trim())
const activeOption = () => screen.getAllByRole('option').find((one) => one.getAttribute('aria-selected') === 'true')
const openPalette = '{Control>}k{/Control}'

beforeEach(() => vi.restoreAllMocks())

describe('the palette', () => {
  it('opens by Ctrl+K, finds a command by its first letters and runs it by Enter', async () => {
    const { user, path } = await start('/o/acme')
    await user.keyboard(openPalette)
    await box()
    await user.keyboard('add d')
    expect(activeOption()?.textContent).toContain('Add domain')
    expect((await box()).getAttribute('aria-activedescendant')).toBe(activeOption()?.id)
    await user.keyboard('{Enter}')
    await waitFor(() => expect(path()).toBe('/o/acme/domains/new'))
    expect(screen.queryByRole('combobox')).toBeNull()
  })

  it('offers first to add an address to the domain that is open', async () => {
    const { user, path } = await start('/o/acme/domains/shop.example/dns')
    await user.keyboard(openPalette)
    await box()
    expect(activeOption()?.textContent).toContain('Add address to shop.example')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(path()).toBe('/o/acme/domains/shop.example/addresses/new'))
  })

  it('finds things by one request when the typing pauses, and leads to all of them', async () => {
    const { user, asked, path } = await start('/o/acme')
    await user.click(screen.getByRole('button', { name: /Search or jump to/ }))
    await user.type(await box(), 'help')
    expect(await screen.findByRole('option', { name: /help1@shop\.example/ })).toBeTruthy()
    expect(asked.filter(({ name }) => name === 'PaletteSearch')).toHaveLength(1)
    expect(asked.find(({ name }) => name === 'PaletteSearch')?.variables).toMatchObject({
      ...{ search: 'help', email: true, queues: true, flows: true, responses: false, members: false },
    })
    const group = screen.getByRole('group', { name: 'Email addresses' })
    expect(within(group).getAllByRole('option')).toHaveLength(6)
    expect(screen.getByRole('group', { name: 'Domains' }).textContent).toContain('help.example')
    expect(screen.getByRole('group', { name: 'Queues' }).textContent).toContain('Helpers')
    expect(screen.getByText(/^\d+ results$/).getAttribute('role')).toBe('status')
    await user.click(screen.getByRole('option', { name: 'Show all 23 addresses' }))
    await waitFor(() => expect(path()).toBe('/o/acme/addresses?search=help'))
  })

  it('waits with Enter for what is being searched', async () => {
    const { user, path } = await start('/o/acme')
    await user.keyboard(openPalette)
    await box()
    await user.keyboard('help1{Enter}')
    await waitFor(() => expect(path()).toBe('/o/acme/addresses/adr_1'))
  })

  it('has only what the role allows', async () => {
    const { user, asked } = await start('/o/acme', ['routing:queue:view'])
    await user.keyboard(openPalette)
    await user.type(await box(), 'a')
    await waitFor(() => expect(asked.some(({ name }) => name === 'PaletteSearch')).toBe(true))
    expect(options().join()).not.toMatch(/Add|Create|Domains|Addresses/)
    expect(asked.find(({ name }) => name === 'PaletteSearch')?.variables).toMatchObject({ email: false, queues: true })
    expect(asked.some(({ name }) => name === 'NavigationCounts')).toBe(false)
  })

  it('opens a new tab by Ctrl+Enter', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null)
    const { user, path } = await start('/o/acme')
    await user.keyboard(openPalette)
    await user.type(await box(), 'domains{Control>}{Enter}{/Control}')
    expect(opened).toHaveBeenCalledWith('/o/acme/domains', '_blank', 'noopener')
    expect(path()).toBe('/o/acme')
  })

  it('goes through its lines by the arrow keys, round the end', async () => {
    const { user } = await start('/o/acme')
    await user.keyboard(openPalette)
    await box()
    const all = options()
    await user.keyboard('{ArrowDown}')
    expect(activeOption()?.textContent.trim()).toBe(all[1])
    await user.keyboard('{ArrowUp}{ArrowUp}')
    expect(activeOption()?.textContent.trim()).toBe(all.at(-1))
  })

  it('shows first what was opened last by it, for this person and organisation alone', async () => {
    const { user, path } = await start('/o/acme', OWNER, [member('org_2', 'other', 'Other', OWNER)])
    await user.keyboard(openPalette)
    await user.type(await box(), 'queues{Enter}')
    await waitFor(() => expect(path()).toBe('/o/acme/queues'))
    await user.keyboard(openPalette)
    await box()
    expect(within(screen.getByRole('group', { name: 'Opened last' })).getAllByRole('option')).toHaveLength(1)
    expect(Object.keys(localStorage)).toContain('mailroom.recent.usr_1.org_1')
    expect(localStorage.getItem('mailroom.recent.usr_1.org_2')).toBeNull()
  })

  it('closes by Escape; nothing below it takes its keys', async () => {
    const { user, path } = await start('/o/acme')
    await user.keyboard(openPalette)
    await box()
    await user.keyboard('gd{Escape}')
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull())
    expect(path()).toBe('/o/acme')
  })

  it('has no findings of axe', async () => {
    const shown = await start('/o/acme', OWNER, [member('org_2', 'other', 'Other', OWNER)])
    await shown.user.keyboard(openPalette)
    await shown.user.type(await box(), 'help')
    await screen.findByRole('option', { name: /help1/ })
    expect(await violations(shown)).toEqual([])
  })
})

describe('the switch of organisations', () => {
  const others = [member('org_2', 'other', 'Other', OWNER), member('org_3', 'third', 'Third', [])]

  it('keeps the section, and says name, slug, role and problems', async () => {
    const { user, path } = await start('/o/acme/queues', OWNER, others)
    await user.click(screen.getByRole('button', { name: /Acme/ }))
    await box()
    const other = await screen.findByRole('option', { name: /Other.*other · Owner/ })
    await waitFor(() => expect(other.textContent).toContain('2 problems'))
    expect(screen.getByRole('option', { name: /Acme/ }).getAttribute('aria-current')).toBe('true')
    await user.click(other)
    await waitFor(() => expect(path()).toBe('/o/other/queues'))
    expect(JSON.parse(localStorage.getItem('mailroom.organisations')!)).toEqual(['org_2', 'org_1'])
  })

  it('leads from one thing to the list of its kind, and to the overview where the section is not shown', async () => {
    const { user, path, router } = await start('/o/acme/addresses/adr_1', OWNER, others)
    await user.click(screen.getByRole('button', { name: /Acme/ }))
    await user.click(await screen.findByRole('option', { name: /Other/ }))
    await waitFor(() => expect(path()).toBe('/o/other/addresses'))
    await router.push('/o/acme/queues')
    await user.click(await screen.findByRole('button', { name: /Acme/ }))
    await user.click(await screen.findByRole('option', { name: /Third/ }))
    await waitFor(() => expect(path()).toBe('/o/third'))
  })

  it('shows 50 of 300 organisations, and finds the others by typing', async () => {
    const { user, asked } = await start('/o/acme', OWNER, several(299))
    await user.click(screen.getByRole('button', { name: /Acme/ }))
    await box()
    expect(options()).toHaveLength(51)
    expect(screen.getByText(/^250 more/)).toBeTruthy()
    expect(asked.filter(({ name }) => name === 'ProblemCount').length).toBeLessThanOrEqual(8)
    await user.keyboard('shop-277')
    expect(options()[0]).toContain('Shop 277')
    expect(options()).toHaveLength(2)
  })

  it('is left for everything else by Backspace on an empty field', async () => {
    const { user } = await start('/o/acme', OWNER, others)
    await user.keyboard(openPalette)
    await user.type(await box(), 'switch org{Enter}')
    expect((await box()).getAttribute('aria-label')).toBe('Switch organisation')
    await user.keyboard('x{Backspace}{Backspace}')
    expect((await box()).getAttribute('aria-label')).toBe('Search or jump to…')
  })

  it('is not there for one organisation alone', async () => {
    await start('/o/acme')
    expect(screen.queryByRole('button', { name: /Acme/ })).toBeNull()
  })
})

describe('the list of shortcuts', () => {
  it('opens by ? with what works here and for this person, and closes', async () => {
    const shown = await start('/o/acme', ['routing:queue:view'])
    await shown.user.keyboard('?')
    const dialog = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }))
    expect(dialog.getByText('Queues').closest('div')?.textContent).toMatch(/g\s*q/)
    expect(dialog.queryByText('Domains')).toBeNull()
    expect(dialog.getByText('Save').closest('div')?.textContent).toMatch(/Ctrl\s*S/)
    expect(await violations(shown)).toEqual([])
    await shown.user.click(dialog.getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull())
  })

  it('opens by the help menu where single keys are turned off, and says so', async () => {
    allowSingleKeys(false)
    const { user } = await start('/o/acme')
    await user.keyboard('?')
    expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Help' }))
    await user.click(await screen.findByRole('menuitem', { name: /Keyboard shortcuts/ }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }))
    expect(dialog.getByText(/turned off/)).toBeTruthy()
    allowSingleKeys(true)
  })
})
