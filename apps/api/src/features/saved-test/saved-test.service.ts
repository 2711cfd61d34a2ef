import {
  error,
  nameKey,
  parseSavedTest,
  SAVED_TEST_LIMIT,
  testReferences,
  type ExpectedOutcomeDraft,
  type SavedMail,
  type SavedTestDraft,
} from '@mailroom/core'
import { checkName } from '../../database/uniqueness.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import type { DeleteEntityInput } from '../../graphql/inputs.js'
import { accepted, Checks, seen, type Written } from '../../graphql/write.js'
import { SavedTestEntity } from './saved-test.entity.js'
import type { CreateSavedTestInput, SavedTestMailInput, UpdateSavedTestInput } from './saved-test.input.js'
import { countSavedTests, loadTestFacts } from './saved-test.read-model.js'

export async function createSavedTest(uow: UnitOfWork, input: CreateSavedTestInput): Promise<Written<SavedTestEntity>> {
  const checks = new Checks()
  const count = await countSavedTests(uow)
  if (count >= SAVED_TEST_LIMIT) checks.add([error('TOO_MANY_SAVED_TESTS', [], { limit: SAVED_TEST_LIMIT, count })])
  const row = await parse(uow, checks, input, null)
  const entity = await uow.of(SavedTestEntity).insert({ id: uow.newId('tst'), ...row })
  return { entity, problems: checks.problems }
}

export async function updateSavedTest(uow: UnitOfWork, input: UpdateSavedTestInput): Promise<Written<SavedTestEntity>> {
  const current = await seen(uow.of(SavedTestEntity), input)
  const checks = new Checks()
  const row = await parse(uow, checks, input, current)
  const entity = await uow.of(SavedTestEntity).update(current, input.expectedVersion, row)
  return { entity, problems: checks.problems }
}

export async function deleteSavedTest(uow: UnitOfWork, input: DeleteEntityInput): Promise<void> {
  const current = await seen(uow.of(SavedTestEntity), input)
  await uow.of(SavedTestEntity).delete(current, input.expectedVersion)
}

interface Given {
  readonly name?: string | null
  readonly mail?: SavedTestMailInput | null
  readonly expected?: ExpectedOutcomeDraft[] | null
}

async function parse(uow: UnitOfWork, checks: Checks, given: Given, current: SavedTestEntity | null) {
  const draft: SavedTestDraft = { ...given, mail: given.mail && toSavedMail(given.mail) }
  const facts = await loadTestFacts(uow, testReferences([draft]))
  const test = checks.take(parseSavedTest(draft, current, facts))
  if (test) checks.take(await checkName(uow, 'saved_test', test.name, current?.id))
  checks.refuse()
  const { name, mail, expected } = accepted(test)
  return { name, nameKey: nameKey(name), mail, expected }
}

/** As it is kept: times as ISO texts, nothing that says nothing. */
function toSavedMail(mail: SavedTestMailInput): SavedMail {
  return JSON.parse(JSON.stringify(mail, (_, value: unknown) => value ?? undefined)) as SavedMail
}
