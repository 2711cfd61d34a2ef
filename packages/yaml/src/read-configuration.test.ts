import {
  compareNames,
  configurationYaml,
  diffConfiguration,
  parseConfiguration,
  toEntry,
  type Configuration,
  type ConfigurationSection,
} from '@mailroom/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locate, readConfiguration } from './index.js'

const read = (text: string) => {
  const { configuration, problems } = readConfiguration(text)
  if (configuration === null) throw new Error(JSON.stringify(problems))
  return configuration
}
const written = (configuration: Configuration) => [...configurationYaml(configuration)].join('')
const refusalOf = (text: string) => {
  const { configuration, problems } = readConfiguration(text)
  expect(configuration).toBeNull()
  const [first] = problems
  return first && [first.problem.code, first.problem.params['why'] ?? '', first.line, first.column]
}

/** Names and texts that YAML finds hard. */
const hardText = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '~',
    '1',
    '1.0',
    '0x1F',
    '-',
    '? a',
    'a: b',
    'a #b',
    '{}',
    '[]',
    '!x',
    '&a',
    '*a',
    '%',
    '@x',
  ),
  fc.constantFrom(
    ' a',
    'a ',
    'a\n',
    'a\n\n',
    '\na',
    'a\n b\n  c',
    'a\n\n\nb',
    'a\tb',
    'a\r\nb',
    '…\u2028x\n',
    '\ufeff\n',
    '---',
    '...\na',
    'a\n---\nb',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', '"', "'", '\\', '\t', 'é', '😀'), maxLength: 12 }),
)
const name = hardText.map((text) => text.trim()).filter((text) => text !== '')

function section(wanted: ConfigurationSection, entries: readonly [string, object][]): Configuration {
  const given = entries.map(([key, entry]) => [key, toEntry(wanted, entry as Record<string, unknown>)] as const)
  return { sections: { [wanted]: new Map([...given].sort(([a], [b]) => compareNames(a, b))) } }
}

describe('a file that is written', () => {
  test('is read back as the same configuration, whatever the names and texts', () => {
    const responses = fc.uniqueArray(fc.tuple(name, hardText, fc.option(hardText, { nil: undefined })), {
      selector: ([key]) => key.normalize('NFC').toLowerCase().normalize('NFC'),
      maxLength: 5,
    })
    fc.assert(
      fc.property(responses, (all) => {
        const entries = all.map(
          ([key, html, text]) =>
            [key, { kind: 'REPLY', html, ...(text === undefined ? {} : { text }) }] as [string, object],
        )
        const configuration = section('cannedResponses', entries)
        const text = written(configuration)
        expect(diffConfiguration(configuration, read(text))).toEqual([])
        expect(written(read(text))).toBe(text)
      }),
      { numRuns: 400 },
    )
  })

  test('has what is nested in lists, and empty things, in their places', () => {
    const routing = { queue: 'Support', skills: ['Billing', 'A: b'], priority: -5 }
    const address = { bcc: [{ address: 'boss@acme.com', name: 'The boss' }, { address: 'b@acme.com' }], routing }
    const flow = {
      draft: {
        rules: [{ name: 'all', when: { all: [] }, then: [{ addLabel: '7' }, { addSkills: ['Billing'] }] }],
        otherwise: { disconnect: true },
      },
      published: true,
    }
    const entry = section('addresses', [['help@acme.com', address]])
    const flows = section('flows', [['Night', flow]])
    const configuration = { settings: {}, sections: { ...entry.sections, ...flows.sections, skills: new Map() } }
    const text = written(configuration)
    expect(text).toMatchInlineSnapshot(`
      "mailroom: 1
      settings: {}
      skills: {}
      flows:
        Night:
          draft:
            rules:
              - name: all
                when:
                  all: []
                then:
                  - addLabel: "7"
                  - addSkills:
                      - Billing
            otherwise:
              disconnect: true
          published: true
      addresses:
        help@acme.com:
          bcc:
            - address: boss@acme.com
              name: The boss
            - address: b@acme.com
          routing:
            queue: Support
            skills:
              - "A: b"
              - Billing
            priority: -5
      "
    `)
    expect(read(text)).toEqual(configuration)
  })
})

describe('a file that is refused', () => {
  test.each([
    ['', 'CONFIGURATION_VERSION', '', 1, 1],
    ['mailroom: 2\n', 'CONFIGURATION_VERSION', '', 1, 1],
    ['mailroom: 1\nskills: {A: {}, A: {}}\n', 'CONFIGURATION_SYNTAX', 'DUPLICATE_KEY', 2, 17],
    ['mailroom: 1\nskills: &x {}\n', 'CONFIGURATION_SYNTAX', 'ALIAS', 2, 12],
    ['mailroom: 1\nskills: *x\n', 'CONFIGURATION_SYNTAX', 'ALIAS', 2, 9],
    ['mailroom: 1\nskills: !mine {}\n', 'CONFIGURATION_SYNTAX', 'TAG', 2, 15],
    ['mailroom: 1\n---\nmailroom: 1\n', 'CONFIGURATION_SYNTAX', 'SEVERAL_DOCUMENTS', 2, 1],
    ['mailroom: 1\nskills: [\n', 'CONFIGURATION_SYNTAX', 'SYNTAX', 3, 1],
    ['mailroom: 1\n? [a]\n: b\n', 'CONFIGURATION_SYNTAX', 'KEY_NOT_TEXT', 2, 3],
    ['mailroom: 1\nqueue: {}\n', 'UNKNOWN_KEY', '', 2, 1],
    ['mailroom: 1\nqueues:\n  A:\n    skillEvalution: ALL\n', 'UNKNOWN_KEY', '', 4, 5],
    ['mailroom: 1\nqueues:\n  A:\n    skillEvaluation: SOME\n', 'UNKNOWN_VALUE', '', 4, 5],
    ['mailroom: 1\nlanguages:\n  A:\n    tag: 5\n', 'WRONG_SHAPE', '', 4, 5],
    ['mailroom: 1\nlanguages:\n  A: {}\n', 'REQUIRED', '', 3, 3],
    ['mailroom: 1\nskills:\n  A: {}\n  a: {}\n', 'NOT_UNIQUE', '', 4, 3],
    ['mailroom: 1\nskills: [A]\n', 'WRONG_SHAPE', '', 2, 1],
    ['mailroom: 1\n__proto__: {}\n', 'UNKNOWN_KEY', '', 2, 1],
    ['just a text', 'CONFIGURATION_VERSION', '', 1, 1],
  ])('%j: %s %s at %i:%i', (text, ...expected) => {
    expect(refusalOf(text)).toEqual(expected)
  })

  test('is refused in little time where it would grow or nest without end', () => {
    const laughs = 'a: &a [x,x,x,x,x,x,x,x]\n'.concat(
      ...'bcdefghi'.split('').map((letter, index) => `${letter}: &${letter} [${`*${'abcdefgh'[index]},`.repeat(8)}]\n`),
    )
    const started = Date.now()
    expect(refusalOf(`mailroom: 1\n${laughs}`)?.[1]).toBe('ALIAS')
    expect(refusalOf(`mailroom: 1\nskills: ${'['.repeat(100_000)}`)?.[0]).toBe('CONFIGURATION_SYNTAX')
    expect(refusalOf(`mailroom: 1\nskills: ${'['.repeat(60)}${']'.repeat(60)}`)?.[1]).toBe('TOO_DEEP')
    expect(Date.now() - started).toBeLessThan(5000)
  })

  test.each<[string, string, string]>([
    ['a list without end', `[${'x,'.repeat(2_000_000)}]`, 'TOO_LONG_TO_READ'],
    ['a block without end', `\n${'- \n'.repeat(2_000_000)}`, 'TOO_LONG_TO_READ'],
    ['keys without end', `{${Array.from({ length: 1_100_000 }, (_, index) => index).join(',')}}`, 'TOO_LONG_TO_READ'],
    ['nothing but commas', `[${','.repeat(1_400_000)}]`, 'SYNTAX'],
    ['brackets without end', '['.repeat(8_000_000), 'TOO_DEEP'],
    ['dashes on one line', `\n${'- '.repeat(1_000_000)}`, 'TOO_DEEP'],
    ['question marks on one line', `\n${'? '.repeat(1_000_000)}`, 'TOO_DEEP'],
    ['a stair', `\n${Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth + 1)}a:`).join('\n')}`, 'TOO_DEEP'],
    ['documents without end', `\n${'---\n'.repeat(300_000)}`, 'SEVERAL_DOCUMENTS'],
  ])(
    'is refused long before its time is over: %s',
    (_, value, why) => {
      const started = Date.now()
      expect(refusalOf(`mailroom: 1\nskills: ${value}`)?.[1]).toBe(why)
      expect(Date.now() - started).toBeLessThan(30_000)
    },
    60_000,
  )

  test('names what was probably meant', () => {
    const { problems } = readConfiguration('mailroom: 1\nqueues:\n  A:\n    skillEvalution: ALL\n')
    expect(problems[0]?.problem.params).toEqual({ found: 'skillEvalution', proposal: 'skillEvaluation' })
  })
})

test('a text of any kind is read or refused, never more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      readConfiguration(`mailroom: 1\n${text}`)
    }),
    { numRuns: 500 },
  )
})

test('a path is found by its keys, or the nearest that is there', () => {
  const text = 'mailroom: 1\naddresses:\n  help@acme.com:\n    bcc:\n      - address: a@b.example\n      - address: c\n'
  const path = ['addresses', 'help@acme.com', 'bcc', '1', 'address']
  expect(locate(text, [path, ['addresses', 'help@acme.com', 'routing', 'queue'], ['nowhere']])).toEqual([
    { line: 6, column: 9 },
    { line: 3, column: 3 },
    { line: 1, column: 1 },
  ])
})

test('names are in the order of code points', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const [left, right] = [a, b].map((text) => [...text].map((each) => each.codePointAt(0)!))
      const first = left!.findIndex((point, index) => point !== right![index])
      const expected =
        first < 0 || right![first] === undefined ? left!.length - right!.length : left![first]! - right![first]
      expect(Math.sign(compareNames(a, b))).toBe(Math.sign(expected))
    }),
  )
})

test('nothing of a section is an empty one, and a section that is left out is none', () => {
  const parsed = parseConfiguration(
    new Map<string, unknown>([
      ['mailroom', 1],
      ['skills', null],
    ]),
  )
  expect(parsed).toEqual({ ok: true, value: { sections: { skills: new Map() } }, problems: [] })
})

test('a file with names of megabytes and many problems below makes a short answer', () => {
  const keys = Array.from({ length: 200 }, (_, index) => `k${index}: 1`).join(', ')
  const { configuration, problems } = readConfiguration(
    `mailroom: 1\nskills:\n  ? ${'x'.repeat(1_000_000)}\n  : {${keys}}\n`,
  )
  expect(configuration).toBeNull()
  expect(problems).toHaveLength(100)
  expect(problems[7]!.problem.path.at(-1)).toBe('k7')
  expect(JSON.stringify(problems).length).toBeLessThan(50_000)
})
