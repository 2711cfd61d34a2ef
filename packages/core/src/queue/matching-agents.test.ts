import { describe, expect, it } from 'vitest'
import type { AgentFact, QueueFact } from '../flow/facts.js'
import { matchAgents } from './matching-agents.js'

const agent = (skills: Record<string, number>, languages: Record<string, number> = {}): AgentFact => ({
  skills: new Map(Object.entries(skills)),
  languages: new Map(Object.entries(languages)),
})
const queue = (skillEvaluation: QueueFact['skillEvaluation'], members?: readonly AgentFact[]): QueueFact => ({
  name: 'Support',
  skillEvaluation,
  ...(members && { members }),
})
const MEMBERS = [agent({ billing: 3 }, { de: 2 }), agent({ billing: 1 }), agent({})]

describe('R-QUE-3 how many agents match', () => {
  it.each([
    ['ALL', { skillIds: ['billing'], languageId: 'de' }, 1],
    ['ALL', { skillIds: ['billing'], languageId: null }, 2],
    ['ALL', { skillIds: ['billing', 'law'], languageId: null }, 0],
    ['ALL', { skillIds: [], languageId: null }, 3],
    ['BEST', { skillIds: ['billing', 'law'], languageId: null }, 2],
    ['NONE', { skillIds: ['law'], languageId: 'fr' }, 3],
  ] as const)('%s of %j', (evaluation, demand, matching) => {
    expect(matchAgents(queue(evaluation, MEMBERS), demand)).toEqual({ matching, members: 3 })
  })

  it('is none of none where nobody is a member, or nobody is known', () => {
    const demand = { skillIds: [], languageId: null }
    expect(matchAgents(queue('ALL', []), demand)).toEqual({ matching: 0, members: 0 })
    expect(matchAgents(queue('ALL'), demand)).toEqual({ matching: 0, members: 0 })
  })
})
