import { describe, expect, test } from 'vitest'
import { checkConfigurationReferences } from './check-references.js'
import { changedFields, diffConfiguration } from './diff-configuration.js'
import { filePath } from './file-path.js'
import { identityOf } from './identity.js'
import { nearest } from './nearest.js'
import { parseConfiguration, toEntry } from './parse-configuration.js'
import type { Configuration, ConfigurationSection } from './types.js'

const has = (section: ConfigurationSection, entries: Record<string, Record<string, unknown>>): Configuration => ({
  sections: { [section]: new Map(Object.entries(entries).map(([name, entry]) => [name, toEntry(section, entry)])) },
})
const mapped = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value).map(([key, member]) => [key, mapped(member)]))
    : Array.isArray(value)
      ? value.map(mapped)
      : value
const problemsOf = (file: object) =>
  parseConfiguration(mapped({ mailroom: 1, ...file })).problems.map(({ code, path }) => [code, ...path])

describe('the normal form of an entry', () => {
  test('leaves out what has its default, and sorts what has no order', () => {
    const routing = { queue: 'Q', skills: ['b', 'a', 'b'], language: null, priority: 0 }
    const entry = toEntry('addresses', {
      history: 'AGENT_DECIDES',
      multipleActions: false,
      bcc: [],
      routing,
      fromName: 'X',
    })
    expect(JSON.stringify(entry)).toBe('{"fromName":"X","routing":{"queue":"Q","skills":["a","b"]}}')
  })

  test('keeps the order of what has one', () => {
    const open = [1, 2].map((weekday) => ({ weekday, from: '09:00', to: '17:00' }))
    const schedule = { timeZone: 'UTC', open, closedOn: ['2026-12-25', '2026-01-01'] }
    const compare = { field: 'RECEIVED_AT', operator: 'WITHIN_SCHEDULE', schedule }
    const rules = [{ name: 'b', when: { compare }, then: [{ addLabel: 'z' }, { addLabel: 'a' }] }]
    const { draft } = toEntry('flows', { draft: { rules, otherwise: { disconnect: true } } })
    expect(draft).toEqual({ rules, otherwise: { disconnect: true } })
  })
})

describe('a file', () => {
  test.each([
    [
      'R-ADR-7 skills without a queue',
      { addresses: { 'a@b.example': { routing: { skills: ['x'] } } } },
      [['REQUIRED', 'addresses', 'a@b.example', 'routing', 'queue']],
    ],
    [
      'R-ADR-1 two spellings of an address',
      { addresses: { 'A@b.example': {}, 'a@B.example.': {} } },
      [['NOT_UNIQUE', 'addresses', 'a@B.example.']],
    ],
    ['R-ORG-7 two spellings of a name', { queues: { É: {}, 'e\u0301': {} } }, [['NOT_UNIQUE', 'queues', 'e\u0301']]],
    [
      'R-DOM-2 two spellings of a domain',
      { domains: { 'münchen.example': {}, 'xn--mnchen-3ya.example': {} } },
      [['NOT_UNIQUE', 'domains', 'xn--mnchen-3ya.example']],
    ],
    ['a list in place of entries', { skills: ['A'] }, [['WRONG_SHAPE', 'skills']]],
    [
      'an action of another name',
      { flows: { F: { draft: { otherwise: { transferToQueu: {} } } } } },
      [['UNKNOWN_KEY', 'flows', 'F', 'draft', 'otherwise', 'transferToQueu']],
    ],
    [
      'a part of a number',
      { addresses: { 'a@b.example': { routing: { queue: 'Q', priority: 1.5 } } } },
      [['WRONG_SHAPE', 'addresses', 'a@b.example', 'routing', 'priority']],
    ],
  ])('%s is refused by path', (_, file, expected) => {
    expect(problemsOf(file)).toEqual(expected)
  })
})

describe('what a file changes', () => {
  const stored = {
    ...has('queues', { Support: { members: ['a@b.example'] }, Night: {} }),
    settings: toEntry('settings', {}),
  }

  test('is nothing in a section that it leaves out', () => {
    expect(diffConfiguration(stored, has('skills', {}))).toEqual([])
  })

  test('is what differs, by name without regard to case; members that it leaves out stay', () => {
    const changes = diffConfiguration(stored, has('queues', { support: { skillEvaluation: 'BEST' }, New: {} }))
    expect(changes.map(({ action, name }) => [action, name])).toEqual([
      ['UPDATE', 'support'],
      ['CREATE', 'New'],
      ['DELETE', 'Night'],
    ])
    expect(changedFields(changes[0]!)).toEqual([
      { name: 'name', before: 'Support', after: 'support' },
      { name: 'skillEvaluation', before: 'ALL', after: 'BEST' },
    ])
    expect(changes[0]!.after).toEqual({ skillEvaluation: 'BEST', members: ['a@b.example'] })
  })

  test('shows the default where a key is left out', () => {
    const wanted = { settings: toEntry('settings', { threadingDays: 3 }), sections: {} }
    const [change] = diffConfiguration(stored, wanted)
    expect(changedFields(change!)).toEqual([{ name: 'threadingDays', before: '30', after: '3' }])
  })
})

test('names lead to entries of the file, or of a section that it leaves out to what is stored', () => {
  const stored: Configuration = {
    sections: { ...has('queues', { Support: {} }).sections, ...has('domains', { 'b.example': {} }).sections },
  }
  const routed = has('addresses', { 'x@b.example': { routing: { queue: 'SUPPORT' }, fromAddress: 'X@b.example' } })
  expect(checkConfigurationReferences(routed, stored)).toEqual([])
  const without: Configuration = { sections: { ...routed.sections, queues: new Map() } }
  expect(checkConfigurationReferences(without, stored)).toEqual([
    {
      code: 'REFERENCE_NOT_FOUND',
      severity: 'ERROR',
      path: ['addresses', 'x@b.example', 'routing', 'queue'],
      params: { type: 'Queue', id: 'SUPPORT' },
    },
  ])
})

test.each([
  [
    ['routing', 'queue', 'queueId'],
    ['routing', 'queue'],
  ],
  [
    ['routing', 'queue', 'skillIds', '0'],
    ['routing', 'skills', '0'],
  ],
  [
    ['routing', 'flow', 'flowId'],
    ['routing', 'flow'],
  ],
  [['routing'], ['routing']],
  [
    ['signature', 'responseId'],
    ['signature', 'response'],
  ],
  [['fromAddressId'], ['fromAddress']],
  [
    ['memberIds', '3'],
    ['members', '3'],
  ],
  [
    ['definition', 'rules', '0', 'then', '1', 'transferToQueue', 'languageId'],
    ['rules', '0', 'then', '1', 'transferToQueue', 'language'],
  ],
  [
    ['definition', 'otherwise', 'autoReplyId'],
    ['otherwise', 'autoReply'],
  ],
])('the place of %j in a file is %j', (path, expected) => {
  expect(filePath(path)).toEqual(expected)
})

test('names are the same as their rules compare them', () => {
  expect(identityOf('addresses', 'Help@MÜNCHEN.example')).toBe('help@xn--mnchen-3ya.example')
  expect(identityOf('domains', 'Support.Acme.com.')).toBe('support.acme.com')
  expect(identityOf('queues', ' SUPPORT ')).toBe('support')
})

test('what was probably meant is near', () => {
  expect(nearest('skilEvaluation', ['skillEvaluation', 'scoringMethod'])).toBe('skillEvaluation')
  expect(nearest('queue', ['flow', 'skills'])).toBeUndefined()
})
