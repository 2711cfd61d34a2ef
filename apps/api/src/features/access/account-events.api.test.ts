import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { SmtpSink } from '../../../test/smtp-sink.js'
import { verifyAuditLog } from '../../database/verify-audit-log.js'
import { sql } from '../../database/sql.js'

const PASSWORD = 'plenty of letters'
const ANOTHER = 'another long one'
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { problems { code } } }'
const LOG = `query ($slug: String!, $id: ID!) { organization(slug: $slug) { auditLog(entityId: $id) {
  nodes { actor actorKind action entityType entityName ip changes { field before after } } } } }`

describe.each(DIALECTS)('what happens to accounts on %s', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  let sink: SmtpSink
  let harness: Harness
  let beta: Awaited<ReturnType<Harness['organisation']>>
  let people = 0
  beforeAll(async () => {
    sink = await SmtpSink.start({ disabledCommands: ['STARTTLS', 'AUTH'] })
    const environment = {
      MAILROOM_SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
      MAILROOM_MAIL_FROM: 'mailroom@acme.example',
    }
    harness = await startHarness(dialect, { clock: { now: () => time.now } }, environment)
    beta = await harness.organisation('beta')
  })
  afterAll(async () => {
    await harness.stop()
    await sink.stop()
  })

  const client = () => new Client(harness.app)
  /** A member of Acme and of Beta, whose first device is known. */
  async function join() {
    const email = `Anna${++people}@people.example`
    for (const [by, id, slug] of [
      [harness.operator, harness.acme.id, 'acme'],
      [beta.owner, beta.id, 'beta'],
    ] as const) {
      const { organization } = await by.data(`{ organization(slug: "${slug}") { roles { id name } } }`)
      const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Viewer').id
      const input = { organizationId: id, email, name: 'Anna Ott', roleId, initialPassword: PASSWORD }
      await by.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { problems { code } } }', { input })
    }
    const person = await client().signIn(email, PASSWORD)
    const { viewer } = await person.data('{ viewer { user { id } } }')
    return { email, id: viewer.user.id as string, by: person }
  }
  const entries = async (id: string, by = harness.operator, slug = 'acme') =>
    (await by.data(LOG, { slug, id })).organization.auditLog.nodes
  const fields = async (id: string) =>
    (await entries(id)).flatMap(({ changes }: any) => changes.map(({ field }: any) => field))
  const mails = (email: string) =>
    sink.mails.filter(({ to }) => to.includes(email)).map(({ raw }) => /^Subject: (.*)$/m.exec(raw)![1]!)
  const mailed = (email: string, subject: string) =>
    vi.waitFor(() => expect(mails(email)).toContain(`Mailroom: ${subject}`), { timeout: 5_000 })

  test('a new password is in the log of every organisation of the person, and in their mail', async () => {
    const { email, id, by } = await join()
    const input = { currentPassword: PASSWORD, newPassword: ANOTHER }
    await by.data('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { problems { code } } }', {
      input,
    })
    const expected = {
      ...{ actorKind: 'USER', action: 'UPDATED', entityType: 'User', entityName: 'Anna Ott', ip: '127.0.0.1' },
      ...{ actor: `Anna Ott <${email}>`, changes: [{ field: 'password', before: '***', after: '***' }] },
    }
    expect(await entries(id)).toEqual([expected])
    expect(await entries(id, beta.owner, 'beta')).toEqual([expected])
    await mailed(email, 'Your password was changed')
    const stored = await harness.app.database
      .readInstallation()
      .all(sql`select * from audit_entry where "entityId" = ${id}`)
    for (const secret of [PASSWORD, ANOTHER]) expect(JSON.stringify([stored, sink.mails])).not.toContain(secret)
  })

  test('the second factor, its codes, sessions and the name are told; what changes nothing is not', async () => {
    const { email, id, by } = await join()
    const { enrolSecondFactor } = await by.data(
      'mutation ($input: SecondFactorInput!) { enrolSecondFactor(input: $input) { secret } }',
      { input: { password: PASSWORD } },
    )
    const totp = new TOTP({ secret: Secret.fromBase32(enrolSecondFactor.secret) })
    const code = () => totp.generate({ timestamp: (time.now += 60_000) })
    expect(await entries(id)).toEqual([])
    await by.data('mutation ($code: String!) { confirmSecondFactor(code: $code) { problems { code } } }', {
      code: code(),
    })
    await mailed(email, 'Your second factor is on')
    for (const [name, subject] of [
      ['renewRecoveryCodes', 'You have new recovery codes'],
      ['disableSecondFactor', 'Your second factor is off'],
    ] as const) {
      const input = { password: PASSWORD, secondFactor: code() }
      await by.data(`mutation ($input: SecondFactorInput!) { ${name}(input: $input) { problems { code } } }`, { input })
      await mailed(email, subject)
    }
    await client().signIn(email, PASSWORD)
    await mailed(email, 'Signed in from a new device')
    await by.data('mutation { revokeOtherSessions }')
    await by.data('mutation { revokeOtherSessions }')
    const rename = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { problems { code } } }'
    for (const name of ['Anna Neu', 'Anna Neu']) await by.data(rename, { input: { name, locale: 'en' } })
    expect(await fields(id)).toEqual(['name', 'sessions', 'secondFactor', 'recoveryCodes', 'secondFactor'])
    expect((await entries(id)).at(-1).changes).toEqual([{ field: 'secondFactor', before: 'false', after: 'true' }])
  })

  test('an invitation is in the language that is wished', async () => {
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const input = { organizationId: harness.acme.id, email: 'guest@people.example', roleId: organization.roles[0].id }
    const invite = 'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { problems { code path } } }'
    const wrong = await harness.operator.data(invite, { input: { ...input, locale: 'xx' } })
    expect(wrong.inviteMember.problems).toEqual([{ code: 'INVALID', path: ['locale'] }])
    await harness.operator.data(invite, { input: { ...input, locale: 'de' } })
    await vi.waitFor(() => expect(mails(input.email)).toEqual(['Einladung zu Acme in Mailroom']), { timeout: 5_000 })
  })

  test('guesses are told once an hour, by nobody; those at an account that is none, to nobody', async () => {
    const { email, id } = await join()
    const guess = (account: string) => client().ask(SIGN_IN, { input: { email: account, password: 'wrong one' } })
    for (let count = 0; count < 10; count++) await guess(email)
    expect(await entries(id)).toEqual([])
    for (let count = 0; count < 4; count++) await guess(email)
    await mailed(email, 'Too many attempts to sign in')
    expect(await entries(id)).toMatchObject([
      { actor: 'system', actorKind: 'SYSTEM', ip: '127.0.0.1', changes: [{ field: 'lockedOut', after: 'true' }] },
    ])
    expect(mails(email).filter((subject) => subject.includes('Too many'))).toHaveLength(1)
    const before = sink.mails.length
    for (let count = 0; count < 13; count++) await guess('nobody@people.example')
    expect(sink.mails).toHaveLength(before)
  })

  test('whoever knows the password and guesses codes is told of, too', async () => {
    const { email, id, by } = await join()
    const { enrolSecondFactor } = await by.data(
      'mutation ($input: SecondFactorInput!) { enrolSecondFactor(input: $input) { secret } }',
      { input: { password: PASSWORD } },
    )
    const totp = new TOTP({ secret: Secret.fromBase32(enrolSecondFactor.secret) })
    await by.data('mutation ($code: String!) { confirmSecondFactor(code: $code) { problems { code } } }', {
      code: totp.generate({ timestamp: time.now }),
    })
    for (let count = 0; count < 7; count++)
      await client().ask(SIGN_IN, { input: { email, password: PASSWORD, secondFactor: '000000' } })
    await mailed(email, 'Too many attempts to sign in')
    expect((await fields(id))[0]).toBe('lockedOut')
  })

  test('entries of several organisations at once leave every chain whole (R3)', async () => {
    const several = await Promise.all([join(), join(), join()])
    await Promise.all(
      several.flatMap(({ by }, index) => [
        by.data('mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { problems { code } } }', {
          input: { name: `Anna ${index}`, locale: 'en' },
        }),
        harness.operator.data(
          'mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }',
          {
            input: { organizationId: harness.acme.id, name: `Skill ${index}` },
          },
        ),
      ]),
    )
    for (const { id } of several) expect(await fields(id)).toEqual(['name'])
    for await (const { fault } of verifyAuditLog(harness.app.database.readInstallation())) expect(fault).toBeNull()
  })
})
