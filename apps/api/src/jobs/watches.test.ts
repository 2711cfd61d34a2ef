import { expect, it, test } from 'vitest'
import { ONE_PROCESS, type Shared } from '../database/shared.js'
import { Watches } from './watches.js'

const MINUTE = 60_000
const domain = { organisationId: 'org', domainId: 'a' }

function atTime() {
  const time = { now: 10 * MINUTE }
  return { time, watches: new Watches({ now: () => time.now }) }
}

it('knows since when a domain is watched, across a page that is loaded again', () => {
  const { time, watches } = atTime()
  const since = time.now
  const leave = watches.begin(domain, since)
  const leaveToo = watches.begin(domain, since)
  leave()
  expect(watches.since('a')).toBe(since)
  leaveToo()
  expect(watches.since('a')).toBe(null)
  time.now += 5000
  watches.begin(domain, since)()
  watches.begin(domain, since)
  expect(watches.since('a')).toBe(since)
})

it('starts afresh when nobody has watched for a while', () => {
  const { time, watches } = atTime()
  watches.begin(domain, time.now)()
  time.now += 2 * MINUTE
  watches.begin(domain, time.now)
  expect(watches.since('a')).toBe(time.now)
})

it('begins 10 seconds after the last check, or at once, and once', () => {
  const { time, watches } = atTime()
  watches.begin(domain, time.now)
  watches.begin({ ...domain, domainId: 'b' }, null)
  expect(watches.begun(time.now).map(({ domainId }) => domainId)).toEqual(['b'])
  expect(watches.begun(time.now + 9000)).toEqual([])
  expect(watches.begun(time.now + 10_000)).toEqual([domain])
  expect(watches.begun(time.now + MINUTE)).toEqual([])
})

/** Two processes that hear each other. */
function two(clock: { now(): number }) {
  const heard: ((text: string | null) => void)[] = []
  const shared = (own: number): Shared => ({
    ...ONE_PROCESS,
    tell: (_topic, text) => heard.forEach((each, i) => i !== own && each(text)),
    hear: (_topic, each) => void (heard[own] = each),
  })
  return [new Watches(clock, shared(0)), new Watches(clock, shared(1))] as const
}

test('R-DOM-15 a page that is open in another process counts as long as that tells so', () => {
  const time = { now: 1_000_000 }
  const [here, there] = two({ now: () => time.now })
  const leave = there.begin({ organisationId: 'org', domainId: 'a' }, null)
  expect(here.since('a')).toBe(1_000_000)
  expect(here.begun(time.now)).toEqual([])
  for (let i = 0; i < 10; i++) {
    time.now += 3000
    there.tell()
    expect(here.since('a')).toBe(1_000_000)
  }
  leave()
  time.now += 3000
  there.tell()
  time.now += 10_000
  expect(here.since('a')).toBe(null)
})

test('R-DOM-15 whoever opens a page that is open elsewhere too goes on in its rhythm', () => {
  const time = { now: 1_000_000 }
  const [here, there] = two({ now: () => time.now })
  there.begin({ organisationId: 'org', domainId: 'a' }, null)
  expect(there.begun(time.now)).toHaveLength(1)
  time.now += 2000
  here.begin({ organisationId: 'org', domainId: 'a' }, time.now - 2000)
  expect(here.begun(time.now + 60_000)).toEqual([])
  expect(here.since('a')).toBe(1_000_000)
})
