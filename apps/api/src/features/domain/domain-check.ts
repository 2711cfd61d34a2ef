import {
  advanceRotation,
  FIRST_ROTATION,
  isProven,
  judgeRecords,
  missingQuestions,
  nextCheckAt,
  renewedRotation,
  selectorToRenew,
  signingSelector,
  type Claim,
  type DkimRotation,
  type DkimSelector,
  type DnsAnswers,
  type MailDomain,
  type Platform,
  type RecordChange,
  type RecordState,
} from '@mailroom/core'
import { isoTime, type Clock } from '../../adapters/clock.js'
import { askAll, type Dns, type DnsLookup } from '../../adapters/dns/dns-client.js'
import type { Secrets } from '../../adapters/secrets.js'
import type { TenantScope } from '../../auth/tenant-scope.js'
import type { Database } from '../../database/database.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { sealKey, type DkimKeyPair, type DkimKeys } from './dkim-keys.js'
import { DomainEntity, type AskedZone, type DomainRef } from './domain.entity.js'
import type { DomainEvents } from './domain-events.js'
import { loadClaims, loadDomains, loadOtherClaimants, loadParentOwners } from './domain.read-model.js'
import { isReadinessOther, readinessOf, toMailDomain } from './mail-domain.js'
import { auditDomain, auditedStates, boundedValues, keepTimeline, lineAbout, lineOf, noteNews } from './timeline.js'

/** A claim waits for the name as a pending record does: its owner may be gone without a word (R-DOM-3). */
const CLAIM_MILLISECONDS = 60 * 60_000

export interface DomainCheckDeps {
  readonly database: Database
  readonly dns: Dns
  readonly platform: Platform
  readonly clock: Clock
  readonly events: DomainEvents
  readonly secrets: Secrets
  readonly keys: Pick<DkimKeys, 'take' | 'giveBack'>
  /** Whether there is a relay to tell people by. */
  readonly tells: boolean
  /** Is called when DNS was asked. */
  readonly asked?: () => void
}

/** How often the servers of a zone are asked for: they hardly ever change. */
const ZONE_MILLISECONDS = 60 * 60_000

/** What a check has changed for others (R-DOM-3). */
export interface Aftermath {
  /** Domains whose state depends on what was found. */
  readonly askAgain: readonly DomainRef[]
  /** Domains that a subdomain was verified of by another organisation. */
  readonly tell: readonly { readonly parent: DomainRef; readonly subdomain: string }[]
}

/** What a check knows when it stores its result. */
interface Checked {
  readonly answers: DnsAnswers
  /** When it began: what it saw is of then. */
  readonly now: number
  readonly askedVersion: number
  readonly smtpHost: string | null
  readonly dnsZone: AskedZone | null
  readonly watchedSince: number | null
  /** A key pair, where one is due; `use` takes it. */
  readonly pair: { readonly keys: DkimKeyPair; isUsed: boolean } | undefined
}

const NOTHING: Aftermath = { askAgain: [], tell: [] }

/** Asks DNS about a domain and stores what it said. */
export class DomainCheck {
  constructor(private readonly deps: DomainCheckDeps) {}

  /**
   * The answers are judged against the domain as it is when they are stored: what changed meanwhile is not lost.
   * `dueBy`: nothing is asked where the domain is not due by then, for another process has asked.
   */
  async run(
    scope: TenantScope,
    domainId: string,
    watchedSince: number | null,
    signal: AbortSignal,
    dueBy: number | null = null,
  ): Promise<Aftermath> {
    const { clock, database, dns, platform, keys } = this.deps
    const [domain] = await loadDomains(database.read(scope), [domainId])
    if (!domain || (dueBy !== null && !isDue(domain, dueBy))) return NOTHING
    const now = clock.now()
    const [claim = 'NONE'] = await loadClaims(database.readInstallation(), [domain])
    const asked = toMailDomain(domain, claim)
    const lookup = dns.open(domain.name)
    const [answers, dnsZone] = await Promise.all([
      askAll(lookup, (known) => missingQuestions(asked, platform, known, domain.recordStates, now)),
      zoneNow(domain.dnsZone, lookup, now),
    ])
    this.deps.asked?.()
    if (signal.aborted) return NOTHING
    const isKeyDue = selectorToRenew(domain.dkimRotation ?? FIRST_ROTATION, now) !== null
    const [fresh] = isKeyDue ? await keys.take(1) : []
    const pair = fresh && { keys: fresh, isUsed: false }
    const checked: Checked = {
      answers,
      now,
      askedVersion: domain.version,
      smtpHost: domain.smtpHost,
      dnsZone,
      watchedSince,
      pair,
    }
    try {
      const aftermath = await database.write(scope, async (uow) => {
        const current = await uow.of(DomainEntity).get(domainId)
        return current ? this.#store(uow, current, checked) : NOTHING
      })
      this.deps.events.changed(domainId)
      return aftermath
    } finally {
      if (pair && !pair.isUsed) keys.giveBack([pair.keys])
    }
  }

  /** Tells the owner of a parent, where the timeline does not say so already (R-DOM-3). */
  async tellParent(scope: TenantScope, domainId: string, subdomain: string): Promise<void> {
    const { clock, database, events } = this.deps
    await database.write(scope, async (uow) => {
      const parent = await uow.of(DomainEntity).get(domainId)
      if (!parent) return
      await auditDomain(uow, parent, [{ field: 'subdomainVerifiedElsewhere', before: null, after: subdomain }])
      await this.#keep(uow, parent, [lineAbout('SUBDOMAIN_VERIFIED', subdomain, 'VERIFIED', clock.now())])
    })
    events.changed(domainId)
  }

  async #store(uow: UnitOfWork, stored: DomainEntity, checked: Checked): Promise<Aftermath> {
    if (stored.version !== checked.askedVersion) {
      await uow.of(DomainEntity).keep({ id: stored.id }, { nextCheckAt: uow.now })
      return NOTHING
    }
    const { platform } = this.deps
    const { answers, now } = checked
    const [claim = 'NONE'] = await loadClaims(uow.everywhere, [stored])
    const { current, renewed } = await this.#renew(uow, stored, checked)
    const domain = toMailDomain({ ...current, smtpHost: checked.smtpHost }, claim)
    const { states, changes } = judgeRecords(domain, platform, answers, current.recordStates, now)
    const dkimRotation = advanceRotation(current.dkimRotation ?? FIRST_ROTATION, states, now)
    const verifiedName = ownedName(current, claim === 'OWNED_ELSEWHERE', states)
    const readiness = readinessOf(domain, states)
    await uow.of(DomainEntity).keep(
      { id: current.id },
      {
        dkimKeys: current.dkimKeys,
        dkimRotation,
        recordStates: states.map((state) => ({ ...state, found: boundedValues(state.found) })),
        verifiedName,
        dnsZone: checked.dnsZone,
        ...readiness,
        ...this.#times(domain, states, dkimRotation, checked),
      },
    )
    const signs = [stored.dkimRotation ?? FIRST_ROTATION, dkimRotation] as const
    const before = signingSelector(signs[0], stored.recordStates)
    const after = signingSelector(signs[1], states)
    await auditDomain(uow, current, [
      ...auditedStates(changes),
      ...difference('verifiedName', current.verifiedName, verifiedName),
      ...difference('dkimSelector', before, after),
      ...(renewed ? [{ field: 'dkimKeys', before: '***', after: '***' }] : []),
    ])
    await this.#keep(uow, current, [
      ...changes,
      ...dkimLines('NEW_KEY', renewed, states, now),
      ...dkimLines('SIGNING', before === after ? null : after, states, now),
      ...ownershipLines(stored, verifiedName, claim, states, now),
    ])
    if (isReadinessOther(current, readiness)) await renewHealth(uow, { domainId: current.id })
    return verifiedName === current.verifiedName ? NOTHING : aftermathOf(uow, current, verifiedName)
  }

  /** Gives the selector that signed until seven days ago a new key (R-DOM-7). */
  async #renew(
    uow: UnitOfWork,
    stored: DomainEntity,
    { now, pair }: Checked,
  ): Promise<{ readonly current: DomainEntity; readonly renewed: DkimSelector | null }> {
    const rotation = stored.dkimRotation ?? FIRST_ROTATION
    const due = selectorToRenew(rotation, now)
    if (due === null || !pair) return { current: stored, renewed: null }
    const key = await sealKey(this.deps.secrets, uow.organisationId, stored.id, pair.keys, due)
    uow.afterCommit(() => (pair.isUsed = true))
    const dkimKeys = stored.dkimKeys.map((each) => (each.selector === due ? key : each))
    return { current: { ...stored, dkimKeys, dkimRotation: renewedRotation(rotation) }, renewed: due }
  }

  #times(
    domain: MailDomain,
    states: readonly RecordState[],
    { retiresAt }: DkimRotation,
    { watchedSince }: Checked,
  ): Pick<DomainEntity, 'lastCheckedAt' | 'nextCheckAt'> {
    const now = this.deps.clock.now()
    const facts = { now, lastCheckedAt: now, watchedSince, jitter: Math.random(), retiresAt }
    const due = nextCheckAt(domain, states, facts)
    const next = domain.claim === 'OWNED_ELSEWHERE' && due !== null ? Math.min(due, now + CLAIM_MILLISECONDS) : due
    return { lastCheckedAt: isoTime(now), nextCheckAt: next === null ? null : isoTime(next) }
  }

  async #keep(uow: UnitOfWork, domain: DomainEntity, changes: readonly RecordChange[]): Promise<void> {
    await keepTimeline(uow, domain.id, changes)
    if (this.deps.tells) await noteNews(uow, domain, changes)
  }
}

/** The zone as it was, or as DNS says where that is long ago; without an answer what was known stays. */
async function zoneNow(known: AskedZone | null, lookup: DnsLookup, now: number): Promise<AskedZone | null> {
  if (known && now - Date.parse(known.askedAt) < ZONE_MILLISECONDS) return known
  const zone = await lookup.zone()
  return zone ? { ...zone, askedAt: isoTime(now) } : known
}

function isDue({ nextCheckAt }: Pick<DomainEntity, 'nextCheckAt'>, by: number): boolean {
  return nextCheckAt !== null && Date.parse(nextCheckAt) <= by
}

/**
 * The name while this organisation owns it: from its proof, if nobody else holds it, until the proof has failed. The
 * unique index lets one win; the loser's unit runs again and sees that (R-DOM-3).
 */
function ownedName(current: DomainEntity, isElsewhere: boolean, states: readonly RecordState[]): string | null {
  const ownership = ownershipOf(states)
  const isProved = ownership !== undefined && isProven(ownership)
  return isProved && (current.verifiedName !== null || !isElsewhere) ? current.name : null
}

function ownershipOf(states: readonly RecordState[]): RecordState | undefined {
  return states.find(({ key }) => key === 'OWNERSHIP')
}

function difference(field: string, before: string | null, after: string | null) {
  return before === after ? [] : [{ field, before, after }]
}

function dkimLines(
  event: 'NEW_KEY' | 'SIGNING',
  selector: DkimSelector | null,
  states: readonly RecordState[],
  now: number,
): RecordChange[] {
  return states.filter(({ key }) => key === `DKIM:${selector}`).map((state) => lineOf(event, state, now))
}

/** Of a name that several claim it is worth a line of its own whose it is (R-DOM-3). */
function ownershipLines(
  before: DomainEntity,
  verifiedName: string | null,
  claim: Claim,
  states: readonly RecordState[],
  now: number,
): RecordChange[] {
  const ownership = ownershipOf(states)
  if (!ownership || before.verifiedName === verifiedName) return []
  if (verifiedName === null) return [lineOf('OWNERSHIP_LOST', ownership, now)]
  const wasProved = ownershipOf(before.recordStates)?.status === 'VERIFIED'
  return claim !== 'NONE' || wasProved ? [lineOf('OWNERSHIP_GAINED', ownership, now)] : []
}

async function aftermathOf(uow: UnitOfWork, current: DomainEntity, verifiedName: string | null): Promise<Aftermath> {
  const parents = verifiedName === null ? [] : await loadParentOwners(uow.everywhere, current)
  return {
    askAgain: await loadOtherClaimants(uow.everywhere, current),
    tell: parents.map((parent) => ({ parent, subdomain: current.name })),
  }
}
