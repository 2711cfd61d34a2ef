import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configure, type Configured } from '../../../test/configured.js'
import { DIALECTS } from '../../../test/databases.js'
import { Client, startHarness, type Harness } from '../../../test/harness.js'
import { keeping } from '../../../test/statement-log.js'

const RANK = `query ($input: RankQueueInput!) { organization(slug: "acme") { rankQueue(input: $input) { id score agentIds } } }`

describe.each(DIALECTS)('the ranking of a queue on %s', (dialect) => {
  let harness: Harness
  let has: Configured
  const statements: string[] = []
  beforeAll(async () => {
    harness = await startHarness(dialect, { statements: keeping(statements) })
    has = await configure(harness.operator, harness.acme)
  })
  afterAll(() => harness.stop())

  const rank = async (input: object, client = harness.operator) => {
    const { data, errors } = await client.ask(RANK, { input: { queueId: has.queueId, ...input } })
    return { ranked: data?.organization?.rankQueue, code: errors[0]?.extensions.code, message: errors[0]?.message }
  }
  const update = async (input: object) => {
    const mutation =
      'mutation ($input: UpdateQueueInput!) { updateQueue(input: $input) { queue { version } problems { code } } }'
    const { queue } = await harness.operator
      .data(`{ organization(slug: "acme") { queue(id: "${has.queueId}") { version } } }`)
      .then((data) => data.organization)
    const answer = await harness.operator.data(mutation, {
      input: { id: has.queueId, expectedVersion: queue.version, ...input },
    })
    expect(answer.updateQueue.problems).toEqual([])
  }
  const WAITING = [
    { id: 'long', priority: 10, waitedSeconds: 360 },
    { id: 'urgent', priority: 20, waitedSeconds: 240 },
  ]

  test('R-QUE-1 4 minutes with priority 20 go before 6 with priority 10, for the members of the queue', async () => {
    const { ranked } = await rank({ waiting: WAITING })
    expect(ranked).toEqual([
      { id: 'urgent', score: 24, agentIds: [has.memberId] },
      { id: 'long', score: 16, agentIds: [has.memberId] },
    ])
  })

  test('R-QUE-2 the method of the queue counts', async () => {
    await update({ scoringMethod: 'PRIORITY_ONLY' })
    const waiting = [...WAITING, { id: 'older', priority: 10, waitedSeconds: 361 }]
    const { ranked } = await rank({ waiting, agents: [] })
    expect(ranked.map(({ id, score }: { id: string; score: number }) => [id, score])).toEqual([
      ['urgent', 20],
      ['older', 10],
      ['long', 10],
    ])
    await update({ scoringMethod: null })
  })

  test('R-QUE-3 the evaluation of the queue counts, for stored and for given agents', async () => {
    const waiting = [{ id: 'x', priority: 0, waitedSeconds: 0, skillIds: [has.skillId], languageId: has.languageId }]
    expect((await rank({ waiting })).ranked[0].agentIds).toEqual([])
    const { updateMember } = await harness.operator.data(
      'mutation ($input: UpdateMemberInput!) { updateMember(input: $input) { problems { code } } }',
      { input: { id: has.memberId, expectedVersion: 1, skills: [{ id: has.skillId, proficiency: 2 }] } },
    )
    expect(updateMember.problems).toEqual([])
    expect((await rank({ waiting })).ranked[0].agentIds).toEqual([])
    await update({ skillEvaluation: 'BEST' })
    expect((await rank({ waiting })).ranked[0].agentIds).toEqual([has.memberId])
    const agents = [
      { id: 'none' },
      { id: 'some', skills: [{ id: has.skillId, proficiency: 1 }], languages: null },
      {
        id: 'more',
        skills: [{ id: has.skillId, proficiency: 1 }],
        languages: [{ id: has.languageId, proficiency: 5 }],
      },
    ]
    expect((await rank({ waiting, agents })).ranked[0].agentIds).toEqual(['more', 'some'])
    await update({ skillEvaluation: 'NONE' })
    expect((await rank({ waiting, agents })).ranked[0].agentIds).toEqual(['none', 'some', 'more'])
    await update({ skillEvaluation: null })
  })

  test('R-QUE-4 the last agent of a thread comes first, if a member', async () => {
    const waiting = [{ ...WAITING[0], skillIds: [has.skillId], languageId: has.languageId, lastAgentId: has.memberId }]
    expect((await rank({ waiting })).ranked[0].agentIds).toEqual([has.memberId])
    expect((await rank({ waiting, agents: [{ id: 'other' }] })).ranked[0].agentIds).toEqual([])
  })

  test('R-QUE-1 what makes no sense is refused by its field', async () => {
    const one = { id: 'x', priority: 0, waitedSeconds: 0 }
    const many = (length: number) => Array.from({ length }, (_, index) => ({ ...one, id: String(index) }))
    const skills = [{ id: has.skillId, proficiency: 6 }]
    const wrong: [object, RegExp][] = [
      [{ waiting: [{ ...one, waitedSeconds: -1 }] }, /^waiting\.0\.waitedSeconds: /],
      [{ waiting: [{ ...one, priority: 25_000_001 }] }, /^waiting\.0\.priority: /],
      [{ waiting: [one, one] }, /^waiting\.1\.id: /],
      [{ waiting: [one], agents: [{ id: 'a', skills }] }, /^agents\.0\.skills\.0\.proficiency: /],
      [{ waiting: many(1_001) }, /^waiting: at most 1000$/],
      [{ waiting: [], agents: many(1_001).map(({ id }) => ({ id })) }, /^agents: at most 1000$/],
      [{ waiting: many(400), agents: many(400).map(({ id }) => ({ id })) }, /^waiting: at most 250 for 400 agents$/],
      [{ waiting: [{ ...one, skillIds: Array(101).fill(has.skillId) }] }, /^waiting\.0\.skillIds: at most 100$/],
    ]
    for (const [input, message] of wrong) {
      const answer = await rank(input)
      expect([answer.code, answer.message]).toEqual(['BAD_USER_INPUT', expect.stringMatching(message)])
    }
    expect((await rank({ waiting: [] })).ranked).toEqual([])
  })

  test('R-ORG-4 what is not there is NOT_FOUND, and so is a queue to those who see none', async () => {
    const one = { id: 'x', priority: 0, waitedSeconds: 0 }
    for (const input of [
      { queueId: 'que_x', waiting: [] },
      { waiting: [{ ...one, skillIds: [has.languageId] }] },
      { waiting: [{ ...one, languageId: has.skillId }] },
      { waiting: [], agents: [{ id: 'a', skills: [{ id: 'skl_x', proficiency: 1 }] }] },
      { waiting: [], agents: [{ id: 'a', languages: [{ id: '', proficiency: 1 }] }] },
    ])
      expect((await rank(input)).code).toBe('NOT_FOUND')
    const { owner } = await harness.organisation('beta')
    expect((await rank({ waiting: [] }, owner)).ranked).toBeUndefined()
    expect((await rank({ waiting: [] }, new Client(harness.app))).code).toBe('UNAUTHENTICATED')
  })

  test('a hundred that wait take no more statements than one', async () => {
    const demand = { skillIds: [has.skillId], languageId: has.languageId }
    const waiting = (length: number) =>
      Array.from({ length }, (_, index) => ({ id: String(index), priority: index, waitedSeconds: 0, ...demand }))
    const counts = []
    for (const length of [1, 100]) {
      const before = statements.length
      expect((await rank({ waiting: waiting(length) })).ranked).toHaveLength(length)
      counts.push(statements.length - before)
    }
    expect(counts[1]).toBeLessThanOrEqual(counts[0]!)
  })
})
