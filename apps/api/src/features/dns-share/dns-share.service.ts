import { checkEmailEdition, DNS_SHARE_LIMITS, error, hasEnded, type Problem } from '@mailroom/core'
import { isoTime } from '../../adapters/clock.js'
import { nameWithoutEmail } from '../../auth/actor.js'
import { hashOfToken, newToken } from '../../auth/tokens.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { notFound } from '../../graphql/errors.js'
import { Refused, type Written } from '../../graphql/write.js'
import { DomainEntity } from '../domain/domain.entity.js'
import { organisationOf } from '../organisation/organisation-of.read-model.js'
import { DnsShareLinkEntity } from './dns-share-link.entity.js'

/** Makes a link to the records of a domain; the secret is its code. Links that have ended make room. */
export async function createDnsShareLink(uow: UnitOfWork, domainId: string): Promise<Written<DnsShareLinkEntity>> {
  const domain = await uow.of(DomainEntity).get(domainId)
  if (!domain) throw notFound()
  const links = uow.of(DnsShareLinkEntity)
  const now = Date.parse(uow.now)
  const known = await links.find({ domainId })
  const ended = known.filter(({ expiresAt }) => hasEnded(expiresAt, now))
  const { edition } = await organisationOf(uow)
  const problems = [...checkEmailEdition(edition), ...checkDomain(domain), ...checkCount(known.length - ended.length)]
  if (problems.length > 0) throw new Refused(problems)
  for (const { id } of ended) await links.deleteAll({ id })
  const code = newToken()
  const link = await links.insert({
    id: uow.newId('dsl'),
    domainId,
    name: domain.name,
    createdBy: nameWithoutEmail(uow.scope.actor),
    codeHash: hashOfToken(code),
    expiresAt: isoTime(now + DNS_SHARE_LIMITS.lifetime),
    openedAt: null,
  })
  return { entity: link, problems: [], secret: code }
}

/** Takes a link back: it shows nothing from now on. */
export async function revokeDnsShareLink(uow: UnitOfWork, id: string): Promise<void> {
  const links = uow.of(DnsShareLinkEntity)
  const current = await links.get(id)
  if (!current) throw notFound()
  await links.delete(current, current.version)
}

/** The platform's own domains have nothing to publish. */
function checkDomain({ type }: Pick<DomainEntity, 'type'>): Problem[] {
  return type === 'PLATFORM' ? [error('INVALID', ['domainId'])] : []
}

function checkCount(count: number): Problem[] {
  const limit = DNS_SHARE_LIMITS.open
  return count >= limit ? [error('LIMIT_REACHED', [], { key: 'dnsShareLinks', limit, count })] : []
}
