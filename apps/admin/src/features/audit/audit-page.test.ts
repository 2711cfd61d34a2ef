import { screen, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations } from '../../../test/render'
import { entity, organisation, page, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import { showIn } from '@/shared/i18n'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
/** With names instead of ids. */
const change = (field: string, before: string | null, after: string | null, texts: object = {}) =>
  entity('AuditChange', { field, before, after, beforeText: before, afterText: after, ...texts })
const entry = (sequence: number, fields: Record<string, unknown> = {}) =>
  entity('AuditEntry', {
    id: `aud_${sequence}`,
    sequence,
    at: new Date(Date.now() - 3_660_000).toISOString(),
    actor: 'Ada <ada@acme.example>',
    actorKind: 'USER',
    actorId: 'usr_1',
    action: 'UPDATED',
    entityType: 'EmailAddress',
    entityId: 'adr_1',
    entityName: 'help@shop.example',
    ip: '127.0.0.1',
    requestId: 'req-1',
    changes: [change('fromName', null, 'Help'), change('password', '***', '***')],
    ...fields,
  })
const ROLES = [entity('Role', { id: 'rol_1', name: 'Owner', builtInKey: 'OWNER' })]
const checked = entry(2, {
  actor: 'system',
  actorKind: 'SYSTEM',
  actorId: null,
  entityType: 'EmailDomain',
  changes: [],
})

async function open(path: string, nodes = [entry(3), checked]) {
  const answer = () => ({ data: { organization: organisation({ roles: ROLES, auditLog: page('AuditEntry', nodes) }) } })
  const asked = await signedIn({ AuditLog: answer }, ['audit:view'])
  return { asked, ...(await renderAt(path, nested)) }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('tells what was changed, by whom and when', async () => {
  await open('/o/acme/audit-log')
  const row = (await screen.findByRole('rowheader', { name: 'Email address help@shop.example' })).closest('tr')!
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual([
    expect.stringContaining('changed'),
    expect.stringContaining('Ada <ada@acme.example>'),
    expect.stringContaining('1 hour ago'),
  ])
  expect(screen.getByText('The installation')).toBeTruthy()
  expect(screen.getByText('2 changes')).toBeTruthy()
})

it('opens an entry with every field before and after, and leads to its like', async () => {
  const { user, router, asked } = await open('/o/acme/audit-log')
  await user.click(await screen.findByRole('link', { name: 'Email address help@shop.example' }))
  const details = within(await screen.findByRole('dialog'))
  const row = within(details.getByRole('rowheader', { name: 'From name' }).closest('tr')!)
  expect(row.getByText('(nothing)')).toBeTruthy()
  expect(row.getByText('Help')).toBeTruthy()
  expect(details.getByText('127.0.0.1')).toBeTruthy()
  await user.click(details.getByRole('link', { name: 'Only by Ada <ada@acme.example>' }))
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ actor: 'usr_1' }))
  await vi.waitFor(() => expect(asked.at(-1)?.variables).toMatchObject({ actor: 'usr_1', entityId: null }))
  await user.click(await screen.findByRole('button', { name: 'Show everybody' }))
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({}))
})

it('opens at what a link names', async () => {
  await open('/o/acme/audit-log?event=aud_2')
  const details = within(await screen.findByRole('dialog'))
  expect(details.getByText('No field changed, or none that you may see.')).toBeTruthy()
})

it('filters in the URL', async () => {
  const { user, router, asked } = await open('/o/acme/audit?type=Skill')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/o/acme/audit-log?type=Skill'))
  await user.selectOptions(await screen.findByRole('combobox', { name: 'Action' }), 'deleted')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Period' }), 'Last 7 days')
  await vi.waitFor(() =>
    expect(asked.at(-1)?.variables).toMatchObject({
      entityType: 'Skill',
      action: 'DELETED',
      from: expect.stringMatching(/T00:00:00\.000Z$/),
    }),
  )
  await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of thing' }), 'Every kind')
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ action: 'DELETED', days: '7' }))
})

it('offers what the filters show as a file', async () => {
  await open('/o/acme/audit-log?type=Skill&actor=usr_1')
  const link = await screen.findByRole('link', { name: 'Download as CSV' })
  expect(link.getAttribute('href')).toBe('/o/acme/audit-log.csv?entityType=Skill&actor=usr_1')
  expect(link.hasAttribute('download')).toBe(true)
  expect(screen.getByRole('link', { name: 'Download as JSON' }).getAttribute('href')).toContain('/audit-log.json?')
})

it('has no column of what was before in the entry of something new', async () => {
  const changes = [change('name', null, 'Help')]
  const { user } = await open('/o/acme/audit-log', [entry(3, { action: 'CREATED', changes })])
  await user.click(await screen.findByRole('link', { name: 'Email address help@shop.example' }))
  const details = within(await screen.findByRole('dialog'))
  expect(details.getAllByRole('columnheader').map((header) => header.textContent)).toEqual(['Field', 'After'])
})

it('says names instead of ids, lists with commas, and marks what differs in long texts', async () => {
  const changes = [
    change('queueId', 'que_1', 'que_2', { beforeText: 'Billing', afterText: 'Accounts' }),
    change('skillIds', null, '["skl_1","skl_2"]', { afterText: '["Invoices","German"]' }),
    change(
      'html',
      'Kind regards from all of us at the shop, and see you very soon',
      'Kind regards from all of us at the mill, and see you very soon',
    ),
  ]
  const { user } = await open('/o/acme/audit-log', [entry(3, { changes })])
  await user.click(await screen.findByRole('link', { name: 'Email address help@shop.example' }))
  const details = within(await screen.findByRole('dialog'))
  const cells = (name: string) =>
    within(details.getByRole('rowheader', { name }).closest('tr')!)
      .getAllByRole('cell')
      .map((cell) => cell.textContent?.trim())
  expect(cells('Queue')).toEqual([expect.stringContaining('Billing'), expect.stringContaining('Accounts')])
  expect(cells('Skills')[1]).toContain('Invoices, German')
  expect(details.getByText('shop,').tagName).toBe('DEL')
  expect(details.getByText('mill,').tagName).toBe('INS')
})

it('opens an entry that is on another page of the list', async () => {
  const far = () => ({
    data: { organization: organisation({ roles: ROLES, auditLog: page('AuditEntry', [entry(99)]) }) },
  })
  const answer = () => ({
    data: { organization: organisation({ roles: ROLES, auditLog: page('AuditEntry', [entry(3)]) }) },
  })
  await signedIn({ AuditLog: answer, AuditEntry: far }, ['audit:view'])
  await renderAt('/o/acme/audit-log?event=aud_99', nested)
  expect(within(await screen.findByRole('dialog')).getByText('99')).toBeTruthy()
})

it('looks for new entries only once somebody has turned it on', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  try {
    const { user, asked } = await open('/o/acme/audit-log')
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: /^Show new entries/ })
    expect(box.checked).toBe(false)
    const times = () => asked.filter(({ name }) => name === 'AuditLog').length
    await vi.advanceTimersByTimeAsync(11_000)
    expect(times()).toBe(1)
    await user.click(box)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(times()).toBeGreaterThanOrEqual(3)
    await user.click(box)
    const before = times()
    await vi.advanceTimersByTimeAsync(11_000)
    expect(times()).toBe(before)
  } finally {
    vi.useRealTimers()
  }
})

it('says that nothing fits', async () => {
  await open('/o/acme/audit-log?action=RESTORED', [])
  expect(await screen.findByText('Nothing fits these filters.')).toBeTruthy()
})

it('has nothing that axe objects to', async () => {
  const view = await open('/o/acme/audit-log?event=aud_3')
  await screen.findByRole('dialog')
  expect(await violations(view)).toEqual([])
})

it('names every kind of thing that it tells of', async () => {
  const link = entry(1, { entityType: 'DnsShareLink', entityName: 'shop.example' })
  await open('/o/acme/audit-log', [link, entry(2, { entityType: 'SavedTest', entityName: 'Invoices' })])
  expect(await screen.findByRole('rowheader', { name: 'Link to DNS records shop.example' })).toBeTruthy()
  expect(screen.getByRole('rowheader', { name: 'Saved test Invoices' })).toBeTruthy()
})

it('says fields and values as the forms do, in the language of the console', async () => {
  const told = [
    change('draft', null, '{}', {
      afterText: JSON.stringify({
        rules: [
          {
            name: 'Bills',
            when: { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'bill' } },
            then: [{ setPriority: 5 }],
          },
        ],
        otherwise: { transferToQueue: { queueId: 'Billing' } },
      }),
    }),
  ]
  await showIn('de')
  const { user } = await open('/o/acme/audit-log', [
    entry(5, {
      entityType: 'Member',
      entityName: 'Ben',
      changes: [change('roleId', 'rol_9', 'rol_1'), change('suspended', 'false', 'true')],
    }),
    entry(4, { entityType: 'Role', entityId: 'rol_1', entityName: 'Owner', changes: [] }),
    entry(3, { entityType: 'Flow', entityName: 'Sorting', changes: told }),
    entry(2, {
      entityType: 'ApiKey',
      entityName: 'Gate',
      changes: [change('expiresAt', null, '2027-01-31T12:00:00.000Z')],
    }),
  ])
  expect(await screen.findByRole('link', { name: 'Rolle Inhaber' })).toBeTruthy()
  const textOf = async (name: string) => {
    await user.click(screen.getByRole('link', { name }))
    return (await screen.findByRole('dialog')).textContent
  }
  expect(await textOf('Mitglied Ben')).toMatch(/Rolle.*Inhaber.*Gesperrt.*nein.*ja/s)
  expect(await textOf('Flow Sorting')).toMatch(/Entwurf.*1\. Bills:.*„bill“ – .*5.*Sonst:.*Billing/s)
  expect(await textOf('API-Schlüssel Gate')).toMatch(/Läuft ab.*31\.01\.2027/s)
  await showIn('en')
})
