import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFlow, aMail, aMailbox, aMessage } from '../testing.js'
import type { ParsedMessage } from '../inbound/types.js'
import { evaluateFlow } from './evaluate.js'
import { FlowMessage } from './flow-message.js'
import { implies, isNever } from './implies.js'
import { compileIncludes } from './includes.js'
import { FLOW_FIELD_OPERATORS } from './operators.js'
import { parseFlow } from './parse-flow.js'
import type { FlowComparison, FlowCondition, FlowField, FlowRule } from './types.js'

const RECIPIENT = 'help@support.example.com'
/** Few and short values, so that comparisons often hold. */
const word = fc.constantFrom('a', 'A', 'b', 'ab', 'aB', 'ba', 'ß', 'ss', 'é', 'e\u0301', 'ﬁ', 'fi', 'a b')
const number = fc.integer({ min: 0, max: 3 }).map(String)
const moment = fc.constantFrom('2026-06-01', '2026-06-01T12:00:00Z', '2026-06-01T14:00:00.001+02:00', '2026-06-02')
const verdict = fc.constantFrom('PASS', 'FAIL', 'INCONCLUSIVE')
const NUMBERS: readonly FlowField[] = ['ATTACHMENT_COUNT', 'SIZE_BYTES']

function valueOf(field: FlowField): fc.Arbitrary<string> {
  if (NUMBERS.includes(field)) return number
  if (field === 'RECEIVED_AT') return moment
  return field === 'SPAM_VERDICT' ? verdict : word
}

const hours = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 23 })).map(([weekday, hour]) => ({
  weekday,
  from: `${String(hour).padStart(2, '0')}:00`,
  to: `${String(hour + 1).padStart(2, '0')}:00`,
}))

const comparison: fc.Arbitrary<FlowComparison> = fc
  .constantFrom(...(Object.keys(FLOW_FIELD_OPERATORS) as FlowField[]))
  .chain((field) =>
    fc.record({
      field: fc.constant(field),
      header: fc.constantFrom('x-a', 'x-b'),
      operator: fc.constantFrom(...FLOW_FIELD_OPERATORS[field]),
      value: valueOf(field),
      values: fc.array(valueOf(field), { minLength: 1, maxLength: 3 }),
      schedule: fc.record({
        timeZone: fc.constantFrom('UTC', 'Europe/Vienna'),
        open: fc.array(hours, { minLength: 1 }),
      }),
    }),
  )

const { condition } = fc.letrec<{ condition: FlowCondition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    fc.record({ compare: comparison }),
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

const message: fc.Arbitrary<ParsedMessage> = fc
  .record({
    from: fc.array(
      word.map((local) => aMailbox(`${local.replace(' ', '')}@a`)),
      { maxLength: 2 },
    ),
    subject: fc.oneof(word, fc.constant('')),
    text: fc.tuple(word, word).map((words) => words.join('')),
    headers: fc.array(fc.record({ name: fc.constantFrom('x-a', 'x-b', 'content-language'), value: word }), {
      maxLength: 3,
    }),
    attachments: fc.array(fc.record({ name: word, type: word, sizeBytes: fc.constant(1) }), { maxLength: 3 }),
    sizeBytes: fc.integer({ min: 0, max: 3 }),
  })
  .map(aMessage)

const mail = fc
  .record({
    message,
    spam: fc.constantFrom('PASS' as const, 'FAIL' as const, 'INCONCLUSIVE' as const),
    shift: fc.integer({ min: -100, max: 100 }),
  })
  .map(({ shift, ...of }) => aMail({ ...of, receivedAt: Date.UTC(2026, 5, 1, 12) + shift * 3_600_000 }))
type Mail = ReturnType<typeof aMail>

/** R-FLO-2 once more, as plainly as it can be said. */
function naive(of: FlowCondition, given: Mail): boolean {
  if (of.compare) return naiveCompare(of.compare, given)
  if (of.not) return !naive(of.not, given)
  return of.all ? of.all.every((part) => naive(part, given)) : of.any!.some((part) => naive(part, given))
}

const plain = (text: string) => text.normalize('NFKC').toUpperCase()

function naiveCompare({ field, header, operator, value, values, schedule }: FlowComparison, given: Mail): boolean {
  const found = naiveValues(field, header!, given)
  const one = value!
  switch (operator) {
    case 'EQUALS':
      return found.some((text) => plain(text) === plain(one))
    case 'ONE_OF':
      return found.some((text) => values!.some((each) => plain(text) === plain(each)))
    case 'CONTAINS':
      return found.some((text) => plain(text).indexOf(plain(one)) >= 0)
    case 'STARTS_WITH':
      return found.some((text) => plain(text).indexOf(plain(one)) === 0)
    case 'ENDS_WITH':
      return found.some((text) => plain(text).slice(-plain(one).length) === plain(one))
    case 'MATCHES':
      return found.some((text) => new RegExp(one.normalize('NFKC'), 'iu').test(text.normalize('NFKC')))
    case 'EXISTS':
      return field === 'HEADER' ? found.length > 0 : found.join('') !== ''
    case 'LESS_THAN':
      return field === 'RECEIVED_AT'
        ? given.receivedAt < Date.parse(one)
        : found.some((text) => Number(text) < Number(one))
    case 'GREATER_THAN':
      return field === 'RECEIVED_AT'
        ? given.receivedAt > Date.parse(one)
        : found.some((text) => Number(text) > Number(one))
    case 'WITHIN_SCHEDULE': {
      // Vienna has summer time in June.
      const local = new Date(given.receivedAt + (schedule!.timeZone === 'UTC' ? 0 : 7_200_000))
      const isNow = (each: { weekday: number; from: string }) =>
        each.weekday % 7 === local.getUTCDay() && Number(each.from.slice(0, 2)) === local.getUTCHours()
      return schedule!.open.some(isNow)
    }
  }
}

function naiveValues(field: FlowField, header: string, { message: of, spam }: Mail): readonly string[] {
  const headers = (name: string) => of.headers.filter((each) => each.name === name).map((each) => each.value)
  const all: Record<FlowField, readonly string[]> = {
    FROM: of.from.map(({ address }) => address),
    FROM_DOMAIN: of.from.map(({ address }) => address.split('@')[1]!),
    RECIPIENT: [RECIPIENT],
    SUBJECT: [of.subject],
    BODY: [of.text],
    HEADER: headers(header),
    ATTACHMENT_NAME: of.attachments.map(({ name }) => name),
    ATTACHMENT_TYPE: of.attachments.map(({ type }) => type),
    ATTACHMENT_COUNT: [String(of.attachments.length)],
    SIZE_BYTES: [String(of.sizeBytes)],
    SPAM_VERDICT: [spam],
    LANGUAGE: headers('content-language').flatMap((value) => value.split(' ')),
    RECEIVED_AT: [],
  }
  return all[field]
}

function run(rules: readonly FlowRule[], given: Mail) {
  return evaluateFlow(
    { name: 'f', definition: aFlow({ rules }) },
    { message: new FlowMessage(given, RECIPIENT), autoReplyBar: null },
  )
}

const rule = (name: string, when: FlowCondition, then: FlowRule['then'] = [{ disconnect: true }]): FlowRule => ({
  name,
  when,
  then,
})
const holds = (when: FlowCondition, given: Mail) => run([rule('r', when)], given).result === 'DISCONNECTED'

describe('R-FLO-2 for any condition and mail', () => {
  it('a condition gives what the plain reading of the rule gives', () => {
    fc.assert(
      fc.property(condition, mail, (when, given) => {
        expect(holds(when, given)).toBe(naive(when, given))
      }),
      { numRuns: 3_000 },
    )
  })

  it('De Morgan: not all is any not, not any is all not', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), mail, (parts, given) => {
        const negated = parts.map((part) => ({ not: part }))
        expect(holds({ not: { all: parts } }, given)).toBe(holds({ any: negated }, given))
        expect(holds({ not: { any: parts } }, given)).toBe(holds({ all: negated }, given))
      }),
    )
  })

  it('the order of parts, their repetition and nesting make no difference', () => {
    fc.assert(
      fc.property(fc.array(condition, { minLength: 1, maxLength: 3 }), mail, (parts, given) => {
        for (const key of ['all', 'any'] as const) {
          const expected = holds({ [key]: parts }, given)
          const others = [[...parts].reverse(), [...parts, ...parts], [{ [key]: parts }]]
          expect(others.map((other) => holds({ [key]: other }, given))).toEqual(others.map(() => expected))
        }
      }),
    )
  })

  it('a checked condition is the one that was given, and the same mail gives the same decision and trace', () => {
    fc.assert(
      fc.property(condition, mail, (when, given) => {
        const parsed = parseFlow(aFlow({ rules: [rule('r', when)] }))
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
        expect(run(parsed.value.rules, given)).toEqual(run([rule('r', when)], given))
      }),
    )
  })
})

describe('R-FLO-1 for any rules and mail', () => {
  it('the first rule that matches decides, and those before it do nothing', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 5 }), mail, (conditions, given) => {
        const rules = conditions.map((when, index) =>
          rule(`${index}`, when, [{ addLabel: `${index}` }, { disconnect: true }]),
        )
        const first = conditions.findIndex((when) => naive(when, given))
        expect(run(rules, given).labels).toEqual(first < 0 ? [] : [`${first}`])
        const going = conditions.map((when, index) => rule(`${index}`, when, [{ addLabel: `${index}` }]))
        const all = conditions.flatMap((when, index) => (naive(when, given) ? [`${index}`] : []))
        expect(run(going, given).labels).toEqual(all)
      }),
    )
  })
})

describe('R-FLO-5 for any conditions and mail', () => {
  it('what is said to be caught is caught, and what is said never to match does not', () => {
    fc.assert(
      fc.property(condition, condition, mail, (one, other, given) => {
        if (implies(one, other) && naive(one, given)) expect(naive(other, given)).toBe(true)
        if (isNever({ all: [one, other] })) expect(naive({ all: [one, other] }, given)).toBe(false)
      }),
      { numRuns: 5_000 },
    )
  })

  it('every condition catches itself', () => {
    fc.assert(
      fc.property(condition, (when) => {
        expect(implies(when, structuredClone(when))).toBe(true)
      }),
    )
  })

  it('a condition catches itself also where a proof of it would take too many steps', () => {
    const compared = (value: string): FlowCondition => ({ compare: { field: 'FROM', operator: 'CONTAINS', value } })
    const deep = ['a', 'b', 'c', 'd'].reduce<FlowCondition>(
      (inner, value) => ({ all: [{ any: [compared(value), inner] }, { any: [inner, compared(`${value}${value}`)] }] }),
      compared('z'),
    )
    expect(implies(deep, structuredClone(deep))).toBe(true)
  })
})

it('a long text is found wherever the built-in search finds it', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 120 })
  fc.assert(
    fc.property(
      texts,
      fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 30, maxLength: 45 }),
      texts,
      (a, b, c) => {
        expect(compileIncludes(b)(a + b + c)).toBe(true)
        expect(compileIncludes(b)(a + c)).toBe((a + c).includes(b))
      },
    ),
  )
})
