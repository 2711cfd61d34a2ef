import { setTimeout as delay } from 'node:timers/promises'
import { domainWarnings, type Platform, type Problem } from '@mailroom/core'
import type { Secrets } from '../../adapters/secrets.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound, rateLimited } from '../../graphql/errors.js'
import type { Writes, Written } from '../../graphql/write.js'
import type { CheckLimits } from './check-limits.js'
import { createDomain, parseName } from './create-domain.js'
import { deleteDomain } from './delete-domain.js'
import type { DkimKeyPair, DkimKeys } from './dkim-keys.js'
import { requestDkimRotation, restartVerification } from './domain-commands.js'
import type { DomainRef } from './domain.entity.js'
import type { DomainEvents } from './domain-events.js'
import type { CreateDomainInput, DeleteDomainInput, UpdateDomainInput } from './domain.input.js'
import { loadClaims, loadDomains, loadOtherClaimants, type DomainRow } from './domain.read-model.js'
import type { LookAhead } from './domain-warnings.js'
import { toMailDomain } from './mail-domain.js'
import { BY_PLATFORM } from './sender.js'
import { updateDomain } from './update-domain.js'

/** How long *check now* waits for DNS; what takes longer goes on and is told to the open page. */
const CHECK_MILLISECONDS = 8000

/** The schedule of DNS checks, as far as domains use it. */
export interface DomainSchedule {
  soon(domain: DomainRef): void
  now(domain: DomainRef): Promise<void>
  watch(domain: DomainRef, lastCheckedAt: number | null): () => void
}

export interface DomainServiceDeps {
  readonly database: Database
  readonly writes: Writes
  readonly secrets: Secrets
  readonly platform: Platform
  readonly keys: Pick<DkimKeys, 'take' | 'giveBack'>
  readonly lookAhead: LookAhead
  readonly limits: CheckLimits
  readonly schedule: DomainSchedule
  readonly events: DomainEvents
}

/** What people do with domains. */
export class DomainService {
  constructor(private readonly deps: DomainServiceDeps) {}

  async create(scope: TenantScope, input: CreateDomainInput): Promise<Written<DomainRow>> {
    const { writes, keys, platform } = this.deps
    const type = input.type ?? 'CUSTOM'
    const name = parseName(type, input.name, platform)
    const isCustom = name.ok && type === 'CUSTOM'
    const pairs = isCustom && !input.dryRun ? await keys.take(2) : []
    let isStored = false
    try {
      const hints = isCustom ? await this.#lookAhead(scope, name.value.ascii, input) : []
      return await writes.run(scope, 'createDomain', input, async (uow) => {
        const { entity, problems } = await this.createIn(uow, input, pairs)
        uow.afterCommit(() => (isStored = true))
        return { entity, problems: [...problems, ...hints] }
      })
    } finally {
      if (!isStored) keys.giveBack(pairs)
    }
  }

  /** As `create`, inside a unit that does more. `pairs`: fresh keys, which are the domain's from then on. */
  async createIn(
    uow: UnitOfWork,
    input: CreateDomainInput,
    pairs: readonly DkimKeyPair[],
  ): Promise<Written<DomainRow>> {
    const { row, warnings } = await createDomain(uow, input, pairs, this.deps.platform, this.deps.secrets)
    await this.#afterwards(uow, row)
    return { entity: row, problems: warnings }
  }

  update(scope: TenantScope, input: UpdateDomainInput): Promise<Written<DomainRow>> {
    return this.deps.writes.run(scope, 'updateDomain', input, (uow) => this.updateIn(uow, input))
  }

  /** As `update`, inside a unit that does more. */
  async updateIn(uow: UnitOfWork, input: UpdateDomainInput): Promise<Written<DomainRow>> {
    const written = await updateDomain(uow, input, this.deps.platform)
    uow.afterCommit(() => this.#changed({ organisationId: uow.organisationId, domainId: input.id }))
    return written
  }

  /** The work of a deletion, for the answer that all deletions share. */
  async delete(uow: UnitOfWork, input: DeleteDomainInput): Promise<void> {
    const domain = await deleteDomain(uow, input)
    const others = await loadOtherClaimants(uow.everywhere, domain)
    uow.afterCommit(() => {
      this.deps.events.changed(domain.id)
      others.forEach((other) => this.deps.schedule.soon(other))
    })
  }

  /** Asks DNS now, as often as the limits allow (R-DOM-15). */
  async check(scope: TenantScope, domainId: string): Promise<Written<DomainRow>> {
    const { database, limits } = this.deps
    const domain = await this.#find(scope, domainId)
    if (domain.type === 'PLATFORM') return { entity: domain, problems: [] }
    const of = { organisationId: scope.organisationId, domainId }
    const retryAfter = await limits.take(of)
    if (retryAfter !== undefined) throw rateLimited(retryAfter)
    await this.#askNow(of)
    const checked = await this.#find(scope, domainId)
    const [claim = 'NONE'] = await loadClaims(database.readInstallation(), [checked])
    const problems = domainWarnings(toMailDomain(checked, claim), this.deps.platform, checked.recordStates)
    return { entity: checked, problems }
  }

  /** Another 72 hours for what is not verified (R-DOM-5), and DNS is asked at once. */
  restart(scope: TenantScope, domainId: string): Promise<Written<DomainRow>> {
    return this.deps.writes.run(scope, 'restartVerification', {}, async (uow) => {
      const entity = await restartVerification(uow, domainId)
      uow.afterCommit(() => this.#changed({ organisationId: scope.organisationId, domainId }))
      return { entity, problems: [] }
    })
  }

  /** Signing moves to the other key as soon as DNS shows its record; it is looked for at once (R-DOM-7). */
  async rotateDkimKey(scope: TenantScope, domainId: string): Promise<Written<DomainRow>> {
    let isNew = false
    const written = await this.deps.writes.run(scope, 'rotateDkimKey', {}, async (uow) => {
      const requested = await requestDkimRotation(uow, domainId)
      isNew = requested.isNew
      return { entity: requested.row, problems: [] }
    })
    if (!written.entity || !isNew) return written
    await this.#askNow({ organisationId: scope.organisationId, domainId })
    return { entity: await this.#find(scope, domainId), problems: [] }
  }

  async #askNow(domain: DomainRef): Promise<void> {
    await Promise.race([this.deps.schedule.now(domain), delay(CHECK_MILLISECONDS, undefined, { ref: false })])
  }

  async #find(scope: TenantScope, domainId: string): Promise<DomainRow> {
    const [domain] = await loadDomains(this.deps.database.read(scope), [domainId])
    if (!domain) throw notFound()
    return domain
  }

  async #lookAhead(scope: TenantScope, name: string, input: CreateDomainInput): Promise<readonly Problem[]> {
    const reception = input.reception ?? 'MX'
    const draft = { name, type: 'CUSTOM', reception, mailFromDomain: null, ...BY_PLATFORM } as const
    return this.deps.lookAhead.warn(
      scope.organisationId,
      toMailDomain({ ...draft, ownershipToken: '', dkimKeys: [] }, 'NONE'),
    )
  }

  /** Once it is stored: asks about the new domain, and about what others have of the same name. */
  async #afterwards(uow: UnitOfWork, { organisationId, id, name, type }: DomainRow): Promise<void> {
    if (type === 'PLATFORM') return
    const others = await loadOtherClaimants(uow.everywhere, { organisationId, name })
    const own = { organisationId, domainId: id }
    uow.afterCommit(() => [own, ...others].forEach((domain) => this.deps.schedule.soon(domain)))
  }

  #changed(domain: DomainRef): void {
    this.deps.events.changed(domain.domainId)
    this.deps.schedule.soon(domain)
  }
}
