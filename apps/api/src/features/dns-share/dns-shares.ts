import { DNS_SHARE_LIMITS, type Platform } from '@mailroom/core'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { isoTime, type Clock } from '../../adapters/clock.js'
import { limiterStore, type Limiter, type LimiterStore } from '../../auth/limiter-store.js'
import type { SignInLimiter } from '../../auth/sign-in-limiter.js'
import { scopeOfDnsShare, type TenantScope } from '../../auth/tenant-scope.js'
import { hashOfToken } from '../../auth/tokens.js'
import type { Database } from '../../database/database.js'
import type { DomainRef } from '../domain/domain.entity.js'
import { loadShownDomain, type ShownDomain } from '../domain/shown-records.read-model.js'
import { DnsShareLinkEntity } from './dns-share-link.entity.js'
import { findShare, type FoundShare } from './dns-share.read-model.js'

const HOUR = 3600
/** When a page was opened is kept to this many milliseconds: it asks again and again. */
const OPENED_MILLISECONDS = 60_000

interface DnsSharesParts {
  readonly database: Database
  readonly clock: Clock
  readonly platform: Platform
  readonly limiter: SignInLimiter
  readonly limiters?: LimiterStore
  /** Asks DNS about a domain as soon as it has rested. */
  readonly soon: (domain: DomainRef) => void
}

/** What a link shows. */
export interface Share extends ShownDomain {
  readonly organizationName: string
  readonly expiresAt: string
}

/** Links to a domain's records, for whoever has one: it stands for the right to see these records and nothing else. */
export class DnsShares {
  readonly #checks: readonly { readonly limiter: Limiter; readonly key: keyof DomainRef }[]

  constructor(private readonly parts: DnsSharesParts) {
    const limiters = parts.limiters ?? limiterStore(null)
    const { checksOfDomain, checksOfOrganisation } = DNS_SHARE_LIMITS
    this.#checks = [
      { limiter: limiters({ name: 'shared check', points: checksOfDomain, duration: HOUR }), key: 'domainId' },
      {
        limiter: limiters({ name: 'shared check of organisation', points: checksOfOrganisation, duration: HOUR }),
        key: 'organisationId',
      },
    ]
  }

  /** Null: there is no link with this code, or no longer. RATE_LIMITED after too many wrong ones. */
  async open(code: string, ip: string): Promise<Share | null> {
    const { database, clock, platform, limiter } = this.parts
    const now = clock.now()
    const found = await findShare(database.readInstallation(), hashOfToken(code), now)
    if (!found) {
      await limiter.attempt({ account: `dns share ${ip}`, ip, device: null })
      return null
    }
    const scope = scopeOfDnsShare(found.organisationId)
    const domain = await loadShownDomain(database.read(scope), found.domainId, platform, now)
    if (!domain) return null
    await this.#noteOpened(scope, found, now)
    await this.#ask(found, domain, now)
    const { organizationName, expiresAt } = found
    return { ...domain, organizationName, expiresAt }
  }

  async #noteOpened(scope: TenantScope, { id, openedAt }: FoundShare, now: number): Promise<void> {
    if (openedAt !== null && now - Date.parse(openedAt) < OPENED_MILLISECONDS) return
    await this.parts.database.write(scope, (uow) => uow.of(DnsShareLinkEntity).keep({ id }, { openedAt: isoTime(now) }))
  }

  /** DNS is asked in the rhythm of an open page, but only so often an hour: strangers may have the page open (R-DOM-15). */
  async #ask({ organisationId, domainId }: FoundShare, { lastCheckedAt }: ShownDomain, now: number): Promise<void> {
    if (lastCheckedAt !== null && now - Date.parse(lastCheckedAt) < DNS_SHARE_LIMITS.poll - 1000) return
    const domain = { organisationId, domainId }
    for (const { limiter, key } of this.#checks) {
      try {
        await limiter.consume(domain[key])
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return
        throw refusal
      }
    }
    this.parts.soon(domain)
  }
}
