import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { member } from '../../../test/crawler-world.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Client, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const COUNTS = `{ organization(slug: "acme") { skills { nodes { name memberCount addressCount } }
  languages { nodes { name memberCount addressCount } } } }`

describe.each(DIALECTS)('how often skills and languages are used, on %s', (dialect) => {
  const statements: string[] = []
  let harness: Harness
  let has: Configured
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
    await use()
    for (const name of ['Chess', 'Go', 'Tennis']) await skill(harness.operator, harness.acme.id, name)
    const other = await harness.organisation('beta')
    await configure(other.owner, other)
  })
  afterAll(() => harness.stop())

  const skill = (client: Client, organizationId: string, name: string) =>
    client.data('mutation ($input: CreateSkillInput!) { createSkill(input: $input) { problems { code } } }', {
      input: { organizationId, name },
    })

  /** Two addresses that ask for skill and language, and a member who has them. */
  async function use(): Promise<void> {
    const { organization } = await harness.operator.data(
      '{ organization(slug: "acme") { members { nodes { id version } } } }',
    )
    const { id, version: expectedVersion } = organization.members.nodes[0]
    const skills = [{ id: has.skillId, proficiency: 0 }]
    const languages = [{ id: has.languageId, proficiency: 5 }]
    const update = 'mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { problems { code } } }'
    await harness.operator.data(update, { input: { id, expectedVersion, skills, languages } })
    const create =
      'mutation ($input: CreateEmailAddressInput!) { createEmailAddress(input: $input) { problems { code } } }'
    const { queueId, skillId, languageId, domainId } = has
    const settings = { routing: { queue: { queueId, skillIds: [skillId], languageId } } }
    for (const localPart of ['one', 'two'])
      await harness.operator.data(create, { input: { domainId, localPart, settings } })
  }

  const counts = async (client: Client) => {
    const { skills, languages } = (await client.data(COUNTS)).organization
    return { skills: skills.nodes, languages: languages.nodes }
  }
  const none = (name: string) => ({ name, memberCount: 0, addressCount: 0 })

  test('R-QUE-3 R-ADR-7 members and addresses are counted within the organisation', async () => {
    expect(await counts(harness.operator)).toEqual({
      skills: [{ name: 'Billing', memberCount: 1, addressCount: 2 }, none('Chess'), none('Go'), none('Tennis')],
      languages: [{ name: 'German', memberCount: 1, addressCount: 2 }],
    })
  })

  test('one statement a page and field, whatever its length', async () => {
    const asked = async () => {
      statements.length = 0
      await harness.operator.data(COUNTS)
      return statements.filter((text) => text.includes('group by')).length
    }
    expect(await asked()).toBe(4)
    for (const name of ['A', 'B', 'C', 'D']) await skill(harness.operator, harness.acme.id, name)
    expect(await asked()).toBe(4)
  })

  test.each([
    ['directory:user:view', { memberCount: 1, addressCount: null }],
    ['routing:email:view', { memberCount: null, addressCount: 2 }],
    ['flow:view', { memberCount: null, addressCount: null }],
  ])('R-ORG-6 with %s alone', async (permission, expected) => {
    const name = `only ${permission}`
    const create = 'mutation ($input: CreateRoleInput!) { createRole(input: $input) { problems { code } } }'
    const input = { organizationId: harness.acme.id, name, permissions: [permission] }
    await harness.operator.data(create, { input })
    const email = `${permission.replaceAll(':', '.')}@staff.example`
    const client = await member(harness.operator, harness.acme.id, 'acme', name, email)
    const { skills, languages } = await counts(client)
    expect(skills.find((each: { name: string }) => each.name === 'Billing')).toEqual({ name: 'Billing', ...expected })
    expect(languages).toEqual([{ name: 'German', ...expected }])
  })
})
