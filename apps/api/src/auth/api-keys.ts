import { createHash, timingSafeEqual } from 'node:crypto'
import { parseApiKey } from '@mailroom/core'
import { isoTime, type Clock } from '../adapters/clock.js'
import type { Database } from '../database/database.js'
import { findApiKey, type StoredApiKey } from '../database/directory.js'
import { ApiKeyEntity } from '../features/api-key/api-key.entity.js'
import { refusedCaller } from '../graphql/errors.js'
import type { KeyLimiter } from './key-limiter.js'
import type { Principal } from './principal.js'
import { TenantScope } from './tenant-scope.js'

const MINUTE = 60_000
/** How long a key may be remembered: revoking bites within a second. */
const REMEMBERED = 1_000
const REMEMBERED_AT_MOST = 10_000

interface Remembered {
  readonly at: number
  readonly principal: Promise<Principal | null>
}

/** API keys: looked up by their id, proved by the SHA-256 of the whole key. */
export class ApiKeys {
  private readonly remembered = new Map<string, Remembered>()
  private readonly touching = new Map<string, Promise<void>>()

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly limiter: KeyLimiter,
  ) {}

  /**
   * Who the `Authorization` header speaks for; UNAUTHENTICATED: nobody, or no longer. RATE_LIMITED after too many wrong
   * ones from the address; a key that was right lately is let through, so that nobody is locked out by a neighbour.
   */
  async authenticate(header: string, ip: string): Promise<Principal> {
    const key = /^bearer +(\S+)$/i.exec(header)?.[1] ?? ''
    const hash = hashOfKey(key)
    const wasRight = (await this.remembered.get(hash)?.principal) != null
    if (!wasRight) await this.limiter.check(ip)
    const principal = await this.find(key, hash)
    if (principal) return principal
    await this.limiter.failed(ip)
    throw refusedCaller()
  }

  /** After a key was revoked or rolled. */
  forget(): void {
    this.remembered.clear()
  }

  /** Waits until the times of the last uses are stored. */
  async idle(): Promise<void> {
    await Promise.all(this.touching.values())
  }

  private find(key: string, hash: string): Promise<Principal | null> {
    const parts = parseApiKey(key)
    if (!parts) return Promise.resolve(null)
    const now = this.clock.now()
    const known = this.remembered.get(hash)
    if (known && now - known.at < REMEMBERED && now >= known.at) return known.principal
    const principal = this.load(parts.id, hash, now)
    if (this.remembered.size >= REMEMBERED_AT_MOST) this.remembered.clear()
    this.remembered.set(hash, { at: now, principal })
    return principal
  }

  private async load(keyId: string, hash: string, now: number): Promise<Principal | null> {
    const stored = await findApiKey(this.database.readInstallation(), keyId)
    if (!stored || !stored.apiKey.held || !fits(stored, hash, now)) return null
    const { apiKey, organisationId, isSuspended } = stored
    this.touch(stored, now)
    const { id, held } = apiKey
    return {
      person: null,
      apiKey,
      isOperator: false,
      sessionHash: null,
      isProvenLately: true,
      grants: new Map([
        [organisationId, { organisationId, isSuspended, memberId: id, roleId: id, permissions: new Set(held) }],
      ]),
    }
  }

  /** Stores the time of the use, at most once a minute, while the request goes on. A failure loses that time alone. */
  private touch({ organisationId, apiKey: { id, lastUsedAt } }: StoredApiKey, now: number): void {
    if (lastUsedAt !== null && now - Date.parse(lastUsedAt) <= MINUTE) return
    if (this.touching.has(id)) return
    const touched = this.database
      .write(TenantScope.issue(organisationId, null), (uow) =>
        uow.of(ApiKeyEntity).keep({ id }, { lastUsedAt: isoTime(now) }),
      )
      .catch(() => undefined)
      .finally(() => this.touching.delete(id))
    this.touching.set(id, touched)
  }
}

/** What is stored of a key, in hex. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** The secret, or that of before the last roll during its overlap; both compared in constant time. */
function fits({ secretHash, previousHash, previousUntil, apiKey }: StoredApiKey, hash: string, now: number): boolean {
  const isCurrent = isEqual(secretHash, hash)
  const isPrevious = isEqual(previousHash ?? '', hash)
  const inOverlap = previousUntil !== null && now < Date.parse(previousUntil)
  return now < Date.parse(apiKey.expiresAt) && (isCurrent || (isPrevious && inOverlap))
}

function isEqual(stored: string, given: string): boolean {
  const [a, b] = [Buffer.from(stored), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
