import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../test/databases.js'
import { DomainBench } from '../../../test/domain-bench.js'
import type { Fault } from '../../../test/dns-server.js'

const HOUR = 3_600_000

/** What a fault means for a domain at its first check, and for one that is verified. */
interface Meaning {
  readonly first: string
  readonly verified: string
  readonly isMiss: boolean
}

const SILENT: Meaning = { first: 'UNKNOWN DNS_UNREACHABLE', verified: 'VERIFIED DNS_UNREACHABLE', isMiss: false }
const ABSENT: Meaning = { first: 'PENDING', verified: 'VERIFIED', isMiss: true }
/** The same wrong answer for every name. */
const WRONG: Meaning = { first: 'PENDING DNS_WILDCARD', verified: 'VERIFIED DNS_WILDCARD', isMiss: true }
const RIGHT: Meaning = { first: 'VERIFIED', verified: 'VERIFIED', isMiss: false }

/** Every way in which a server misbehaves: a new one does not compile until it stands here. */
const MEANINGS: Readonly<Record<Fault, Meaning>> = {
  servfail: SILENT,
  refused: SILENT,
  referral: SILENT,
  lame: SILENT,
  drop: SILENT,
  slow: SILENT,
  cut: SILENT,
  'wrong-id': SILENT,
  'wrong-source': SILENT,
  'wrong-question': SILENT,
  'foreign-owner': SILENT,
  'cname-loop': SILENT,
  malformed: SILENT,
  garbage: SILENT,
  'compression-loop': SILENT,
  nxdomain: ABSENT,
  nodata: ABSENT,
  huge: WRONG,
  long: WRONG,
  many: WRONG,
  truncated: RIGHT,
  chunked: RIGHT,
  'mixed-case': RIGHT,
  'no-edns': RIGHT,
}
const CASES = Object.entries(MEANINGS) as [Fault, Meaning][]

describe.each(DIALECTS)('bad DNS on %s (R-DOM-10)', (dialect) => {
  let bench: DomainBench
  let count = 0
  beforeAll(async () => {
    bench = await DomainBench.open(dialect)
  })
  afterEach(() => {
    bench.dns.heal()
    bench.dns.clear()
    expect(bench.failures).toEqual([])
  })
  afterAll(() => bench.stop())

  test.each(CASES)('%s at the first check', async (fault, { first }) => {
    const scope = await bench.organisation()
    bench.dns.fail(fault)
    const domain = await bench.domain(scope, `fault${count++}.example`)
    if (first === 'VERIFIED') {
      bench.publish(domain)
      await bench.check(scope, domain)
    }
    const row = await bench.read(scope, domain)
    expect(bench.status(row)).toBe(first)
    expect(row.sendReady).toBe(first === 'VERIFIED')
    const lines = (await bench.timeline(scope)).filter(({ key }) => key === 'OWNERSHIP')
    expect(lines).toHaveLength(first.startsWith('PENDING') ? 0 : 1)
  })

  test.each(CASES)(
    '%s of a verified domain: no state changes, however long it lasts where it is no answer',
    async (fault, meaning) => {
      const scope = await bench.organisation()
      const domain = await bench.domain(scope, `fault${count++}.example`)
      bench.publish(domain, 'OWNERSHIP', 'DKIM:mr1', 'DKIM:mr2')
      await bench.check(scope, domain)
      const timeline = await bench.timeline(scope)
      bench.dns.fail(fault)
      for (let i = 0; i < (meaning.isMiss ? 1 : 2); i++) {
        bench.pass(24 * HOUR)
        await bench.check(scope, domain)
      }
      const row = await bench.read(scope, domain)
      expect(bench.status(row)).toBe(meaning.verified)
      expect(row.recordStates[0]?.misses).toEqual(meaning.isMiss ? [bench.now] : [])
      expect([row.sendReady, row.verifiedName]).toEqual([true, row.name])
      const watched = ['MX', 'SPF', 'DMARC']
      const changed = (await bench.timeline(scope)).slice(timeline.length).filter(({ key }) => !watched.includes(key))
      expect(changed).toEqual([])
      expect(JSON.stringify(row.recordStates).length).toBeLessThan(200_000)
    },
  )
})
