import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { AuditLogArgs } from './audit.input.js'
import { pageOfAuditLog } from './audit.read-model.js'
import { AuditEntryConnection, type AuditEntryType } from './audit.type.js'

/** What was changed, by whom. */
@Resolver(() => OrganisationType)
export class AuditResolver {
  @FieldResolver(() => AuditEntryConnection, {
    description: 'Every change of the configuration, the newest first. FORBIDDEN without audit:view.',
  })
  auditLog(
    @Root() { id }: OrganisationType,
    @Args(() => AuditLogArgs) args: AuditLogArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<AuditEntryType>> {
    caller.enter(id, 'audit:view')
    return pageOfAuditLog(loaders.rows(id), args, caller.may(id, 'routing:email:manage'))
  }
}
