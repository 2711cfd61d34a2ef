import {
  isProven,
  judgeRecords,
  missingQuestions,
  nextCheckAt,
  type DnsAnswers,
  type Platform,
  type RecordChange,
  type RecordState,
} from '@mailroom/core'
import { isoTime, type Clock } from '../../adapters/clock.js'
import { askAll, type Dns } from '../../adapters/dns/dns-client.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { AuditEntryEntity, type AuditChange } from '../audit/audit-entry.entity.js'
import { DomainEntity, DomainRecordChangeEntity, type DomainRef } from './domain.entity.js'
import type { DomainEvents } from './domain-events.js'
import { loadClaims, loadDomains, loadOtherClaimants, loadParentOwners } from './domain.read-model.js'
import { isReadinessOther, readinessOf, toMailDomain } from './mail-domain.js'

/** A claim waits for the name as a pending record does: its owner may be gone without a word (R-DOM-3). */
const CLAIM_MILLISECONDS = 60 * 60_000
/** Stored values of one record: more is shown to nobody. */
const VALUES_KEPT = 20
const LONGEST_KEPT = 1024

export interface DomainCheckDeps {
  readonly database: Database
  readonly dns: Dns
  readonly platform: Platform
  readonly clock: Clock
  readonly events: DomainEvents
}

/** What a check has changed for others (R-DOM-3). */
export interface Aftermath {
  /** Domains whose state depends on what was found. */
  readonly askAgain: readonly DomainRef[]
  /** Domains that a subdomain was verified of by another organisation. */
  readonly tell: readonly { readonly parent: DomainRef; readonly subdomain: string }[]
}

const NOTHING: Aftermath = { askAgain: [], tell: [] }

/** Asks DNS about a domain and stores what it said. */
export class DomainCheck {
  constructor(private readonly deps: DomainCheckDeps) {}

  /** The answers are judged against the domain as it is when they are stored: what changed meanwhile is not lost. */
  async run(
    scope: TenantScope,
    domainId: string,
    watchedSince: number | null,
    signal: AbortSignal,
  ): Promise<Aftermath> {
    const { database, dns, platform } = this.deps
    const [domain] = await loadDomains(database.read(scope), [domainId])
    if (!domain) return NOTHING
    const [claim = 'NONE'] = await loadClaims(database.readInstallation(), [domain])
    const asked = toMailDomain(domain, claim)
    const answers = await askAll(dns.open(domain.name), (known) => missingQuestions(asked, platform, known))
    if (signal.aborted) return NOTHING
    const aftermath = await database.write(scope, async (uow) => {
      const current = await uow.of(DomainEntity).get(domainId)
      return current ? this.#store(uow, current, answers, domain.version, watchedSince) : NOTHING
    })
    this.deps.events.changed(domainId)
    return aftermath
  }

  /** Told by an audit entry that shows the subdomain (R-DOM-3). */
  async tellParent(scope: TenantScope, domainId: string, subdomain: string): Promise<void> {
    await this.deps.database.write(scope, (uow) =>
      audit(uow, domainId, [{ field: 'subdomainVerifiedElsewhere', before: null, after: subdomain }]),
    )
  }

  async #store(
    uow: UnitOfWork,
    current: DomainEntity,
    answers: DnsAnswers,
    askedVersion: number,
    watchedSince: number | null,
  ): Promise<Aftermath> {
    const { clock, platform } = this.deps
    if (current.version !== askedVersion) {
      await uow.of(DomainEntity).keep({ id: current.id }, { nextCheckAt: uow.now })
      return NOTHING
    }
    const now = clock.now()
    const [claim = 'NONE'] = await loadClaims(uow, [current])
    const domain = toMailDomain(current, claim)
    const { states, changes } = judgeRecords(domain, platform, answers, current.recordStates, now)
    const verifiedName = ownedName(current, claim === 'OWNED_ELSEWHERE', states)
    const due = nextCheckAt(domain, states, { now, lastCheckedAt: now, watchedSince, jitter: Math.random() })
    const next = claim === 'OWNED_ELSEWHERE' && due !== null ? Math.min(due, now + CLAIM_MILLISECONDS) : due
    const readiness = readinessOf(domain, states)
    await uow.of(DomainEntity).keep(
      { id: current.id },
      {
        recordStates: states.map(bounded),
        verifiedName,
        ...readiness,
        lastCheckedAt: isoTime(now),
        nextCheckAt: next === null ? null : isoTime(next),
      },
    )
    await recordChanges(uow, current, changes, verifiedName)
    if (isReadinessOther(current, readiness)) await renewHealth(uow, { domainId: current.id })
    if (verifiedName === current.verifiedName) return NOTHING
    const parents = verifiedName === null ? [] : await loadParentOwners(uow, current)
    return {
      askAgain: await loadOtherClaimants(uow, current),
      tell: parents.map((parent) => ({ parent, subdomain: current.name })),
    }
  }
}

/**
 * The name while this organisation owns it: from its proof, if nobody else holds it, until the proof has failed. The
 * unique index lets one win; the loser's unit runs again and sees that (R-DOM-3).
 */
function ownedName(current: DomainEntity, isElsewhere: boolean, states: readonly RecordState[]): string | null {
  const ownership = states.find(({ key }) => key === 'OWNERSHIP')
  const isProved = ownership !== undefined && isProven(ownership)
  return isProved && (current.verifiedName !== null || !isElsewhere) ? current.name : null
}

function bounded(state: RecordState): RecordState {
  return { ...state, found: boundedValues(state.found) }
}

function boundedValues(values: readonly string[]): string[] {
  return values.slice(0, VALUES_KEPT).map((value) => value.slice(0, LONGEST_KEPT).replaceAll('\0', '\uFFFD'))
}

/** Each change of a state: one row of the timeline, and together one audit entry (R-DOM-15). */
async function recordChanges(
  uow: UnitOfWork,
  domain: DomainEntity,
  changes: readonly RecordChange[],
  verifiedName: string | null,
): Promise<void> {
  for (const { key, from, to, found, foundAt, source, at } of changes)
    await uow.of(DomainRecordChangeEntity).insert({
      id: uow.newId('rec'),
      domainId: domain.id,
      ...{ key, from, to, found: boundedValues(found), foundAt, source, at: isoTime(at) },
    })
  const owned = { field: 'verifiedName', before: domain.verifiedName, after: verifiedName }
  const states = changes.map(({ key, from, to }) => ({ field: key, before: from, after: to }))
  const all = owned.before === owned.after ? states : [...states, owned]
  if (all.length > 0) await audit(uow, domain.id, all)
}

/** What *restart* made of the records. */
export async function recordRestart(
  uow: UnitOfWork,
  domain: DomainEntity,
  states: readonly RecordState[],
): Promise<void> {
  const at = Date.parse(uow.now)
  const changes = states.flatMap(({ key, status, found, foundAt, source }) => {
    const from = domain.recordStates.find((state) => state.key === key)?.status ?? status
    return from === status ? [] : [{ key, from, to: status, found, foundAt, source, at }]
  })
  await recordChanges(uow, domain, changes, domain.verifiedName)
}

async function audit(uow: UnitOfWork, domainId: string, changes: readonly AuditChange[]): Promise<void> {
  await uow.of(AuditEntryEntity).insert({
    id: uow.newId('aud'),
    at: uow.now,
    userId: uow.scope.userId,
    action: 'UPDATED',
    entityType: 'domain',
    entityId: domainId,
    changes,
  })
}
