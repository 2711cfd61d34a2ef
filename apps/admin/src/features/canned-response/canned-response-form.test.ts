import { screen, waitFor } from '@testing-library/vue'
import { beforeEach, expect, it, vi } from 'vitest'
import { entity, organisation, problem, signedIn } from '../../../test/samples'
import { failing, renderAt, violations, type Answers } from '../../../test/render'
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
  await user.click(screen.getByRole('radio', { name: 'as HTML source' }))
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

const editor = () => screen.findByRole('textbox', { name: 'Text' })
const source = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: /^Text as HTML/ })

it('is written as it looks: formats and placeholders by the keyboard, and saved as HTML (R-ADR-9)', async () => {
  const { user, asked, ...page } = await open({ UpdateCannedResponse: () => failing('UNKNOWN') })
  const text = await editor()
  expect(text.innerHTML).toContain('Kind regards, {{agent.name}}')
  const bold = screen.getByRole('button', { name: 'Bold' })
  bold.focus()
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Italic' }))
  await user.keyboard('{End}')
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Redo' }))
  expect(
    screen.getAllByRole('button').filter((one) => one.closest('[role=toolbar]') && one.tabIndex === 0),
  ).toHaveLength(1)
  expect(bold.getAttribute('aria-pressed')).toBe('false')
  await user.click(bold)
  expect(bold.getAttribute('aria-pressed')).toBe('true')
  await user.click(screen.getByRole('button', { name: 'Placeholder' }))
  await user.click(await screen.findByRole('menuitem', { name: /^Email address/ }))
  await waitFor(() => expect(text.innerHTML).toContain('<b>{{address}}</b>'))
  expect(await violations(page)).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(asked.find(({ name }) => name === 'UpdateCannedResponse')?.variables['input']).toMatchObject({
      html: '<p><b>{{address}}</b>Kind regards, {{agent.name}}</p>',
    }),
  )
})

it('is as it was once everything is undone', async () => {
  const { user } = await open()
  await editor()
  await user.click(screen.getByRole('button', { name: 'Placeholder' }))
  await user.click(await screen.findByRole('menuitem', { name: /^Email address/ }))
  expect(await screen.findByRole('button', { name: 'Save' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Save' })).toBeNull())
})

it('stays source where the editor would change it, and says so', async () => {
  const html = '<span style="color:red"><div>Kind regards</div></span>'
  await open({
    CannedResponseDetails: () => ({
      data: { organization: organisation({ cannedResponse: { ...response, html, text: 'Kind regards' } }) },
    }),
  })
  expect((await source()).value).toBe(html)
  expect(screen.getByText(/^This HTML stays as source/)).toBeTruthy()
})

it('shows source as it looks only after the API has cleaned it', async () => {
  const { user } = await open({
    CannedResponsePreview: ({ input }) =>
      String((input as { html: string }).html).includes('script')
        ? cleaned({ html: '<p>b</p>', text: 'b', removed: ['<script>'] })
        : cleaned({}),
  })
  await editor()
  await user.click(screen.getByRole('radio', { name: 'as HTML source' }))
  const field = await source()
  await user.clear(field)
  await user.type(field, '<p>b</p><script>c</script>')
  await user.click(screen.getByRole('radio', { name: 'as it looks' }))
  expect((await editor()).innerHTML).toContain('<p>b</p>')
  expect(screen.getAllByText(/Taken out.*<script>/)).toHaveLength(1)
})

it('asks what an image shows, and takes no target that the API takes out', async () => {
  const { user } = await open({
    CannedResponsePreview: ({ input }) => {
      const { html } = input as { html: string }
      return cleaned({ html: html.replace('<img src="https://evil.test/a.png" />', ' ') })
    },
  })
  const text = await editor()
  await user.click(screen.getByRole('button', { name: 'Image' }))
  const target = await screen.findByRole('textbox', { name: /^Address of the image/ })
  await user.type(target, 'evil.test/a.png{Enter}')
  expect(await screen.findByText('Say what the image shows.')).toBeTruthy()
  expect(await screen.findByText('This address is not allowed in emails.')).toBeTruthy()
  await user.clear(target)
  await user.type(target, 'https://acme.example/a.png')
  await user.type(screen.getByRole('textbox', { name: /^What the image shows/ }), 'Our logo{Enter}')
  await waitFor(() => expect(text.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Our logo'))
  expect(document.querySelector('img[src]')).toBeNull()
})

it('may be made by those who manage responses alone', () => {
  const [, page] = routes
  expect(page?.meta).toMatchObject({ permission: 'responses:view', create: 'responses:manage' })
})
