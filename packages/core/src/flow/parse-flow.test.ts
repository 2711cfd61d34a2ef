import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFlow, aRule } from '../testing.js'
import type { ReferenceFacts } from './facts.js'
import { flowReferences } from './flow-references.js'
import { FLOW_FIELD_OPERATORS } from './operators.js'
import { parseFlow } from './parse-flow.js'
import {
  FLOW_FIELDS,
  FLOW_OPERATORS,
  type FlowAction,
  type FlowCondition,
  type FlowDefinition,
  type FlowField,
} from './types.js'

const FACTS: ReferenceFacts = {
  queue: (id) => (id === 'support' ? { name: 'Support', skillEvaluation: 'ALL', members: [] } : undefined),
  skill: (id) => (id === 'french' ? {} : undefined),
  language: (id) => (id === 'fr' ? {} : undefined),
  response: (id) => ({ sig: { kind: 'SIGNATURE' as const }, thanks: { kind: 'REPLY' as const } })[id],
}

const problemsOf = (definition: FlowDefinition) =>
  parseFlow(definition, FACTS, ['definition']).problems.map(({ code, path }) => [code, path.join('.')])
const ruleWith = (changes: { when?: FlowCondition; then?: readonly FlowAction[] }) =>
  problemsOf(aFlow({ rules: [aRule('r', 'x', changes.then ?? [{ disconnect: true }], changes.when)] }))
const RULE = 'definition.rules.0'

/** A value that the field takes. */
const valueOf = (field: FlowField): string =>
  ({ ATTACHMENT_COUNT: '1', SIZE_BYTES: '1', RECEIVED_AT: '2026-06-01' })[field as string] ?? 'PASS'

const WHOLE: FlowDefinition = {
  rules: [
    {
      name: 'Invoices',
      when: {
        all: [
          { any: [{ compare: { field: 'SUBJECT', operator: 'CONTAINS', value: 'invoice' } }] },
          { not: { compare: { field: 'HEADER', header: 'x-kind', operator: 'ONE_OF', values: ['a', 'b'] } } },
        ],
      },
      then: [
        { setPriority: 5 },
        { addSkillIds: ['french'] },
        { removeSkillIds: ['french'] },
        { setLanguageId: 'fr' },
        { addLabel: 'Invoice' },
        { autoReplyId: 'thanks' },
        { transferToQueue: { queueId: 'support', skillIds: ['french'], languageId: 'fr', priority: 1 } },
      ],
    },
  ],
  otherwise: { disconnect: true },
}

describe('R-FLO-1 to R-FLO-3 a flow', () => {
  it('is taken as it is when nothing is wrong', () => {
    expect(parseFlow(WHOLE, FACTS)).toEqual({ ok: true, value: WHOLE, problems: [] })
  })

  it('is stored without what says nothing', () => {
    const wire: FlowDefinition = {
      rules: [
        {
          name: ' Invoices ',
          when: {
            all: null,
            compare: { field: 'HEADER', header: ' X-Kind ', operator: 'EQUALS', value: 'a', values: null },
          },
          then: [{ setPriority: null, disconnect: true, addLabel: null }],
        },
      ],
      otherwise: { disconnect: false, transferToQueue: { queueId: 'support', skillIds: null, priority: null } },
    }
    expect(parseFlow(wire, FACTS)).toMatchObject({
      value: {
        rules: [
          {
            name: 'Invoices',
            when: { compare: { field: 'HEADER', header: 'x-kind', operator: 'EQUALS', value: 'a' } },
            then: [{ disconnect: true }],
          },
        ],
        otherwise: { transferToQueue: { queueId: 'support' } },
      },
    })
  })

  it('must end', () => {
    for (const otherwise of [{}, { addLabel: 'x' }, { disconnect: false }]) {
      expect(problemsOf(aFlow({ otherwise }))).toEqual([['FLOW_MUST_END', 'definition.otherwise']])
    }
  })

  it('has at most 100 rules', () => {
    const rules = Array.from({ length: 101 }, (_, index) => aRule(`r${index}`, 'x', [{ disconnect: true }]))
    expect(problemsOf(aFlow({ rules: rules.slice(1) }))).toEqual([])
    expect(parseFlow(aFlow({ rules })).problems).toMatchObject([
      { code: 'FLOW_TOO_MANY_RULES', params: { limit: 100, count: 101 } },
    ])
  })

  it('has at most 500 comparisons, 20 actions a rule, and patterns of 1000 steps', () => {
    const end: readonly FlowAction[] = [{ disconnect: true }]
    const compare: FlowCondition = { compare: { field: 'SUBJECT', operator: 'EQUALS', value: 'x' } }
    const many = (count: number) => aRule(`${count}`, '', end, { any: Array<FlowCondition>(count).fill(compare) })
    const ten = Array.from({ length: 10 }, () => many(50))
    expect(problemsOf(aFlow({ rules: ten }))).toEqual([])
    expect(problemsOf(aFlow({ rules: [...ten, many(1)] }))).toEqual([['FLOW_TOO_MANY_COMPARISONS', 'definition.rules']])
    const actions = (count: number) => Array<FlowAction>(count).fill({ addLabel: 'x' })
    expect(ruleWith({ then: actions(20) })).toEqual([])
    expect(ruleWith({ then: actions(21) })).toEqual([['FLOW_TOO_MANY_ENTRIES', `${RULE}.then`]])
    const large: FlowCondition = { compare: { field: 'BODY', operator: 'MATCHES', value: 'a{240}' } }
    const patterns = (count: number) =>
      problemsOf(aFlow({ rules: [aRule('r', '', end, { any: Array<FlowCondition>(count).fill(large) })] }))
    expect(patterns(4)).toEqual([])
    expect(patterns(5)).toEqual([['FLOW_PATTERNS_TOO_LARGE', 'definition.rules']])
    expect(patterns(50)).toEqual(patterns(5))
  })

  it('spends no time on more patterns than refuse it', () => {
    const huge: FlowCondition = { compare: { field: 'BODY', operator: 'MATCHES', value: 'a{500}' } }
    const when = { any: Array<FlowCondition>(50).fill(huge) }
    const codes = problemsOf(aFlow({ rules: [aRule('r', '', [{ disconnect: true }], when)] })).map(([code]) => code)
    expect(codes).toEqual(['PATTERN_TOO_LARGE', 'PATTERN_TOO_LARGE'])
  })

  it('nests conditions at most 8 deep, however deep they are', () => {
    const nested = (levels: number): FlowCondition =>
      levels === 1 ? { compare: { field: 'SUBJECT', operator: 'EQUALS', value: 'x' } } : { not: nested(levels - 1) }
    expect(ruleWith({ when: nested(8) })).toEqual([])
    expect(ruleWith({ when: nested(9) })).toEqual([['FLOW_TOO_DEEP', `${RULE}.when${'.not'.repeat(8)}`]])
    expect(ruleWith({ when: nested(5_000) })[0]?.[0]).toBe('FLOW_TOO_DEEP')
  })

  it('names its rules', () => {
    expect(problemsOf(aFlow({ rules: [aRule(' ', 'x', [{ disconnect: true }])] }))).toEqual([
      ['REQUIRED', `${RULE}.name`],
    ])
  })

  it.each<[string, string, readonly FlowAction[]]>([
    ['REQUIRED', '', []],
    ['EXACTLY_ONE', '.0', [{}]],
    ['EXACTLY_ONE', '.0', [{ disconnect: true, addLabel: 'x' }]],
    ['REQUIRED', '.0.addSkillIds', [{ addSkillIds: [] }]],
    ['REFERENCE_NOT_FOUND', '.0.addSkillIds.1', [{ addSkillIds: ['french', 'gone'] }]],
    ['REFERENCE_NOT_FOUND', '.0.removeSkillIds.0', [{ removeSkillIds: ['gone'] }]],
    ['REFERENCE_NOT_FOUND', '.1.setLanguageId', [{ addLabel: 'x' }, { setLanguageId: 'gone' }]],
    ['REFERENCE_NOT_FOUND', '.0.autoReplyId', [{ autoReplyId: 'gone' }]],
    ['WRONG_KIND', '.0.autoReplyId', [{ autoReplyId: 'sig' }]],
    ['REFERENCE_NOT_FOUND', '.0.transferToQueue.queueId', [{ transferToQueue: { queueId: 'gone' } }]],
    [
      'REFERENCE_NOT_FOUND',
      '.0.transferToQueue.skillIds.0',
      [{ transferToQueue: { queueId: 'support', skillIds: ['gone'] } }],
    ],
    [
      'OUT_OF_RANGE',
      '.0.transferToQueue.priority',
      [{ transferToQueue: { queueId: 'support', priority: 25_000_001 } }],
    ],
    ['OUT_OF_RANGE', '.0.setPriority', [{ setPriority: -25_000_001 }]],
    ['FORBIDDEN_CHARACTERS', '.0.addLabel', [{ addLabel: 'a\u0000b' }]],
  ])('refuses with %s at then%s', (code, path, then) => {
    expect(ruleWith({ then })).toEqual([[code, `${RULE}.then${path}`]])
  })

  it.each<[string, string, FlowCondition]>([
    ['EXACTLY_ONE', '', {}],
    ['EXACTLY_ONE', '', { all: [], any: [] }],
    ['REQUIRED', '.any', { any: [] }],
    ['REQUIRED', '.compare.value', { compare: { field: 'SUBJECT', operator: 'EQUALS' } }],
    ['REQUIRED', '.compare.value', { compare: { field: 'SUBJECT', operator: 'CONTAINS', value: '' } }],
    ['REQUIRED', '.compare.values', { compare: { field: 'SUBJECT', operator: 'ONE_OF', value: 'x' } }],
    ['REQUIRED', '.compare.header', { compare: { field: 'HEADER', operator: 'EQUALS', value: 'x' } }],
    ['INVALID', '.compare.header', { compare: { field: 'HEADER', header: 'a: b', operator: 'EQUALS', value: 'x' } }],
    ['INVALID', '.compare.value', { compare: { field: 'SPAM_VERDICT', operator: 'EQUALS', value: 'MAYBE' } }],
    ['INVALID', '.compare.value', { compare: { field: 'SIZE_BYTES', operator: 'EQUALS', value: '1 MB' } }],
    ['INVALID', '.compare.values.0', { compare: { field: 'ATTACHMENT_COUNT', operator: 'ONE_OF', values: ['-1'] } }],
    ['REQUIRED', '.compare.value', { compare: { field: 'SUBJECT', operator: 'STARTS_WITH', value: '' } }],
    ['REQUIRED', '.compare.value', { compare: { field: 'SUBJECT', operator: 'ENDS_WITH', value: '' } }],
    ['REQUIRED', '.compare.value', { compare: { field: 'SUBJECT', operator: 'MATCHES', value: '' } }],
    ['REQUIRED', '.compare.value', { compare: { field: 'SIZE_BYTES', operator: 'LESS_THAN' } }],
    ['REQUIRED', '.compare.schedule', { compare: { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE' } }],
    ['INVALID', '.compare.value', { compare: { field: 'SIZE_BYTES', operator: 'GREATER_THAN', value: '1.5' } }],
    ['INVALID', '.compare.value', { compare: { field: 'RECEIVED_AT', operator: 'LESS_THAN', value: 'tomorrow' } }],
    ['INVALID', '.compare.value', { compare: { field: 'RECEIVED_AT', operator: 'LESS_THAN', value: '2026-02-30' } }],
    [
      'PATTERN_INVALID',
      '.not.compare.value',
      { not: { compare: { field: 'BODY', operator: 'MATCHES', value: '(a' } } },
    ],
    ['TOO_LONG', '.compare.value', { compare: { field: 'BODY', operator: 'CONTAINS', value: 'x'.repeat(1_001) } }],
    ['TOO_LONG', '.compare.value', { compare: { field: 'BODY', operator: 'MATCHES', value: 'x'.repeat(501) } }],
    [
      'FLOW_TOO_MANY_ENTRIES',
      '.compare.values',
      { compare: { field: 'BODY', operator: 'ONE_OF', values: Array<string>(201).fill('x') } },
    ],
    ['FLOW_TOO_MANY_COMPARISONS', '', { any: Array<FlowCondition>(51).fill({ all: [] }) }],
    [
      'TOO_LONG',
      '.all.0.compare.values.1',
      { all: [{ compare: { field: 'BODY', operator: 'ONE_OF', values: ['', 'x'.repeat(1_001)] } }] },
    ],
  ])('refuses with %s at when%s', (code, path, when) => {
    expect(ruleWith({ when })).toEqual([[code, `${RULE}.when${path}`]])
  })

  it('refuses every operator that a field does not have', () => {
    for (const field of FLOW_FIELDS) {
      for (const operator of FLOW_OPERATORS) {
        const value = valueOf(field)
        const schedule = { timeZone: 'UTC', open: [{ weekday: 1, from: '09:00', to: '24:00' }] }
        const compare = { field, header: 'x', operator, value, values: [value], schedule }
        const isKnown = FLOW_FIELD_OPERATORS[field].includes(operator)
        const expected = isKnown ? [] : [['FLOW_OPERATOR_UNSUPPORTED', `${RULE}.when.compare.operator`]]
        expect(ruleWith({ when: { compare } })).toEqual(expected)
      }
    }
  })

  it('skips what needs a missing fact', () => {
    const action = { transferToQueue: { queueId: 'gone' } }
    expect(parseFlow(aFlow({ otherwise: action })).ok).toBe(true)
  })

  it('is stable: what is stored is taken as it is', () => {
    const { condition } = fc.letrec<{ condition: FlowCondition; compare: FlowCondition }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small', maxDepth: 6 },
        tie('compare'),
        fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ),
      compare: fc.record({
        compare: fc.record({
          field: fc.constantFrom('SUBJECT' as const, 'BODY' as const, 'FROM' as const),
          operator: fc.constantFrom('EQUALS' as const, 'CONTAINS' as const),
          value: fc.string({ minLength: 1 }),
          values: fc.constant(null),
        }),
      }),
    }))
    fc.assert(
      fc.property(condition, (when) => {
        const once = parseFlow(aFlow({ rules: [aRule('r', '', [{ disconnect: true }], when)] }), FACTS)
        if (!once.ok) throw new Error(JSON.stringify(once.problems))
        expect(parseFlow(once.value, FACTS)).toEqual({ ok: true, value: once.value, problems: [] })
      }),
    )
  })
})

describe('R-ADR-10 references of a flow', () => {
  it('names each once', () => {
    expect(flowReferences(WHOLE)).toEqual({
      queueIds: ['support'],
      skillIds: ['french'],
      languageIds: ['fr'],
      responseIds: ['thanks'],
    })
  })
})
