import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { entity, organisation, problem, signedIn } from '../../../test/samples'
import { failing, renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import { portFor, toDraft, toForm } from './smtp-form'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<main><RouterView /></main>' }, children: routes }]
const relay = {
  ...{
    id: 'smt_1',
    name: 'Relay',
    host: 'smtp.example.com',
    port: 587,
    security: 'STARTTLS' as const,
    user: 'postman',
  },
  ...{ passwordSet: true, maxMessageBytes: 10_485_760, keepAlive: true, idleSeconds: 60 },
  ...{ lastTestedAt: null, lastTestResult: null, version: 1 },
}
const server = (changes: object = {}) => entity('SmtpServer', { ...relay, ...changes })
const list = (servers: object[], limit = 20) => ({
  data: {
    organization: organisation({
      viewerPermissions: [],
      limits: [entity('Limit', { key: 'smtpServers', limit, used: servers.length })],
      smtpServers: servers,
    }),
  },
})
const LIST = '/o/acme/smtp-servers'
const DETAIL = `${LIST}/smt_1`

const ALL = ['routing:email:view', 'smtp:manage']

async function open(path: string, answers: Answers = {}, permissions: readonly string[] = ALL) {
  const asked = await signedIn({ SmtpServerList: () => list([server()]), ...answers }, permissions)
  const inputOf = (name: string) => asked.find((one) => one.name === name)?.variables['input']
  return { asked, inputOf, ...(await renderAt(path, nested, [])) }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('lists servers with what the last test came to', async () => {
  const ipv6 = server({ id: 'smt_2', name: 'Office', host: '2001:db8::1', lastTestResult: 'TLS_FAILED' })
  const page = await open(LIST, { SmtpServerList: () => list([server(), ipv6]) })
  const [, first, second] = await screen.findAllByRole('row')
  expect(within(first!).getByText('smtp.example.com:587')).toBeTruthy()
  expect(within(first!).getByText('Not tested')).toBeTruthy()
  expect(within(second!).getByText('[2001:db8::1]:587')).toBeTruthy()
  expect(within(second!).getByText('TLS failed')).toBeTruthy()
  expect(await violations(page)).toEqual([])
})

it('says what servers are for while there is none, and that the limit is reached', async () => {
  await open(LIST, { SmtpServerList: () => list([]) })
  expect(await screen.findByText('No SMTP servers yet')).toBeTruthy()
  expect(screen.getAllByRole('link', { name: 'Add SMTP server' })).toHaveLength(2)
})

it('offers none beyond the limit', async () => {
  await open(LIST, { SmtpServerList: () => list([server()], 1) })
  expect(await screen.findByText(/All 1 SMTP servers are in use/)).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Add SMTP server' })).toBeNull()
})

it('makes a server, with the usual port of the security that is chosen', async () => {
  const made = () => ({
    data: { createSmtpServer: entity('SmtpServerPayload', { smtpServer: server(), problems: [] }) },
  })
  const { user, inputOf, router } = await open(`${LIST}/new`, { CreateSmtpServer: made })
  await user.type(await screen.findByLabelText(/^Name/), 'Relay')
  await user.type(screen.getByLabelText(/^Host/), 'smtp.example.com')
  await user.click(screen.getByRole('radio', { name: /^TLS/ }))
  expect(screen.getByLabelText<HTMLInputElement>(/^Port/).value).toBe('465')
  await user.type(screen.getByLabelText(/^User/), 'postman')
  const password = screen.getByLabelText<HTMLInputElement>(/^Password/)
  expect([password.type, password.autocomplete]).toEqual(['password', 'new-password'])
  await user.type(password, 'hunter2')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(inputOf('CreateSmtpServer')).toBeDefined())
  expect(inputOf('CreateSmtpServer')).toMatchObject({
    ...{ host: 'smtp.example.com', port: 465, security: 'TLS', user: 'postman', password: 'hunter2' },
    maxMessageBytes: 10_485_760,
  })
  await waitFor(() => expect(router.currentRoute.value.path).toBe(DETAIL))
})

it('never shows a stored password: it stays, is replaced or is removed', async () => {
  const saved = () => ({
    data: { updateSmtpServer: entity('SmtpServerPayload', { smtpServer: server({ version: 2 }), problems: [] }) },
  })
  const { user, inputOf } = await open(DETAIL, { UpdateSmtpServer: saved })
  expect(await screen.findByText('A password is stored. It is never shown.')).toBeTruthy()
  expect(document.querySelector('input[type=password]')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Replace' }))
  await user.type(screen.getByLabelText(/^Password/), 'another')
  await user.click(screen.getByRole('button', { name: 'Keep the stored one' }))
  await user.click(screen.getByRole('button', { name: 'Remove' }))
  expect(screen.getByText('The stored password is removed when you save.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(inputOf('UpdateSmtpServer')).toMatchObject({ password: null }))
})

it('says that the password is void as soon as the host is another', async () => {
  const { user } = await open(DETAIL)
  const host = await screen.findByLabelText(/^Host/)
  await user.clear(host)
  await user.type(host, 'smtp2.example.com')
  expect((await screen.findAllByText(/The stored password was for the former settings/)).length).toBeGreaterThan(0)
})

it('names a host that is none, by the rule of the engine', async () => {
  const { user } = await open(`${LIST}/new`)
  await user.type(await screen.findByLabelText(/^Host/), '127.1')
  await user.tab()
  expect(await screen.findByText(/127\.1 is neither a host name nor an IP address/)).toBeTruthy()
})

const tested = (result: string | null, more: object = {}) => ({
  data: {
    testSmtpServer: entity('SmtpTestPayload', {
      ...{ result, reply: null, problems: [] },
      smtpServer: server({ lastTestResult: result, lastTestedAt: '2026-11-22T10:00:00.000Z' }),
      ...more,
    }),
  },
})

it('tests the connection and says in words what came of it', async () => {
  const refused = () => tested('REFUSED_BY_SERVER', { reply: '550 5.7.1 Relaying denied' })
  const { user, inputOf, container } = await open(DETAIL, { TestSmtpServer: refused })
  await user.type(await screen.findByLabelText('Send a test email to'), 'ada@customer.example')
  await user.click(screen.getByRole('button', { name: 'Test connection' }))
  expect(await screen.findByText('550 5.7.1 Relaying denied')).toBeTruthy()
  expect(inputOf('TestSmtpServer')).toEqual({ id: 'smt_1', to: 'ada@customer.example' })
  expect(screen.getAllByText('Refused by the server').length).toBe(2)
  expect(await violations({ container })).toEqual([])
})

it('tests without a mail, and says that it works', async () => {
  const { user, inputOf } = await open(DETAIL, { TestSmtpServer: () => tested('OK') })
  await user.click(await screen.findByRole('button', { name: 'Test connection' }))
  expect(await screen.findByText('The connection and the sign-in work.')).toBeTruthy()
  expect(inputOf('TestSmtpServer')).toEqual({ id: 'smt_1', to: null })
})

it('asks for a password that is missing, and to wait where it was tested too often', async () => {
  const missing = () => tested(null, { smtpServer: null, problems: [problem('REQUIRED', ['password'])] })
  const { user } = await open(DETAIL, { TestSmtpServer: missing })
  await user.click(await screen.findByRole('button', { name: 'Test connection' }))
  expect(await screen.findByText(/There is no password stored for this user/)).toBeTruthy()
})

it('says how long to wait where it was tested too often', async () => {
  const { user } = await open(DETAIL, { TestSmtpServer: () => failing('RATE_LIMITED', { retryAfter: 40 }) })
  await user.click(await screen.findByRole('button', { name: 'Test connection' }))
  expect((await screen.findAllByText(/40/)).length).toBeGreaterThan(0)
})

it('does not test what is not saved', async () => {
  const { user, asked } = await open(DETAIL)
  await user.type(await screen.findByLabelText(/^Host/), 'x')
  await user.click(screen.getByRole('button', { name: /^Test connection/ }))
  expect(screen.getAllByText(/Save your changes first/)[0]).toBeTruthy()
  expect(asked.some(({ name }) => name === 'TestSmtpServer')).toBe(false)
})

it('is read-only, and says so, to those who may only view', async () => {
  await open(DETAIL, { SmtpServerList: () => list([server({ user: null })]) }, ['routing:email:view'])
  expect(await screen.findByText(/You can view this/)).toBeTruthy()
  expect((screen.getByLabelText(/^Host/) as HTMLInputElement).disabled).toBe(true)
  for (const name of ['Test connection', 'Delete', 'Replace']) expect(screen.queryByRole('button', { name })).toBeNull()
})

it('lists the domains that keep a server from being deleted', async () => {
  const inUse = () => ({
    data: {
      deleteSmtpServer: entity('DeletePayload', {
        ...{ deletedId: null, currentVersion: null, problems: [problem('IN_USE', [], { count: '1' })] },
        usedBy: [entity('Use', { entityType: 'EmailDomain', id: 'dom_1', name: 'shop.example' })],
      }),
    },
  })
  const { user } = await open(DETAIL, { DeleteSmtpServer: inUse })
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }))
  const link = await screen.findByRole('link', { name: 'shop.example' })
  expect(link.getAttribute('href')).toBe('/o/acme/domains/shop.example')
})

it('keeps a size to the byte that nobody has touched, and a port that is not the usual one', () => {
  const odd = { ...server({ maxMessageBytes: 1_000_000 }) } as never
  expect(toDraft(toForm(odd), odd)).not.toHaveProperty('maxMessageBytes')
  expect(toDraft({ ...toForm(odd), megabytes: 7 }, odd)).toMatchObject({ maxMessageBytes: 7 * 1_048_576 })
  expect([portFor('TLS', 'STARTTLS', 587), portFor('TLS', 'STARTTLS', 2525)]).toEqual([465, 2525])
})
