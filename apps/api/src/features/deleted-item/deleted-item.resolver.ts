import type { Permission } from '@mailroom/core'
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../adapters/clock.js'
import { PageArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { RESTORABLE, type RestorableType } from './deleted-item.entity.js'
import { pageOfDeletedItems } from './deleted-item.read-model.js'
import { DeletedItemConnection, type DeletedItemType } from './deleted-item.type.js'

/** Who may delete and restore. */
const PERMISSIONS: Readonly<Record<RestorableType, Permission>> = {
  EmailAddress: 'routing:email:manage',
  Queue: 'routing:queue:manage',
  Flow: 'flow:manage',
  Skill: 'routing:skill:manage',
  Language: 'routing:skill:manage',
  CannedResponse: 'responses:manage',
}

@Resolver(() => OrganisationType)
export class DeletedItemsResolver {
  constructor(private readonly clock: Clock) {}

  @FieldResolver(() => DeletedItemConnection, {
    description:
      'What can be restored, what was deleted last first: of the types that the caller may delete (R-DEL-1).',
  })
  deletedItems(
    @Root() { id }: OrganisationType,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<DeletedItemType>> {
    caller.enter(id, null)
    const types = RESTORABLE.filter((type) => caller.may(id, PERMISSIONS[type]))
    return pageOfDeletedItems(loaders.rows(id), args, types, this.clock.now())
  }
}
