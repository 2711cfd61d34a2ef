import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'

export interface LimiterOptions {
  /** What is limited; counts of one name are shared, in every process. */
  readonly name: string
  readonly points: number
  /** In seconds. */
  readonly duration: number
}

export type Limiter = Pick<RateLimiterAbstract, 'consume' | 'get' | 'penalty' | 'reward' | 'delete'>

/** Makes limiters; `consume` rejects with a `RateLimiterRes` where it is one too many. */
export type LimiterStore = (options: LimiterOptions) => Limiter

/** The pool of a PostgreSQL database. */
export interface LimiterPool {
  query(statement: object): Promise<unknown>
}

/**
 * Counts of one process, or of every process on the PostgreSQL database of `pool`: while that is away each process counts
 * for itself. `refused` is told the name of the limiter at each refusal.
 */
export function limiterStore(
  pool: LimiterPool | null,
  refused: (name: string) => void = () => undefined,
): LimiterStore {
  return ({ name, points, duration }) => {
    const options = { keyPrefix: name, points, duration }
    const memory = new RateLimiterMemory(options)
    return telling(pool === null ? memory : shared(pool, options, memory), () => refused(name))
  }
}

function shared(
  pool: LimiterPool,
  options: { points: number; duration: number },
  insuranceLimiter: RateLimiterMemory,
): RateLimiterPostgres {
  return new RateLimiterPostgres({
    ...options,
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    insuranceLimiter,
  })
}

function telling<L extends Limiter>(limiter: L, refused: () => void): L {
  const consume = limiter.consume.bind(limiter)
  limiter.consume = async (...args) => {
    try {
      return await consume(...args)
    } catch (reason) {
      if (reason instanceof RateLimiterRes) refused()
      throw reason
    }
  }
  return limiter
}
