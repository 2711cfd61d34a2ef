import { RateLimiterRes } from 'rate-limiter-flexible'
import { rateLimited } from '../graphql/errors.js'
import { limiterStore, type Limiter, type LimiterStore } from './limiter-store.js'

const QUARTER_HOUR = 15 * 60
const FIVE_MINUTES = 5 * 60
const HOUR = 60 * 60

/** Who tries: where from, and the device by which the person has signed in before. */
export interface Attempt {
  /** What for, then whom: nobody spends another purpose's attempts by a made-up name. */
  readonly account: string
  readonly ip: string
  /** Null: a device that is not known to the account. */
  readonly device: string | null
}

/**
 * Slows guessing down: by account 10 attempts in 15 minutes and then one in 5, by address of the caller 100 in 15. A
 * known device is counted apart, so that nobody is locked out by a stranger's guesses.
 */
export class SignInLimiter {
  private readonly account: Limiter
  private readonly slowly: Limiter
  private readonly caller: Limiter
  private readonly told: Limiter

  constructor(limiter: LimiterStore = limiterStore(null)) {
    this.account = limiter({ name: 'sign-in', points: 10, duration: QUARTER_HOUR })
    this.slowly = limiter({ name: 'sign-in-slowly', points: 1, duration: FIVE_MINUTES })
    this.caller = limiter({ name: 'sign-in-from', points: 100, duration: QUARTER_HOUR })
    this.told = limiter({ name: 'sign-in-told', points: 1, duration: HOUR })
  }

  /**
   * Counts an attempt; RATE_LIMITED where it is one too many. Whether it is the one from which the account is slowed
   * down: said once an hour.
   */
  async attempt(attempt: Attempt): Promise<boolean> {
    const key = keyOf(attempt)
    if (attempt.device === null) await take(this.caller, attempt.ip)
    const { rejected } = await tryTake(this.account, key)
    if (!rejected) return false
    await take(this.slowly, key)
    return this.isNews(attempt.account)
  }

  /** Whether the account was not told of guesses within the hour; from now on it was. */
  async isNews(account: string): Promise<boolean> {
    return !(await tryTake(this.told, account)).rejected
  }

  /** A success is no guess. */
  async succeeded(attempt: Attempt): Promise<void> {
    const key = keyOf(attempt)
    await Promise.all([
      this.account.delete(key),
      this.slowly.delete(key),
      attempt.device === null ? this.caller.reward(attempt.ip) : undefined,
    ])
  }
}

function keyOf({ account, device }: Attempt): string {
  return device === null ? account : `${account} ${device}`
}

/** Takes a point; RATE_LIMITED where none is left. */
export async function take(limiter: Limiter, key: string): Promise<void> {
  const { rejected, seconds } = await tryTake(limiter, key)
  if (rejected) throw rateLimited(seconds)
}

async function tryTake(limiter: Limiter, key: string): Promise<{ rejected: boolean; seconds: number }> {
  try {
    await limiter.consume(key)
    return { rejected: false, seconds: 0 }
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    return { rejected: true, seconds: Math.max(1, Math.ceil(reason.msBeforeNext / 1000)) }
  }
}
