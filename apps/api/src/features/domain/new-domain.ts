import {
  error,
  initialStates,
  type Claim,
  type DomainName,
  type DomainType,
  type Platform,
  type Reception,
} from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { Refused } from '../../graphql/write.js'
import { ReservedNameEntity } from '../organisation/organisation.entity.js'
import { DomainEntity, type StoredDkimKey } from './domain.entity.js'
import { loadClaims } from './domain.read-model.js'
import { readinessOf, toMailDomain } from './mail-domain.js'
import { BY_PLATFORM, type SenderColumns } from './sender.js'

export interface DomainSeed {
  readonly id: string
  readonly type: DomainType
  readonly name: DomainName
  readonly sender: SenderColumns
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
  const { id, type, name, sender, reception, mailFromDomain, ownershipToken, dkimKeys, claim, now } = seed
  const settings = {
    name: name.ascii,
    type,
    ...sender,
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
    dkimRotation: null,
    dnsZone: null,
    verifiedName: isPlatform ? name.ascii : null,
    recordStates,
    ...readinessOf(domain, recordStates),
    addressCount: 0,
    lastCheckedAt: null,
    nextCheckAt: isPlatform ? null : now,
  } satisfies Omit<DomainEntity, 'organisationId' | 'version' | 'createdAt' | 'updatedAt'>
}

/** The platform domain of a new organisation; refused where its name is, or was lately, another's (R-ORG-3). */
export async function addPlatformDomain(uow: UnitOfWork, name: string, platform: Platform): Promise<void> {
  if (await isPlatformNameTaken(uow, name)) throw new Refused([error('NOT_UNIQUE', ['slug'])])
  const seed = { id: uow.newId('dom'), type: 'PLATFORM', name: { ascii: name, unicode: name }, now: uow.now } as const
  const settings = { reception: 'MX', mailFromDomain: null, ownershipToken: '', dkimKeys: [], claim: 'NONE' } as const
  const sender = BY_PLATFORM
  await uow.of(DomainEntity).insert(newDomain({ ...seed, ...settings, sender }, platform))
}

/** Whether a platform name is another organisation's, or was less than 90 days ago (R-ORG-3). */
export async function isPlatformNameTaken(uow: UnitOfWork, name: string): Promise<boolean> {
  const [claim] = await loadClaims(uow.everywhere, [{ organisationId: uow.organisationId, name }])
  if (claim === 'OWNED_ELSEWHERE') return true
  const reserved = await uow.installation(ReservedNameEntity).get({ kind: 'PLATFORM_NAME', name })
  return reserved !== null && reserved.organisationId !== uow.organisationId && reserved.reservedUntil > uow.now
}
