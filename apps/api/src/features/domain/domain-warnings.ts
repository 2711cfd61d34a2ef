import { setTimeout as delay } from 'node:timers/promises'
import {
  domainWarnings,
  initialStates,
  judgeRecords,
  missingQuestions,
  type MailDomain,
  type Platform,
  type Problem,
} from '@mailroom/core'
import type { Clock } from '../../adapters/clock.js'
import { limiterStore, type Limiter, type LimiterStore } from '../../auth/limiter-store.js'
import { askAll, type Dns } from '../../adapters/dns/dns-client.js'

const PATIENCE_MILLISECONDS = 1000

/** What to know of a name before it is used (R-DOM-17), as far as DNS says so within a second. */
export class LookAhead {
  readonly #limit: Limiter

  constructor(
    private readonly dns: Dns,
    private readonly platform: Platform,
    private readonly clock: Clock,
    limiters: LimiterStore = limiterStore(null),
  ) {
    this.#limit = limiters({ name: 'look ahead', points: 100, duration: 3600 })
  }

  /** Warnings; none where the organisation has looked ahead too often in the last hour. */
  async warn(organisationId: string, domain: MailDomain): Promise<readonly Problem[]> {
    const mayAsk = await this.#limit.consume(organisationId).then(
      () => true,
      () => false,
    )
    if (!mayAsk) return []
    const { dns, platform } = this
    const asking = askAll(dns.open(domain.name), (known) => missingQuestions(domain, platform, known))
    const answers = await Promise.race([asking, delay(PATIENCE_MILLISECONDS, undefined, { ref: false })])
    if (!answers) return []
    const now = this.clock.now()
    const { states } = judgeRecords(domain, platform, answers, initialStates(domain, platform, now), now)
    return domainWarnings(domain, platform, states)
  }
}
