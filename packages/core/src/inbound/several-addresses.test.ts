import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aConfiguration, aMail, anAddress, type ConfigurationParts } from '../testing.js'
import { decideInbound } from './decide-inbound.js'
import type { Thread } from './types.js'

const HELP = anAddress('help@support.example.com')
const SALES = anAddress('sales@support.example.com', {
  routing: { kind: 'QUEUE', queueId: 'sales', skillIds: [], languageId: null, priority: 5 },
})
const SILENT = anAddress('no-reply@support.example.com', { routing: { kind: 'NONE' } })
const PARTS: ConfigurationParts = { addresses: [HELP, SALES, SILENT] }

const each = { oneInteractionPerAddress: true }
function outcomes(envelopeTo: readonly string[], settings = {}, mail: Parameters<typeof aMail>[0] = {}) {
  return decideInbound(aConfiguration({ ...PARTS, settings }), aMail({ ...mail, envelopeTo })).outcomes
}
const results = (...given: Parameters<typeof outcomes>) =>
  outcomes(...given).map(({ result, reason }) => (reason === null ? result : `${result} ${reason}`))

describe('R-IN-7 several own addresses in one mail', () => {
  const three = [SALES.address, 'nobody@support.example.com', HELP.address]

  it.each<[string, object, Parameters<typeof aMail>[0], string[]]>([
    ['one interaction', {}, {}, ['QUEUED', 'UNKNOWN_RECIPIENT', 'NOT_ROUTED ANOTHER_ADDRESS']],
    ['each its own', each, {}, ['QUEUED', 'UNKNOWN_RECIPIENT', 'QUEUED']],
    ['a virus', {}, { virus: 'FAIL' }, ['DISCONNECTED VIRUS', 'UNKNOWN_RECIPIENT', 'NOT_ROUTED ANOTHER_ADDRESS']],
    [
      'a virus, each its own',
      each,
      { virus: 'FAIL' },
      ['DISCONNECTED VIRUS', 'UNKNOWN_RECIPIENT', 'DISCONNECTED VIRUS'],
    ],
    ['spam, each its own', each, { spam: 'FAIL' }, ['DISCONNECTED SPAM', 'UNKNOWN_RECIPIENT', 'DISCONNECTED SPAM']],
  ])('%s', (_name, settings, mail, expected) => {
    expect(results(three, settings, mail)).toEqual(expected)
  })

  it('lets each go its own way where each is on its own', () => {
    const loop = { message: { headers: [{ name: 'x-mailroom-loop', value: SALES.address }] } }
    expect(results([SALES.address, SILENT.address, HELP.address], each, loop)).toEqual([
      'DISCONNECTED AUTO_GENERATED',
      'NOT_ROUTED OUTBOUND_ONLY',
      'QUEUED',
    ])
  })

  it('continues one interaction by the first, and by each where each is on its own', () => {
    const thread: Thread = { messageIds: ['<a>'], subject: null, open: true, disconnectedAt: null, queueId: 'orders' }
    const reply = { threads: [thread], message: { inReplyTo: ['<a>'] } }
    const continued = (settings: object) =>
      outcomes([SALES.address, HELP.address], settings, reply).map(({ continues, queueId }) => [continues, queueId])
    expect(continued({})).toEqual([
      [true, 'orders'],
      [false, null],
    ])
    expect(continued(each)).toEqual([
      [true, 'orders'],
      [true, 'orders'],
    ])
  })

  it('holds for any recipients in any order', () => {
    const recipients = fc.constantFrom(
      ...[HELP, SALES, SILENT].flatMap(({ address }) => [address, address.toUpperCase(), address.replace('@', '+x@')]),
      'nobody@support.example.com',
      'postmaster@support.example.com',
      'x@elsewhere.example',
    )
    fc.assert(
      fc.property(
        fc.array(recipients, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (to, oneInteractionPerAddress) => {
          const found = outcomes(to, { oneInteractionPerAddress })
          const matched = found.filter(({ addressId }) => addressId !== null)
          expect(new Set(matched.map(({ addressId }) => addressId)).size).toBe(matched.length)
          const [first, ...others] = matched
          if (first) expect(first.reason).not.toBe('ANOTHER_ADDRESS')
          for (const { reason } of others) expect(reason === 'ANOTHER_ADDRESS').toBe(!oneInteractionPerAddress)
          for (const { addressId, result, recipient } of found)
            if (addressId === null)
              expect(result).toBe(recipient.startsWith('postmaster') ? 'NOT_ROUTED' : 'UNKNOWN_RECIPIENT')
        },
      ),
    )
  })
})
