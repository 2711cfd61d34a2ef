import { normaliseHost } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql'
import { PageArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { notFound } from '../../graphql/errors.js'
import type { Ready } from '../../graphql/when-ready.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import type { FeedContext } from './domain-feed.js'
import { findDomain, loadAllDomains, loadDomains, type DomainRow } from './domain.read-model.js'
import { EmailDomainType } from './domain.type.js'
import { RecordChangeConnectionType, type RecordChangeType } from './record-change.type.js'
import { loadTimeline } from './timeline.read-model.js'

interface Watching {
  readonly args: { readonly domainId: string }
  readonly context: Context & FeedContext
}

/** The domains of an organisation, and the news of one. */
@Resolver(() => OrganisationType)
export class OrganisationDomainsResolver {
  @FieldResolver(() => [EmailDomainType], { description: 'All domains, the oldest first.' })
  domains(@Root() { id }: OrganisationType, @Ctx() { caller, loaders }: Context): Ready<DomainRow[]> {
    caller.enter(id, 'routing:email:view')
    return loaders.once(id, 'domains', loadAllDomains)
  }

  @FieldResolver(() => EmailDomainType, {
    nullable: true,
    description: 'The domain of this name; null: there is none.',
  })
  async domain(
    @Root() { id }: OrganisationType,
    @Arg('name', () => String, { description: 'Its name, in A-label or Unicode form.' }) name: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<DomainRow | null> {
    if (!caller.sees(id, 'routing:email:view')) return null
    const host = normaliseHost(name, [])
    return (host.ok && (await findDomain(loaders.rows(id), host.value.ascii))) || null
  }

  @FieldResolver(() => RecordChangeConnectionType, {
    description: 'What happened lately: changes of records of all domains, the latest first (R-DOM-15).',
  })
  async recordChanges(
    @Root() { id }: OrganisationType,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<RecordChangeType>> {
    caller.enter(id, 'routing:email:view')
    return loadTimeline(loaders.rows(id), args, {})
  }

  @Subscription(() => EmailDomainType, {
    description:
      'The domain at each change of its settings and after each check; checks are frequent meanwhile (R-DOM-15).',
    subscribe: async ({ args, context }: Watching) => context.domainFeed.follow(await load(args.domainId, context)),
  })
  domainChanged(
    @Root() changed: string,
    @Arg('domainId', () => ID, { description: 'The domain.' }) _domainId: string,
    @Ctx() context: Context,
  ): Promise<DomainRow> {
    return load(changed, context)
  }
}

async function load(domainId: string, { caller, loaders }: Context): Promise<DomainRow> {
  const scope = caller.enterBy('dom', domainId, 'routing:email:view')
  const [domain] = await loadDomains(loaders.rows(scope.organisationId), [domainId])
  if (!domain) throw notFound()
  return domain
}
