/** Seconds after which trying again makes sense. */
const RETRY_AFTER = 5

/** No room to write: SQLite's, and PostgreSQL's `disk_full`. */
const FULL = new Set(['SQLITE_FULL', '53100'])
/** PostgreSQL: no connection, or cut (classes 08 and 57P), too many, or standing by without writes. */
const AWAY = /^(08...|57P0.|53300|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/
/** What the driver says without a code. */
const CUT = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/

export type UnavailableReason = 'STORAGE_FULL' | 'NO_DATABASE' | 'BUSY'

const MESSAGES: Readonly<Record<UnavailableReason, string>> = {
  STORAGE_FULL: 'There is no room left to store anything. Reading works, and nothing was changed',
  NO_DATABASE: 'The database cannot be reached at present. Try again in a moment',
  BUSY: 'Too much is waiting to be done. Nothing was changed: try again in a moment',
}

/** The database cannot do this at present; of the unit of work nothing was stored. */
export class Unavailable extends Error {
  /** What a GraphQL answer says: status 503, when to try again, and why. */
  readonly extensions: Readonly<Record<string, unknown>>
  /** In seconds. */
  readonly retryAfter = RETRY_AFTER

  constructor(
    readonly reason: UnavailableReason,
    cause: unknown,
  ) {
    super(MESSAGES[reason], { cause })
    this.extensions = {
      code: 'UNAVAILABLE',
      reason,
      retryAfter: RETRY_AFTER,
      http: { status: 503, headers: new Map([['retry-after', String(RETRY_AFTER)]]) },
    }
  }
}

/** The failure itself, or `Unavailable` where it says that the database has no room or is away. */
export function orUnavailable(failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure
  const { code, driverError } = failure as Error & { code?: string; driverError?: { code?: string } }
  const found = driverError?.code ?? code ?? ''
  if (FULL.has(found)) return new Unavailable('STORAGE_FULL', failure)
  if (AWAY.test(found) || CUT.test(failure.message)) return new Unavailable('NO_DATABASE', failure)
  return failure
}
