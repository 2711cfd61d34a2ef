import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOON } from '../testing.js'
import { checkHandledInteraction, handleTimes, SESSION_LIMITS, type HandledInteraction } from './handle-times.js'

const MINUTE = 60_000
const at = (minutes: number) => NOON + minutes * MINUTE

function interaction(sentAt: readonly number[], changes: Partial<HandledInteraction> = {}): HandledInteraction {
  return { multipleActions: true, startedAt: NOON, sentAt, disconnectedAt: null, ...changes }
}

/** Minutes of each session, and of after-work. */
function minutes(sentAt: readonly number[], disconnectedAt: number | null, multipleActions = true) {
  const { sessions, afterWorkSeconds } = handleTimes(interaction(sentAt, { disconnectedAt, multipleActions }))
  return { each: sessions.map(({ handleSeconds }) => handleSeconds / 60), after: afterWorkSeconds / 60 }
}

describe('R-SES-1 with multiple actions', () => {
  it('times a reply after 10 minutes by 10, and a forward 2 minutes later by 2', () => {
    expect(handleTimes(interaction([at(10), at(12)], { disconnectedAt: at(15) }))).toEqual({
      sessions: [
        { sentAt: at(10), handleSeconds: 600 },
        { sentAt: at(12), handleSeconds: 120 },
      ],
      afterWorkSeconds: 180,
    })
  })

  it.each<[string, number[], number | null, number[], number]>([
    ['not disconnected yet', [at(10), at(12)], null, [10, 2], 0],
    ['in any order', [at(12), at(10)], at(12), [10, 2], 0],
    ['two at one moment', [at(10), at(10)], at(11), [10, 0], 1],
    ['sent at once', [NOON], NOON, [0], 0],
    ['a mail after the disconnect is none of it', [at(10), at(20)], at(15), [10], 5],
    ['sent in the moment of the disconnect', [at(10), at(15)], at(15), [10, 5], 0],
    ['nothing sent', [], at(15), [], 0],
    ['nothing sent before the disconnect', [at(20)], at(15), [], 0],
    ['nothing at all', [], null, [], 0],
  ])('%s', (_name, sentAt, disconnectedAt, each, after) => {
    expect(minutes(sentAt, disconnectedAt)).toEqual({ each, after })
  })

  it('gives the whole time to the mails and to after-work, in whole seconds', () => {
    const offsets = fc.array(fc.nat(10 * MINUTE), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(offsets, fc.nat(MINUTE), (sent, rest) => {
        const last = Math.max(...sent)
        const end = NOON + last + rest
        const result = handleTimes(
          interaction(
            sent.map((offset) => NOON + offset),
            { disconnectedAt: end },
          ),
        )
        const handled = result.sessions.reduce((sum, { handleSeconds }) => sum + handleSeconds, 0)
        expect(handled).toBe(Math.floor(last / 1000))
        expect(handled + result.afterWorkSeconds).toBe(Math.floor((end - NOON) / 1000))
        for (const { handleSeconds } of result.sessions) expect(handleSeconds).toBeGreaterThanOrEqual(0)
        expect(result.sessions.map(({ sentAt }) => sentAt - NOON)).toEqual(sent.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('R-SES-1 without multiple actions', () => {
  it.each<[string, number[], number | null, number[]]>([
    ['ends with the first mail, and ignores later ones', [at(10), at(12)], at(15), [10]],
    ['the first is the earliest', [at(12), at(10)], null, [10]],
    ['nothing sent', [], at(15), []],
    ['disconnected before anything was sent', [at(20)], at(15), []],
  ])('%s', (_name, sentAt, disconnectedAt, each) => {
    expect(minutes(sentAt, disconnectedAt, false)).toEqual({ each, after: 0 })
  })
})

describe('R-SES-1 what is asked', () => {
  const said = (given: HandledInteraction) => checkHandledInteraction(given).map(({ code, path }) => [code, ...path])

  it('lies between the start and ten years later', () => {
    const { milliseconds } = SESSION_LIMITS
    expect(said(interaction([NOON, NOON + milliseconds], { disconnectedAt: NOON + milliseconds }))).toEqual([])
    expect(said(interaction([NOON, NOON - 1, NOON + milliseconds + 1, NaN], { disconnectedAt: NOON - 1 }))).toEqual([
      ['INVALID', 'sentAt', '1'],
      ['INVALID', 'sentAt', '2'],
      ['INVALID', 'sentAt', '3'],
      ['INVALID', 'disconnectedAt'],
    ])
  })
})
