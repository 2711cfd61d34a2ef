import type { Locale } from '@mailroom/messages'
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../adapters/clock.js'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblem, toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { toDnsProvider } from '../domain/dns-provider.type.js'
import type { DomainRow } from '../domain/domain.read-model.js'
import { EmailDomainType } from '../domain/domain.type.js'
import type { DnsShareLinkEntity } from './dns-share-link.entity.js'
import { CreateDnsShareLinkInput } from './dns-share.input.js'
import { loadShareLinks } from './dns-share.read-model.js'
import { createDnsShareLink, revokeDnsShareLink } from './dns-share.service.js'
import { DnsShareLinkPayload, DnsShareLinkType, DnsShareType } from './dns-share.type.js'
import type { DnsShares, Share } from './dns-shares.js'

export interface DnsShareResolverDeps {
  readonly database: Database
  readonly writes: Writes
  readonly shares: DnsShares
  readonly clock: Clock
  /** The address of the console, without a slash at its end: from the configuration, never from a request. */
  readonly url: () => string
}

/** Links to a domain's records: made by whoever manages it, opened by whoever has one. */
@Resolver(() => EmailDomainType)
export class DnsShareResolver {
  constructor(private readonly deps: DnsShareResolverDeps) {}

  @Query(() => DnsShareType, {
    nullable: true,
    description:
      'For whoever has a link to a domain’s records, signed in or not. Null: there is no such link, or no longer. While it is asked, DNS is asked every 10 s, at most 60 times an hour a domain (R-DOM-15).',
  })
  async dnsShare(
    @Arg('code', () => String, { description: 'The code in the link.' }) code: string,
    @Ctx() { ip, locale }: Context,
  ): Promise<DnsShareType | null> {
    const share = await this.deps.shares.open(code, ip)
    return share && toShare(share, locale)
  }

  @FieldResolver(() => [DnsShareLinkType], {
    description: 'Links to its records that work, the newest first; at most 20.',
  })
  async dnsShareLinks(
    @Root() { id, organisationId }: DomainRow,
    @Ctx() { loaders }: Context,
  ): Promise<DnsShareLinkType[]> {
    const now = this.deps.clock.now()
    const links = await loaders.load(organisationId, 'dns share', id, (rows, ids) => loadShareLinks(rows, ids, now))
    return (links ?? []).map(toLink)
  }

  @Mutation(() => DnsShareLinkPayload, {
    description:
      'Makes a link that shows the records of a domain, and their state, to whoever has it, for 7 days. Problems: EDITION_WITHOUT_EMAIL, INVALID for a platform domain, LIMIT_REACHED at 20 links of a domain.',
  })
  async createDnsShareLink(
    @Arg('input', () => CreateDnsShareLinkInput, { description: 'The link.' }) input: CreateDnsShareLinkInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DnsShareLinkPayload> {
    const scope = caller.enterBy('dom', input.domainId, 'routing:email:manage')
    const { entity, problems, secret } = await this.deps.writes.run(scope, 'createDnsShareLink', input, (uow) =>
      createDnsShareLink(uow, input.domainId),
    )
    const code = entity !== null && secret !== undefined && !input.dryRun ? secret : null
    return {
      dnsShareLink: entity && toLink(entity),
      link: code && linkOf(this.deps.url(), code),
      code,
      problems: toProblems(problems, locale),
    }
  }

  @Mutation(() => DeletePayload, { description: 'Takes a link back: it shows nothing from now on.' })
  revokeDnsShareLink(
    @Arg('id', () => ID, { description: 'The link.' }) id: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('dsl', id, 'routing:email:manage')
    return runDelete(this.deps.database, scope, { id }, locale, (uow) => revokeDnsShareLink(uow, id))
  }
}

/** The code is in the fragment, so that it reaches no log of what stands between, and no other site. */
function linkOf(url: string, code: string): string {
  return `${url}/dns#code=${code}`
}

function toLink({ id, createdBy, createdAt, expiresAt, openedAt }: DnsShareLinkEntity): DnsShareLinkType {
  return {
    ...{ id, createdBy, createdAt: new Date(createdAt), expiresAt: new Date(expiresAt) },
    openedAt: openedAt === null ? null : new Date(openedAt),
  }
}

function toShare(share: Share, locale: Locale): DnsShareType {
  return {
    organizationName: share.organizationName,
    domainName: share.name,
    domainDisplayName: share.displayName,
    records: share.records.map((record) => ({ ...record, hint: record.hint && toProblem(record.hint, locale) })),
    zoneFile: share.zoneFile,
    dnsZone: share.zone,
    dnsProvider: toDnsProvider(share.provider),
    lastCheckedAt: share.lastCheckedAt === null ? null : new Date(share.lastCheckedAt),
    expiresAt: new Date(share.expiresAt),
  }
}
