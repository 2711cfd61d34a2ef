import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, OPERATOR, startHarness, type Harness } from '../../../test/harness.js'
import { sql } from '../../database/sql.js'

const QUARTER_HOUR = 15 * 60_000
const PASSWORD = 'plenty of letters'
const PROBLEMS = 'problems { code path }'
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { id } } ${PROBLEMS} } }`
const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } ${PROBLEMS} } }`
const ENROL = `mutation ($input: SecondFactorInput!) { enrolSecondFactor(input: $input) { secret uri ${PROBLEMS} } }`
const CONFIRM = `mutation ($code: String!) { confirmSecondFactor(code: $code) { recoveryCodes ${PROBLEMS} } }`
const DISABLE = `mutation ($input: SecondFactorInput!) { disableSecondFactor(input: $input) { user { id } ${PROBLEMS} } }`
const RENEW = `mutation ($input: SecondFactorInput!) { renewRecoveryCodes(input: $input) { recoveryCodes ${PROBLEMS} } }`
const SESSIONS = '{ viewer { sessions { id startedAt lastUsedAt ip browser system current } } }'
const WHO = '{ viewer { user { id name locale } } }'

describe.each(DIALECTS)('accounts on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  let harness: Harness
  let people = 0
  beforeAll(async () => {
    harness = await startHarness(dialect, { clock: { now: () => time.now } })
  })
  afterAll(() => harness.stop())

  const client = () => new Client(harness.app)
  const codes = (payload: { problems: { code: string; path: string[] }[] }) =>
    payload.problems.map(({ code, path }) => [code, ...path].join(' '))
  const signIn = (email: string, password: string, secondFactor?: string, by = client()) =>
    by.ask(SIGN_IN, { input: { email, password, secondFactor } })
  const isIn = async (by: Client) => (await by.data(WHO)).viewer !== null
  /** A member of Acme. */
  async function join() {
    const email = `someone${++people}.${dialect}@acme.example`
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
    const input = { organizationId: harness.acme.id, email, roleId, initialPassword: PASSWORD }
    const { addMember } = await harness.operator.data(
      'mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }',
      { input },
    )
    return { email, memberId: addMember.member.id as string, by: await client().signIn(email, PASSWORD) }
  }
  const app = (secret: string) => {
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    return (drift = 0) => totp.generate({ timestamp: time.now + drift * 30_000 })
  }
  async function withSecondFactor() {
    const person = await join()
    const { enrolSecondFactor } = await person.by.data(ENROL, { input: { password: PASSWORD } })
    const code = app(enrolSecondFactor.secret)
    const { confirmSecondFactor } = await person.by.data(CONFIRM, { code: code() })
    time.now += 60_000
    return { ...person, code, recovery: confirmSecondFactor.recoveryCodes as string[] }
  }

  test('R-ORG-7 name and language are one’s own, and members are found by the new name', async () => {
    const { by, email } = await join()
    const update = `mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { name locale } ${PROBLEMS} } }`
    const wrong = await by.data(update, { input: { name: ' ', locale: 'xx' } })
    expect(codes(wrong.updateProfile)).toEqual(['REQUIRED name', 'INVALID locale'])
    const { updateProfile } = await by.data(update, { input: { name: ' Zoë Quill ', locale: 'fr' } })
    expect(updateProfile).toEqual({ user: { name: 'Zoë Quill', locale: 'fr' }, problems: [] })
    expect((await by.data(WHO)).viewer.user).toMatchObject({ name: 'Zoë Quill', locale: 'fr' })
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { members(search: "zoë") { nodes { user { email } } } } }',
    )
    expect(organization.members.nodes).toEqual([{ user: { email } }])
  })

  test('a new password needs that of now, ends all other sessions and gives this one a new cookie', async () => {
    const { email, by } = await join()
    const other = await client().signIn(email, PASSWORD)
    const wrong = await by.data(CHANGE, { input: { currentPassword: 'not this one', newPassword: 'another long one' } })
    expect(codes(wrong.changePassword)).toEqual(['PASSWORD_WRONG currentPassword'])
    const weak = await by.data(CHANGE, { input: { currentPassword: PASSWORD, newPassword: 'password' } })
    expect(codes(weak.changePassword)).toEqual(['PASSWORD_TOO_COMMON newPassword'])
    expect(await isIn(other)).toBe(true)
    const old = Object.assign(client(), { cookie: by.cookie })
    const right = await by.data(CHANGE, { input: { currentPassword: PASSWORD, newPassword: 'another long one' } })
    expect(right.changePassword.problems).toEqual([])
    expect([await isIn(by), await isIn(other), await isIn(old)]).toEqual([true, false, false])
    expect(codes((await signIn(email, PASSWORD)).data.signIn)).toEqual(['INVALID_CREDENTIALS'])
    expect((await signIn(email, 'another long one')).data.signIn.problems).toEqual([])
  })

  test('A4 sessions are listed, revoked one by one and all but one, at once; nobody touches another’s', async () => {
    const { email, by } = await join()
    const others = [await client().signIn(email, PASSWORD), await client().signIn(email, PASSWORD)]
    const { viewer } = await by.data(SESSIONS)
    expect(viewer.sessions).toHaveLength(3)
    expect(viewer.sessions.filter(({ current }: { current: boolean }) => current)).toHaveLength(1)
    expect(viewer.sessions[0]).toMatchObject({ ip: '127.0.0.1', startedAt: new Date(time.now).toISOString() })
    const { viewer: first } = await others[0]!.data(SESSIONS)
    const { id } = first.sessions.find(({ current }: { current: boolean }) => current)
    const revoke = `mutation ($id: ID!) { revokeSession(id: $id) { deletedId } }`
    const foreign = await harness.operator.ask(revoke, { id })
    expect(foreign.errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect(await isIn(others[0]!)).toBe(true)
    expect((await by.data(revoke, { id })).revokeSession.deletedId).toBe(id)
    expect([await isIn(others[0]!), await isIn(others[1]!)]).toEqual([false, true])
    expect((await by.data('mutation { revokeOtherSessions }')).revokeOtherSessions).toBe(true)
    expect([await isIn(by), await isIn(others[1]!), await isIn(harness.operator)]).toEqual([true, false, true])
  })

  test('A4 signing in gives a new session whatever cookie came along, and ends the one of before', async () => {
    const { email } = await join()
    const chosen = 'a'.repeat(43)
    const browser = Object.assign(client(), { cookie: `mailroom=${chosen}` })
    await browser.signIn(email, PASSWORD)
    expect(browser.cookie).not.toContain(chosen)
    expect(await isIn(Object.assign(client(), { cookie: `mailroom=${chosen}` }))).toBe(false)
    const old = Object.assign(client(), { cookie: browser.cookie })
    await browser.signIn(email, PASSWORD)
    expect([await isIn(browser), await isIn(old)]).toEqual([true, false])
    const signedOut = Object.assign(client(), { cookie: browser.cookie })
    await browser.data('mutation { signOut }')
    expect(await isIn(signedOut)).toBe(false)
  })

  test('A5 a second factor is asked for once a code has confirmed it; each code works once', async () => {
    const { email, by } = await join()
    const wrong = await by.data(ENROL, { input: { password: 'not this one' } })
    expect(codes(wrong.enrolSecondFactor)).toEqual(['PASSWORD_WRONG password'])
    const { enrolSecondFactor } = await by.data(ENROL, { input: { password: PASSWORD } })
    expect(enrolSecondFactor.uri).toMatch(/^otpauth:\/\/totp\/Mailroom:someone/)
    const code = app(enrolSecondFactor.secret)
    expect((await signIn(email, PASSWORD)).data.signIn.problems).toEqual([])
    const far = await by.data(CONFIRM, { code: code(5) })
    expect(codes(far.confirmSecondFactor)).toEqual(['SECOND_FACTOR_INVALID code'])
    const { confirmSecondFactor } = await by.data(CONFIRM, { code: code() })
    expect(new Set(confirmSecondFactor.recoveryCodes).size).toBe(10)
    expect(codes((await signIn(email, PASSWORD)).data.signIn)).toEqual(['SECOND_FACTOR_REQUIRED secondFactor'])
    expect(codes((await signIn(email, 'wrong', code(1))).data.signIn)).toEqual(['INVALID_CREDENTIALS'])
    expect(codes((await signIn(email, PASSWORD, code())).data.signIn)).toEqual(['SECOND_FACTOR_INVALID secondFactor'])
    time.now += 60_000
    const answers = await Promise.all([1, 2, 3].map(() => signIn(email, PASSWORD, code())))
    expect(answers.filter(({ data }) => data.signIn.viewer !== null)).toHaveLength(1)
    expect(codes((await signIn(email, PASSWORD, code(-1))).data.signIn)).toEqual(['SECOND_FACTOR_INVALID secondFactor'])
    time.now += QUARTER_HOUR
    expect((await signIn(email, PASSWORD, code(1))).data.signIn.problems).toEqual([])
  })

  test('A5 recovery codes stand in once; new ones void the old', async () => {
    const { email, by, recovery, code } = await withSecondFactor()
    const spent = recovery[0]!
    expect((await signIn(email, PASSWORD, spent.toUpperCase().replaceAll('-', ' '))).data.signIn.problems).toEqual([])
    expect(codes((await signIn(email, PASSWORD, spent)).data.signIn)).toEqual(['SECOND_FACTOR_INVALID secondFactor'])
    const both = await Promise.all([1, 2].map(() => signIn(email, PASSWORD, recovery[1])))
    expect(both.filter(({ data }) => data.signIn.viewer !== null)).toHaveLength(1)
    const { viewer } = await by.data('{ viewer { secondFactor { enabled recoveryCodesLeft } } }')
    expect(viewer.secondFactor).toEqual({ enabled: true, recoveryCodesLeft: 8 })
    const without = await by.data(RENEW, { input: { password: PASSWORD } })
    expect(codes(without.renewRecoveryCodes)).toEqual(['SECOND_FACTOR_REQUIRED secondFactor'])
    const renewed = await by.data(RENEW, { input: { password: PASSWORD, secondFactor: code() } })
    expect(renewed.renewRecoveryCodes.recoveryCodes).toHaveLength(10)
    expect(codes((await signIn(email, PASSWORD, recovery[2])).data.signIn)).toEqual([
      'SECOND_FACTOR_INVALID secondFactor',
    ])
  })

  test('A5 guessing codes ends after five tries, also with aliases in one request', async () => {
    const { email } = await withSecondFactor()
    const aliases = Array.from({ length: 12 }, (_, index) => {
      const secondFactor = String(100_000 + index)
      const input = `{ email: "${email}", password: "${PASSWORD}", secondFactor: "${secondFactor}" }`
      return `a${index}: signIn(input: ${input}) { problems { code } }`
    })
    const { data, errors } = await client().ask(`mutation { ${aliases.join(' ')} }`)
    const tried = Object.values(data ?? {}).filter((each) => each !== null)
    expect(tried.length).toBeLessThanOrEqual(5)
    expect(errors.length).toBeGreaterThan(0)
    expect((await signIn(email, PASSWORD, '000000')).errors[0]?.extensions.code).toBe('RATE_LIMITED')
  })

  test('A5 it is turned off by password and code only, and its key is kept sealed', async () => {
    const { email, by, code } = await withSecondFactor()
    const stored = await harness.app.database
      .readInstallation()
      .all<{ seed: string; pendingSeed: string | null }>(
        sql`select f.seed, f."pendingSeed" from second_factor f join "user" u on u.id = f."userId" where u.email = ${email}`,
      )
    expect(stored).toEqual([{ seed: expect.stringContaining('ciphertext'), pendingSeed: null }])
    const none = await by.data(DISABLE, { input: { password: PASSWORD } })
    expect(codes(none.disableSecondFactor)).toEqual(['SECOND_FACTOR_REQUIRED secondFactor'])
    const wrong = await by.data(DISABLE, { input: { password: 'x', secondFactor: code() } })
    expect(codes(wrong.disableSecondFactor)).toEqual(['PASSWORD_WRONG password'])
    await by.data(DISABLE, { input: { password: PASSWORD, secondFactor: code() } })
    expect((await signIn(email, PASSWORD)).data.signIn.problems).toEqual([])
  })

  test('A1 a stranger’s guesses do not lock out a device that is known, nor those of 20 aliases get through', async () => {
    const { email } = await join()
    const browser = await harness.app.server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password: PASSWORD } } }),
    })
    const device = browser.cookies.find(({ name }) => name === 'mailroom-device')!
    expect(device).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    const guess = () => signIn(email, `guess ${Math.random()}`)
    for (let count = 0; count < 11; count++) await guess()
    expect((await guess()).errors[0]?.extensions.code).toBe('RATE_LIMITED')
    expect((await signIn(email, PASSWORD)).errors[0]?.extensions.code).toBe('RATE_LIMITED')
    const owner = Object.assign(client(), { cookie: `mailroom-device=${device.value}` })
    expect((await owner.ask(SIGN_IN, { input: { email, password: PASSWORD } })).data.signIn.problems).toEqual([])
    const other = Object.assign(client(), { cookie: `mailroom-device=${'b'.repeat(43)}` })
    const refused = await other.ask(SIGN_IN, { input: { email, password: PASSWORD } })
    expect(refused.errors[0]?.extensions.code).toBe('RATE_LIMITED')
  })

  test('A1 guesses at a made-up account keep nobody from changing a password, or using a link', async () => {
    const { email, by } = await join()
    for (const made of [`${email} again`, 'reset 127.0.0.1', 'code 127.0.0.1'])
      for (let count = 0; count < 12; count++) await signIn(made, 'guess')
    const wanted = { currentPassword: PASSWORD, newPassword: 'another long one' }
    expect((await by.data(CHANGE, { input: wanted })).changePassword.problems).toEqual([])
    const reset = `mutation { resetPassword(input: { code: "x", newPassword: "${PASSWORD}" }) { ${PROBLEMS} } }`
    expect(codes((await client().data(reset)).resetPassword)).toEqual(['RESET_LINK_INVALID code'])
    expect((await client().data('{ invitation(code: "x") { email } }')).invitation).toBeNull()
  })

  test('A2 nobody learns who has an account', async () => {
    const { email } = await join()
    const answers = await Promise.all([signIn(email, 'wrong one'), signIn('nobody@acme.example', 'wrong one')])
    expect(answers[0]).toEqual(answers[1])
  })

  test('a suspended member has no access to that organisation, at once; the last Owner stays', async () => {
    const { by, memberId } = await join()
    const update = `mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { member { version suspended } ${PROBLEMS} } }`
    const ask = '{ viewer { memberships { organization { slug } } } organization(slug: "acme") { id } }'
    expect((await by.data(ask)).organization).not.toBeNull()
    const suspend = { id: memberId, expectedVersion: 1, suspended: true }
    const { updateMember } = await harness.operator.data(update, { input: suspend })
    expect(updateMember).toEqual({ member: { version: 2, suspended: true }, problems: [] })
    expect(await by.data(ask)).toEqual({ viewer: { memberships: [] }, organization: null })
    await harness.operator.data(update, { input: { id: memberId, expectedVersion: 2, suspended: false } })
    expect((await by.data(ask)).organization).not.toBeNull()
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { members(first: 200) { nodes { id version user { email } } } } }',
    )
    const owner = organization.members.nodes.find(
      ({ user }: { user: { email: string } }) => user.email === OPERATOR.email,
    )
    const last = { id: owner.id, expectedVersion: owner.version, suspended: true }
    expect(codes((await harness.operator.data(update, { input: last })).updateMember)).toEqual(['LAST_OWNER suspended'])
  })

  test('an API key is nobody: it has no sessions and changes no account', async () => {
    const created = await harness.operator.data(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { organizationId: harness.acme.id, name: `Key ${dialect}`, permissions: ['flow:view'] } },
    )
    const key = { authorization: `Bearer ${created.createApiKey.secret}` }
    const seen = await client().ask('{ viewer { sessions { id } secondFactor { enabled } } }', {}, key)
    expect(seen.data.viewer).toEqual({ sessions: [], secondFactor: null })
    for (const mutation of ['revokeOtherSessions', 'confirmSecondFactor(code: "1") { recoveryCodes }']) {
      const { errors } = await client().ask(`mutation { ${mutation} }`, {}, key)
      expect(errors[0]?.extensions.code, mutation).toBe('UNAUTHENTICATED')
    }
  })
})
