import { checkBulk, matchAgents, type AgentMatch } from '@mailroom/core'
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import type { Writes } from '../../graphql/write.js'
import { loadAgents, loadReferenceFacts } from '../flow/reference-facts.read-model.js'
import { OrganisationType } from '../organisation/organisation.type.js'
import { updateAddresses, type AddressChange } from './address-bulk.service.js'
import {
  AgentMatchType,
  EmailAddressesPayload,
  UpdateAddressesInput,
  type EmailAddressChangeType,
} from './address-bulk.type.js'
import { together } from './address.read-model.js'

@Resolver(() => EmailAddressesPayload)
export class AddressBulkResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => EmailAddressesPayload, {
    description:
      'Makes the same changes to 1 to 200 addresses of one organisation, all of them or none; problems name the address by its place: ["addresses", "17", "replyTo"].',
  })
  async updateEmailAddresses(
    @Arg('input', () => UpdateAddressesInput, { description: 'The addresses and the changes.' })
    input: UpdateAddressesInput,
    @Ctx() { caller, loaders, locale }: Context,
  ): Promise<EmailAddressesPayload> {
    caller.required()
    const first = input.addresses[0]
    if (!first) return { changes: [], problems: toProblems(checkBulk([]), locale) }
    const scope = caller.enterBy('adr', first.id, 'routing:email:manage')
    const { entity, problems } = await this.writes.run(scope, 'updateEmailAddresses', input, (uow) =>
      updateAddresses(uow, input),
    )
    const rows = loaders.rows(scope.organisationId)
    return { changes: toChanges(rows, entity ?? []), problems: toProblems(problems, locale) }
  }
}

@Resolver(() => OrganisationType)
export class AgentMatchResolver {
  @FieldResolver(() => AgentMatchType, {
    nullable: true,
    description:
      'How many agents of a queue match skills and a language, for settings that are not stored yet (R-QUE-3, R-ADR-13); null: there is no such queue, or the caller may not see it.',
  })
  async agentMatch(
    @Root() { id }: OrganisationType,
    @Arg('queueId', () => ID, { description: 'The queue.' }) queueId: string,
    @Arg('skillIds', () => [ID], { description: 'Skills that are asked for.' }) skillIds: string[],
    @Arg('languageId', () => ID, { nullable: true, description: 'The language that is asked for.' })
    languageId: string | null,
    @Ctx() { caller, loaders }: Context,
  ): Promise<AgentMatch | null> {
    if (!caller.sees(id, 'routing:email:view')) return null
    const rows = loaders.rows(id)
    const references = { queueIds: [queueId], skillIds: [], languageIds: [], responseIds: [] }
    const { queue } = await loadReferenceFacts(rows, references, await loadAgents(rows, [queueId]))
    const fact = queue(queueId)
    return fact ? matchAgents(fact, { skillIds, languageId: languageId ?? null }) : null
  }
}

/** What is read of the addresses before is read for all of them together, and so of those after. */
function toChanges(rows: Parameters<typeof together>[0], changes: readonly AddressChange[]): EmailAddressChangeType[] {
  const before = together(
    rows,
    changes.map((change) => ({ ...change.before })),
  )
  const after = together(
    rows,
    changes.flatMap((change) => (change.after ? [{ ...change.after }] : [])),
  )
  const afterOf = new Map(after.map((address) => [address.id, address]))
  return changes.map(({ changed }, index) => ({
    before: before[index],
    after: afterOf.get(before[index]?.id ?? '') ?? null,
    changed,
  })) as unknown as EmailAddressChangeType[]
}
