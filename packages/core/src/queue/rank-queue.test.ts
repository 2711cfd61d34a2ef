import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SkillEvaluation } from '../flow/facts.js'
import { rankQueue } from './rank-queue.js'
import type { Agent, ScoringMethod, WaitingInteraction } from './types.js'

const SETTINGS = { scoringMethod: 'TIME_AND_PRIORITY', skillEvaluation: 'ALL' } as const

function waits(id: string, changes: Partial<WaitingInteraction> = {}): WaitingInteraction {
  return { id, priority: 0, waitedSeconds: 0, skillIds: [], languageId: null, lastAgentId: null, ...changes }
}

function agent(id: string, skills: Record<string, number> = {}, languages: Record<string, number> = {}): Agent {
  return { id, skills: new Map(Object.entries(skills)), languages: new Map(Object.entries(languages)) }
}

const order = (waiting: readonly WaitingInteraction[], scoringMethod: ScoringMethod = 'TIME_AND_PRIORITY') =>
  rankQueue({ ...SETTINGS, scoringMethod }, waiting, []).map(({ id }) => id)

const someWaiting = fc
  .array(
    fc.record({
      priority: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -25_000_000, max: 25_000_000 })),
      waitedSeconds: fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 2_147_483_647 })),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((each, index) => waits(`i${index}`, each)))

describe('R-QUE-1 score', () => {
  it('puts 4 minutes with priority 20 before 6 minutes with priority 10', () => {
    const waiting = [
      waits('long', { priority: 10, waitedSeconds: 6 * 60 }),
      waits('urgent', { priority: 20, waitedSeconds: 4 * 60 }),
    ]
    expect(rankQueue(SETTINGS, waiting, [])).toEqual([
      { id: 'urgent', score: 24, agentIds: [] },
      { id: 'long', score: 16, agentIds: [] },
    ])
  })

  it.each<[string, [priority: number, waitedSeconds: number], [priority: number, waitedSeconds: number], string[]]>([
    ['a fraction of a minute decides', [0, 61], [1, 0], ['first', 'second']],
    ['and a second less than a minute does not', [0, 59], [1, 0], ['second', 'first']],
    ['equal scores, the earlier arrival first', [5, 0], [0, 300], ['second', 'first']],
    ['equal scores and arrivals, as they were given', [5, 30], [5, 30], ['first', 'second']],
    ['a negative priority is a wait', [-1, 60], [0, 1], ['second', 'first']],
    ['bounds of priority', [-25_000_000, 2_147_483_647], [25_000_000, 0], ['second', 'first']],
  ])('%s', (_name, first, second, expected) => {
    const of = ([priority, waitedSeconds]: [number, number]) => ({ priority, waitedSeconds })
    expect(order([waits('first', of(first)), waits('second', of(second))])).toEqual(expected)
  })

  it('is fractional', () => {
    expect(rankQueue(SETTINGS, [waits('a', { priority: 1, waitedSeconds: 90 })], [])[0]?.score).toBe(2.5)
  })

  it('has no order of an empty queue', () => {
    expect(order([])).toEqual([])
  })

  it('exchanges one of priority for one minute exactly', () => {
    fc.assert(
      fc.property(someWaiting, fc.nat(11), (waiting, index) => {
        const traded = waiting[index]
        fc.pre(traded !== undefined)
        const dearer = { ...traded, priority: traded.priority + 1 }
        const longer = { ...traded, waitedSeconds: traded.waitedSeconds + 60 }
        const scores = [dearer, longer].map((each) => rankQueue(SETTINGS, [each], [])[0]!.score)
        expect(scores[0]).toBe(scores[1])
        const others = waiting.filter((each) => each !== traded)
        const ahead = (each: WaitingInteraction) =>
          others.filter((other) => {
            const [first, second] = rankQueue(SETTINGS, [other, each], [])
            return first!.id === other.id && first!.score !== second!.score
          })
        expect(ahead(dearer)).toEqual(ahead(longer))
      }),
    )
  })

  it('is one order: of everything given once, by score, then arrival, then input', () => {
    fc.assert(
      fc.property(someWaiting, (waiting) => {
        const ranked = rankQueue(SETTINGS, waiting, [])
        expect(ranked.map(({ id }) => id).sort()).toEqual(waiting.map(({ id }) => id).sort())
        const places = ranked.map(({ id, score }) => ({
          score,
          waited: waiting.find((each) => each.id === id)!.waitedSeconds,
          given: waiting.findIndex((each) => each.id === id),
        }))
        places.slice(1).forEach((place, index) => {
          const before = places[index]!
          const byScore = before.score - place.score
          const byArrival = before.waited - place.waited
          expect(
            byScore > 0 || (byScore === 0 && (byArrival > 0 || (byArrival === 0 && before.given < place.given))),
          ).toBe(true)
        })
      }),
    )
  })

  it('does not depend on the order of input where no two are alike, nor on who else waits', () => {
    const shuffled = someWaiting
      .filter((list) => new Set(list.map((each) => `${each.priority * 60 + each.waitedSeconds}`)).size === list.length)
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list)))
    fc.assert(
      fc.property(shuffled, ([waiting, some]) => {
        const chosen = new Set(some.map(({ id }) => id))
        expect(order(some)).toEqual(order(waiting).filter((id) => chosen.has(id)))
      }),
    )
  })

  it('changes nothing that it was given', () => {
    const waiting = Object.freeze([Object.freeze(waits('a')), Object.freeze(waits('b', { priority: 1 }))])
    expect(order(waiting)).toEqual(['b', 'a'])
  })
})

describe('R-QUE-2 scoring method', () => {
  it('is priority alone under PRIORITY_ONLY, equal ones by arrival', () => {
    const waiting = [
      waits('early', { priority: 1, waitedSeconds: 9_000 }),
      waits('late', { priority: 2, waitedSeconds: 1 }),
      waits('earlier', { priority: 1, waitedSeconds: 9_001 }),
    ]
    expect(order(waiting, 'PRIORITY_ONLY')).toEqual(['late', 'earlier', 'early'])
    expect(order(waiting)).toEqual(['earlier', 'early', 'late'])
    const scores = rankQueue({ ...SETTINGS, scoringMethod: 'PRIORITY_ONLY' }, waiting, []).map(({ score }) => score)
    expect(scores).toEqual([2, 1, 1])
  })
})

describe('R-QUE-3 skill evaluation', () => {
  const AGENTS = [
    agent('ada', { french: 1, billing: 1 }, { fr: 2 }),
    agent('ben', { french: 5 }),
    agent('cem', { billing: 0 }),
    agent('dua'),
    agent('eli', { french: 2, billing: 2 }),
  ]
  const offered = (skillEvaluation: SkillEvaluation, skillIds: string[], languageId: string | null) =>
    rankQueue({ ...SETTINGS, skillEvaluation }, [waits('x', { skillIds, languageId })], AGENTS)[0]?.agentIds.join(' ')

  it.each<[SkillEvaluation, string[], string | null, string]>([
    ['ALL', [], null, 'ada ben cem dua eli'],
    ['ALL', ['french'], null, 'ben eli ada'],
    ['ALL', ['french', 'billing'], null, 'eli ada'],
    ['ALL', ['french', 'billing'], 'fr', 'ada'],
    ['ALL', ['billing'], null, 'eli ada cem'],
    ['ALL', ['spanish'], null, ''],
    ['ALL', [], 'de', ''],
    ['BEST', [], null, 'ada ben cem dua eli'],
    ['BEST', ['french', 'billing'], null, 'ben eli ada'],
    ['BEST', ['french', 'billing'], 'fr', 'ben ada eli'],
    ['BEST', ['billing'], null, 'eli ada'],
    ['BEST', ['spanish'], 'fr', 'ada'],
    ['BEST', ['spanish'], null, ''],
    ['NONE', ['spanish'], 'de', 'ada ben cem dua eli'],
  ])('%s of %j in %j: %s', (evaluation, skillIds, languageId, expected) => {
    expect(offered(evaluation, skillIds, languageId)).toBe(expected)
  })

  it('lets an interaction wait that no agent fits', () => {
    const waiting = [waits('spanish', { priority: 9, skillIds: ['spanish'] }), waits('any')]
    expect(rankQueue(SETTINGS, waiting, AGENTS).map(({ id, agentIds }) => [id, agentIds.length])).toEqual([
      ['spanish', 0],
      ['any', 5],
    ])
  })

  it('BEST: the sums never rise, are above 0, and equal ones stay as they were given', () => {
    const level = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined })
    const agents = fc.array(fc.tuple(level, level, level), { maxLength: 10 })
    fc.assert(
      fc.property(agents, (levels) => {
        const sums = levels.map((each) => each.reduce<number>((sum, one) => sum + (one ?? 0), 0))
        const given = levels.map(([a, b, fr], index) => {
          const known = (entries: [string, number | undefined][]) =>
            Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== undefined))
          return agent(
            String(index),
            known([
              ['a', a],
              ['b', b],
            ]),
            known([['fr', fr]]),
          )
        })
        const [ranked] = rankQueue(
          { ...SETTINGS, skillEvaluation: 'BEST' },
          [waits('x', { skillIds: ['a', 'b'], languageId: 'fr' })],
          given,
        )
        const expected = sums
          .map((sum, index) => ({ sum, id: String(index) }))
          .filter(({ sum }) => sum > 0)
          .sort((one, other) => other.sum - one.sum || Number(one.id) - Number(other.id))
        expect(ranked?.agentIds).toEqual(expected.map(({ id }) => id))
      }),
    )
  })
})

describe('R-QUE-4 last agent', () => {
  const agents = [agent('ada', { french: 5 }), agent('ben', { french: 3 }), agent('cem')]
  const offered = (lastAgentId: string | null, skillEvaluation: SkillEvaluation = 'BEST') =>
    rankQueue({ ...SETTINGS, skillEvaluation }, [waits('x', { skillIds: ['french'], lastAgentId })], agents)[0]
      ?.agentIds

  it.each<[string, string | null, string[]]>([
    ['comes first', 'ben', ['ben', 'ada']],
    ['comes first without the skill too', 'cem', ['cem', 'ada', 'ben']],
    ['is not offered it who is no member of the queue', 'dua', ['ada', 'ben']],
    ['may be nobody', null, ['ada', 'ben']],
  ])('%s', (_name, lastAgentId, expected) => {
    expect(offered(lastAgentId)).toEqual(expected)
  })

  it('comes first of all where skills are ignored', () => {
    expect(offered('cem', 'NONE')).toEqual(['cem', 'ada', 'ben'])
  })
})
