import { replaceSkillOfExpected, type SkillReplacement } from '@mailroom/core'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'
import { SavedTestEntity } from './saved-test.entity.js'
import { loadAllSavedTests } from './saved-test.read-model.js'

/** Lets tests that expect the one skill expect the other, and says which. */
export async function replaceSkillOfSavedTests(uow: UnitOfWork, replacement: SkillReplacement): Promise<Use[]> {
  const changes = (await loadAllSavedTests(uow)).flatMap((current) => {
    const expected = replaceSkillOfExpected(current.expected, replacement)
    return expected === current.expected ? [] : [{ current, patch: { expected }, also: {} }]
  })
  await uow.of(SavedTestEntity).updateMany(changes)
  return changes.map(({ current: { id, name } }) => ({ entityType: 'SavedTest', id, name }))
}
