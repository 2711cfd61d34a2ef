import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { storeResetLink } from '../../database/store-reset-link.js'
import { sql } from '../../database/sql.js'

const PASSWORD = 'plenty of letters'
const NEW = 'another long one'
const RESET = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { done problems { code path } } }`

describe.each(DIALECTS)('links for new passwords on %s (A6)', (dialect) => {
  const time = { now: Date.parse('2026-11-22T12:00:00Z') }
  let harness: Harness
  let people = 0
  beforeAll(async () => {
    harness = await startHarness(dialect, { clock: { now: () => time.now } })
  })
  afterAll(() => harness.stop())

  const client = () => new Client(harness.app)
  const link = async (email: string) => (await storeResetLink(harness.target, email, time.now))!.code
  const reset = async (code: string, newPassword = NEW, by = client()) =>
    (await by.data(RESET, { input: { code, newPassword } })).resetPassword
  const invalid = { done: false, problems: [{ code: 'RESET_LINK_INVALID', path: ['code'] }] }
  const isRight = (email: string, password: string) =>
    client()
      .signIn(email, password)
      .then(
        () => true,
        () => false,
      )
  async function join() {
    const email = `reset${++people}@acme.example`
    const { organization } = await harness.operator.data('{ organization(slug: "acme") { roles { id name } } }')
    const roleId = organization.roles[0].id
    const input = { organizationId: harness.acme.id, email, roleId, initialPassword: PASSWORD }
    await harness.operator.data('mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }', {
      input,
    })
    return { email, by: await client().signIn(email, PASSWORD) }
  }

  test('a link sets a password once, ends all sessions and signs nobody in', async () => {
    const { email, by } = await join()
    const code = await link(` ${email.toUpperCase()} `)
    const weak = await reset(code, 'password')
    expect(weak.problems).toEqual([{ code: 'PASSWORD_TOO_COMMON', path: ['newPassword'] }])
    const browser = client()
    expect(await reset(code, NEW, browser)).toEqual({ done: true, problems: [] })
    expect(browser.cookie).toBe('')
    expect((await by.data('{ viewer { user { id } } }')).viewer).toBeNull()
    expect([await isRight(email, PASSWORD), await isRight(email, NEW)]).toEqual([false, true])
    expect(await reset(code, 'a third one, long')).toEqual(invalid)
  })

  test('of a link that is spent twice at once, one wins', async () => {
    const { email } = await join()
    const code = await link(email)
    const done = await Promise.all(['one that is long', 'two that is long'].map((each) => reset(code, each)))
    expect(done.filter((each) => each.done)).toHaveLength(1)
  })

  test('it ends after 15 minutes and with the next one, and nobody learns why it does not work', async () => {
    const { email } = await join()
    const first = await link(email)
    const second = await link(email)
    expect(await reset(first)).toEqual(invalid)
    time.now += 15 * 60_000
    expect(await reset(second)).toEqual(invalid)
    expect(await reset('nonsense')).toEqual(invalid)
    expect(await isRight(email, PASSWORD)).toBe(true)
    expect(await storeResetLink(harness.target, 'nobody@acme.example', time.now)).toBeNull()
  })

  test('only its hash is stored', async () => {
    const { email } = await join()
    const code = await link(email)
    const rows = await harness.app.database.readInstallation().all(sql`select * from reset_link`)
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(code)
  })
})
