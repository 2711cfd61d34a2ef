import { ADDRESS_COLUMNS, type AddressColumn } from '@mailroom/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { member } from '../../../test/crawler-world.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Client, type Harness } from '../../../test/harness.js'
import { sql } from '../../database/sql.js'

const MERGE = `mutation ($input: MergeSkillsInput!) { mergeSkills(input: $input) { skill { id name memberCount }
  merge { addressCount memberCount invitationCount flowCount publishedFlowCount savedTestCount
    uses { entityType name } } problems { code path } } }`
const STORED = `query ($flow: ID!, $test: ID!, $address: ID!) { organization(slug: "acme") { skills { nodes { id } }
  deletedItems(entityType: "Skill") { nodes { id name } }
  emailAddress(id: $address) { version routing { ... on QueueRouting { skills { id } } } health { code } }
  members { nodes { user { email } skills { id proficiency } } }
  savedTest(id: $test) { expected { skills { id } } }
  flow(id: $flow) { publishedVersion draft { source } published { source } versions { nodes { number definition { source } } } } } }`
const DISCONNECT = { disconnect: true }
const NOTHING = {
  ...{ addressCount: 0, memberCount: 0, invitationCount: 0, flowCount: 0, publishedFlowCount: 0, savedTestCount: 0 },
  uses: [],
}

describe.each(DIALECTS)('merging skills on %s', (dialect) => {
  let harness: Harness
  let owner: Client
  let from: string
  let into: string
  let made: { flow: string; test: string; address: string; queue: string }
  let round = 0

  beforeAll(async () => {
    harness = await startHarness(dialect)
    owner = harness.operator
  })
  afterAll(() => harness.stop())

  const create = async (kind: string, field: string, input: object): Promise<string> => {
    const mutation = `mutation ($input: Create${kind}Input!) { create${kind}(input: $input) { ${field} { id } problems { code path } } }`
    const answer = (await owner.data(mutation, { input }))[`create${kind}`]
    if (!answer[field]) throw new Error(JSON.stringify(answer.problems))
    return answer[field].id
  }
  const own = (more: object) => ({ organizationId: harness.acme.id, ...more })
  const stored = async () => (await owner.data(STORED, made)).organization
  const merge = async (more: object = {}, client = owner) =>
    (await client.data(MERGE, { input: { id: from, expectedVersion: 1, intoId: into, ...more } })).mergeSkills
  const refusal = async (more: object, client = owner) =>
    (await client.ask(MERGE, { input: { id: from, expectedVersion: 1, intoId: into, ...more } })).errors[0]?.extensions
      .code
  const entries = async (): Promise<string[]> =>
    (
      await harness.app.database.readInstallation().all<{ what: string }>(
        sql`select action || ' ' || "entityType" as what from audit_entry
            where "organisationId" = ${harness.acme.id} and "actorKind" <> 'SYSTEM' order by sequence`,
      )
    ).map(({ what }) => what)

  /** Two skills, and one of everything that can refer to them. */
  beforeEach(async () => {
    round += 1
    const { organization } = await owner.data(
      '{ organization(slug: "acme") { domains { id name } roles { id name } members { nodes { id version } } } }',
    )
    from = await create('Skill', 'skill', own({ name: `Bills ${round}` }))
    into = await create('Skill', 'skill', own({ name: `Invoices ${round}` }))
    const [mine] = organization.members.nodes
    const queue = await create('Queue', 'queue', own({ name: `Billing ${round}`, memberIds: [mine.id] }))
    const abilities = [
      { id: from, proficiency: 4 },
      { id: into, proficiency: 2 },
    ]
    await owner.data('mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { problems { code } } }', {
      input: { id: mine.id, expectedVersion: mine.version, skills: abilities },
    })
    const roleId = organization.roles.find(({ name }: { name: string }) => name === 'Agent').id
    await owner.data('mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { problems { code } } }', {
      input: own({ email: `guest${round}@example.com`, roleId, skills: [{ id: from, proficiency: 1 }] }),
    })
    const address = await create('EmailAddress', 'emailAddress', {
      ...{ domainId: organization.domains[0].id, localPart: `help${round}` },
      settings: { routing: { queue: { queueId: queue, skillIds: [from, into] } } },
    })
    const rule = {
      name: 'Bills',
      when: { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'bill' } },
      then: [{ addSkillIds: [from] }],
    }
    const flow = await create(
      'Flow',
      'flow',
      own({ name: `Sort ${round}`, definition: { rules: [rule], otherwise: DISCONNECT } }),
    )
    const publish = 'mutation ($input: PublishFlowInput!) { publishFlow(input: $input) { problems { code } } }'
    await owner.data(publish, { input: { id: flow, expectedVersion: 1 } })
    const recipient = `help${round}@${organization.domains[0].name}`
    const expected = [{ recipient, skillIds: [from] }]
    const saved = await create(
      'SavedTest',
      'savedTest',
      own({ name: `Bill ${round}`, mail: { to: [recipient] }, expected }),
    )
    made = { flow, test: saved, address, queue }
  })

  test('a preview says what would change, and changes nothing', async () => {
    const [before, log] = [await stored(), await entries()]
    const { skill, merge: effect, problems } = await merge({ dryRun: true })
    expect(problems).toEqual([])
    expect(skill.id).toBe(into)
    expect(effect).toMatchObject({ addressCount: 1, memberCount: 1, invitationCount: 1, flowCount: 1 })
    expect(effect).toMatchObject({ publishedFlowCount: 1, savedTestCount: 1 })
    expect(effect.uses.map(({ entityType }: { entityType: string }) => entityType)).toEqual([
      'EmailAddress',
      'Member',
      'Invitation',
      'Flow',
      'SavedTest',
    ])
    expect(await stored()).toEqual(before)
    expect(await entries()).toEqual(log)
  })

  test('R-ADR-7 R-QUE-3 every reference moves, the higher proficiency stays, and the one is deleted', async () => {
    const log = (await entries()).length
    expect((await merge()).problems).toEqual([])
    const now = await stored()
    expect(now.emailAddress).toEqual({ version: 2, routing: { skills: [{ id: into }] }, health: [] })
    const skills = now.members.nodes.flatMap((each: { skills: { id: string }[] }) => each.skills)
    expect(skills.filter(({ id }: { id: string }) => id === from || id === into)).toEqual([
      { id: into, proficiency: 4 },
    ])
    const invited = await harness.app.database
      .readInstallation()
      .first<{ skills: string }>(sql`select skills from invitation where email = ${`guest${round}@example.com`}`)
    expect(JSON.parse(invited!.skills)).toEqual([{ id: into, proficiency: 1 }])
    expect(now.savedTest.expected[0].skills).toEqual([{ id: into }])
    expect(now.skills.nodes).not.toContainEqual({ id: from })
    expect(now.deletedItems.nodes).toContainEqual({ id: from, name: `Bills ${round}` })
    expect((await entries()).slice(log)).toEqual([
      'UPDATED member',
      'UPDATED invitation',
      'UPDATED address',
      'UPDATED flow',
      'UPDATED saved_test',
      'DELETED skill',
    ])
  })

  test('R-FLO-4 what was published stays as it was: the other skill is in a new version', async () => {
    await merge()
    const { flow } = await stored()
    expect(flow.publishedVersion).toBe(2)
    expect(JSON.stringify(flow.draft.source)).toContain(into)
    expect(JSON.stringify(flow.published.source)).not.toContain(from)
    const byNumber = flow.versions.nodes.map((each: { number: number; definition: { source: object } }) => [
      each.number,
      JSON.stringify(each.definition.source).includes(from),
    ])
    expect(byNumber).toEqual([
      [2, false],
      [1, true],
    ])
    const remove = 'mutation ($input: DeleteEntityInput!) { deleteSkill(input: $input) { problems { code } } }'
    const { deleteSkill } = await owner.data(remove, { input: { id: into, expectedVersion: 1 } })
    expect(deleteSkill.problems, 'flows refer to the one that stays').toEqual([{ code: 'IN_USE' }])
  })

  test('others have their turn while hundreds of addresses change', async () => {
    const { domains, queue } = (
      await owner.data('query ($id: ID!) { organization(slug: "acme") { domains { name } queue(id: $id) { name } } }', {
        id: made.queue,
      })
    ).organization
    const cells = (index: number): Partial<Record<AddressColumn, string>> => ({
      ...{ address: `many${index}@${domains[0].name}`, routing: 'QUEUE', queue: queue.name, skills: `Bills ${round}` },
    })
    const line = (index: number) => ADDRESS_COLUMNS.map((column) => cells(index)[column] ?? '').join()
    const csv = [ADDRESS_COLUMNS.join(), ...Array.from({ length: 800 }, (_, index) => line(index))].join('\n')
    const load =
      'mutation ($input: ImportEmailAddressesInput!) { importEmailAddresses(input: $input) { problems { code } } }'
    expect((await owner.data(load, { input: own({ csv }) })).importEmailAddresses.problems).toEqual([])
    const started = performance.now()
    let [last, longest, over] = [started, 0, false]
    const turn = () => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
      if (!over) setImmediate(turn)
    }
    turn()
    expect((await merge()).merge.addressCount).toBe(801)
    over = true
    turn()
    expect(longest).toBeLessThan((performance.now() - started) / 2)
  })

  test('R-FLO-4 a draft alone is no new version', async () => {
    const unpublish = 'mutation ($input: UnpublishFlowInput!) { unpublishFlow(input: $input) { problems { code } } }'
    await owner.data(unpublish, { input: { id: made.flow, expectedVersion: 2 } })
    expect((await merge()).merge).toMatchObject({ flowCount: 1, publishedFlowCount: 0 })
    expect((await stored()).flow).toMatchObject({ publishedVersion: null, published: null })
  })

  test('R-ADR-13 health is counted anew: somebody fits who did not', async () => {
    const third = await create('Skill', 'skill', own({ name: `Chess ${round}` }))
    const update = `mutation ($input: UpdateEmailAddressInput!) { updateEmailAddress(input: $input) { problems { code } } }`
    const settings = { routing: { queue: { queueId: made.queue, skillIds: [third] } } }
    await owner.data(update, { input: { id: made.address, expectedVersion: 1, settings } })
    const count = () =>
      harness.app.database
        .readInstallation()
        .first<{ n: number }>(sql`select "problemCount" as n from address where id = ${made.address}`)
    const unhealthy = (await count())!.n
    const { problems } = await merge({ id: third, intoId: from })
    expect(problems).toEqual([])
    expect((await count())!.n).toBe(unhealthy - 1)
  })

  test('merged meanwhile: NOT_FOUND, and the same answer for the same key', async () => {
    const idempotencyKey = `key ${round}`
    const first = await merge({ idempotencyKey })
    expect(await merge({ idempotencyKey })).toEqual(first)
    expect(await refusal({})).toBe('NOT_FOUND')
  })

  test.each([
    ['a version that it has not', { expectedVersion: 7 }, 'STALE_VERSION expectedVersion'],
    ['no other skill', { intoId: 'skl_none' }, 'REFERENCE_NOT_FOUND intoId'],
  ])('%s is refused', async (_, more, expected) => {
    const before = await stored()
    const { skill, merge: effect, problems } = await merge(more)
    expect({ skill, effect }).toEqual({ skill: null, effect: null })
    expect(problems.map((each: { code: string; path: string[] }) => `${each.code} ${each.path.join()}`)).toEqual([
      expected,
    ])
    expect(await stored()).toEqual(before)
  })

  test('a skill with itself is refused, and one that nothing uses needs no more than its own permission', async () => {
    expect((await merge({ intoId: from })).problems).toEqual([{ code: 'INVALID', path: ['intoId'] }])
    const unused = await create('Skill', 'skill', own({ name: `Unused ${round}` }))
    const skills = await clientWith(['routing:skill:manage'])
    expect((await merge({ id: unused }, skills)).merge).toEqual(NOTHING)
    const foreign = await harness.organisation(`beta${round}`)
    expect(await refusal({}, foreign.owner)).toBe('NOT_FOUND')
  })

  test('R-ORG-6 who may not change what refers to it is refused whole', async () => {
    const all = ['routing:skill:manage', 'directory:user:manage', 'routing:email:manage', 'flow:manage', 'flow:publish']
    const { members: _, ...before } = await stored()
    for (const missing of all.slice(1)) {
      const client = await clientWith(all.filter((each) => each !== missing))
      expect(await refusal({}, client), `without ${missing}`).toBe('FORBIDDEN')
    }
    expect(await stored()).toMatchObject(before)
    expect((await merge({}, await clientWith(all))).problems).toEqual([])
  })

  test('R-ORG-1 an edition without e-mail changes no address', async () => {
    const edition = async (wanted: string) => {
      const { organization } = await owner.data('{ organization(slug: "acme") { version } }')
      await owner.data(
        'mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) { problems { code } } }',
        { input: { id: harness.acme.id, expectedVersion: organization.version, edition: wanted } },
      )
    }
    await edition('CX_1')
    expect((await merge()).problems).toEqual([{ code: 'EDITION_WITHOUT_EMAIL', path: [] }])
    await edition('CX_3')
    expect((await merge()).problems).toEqual([])
  })

  let roles = 0
  /** Somebody with just these permissions. */
  async function clientWith(permissions: string[]): Promise<Client> {
    const name = `Role ${++roles}`
    await create('Role', 'role', own({ name, permissions }))
    return member(owner, harness.acme.id, 'acme', name, `role${roles}@staff.example`)
  }
})
