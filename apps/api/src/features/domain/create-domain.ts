import {
  checkEmailEdition,
  checkLimit,
  checkMailFromSender,
  error,
  parseDomainName,
  parseMailFrom,
  parsePlatformName,
  SENDER_DEFAULT,
  type DomainName,
  type DomainType,
  type Platform,
  type Problem,
  type Result,
} from '@mailroom/core'
import type { Secrets } from '../../adapters/secrets.js'
import { randomBase32 } from '../../database/ids.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { accepted, Checks } from '../../graphql/write.js'
import { renewHealth } from '../address/address-health.read-model.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import { ReservedNameEntity } from '../organisation/organisation.entity.js'
import { sealKey, type DkimKeyPair } from './dkim-keys.js'
import { DomainEntity } from './domain.entity.js'
import type { CreateDomainInput } from './domain.input.js'
import { loadAllDomains, loadClaims, publicRow, type DomainRow } from './domain.read-model.js'
import { isPlatformNameTaken, newDomain } from './new-domain.js'
import { takeSender } from './sender.js'

const SELECTORS = ['mr1', 'mr2'] as const

/** The name that is asked for (R-DOM-2, R-ORG-3). */
export function parseName(type: DomainType, name: string, platform: Platform): Result<DomainName> {
  if (type === 'CUSTOM') return parseDomainName(name, { platformRoot: platform.root }, ['name'])
  const parsed = parsePlatformName(name, platform.root, ['name'])
  return parsed.ok ? { ...parsed, value: { ascii: parsed.value, unicode: parsed.value } } : parsed
}

/** Checks and stores a new domain, with everything that refuses it at once. */
export async function createDomain(
  uow: UnitOfWork,
  input: CreateDomainInput,
  pairs: readonly DkimKeyPair[],
  platform: Platform,
  secrets: Secrets,
): Promise<{ readonly row: DomainRow; readonly warnings: readonly Problem[] }> {
  const type = input.type ?? 'CUSTOM'
  const checks = new Checks()
  const organisation = await organisationOf(uow)
  const domains = await loadAllDomains(uow)
  checks.add(checkEmailEdition(organisation.edition))
  checks.add(checkLimit('domains', organisation.limits.domains, domains.length, []))
  const sender = await takeSender(uow, type, input, SENDER_DEFAULT, checks)
  checks.add(checkMailFromSender(input.mailFromDomain, sender.sender))
  const name = checks.take(parseName(type, input.name, platform))
  const mailFromDomain = name ? checks.take(parseNewMailFrom(type, input, name, domains)) : null
  if (name) checks.add(await checkName(uow, type, name.ascii, domains))
  checks.refuse()

  const { ascii } = accepted(name)
  const [claim = 'NONE'] = await loadClaims(uow.everywhere, [{ organisationId: uow.organisationId, name: ascii }])
  const id = uow.newId('dom')
  const dkimKeys = await Promise.all(
    pairs.map((pair, index) => sealKey(secrets, uow.organisationId, id, pair, SELECTORS[index] ?? 'mr1')),
  )
  const ownershipToken = uow.dryRun || type === 'PLATFORM' ? '' : randomBase32(26)
  const reception = input.reception ?? 'MX'
  const seed = { id, type, name: accepted(name), sender, reception, claim, dkimKeys, ownershipToken }
  const row = newDomain({ ...seed, mailFromDomain: mailFromDomain ?? null, now: uow.now }, platform)
  const domain = await uow.of(DomainEntity).insert(row)
  if (type === 'PLATFORM') await uow.installation(ReservedNameEntity).delete({ kind: 'PLATFORM_NAME', name: ascii })
  await renewHealth(uow, { domainId: id, domainName: ascii })
  return { row: publicRow(domain), warnings: checks.problems }
}

function parseNewMailFrom(
  type: DomainType,
  { mailFromDomain }: CreateDomainInput,
  name: DomainName,
  domains: readonly DomainRow[],
): Result<string | null> {
  if (type === 'PLATFORM' && mailFromDomain?.trim())
    return { ok: false, problems: [error('INVALID', ['mailFromDomain'])] }
  return parseMailFrom(mailFromDomain, name.ascii, { addressDomains: domains.map((own) => own.name) }, [
    'mailFromDomain',
  ])
}

/** Unique in the organisation; a platform name in the installation, one an organisation (R-DOM-3, R-ORG-3). */
async function checkName(
  uow: UnitOfWork,
  type: DomainType,
  name: string,
  domains: readonly DomainRow[],
): Promise<Problem[]> {
  const exists = [error('DOMAIN_EXISTS', ['name'], { found: name })]
  if (domains.some((own) => own.name === name)) return exists
  if (domains.some((own) => own.mailFromDomain === name))
    return [error('MAIL_FROM_IS_DOMAIN', ['name'], { found: name })]
  if (type === 'CUSTOM') return []
  if (domains.some((own) => own.type === 'PLATFORM')) return [error('NOT_UNIQUE', ['type'])]
  return (await isPlatformNameTaken(uow, name)) ? exists : []
}
