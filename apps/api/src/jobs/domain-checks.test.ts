import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { TenantScope } from '../auth/tenant-scope.js'
import type { DomainRef } from '../features/domain/domain.entity.js'
import type { Aftermath } from '../features/domain/domain-check.js'
import { DomainChecks, type DomainChecking } from './domain-checks.js'

const MINUTE = 60_000
const ref = (domainId: string): DomainRef => ({ organisationId: 'org', domainId })

/** Checks that end when told to. */
class FakeChecking implements DomainChecking {
  dueNow: DomainRef[] = []
  readonly started: string[] = []
  readonly failures: unknown[] = []
  aftermath: Aftermath = { askAgain: [], tell: [] }
  readonly told: string[] = []
  readonly watchedSince: (number | null)[] = []
  signal: AbortSignal | undefined
  #ends: ((failure?: Error) => void)[] = []

  /** Domains that another process asks about. */
  readonly elsewhere = new Set<string>()
  readonly claimed: string[] = []

  async claim(domainId: string): Promise<(() => Promise<void>) | null> {
    if (this.elsewhere.has(domainId)) return null
    this.claimed.push(domainId)
    return async () => void this.claimed.splice(this.claimed.indexOf(domainId), 1)
  }

  async due() {
    return this.dueNow
  }

  check(_scope: TenantScope, domainId: string, watchedSince: number | null, signal: AbortSignal) {
    this.started.push(domainId)
    this.watchedSince.push(watchedSince)
    this.signal = signal
    return new Promise<Aftermath>((resolve, reject) =>
      this.#ends.push((failure) => (failure ? reject(failure) : resolve(this.aftermath))),
    )
  }

  async tellParent(scope: TenantScope, domainId: string, subdomain: string) {
    this.told.push(`${scope.organisationId} ${domainId} ${subdomain}`)
  }

  failed(_domain: DomainRef | null, reason: unknown) {
    this.failures.push(reason)
  }

  async endAll(failure?: Error) {
    for (const end of this.#ends.splice(0)) end(failure)
    await vi.advanceTimersByTimeAsync(0)
  }
}

let checking: FakeChecking
let checks: DomainChecks

beforeEach(() => {
  vi.useFakeTimers()
  checking = new FakeChecking()
  checks = new DomainChecks(checking, { now: () => Date.now() })
  checks.start()
})
afterEach(async () => {
  const stopped = checks.stop()
  await checking.endAll()
  await stopped
  vi.useRealTimers()
})

it('starts what is due, four at once, each once', async () => {
  checking.dueNow = ['a', 'b', 'c', 'd', 'e', 'f'].map(ref)
  await vi.advanceTimersByTimeAsync(3000)
  expect(checking.started).toEqual(['a', 'b', 'c', 'd'])
  checking.dueNow = []
  await checking.endAll()
  expect(checking.started).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
})

it('goes on after failures: of a check, which is tried again after five minutes, and of the look for what is due', async () => {
  checking.dueNow = [ref('a')]
  await vi.advanceTimersByTimeAsync(1000)
  await checking.endAll(new Error('no disk'))
  expect(checking.failures).toEqual([new Error('no disk')])
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(checking.started).toEqual(['a'])
  const look = vi.spyOn(checking, 'due').mockRejectedValueOnce(new Error('no database'))
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  look.mockRestore()
  expect(checking.failures).toHaveLength(2)
  expect(checking.started).toEqual(['a', 'a'])
})

it('asks again for whoever wants an answer of now while a check is under way', async () => {
  checks.soon(ref('a'))
  let done = false
  void checks.now(ref('a')).then(() => (done = true))
  await vi.advanceTimersByTimeAsync(0)
  await checking.endAll()
  expect(checking.started).toEqual(['a', 'a'])
  expect(done).toBe(false)
  await checking.endAll()
  expect(done).toBe(true)
})

it('leaves a domain alone for five seconds, however much happens, and then asks once', async () => {
  checks.soon(ref('a'))
  await vi.advanceTimersByTimeAsync(0)
  for (let i = 0; i < 10; i++) checks.soon(ref('a'))
  await checking.endAll()
  await vi.advanceTimersByTimeAsync(3000)
  expect(checking.started).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(3000)
  expect(checking.started).toEqual(['a', 'a'])
  await checking.endAll()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(checking.started).toEqual(['a', 'a'])
})

it('asks about a domain that is newly watched 10 seconds after the last check, or at once', async () => {
  checks.watch(ref('a'), Date.now())
  checks.watch(ref('b'), null)
  await vi.advanceTimersByTimeAsync(1000)
  expect(checking.started).toEqual(['b'])
  await vi.advanceTimersByTimeAsync(7000)
  expect(checking.started).toEqual(['b'])
  await vi.advanceTimersByTimeAsync(2000)
  expect(checking.started).toEqual(['b', 'a'])
})

it('stops: tells running checks, waits for them, starts nothing more', async () => {
  checks.soon(ref('a'))
  await vi.advanceTimersByTimeAsync(0)
  let stopped = false
  const stop = checks.stop().then(() => (stopped = true))
  await vi.advanceTimersByTimeAsync(1000)
  expect(checking.signal?.aborted).toBe(true)
  expect(stopped).toBe(false)
  await checking.endAll(new Error('closed'))
  await stop
  checks.soon(ref('b'))
  checking.dueNow = [ref('c')]
  await vi.advanceTimersByTimeAsync(5000)
  expect(checking.started).toEqual(['a'])
  expect(checking.failures).toEqual([])
})

it('asks about whom a result concerns, and tells the owners of parents in their own scope', async () => {
  checking.aftermath = {
    askAgain: [ref('b')],
    tell: [{ parent: { organisationId: 'other', domainId: 'p' }, subdomain: 'sub.example' }],
  }
  checks.soon(ref('a'))
  await vi.advanceTimersByTimeAsync(0)
  const done = checking.endAll()
  checking.aftermath = { askAgain: [], tell: [] }
  await done
  expect(checking.started).toEqual(['a', 'b'])
  expect(checking.told).toEqual(['other p sub.example'])
})

it('leaves to another process what it asks about and is merely due', async () => {
  checking.elsewhere.add('a')
  checking.dueNow = [ref('a')]
  await vi.advanceTimersByTimeAsync(2000)
  checking.dueNow = []
  checking.elsewhere.clear()
  await vi.advanceTimersByTimeAsync(5000)
  expect(checking.started).toEqual([])
})

it('asks anew after another process where somebody wants it, and claims a domain no longer than its check', async () => {
  checking.elsewhere.add('a').add('b')
  checks.soon(ref('a'))
  let done = false
  void checks.now(ref('b')).then(() => (done = true))
  await vi.advanceTimersByTimeAsync(2000)
  expect(checking.started).toEqual([])
  checking.elsewhere.clear()
  await vi.advanceTimersByTimeAsync(1000)
  expect([...checking.started].sort()).toEqual(['a', 'b'])
  expect([...checking.claimed].sort()).toEqual(['a', 'b'])
  await checking.endAll()
  expect(done).toBe(true)
  expect(checking.claimed).toEqual([])
})
