import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ADDRESS_DEFAULTS, type AddressSettings } from '../address/types.js'
import { LIMIT_DEFAULTS } from '../organisation/limits.js'
import { addressSettings } from '../testing.js'
import { changedCells } from './changed-cells.js'
import { ADDRESS_COLUMNS, ADDRESS_FILE_LIMITS, type AddressColumn } from './columns.js'
import { csvLine } from './cells.js'
import { planAddressFile, type AddressFileFacts, type PlannedLine } from './plan-address-file.js'
import { readAddressFile } from './read-address-file.js'
import { addressFileHeader, addressFileLine, toCells } from './to-cells.js'

const NAMES: Record<string, string> = {
  que_1: 'Support',
  que_2: '=Sales; "big"',
  skl_1: 'Billing',
  skl_2: 'Chess; fast\\slow',
  lng_1: 'Deutsch',
  flw_1: 'Sorting',
  flw_2: 'Draft only',
  rsp_1: "'Regards",
  rsp_2: 'A reply',
}
const KIND: Record<string, string> = { Queue: 'que', Skill: 'skl', Language: 'lng', Flow: 'flw', CannedResponse: 'rsp' }
const nameOf = (_kind: string, id: string) => NAMES[id]!

type Stored = Record<string, AddressSettings>
/** Facts of an organisation with one domain; ids of stored addresses are `adr_` and their key. */
function facts(stored: Stored = {}, changes: Partial<AddressFileFacts> = {}): AddressFileFacts {
  let made = 0
  return {
    edition: 'CX_3',
    limits: LIMIT_DEFAULTS,
    idOf: (kind, name) =>
      Object.keys(NAMES).find((id) => id.startsWith(KIND[kind]!) && NAMES[id]!.toLowerCase() === name.toLowerCase()),
    domain: (name) =>
      name === 'acme.example' ? { id: 'dom_1', addressCount: Object.keys(stored).length, canSend: true } : undefined,
    stored: (key) => (stored[key] ? { id: `adr_${key}`, settings: stored[key] } : undefined),
    newId: () => `new_${++made}`,
    response: (id) => (id === 'rsp_1' ? { kind: 'SIGNATURE' } : id === 'rsp_2' ? { kind: 'REPLY' } : undefined),
    flow: (id) => (NAMES[id] ? { name: NAMES[id], published: id !== 'flw_2' } : undefined),
    fromAddress: (id) =>
      stored[id.slice(4)] ? { address: id.slice(4), domain: 'acme.example', canSend: true } : undefined,
    isOwnAddress: (key) => key in stored,
    isOwnDomain: (name) => name === 'acme.example',
    ...changes,
  }
}

type Line = Partial<Record<AddressColumn, string>>
const fileOf = (...lines: Line[]) =>
  csvLine(ADDRESS_COLUMNS) + lines.map((line) => csvLine(ADDRESS_COLUMNS.map((column) => line[column] ?? ''))).join('')
const plan = (csv: string, known = facts()): PlannedLine[] => [...planAddressFile([...readAddressFile(csv)], known)]
const codes = (planned: PlannedLine[]) =>
  planned.flatMap(({ problems }) => problems.map(({ code, path }) => [code, ...path.slice(1)].join(' ')))
const codesOf = (...lines: Line[]) => codes(plan(fileOf(...lines)))
const ADDRESS = { address: 'help@acme.example' }

describe('a file of addresses', () => {
  it('made to cost much is refused soon, with few problems', () => {
    const { characters, cell } = ADDRESS_FILE_LIMITS
    const long = (text: string) => text.repeat(Math.floor((characters - 10_000) / text.length))
    const told = (csv: string) => plan(csv).flatMap(({ problems }) => problems)
    expect(told(long(',')).length).toBeLessThan(50)
    expect(told(csvLine(ADDRESS_COLUMNS) + long(','))).toEqual([])
    expect(told(csvLine(ADDRESS_COLUMNS) + long('a,'))).toEqual([
      expect.objectContaining({ code: 'CSV_CELL_COUNT', params: { expected: ADDRESS_COLUMNS.length, found: 1001 } }),
    ])
    for (const column of ['address', 'skills', 'bcc', 'fromName'] as const)
      expect(told(fileOf({ ...ADDRESS, [column]: long('a;') }))).toEqual([
        expect.objectContaining({ code: 'TOO_LONG', path: ['line', '2', column] }),
      ])
    const skills = 'a;'.repeat(cell / 2)
    expect(told(fileOf({ ...ADDRESS, routing: 'QUEUE', queue: 'Support', skills }))).toHaveLength(10)
    const { params } = told(csvLine(ADDRESS_COLUMNS) + long('a\n')).at(-1)!
    expect(params).toEqual({ limit: ADDRESS_FILE_LIMITS.lines, count: 10 * ADDRESS_FILE_LIMITS.lines })
  })

  it.each([
    ['', ['REQUIRED ']],
    ['address;fromName;bcc\n', ['CSV_SEPARATOR 1']],
    ['address\tfromName\n', ['CSV_SEPARATOR 1']],
    [`${ADDRESS_COLUMNS.join(',')},colour\n`, ['CSV_COLUMN_UNKNOWN 1']],
    [`${ADDRESS_COLUMNS.join(',')},BCC\n`, ['CSV_COLUMN_TWICE 1']],
    [ADDRESS_COLUMNS.slice(1).join(','), ['CSV_COLUMN_MISSING 1']],
    ['"address,fromName', ['CSV_QUOTES 1']],
    [`${ADDRESS_COLUMNS.join(',')}\na@acme.example,,\n`, ['CSV_CELL_COUNT 2']],
    [`${ADDRESS_COLUMNS.join(',')}\n\n,,,,\n a"b,\n`, ['CSV_QUOTES 4']],
    ['x'.repeat(ADDRESS_FILE_LIMITS.characters + 1), ['TOO_LONG ']],
  ])('is refused as a whole or by line: %#', (csv, expected) => {
    expect(codes(plan(csv)).map((each) => each.trim())).toEqual(expected.map((each) => each.trim()))
  })

  it('has so many lines at most', () => {
    const csv = csvLine(ADDRESS_COLUMNS) + 'x\n'.repeat(ADDRESS_FILE_LIMITS.lines + 3)
    const last = [...readAddressFile(csv)].at(-1)!
    expect(last.problems[0]).toMatchObject({ code: 'CSV_TOO_MANY_LINES', params: { limit: 10_000, count: 10_003 } })
  })

  it('takes columns in any order and case', () => {
    const [first, ...rest] = ADDRESS_COLUMNS
    const csv = csvLine([...rest, first!.toUpperCase()]) + csvLine([...rest.map(() => ''), 'help@acme.example'])
    expect(plan(csv)).toMatchObject([{ outcome: 'CREATED', localPart: 'help', after: ADDRESS_DEFAULTS }])
  })
})

describe('a line of a file of addresses', () => {
  it('has everything that an address has, by name (R-ADR-2 to R-ADR-12)', () => {
    const [planned] = plan(
      fileOf({
        address: ' Help@ACME.example ',
        fromName: ' Acme ',
        replyTo: 'desk@acme.example',
        bcc: 'a@x.example; Archive\\; old <b@x.example>',
        routing: 'queue',
        queue: 'SUPPORT',
        skills: 'chess\\; fast\\\\slow;Billing',
        language: 'deutsch',
        priority: '-5',
        spam: 'Flow',
        spamFlow: 'sorting',
        signature: "'regards",
        placement: 'in_editor',
        frequency: 'ALL_OUTGOING',
        history: 'never',
        multipleActions: 'wahr',
      }),
    )
    expect(planned).toMatchObject({ outcome: 'CREATED', domainId: 'dom_1', localPart: 'Help', line: 2, before: null })
    expect(planned!.after).toEqual({
      fromName: 'Acme',
      fromAddressId: null,
      replyTo: 'desk@acme.example',
      bcc: [
        { address: 'a@x.example', name: null },
        { address: 'b@x.example', name: 'Archive; old' },
      ],
      routing: { kind: 'QUEUE', queueId: 'que_1', skillIds: ['skl_1', 'skl_2'], languageId: 'lng_1', priority: -5 },
      spamRouting: { kind: 'FLOW', flowId: 'flw_1' },
      signature: { responseId: 'rsp_1', placement: 'IN_EDITOR', frequency: 'ALL_OUTGOING' },
      history: 'NEVER',
      multipleActions: true,
    })
  })

  it.each<[string, Line, string[]]>([
    ['R-ADR-1 address', { address: '-bad@acme.example' }, ['ADDRESS_SYNTAX 2 address']],
    ['R-ADR-1 no address', { address: '', fromName: 'x' }, ['REQUIRED 2 address']],
    ['domain', { address: 'help@other.example' }, ['REFERENCE_NOT_FOUND 2 address']],
    ['R-ADR-2 from name', { ...ADDRESS, fromName: 'x'.repeat(121) }, ['TOO_LONG 2 fromName']],
    ['R-ADR-3 from address', { ...ADDRESS, fromAddress: 'no@acme.example' }, ['REFERENCE_NOT_FOUND 2 fromAddress']],
    ['R-ADR-4 reply-to', { ...ADDRESS, replyTo: 'nobody' }, ['ADDRESS_SYNTAX 2 replyTo']],
    ['R-ADR-5 BCC', { ...ADDRESS, bcc: 'a@b.example;A@B.example' }, ['BCC_DUPLICATE 2 bcc 1']],
    ['R-ORG-2 BCC', { ...ADDRESS, bcc: 'abcdef'.replaceAll(/./g, '$&@b.example;') }, ['LIMIT_REACHED 2 bcc']],
    ['R-ADR-7 word', { ...ADDRESS, routing: 'TEAM' }, ['CSV_WORD_UNKNOWN 2 routing']],
    ['R-ADR-7 no queue', { ...ADDRESS, routing: 'QUEUE' }, ['REQUIRED 2 queue']],
    ['R-ADR-7 queue', { ...ADDRESS, routing: 'QUEUE', queue: 'que_1' }, ['REFERENCE_NOT_FOUND 2 queue']],
    [
      'R-ADR-7 unused',
      { ...ADDRESS, queue: 'Support', flow: 'x' },
      ['CSV_CELL_UNUSED 2 queue', 'CSV_CELL_UNUSED 2 flow'],
    ],
    [
      'R-ADR-7 skill, language, priority',
      { ...ADDRESS, routing: 'QUEUE', queue: 'Support', skills: 'Billing;Go', language: 'x', priority: 'high' },
      ['REFERENCE_NOT_FOUND 2 skills 1', 'REFERENCE_NOT_FOUND 2 language', 'INVALID 2 priority'],
    ],
    [
      'R-ADR-7 range',
      { ...ADDRESS, routing: 'QUEUE', queue: 'Support', priority: '25000001' },
      ['OUT_OF_RANGE 2 priority'],
    ],
    ['R-ADR-7 unpublished', { ...ADDRESS, routing: 'FLOW', flow: 'Draft only' }, ['FLOW_UNPUBLISHED 2 flow']],
    ['R-ADR-8 unpublished', { ...ADDRESS, spam: 'FLOW', spamFlow: 'Draft only' }, ['FLOW_UNPUBLISHED 2 spamFlow']],
    ['R-ADR-8 unused', { ...ADDRESS, spamFlow: 'Sorting' }, ['CSV_CELL_UNUSED 2 spamFlow']],
    [
      'R-ADR-9 kind',
      { ...ADDRESS, signature: 'A reply', placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
      ['WRONG_KIND 2 signature'],
    ],
    ['R-ADR-9 incomplete', { ...ADDRESS, signature: "'Regards" }, ['REQUIRED 2 placement', 'REQUIRED 2 frequency']],
    ['R-ADR-9 alone', { ...ADDRESS, placement: 'ON_SEND' }, ['CSV_CELL_ALONE 2 placement']],
    ['R-ADR-11', { ...ADDRESS, history: 'SOMETIMES' }, ['CSV_WORD_UNKNOWN 2 history']],
    ['R-ADR-12', { ...ADDRESS, multipleActions: 'perhaps' }, ['CSV_WORD_UNKNOWN 2 multipleActions']],
    [
      'everything at once',
      { address: 'help@other.example', replyTo: 'nobody', history: 'x' },
      ['REFERENCE_NOT_FOUND 2 address', 'CSV_WORD_UNKNOWN 2 history', 'ADDRESS_SYNTAX 2 replyTo'],
    ],
  ])('is refused by column: %s', (_, line, expected) => {
    expect(codesOf(line)).toEqual(expected)
    expect(plan(fileOf(line))[0]!.outcome).toBe('REFUSED')
  })

  it('R-ADR-1 has an address that no earlier line has', () => {
    const planned = plan(fileOf(ADDRESS, { address: 'HELP@acme.example' }))
    expect(planned.map(({ outcome }) => outcome)).toEqual(['CREATED', 'REFUSED'])
    expect(planned[1]!.problems[0]).toMatchObject({ code: 'CSV_ADDRESS_TWICE', params: { line: 2 } })
  })

  it('R-ADR-3, R-ADR-6 may be sent from an address of a later line, also in a circle, and carries over', () => {
    const a = { address: 'a@acme.example', fromAddress: 'B@acme.example' }
    const b = { address: 'b@acme.example', fromAddress: 'a@acme.example', replyTo: 'c@acme.example' }
    const planned = plan(fileOf(a, b))
    expect(codes(planned)).toEqual(['CARRIED_OVER 3 replyTo'])
    expect(planned[0]!.after!.fromAddressId).toBe('new_2')
    const circle = plan(fileOf(a, { ...b, replyTo: '' }))
    expect(circle.map(({ outcome, after }) => [outcome, after?.fromAddressId])).toEqual([
      ['CREATED', 'new_2'],
      ['CREATED', 'new_1'],
    ])
    expect(plan(fileOf({ ...a, fromAddress: 'a@acme.example' }))[0]!.after!.fromAddressId).toBeNull()
  })

  it('R-ADR-5 warns of a hidden recipient that the file itself makes', () => {
    const planned = plan(fileOf({ ...ADDRESS, bcc: 'later+x@acme.example' }, { address: 'later@acme.example' }))
    expect(codes(planned)).toEqual(['BCC_LOOP 2 bcc 0'])
    expect(planned[0]!.outcome).toBe('CREATED')
  })

  it('R-ORG-2 counts the whole file, and tells it once', () => {
    const limits = { ...LIMIT_DEFAULTS, addressesPerDomain: 2 }
    const csv = fileOf(...['a', 'b', 'c', 'd'].map((name) => ({ address: `${name}@acme.example` })))
    expect(codes(plan(csv, facts({}, { limits })))).toEqual(['LIMIT_REACHED 4 address'])
    const stored = { 'a@acme.example': ADDRESS_DEFAULTS }
    expect(codes(plan(csv, facts(stored, { limits })))).toEqual(['LIMIT_REACHED 4 address'])
  })

  it('R-ORG-1 only turns off without e-mail in the edition', () => {
    const stored = {
      'a@acme.example': addressSettings({ history: 'NEVER' }),
      'b@acme.example': addressSettings({ history: 'ALWAYS' }),
    }
    const off = fileOf({ address: 'a@acme.example' }, { address: 'b@acme.example', history: 'ALWAYS' })
    expect(plan(off, facts(stored, { edition: 'CX_1' })).map(({ outcome }) => outcome)).toEqual([
      'UPDATED',
      'UNCHANGED',
    ])
    const on = fileOf({ address: 'a@acme.example', history: 'ALWAYS' }, { address: 'c@acme.example' })
    expect(codes(plan(on, facts(stored, { edition: 'CX_1' })))).toEqual(['EDITION_WITHOUT_EMAIL'])
  })

  it('changes what is stored, and tells the cells', () => {
    const before = addressSettings({ fromName: 'Old', replyTo: 'desk@acme.example' })
    const [planned] = plan(fileOf({ ...ADDRESS, fromName: 'New' }), facts({ 'help@acme.example': before }))
    expect(planned).toMatchObject({ outcome: 'UPDATED', id: 'adr_help@acme.example', before })
    const cellsOf = (settings: AddressSettings) => toCells({ ...ADDRESS, settings, fromAddress: null }, nameOf)
    expect(changedCells(cellsOf(before), cellsOf(planned!.after!))).toEqual([
      { column: 'fromName', before: 'Old', after: 'New' },
      { column: 'replyTo', before: 'desk@acme.example', after: '' },
    ])
  })

  it('that was written is read as the same settings, whatever they are', () => {
    const name = fc.constantFrom(null, '=1+1', "'=x", 'a; b', 'Name, "quoted"', '＋1', '-', 'a\\;b', '<x>')
    const mailbox = fc.record({ address: fc.constantFrom('a@x.example', 'b@x.example'), name })
    const settings: fc.Arbitrary<AddressSettings> = fc.record({
      fromName: name,
      fromAddressId: fc.constantFrom(null),
      replyTo: fc.constantFrom(null, 'desk@acme.example', '=r@x.example', '+r@x.example'),
      bcc: fc.uniqueArray(mailbox, { selector: ({ address }) => address }),
      routing: fc.oneof(
        fc.constantFrom({ kind: 'NONE' } as const, { kind: 'FLOW', flowId: 'flw_1' } as const),
        fc.record({
          kind: fc.constant('QUEUE' as const),
          queueId: fc.constantFrom('que_1', 'que_2'),
          skillIds: fc.constantFrom([], ['skl_1'], ['skl_1', 'skl_2']),
          languageId: fc.constantFrom(null, 'lng_1'),
          priority: fc.integer({ min: -25_000_000, max: 25_000_000 }),
        }),
      ),
      spamRouting: fc.constantFrom({ kind: 'DISCONNECT' } as const, { kind: 'FLOW', flowId: 'flw_1' } as const),
      signature: fc.constantFrom(null, {
        responseId: 'rsp_1',
        placement: 'ON_SEND' as const,
        frequency: 'INITIAL_ONLY' as const,
      }),
      history: fc.constantFrom('ALWAYS' as const, 'NEVER' as const, 'AGENT_DECIDES' as const),
      multipleActions: fc.boolean(),
    })
    fc.assert(
      fc.property(settings, fc.boolean(), (stored, isThere) => {
        const line = addressFileLine({ ...ADDRESS, settings: stored, fromAddress: null }, nameOf)
        const known = facts(isThere ? { 'help@acme.example': stored } : {})
        const [planned] = plan(addressFileHeader() + line, known)
        expect(planned!.problems.filter(({ severity }) => severity === 'ERROR')).toEqual([])
        expect(planned!.after).toEqual(stored)
        expect(planned!.outcome).toBe(isThere ? 'UNCHANGED' : 'CREATED')
      }),
    )
  })
})
