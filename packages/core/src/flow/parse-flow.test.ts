import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aFlow, aRule } from '../testing.js'
import type { ReferenceFacts } from './facts.js'
import { flowReferences } from './flow-references.js'
import { lintFlow } from './lint.js'
import { FLOW_FIELD_OPERATORS } from './operators.js'
import { parseFlow } from './parse-flow.js'
import { FLOW_FIELDS, FLOW_OPERATORS, type FlowAction, type FlowCondition, type FlowDefinition } from './types.js'

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
    ['TOO_LONG', '.compare.value', { compare: { field: 'BODY', operator: 'CONTAINS', value: 'x'.repeat(1_001) } }],
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
        const value = field === 'ATTACHMENT_COUNT' || field === 'SIZE_BYTES' ? '1' : 'PASS'
        const compare = { field, header: 'x', operator, value, values: [value] }
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

describe('R-FLO-5 lint', () => {
  const end: readonly FlowAction[] = [{ disconnect: true }]
  const compare: FlowCondition = { compare: { field: 'SUBJECT', operator: 'EQUALS', value: 'x' } }

  it.each<[string, FlowCondition, boolean]>([
    ['all of none', { all: [] }, true],
    ['all of what is always true', { all: [{ all: [] }, { any: [compare, { all: [] }] }] }, true],
    ['not of what is never true', { not: { not: { all: [] } } }, true],
    ['a comparison', compare, false],
    ['all with a comparison', { all: [{ all: [] }, compare] }, false],
    ['not a comparison', { not: compare }, false],
    ['not what is always true', { not: { all: [] } }, false],
  ])('a rule behind %s is unreachable: %s', (_name, when, isUnreachable) => {
    const rules = [aRule('first', '', end, when), aRule('second', '', end, compare)]
    const problems = lintFlow(aFlow({ rules }))
    expect(problems).toEqual(
      isUnreachable
        ? [
            {
              code: 'FLOW_RULE_UNREACHABLE',
              severity: 'WARNING',
              path: ['rules', '1'],
              params: { rule: 'second', by: 'first' },
            },
          ]
        : [],
    )
  })

  it('a rule that catches all and does not end lets others follow', () => {
    const rules = [aRule('first', '', [{ addLabel: 'x' }], { all: [] }), aRule('second', '', end, compare)]
    expect(lintFlow(aFlow({ rules }))).toEqual([])
  })

  it('names queues without members', () => {
    const then = [{ transferToQueue: { queueId: 'support' } }]
    const problems = lintFlow(aFlow({ rules: [aRule('first', 'x', then)] }), FACTS)
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['QUEUE_WITHOUT_MEMBERS', 'rules.0.then.0.transferToQueue.queueId'],
      ['QUEUE_WITHOUT_MEMBERS', 'otherwise.transferToQueue.queueId'],
    ])
  })
})
