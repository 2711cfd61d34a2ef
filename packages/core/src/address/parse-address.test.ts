import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressSettings } from '../testing.js'
import type { AddressFacts } from './facts.js'
import { parseAddress } from './parse-address.js'
import { toDraft } from './to-draft.js'
import { ADDRESS_DEFAULTS, type AddressDraft, type AddressSettings } from './types.js'

const FACTS: AddressFacts = {
  self: { id: 'self', address: 'help@own.example' },
  bccLimit: 5,
  queue: (id) => (id === 'support' ? { name: 'Support', skillEvaluation: 'ALL' } : undefined),
  skill: (id) => (['french', 'billing'].includes(id) ? {} : undefined),
  language: (id) => (id === 'fr' ? {} : undefined),
  flow: (id) => ({ live: { name: 'Live', published: true }, draft: { name: 'Draft', published: false } })[id],
  response: (id) => ({ sig: { kind: 'SIGNATURE' as const }, reply: { kind: 'REPLY' as const } })[id],
  fromAddress: (id) =>
    ({
      sales: { address: 'sales@own.example', domain: 'own.example', canSend: true },
      mute: { address: 'mute@mute.example', domain: 'mute.example', canSend: false },
    })[id],
  isOwnAddress: (key) => key === 'sales@own.example',
  isOwnDomain: (name) => name === 'own.example',
}

const parse = (draft: AddressDraft, current: Partial<AddressSettings> = {}, facts = FACTS) =>
  parseAddress(draft, addressSettings(current), facts)

function expectProblem(draft: AddressDraft, code: string, path: string[], params: object = {}) {
  const result = parse(draft)
  expect(result.ok).toBe(false)
  expect(result.problems).toEqual([{ code, severity: 'ERROR', path, params }])
}

describe('R-ADR-2 to R-ADR-12 a new address', () => {
  it('has the defaults where nothing is said', () => {
    expect(parse({})).toEqual({ ok: true, value: ADDRESS_DEFAULTS, problems: [] })
  })

  it('takes everything, normalised', () => {
    const result = parse({
      fromName: ' Help ',
      replyTo: ' Answers@Own.Example ',
      bcc: [{ address: 'archive@elsewhere.example', name: ' Archive ' }],
      routing: { queue: { queueId: 'support', skillIds: ['french', 'french'], languageId: 'fr', priority: -3 } },
      spamRouting: { flow: { flowId: 'live' } },
      signature: { responseId: 'sig', placement: 'IN_EDITOR', frequency: 'INITIAL_ONLY' },
      history: 'NEVER',
      multipleActions: true,
    })
    expect(result).toEqual({
      ok: true,
      problems: [],
      value: {
        fromName: 'Help',
        fromAddressId: null,
        replyTo: 'Answers@own.example',
        bcc: [{ address: 'archive@elsewhere.example', name: 'Archive' }],
        routing: { kind: 'QUEUE', queueId: 'support', skillIds: ['french'], languageId: 'fr', priority: -3 },
        spamRouting: { kind: 'FLOW', flowId: 'live' },
        signature: { responseId: 'sig', placement: 'IN_EDITOR', frequency: 'INITIAL_ONLY' },
        history: 'NEVER',
        multipleActions: true,
      },
    })
  })
})

describe('R-ADR-2 to R-ADR-12 partial updates', () => {
  const stored = addressSettings({
    fromName: 'Help',
    replyTo: 'answers@own.example',
    bcc: [{ address: 'archive@elsewhere.example', name: null }],
    routing: { kind: 'QUEUE', queueId: 'support', skillIds: ['french'], languageId: 'fr', priority: 7 },
    spamRouting: { kind: 'FLOW', flowId: 'live' },
    signature: { responseId: 'sig', placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
    history: 'ALWAYS',
    multipleActions: true,
  })

  it('undefined leaves everything', () => {
    const draft = Object.fromEntries(Object.keys(ADDRESS_DEFAULTS).map((key) => [key, undefined]))
    expect(parse(draft, stored)).toEqual({ ok: true, value: stored, problems: [] })
  })

  it('null clears everything to the defaults', () => {
    const draft = Object.fromEntries(Object.keys(ADDRESS_DEFAULTS).map((key) => [key, null]))
    expect(parse(draft, stored)).toMatchObject({ ok: true, value: ADDRESS_DEFAULTS })
  })

  it('changes what is said alone', () => {
    expect(parse({ history: 'NEVER' }, stored)).toMatchObject({ value: { ...stored, history: 'NEVER' } })
  })

  it('gives back what toDraft was made of', () => {
    const routing = fc.oneof(
      fc.constant({ kind: 'NONE' as const }),
      fc.record({ kind: fc.constant('FLOW' as const), flowId: fc.constant('live') }),
      fc.record({
        kind: fc.constant('QUEUE' as const),
        queueId: fc.constant('support'),
        skillIds: fc.uniqueArray(fc.constantFrom('french', 'billing')),
        languageId: fc.constantFrom('fr', null),
        priority: fc.integer({ min: -25_000_000, max: 25_000_000 }),
      }),
    )
    fc.assert(
      fc.property(routing, fc.boolean(), (chosen, multipleActions) => {
        const settings = addressSettings({ ...stored, routing: chosen, multipleActions })
        expect(parseAddress(toDraft(settings), ADDRESS_DEFAULTS, FACTS)).toMatchObject({ ok: true, value: settings })
      }),
    )
  })
})

describe('R-ADR-3 From address', () => {
  it('must exist', () => {
    expectProblem({ fromAddressId: 'gone' }, 'REFERENCE_NOT_FOUND', ['fromAddressId'], {
      type: 'EmailAddress',
      id: 'gone',
    })
  })

  it('is none when it is the address itself', () => {
    expect(parse({ fromAddressId: 'self', replyTo: 'x@own.example' })).toMatchObject({
      ok: true,
      value: { fromAddressId: null },
    })
  })

  it('warns of a domain that cannot send', () => {
    expect(parse({ fromAddressId: 'mute' })).toMatchObject({
      ok: true,
      problems: [{ code: 'FROM_DOMAIN_CANNOT_SEND', severity: 'WARNING', params: { domain: 'mute.example' } }],
    })
  })
})

describe('R-ADR-4 Reply-To', () => {
  it('must be one address', () => {
    expectProblem({ replyTo: 'a@x.example, b@x.example' }, 'ADDRESS_SYNTAX', ['replyTo'], {
      found: 'a@x.example, b@x.example',
    })
  })

  it('blank is none', () => {
    expect(parse({ replyTo: '  ' })).toMatchObject({ ok: true, value: { replyTo: null } })
  })

  it('warns when it leaves the organisation', () => {
    expect(parse({ replyTo: 'boss@elsewhere.example' }).problems).toMatchObject([{ code: 'REPLY_TO_OUTSIDE' }])
  })
})

describe('R-ADR-5 BCC', () => {
  const bcc = (...addresses: string[]) => addresses.map((address) => ({ address }))

  it('takes five and refuses six', () => {
    const five = ['a@x.example', 'b@x.example', 'c@x.example', 'd@x.example', 'e@x.example']
    expect(parse({ bcc: bcc(...five) }).ok).toBe(true)
    expectProblem({ bcc: bcc(...five, 'f@x.example') }, 'LIMIT_REACHED', ['bcc'], {
      key: 'bccPerAddress',
      limit: 5,
      count: 6,
    })
  })

  it('is distinct without regard to case', () => {
    expectProblem({ bcc: bcc('a@x.example', 'b@x.example', 'A@X.example') }, 'BCC_DUPLICATE', ['bcc', '2'], {
      found: 'A@x.example',
    })
  })

  it('names the entry that is wrong', () => {
    expectProblem({ bcc: bcc('a@x.example', 'anna@') }, 'ADDRESS_SYNTAX', ['bcc', '1'], { found: 'anna@' })
  })

  it.each(['Sales@own.example', 'sales+copy@own.example', 'help@own.example'])(
    'warns of the loop over %s',
    (address) => {
      expect(parse({ bcc: bcc('a@x.example', address) })).toMatchObject({
        ok: true,
        problems: [{ code: 'BCC_LOOP', severity: 'WARNING', path: ['bcc', '1'], params: { found: address } }],
      })
    },
  )
})

describe('R-ORG-2 a limit of BCC that was lowered since', () => {
  const stored = { bcc: [1, 2, 3, 4, 5, 6].map((n) => ({ address: `${n}@x.example`, name: null })) }

  it('lets other settings change, and refuses one more', () => {
    expect(parse({ history: 'NEVER' }, stored)).toMatchObject({ ok: true, value: { bcc: stored.bcc } })
    expectProblem({ bcc: [...stored.bcc, { address: '7@x.example' }] }, 'LIMIT_REACHED', ['bcc'], {
      key: 'bccPerAddress',
      limit: 5,
      count: 7,
    })
  })
})

describe('R-ADR-6 carry-over refuses own values', () => {
  const problem = (path: string) => ({ code: 'CARRIED_OVER', path: [path], params: { from: 'sales@own.example' } })

  it('given in the same write', () => {
    const draft = { fromAddressId: 'sales', replyTo: 'x@own.example', bcc: [{ address: 'a@x.example' }] }
    expect(parse(draft)).toMatchObject({ ok: false, problems: [problem('replyTo'), problem('bcc')] })
  })

  it('stored, when an update only sets From', () => {
    const stored = { replyTo: 'x@own.example', bcc: [{ address: 'a@x.example', name: null }] }
    expect(parse({ fromAddressId: 'sales' }, stored)).toMatchObject({
      ok: false,
      problems: [problem('replyTo'), problem('bcc')],
    })
    expect(parse({ fromAddressId: 'sales', replyTo: null, bcc: [] }, stored).ok).toBe(true)
  })

  it('given later, while From is stored', () => {
    expect(parse({ replyTo: 'x@own.example' }, { fromAddressId: 'sales' })).toMatchObject({
      ok: false,
      problems: [problem('replyTo')],
    })
  })
})

describe('R-ADR-7 routing', () => {
  it.each([{}, { none: false }, { none: true, flow: { flowId: 'live' } }])('is exactly one: %j', (routing) => {
    expectProblem({ routing }, 'EXACTLY_ONE', ['routing'], { of: 'queue, flow, none' })
  })

  it.each([
    [{ queue: { queueId: 'gone' } }, ['queue', 'queueId'], { type: 'Queue', id: 'gone' }],
    [
      { queue: { queueId: 'support', skillIds: ['french', 'gone'] } },
      ['queue', 'skillIds', '1'],
      { type: 'Skill', id: 'gone' },
    ],
    [{ queue: { queueId: 'support', languageId: 'gone' } }, ['queue', 'languageId'], { type: 'Language', id: 'gone' }],
    [{ flow: { flowId: 'gone' } }, ['flow', 'flowId'], { type: 'Flow', id: 'gone' }],
  ])('names what does not exist: %j', (routing, path, params) => {
    expectProblem({ routing }, 'REFERENCE_NOT_FOUND', ['routing', ...path], params)
  })

  it('needs a queue', () => {
    expectProblem({ routing: { queue: { queueId: '' } } }, 'REQUIRED', ['routing', 'queue', 'queueId'])
  })

  it('needs a published flow', () => {
    expectProblem({ routing: { flow: { flowId: 'draft' } } }, 'FLOW_UNPUBLISHED', ['routing', 'flow', 'flowId'], {
      flow: 'Draft',
    })
  })

  it.each([25_000_001, -25_000_001])('refuses priority %d', (priority) => {
    expectProblem(
      { routing: { queue: { queueId: 'support', priority } } },
      'OUT_OF_RANGE',
      ['routing', 'queue', 'priority'],
      { min: -25_000_000, max: 25_000_000, found: priority },
    )
  })

  it.each([25_000_000, -25_000_000])('takes priority %d', (priority) => {
    expect(parse({ routing: { queue: { queueId: 'support', priority } } }).ok).toBe(true)
  })

  it.each([1.5, NaN])('refuses priority %d', (priority) => {
    expectProblem({ routing: { queue: { queueId: 'support', priority } } }, 'INVALID', ['routing', 'queue', 'priority'])
  })
})

describe('R-ADR-8 spam routing', () => {
  it('is exactly one', () => {
    expectProblem({ spamRouting: {} }, 'EXACTLY_ONE', ['spamRouting'], { of: 'flow, disconnect' })
  })

  it('may be the flow of the routing', () => {
    const flow = { flow: { flowId: 'live' } }
    expect(parse({ routing: flow, spamRouting: flow }).ok).toBe(true)
  })
})

describe('R-ADR-9 signature', () => {
  const signature = (responseId: string) => ({
    responseId,
    placement: 'ON_SEND' as const,
    frequency: 'ALL_OUTGOING' as const,
  })

  it('is a canned response of kind signature', () => {
    expectProblem({ signature: signature('reply') }, 'WRONG_KIND', ['signature', 'responseId'], {
      expected: 'SIGNATURE',
      found: 'REPLY',
    })
  })

  it('must exist', () => {
    expectProblem({ signature: signature('gone') }, 'REFERENCE_NOT_FOUND', ['signature', 'responseId'], {
      type: 'CannedResponse',
      id: 'gone',
    })
  })
})

describe('missing facts', () => {
  it('skip their checks, so that a form answers a prefix of what the server says', () => {
    const draft: AddressDraft = {
      fromAddressId: 'gone',
      routing: { flow: { flowId: 'gone' } },
      signature: { responseId: 'gone', placement: 'ON_SEND', frequency: 'ALL_OUTGOING' },
    }
    expect(parseAddress(draft, ADDRESS_DEFAULTS)).toMatchObject({ ok: true, problems: [] })
    expect(parse(draft).problems.map((problem) => problem.code)).toEqual(Array(3).fill('REFERENCE_NOT_FOUND'))
  })
})
