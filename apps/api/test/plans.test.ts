import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/adapters/clock.js'
import { TenantScope } from '../src/auth/tenant-scope.js'
import { Database } from '../src/database/database.js'
import { newOrganisationId } from '../src/database/ids.js'
import { sql } from '../src/database/sql.js'
import type { TenantRows, UnitOfWork } from '../src/database/unit-of-work.js'
import { loadSenderUses } from '../src/features/address/address-uses.read-model.js'
import { pageOfDeletedItems } from '../src/features/deleted-item/deleted-item.read-model.js'
import { findDeleted } from '../src/features/deleted-item/restorable.read-model.js'
import { countAddresses, countMembers } from '../src/features/reference/ability-counts.read-model.js'
import { emptyDatabase } from './databases.js'

/** SQLite has no statistics: without a hint it may walk all rows of an organisation in the order asked for. */
describe('what is asked for by name or id is found by an index of that', () => {
  const scope = TenantScope.issue(newOrganisationId(), null)
  const now = Date.now()
  let place: Awaited<ReturnType<typeof emptyDatabase>>
  let database: Database

  beforeAll(async () => {
    place = await emptyDatabase('sqlite')
    database = await Database.open(place.target, systemClock)
  })
  afterAll(async () => {
    await database.close()
    await place.remove()
  })

  test.each<[string, (rows: TenantRows) => Promise<unknown>, string]>([
    [
      'what was deleted by its name',
      (rows) => pageOfDeletedItems(rows, { first: 5, entityType: 'Skill', name: 'French' }, ['Skill', 'Queue'], now),
      'ix_deleted_item_org_entityType_nameKey (organisationId=? AND entityType=? AND nameKey=?)',
    ],
    [
      'what was deleted by its ids',
      (rows) => findDeleted({ ...rows, now: new Date(now).toISOString() } as UnitOfWork, 'Skill', []),
      'sqlite_autoindex_deleted_item_1 (organisationId=? AND entityId=?)',
    ],
    [
      'what is sent from addresses',
      (rows) => loadSenderUses(rows, ['a', 'b']),
      'ix_address_org_fromAddressId (organisationId=? AND fromAddressId=?)',
    ],
    [
      'who has skills',
      (rows) => countMembers(rows, 'skill', ['a', 'b']),
      'ix_member_skill_org_skillId (organisationId=? AND skillId=?)',
    ],
    [
      'what asks for languages',
      (rows) => countAddresses(rows, 'language', ['a', 'b']),
      'ix_address_org_languageId (organisationId=? AND languageId=?)',
    ],
  ])('%s', async (_what, ask, index) => {
    const read = database.read(scope)
    const steps: string[] = []
    const all = async <R>(query: Parameters<TenantRows['all']>[0]): Promise<R[]> => {
      const plan = await read.all<{ detail: string }>(sql`explain query plan ${query}`)
      steps.push(...plan.map(({ detail }) => detail))
      return []
    }
    await ask({ ...read, organisationId: scope.organisationId, all, first: async () => undefined })
    expect(steps).toContainEqual(expect.stringContaining(index))
  })
})
