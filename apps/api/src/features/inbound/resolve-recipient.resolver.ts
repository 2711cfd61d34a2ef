import { parseAddressSpec, recipientQuestion, resolveRecipient } from '@mailroom/core'
import { renderProblem } from '@mailroom/messages'
import { Arg, Ctx, Query, Resolver } from 'type-graphql'
import type { Database } from '../../database/database.js'
import type { Context } from '../../graphql/context.js'
import { badInput } from '../../graphql/errors.js'
import { toProblems } from '../../graphql/problem.type.js'
import { loadRecipientClaims } from './resolve-recipient.read-model.js'
import { ResolvedRecipientType } from './resolve-recipient.type.js'

/** For a gateway that takes mail for every organisation. */
@Resolver()
export class ResolveRecipientResolver {
  constructor(
    private readonly database: Database,
    private readonly platformRoot: string,
  ) {}

  @Query(() => ResolvedRecipientType, {
    description:
      'Whose an address is among all organisations, and whether mail for it is taken now. For operators, and API keys that they made for it; FORBIDDEN to everybody else. What is no address is BAD_USER_INPUT.',
  })
  async resolveRecipient(
    @Arg('address', () => String, { description: 'The recipient as it stands in the envelope, without brackets.' })
    address: string,
    @Ctx() { caller, locale }: Context,
  ): Promise<ResolvedRecipientType> {
    caller.demandResolving()
    const parsed = parseAddressSpec(address, ['address'])
    const question = parsed.ok ? recipientQuestion(parsed.value) : undefined
    if (!parsed.ok || !question) {
      throw badInput(`address: ${parsed.problems.map((problem) => renderProblem(problem, locale)).join(' ')}`)
    }
    const claims = await loadRecipientClaims(this.database.readInstallation(), question, this.platformRoot)
    const { claim, address: found, accepted, reasons } = resolveRecipient(parsed.value, claims)
    return {
      accepted,
      reasons: toProblems(reasons, locale),
      organization: claim && claim.organisation,
      domain: claim && { id: claim.domain.id, name: claim.domain.name },
      address: found && { id: found.id, address: found.address },
    }
  }
}
