import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { RestoreInputType } from '../deleted-item/deleted-item.type.js'
import { restoreFlow } from './flow.service.js'
import { FlowPayload } from './flow.type.js'

@Resolver()
export class RestoreFlowResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => FlowPayload, {
    description: 'Restores a flow that was deleted; refused where what it needs is missing, by path (R-DEL-1).',
  })
  async restoreFlow(
    @Arg('input', () => RestoreInputType, { description: 'The flow.' }) input: RestoreInputType,
    @Ctx() { caller, locale }: Context,
  ): Promise<FlowPayload> {
    const scope = caller.enterBy('flw', input.id, 'flow:manage')
    const written = await this.writes.run(scope, 'restoreFlow', input, (uow) => restoreFlow(uow, input.id))
    return { flow: written.entity, usedBy: [], problems: toProblems(written.problems, locale) }
  }
}
