import type { LintFinding, Platform } from '@mailroom/core'
import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Clock } from '../../adapters/clock.js'
import { mapNodes, type Connection } from '../../graphql/connection.js'
import type { Context } from '../../graphql/context.js'
import { toProblem } from '../../graphql/problem.type.js'
import { withoutBcc } from '../address/hidden-recipients.read-model.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { LintArgs } from './lint.input.js'
import { pageOfFindings } from './lint.read-model.js'
import { LintConnection, type LintFindingType } from './lint.type.js'

@Resolver(() => OrganisationType)
export class OrganisationLintResolver {
  constructor(
    private readonly platform: Platform,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => LintConnection, {
    description: 'The health of the whole configuration: errors first, then by type and name of what it is about.',
  })
  async lint(
    @Root() { id }: OrganisationType,
    @Args(() => LintArgs) args: LintArgs,
    @Ctx() { caller, loaders, locale }: Context,
  ): Promise<Connection<LintFindingType>> {
    caller.enter(id, 'routing:email:view')
    const seesBcc = caller.may(id, 'routing:email:manage')
    const toType = ({ problem, ...finding }: LintFinding): LintFindingType => ({
      ...finding,
      problem: toProblem(seesBcc ? problem : withoutBcc(problem), locale),
    })
    const page = await pageOfFindings(loaders.rows(id), args, { platform: this.platform, now: this.clock.now() })
    return mapNodes(page, toType)
  }
}
