import { describe, expect, it } from 'vitest'
import { aFlow, aMail, aRule } from '../testing.js'
import type { ParsedMessage } from '../inbound/types.js'
import { evaluateFlow } from './evaluate.js'
import { FlowMessage } from './flow-message.js'
import { FLOW_LIMITS } from './limits.js'
import { parseFlow } from './parse-flow.js'
import { parsePattern, type PatternMistake } from './pattern.js'
import type { FlowComparison } from './types.js'

/** Microseconds of CPU: unlike the clock, not longer where the machine is busy. */
const SECOND = 1_000_000

function costOf(work: () => void): number {
  const started = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(started)
  return user + system
}

function problemOf(source: string) {
  const parsed = parsePattern(source, ['value'])
  return 'code' in parsed ? parsed : undefined
}

/** The trace of the one comparison. */
function compare(comparison: FlowComparison, message: Partial<ParsedMessage>) {
  const definition = aFlow({ rules: [aRule('r', '', [{ disconnect: true }], { compare: comparison })] })
  const flowMessage = new FlowMessage(aMail({ message }), 'help@support.example.com')
  const { trace } = evaluateFlow({ name: 'f', definition }, { message: flowMessage, autoReplyBar: null })
  return trace.filter(({ rule }) => rule === 'R-FLO-2').map(({ code, params }) => ({ code, ...params }))
}

describe('R-FLO-2 patterns', () => {
  it.each<[string, string, boolean]>([
    ['order', 'my ORDER 4711', true],
    ['^order', 'my order', false],
    ['order$', 'my order\n', false],
    ['\\bno\\s?\\d{4}\\b', 'Order No 4711!', true],
    ['é', 'E\u0301', true],
    ['e\u0301', 'É', true],
    ['ﬁle', 'FILE', true],
    ['（x）', '(X)', true],
    ['[！-＃]', '"', true],
    ['\\p{Greek}', 'λ', true],
    ['^\\P{L}+$', '123', true],
    ['(?-i)order', 'ORDER', false],
    ['(?s)a.b', 'a\nb', true],
    ['a.b', 'a\nb', false],
    ['(?P<n>a)', 'a', true],
  ])('%j in %j: %s', (source, text, expected) => {
    const [step] = compare({ field: 'SUBJECT', operator: 'MATCHES', value: source }, { subject: text })
    expect(step?.code).toBe(expected ? 'FLOW_COMPARISON_TRUE' : 'FLOW_COMPARISON_FALSE')
  })

  it.each<[string, PatternMistake, string]>([
    ['(?=a)b', 'LOOKAROUND', '(?='],
    ['a(?!b)', 'LOOKAROUND', '(?!'],
    ['(?<=a)b', 'LOOKAROUND', '(?<=a)b'],
    ['(?<!a)b', 'LOOKAROUND', '(?<!a)b'],
    ['(a)\\1', 'BACKREFERENCE', '\\1'],
    ['(?P<n>a)\\k<n>', 'BACKREFERENCE', '\\k'],
    ['(?>a)', 'GROUP', '(?>'],
    ['(?P<n>a)(?P<n>b)', 'GROUP', 'n'],
    ['[a', 'BRACKET', '[a'],
    ['(a', 'PARENTHESIS', '(a'],
    ['a)', 'PARENTHESIS', 'a)'],
    ['*a', 'REPETITION', '*'],
    ['a**', 'REPETITION', '**'],
    ['a++', 'REPETITION', '++'],
    ['a{1001}', 'REPETITION', '{1001}'],
    ['(a{100}){100}', 'REPETITION', '{100}'],
    ['a{2,1}', 'REPETITION', '{2,1}'],
    ['\\q', 'ESCAPE', '\\q'],
    ['a\\', 'ESCAPE', 'a\\'],
    ['\\p{Nope}', 'RANGE', '\\p{Nope}'],
    ['[z-a]', 'RANGE', 'z-a'],
  ])('%j is refused, and why is said', (source, why, found) => {
    expect(problemOf(source)).toEqual({
      code: 'PATTERN_INVALID',
      severity: 'ERROR',
      path: ['value'],
      params: { why, found },
    })
  })

  it('is bounded in length and in the size of its program', () => {
    const alternatives = Array.from({ length: 10_000 }, (_, index) => `word${index}`).join('|')
    expect(problemOf(alternatives)).toMatchObject({ code: 'TOO_LONG', params: { limit: 500, count: 88_889 } })
    expect(problemOf('a{500}')).toMatchObject({ code: 'PATTERN_TOO_LARGE', params: { limit: 250 } })
    expect(problemOf('[\\p{L}\\p{N}]{240}')).toBeUndefined()
    expect(problemOf('('.repeat(240) + ')'.repeat(240))?.code).toMatch(/PATTERN/)
  })
})

describe('what makes other engines hang does not (security)', () => {
  const long = 'a'.repeat(100_000)
  it.each<[string, string]>([
    ['(a+)+$', `${long}!`],
    ['(a|aa)+$', `${long}!`],
    ['(.*a){30}$', `${long}!`],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', `${long}!`],
    ['(x+x+)+y', 'x'.repeat(100_000)],
    ['(a?){100}a{100}$', `${long}!`],
    [
      '[ab]*a[ab]{200}c',
      Array.from({ length: 100_000 }, (_, index) => 'ab'[((index * index * 7919) % 13) % 2]).join(''),
    ],
    ['(\\p{L}+\\p{M}*)+$', 'é'.repeat(100_000)],
    ['[\\p{L}\\p{N}]{240}x', 'é'.repeat(100_000)],
  ])('%s', (value, text) => {
    const steps: unknown[] = []
    const cost = costOf(() => steps.push(...compare({ field: 'BODY', operator: 'MATCHES', value }, { text })))
    expect(cost).toBeLessThan(SECOND)
    expect(steps).toMatchObject([
      { code: expect.stringMatching(/^FLOW_COMPARISON_(TRUE|FALSE)$/) },
      { code: 'FLOW_TEXT_CUT', limit: 16_384, count: text.length },
    ])
  })

  it('a flow with as many of the worst patterns as it may have', () => {
    const text = Array.from({ length: 100_000 }, (_, index) => 'ab'[((index * index * 7919) % 13) % 2]).join('')
    const patterns = [230, 231, 232, 233].map((count) => `[ab]*a[ab]{${count}}c`)
    const any = patterns.map((value) => ({ compare: { field: 'BODY', operator: 'MATCHES', value } as const }))
    const parsed = parseFlow(aFlow({ rules: [aRule('r', '', [{ disconnect: true }], { any })] }))
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const message = new FlowMessage(aMail({ message: { text } }), 'help@support.example.com')
    const cost = costOf(() => evaluateFlow({ name: 'f', definition: parsed.value }, { message, autoReplyBar: null }))
    expect(cost).toBeLessThan(3 * SECOND)
  })

  it('a header of 1 MB, once and in many parts', () => {
    const value = 'x'.repeat(1_048_576)
    const parts = Array.from({ length: 5_000 }, () => ({ name: 'x-a', value: 'x'.repeat(200) }))
    for (const headers of [[{ name: 'x-a', value }], parts]) {
      for (const operator of ['MATCHES', 'CONTAINS', 'EQUALS', 'STARTS_WITH', 'ENDS_WITH'] as const) {
        const comparison = { field: 'HEADER', header: 'x-a', operator, value: 'y+' } as const
        expect(costOf(() => compare(comparison, { headers }))).toBeLessThan(SECOND)
      }
    }
  })

  it('a body of 15 MB, and a text that repeats itself in search of its like', () => {
    const text = 'a'.repeat(15_000_000)
    for (const value of ['b', `${'a'.repeat(500)}b${'a'.repeat(499)}`, `b${'a'.repeat(31)}`]) {
      const steps: unknown[] = []
      const cost = costOf(() => steps.push(...compare({ field: 'BODY', operator: 'CONTAINS', value }, { text })))
      expect(cost).toBeLessThan(SECOND)
      expect(steps[1]).toMatchObject({ code: 'FLOW_TEXT_CUT', limit: FLOW_LIMITS.text, count: 15_000_000 })
    }
  })

  it('the end of a long text is seen by ENDS_WITH', () => {
    const text = `${'a'.repeat(1_000_000)} regards`
    const steps = compare({ field: 'BODY', operator: 'ENDS_WITH', value: ' Regards' }, { text })
    expect(steps.map(({ code }) => code)).toEqual(['FLOW_COMPARISON_TRUE'])
  })
})
