import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { address, entity, organisation, page, problem, sender, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import { descriptionOf, isInvalid, valueOf } from '../../../test/look'
import routes from './routes'

const PATH = '/o/acme/domains/shop.example/addresses/adr_1'
const ELSEWHERE = ['address-file', 'simulator', 'domains', 'queues', 'flow', 'canned-responses']

const nested = [
  {
    path: '/o/:org',
    component: { template: '<RouterView />' },
    children: routes.filter((route) => !('parent' in (route.meta ?? {}))),
  },
  { path: '/o/:org/domains/:domain', name: 'domain-addresses', component: { template: '<h1>Domain</h1>' } },
]

const payload = (fields: Record<string, unknown>) => ({
  data: { updateEmailAddress: entity('EmailAddressPayload', { emailAddress: null, problems: [], ...fields }) },
})

async function open(answers: Answers = {}, path = PATH) {
  const asked = await signedIn({
    AddressPage: () => ({ data: { organization: organisation({ emailAddress: address() }) } }),
    NewAddressPage: () => ({ data: { organization: organisation() } }),
    AgentMatch: () => ({ data: { organization: organisation({ agentMatch: null }) } }),
    SenderChoices: () => ({
      data: {
        organization: organisation({
          addresses: page('EmailAddress', [sender('adr_2', 'billing@shop.example', 'answers@shop.example')]),
        }),
      },
    }),
    ...answers,
  })
  return { asked, ...(await renderAt(path, nested, ELSEWHERE)) }
}

const inputOf = (asked: { name: string; variables: Record<string, unknown> }[], name: string) =>
  asked.filter((one) => one.name === name).map((one) => one.variables['input'] as Record<string, never>)

// Looking up roles in a whole page is slow in jsdom, slower still beside other tests.
vi.setConfig({ testTimeout: 30_000 })

beforeEach(() => client.clearStore())

it('says at both required fields of a new address what to do, and asks the server nothing', async () => {
  const { user, asked } = await open({}, '/o/acme/domains/shop.example/addresses/new')
  await user.click(await screen.findByRole('button', { name: 'Add address' }))
  expect(descriptionOf(screen.getByRole('textbox', { name: /^Email address/ }))).toMatch(/Enter the part before the @/)
  expect(descriptionOf(screen.getByRole('combobox', { name: /^Queue/ }))).toMatch(/Choose a queue/)
  expect(inputOf(asked, 'CreateEmailAddress')).toEqual([])
})

it('takes the domain off a pasted address', async () => {
  const { user } = await open({}, '/o/acme/domains/shop.example/addresses/new')
  const localPart = await screen.findByRole('textbox', { name: /^Email address/ })
  await user.click(localPart)
  await user.paste('Sales@shop.example')
  expect(valueOf(localPart)).toBe('Sales')
})

it('says that the address was deleted, and restores it instead', async () => {
  const at = new Date(Date.now() - 60_000).toISOString()
  const gone = { entityType: 'EmailAddress', id: 'adr_9', name: 'Sales@shop.example', deletedBy: 'Ben' }
  const thing = entity('DeletedItem', { ...gone, deletedAt: at, restorableUntil: at })
  const nodes = (of: unknown) => (of === 'sales@shop.example' ? [thing] : [])
  const { user, asked, router } = await open(
    {
      DeletedNamesake: ({ type, name }) => ({
        data: {
          organization: organisation({
            deletedItems: entity('DeletedItemConnection', { nodes: type === 'EmailAddress' ? nodes(name) : [] }),
          }),
        },
      }),
      RestoreEmailAddress: () => ({
        data: {
          restored: entity('EmailAddressPayload', { entity: entity('EmailAddress', { id: 'adr_9' }), problems: [] }),
        },
      }),
    },
    '/o/acme/domains/shop.example/addresses/new',
  )
  await user.type(await screen.findByRole('textbox', { name: /^Email address/ }), 'sales')
  await user.click(await screen.findByRole('button', { name: 'Restore instead' }))
  await waitFor(() => expect(router.currentRoute.value.path).toBe('/o/acme/addresses/adr_9'))
  expect(inputOf(asked, 'RestoreEmailAddress')).toEqual([{ id: 'adr_9' }])
})

it('begins with the local part that a link names', async () => {
  await open({}, '/o/acme/domains/shop.example/addresses/new?local=sales')
  expect(valueOf(await screen.findByRole('textbox', { name: /^Email address/ }))).toBe('sales')
})

it('shows what carries over from another From address, and refuses own values until they are cleared (R-ADR-6)', async () => {
  const { user } = await open()
  await user.type(await screen.findByRole('textbox', { name: 'Reply-to address' }), 'me@shop.example')
  await user.click(screen.getByRole('combobox', { name: 'From address' }))
  await user.click(await screen.findByRole('option', { name: /billing@shop.example/ }))
  expect(screen.getAllByText('answers@shop.example', { selector: 'dd' })).toHaveLength(3)
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  expect(isInvalid(screen.getByRole('textbox', { name: 'Reply-to address' }))).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Clear my own values' }))
  expect(screen.queryByRole('textbox', { name: 'Reply-to address' })).toBeNull()
})

it('keeps what was filled in while another routing is looked at', async () => {
  const { user } = await open()
  await user.click(await screen.findByRole('radio', { name: 'None – outbound only' }))
  expect(screen.queryByRole('combobox', { name: /^Queue/ })).toBeNull()
  await user.click(screen.getByRole('radio', { name: 'Queue' }))
  expect(valueOf(screen.getByRole('combobox', { name: /^Queue/ }))).toBe('Billing')
  expect(valueOf(screen.getByRole('textbox', { name: 'Priority' }))).toBe('20')
  expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
})

it('puts the problems of the server on their fields and keeps what was typed', async () => {
  const refused = problem('REFERENCE_NOT_FOUND', ['routing', 'queue', 'queueId'], { type: 'Queue', id: 'que_1' })
  const { user } = await open({ UpdateEmailAddress: () => payload({ problems: [refused] }) })
  await user.type(await screen.findByRole('textbox', { name: 'From name' }), ' Support')
  await user.keyboard('{Control>}s{/Control}')
  await waitFor(() => expect(isInvalid(screen.getByRole('combobox', { name: /^Queue/ }))).toBe(true))
  expect(valueOf(screen.getByRole('textbox', { name: 'From name' }))).toBe('Shop Support')
})

it('saves again, with what somebody else saved in other fields', async () => {
  const theirs = address({ version: 2, routing: entity('NoRouting', { outboundOnly: true }) })
  const answers = [
    payload({ emailAddress: theirs, problems: [problem('STALE_VERSION')] }),
    payload({ emailAddress: address({ ...theirs, version: 3, fromName: 'Mine' }) }),
  ]
  const { user, asked } = await open({ UpdateEmailAddress: () => answers.shift()! })
  const name = await screen.findByRole('textbox', { name: 'From name' })
  await user.clear(name)
  await user.type(name, 'Mine')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  await waitFor(() => expect(inputOf(asked, 'UpdateEmailAddress')).toHaveLength(2))
  expect(inputOf(asked, 'UpdateEmailAddress')[1]).toMatchObject({
    expectedVersion: 2,
    settings: { fromName: 'Mine', routing: { none: true } },
  })
})

it('asks which value stays where both changed a field', async () => {
  const theirs = address({ version: 2, fromName: 'Theirs' })
  const { user, asked } = await open({
    UpdateEmailAddress: () => payload({ emailAddress: theirs, problems: [problem('STALE_VERSION')] }),
  })
  const name = await screen.findByRole('textbox', { name: 'From name' })
  await user.clear(name)
  await user.type(name, 'Mine')
  await user.click(screen.getByRole('button', { name: /^Save/ }))
  const question = await screen.findByRole('radiogroup', { name: 'From name' })
  expect((within(question).getByRole('radio', { name: /Mine/ }) as HTMLInputElement).checked).toBe(false)
  expect((within(question).getByRole('radio', { name: /Theirs/ }) as HTMLInputElement).checked).toBe(false)
  expect(inputOf(asked, 'UpdateEmailAddress')).toHaveLength(1)
})

it('names the address that is to be deleted', async () => {
  const { user } = await open()
  await user.click(await screen.findByRole('button', { name: 'Delete address' }))
  expect(await screen.findByRole('dialog', { name: 'Delete help@shop.example?' })).toBeTruthy()
})

const response = entity('CannedResponse', { id: 'rsp_1', name: 'Standard' })
const signature = entity('Signature', { placement: 'IN_EDITOR', frequency: 'INITIAL_ONLY', response })
const html = '<p>{{agent.name}}, {{organization.name}}, {{address}}</p>'
const signed = (fields: Record<string, unknown> = {}): Answers => ({
  AddressPage: () => ({ data: { organization: organisation({ emailAddress: address({ signature, ...fields }) }) } }),
  SignaturePreview: () => ({
    data: { organization: organisation({ cannedResponse: { ...response, html, text: '{{agent.name}}' } }) },
  }),
})
const FILLED = '<p>Ada Martin, Acme, help@shop.example</p>'
const contentOf = async (title: RegExp) => (await screen.findByTitle(title)).getAttribute('srcdoc')
const both = async () => [await contentOf(/^The customer sees/), await contentOf(/^The agent sees/)]

it('shows a reply as the customer gets it and the agent sees it, as the form has it (R-OUT-4, R-OUT-5)', async () => {
  const { user } = await open(signed())
  await waitFor(async () => expect((await both()).map((each) => each?.includes(FILLED))).toEqual([true, true]))
  await user.click(screen.getByRole('checkbox', { name: /^Insert in the editor/ }))
  await waitFor(async () => expect((await both()).map((each) => each?.includes(FILLED))).toEqual([true, false]))
  expect(screen.getByText(/^The agent does not see the signature;/)).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: 'A later email of the interaction' }))
  await waitFor(async () => expect((await both()).map((each) => each?.includes(FILLED))).toEqual([false, false]))
  await user.click(screen.getByRole('radio', { name: 'Never include' }))
  await waitFor(async () =>
    expect((await both()).map((each) => each?.includes('I have a question'))).toEqual([false, true]),
  )
})

it('says how many hidden copies leave, and shows none of them in the preview (R-OUT-2)', async () => {
  const bcc = [entity('Mailbox', { address: 'archive@elsewhere.example', name: null })]
  await open(signed({ bcc }))
  const preview = within((await screen.findByRole('heading', { name: 'Preview of a reply' })).closest('section')!)
  expect(await preview.findByText(/^A hidden copy goes to 1 more recipient/)).toBeTruthy()
  expect(preview.queryByText(/archive@/)).toBeNull()
  expect((await both()).join()).not.toContain('archive@')
})

it('previews what may not be sent yet, and says why', async () => {
  const domain = { ...(address()['domain'] as object), id: 'dom_9', canSend: entity('Capability', { ready: false }) }
  await open(signed({ domain }))
  await waitFor(async () => expect((await both())[0]).toContain(FILLED))
  expect(screen.getAllByText(/^shop.example cannot send email yet/).length).toBeGreaterThan(0)
})

it('has a note for the agents about a signature that they do not see, in each language (R-ADR-13)', async () => {
  const { user } = await open(signed({ signature: { ...signature, placement: 'ON_SEND' } }))
  await user.click(await screen.findByText('Note for the agents'))
  expect(screen.getByText(/from help@shop.example get the signature “Standard” automatically/)).toBeTruthy()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Language of the note' }), 'Deutsch')
  const note = screen.getByText(/erhalten beim Senden automatisch die Signatur „Standard“/)
  expect(note.getAttribute('lang')).toBe('de')
  expect(screen.getByRole('button', { name: 'Copy note' })).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: /^Insert in the editor/ }))
  expect(screen.queryByText('Note for the agents')).toBeNull()
})

it('says how many agents match what the form asks of them (R-QUE-3, R-ADR-13)', async () => {
  const matching = [3, 0]
  const { user, asked } = await open({
    AgentMatch: () => ({
      data: {
        organization: organisation({ agentMatch: entity('AgentMatch', { matching: matching.shift(), members: 14 }) }),
      },
    }),
    SkillChoices: () => ({
      data: { organization: organisation({ skills: page('Skill', [entity('Skill', { id: 'skl_1', name: 'Law' })]) }) },
    }),
  })
  expect(await screen.findByText(/^3 of 14 agents match/)).toBeTruthy()
  await user.click(screen.getByRole('combobox', { name: 'Skills' }))
  await user.click(await screen.findByRole('option', { name: /Law/ }))
  expect((await screen.findByText(/^0 of 14 agents match/)).textContent).toMatch(/None of the 14 members of Billing/)
  const questions = asked.filter(({ name }) => name === 'AgentMatch').map(({ variables }) => variables)
  expect(questions).toEqual([
    { org: 'acme', queue: 'que_1', skills: [], language: null },
    { org: 'acme', queue: 'que_1', skills: ['skl_1'], language: null },
  ])
})

it('duplicates an address: all of it but the local part', async () => {
  const original = address({ fromName: 'Shop', history: 'NEVER' })
  const { user, router, asked } = await open({
    AddressPage: () => ({ data: { organization: organisation({ emailAddress: original }) } }),
    NewAddressPage: () => ({ data: { organization: organisation({ emailAddress: original }) } }),
    CreateEmailAddress: () => ({
      data: {
        createEmailAddress: entity('EmailAddressPayload', { emailAddress: null, problems: [problem('REQUIRED')] }),
      },
    }),
  })
  await user.click(await screen.findByRole('link', { name: 'Duplicate' }))
  await waitFor(() => expect(router.currentRoute.value.query['like']).toBe('adr_1'))
  const localPart = await screen.findByRole('textbox', { name: /^Email address/ })
  expect(valueOf(localPart)).toBe('')
  await user.type(localPart, 'sales')
  await user.click(screen.getByRole('button', { name: 'Add address' }))
  await waitFor(() => expect(inputOf(asked, 'CreateEmailAddress')).toHaveLength(1))
  expect(inputOf(asked, 'CreateEmailAddress')[0]).toMatchObject({
    localPart: 'sales',
    settings: { fromName: 'Shop', history: 'NEVER', routing: { queue: { queueId: 'que_1', priority: 20 } } },
  })
})

it('takes the unsaved form along to the simulator and back', async () => {
  const { user, router } = await open()
  await user.type(await screen.findByRole('textbox', { name: 'From name' }), '!')
  await user.click(screen.getByRole('button', { name: 'Test' }))
  await waitFor(() => expect(router.currentRoute.value.name).toBe('simulator'))
  await router.push(PATH)
  expect(valueOf(await screen.findByRole('textbox', { name: 'From name' }))).toBe('Shop!')
})

it('has nothing that axe objects to', async () => {
  const view = await open()
  await screen.findByRole('heading', { name: 'help@shop.example' })
  expect(await violations(view)).toEqual([])
})
