import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { entity, organisation, problem, signedIn } from '../../../test/samples'
import { renderAt, violations, type Answers } from '../../../test/render'
import { client } from '@/shared/api'
import routes from './routes'

const nested = [{ path: '/o/:org', component: { template: '<RouterView />' }, children: routes }]
const response = {
  ...{ __typename: 'CannedResponse', id: 'rsp_1', name: 'Standard', kind: 'SIGNATURE', version: 3 },
  ...{ html: '<p>Kind regards, {{agent.name}}</p>', text: 'Kind regards, {{agent.name}}' },
}
const cleaned = (fields: object) => ({
  data: {
    organization: organisation({
      previewCannedResponse: entity('CannedResponsePreview', {
        ...{ html: response.html, text: response.text, removed: [], problems: [] },
        ...fields,
      }),
    }),
  },
})

async function open(answers: Answers = {}, path = '/o/acme/canned-responses/rsp_1') {
  const api: Answers = {
    CannedResponseDetails: () => ({ data: { organization: organisation({ cannedResponse: response }) } }),
    CannedResponsePreview: () => cleaned({}),
    ...answers,
  }
  const asked = await signedIn(api, ['responses:manage'])
  return { asked, ...(await renderAt(path, nested, [])) }
}

vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => client.clearStore())

const frames = () => screen.findAllByTitle<HTMLIFrameElement>(/^Preview on a (light|dark) background$/)

it('shows what the API makes of the HTML, in frames without scripts, with the plain text beside it', async () => {
  const page = await open()
  const [light, dark] = await frames()
  for (const frame of [light!, dark!]) {
    expect(frame.getAttribute('sandbox')).toBe('')
    expect(frame.srcdoc).toContain('<p>Kind regards, Ada Martin</p>')
  }
  expect(dark!.srcdoc).toContain('color-scheme:dark')
  expect(screen.getByRole('region', { name: 'Plain text' }).textContent).toBe('Kind regards, Ada Martin')
  expect(await violations(page)).toEqual([])
})

it('asks again when typing pauses, and says in words what was taken out', async () => {
  const { user, asked } = await open({
    CannedResponsePreview: ({ input }) =>
      String((input as { html: string }).html).includes('script')
        ? cleaned({ html: '<p>b</p>', text: 'b', removed: ['<script>', 'onclick'] })
        : cleaned({}),
  })
  await frames()
  const field = screen.getByRole('textbox', { name: /^Text as HTML/ })
  await user.clear(field)
  await user.type(field, '<p onclick=a>b</p><script>c</script>')
  expect(await screen.findByText(/Taken out.*<script> and onclick/)).toBeTruthy()
  const previews = asked.filter(({ name }) => name === 'CannedResponsePreview')
  expect(previews.at(-1)?.variables).toMatchObject({ org: 'acme', input: { text: null } })
  expect(previews.length).toBeLessThan(10)
})

it('says why the API refuses it', async () => {
  const message = 'This HTML is too intricate.'
  const problems = [{ ...problem('HTML_TOO_COMPLEX', ['html']), message }]
  await open({ CannedResponsePreview: () => cleaned({ html: '', text: '', problems }) })
  expect(await screen.findByText(message)).toBeTruthy()
})

it('leaves a text that was made of the HTML empty, and shows one of its own', async () => {
  const { unmount } = await open()
  const text = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Plain text/ })
  expect((await text()).value).toBe('')
  unmount()
  await client.clearStore()
  const own = { ...response, text: 'My own' }
  await open({
    CannedResponseDetails: () => ({ data: { organization: organisation({ cannedResponse: own }) } }),
  })
  await waitFor(async () => expect((await text()).value).toBe('My own'))
})

it('may be made by those who manage responses alone', () => {
  const [, page] = routes
  expect(page?.meta).toMatchObject({ permission: 'responses:view', create: 'responses:manage' })
})
