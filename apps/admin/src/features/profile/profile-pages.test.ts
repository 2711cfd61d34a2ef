import { screen, waitFor, within } from '@testing-library/vue'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { switchTo } from '@/shared/i18n'
import { answerWith, renderAt, violations, type Answers } from '../../../test/render'
import routes from './routes'

const tree = [{ path: '/', name: 'start', component: { template: '<h1>Start</h1>' } }, ...(routes as RouteRecordRaw[])]
const user = { __typename: 'User', id: 'usr_1', email: 'ada@example.com', name: 'Ada', locale: 'en', operator: false }
const viewer = { __typename: 'Viewer', user, memberships: [] }
const session = (id: string, current: boolean) => ({
  __typename: 'Session',
  ...{ id, current, ip: '192.0.2.1', browser: 'Firefox', system: 'Linux' },
  ...{ startedAt: '2026-11-22T10:00:00.000Z', lastUsedAt: '2026-11-22T11:00:00.000Z' },
})
const problem = (code: string, path: string[]) => ({
  __typename: 'Problem',
  ...{ code, path, severity: 'ERROR', message: code, params: [] },
})
const account = (enabled: boolean) => ({
  data: {
    viewer: {
      __typename: 'Viewer',
      user,
      secondFactor: { __typename: 'SecondFactor', enabled, since: null, recoveryCodesLeft: enabled ? 9 : 0 },
      sessions: [session('ses_1', true), session('ses_2', false)],
    },
  },
})
const ANSWERS: Answers = {
  MyAccount: () => account(false),
  Viewer: () => ({ data: { viewer } }),
}

/** Loading the texts of another language takes its time where nothing is bundled. */
beforeAll(async () => {
  await switchTo('de')
  await switchTo('en')
}, 60_000)
afterEach(async () => {
  history.replaceState(null, '', '/')
  await switchTo('en')
})

describe('your account', () => {
  const saved: Answers = {
    UpdateProfile: ({ input }) => ({
      data: {
        updateProfile: { __typename: 'AccountPayload', user: { ...user, ...(input as object) }, problems: [] },
      },
    }),
  }

  it('saves the name', { timeout: 30_000 }, async () => {
    const asked = answerWith({ ...ANSWERS, ...saved })
    const { user: hand } = await renderAt('/me', tree, ['sign-in'])
    const name = await screen.findByLabelText('Your name')
    await hand.clear(name)
    await hand.click(screen.getByText('Save profile'))
    expect(asked.map((one) => one.name)).not.toContain('UpdateProfile')
    await hand.type(name, 'Zoë')
    await hand.click(screen.getByText('Save profile'))
    expect(await screen.findByText('Your profile is saved.')).toBeTruthy()
    expect(asked.find((one) => one.name === 'UpdateProfile')?.variables['input']).toEqual({ name: 'Zoë', locale: 'en' })
  })

  it('saves the language as it is chosen, and speaks it at once', { timeout: 30_000 }, async () => {
    const asked = answerWith({ ...ANSWERS, ...saved })
    const { user: hand } = await renderAt('/me', tree, ['sign-in'])
    const name = await screen.findByLabelText('Your name')
    await hand.type(name, ' M.')
    await hand.selectOptions(screen.getByLabelText('Language'), 'de')
    expect(await screen.findByText('Ihr Konto')).toBeTruthy()
    expect(asked.find((one) => one.name === 'UpdateProfile')?.variables['input']).toEqual({ name: 'Ada', locale: 'de' })
    expect((name as HTMLInputElement).value, 'what was typed stays').toBe('Ada M.')
  })

  it('keeps colours, distance of rows and single keys in this browser as they are chosen', async () => {
    answerWith(ANSWERS)
    const { user: hand } = await renderAt('/me', tree, ['sign-in'])
    const root = document.documentElement
    await hand.click(await screen.findByRole('radio', { name: 'Dark' }))
    expect([root.dataset['theme'], localStorage.getItem('mailroom.theme')]).toEqual(['dark', 'dark'])
    await hand.click(screen.getByRole('radio', { name: 'Compact' }))
    expect([root.dataset['density'], localStorage.getItem('mailroom.density')]).toEqual(['compact', 'compact'])
    const keys = screen.getByRole('switch', { name: 'Shortcuts of single keys' })
    await hand.click(keys)
    expect(localStorage.getItem('mailroom.singleKeys')).toBe('off')
    await hand.keyboard('?')
    expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull()
    await hand.click(keys)
    screen.getByRole('heading', { level: 1 }).focus()
    await hand.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
    await hand.click(screen.getByRole('button', { name: 'Close' }))
    await hand.click(screen.getByRole('radio', { name: 'Like the system' }))
    await hand.click(screen.getByRole('radio', { name: 'Normal' }))
  })

  it('has no findings of axe', async () => {
    answerWith(ANSWERS)
    const shown = await renderAt('/me', tree, ['sign-in'])
    await screen.findByLabelText('Your name')
    expect(await violations(shown)).toEqual([])
  })

  it('puts a wrong password at its field', async () => {
    answerWith({
      ...ANSWERS,
      ChangePassword: () => ({
        data: {
          changePassword: {
            __typename: 'AccountPayload',
            problems: [problem('PASSWORD_WRONG', ['currentPassword'])],
          },
        },
      }),
    })
    const { user: hand } = await renderAt('/me', tree, ['sign-in'])
    const current = await screen.findByLabelText('Current password')
    await hand.type(current, 'not this one')
    await hand.type(screen.getByLabelText('New password'), 'another long one{Enter}')
    await waitFor(() => expect(current.getAttribute('aria-invalid')).toBe('true'))
    expect(screen.queryByText(/all other sessions have ended/)).toBeNull()
  })

  it('sets up an app: picture and key, a code, then recovery codes until they are stored', async () => {
    let enabled = false
    const uri = 'otpauth://totp/Mailroom:ada%40example.com?secret=JBSWY3DPEHPK3PXP'
    const asked = answerWith({
      ...ANSWERS,
      MyAccount: () => account(enabled),
      EnrolSecondFactor: () => ({
        data: {
          enrolSecondFactor: { __typename: 'EnrolSecondFactorPayload', secret: 'JBSWY3DPEHPK3PXP', uri, problems: [] },
        },
      }),
      ConfirmSecondFactor: () => {
        enabled = true
        const payload = { __typename: 'RecoveryCodesPayload', recoveryCodes: ['aaaa-bbbb-cccc'], problems: [] }
        return { data: { confirmSecondFactor: payload } }
      },
    })
    const { user: hand, ...shown } = await renderAt('/me', tree, ['sign-in'])
    await hand.type(await screen.findByLabelText('Your password, to confirm'), 'right{Enter}')
    expect(await screen.findByRole('img', { name: 'QR code for your authenticator app' })).toBeTruthy()
    expect(screen.getByText('JBSWY3DPEHPK3PXP')).toBeTruthy()
    expect(await violations(shown)).toEqual([])
    await hand.type(screen.getByLabelText('Code of the app'), '123456')
    await hand.click(screen.getByRole('button', { name: 'Turn on' }))
    expect(await screen.findByText('aaaa-bbbb-cccc')).toBeTruthy()
    expect(asked.find((one) => one.name === 'ConfirmSecondFactor')?.variables).toEqual({ code: '123456' })
    await hand.click(screen.getByRole('button', { name: 'I have stored them' }))
    expect(await screen.findByRole('button', { name: 'Turn off' })).toBeTruthy()
    expect(screen.queryByText('aaaa-bbbb-cccc')).toBeNull()
  })

  it('ends another session, and not this one', async () => {
    const asked = answerWith({
      ...ANSWERS,
      RevokeSession: () => ({ data: { revokeSession: { __typename: 'DeletePayload', problems: [] } } }),
    })
    const { user: hand } = await renderAt('/me', tree, ['sign-in'])
    const section = within(await screen.findByRole('region', { name: 'Where you are signed in' }))
    const buttons = section.getAllByRole('button', { name: /^End the session/ })
    expect(buttons).toHaveLength(1)
    await hand.click(buttons[0]!)
    await waitFor(() => expect(asked.find((one) => one.name === 'RevokeSession')?.variables).toEqual({ id: 'ses_2' }))
  })
})

describe('invitation page', () => {
  const invitation = (more: object) => ({
    data: {
      invitation: {
        __typename: 'InvitationPreview',
        ...{
          organizationName: 'Acme',
          roleName: 'Viewer',
          builtInRoleKey: 'VIEWER',
          email: 'new@example.com',
          name: null,
          invitedBy: 'Bea',
        },
        ...{ expired: false, hasAccount: false, ...more },
      },
    },
  })

  it('asks a new person for name and password, and sends the code of the fragment', async () => {
    history.replaceState(null, '', '/invite#code=once')
    const asked = answerWith({
      Viewer: () => ({ data: { viewer: null } }),
      Invitation: () => invitation({}),
      AcceptInvitation: () => ({
        data: { acceptInvitation: { __typename: 'SignInPayload', viewer, problems: [] } },
      }),
    })
    const { user: hand, router, ...shown } = await renderAt('/invite', tree, ['sign-in'])
    expect(await screen.findByRole('heading', { name: 'Join Acme' })).toBeTruthy()
    expect(await violations(shown)).toEqual([])
    await hand.type(screen.getByLabelText('Your name'), 'Nia')
    await hand.type(screen.getByLabelText('Password'), 'plenty of letters{Enter}')
    await waitFor(() => expect(router.currentRoute.value.name).toBe('start'))
    expect(asked.find((one) => one.name === 'AcceptInvitation')?.variables['input']).toEqual({
      ...{ code: 'once', name: 'Nia', password: 'plenty of letters', secondFactor: null },
    })
  })

  it('asks one who has an account for that password, and for the code where the API does', async () => {
    history.replaceState(null, '', '/invite#code=once')
    const refused = { viewer: null, problems: [problem('SECOND_FACTOR_REQUIRED', ['secondFactor'])] }
    answerWith({
      Viewer: () => ({ data: { viewer: null } }),
      Invitation: () => invitation({ hasAccount: true, email: 'other@example.com' }),
      AcceptInvitation: () => ({ data: { acceptInvitation: { __typename: 'SignInPayload', ...refused } } }),
    })
    const { user: hand } = await renderAt('/invite', tree, ['sign-in'])
    await hand.type(await screen.findByLabelText('Password'), 'mine{Enter}')
    expect(await screen.findByLabelText('Code')).toBeTruthy()
    expect(screen.queryByLabelText('Your name')).toBeNull()
  })

  it.each([
    ['unknown', { data: { invitation: null } }],
    ['over', invitation({ expired: true })],
  ])('says that one is not valid that is %s', async (_, answer) => {
    answerWith({ Viewer: () => ({ data: { viewer: null } }), Invitation: () => answer })
    await renderAt('/invite', tree, ['sign-in'])
    expect(await screen.findByRole('heading', { name: 'This invitation is not valid any more' })).toBeTruthy()
  })
})

describe('new password by a link', () => {
  it('sends the code of the fragment and leads to signing in', async () => {
    history.replaceState(null, '', '/reset-password#code=once')
    const asked = answerWith({
      ResetPassword: () => ({
        data: { resetPassword: { __typename: 'ResetPasswordPayload', done: true, problems: [] } },
      }),
    })
    const { user: hand, ...shown } = await renderAt('/reset-password', tree, ['sign-in'])
    const field = await screen.findByLabelText('New password')
    await hand.type(field, 'short{Enter}')
    expect(asked).toEqual([])
    expect(await violations(shown)).toEqual([])
    await hand.type(field, ' but longer now{Enter}')
    expect(await screen.findByText('Your new password is valid. All sessions have ended.')).toBeTruthy()
    expect(asked[0]!.variables['input']).toEqual({ code: 'once', newPassword: 'short but longer now' })
  })

  it('says what is wrong with a link without a code', async () => {
    await renderAt('/reset-password', tree, ['sign-in'])
    expect(await screen.findByText('The link is not complete')).toBeTruthy()
  })
})
