import { flowReferences, lintFlow } from '@mailroom/core'
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Database } from '../../database/database.js'
import { PageArgs, SearchArgs, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { notFound } from '../../graphql/errors.js'
import { runDelete } from '../../graphql/delete.js'
import { DeleteEntityInput } from '../../graphql/inputs.js'
import { DeletePayload } from '../../graphql/payload.type.js'
import { ProblemType, toProblems } from '../../graphql/problem.type.js'
import { USES_SHOWN, type Writes, type Written } from '../../graphql/write.js'
import { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import { LanguageEntity } from '../language/language.entity.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { SkillEntity } from '../skill/skill.entity.js'
import type { FlowEntity } from './flow.entity.js'
import { CreateFlowInput, PublishFlowInput, UnpublishFlowInput, UpdateFlowInput } from './flow.input.js'
import { pageOfVersions } from './flow-version.read-model.js'
import { loadFlows, pageOfFlows } from './flow.read-model.js'
import { createFlow, deleteFlow, publishFlow, unpublishFlow, updateFlow } from './flow.service.js'
import { toDefinition } from './to-definition.js'
import {
  FlowActionType,
  FlowConnection,
  FlowDefinitionType,
  FlowPayload,
  FlowState,
  FlowType,
  FlowVersionConnection,
  type FlowVersionType,
  ScheduleType,
} from './flow.type.js'
import { loadAgents, loadReferenceFacts } from './reference-facts.read-model.js'

@Resolver(() => FlowType)
export class FlowResolver {
  constructor(
    private readonly database: Database,
    private readonly writes: Writes,
  ) {}

  @FieldResolver(() => FlowState, { description: 'Whether addresses can use it (R-FLO-4).' })
  state(@Root() flow: FlowType): FlowState {
    return flow.publishedVersion === null ? FlowState.DRAFT : FlowState.PUBLISHED
  }

  @FieldResolver(() => FlowDefinitionType, { description: 'What is being worked on.' })
  async draft(@Root() flow: FlowType, @Ctx() context: Context): Promise<FlowDefinitionType> {
    return toDefinition((await wholeOf(flow, context)).draft, flow.organisationId)
  }

  @FieldResolver(() => FlowDefinitionType, {
    nullable: true,
    description: 'What addresses use; null: never published.',
  })
  async published(@Root() flow: FlowType, @Ctx() context: Context): Promise<FlowDefinitionType | null> {
    const { published } = await wholeOf(flow, context)
    return published && toDefinition(published, flow.organisationId)
  }

  @FieldResolver(() => FlowVersionConnection, { description: 'Every version that was published, the newest first.' })
  async versions(
    @Root() flow: FlowType,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<FlowVersionType>> {
    caller.enter(flow.organisationId, 'flow:view')
    return pageOfVersions(loaders.rows(flow.organisationId), flow.id, args)
  }

  @FieldResolver(() => [ProblemType], {
    description: 'What is wrong with the draft though it may be published (R-FLO-5).',
  })
  async lint(@Root() flow: FlowType, @Ctx() context: Context): Promise<ProblemType[]> {
    const { draft } = await wholeOf(flow, context)
    const rows = context.loaders.rows(flow.organisationId)
    const references = flowReferences(draft)
    const facts = await loadReferenceFacts(rows, references, await loadAgents(rows, references.queueIds))
    return toProblems(lintFlow(draft, facts), context.locale)
  }

  @Mutation(() => FlowPayload, { description: 'Makes a flow, as a draft.' })
  async createFlow(
    @Arg('input', () => CreateFlowInput, { description: 'The flow.' }) input: CreateFlowInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<FlowPayload> {
    const scope = caller.enter(input.organizationId, 'flow:manage')
    return toPayload(await this.writes.run(scope, 'createFlow', input, (uow) => createFlow(uow, input)), locale)
  }

  @Mutation(() => FlowPayload, { description: 'Changes name and draft of a flow; what is published stays.' })
  async updateFlow(
    @Arg('input', () => UpdateFlowInput, { description: 'The changes.' }) input: UpdateFlowInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<FlowPayload> {
    const scope = caller.enterBy('flw', input.id, 'flow:manage')
    return toPayload(await this.writes.run(scope, 'updateFlow', input, (uow) => updateFlow(uow, input)), locale)
  }

  @Mutation(() => FlowPayload, { description: 'Publishes the draft; addresses use it from now on (R-FLO-4).' })
  async publishFlow(
    @Arg('input', () => PublishFlowInput, { description: 'The flow.' }) input: PublishFlowInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<FlowPayload> {
    const scope = caller.enterBy('flw', input.id, 'flow:publish')
    return toPayload(await this.writes.run(scope, 'publishFlow', input, (uow) => publishFlow(uow, input)), locale)
  }

  @Mutation(() => FlowPayload, {
    description: 'Takes back what is published; IN_USE while an address leads to the flow (R-FLO-4).',
  })
  async unpublishFlow(
    @Arg('input', () => UnpublishFlowInput, { description: 'The flow.' }) input: UnpublishFlowInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<FlowPayload> {
    const scope = caller.enterBy('flw', input.id, 'flow:publish')
    return toPayload(await this.writes.run(scope, 'unpublishFlow', input, (uow) => unpublishFlow(uow, input)), locale)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a flow that no address leads to; else IN_USE (R-ADR-10).' })
  deleteFlow(
    @Arg('input', () => DeleteEntityInput, { description: 'The flow.' }) input: DeleteEntityInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeletePayload> {
    const scope = caller.enterBy('flw', input.id, 'flow:manage')
    return runDelete(this.database, scope, input, locale, (uow) => deleteFlow(uow, input))
  }
}

@Resolver(() => OrganisationType)
export class OrganisationFlowsResolver {
  @FieldResolver(() => FlowConnection, { description: 'By name; search: prefix of it.' })
  flows(
    @Root() organisation: OrganisationType,
    @Args(() => SearchArgs) args: SearchArgs,
    @Ctx() { caller, loaders }: Context,
  ): Promise<Connection<FlowEntity>> {
    caller.enter(organisation.id, 'flow:view')
    return pageOfFlows(loaders.rows(organisation.id), args)
  }

  @FieldResolver(() => FlowType, { nullable: true, description: 'Null: there is none, or the caller may not see it.' })
  async flow(
    @Root() organisation: OrganisationType,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { caller, loaders }: Context,
  ): Promise<FlowEntity | null> {
    if (!caller.sees(organisation.id, 'flow:view')) return null
    return loaders.load(organisation.id, 'flow', id, loadFlows)
  }
}

@Resolver(() => FlowActionType)
export class FlowActionResolver {
  @FieldResolver(() => [SkillEntity], { nullable: true, description: 'Goes on: adds skills.' })
  addSkills(@Root() action: FlowActionType, @Ctx() context: Context): Promise<SkillEntity[]> | null {
    return action.addSkillIds ? skillsOf(action.organisationId, action.addSkillIds, context) : null
  }

  @FieldResolver(() => [SkillEntity], { nullable: true, description: 'Goes on: removes skills.' })
  removeSkills(@Root() action: FlowActionType, @Ctx() context: Context): Promise<SkillEntity[]> | null {
    return action.removeSkillIds ? skillsOf(action.organisationId, action.removeSkillIds, context) : null
  }

  @FieldResolver(() => LanguageEntity, { nullable: true, description: 'Goes on: sets the language.' })
  setLanguage(@Root() { organisationId, setLanguageId }: FlowActionType, @Ctx() { loaders }: Context) {
    return setLanguageId ? loaders.row<LanguageEntity>(organisationId, 'language', setLanguageId) : null
  }

  @FieldResolver(() => CannedResponseEntity, { nullable: true, description: 'Goes on: answers with it (R-FLO-3).' })
  autoReply(@Root() { organisationId, autoReplyId }: FlowActionType, @Ctx() { loaders }: Context) {
    return autoReplyId ? loaders.row<CannedResponseEntity>(organisationId, 'canned_response', autoReplyId) : null
  }
}

@Resolver(() => ScheduleType)
export class ScheduleResolver {
  @FieldResolver(() => [String], { description: 'Closed dates: 2026-12-24.' })
  closedOn(@Root() schedule: ScheduleType): readonly string[] {
    return schedule.closedOn ?? []
  }
}

function skillsOf(organisationId: string, ids: readonly string[], { loaders }: Context): Promise<SkillEntity[]> {
  return loaders.listed(organisationId, 'skill', ids)
}

/** The flow with its definitions, which those alone see who may see flows. */
async function wholeOf(flow: FlowType, { caller, loaders }: Context): Promise<Pick<FlowEntity, 'draft' | 'published'>> {
  caller.enter(flow.organisationId, 'flow:view')
  const { draft, published } = flow
  if (draft !== undefined && published !== undefined) return { draft, published }
  const whole = await loaders.load(flow.organisationId, 'flow', flow.id, loadFlows)
  if (!whole) throw notFound()
  return whole
}

function toPayload({ entity, problems, usedBy = [] }: Written<FlowEntity>, locale: Context['locale']): FlowPayload {
  return { flow: entity, problems: toProblems(problems, locale), usedBy: usedBy.slice(0, USES_SHOWN) }
}
