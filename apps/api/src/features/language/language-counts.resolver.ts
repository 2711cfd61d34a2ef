import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { countAddresses, countMembers } from '../reference/ability-counts.read-model.js'
import { LanguageEntity } from './language.entity.js'

/** What a language is used for: counted for all of a page at once. */
@Resolver(() => LanguageEntity)
export class LanguageCountsResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many members speak it, suspended ones included (R-QUE-3). Null without directory:user:view.',
  })
  async memberCount(
    @Root() { organisationId, id }: LanguageEntity,
    @Ctx() { caller, loaders }: Context,
  ): Promise<number | null> {
    if (!caller.sees(organisationId, 'directory:user:view')) return null
    const kind = 'members with language'
    return (await loaders.load(organisationId, kind, id, (rows, ids) => countMembers(rows, 'language', ids))) ?? 0
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many addresses are routed to a queue with it (R-ADR-7). Null without routing:email:view.',
  })
  async addressCount(
    @Root() { organisationId, id }: LanguageEntity,
    @Ctx() { caller, loaders }: Context,
  ): Promise<number | null> {
    if (!caller.sees(organisationId, 'routing:email:view')) return null
    const kind = 'addresses with language'
    return (await loaders.load(organisationId, kind, id, (rows, ids) => countAddresses(rows, 'language', ids))) ?? 0
  }
}
