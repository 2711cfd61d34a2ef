import { tooManyRequests } from '../graphql/errors.js'
import type { Limiter, LimiterStore } from './limiter-store.js'

const QUARTER_HOUR = 15 * 60
const FAILURES = 100

/** Slows down whoever sends keys that are none: by address of the caller 100 in 15 minutes. */
export class KeyLimiter {
  private readonly failures: Limiter

  constructor(limiters: LimiterStore) {
    this.failures = limiters({ name: 'key', points: FAILURES, duration: QUARTER_HOUR })
  }

  /** RATE_LIMITED where the address has failed too often. */
  async check(ip: string): Promise<void> {
    const found = await this.failures.get(ip)
    if (found && found.consumedPoints >= FAILURES) {
      throw tooManyRequests(Math.max(1, Math.ceil(found.msBeforeNext / 1000)))
    }
  }

  async failed(ip: string): Promise<void> {
    await this.failures.penalty(ip)
  }
}
