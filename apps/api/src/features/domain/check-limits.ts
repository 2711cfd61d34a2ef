import { CHECK_NOW_INTERVAL } from '@mailroom/core'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { limiterStore, type Limiter, type LimiterStore } from '../../auth/limiter-store.js'

const HOUR = 3600

interface Limit {
  readonly limiter: Limiter
  readonly key: 'domainId' | 'organisationId'
}

/** How often DNS may be asked by hand: every 10 s and 10 times an hour a domain, 100 times an hour an organisation. */
export class CheckLimits {
  readonly #limiters: readonly Limit[]

  constructor(limiters: LimiterStore = limiterStore(null)) {
    const interval = CHECK_NOW_INTERVAL / 1000
    this.#limiters = [
      { limiter: limiters({ name: 'check', points: 1, duration: interval }), key: 'domainId' },
      { limiter: limiters({ name: 'check of domain', points: 10, duration: HOUR }), key: 'domainId' },
      { limiter: limiters({ name: 'check of organisation', points: 100, duration: HOUR }), key: 'organisationId' },
    ]
  }

  /** Counts a check; undefined: go on, else the seconds to wait. A refused check does not count. */
  async take(of: { readonly domainId: string; readonly organisationId: string }): Promise<number | undefined> {
    const taken: (() => Promise<unknown>)[] = []
    for (const { limiter, key } of this.#limiters) {
      try {
        await limiter.consume(of[key])
        taken.push(() => limiter.reward(of[key]))
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        await limiter.reward(of[key])
        for (const giveBack of taken) await giveBack()
        return Math.ceil(refusal.msBeforeNext / 1000)
      }
    }
    return undefined
  }
}
