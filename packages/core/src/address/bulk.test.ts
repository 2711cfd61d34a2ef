import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressSettings, aMailbox } from '../testing.js'
import { checkBulk, checkBulkIds, planBulk, type BulkFacts, type StoredAddress } from './bulk.js'
import { ADDRESS_LIMITS } from './limits.js'
import { parseAddress } from './parse-address.js'
import type { AddressDraft } from './types.js'

const stored = (id: string, changes: Partial<StoredAddress['settings']> = {}): StoredAddress => ({
  id,
  address: `${id}@own.example`,
  version: 3,
  settings: addressSettings(changes),
})
const seen = (id: string, expectedVersion = 3) => ({ id, expectedVersion })
const place = ({ code, path }: { code: string; path: readonly string[] }) => [code, ...path].join(' ')

describe('the list of a change of several addresses', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => seen(`a${index}`))

  it.each([
    [0, ['OUT_OF_RANGE addresses']],
    [1, []],
    [ADDRESS_LIMITS.bulkMax, []],
    [ADDRESS_LIMITS.bulkMax + 1, ['OUT_OF_RANGE addresses']],
  ])('of %d', (count, problems) => {
    expect(checkBulk(ids(count)).map(place)).toEqual(problems)
    const inIds = problems.map((problem) => problem.replace('addresses', 'ids'))
    expect(checkBulkIds(ids(count).map(({ id }) => id)).map(place)).toEqual(inIds)
  })

  it('names each that is asked for again', () => {
    const asked = [seen('a'), seen('b'), seen('a'), seen('a', 4)]
    expect(checkBulk(asked).map(place)).toEqual(['NOT_UNIQUE addresses 2 id', 'NOT_UNIQUE addresses 3 id'])
    expect(checkBulkIds(['a', 'b', 'a']).map(place)).toEqual(['NOT_UNIQUE ids 2'])
  })
})

describe('the plan of a change of several addresses', () => {
  it('changes what the draft says, and leaves the rest as each of them has it', () => {
    const addresses = [stored('a', { fromName: 'Ada', history: 'NEVER' }), stored('b', { fromName: 'Ben' })]
    const plan = planBulk({ history: 'ALWAYS' }, [seen('a'), seen('b')], addresses, {})
    expect(plan.problems).toEqual([])
    expect(plan.settings.map((each) => [each?.fromName, each?.history])).toEqual([
      ['Ada', 'ALWAYS'],
      ['Ben', 'ALWAYS'],
    ])
  })

  it('names by path the address of each problem, and plans the others (R-ADR-6)', () => {
    const addresses = [stored('a'), stored('b', { fromAddressId: 'a' }), stored('c')]
    const plan = planBulk({ replyTo: 'desk@own.example' }, [seen('a'), seen('b'), seen('c', 2)], addresses, {})
    expect(plan.problems.map(place)).toEqual([
      'CARRIED_OVER addresses 1 replyTo',
      'STALE_VERSION addresses 2 expectedVersion',
    ])
    expect(plan.settings.map((each) => each?.replyTo)).toEqual(['desk@own.example', undefined, undefined])
  })

  it('knows each address as itself: as its own From and as its own hidden recipient (R-ADR-3, R-ADR-5)', () => {
    const draft = { fromAddressId: 'a' }
    const plan = planBulk(draft, [seen('a'), seen('b')], [stored('a'), stored('b')], {})
    expect(plan.settings.map((each) => each?.fromAddressId)).toEqual([null, 'a'])
    const bcc = [aMailbox('a@own.example')]
    const looping = planBulk({ bcc }, [seen('a'), seen('b')], [stored('a'), stored('b')], { isOwnAddress: () => false })
    expect(looping.problems.map(place)).toEqual(['BCC_LOOP addresses 0 bcc 0'])
  })

  it('is for each address what a change of it alone would be', () => {
    const drafts = fc.record<AddressDraft>(
      {
        fromName: fc.constantFrom('Ada', 'x@y.example', null, ' '),
        replyTo: fc.constantFrom('desk@own.example', 'nobody', null),
        bcc: fc.constantFrom(null, [aMailbox('a@own.example')], [aMailbox('x'), aMailbox('x')]),
        routing: fc.constantFrom(null, { flow: { flowId: 'f' } }, { none: true }, {}),
        history: fc.constantFrom('ALWAYS' as const, null),
        multipleActions: fc.boolean(),
      },
      { requiredKeys: [] },
    )
    const owned = fc.constantFrom(stored('a'), stored('b', { fromAddressId: 'a' }), stored('c', { fromName: 'Cem' }))
    const facts: BulkFacts = { flow: (id) => ({ name: id, published: false }), bccLimit: 1 }
    fc.assert(
      fc.property(drafts, fc.uniqueArray(owned, { selector: ({ id }) => id }), (draft, addresses) => {
        const { settings, problems } = planBulk(
          draft,
          addresses.map(({ id }) => seen(id)),
          addresses,
          facts,
        )
        const alone = addresses.map(({ id, address, settings: current }) =>
          parseAddress(draft, current, { ...facts, self: { id, address } }),
        )
        expect(settings).toEqual(alone.map((each) => (each.ok ? each.value : undefined)))
        expect(problems.map(place)).toEqual(
          alone.flatMap((each, index) =>
            each.problems.map(({ code, path }) => place({ code, path: ['addresses', String(index), ...path] })),
          ),
        )
      }),
    )
  })
})
