import { CHECK_NOW_INTERVAL } from '@mailroom/core'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const HOUR = 3600

/** How often DNS may be asked by hand: every 10 s and 10 times an hour a domain, 100 times an hour an organisation. */
export class CheckLimits {
  readonly #limiters = [
    { limiter: new RateLimiterMemory({ points: 1, duration: CHECK_NOW_INTERVAL / 1000 }), key: 'domainId' },
    { limiter: new RateLimiterMemory({ points: 10, duration: HOUR }), key: 'domainId' },
    { limiter: new RateLimiterMemory({ points: 100, duration: HOUR }), key: 'organisationId' },
  ] as const

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
