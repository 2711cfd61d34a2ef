import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../database/database.js'
import { loadNamed, PageArgs, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { runDelete } from '../../graphql/delete.js'
import { notFound } from '../../graphql/errors.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { toProblems } from '../../graphql/problem.type.js'
import { whenReady, type Ready } from '../../graphql/when-ready.js'
import type { Writes, Written } from '../../graphql/write.js'
import type { MemberEntity } from '../access/access.entity.js'
import { MemberConnection } from '../access/member.type.js'
import { LanguageEntity } from '../language/language.entity.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { SkillEntity } from '../skill/skill.entity.js'
import { QueueEntity } from './queue.entity.js'
import { CreateQueueInput, UpdateQueueInput } from './queue.input.js'
import { pageOfQueueMembers } from './queue.read-model.js'
import { createQueue, deleteQueue, updateQueue } from './queue.service.js'
import { QueueConnection, QueuePayload, QueueRoutingType } from './queue.type.js'

@Resolver(() => QueueEntity)
export class QueueResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
  ) {}

  @FieldResolver(() => MemberConnection, { description: 'Who takes interactions from it, by name.' })
  members(
    @Root() queue: QueueEntity,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<MemberEntity>> {
    caller.enter(queue.organisationId, 'routing:queue:view')
    return pageOfQueueMembers(loaders.rows(queue.organisationId), queue, args)
  }

  @Mutation(() => QueuePayload, { description: 'Makes a queue.' })
  async createQueue(
    @Arg('input', () => CreateQueueInput, { description: 'The queue.' }) input: CreateQueueInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<QueuePayload> {
    const scope = caller.enter(input.organizationId, 'routing:queue:manage')
    return toPayload(await this.writes.run(scope, 'createQueue', input, (uow) => createQueue(uow, input)), locale)
  }

  @Mutation(() => QueuePayload, { description: 'Changes a queue and who takes interactions from it.' })
  async updateQueue(
    @Arg('input', () => UpdateQueueInput, { description: 'The changes.' }) input: UpdateQueueInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<QueuePayload> {
    const scope = caller.enterBy('que', input.id, 'routing:queue:manage')
    return toPayload(await this.writes.run(scope, 'updateQueue', input, (uow) => updateQueue(uow, input)), locale)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a queue that nothing leads to; else IN_USE (R-ADR-10).' })
  deleteQueue(
    @Arg('input', () => DeleteEntityInput, { description: 'The queue.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('que', input.id, 'routing:queue:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteQueue(uow, input))
  }
}

@Resolver(() => OrganisationType)
export class OrganisationQueuesResolver {
  @FieldResolver(() => QueueConnection, { description: 'By name; search: prefix of it.' })
  queues(
    @Root() organisation: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<QueueEntity>> {
    caller.enter(organisation.id, 'routing:queue:view')
    return loadNamed<QueueEntity>(loaders.rows(organisation.id), 'queue', args)
  }

  @FieldResolver(() => QueueEntity, {
    nullable: true,
    description: 'Null: there is none, or the caller may not see it.',
  })
  async queue(
    @Root() organisation: OrganisationType,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<QueueEntity | null> {
    if (!caller.sees(organisation.id, 'routing:queue:view')) return null
    return loaders.row<QueueEntity>(organisation.id, 'queue', id)
  }
}

/** Where addresses and flows lead to: names need no permission of their own (R-ORG-4). */
@Resolver(() => QueueRoutingType)
export class QueueRoutingResolver {
  @FieldResolver(() => QueueEntity, { description: 'The queue.' })
  queue(@Root() routing: QueueRoutingType, @Ctx() { loaders }: Context): Ready<QueueEntity> {
    const { organisationId, queueId, companions } = routing
    return whenReady(companions?.(), (known) => {
      const queue = known?.queue(queueId) ?? loaders.row<QueueEntity>(organisationId, 'queue', queueId)
      return whenReady(queue, there)
    })
  }

  @FieldResolver(() => [SkillEntity], { description: 'Skills that the agent needs.' })
  skills(@Root() routing: QueueRoutingType, @Ctx() { loaders }: Context): Ready<SkillEntity[]> {
    const { organisationId, skillIds, companions } = routing
    const load = (id: string) => loaders.row<SkillEntity>(organisationId, 'skill', id)
    return whenReady(companions?.(), (known) => {
      const skills = skillIds.map((id) => known?.skill(id))
      if (skills.every((skill) => skill !== undefined)) return skills
      const loading = skillIds.map(async (id, index) => skills[index] ?? load(id))
      return Promise.all(loading).then((found) => found.filter((skill) => skill !== null))
    })
  }

  @FieldResolver(() => LanguageEntity, { nullable: true, description: 'The language that the agent speaks.' })
  language(@Root() routing: QueueRoutingType, @Ctx() { loaders }: Context): Ready<LanguageEntity | null> {
    const { organisationId, languageId, companions } = routing
    if (languageId === null) return null
    return whenReady(
      companions?.(),
      (known) => known?.language(languageId) ?? loaders.row<LanguageEntity>(organisationId, 'language', languageId),
    )
  }
}

function there<T>(row: T | null): T {
  if (row === null) throw notFound()
  return row
}

function toPayload({ entity, problems }: Written<QueueEntity>, locale: Context['locale']): QueuePayload {
  return { queue: entity, problems: toProblems(problems, locale) }
}
