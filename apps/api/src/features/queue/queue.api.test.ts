import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const QUEUE =
  'queue { id version members(first: 200) { nodes { id user { name } } totalCount } } problems { code path }'
const CREATE = `mutation ($input: CreateQueueInput!) { createQueue(input: $input) { ${QUEUE} } }`
const UPDATE = `mutation ($input: UpdateQueueInput!) { updateQueue(input: $input) { ${QUEUE} } }`
const ADD = 'mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } } }'

const statements: string[] = []

describe.each(DIALECTS)('members of queues on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  const agents: string[] = []
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
    for (const name of ['Ada', 'Ben', 'Cem', 'Dua']) {
      const person = { name, email: `${name}@acme.example`, initialPassword: 'plenty of letters' }
      const input = { organizationId: harness.acme.id, roleId: has.roleId, ...person }
      agents.push((await harness.operator.data(ADD, { input })).addMember.member.id)
    }
  })
  afterAll(() => harness.stop())

  const write = async (mutation: string, input: object) =>
    Object.values(await harness.operator.data<Record<string, any>>(mutation, { input }))[0]
  const namesOf = ({ queue }: { queue: { members: { nodes: { user: { name: string } }[] } } }) =>
    queue.members.nodes.map(({ user }) => user.name)

  test('come and go by update; left out they stay, null takes all out', async () => {
    const [ada, ben, cem, dua] = agents
    const created = await write(CREATE, { organizationId: harness.acme.id, name: 'Q', memberIds: [ben, ada, ben] })
    expect(namesOf(created)).toEqual(['Ada', 'Ben'])
    const { id } = created.queue
    expect(namesOf(await write(UPDATE, { id, expectedVersion: 1, name: 'R' }))).toEqual(['Ada', 'Ben'])
    statements.length = 0
    const changed = await write(UPDATE, { id, expectedVersion: 2, memberIds: [cem, ada, dua] })
    expect(namesOf(changed)).toEqual(['Ada', 'Cem', 'Dua'])
    const touching = statements.filter((statement) => /^(insert|delete)[^]*queue_member/i.test(statement))
    expect(touching.map((statement) => statement.slice(0, 6).toLowerCase())).toEqual(['delete', 'insert'])
    expect(namesOf(await write(UPDATE, { id, expectedVersion: 3, memberIds: [ben], dryRun: true }))).toEqual(['Ben'])
    const dry = { organizationId: harness.acme.id, name: 'S', memberIds: [dua, cem], dryRun: true }
    expect(namesOf(await write(CREATE, dry))).toEqual(['Cem', 'Dua'])
    expect(namesOf(await write(UPDATE, { id, expectedVersion: 3, memberIds: null }))).toEqual([])
    const audited = (await harness.audit(id)).flatMap(({ changes }) => JSON.parse(changes))
    expect(audited).toContainEqual({
      field: 'memberIds',
      before: [ada, ben].sort(),
      after: [ada, cem, dua].sort(),
    })
  })

  test('must be members of the organisation', async () => {
    const { owner } = await harness.organisation('elsewhere')
    const { organization } = await owner.data('{ organization(slug: "elsewhere") { members { nodes { id } } } }')
    const foreign = organization.members.nodes[0].id
    const memberIds = [agents[0], foreign, 'mem_x']
    const refused = await write(UPDATE, { id: has.queueId, expectedVersion: 1, memberIds })
    expect(refused.queue).toBeNull()
    expect(refused.problems.map(({ code }: { code: string }) => code)).toEqual([
      'REFERENCE_NOT_FOUND',
      'REFERENCE_NOT_FOUND',
    ])
  })
})
