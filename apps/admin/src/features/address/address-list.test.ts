import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { address, entity, organisation, problem, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import { lastDeleted } from '@/shared/restoring'
import { descriptionOf, isChecked } from '../../../test/look'
import routes from './routes'

const ELSEWHERE = ['address-file', 'simulator', 'domains', 'domain-addresses', 'queues', 'flow', 'canned-responses']
const nested = [
  {
    path: '/o/:org',
    component: { template: '<RouterView />' },
    children: routes.filter((route) => !('parent' in (route.meta ?? {}))),
  },
]

type Fields = Record<string, unknown>
const row = (index: number, fields: Fields = {}): Fields =>
  address({
    id: `adr_${index}`,
    address: `a${index}@shop.example`,
    version: 3,
    updatedAt: '2026-06-01T10:00:00Z',
    ...fields,
  })
const rows = (count: number) => Array.from({ length: count }, (_, index) => row(index + 1))
const connection = (nodes: Fields[], more: Fields = {}) =>
  entity('EmailAddressConnection', {
    nodes,
    totalCount: nodes.length,
    pageInfo: entity('PageInfo', { hasNextPage: false, endCursor: null }),
    ...more,
  })
const listed = (nodes: Fields[], more: Fields = {}) => ({
  data: { organization: organisation({ addresses: connection(nodes, more) }) },
})
const change = (before: Fields, after: Fields | null) =>
  entity('EmailAddressChange', { before, after, changed: after ? ['history'] : [] })
const answered = (changes: Fields[], problems: Fields[] = []) => ({
  data: { updateEmailAddresses: entity('EmailAddressesPayload', { changes, problems }) },
})

/** Deleted, or refused by problems; what uses the last one. */
const deletion = (indices: number[], problems: Fields[] = [], usedBy: Fields[] = [], version = 3) => ({
  data: {
    deleteEmailAddresses: entity('DeleteEmailAddressesPayload', {
      deletedIds: problems.length ? [] : indices.map((index) => `adr_${index}`),
      deletions: indices.map((index) =>
        entity('EmailAddressDeletion', {
          ...{ id: `adr_${index}`, version: index === indices.at(-1) ? version : 3 },
          usedBy: index === indices.at(-1) ? usedBy : [],
        }),
      ),
      problems,
    }),
  },
})

async function open(answers: Answers = {}, permissions?: readonly string[]) {
  const asked = await signedIn(
    {
      AddressList: () => listed(rows(3)),
      BulkOrganization: () => ({ data: { organization: organisation() } }),
      ...answers,
    },
    permissions,
  )
  const view = await renderAt('/o/acme/addresses', nested, ELSEWHERE)
  await screen.findByRole('table')
  const inputs = (name: string) => asked.filter((one) => one.name === name).map((one) => one.variables['input'] as any)
  const box = (index: number) => screen.getByRole('checkbox', { name: `Choose a${index}@shop.example` })
  return { asked, inputs, box, ...view }
}
const chosenCount = () => screen.queryByText(/address(es)? chosen$/, { selector: 'strong' })?.textContent

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('chooses a range by Shift, by mouse and by key, and announces how many', async () => {
  const { user, box } = await open()
  await user.click(box(1))
  expect(chosenCount()).toBe('1 address chosen')
  await user.keyboard('{Shift>}')
  await user.click(box(3))
  await user.keyboard('{/Shift}')
  expect(chosenCount()).toBe('3 addresses chosen')
  expect(screen.getAllByText('3 addresses chosen').some((one) => one.getAttribute('role') === 'status')).toBe(true)
  box(2).focus()
  await user.keyboard(' ')
  expect([1, 2, 3].map((index) => isChecked(box(index)))).toEqual([true, false, true])
})

it('keeps what is chosen while another page is looked at', async () => {
  const more = { pageInfo: entity('PageInfo', { hasNextPage: true, endCursor: 'next' }), totalCount: 60 }
  const { user, box } = await open({
    AddressList: ({ after }) => (after ? listed([row(9)]) : listed(rows(3), more)),
  })
  await user.click(box(1))
  await user.click(screen.getByRole('button', { name: 'Next page' }))
  await screen.findByRole('checkbox', { name: 'Choose a9@shop.example' })
  expect(chosenCount()).toBe('1 address chosen')
})

it('chooses all that match, at most as many as can be changed at a time', async () => {
  const { user, asked, box } = await open({
    AddressList: () => listed(rows(3), { totalCount: 340 }),
    AddressIds: () => listed(rows(200)),
  })
  await user.click(box(1))
  await user.click(screen.getByRole('button', { name: 'Choose the first 200 that match' }))
  await waitFor(() => expect(chosenCount()).toBe('200 addresses chosen'))
  expect(asked.find(({ name }) => name === 'AddressIds')?.variables).toMatchObject({
    first: 200,
    orderBy: 'ADDRESS_ASC',
  })
})

it('sorts by its headings and keeps the order in the URL', async () => {
  const { user, router } = await open()
  const heading = screen.getByRole('columnheader', { name: 'Address' })
  expect(heading.getAttribute('aria-sort')).toBe('ascending')
  await user.click(within(heading).getByRole('button'))
  await waitFor(() => expect(router.currentRoute.value.query['order']).toBe('ADDRESS_DESC'))
  await user.click(within(screen.getByRole('columnheader', { name: 'Changed' })).getByRole('button'))
  await waitFor(() => expect(router.currentRoute.value.query['order']).toBe('UPDATED_DESC'))
  expect(screen.getByRole('columnheader', { name: 'Changed' }).getAttribute('aria-sort')).toBe('descending')
})

async function toPreview(user: Awaited<ReturnType<typeof open>>['user']) {
  await user.click(screen.getByRole('button', { name: 'Change settings' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Email history' }))
  await user.click(screen.getByRole('radio', { name: 'Never include' }))
  await user.click(screen.getByRole('button', { name: 'Show what changes' }))
}

it('shows field by field what changes before it is saved, and says only what shall change', async () => {
  const after = row(1, { version: 4, history: 'NEVER' })
  const { user, inputs, box, asked } = await open({
    UpdateEmailAddresses: () => answered([change(row(1), after), change(row(2), row(2))]),
  })
  await user.click(box(1))
  await user.click(box(2))
  await toPreview(user)
  expect((await screen.findByText(/^1 address changes/)).textContent).toMatch(/1 stays as it is/)
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByText('Agent decides each time', { selector: 'del' }).textContent).toContain('Before:')
  expect(within(dialog).getByText('Never include', { selector: 'ins' })).toBeTruthy()
  expect(inputs('UpdateEmailAddresses')).toEqual([
    {
      addresses: [
        { id: 'adr_1', expectedVersion: 3 },
        { id: 'adr_2', expectedVersion: 3 },
      ],
      settings: { history: 'NEVER' },
      dryRun: true,
    },
  ])
  await user.click(screen.getByRole('button', { name: 'Save 1 address' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(inputs('UpdateEmailAddresses')[1]).toMatchObject({ dryRun: false, settings: { history: 'NEVER' } })
  expect(chosenCount()).toBeUndefined()
  await waitFor(() => expect(asked.filter(({ name }) => name === 'AddressList').length).toBe(2))
})

it('names the addresses that refuse a change, and leaves them out', async () => {
  const refused = problem('CARRIED_OVER', ['addresses', '1', 'replyTo'], { from: 'a1@shop.example' })
  const answers = [
    answered([change(row(1), null), change(row(2), null)], [refused]),
    answered([change(row(1), row(1, { history: 'NEVER' }))]),
  ]
  const { user, inputs, box } = await open({ UpdateEmailAddresses: () => answers.shift()! })
  await user.click(box(1))
  await user.click(box(2))
  await toPreview(user)
  expect(await screen.findByText('1 address cannot be changed like this')).toBeTruthy()
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByText('a2@shop.example')).toBeTruthy()
  expect(within(dialog).queryByText('a1@shop.example')).toBeNull()
  expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Leave 1 address out' }))
  expect(await screen.findByText(/^1 address changes/)).toBeTruthy()
  expect(inputs('UpdateEmailAddresses')[1].addresses).toEqual([{ id: 'adr_1', expectedVersion: 3 }])
})

it('asks again with what somebody else has made of an address meanwhile', async () => {
  const stale = problem('STALE_VERSION', ['addresses', '0', 'expectedVersion'])
  const now = row(1, { version: 8 })
  const answers = [
    answered([change(now, null)], [stale]),
    answered([change(now, row(1, { version: 9, history: 'NEVER' }))]),
  ]
  const { user, inputs, box } = await open({ UpdateEmailAddresses: () => answers.shift()! })
  await user.click(box(1))
  await toPreview(user)
  expect(await screen.findByText(/^1 address changes/)).toBeTruthy()
  expect(inputs('UpdateEmailAddresses')[1].addresses).toEqual([{ id: 'adr_1', expectedVersion: 8 }])
})

it('asks for a setting that shall change, and checks it as the form of an address does', async () => {
  const { user, inputs, box } = await open()
  await user.click(box(1))
  await user.click(screen.getByRole('button', { name: 'Change settings' }))
  await user.click(await screen.findByRole('button', { name: 'Show what changes' }))
  expect(await screen.findByText('Choose at least one setting that shall change.')).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: 'Reply-to address' }))
  await user.type(screen.getByRole('textbox', { name: 'Reply-to address' }), 'nobody')
  await user.click(screen.getByRole('button', { name: 'Show what changes' }))
  expect(descriptionOf(screen.getByRole('textbox', { name: 'Reply-to address' }))).toMatch(/nobody/)
  expect(inputs('UpdateEmailAddresses')).toEqual([])
})

it('opens, tests, duplicates and deletes an address by its menu', async () => {
  const use = entity('Use', { entityType: 'EmailAddress', id: 'adr_9', name: 'sales@shop.example' })
  const kept = () => deletion([1], [problem('IN_USE', ['addresses', '0'], { count: '1' })], [use])
  const { user, router } = await open({ DeleteEmailAddresses: kept })
  const menu = () => user.click(screen.getByRole('button', { name: 'Actions: a1@shop.example' }))
  await menu()
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  const dialog = await screen.findByRole('dialog', { name: 'Delete a1@shop.example?' })
  expect((await within(dialog).findByRole('link', { name: 'sales@shop.example' })).getAttribute('href')).toContain(
    'adr_9',
  )
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
  await menu()
  await user.click(await screen.findByRole('menuitem', { name: 'Duplicate' }))
  await waitFor(() =>
    expect(router.currentRoute.value.fullPath).toBe('/o/acme/domains/shop.example/addresses/new?like=adr_1'),
  )
})

it('deletes one without a question, for it can be undone', async () => {
  const { user, asked, inputs } = await open({ DeleteEmailAddresses: () => deletion([1]) })
  await user.click(screen.getByRole('button', { name: 'Actions: a1@shop.example' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  await waitFor(() => expect(lastDeleted.value).toMatchObject({ id: 'adr_1', name: 'a1@shop.example' }))
  expect(inputs('DeleteEmailAddresses')).toEqual([{ addresses: [{ id: 'adr_1', expectedVersion: 3 }], dryRun: false }])
  expect(screen.queryByRole('dialog')).toBeNull()
  await waitFor(() => expect(asked.filter(({ name }) => name === 'AddressList').length).toBeGreaterThan(1))
})

it('deletes several in one step, after what that means, and brings all of them back in one', async () => {
  const view = await open({
    DeleteEmailAddresses: () => deletion([1, 2]),
    RestoreEmailAddresses: () => ({
      data: {
        restoreEmailAddresses: entity('RestoreEmailAddressesPayload', {
          ...{ restoredIds: ['adr_1', 'adr_2'], problems: [] },
        }),
      },
    }),
  })
  const { user, asked, inputs, box } = view
  await user.click(box(1))
  await user.click(box(2))
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  const dialog = await screen.findByRole('dialog', { name: 'Delete 2 addresses?' })
  expect(within(dialog).getByText('Email to these addresses will be refused at once.')).toBeTruthy()
  expect(within(dialog).getByText('They can be restored for 30 days.')).toBeTruthy()
  await user.click(await within(dialog).findByRole('button', { name: 'Delete' }))
  expect(await screen.findByText(/^2 addresses were deleted/)).toBeTruthy()
  const addresses = [1, 2].map((index) => ({ id: `adr_${index}`, expectedVersion: 3 }))
  expect(inputs('DeleteEmailAddresses')).toEqual([
    { addresses, dryRun: true },
    { addresses, dryRun: false },
  ])
  expect(chosenCount()).toBeUndefined()
  await waitFor(() => expect(document.activeElement?.textContent).toContain('2 addresses were deleted'))
  expect(await violations(view)).toEqual([])
  const lists = asked.filter(({ name }) => name === 'AddressList').length
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('2 addresses are there again.')).toBeTruthy()
  expect(inputs('RestoreEmailAddresses')).toEqual([{ ids: ['adr_1', 'adr_2'] }])
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  expect(asked.filter(({ name }) => name === 'AddressList').length).toBeGreaterThan(lists)
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText('2 addresses are there again.')).toBeNull()
})

it('keeps the offer to bring them back where that is refused', async () => {
  const { user, box } = await open({
    DeleteEmailAddresses: () => deletion([1, 2]),
    RestoreEmailAddresses: () => ({
      data: {
        restoreEmailAddresses: entity('RestoreEmailAddressesPayload', {
          ...{ restoredIds: [], problems: [problem('LIMIT_REACHED', ['ids', '1'], { key: 'addressesPerDomain' })] },
        }),
      },
    }),
  })
  await user.click(box(1))
  await user.click(box(2))
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }))
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(await screen.findByText(/limit/i)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Undo' })).toBeTruthy()
})

it('names before the deletion what keeps an address, and goes on without it', async () => {
  const use = entity('Use', { entityType: 'EmailAddress', id: 'adr_9', name: 'sales@shop.example' })
  const answers = [deletion([1, 2], [problem('IN_USE', ['addresses', '1'], { count: '1' })], [use]), deletion([1])]
  const { user, inputs, box } = await open({ DeleteEmailAddresses: () => answers.shift()! })
  await user.click(box(1))
  await user.click(box(2))
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  const dialog = await screen.findByRole('dialog')
  expect(await within(dialog).findByText('1 address cannot be deleted:')).toBeTruthy()
  expect(within(dialog).getByText('a2@shop.example')).toBeTruthy()
  expect(within(dialog).getByRole('link', { name: 'sales@shop.example' })).toBeTruthy()
  expect(within(dialog).queryByRole('button', { name: 'Delete' })).toBeNull()
  await user.click(within(dialog).getByRole('button', { name: 'Leave 1 address out' }))
  expect(await within(dialog).findByRole('button', { name: 'Delete' })).toBeTruthy()
  expect(inputs('DeleteEmailAddresses')[1]).toEqual({
    addresses: [{ id: 'adr_1', expectedVersion: 3 }],
    dryRun: true,
  })
  expect(chosenCount()).toBe('1 address chosen')
})

it('asks again where somebody has changed one meanwhile, then with its present version', async () => {
  const stale = deletion([1, 2], [problem('STALE_VERSION', ['addresses', '1', 'expectedVersion'])], [], 8)
  const answers = [deletion([1, 2]), stale, deletion([1, 2])]
  const { user, inputs, box } = await open({ DeleteEmailAddresses: () => answers.shift()! })
  await user.click(box(1))
  await user.click(box(2))
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
  expect(await within(dialog).findByText(/changed some of these addresses meanwhile/)).toBeTruthy()
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
  expect(await screen.findByText(/^2 addresses were deleted/)).toBeTruthy()
  expect(inputs('DeleteEmailAddresses')[2].addresses[1]).toEqual({ id: 'adr_2', expectedVersion: 8 })
})

it('offers nothing of it to who may only view', async () => {
  const { user } = await open({}, ['routing:email:view'])
  expect(screen.queryByRole('checkbox', { name: /^Choose/ })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Actions: a1@shop.example' }))
  expect((await screen.findAllByRole('menuitem')).map((item) => item.textContent?.trim())).toEqual(['Open', 'Test'])
})

it('has nothing that axe objects to, with rows chosen and while they are changed', async () => {
  const view = await open({ UpdateEmailAddresses: () => answered([change(row(1), row(1, { history: 'NEVER' }))]) })
  await view.user.click(view.box(1))
  expect(await violations(view)).toEqual([])
  await toPreview(view.user)
  await screen.findByText(/^1 address changes/)
  expect(await violations({ container: document.body })).toEqual([])
})
