import { describe, expect, it } from 'vitest'
import type { Problem } from '../problem.js'
import { checkAgents, checkProficiencies, checkWaiting } from './check-ranking.js'

const said = (problems: readonly Problem[]) => problems.map(({ code, path }) => [code, ...path].join(' '))

describe('R-QUE-1 what waits', () => {
  it.each<[number, number, string[]]>([
    [0, 0, []],
    [-25_000_000, 2_147_483_647, []],
    [25_000_001, 0, ['OUT_OF_RANGE waiting 0 priority']],
    [1.5, 0, ['INVALID waiting 0 priority']],
    [0, -1, ['OUT_OF_RANGE waiting 0 waitedSeconds']],
    [0, 0.5, ['INVALID waiting 0 waitedSeconds']],
    [Infinity, Infinity, ['OUT_OF_RANGE waiting 0 priority', 'OUT_OF_RANGE waiting 0 waitedSeconds']],
    [NaN, NaN, ['INVALID waiting 0 priority', 'INVALID waiting 0 waitedSeconds']],
  ])('priority %d, %d seconds: %j', (priority, waitedSeconds, expected) => {
    expect(said(checkWaiting([{ id: 'a', priority, waitedSeconds }], ['waiting']))).toEqual(expected)
  })

  it('comes once', () => {
    const one = { priority: 0, waitedSeconds: 0 }
    const given = ['a', 'b', 'a'].map((id) => ({ id, ...one }))
    expect(said(checkWaiting(given, ['waiting']))).toEqual(['NOT_UNIQUE waiting 2 id'])
  })
})

describe('R-QUE-3 proficiency', () => {
  it.each<[number, string[]]>([
    [0, []],
    [5, []],
    [6, ['OUT_OF_RANGE skills 0 proficiency']],
    [-1, ['OUT_OF_RANGE skills 0 proficiency']],
    [2.5, ['INVALID skills 0 proficiency']],
  ])('of %d: %j', (proficiency, expected) => {
    expect(said(checkProficiencies([{ id: 'french', proficiency }], ['skills']))).toEqual(expected)
  })

  it('is checked for every agent, skill and language, each named once', () => {
    const twice = [
      { id: 'x', proficiency: 1 },
      { id: 'x', proficiency: 9 },
    ]
    const agents = [
      { id: 'ada', skills: twice, languages: [] },
      { id: 'ada', skills: [], languages: twice },
    ]
    expect(said(checkAgents(agents, ['agents']))).toEqual([
      'NOT_UNIQUE agents 0 skills 1 id',
      'OUT_OF_RANGE agents 0 skills 1 proficiency',
      'NOT_UNIQUE agents 1 id',
      'NOT_UNIQUE agents 1 languages 1 id',
      'OUT_OF_RANGE agents 1 languages 1 proficiency',
    ])
  })
})
