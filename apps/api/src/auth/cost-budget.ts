import { RateLimiterRes } from 'rate-limiter-flexible'
import { overBudget } from '../graphql/errors.js'
import type { Caller } from './caller.js'
import type { Limiter, LimiterStore } from './limiter-store.js'
import type { Principal } from './principal.js'
import { hashOfToken } from './tokens.js'

const SECONDS = 10 * 60
/** Parts in which a process takes points from the common count: not every request asks for them. */
const PARTS = 100
const ACCOUNTS_AT_MOST = 10_000

/** Cost points that may be spent in ten minutes. */
export interface CostLimits {
  readonly key: number
  readonly person: number
  /** By all people and keys of the organisation together. */
  readonly organisation: number
}

/** Several processors’ work: a programme that is stuck in a loop meets them, the console never does. */
const COST_LIMITS: CostLimits = { key: 500_000_000, person: 500_000_000, organisation: 1_000_000_000 }

interface Account {
  /** What of the last part is left; below nothing while the next one is under way. */
  left: number
  refusedUntil: number
  isAsking: boolean
}

/** Points of one kind. Nobody waits for the count: who has spent too much is refused from the next request on. */
class Points {
  private readonly accounts = new Map<string, Account>()
  private readonly part: number

  constructor(
    private readonly limiter: Limiter,
    points: number,
  ) {
    this.part = Math.max(1, Math.floor(points / PARTS))
  }

  /** RATE_LIMITED where none are left. */
  take(id: string, cost: number): void {
    const wait = this.accountOf(id).refusedUntil - Date.now()
    if (wait > 0) throw overBudget(Math.ceil(wait / 1000))
    this.spend(id, cost)
  }

  /** Whether or not there are any. */
  spend(id: string, cost: number): void {
    const account = this.accountOf(id)
    account.left -= cost
    if (account.left < 0 && !account.isAsking) void this.ask(id, account)
  }

  private async ask(id: string, account: Account): Promise<void> {
    account.isAsking = true
    const points = Math.max(this.part, -account.left)
    try {
      // Under no id that outlives its organisation.
      await this.limiter.consume(hashOfToken(id), points)
    } catch (reason) {
      // A count that is away refuses nobody.
      if (reason instanceof RateLimiterRes) account.refusedUntil = Date.now() + reason.msBeforeNext
    }
    account.left += points
    account.isAsking = false
  }

  private accountOf(id: string): Account {
    const known = this.accounts.get(id)
    if (known) return known
    if (this.accounts.size >= ACCOUNTS_AT_MOST) this.accounts.clear()
    const account = { left: 0, refusedUntil: 0, isAsking: false }
    this.accounts.set(id, account)
    return account
  }
}

/** Whose points are taken, whatever the organisation. */
interface Payer {
  readonly points: Points
  readonly id: string
}

/** What requests cost, by person or API key and by organisation (security T9). */
export class CostBudget {
  private readonly keys: Points
  private readonly people: Points
  private readonly organisations: Points

  constructor(limiters: LimiterStore, { key, person, organisation }: CostLimits = COST_LIMITS) {
    const pointsOf = (name: string, points: number) => new Points(limiters({ name, points, duration: SECONDS }), points)
    this.keys = pointsOf('cost-key', key)
    this.people = pointsOf('cost-person', person)
    this.organisations = pointsOf('cost-organisation', organisation)
  }

  /** A request that is about to run: a person or key pays at once, each organisation when it is entered. */
  charge({ principal, meter }: Pick<Caller, 'principal' | 'meter'>, cost: number): void {
    const payer = principal && this.payerOf(principal)
    payer?.points.take(payer.id, cost)
    meter.start({
      enter: (organisationId) => this.organisations.take(organisationId, cost),
      spend: (organisationId, more) => {
        payer?.points.spend(payer.id, more)
        this.organisations.spend(organisationId, more)
      },
    })
  }

  private payerOf({ person, apiKey }: Principal): Payer | null {
    if (apiKey) return { points: this.keys, id: apiKey.id }
    return person && { points: this.people, id: person.id }
  }
}
