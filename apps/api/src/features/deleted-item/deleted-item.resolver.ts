import type { Permission } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../adapters/clock.js'
import type { Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { RESTORABLE, type RestorableType } from './deleted-item.entity.js'
import { findDeletedItem, pageOfDeletedItems } from './deleted-item.read-model.js'
import { DeletedItemConnection, DeletedItemsArgs, DeletedItemType } from './deleted-item.type.js'

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
    @Args(() => DeletedItemsArgs) args: DeletedItemsArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<DeletedItemType>> {
    caller.enter(id, null)
    return pageOfDeletedItems(loaders.rows(id), args, shownTo(caller, id), this.clock.now())
  }

  @FieldResolver(() => DeletedItemType, {
    nullable: true,
    description: 'Something that was deleted and can be restored; null: it is not, or the caller may not (R-DEL-1).',
  })
  async deletedItem(
    @Root() organisation: OrganisationType,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<DeletedItemType | null> {
    caller.enter(organisation.id, null)
    const types = shownTo(caller, organisation.id)
    return (await findDeletedItem(loaders.rows(organisation.id), id, types, this.clock.now())) ?? null
  }
}

function shownTo(caller: Context['caller'], organisationId: string): RestorableType[] {
  return RESTORABLE.filter((type) => caller.may(organisationId, PERMISSIONS[type]))
}
