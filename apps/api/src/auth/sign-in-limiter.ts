import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { rateLimited } from '../graphql/errors.js'

const QUARTER_HOUR = 15 * 60
const FIVE_MINUTES = 5 * 60

/** Slows guessing down: by account 10 attempts in 15 minutes and then one in 5, by address of the caller 100 in 15. */
export class SignInLimiter {
  private readonly account = new RateLimiterMemory({ points: 10, duration: QUARTER_HOUR })
  private readonly slowly = new RateLimiterMemory({ points: 1, duration: FIVE_MINUTES })
  private readonly caller = new RateLimiterMemory({ points: 100, duration: QUARTER_HOUR })

  /** Counts an attempt; RATE_LIMITED where it is one too many. */
  async attempt(account: string, ip: string): Promise<void> {
    await take(this.caller, ip)
    const { rejected } = await tryTake(this.account, account)
    if (rejected) await take(this.slowly, account)
  }

  /** A success is no guess. */
  async succeeded(account: string, ip: string): Promise<void> {
    await Promise.all([this.account.delete(account), this.slowly.delete(account), this.caller.reward(ip)])
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  const { rejected, seconds } = await tryTake(limiter, key)
  if (rejected) throw rateLimited(seconds)
}

async function tryTake(limiter: RateLimiterMemory, key: string): Promise<{ rejected: boolean; seconds: number }> {
  try {
    await limiter.consume(key)
    return { rejected: false, seconds: 0 }
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    return { rejected: true, seconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)) }
  }
}
