import { expect, it } from 'vitest'
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
