import { screen, within } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { address, entity, organisation, page, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import { recipientList, toDraftInput, emptyOutgoing } from './outgoing-form'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]

const params = (values: Record<string, string>) =>
  Object.entries(values).map(([name, value]) => entity('ProblemParam', { name, value }))
const step = (rule: string, code: string, values: Record<string, string>, effect: boolean) =>
  entity('TraceStep', { rule, code, effect, params: params(values) })
const mail = entity('OutboundMail', {
  ...{ from: '"Help" <help@shop.example>', replyTo: 'answers@shop.example', to: ['kim@customer.example'], cc: [] },
  ...{ subject: 'Re: Hi', html: '<p>Yes</p><div>Kind regards</div>', text: 'Yes\n\nKind regards', recipientCount: 2 },
  ...{
    envelopeFrom: 'bounce@feedback.mailroom.example',
    envelopeTo: ['kim@customer.example', 'legal@archive.example'],
  },
  headers: [entity('Header', { name: 'Message-ID', value: '<1@shop.example>' })],
  raw: 'Message-ID: <1@shop.example>',
})
const preview = (changes: Record<string, unknown> = {}) => ({
  data: {
    organization: organisation({
      previewOutbound: entity('OutboundPreview', {
        problems: [],
        editor: entity('EditorView', { html: '<p>Yes</p>', showsSignature: false, showsHistory: true }),
        mail,
        trace: [
          step('R-OUT-4', 'SIGNATURE_ADDED', { placement: 'ON_SEND' }, true),
          step('R-OUT-5', 'HISTORY_LEFT_OUT', {}, true),
          step('R-OUT-7', 'DKIM_BY_DOMAIN', { domain: 'shop.example', selector: 'mr1' }, true),
        ],
        ...changes,
      }),
    }),
  },
})

async function open(answers: Answers = {}, path = '/o/acme/simulator/outgoing?address=adr_1') {
  const asked = await signedIn({
    PreviewOutbound: () => preview(),
    OutgoingAddresses: () => ({
      data: { organization: organisation({ addresses: page('EmailAddress', [address()]) }) },
    }),
    SimulatorAddressById: () => ({ data: { organization: organisation({ emailAddress: address() }) } }),
    ...answers,
  })
  return { asked, ...(await renderAt(path, nested)) }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

it('shows the mail as the customer gets it, as the agent sees it, and on its way', async () => {
  const view = await open()
  await view.user.type(screen.getByRole('textbox', { name: /^To/ }), '"Kim, Q" <kim@customer.example>')
  await view.user.type(screen.getByRole('textbox', { name: 'Text' }), 'Yes{Control>}{Enter}{/Control}')
  const customer = await screen.findByRole('region', { name: 'The customer sees' })
  expect(within(customer).getByText('"Help" <help@shop.example>')).toBeTruthy()
  const frame = within(customer).getByTitle('Email as the customer sees it')
  expect(frame.getAttribute('sandbox')).toBe('')
  expect(frame.getAttribute('srcdoc')).toContain('Kind regards')
  const agent = screen.getByRole('region', { name: 'The agent sees' })
  expect(
    within(agent)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual([expect.stringMatching(/does not see the signature/), expect.stringMatching(/customer does not get it/)])
  expect(within(screen.getByRole('region', { name: 'Envelope and headers' })).getByText('2 recipients')).toBeTruthy()
  const steps = within(screen.getByRole('region', { name: 'How it was decided' })).getAllByRole('listitem')
  expect(steps.at(-1)?.textContent).toMatch(/DKIM.*R-OUT-7.*Verified key mr1.*Signed for shop\.example/s)
  const { variables } = view.asked.find(({ name }) => name === 'PreviewOutbound')!
  expect(variables['input']).toMatchObject({
    ...{ address: 'help@shop.example', kind: 'REPLY', to: ['"Kim, Q" <kim@customer.example>'], html: '<p>Yes</p>' },
  })
  expect(await violations(view)).toEqual([])
})

it('shows the plain text on wish', async () => {
  const { user } = await open()
  await user.click(screen.getByRole('button', { name: 'Run' }))
  await user.click(await screen.findByRole('radio', { name: 'Plain text' }))
  expect(screen.queryByTitle('Email as the customer sees it')).toBe(null)
  expect(screen.getByText(/Yes\s+Kind regards/)).toBeTruthy()
})

it('says beside the field why nothing leaves, and shows the editor all the same', async () => {
  const problem = entity('Problem', {
    ...{ code: 'NO_RECIPIENTS', severity: 'ERROR', path: ['to'], message: '', params: [] },
  })
  const { user } = await open({ PreviewOutbound: () => preview({ problems: [problem], mail: null }) })
  await user.click(screen.getByRole('button', { name: 'Run' }))
  expect(await screen.findAllByText('Enter at least one recipient.')).toHaveLength(2)
  expect(screen.getByRole('textbox', { name: /^To/ }).getAttribute('aria-invalid')).toBe('true')
  expect(screen.queryByRole('region', { name: 'The customer sees' })).toBe(null)
  expect(screen.getByTitle('Editor as the agent sees it')).toBeTruthy()
})

it('leads to incoming mail and back, with the address', async () => {
  await open()
  const tabs = within(screen.getByRole('navigation', { name: 'Direction' })).getAllByRole('link')
  expect(tabs.map((tab) => [tab.textContent?.trim(), tab.getAttribute('href')])).toEqual([
    ['Incoming', '/o/acme/simulator?address=adr_1'],
    ['Outgoing', '/o/acme/simulator/outgoing?address=adr_1'],
    ['Saved tests', '/o/acme/simulator/tests?address=adr_1'],
  ])
})

it('takes text for text, and separators in names for names', () => {
  expect(recipientList('a@b.example, "Q, K; x" <c@d.example>;\ne@f.example,')).toEqual([
    'a@b.example',
    '"Q, K; x" <c@d.example>',
    'e@f.example',
  ])
  expect(toDraftInput({ ...emptyOutgoing(), text: 'a <b>\nc\n\nd' }).html).toBe('<p>a &lt;b&gt;<br />c</p><p>d</p>')
})

it('has a link that brings the mail back and runs it', async () => {
  const view = await open()
  await view.user.type(screen.getByRole('textbox', { name: /^To/ }), 'kim@customer.example')
  await view.user.click(screen.getByRole('button', { name: 'Run' }))
  await view.user.click(await screen.findByRole('button', { name: 'Copy link' }))
  const { pathname, search, hash } = new URL(await navigator.clipboard.readText())
  expect(search).toBe('')
  view.unmount()
  const { asked } = await open({}, pathname + hash)
  await screen.findByRole('heading', { name: 'Result' })
  expect(asked.find((one) => one.name === 'PreviewOutbound')?.variables['input']).toMatchObject({
    address: 'help@shop.example',
    to: ['kim@customer.example'],
  })
})
