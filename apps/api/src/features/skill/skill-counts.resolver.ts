import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { countAddresses, countMembers } from '../reference/ability-counts.read-model.js'
import { SkillEntity } from './skill.entity.js'

/** What a skill is used for: counted for all of a page at once. */
@Resolver(() => SkillEntity)
export class SkillCountsResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many members have it, suspended ones included (R-QUE-3). Null without directory:user:view.',
  })
  async memberCount(
    @Root() { organisationId, id }: SkillEntity,
    @Ctx() { caller, loaders }: Context,
  ): Promise<number | null> {
    if (!caller.sees(organisationId, 'directory:user:view')) return null
    const kind = 'members with skill'
    return (await loaders.load(organisationId, kind, id, (rows, ids) => countMembers(rows, 'skill', ids))) ?? 0
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many addresses are routed to a queue with it (R-ADR-7). Null without routing:email:view.',
  })
  async addressCount(
    @Root() { organisationId, id }: SkillEntity,
    @Ctx() { caller, loaders }: Context,
  ): Promise<number | null> {
    if (!caller.sees(organisationId, 'routing:email:view')) return null
    const kind = 'addresses with skill'
    return (await loaders.load(organisationId, kind, id, (rows, ids) => countAddresses(rows, 'skill', ids))) ?? 0
  }
}
