import { parseLanguageTag } from '@mailroom/core'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { refuseInUse } from '../../graphql/delete.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { loadMemberUses } from '../access/member-uses.read-model.js'
import { loadAddressUses } from '../address/address-uses.read-model.js'
import { deleteRestorably, restoreDeleted } from '../deleted-item/restorable.read-model.js'
import { loadFlowUses } from '../flow/flow-uses.read-model.js'
import { LanguageEntity } from './language.entity.js'
import type { CreateLanguageInput, UpdateLanguageInput } from './language.input.js'

export async function createLanguage(uow: UnitOfWork, input: CreateLanguageInput): Promise<Written<LanguageEntity>> {
  const checks = new Checks()
  const named = checks.take(await checkName(uow, 'language', input.name))
  const tag = checks.take(parseLanguageTag(input.tag, ['tag']))
  checks.refuse()
  const entity = await uow.of(LanguageEntity).insert({ id: uow.newId('lng'), ...accepted(named), tag: accepted(tag) })
  return { entity, problems: checks.problems }
}

export async function updateLanguage(uow: UnitOfWork, input: UpdateLanguageInput): Promise<Written<LanguageEntity>> {
  const current = await seen(uow.of(LanguageEntity), input)
  const checks = new Checks()
  const named = checks.take(
    await checkName(uow, 'language', input.name === undefined ? current.name : input.name, current.id),
  )
  const tag = checks.take(parseLanguageTag(input.tag === undefined ? current.tag : input.tag, ['tag']))
  checks.refuse()
  const change = { ...accepted(named), tag: accepted(tag) }
  const entity = await uow.of(LanguageEntity).update(current, input.expectedVersion, change)
  return { entity, problems: checks.problems }
}

/** IN_USE while an address, flow or member refers to it (R-ADR-10). */
export async function deleteLanguage(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(LanguageEntity), input)
  refuseInUse([
    ...(await loadAddressUses(uow, 'languageId', input.id)),
    ...(await loadFlowUses(uow, input.id)),
    ...(await loadMemberUses(uow, 'language', input.id)),
  ])
  await deleteRestorably(uow, 'Language', current, input.expectedVersion)
}

/** Refused where its name is taken (R-DEL-1). */
export async function restoreLanguage(uow: UnitOfWork, id: string): Promise<Written<LanguageEntity>> {
  return restoreDeleted<LanguageEntity>(uow, 'Language', id, async ({ row }, checks) => {
    checks.take(await checkName(uow, 'language', row.name))
  })
}
