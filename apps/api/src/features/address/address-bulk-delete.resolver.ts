import { checkBulk, checkBulkIds, hasErrors } from '@mailroom/core'
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../../graphql/context.js'
import { toProblems } from '../../graphql/problem.type.js'
import { USES_SHOWN, type Use, type Writes } from '../../graphql/write.js'
import { deleteAddresses } from './address-bulk-delete.service.js'
import {
  DeleteAddressesInput,
  DeleteAddressesPayload,
  RestoreAddressesInput,
  RestoreAddressesPayload,
} from './address-bulk-delete.type.js'
import { restoreAddresses } from './address-bulk-restore.service.js'

@Resolver(() => DeleteAddressesPayload)
export class AddressBulkDeleteResolver {
  constructor(private readonly writes: Writes) {}

  @Mutation(() => DeleteAddressesPayload, {
    description:
      'Deletes 1 to 200 addresses of one organisation, all of them or none; problems name the address by its place: ["addresses", "17"]. One that is the From of others goes if they go; else IN_USE (R-ADR-10). Each can be restored (R-DEL-1).',
  })
  async deleteEmailAddresses(
    @Arg('input', () => DeleteAddressesInput, { description: 'The addresses.' }) input: DeleteAddressesInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<DeleteAddressesPayload> {
    caller.required()
    const first = input.addresses[0]
    if (!first) return { deletedIds: [], deletions: [], problems: toProblems(checkBulk([]), locale) }
    const scope = caller.enterBy('adr', first.id, 'routing:email:manage')
    const { entity, problems } = await this.writes.run(scope, 'deleteEmailAddresses', input, (uow) =>
      deleteAddresses(uow, input.addresses),
    )
    const deletions = (entity ?? []).map((each) => ({ ...each, usedBy: shown(each.usedBy) }))
    const deletedIds = hasErrors(problems) ? [] : deletions.map(({ id }) => id)
    return { deletedIds, deletions, problems: toProblems(problems, locale) }
  }

  @Mutation(() => RestoreAddressesPayload, {
    description:
      'Restores 1 to 200 deleted addresses of one organisation, all of them or none; refused where what one needs is missing, by path: ["ids", "17", "localPart"] (R-DEL-1).',
  })
  async restoreEmailAddresses(
    @Arg('input', () => RestoreAddressesInput, { description: 'The addresses.' }) input: RestoreAddressesInput,
    @Ctx() { caller, locale }: Context,
  ): Promise<RestoreAddressesPayload> {
    caller.required()
    const [first] = input.ids
    if (first === undefined) return { restoredIds: [], problems: toProblems(checkBulkIds([]), locale) }
    const scope = caller.enterBy('adr', first, 'routing:email:manage')
    const { entity, problems } = await this.writes.run(scope, 'restoreEmailAddresses', input, (uow) =>
      restoreAddresses(uow, input.ids),
    )
    return { restoredIds: entity ?? [], problems: toProblems(problems, locale) }
  }
}

const shown = (uses: readonly Use[]) => uses.slice(0, USES_SHOWN)
