import {
  initialStates,
  type Claim,
  type DomainName,
  type DomainType,
  type Platform,
  type Reception,
} from '@mailroom/core'
import type { DomainEntity, StoredDkimKey } from './domain.entity.js'
import { readinessOf, toMailDomain } from './mail-domain.js'

export interface DomainSeed {
  readonly id: string
  readonly type: DomainType
  readonly name: DomainName
  readonly reception: Reception
  readonly mailFromDomain: string | null
  readonly ownershipToken: string
  readonly dkimKeys: readonly StoredDkimKey[]
  readonly claim: Claim
  /** As it is stored. */
  readonly now: string
}

/** The row of a new domain, before DNS was asked: a custom one is due at once, a platform domain is its owner's. */
export function newDomain(seed: DomainSeed, platform: Platform) {
  const { id, type, name, reception, mailFromDomain, ownershipToken, dkimKeys, claim, now } = seed
  const settings = {
    name: name.ascii,
    type,
    sender: 'PLATFORM' as const,
    reception,
    mailFromDomain,
    ownershipToken,
    dkimKeys,
  }
  const domain = toMailDomain(settings, claim)
  const recordStates = initialStates(domain, platform, Date.parse(now))
  const isPlatform = type === 'PLATFORM'
  return {
    id,
    ...settings,
    displayName: name.unicode,
    verifiedName: isPlatform ? name.ascii : null,
    recordStates,
    ...readinessOf(domain, recordStates),
    addressCount: 0,
    lastCheckedAt: null,
    nextCheckAt: isPlatform ? null : now,
  } satisfies Omit<DomainEntity, 'organisationId' | 'version' | 'createdAt' | 'updatedAt'>
}
