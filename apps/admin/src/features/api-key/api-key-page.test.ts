import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderAt, violations, type Answers } from '../../../test/render'
import { entity, organisation, problem, signedIn } from '../../../test/samples'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const SECRET = 'mailroom_live_0123456789_abcdefghijklmnopqrstuvwxyz012345_0aB9zZ'
const key = (fields: Record<string, unknown> = {}) =>
  entity('ApiKey', {
    id: 'key_1',
    name: 'Gateway',
    prefix: 'mailroom_live_0123456789',
    lastFour: 'B9zZ',
    permissions: ['flow:view'],
    effectivePermissions: ['flow:view'],
    maker: 'Ada Martin',
    stopped: false,
    operator: false,
    expiresAt: new Date(Date.now() + 30 * 24 * 60 * 60 * 1000 + 60_000).toISOString(),
    lastUsedAt: null,
    previousSecretUntil: null,
    ...fields,
  })

async function open(
  path: string,
  keys: object[],
  answers: Answers = {},
  permissions = ['apiKey:manage', 'flow:publish'],
) {
  const list = () => ({ data: { organization: organisation({ apiKeys: keys }) } })
  const asked = await signedIn({ ApiKeyList: list, ...answers }, permissions)
  return { asked, ...(await renderAt(path, nested)) }
}
const made = (apiKey: object | null, problems: object[] = []) =>
  entity('ApiKeyPayload', { apiKey, secret: apiKey && SECRET, problems })

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('lists keys by what may be shown of them', async () => {
  await open('/o/acme/api-keys', [key()])
  const row = (await screen.findByRole('rowheader', { name: /^Gateway/ })).closest('tr')!
  expect(within(row).getByText('mailroom_live_0123456789…B9zZ')).toBeTruthy()
  expect(within(row).getByText('View flows')).toBeTruthy()
  expect(within(row).getByText('in 30 days')).toBeTruthy()
  expect(within(row).getByText('Never')).toBeTruthy()
})

it('says of an operator’s key that it asks for recipients', async () => {
  await open('/o/acme/api-keys', [key({ operator: true, permissions: [] })])
  const row = (await screen.findByRole('rowheader', { name: /^Gateway/ })).closest('tr')!
  expect(within(row).getByText('Ask for recipients of every organisation')).toBeTruthy()
})

it('offers only permissions that the maker has, and shows the secret until it is stored', async () => {
  const keys: object[] = []
  const create = () => {
    keys.push(key())
    return { data: { createApiKey: made(key()) } }
  }
  const { user, asked } = await open('/o/acme/api-keys?open=new', keys, { CreateApiKey: create })
  const drawer = within(await screen.findByRole('dialog'))
  const offered = drawer.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent?.trim())
  expect(offered).toEqual(['Publish flows', 'Manage API keys'])
  await user.type(drawer.getByRole('textbox', { name: /Name/ }), 'Gateway')
  await user.click(drawer.getByRole('button', { name: 'Create key' }))
  expect(drawer.getAllByText('Enter or choose a value.').length).toBeGreaterThan(0)
  await user.click(drawer.getByRole('checkbox', { name: 'Publish flows' }))
  await user.click(drawer.getByRole('button', { name: 'Create key' }))
  expect(await screen.findByText(SECRET)).toBeTruthy()
  const ready = screen.getByRole('group', { name: 'The key Gateway is ready' })
  await waitFor(() => expect(document.activeElement).toBe(ready))
  const input = asked.find(({ name }) => name === 'CreateApiKey')?.variables['input']
  expect(input).toMatchObject({
    organizationId: 'org_1',
    name: 'Gateway',
    permissions: ['flow:publish'],
    operator: false,
  })
  await user.click(screen.getByRole('button', { name: /^Done/ }))
  expect(screen.getByText(SECRET)).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: 'I have stored it' }))
  await user.click(screen.getByRole('button', { name: /^Done/ }))
  expect(screen.queryByText(SECRET)).toBeNull()
  expect(await screen.findByRole('rowheader', { name: /^Gateway/ })).toBeTruthy()
})

it('shows what the API refuses at its field', async () => {
  const refused = () => ({ data: { createApiKey: made(null, [problem('NOT_UNIQUE', ['name'])]) } })
  const { user } = await open('/o/acme/api-keys?open=new', [], { CreateApiKey: refused })
  const drawer = within(await screen.findByRole('dialog'))
  await user.type(drawer.getByRole('textbox', { name: /Name/ }), 'Gateway')
  await user.click(drawer.getByRole('checkbox', { name: 'Publish flows' }))
  await user.click(drawer.getByRole('button', { name: 'Create key' }))
  expect((await drawer.findAllByText(/This exists already/)).length).toBeGreaterThan(0)
  expect(drawer.getByRole('textbox', { name: /Name/ }).getAttribute('aria-invalid')).toBe('true')
})

it('rolls with an overlap, and shows the new secret', async () => {
  const { user, asked } = await open('/o/acme/api-keys', [key()], {
    RollApiKey: () => ({ data: { rollApiKey: made(key()) } }),
  })
  await user.click(await screen.findByRole('button', { name: 'Roll Gateway' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.selectOptions(dialog.getByRole('combobox'), 'for a week')
  await user.click(dialog.getByRole('button', { name: 'Roll' }))
  expect(await screen.findByText(SECRET)).toBeTruthy()
  const { variables } = asked.find(({ name }) => name === 'RollApiKey')!
  expect(variables).toEqual({ input: { id: 'key_1', overlapHours: 168 } })
})

it('asks for the name before it revokes a key that was used within a day', async () => {
  const keys: object[] = [key({ lastUsedAt: new Date(Date.now() - 3_600_000).toISOString() })]
  const revoke = () => {
    keys.length = 0
    return { data: { revokeApiKey: entity('DeletePayload', { deletedId: 'key_1', problems: [] }) } }
  }
  const { user, asked } = await open('/o/acme/api-keys', keys, { RevokeApiKey: revoke })
  await user.click(await screen.findByRole('button', { name: 'Revoke Gateway' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText('It was last used 1 hour ago.')).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Revoke' }))
  expect(asked.some(({ name }) => name === 'RevokeApiKey')).toBe(false)
  const name = dialog.getByRole('textbox', { name: /Gateway/ })
  expect(name.getAttribute('aria-invalid')).toBe('true')
  await user.type(name, 'Gateway')
  await user.click(dialog.getByRole('button', { name: 'Revoke' }))
  expect(await screen.findByText('No API keys yet')).toBeTruthy()
})

it('revokes one that nobody uses without its name', async () => {
  const keys: object[] = [key()]
  const revoke = () => {
    keys.length = 0
    return { data: { revokeApiKey: entity('DeletePayload', { deletedId: 'key_1', problems: [] }) } }
  }
  const { user } = await open('/o/acme/api-keys', keys, { RevokeApiKey: revoke })
  await user.click(await screen.findByRole('button', { name: 'Revoke Gateway' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.queryByRole('textbox')).toBeNull()
  await user.click(dialog.getByRole('button', { name: 'Revoke' }))
  expect(await screen.findByText('No API keys yet')).toBeTruthy()
})

it('asks for password and code when the API does, and sends them with the same key', async () => {
  const answers = [
    made(null, [problem('REAUTHENTICATION_REQUIRED', ['password'])]),
    made(null, [problem('SECOND_FACTOR_REQUIRED', ['secondFactor'])]),
    made(key()),
  ]
  const { user, asked } = await open('/o/acme/api-keys?open=new', [], {
    CreateApiKey: () => ({ data: { createApiKey: answers.shift() } }),
  })
  const drawer = within(await screen.findByRole('dialog'))
  expect(drawer.queryByLabelText(/Your password/)).toBeNull()
  await user.type(drawer.getByRole('textbox', { name: /Name/ }), 'Gateway')
  await user.click(drawer.getByRole('checkbox', { name: 'Publish flows' }))
  const create = () => user.click(drawer.getByRole('button', { name: 'Create key' }))
  await create()
  await user.type(await drawer.findByLabelText(/Your password/), 'open sesame')
  await create()
  await user.type(await drawer.findByLabelText(/Code of your/), '123456')
  await create()
  expect(await screen.findByText(SECRET)).toBeTruthy()
  const inputs = asked.filter(({ name }) => name === 'CreateApiKey').map(({ variables }) => variables['input'])
  expect(inputs.at(-1)).toMatchObject({ name: 'Gateway', password: 'open sesame', secondFactor: '123456' })
})

it('says who made a key, what they may not any more, and that one of nobody stands still', async () => {
  const cut = key({ permissions: ['flow:view', 'audit:view'] })
  const stopped = key({ id: 'key_2', name: 'Old', stopped: true, effectivePermissions: [], maker: 'Ben' })
  await open('/o/acme/api-keys', [cut, stopped])
  const row = (name: RegExp) => within(screen.getByRole('rowheader', { name }).closest('tr')!)
  await screen.findByRole('rowheader', { name: /^Gateway/ })
  expect(row(/^Gateway/).getByText('by Ada Martin')).toBeTruthy()
  expect(row(/^Gateway/).getAllByText(/not now/)).toHaveLength(1)
  expect(row(/^Old/).getByText('Stopped')).toBeTruthy()
  expect(row(/^Old/).getByText(/Roll the key to take it over/)).toBeTruthy()
})

it('has nothing that axe objects to', async () => {
  const view = await open('/o/acme/api-keys?open=new', [key({ operator: true })])
  await screen.findByRole('dialog')
  expect(await violations(view)).toEqual([])
})
