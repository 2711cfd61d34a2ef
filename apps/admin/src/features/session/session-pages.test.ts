import { screen, waitFor, within } from '@testing-library/vue'
import { afterEach, describe, expect, it } from 'vitest'
import { h } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import { currentViewer, signOut, useSave } from '@/shared/api'
import { UpdateDomainDocument } from '@/gql/graphql'
import SessionDialog from '@/shell/SessionDialog.vue'
import { answerWith, failing, renderAt, renderOne, violations } from '../../../test/render'
import routes from './routes'

const tree = routes as RouteRecordRaw[]
const home = [{ path: '/', name: 'start', component: { template: '<h1>Start</h1>' } }, ...tree]

const viewer = {
  __typename: 'Viewer',
  user: { __typename: 'User', id: 'usr_1', email: 'ada@example.com', name: 'Ada', locale: 'en', operator: false },
  memberships: [],
}
const wrong = {
  __typename: 'Problem',
  code: 'INVALID_CREDENTIALS',
  severity: 'ERROR',
  path: [],
  message: 'wrong',
  params: [],
}
const signedIn = { data: { signIn: { __typename: 'SignInPayload', viewer, problems: [] } } }
const refused = { data: { signIn: { __typename: 'SignInPayload', viewer: null, problems: [wrong] } } }

afterEach(async () => {
  answerWith({ SignOut: () => ({ data: { signOut: true } }) })
  await signOut()
})

describe('sign-in page', () => {
  it('asks for both fields, says one neutral thing of a wrong password, and keeps what was typed', async () => {
    const asked = answerWith({ SignIn: () => refused })
    const { user, ...shown } = await renderAt('/sign-in', home)
    await user.click(await screen.findByRole('button', { name: 'Sign in' }))
    expect(asked).toEqual([])
    expect((await screen.findAllByRole('link')).map((link) => link.textContent)).toContainEqual(
      expect.stringMatching(/^Password: /),
    )
    await user.type(screen.getByLabelText('Email address'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'not this one{Enter}')
    expect(await screen.findByText(/do not match|not right|wrong/i)).toBeTruthy()
    expect((screen.getByLabelText('Email address') as HTMLInputElement).value).toBe('ada@example.com')
    expect(await violations(shown)).toEqual([])
  })

  it('asks for the code of the second factor where the API does, and sends it along', async () => {
    const required = { ...wrong, code: 'SECOND_FACTOR_REQUIRED', path: ['secondFactor'], message: 'code' }
    const asked = answerWith({
      SignIn: ({ input }) =>
        'secondFactor' in (input as object)
          ? signedIn
          : { data: { signIn: { __typename: 'SignInPayload', viewer: null, problems: [required] } } },
    })
    const { user, router, ...shown } = await renderAt('/sign-in', home)
    await user.type(await screen.findByLabelText('Email address'), 'ada@example.com')
    expect(screen.queryByLabelText('Code')).toBeNull()
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    const code = await screen.findByLabelText('Code')
    expect(await violations(shown)).toEqual([])
    await user.type(code, '123 456{Enter}')
    await waitFor(() => expect(router.currentRoute.value.path).toBe('/'))
    expect(asked.at(-1)?.variables['input']).toEqual({
      email: 'ada@example.com',
      password: 'right',
      secondFactor: '123 456',
    })
  })

  it.each([
    ['/o/acme/domains?x=1', '/o/acme/domains?x=1'],
    ['/o/acme/simulator?x=1#mail=x', '/o/acme/simulator?x=1#mail=x'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
  ])('leads back to %s by %s', async (next, path) => {
    answerWith({ SignIn: () => signedIn })
    const org = { path: '/o/:rest(.*)', component: { template: '<h1>Page</h1>' } }
    const [before, fragment = ''] = next.split(/(?=#)/)
    const url = `/sign-in?next=${encodeURIComponent(before!)}${fragment}`
    const { user, router } = await renderAt(url, [...home, org])
    await user.type(await screen.findByLabelText('Email address'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    await waitFor(() => expect(router.currentRoute.value.fullPath).toBe(path))
  })
})

describe('set-up page', () => {
  afterEach(() => history.replaceState(null, '', '/'))

  it('takes the token from the fragment and sends it with what was typed', async () => {
    history.replaceState(null, '', '/set-up#token=one-time')
    const asked = answerWith({ SetUp: () => ({ data: { setUp: signedIn.data.signIn } }) })
    const { user, router } = await renderAt('/set-up', home)
    await user.type(await screen.findByLabelText('Organisation'), 'Acme')
    await user.type(screen.getByLabelText('Your name'), 'Ada Martin')
    await user.type(screen.getByLabelText('Email address'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'correct horse battery{Enter}')
    await waitFor(() => expect(router.currentRoute.value.name).toBe('start'))
    expect(asked[0]!.variables['input']).toEqual({
      token: 'one-time',
      organizationName: 'Acme',
      name: 'Ada Martin',
      email: 'ada@example.com',
      password: 'correct horse battery',
    })
  })

  it('says what is wrong with a link without a token', async () => {
    await renderAt('/set-up', home)
    expect(await screen.findByText('The link is not complete')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Set up and sign in' })).toBeNull()
  })
})

describe('session that ends', () => {
  it('asks for the password over the page, then sends the same request again', async () => {
    let isOver = true
    const saved = { data: { updateDomain: { __typename: 'DomainPayload', domain: null, problems: [] } } }
    const asked = answerWith({
      SignIn: () => {
        isOver = false
        return signedIn
      },
      UpdateDomain: () => (isOver ? failing('UNAUTHENTICATED') : saved),
    })
    const Page = {
      setup() {
        const saving = useSave()
        const save = () =>
          saving.save(UpdateDomainDocument, { input: { id: 'd', expectedVersion: 1 } }, (result) => result.updateDomain)
        return () => [h('button', { onClick: save }, 'Save'), saving.savedAt ? h('p', 'Saved') : null, h(SessionDialog)]
      },
    }
    const { user } = renderOne(Page)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    const dialog = await screen.findByRole('dialog', { name: 'Your session has ended' })
    await user.type(await within(dialog).findByLabelText('Email address'), 'ada@example.com')
    await user.type(within(dialog).getByLabelText('Password'), 'right{Enter}')
    expect(await screen.findByText('Saved')).toBeTruthy()
    expect(asked.map((one) => one.name)).toEqual(['UpdateDomain', 'SignIn', 'UpdateDomain'])
    expect(currentViewer.value?.user?.id).toBe('usr_1')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
