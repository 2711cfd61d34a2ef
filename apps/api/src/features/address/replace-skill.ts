import { setImmediate as others } from 'node:timers/promises'
import { replaceSkillOfSettings, type SkillReplacement } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'
import { AddressEntity, AddressSkillEntity, skillsOf } from './address.entity.js'
import { renewHealthOf } from './address-health.read-model.js'
import { loadAddressesWithSkill } from './address-uses.read-model.js'
import { loadAddresses } from './address.read-model.js'

const AT_ONCE = 100

/**
 * Lets every address that asks for the one skill ask for the other (R-ADR-7), and says which. Other requests have their
 * turn meanwhile.
 */
export async function replaceSkillOfAddresses(uow: UnitOfWork, replacement: SkillReplacement): Promise<Use[]> {
  const uses = await loadAddressesWithSkill(uow, replacement.from)
  const ids = uses.map(({ id }) => id)
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    await replaceTogether(uow, ids.slice(start, start + AT_ONCE), replacement)
    await others()
  }
  return uses
}

async function replaceTogether(uow: UnitOfWork, ids: readonly string[], replacement: SkillReplacement): Promise<void> {
  const changes = (await loadAddresses(uow, ids)).map((current) => {
    const before = skillsOf(current.settings)
    const after = skillsOf(replaceSkillOfSettings(current.settings, replacement))
    return { current, patch: {}, also: { before: { skillIds: before }, after: { skillIds: after } } }
  })
  await uow.of(AddressEntity).updateMany(changes)
  await uow.of(AddressSkillEntity).deleteAllOf('addressId', ids)
  const asked = changes.flatMap(({ current, also }) =>
    also.after.skillIds.map((skillId) => ({ addressId: current.id, skillId })),
  )
  await uow.of(AddressSkillEntity).insertAll(asked)
  await renewHealthOf(uow, ids)
}
