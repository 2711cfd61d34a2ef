import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DIALECTS, emptyDatabase } from '../../test/databases.js'
import { systemClock } from '../adapters/clock.js'
import { TenantScope } from '../auth/tenant-scope.js'
import { AuditEntryEntity } from '../features/audit/audit-entry.entity.js'
import { OrganisationEntity } from '../features/organisation/organisation.entity.js'
import { SkillEntity } from '../features/skill/skill.entity.js'
import { LIMIT_DEFAULTS, SETTINGS_DEFAULTS } from '@mailroom/core'
import { connect } from './data-source.js'
import { Database } from './database.js'
import { newOrganisationId } from './ids.js'
import { sql } from './sql.js'
import { StaleVersion } from './tenant-repository.js'
import type { UnitOfWork } from './unit-of-work.js'
import { verifyAuditLog } from './verify-audit-log.js'

describe.each(DIALECTS)('%s', (dialect) => {
  let place: Awaited<ReturnType<typeof emptyDatabase>>
  let database: Database
  let scope: TenantScope

  beforeEach(async () => {
    place = await emptyDatabase(dialect)
    database = await Database.open(place.target, systemClock)
    scope = await organisation('acme')
  })
  afterEach(async () => {
    await database.close()
    await place.remove()
  })

  async function organisation(slug: string): Promise<TenantScope> {
    const own = TenantScope.issue(newOrganisationId(), null)
    await database.write(own, (uow) =>
      uow.of(OrganisationEntity).insert({
        id: own.organisationId,
        slug,
        name: slug,
        nameKey: slug,
        edition: 'CX_3',
        limits: LIMIT_DEFAULTS,
        settings: SETTINGS_DEFAULTS,
        suspendedAt: null,
      }),
    )
    return own
  }
  const addSkill = (uow: UnitOfWork, name: string) =>
    uow.of(SkillEntity).insert({ id: uow.newId('skl'), name, nameKey: name.toLowerCase() })
  const names = async (of: TenantScope) =>
    (
      await database
        .read(of)
        .all<{ name: string }>(
          sql`select name from skill where "organisationId" = ${of.organisationId} order by "nameKey"`,
        )
    ).map((row) => row.name)

  test('after all migrations the schema builder wants nothing', async () => {
    await database.close()
    const connections = await connect(place.target)
    const wanted = await connections.writer.driver.createSchemaBuilder().log()
    expect(wanted.upQueries.map((each) => each.query)).toEqual([])
    await connections.close()
    database = await Database.open(place.target, systemClock)
  })

  test('a rolled-back unit takes nothing of another with it', async () => {
    const units = Array.from({ length: 40 }, (_, index) =>
      database
        .write(scope, async (uow) => {
          await addSkill(uow, `s${String(index).padStart(2, '0')}`)
          await new Promise((resolve) => setTimeout(resolve, index % 3))
          if (index % 4 === 0) throw new Error('refused')
        })
        .catch(() => undefined),
    )
    await Promise.all(units)
    expect(await names(scope)).toHaveLength(30)
    const audit = await database
      .read(scope)
      .all(sql`select 1 from audit_entry where "organisationId" = ${scope.organisationId} and "entityType" = 'skill'`)
    expect(audit).toHaveLength(30)
  })

  test('of editors that start from the same version one wins, and the others get what it wrote', async () => {
    const skill = await database.write(scope, (uow) => addSkill(uow, 'chess'))
    const edits = Array.from({ length: 20 }, (_, index) =>
      database.write(scope, (uow) => uow.of(SkillEntity).update(skill, 1, { name: `n${index}`, nameKey: `n${index}` })),
    )
    const results = await Promise.allSettled(edits)
    const won = results.filter((result) => result.status === 'fulfilled')
    expect(won).toHaveLength(1)
    const winner = won[0]!.value
    for (const result of results) {
      if (result.status === 'rejected') {
        expect(result.reason).toBeInstanceOf(StaleVersion)
        expect(result.reason.current).toMatchObject({ name: winner.name, version: 2 })
      }
    }
  })

  test('of several rows all are changed or none: one that moved since it was read refuses the rest', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `skill ${String(index).padStart(3, '0')}`)
    const read = await database.write(scope, async (uow) => {
      const rows = many.map((name) => ({ row: { id: uow.newId('skl'), name, nameKey: name } }))
      await uow.of(SkillEntity).insertMany(rows)
      return (await uow.of(SkillEntity).find({ version: 1 })).toSorted((a, b) => (a.name < b.name ? -1 : 1))
    })
    const rename = (more: string) =>
      database.write(scope, (uow) =>
        uow.of(SkillEntity).updateMany(
          read.map((current) => ({
            current,
            patch: { name: `${current.name}${more}`, nameKey: `${current.name}${more}` },
            also: {},
          })),
        ),
      )
    const moved = read[170]!
    await database.write(scope, (uow) => uow.of(SkillEntity).update(moved, 1, { name: moved.name.toUpperCase() }))
    await expect(rename('!')).rejects.toThrow(StaleVersion)
    expect(await names(scope)).toEqual(many.with(170, moved.name.toUpperCase()))
    read[170] = { ...moved, version: 2 }
    await rename('!')
    expect(await names(scope)).toEqual(many.map((name) => `${name}!`))
    for await (const report of verifyAuditLog(database.readInstallation()))
      expect(report).toMatchObject({ entries: 1 + 250 + 1 + 250, fault: null })
  })

  test('many rows have any text that one row may have; what databases refuse is replaced', async () => {
    const odd = ['a\0b', 'a\ud800b', `a"'\\\n\u{1f600}b`]
    await database.write(scope, (uow) =>
      uow
        .of(SkillEntity)
        .insertMany(odd.map((name, index) => ({ row: { id: uow.newId('skl'), name, nameKey: String(index) } }))),
    )
    expect(await names(scope)).toEqual(['a\u{fffd}b', 'a\u{fffd}b', odd[2]])
  })

  test('a dry run leaves nothing and shows a placeholder id', async () => {
    const shown = await database.write(scope, (uow) => addSkill(uow, 'chess'), { dryRun: true })
    expect(shown.id).toMatch(/^skl_.{13}_0{26}$/)
    expect(await names(scope)).toEqual([])
  })

  test('a scope reaches no row of another organisation', async () => {
    const skill = await database.write(scope, (uow) => addSkill(uow, 'chess'))
    const other = await organisation('other')
    await database.write(other, async (uow) => {
      expect(await uow.of(SkillEntity).get(skill.id)).toBeNull()
      expect(await uow.of(SkillEntity).find({ name: 'chess' })).toEqual([])
      await expect(uow.of(SkillEntity).update(skill, 1, { name: 'taken' })).rejects.toThrow(StaleVersion)
      await expect(uow.of(SkillEntity).delete(skill, 1)).rejects.toThrow(StaleVersion)
    })
    expect(await names(scope)).toEqual(['chess'])
  })

  test('empty criteria, and criteria that name the organisation, are refused', async () => {
    await database.write(scope, async (uow) => {
      const skills = uow.of(SkillEntity)
      await expect(skills.find({})).rejects.toThrow()
      await expect(skills.find({ name: undefined } as never)).rejects.toThrow()
      await expect(skills.deleteAll({})).rejects.toThrow()
      await expect(skills.find({ organisationId: 'x', name: 'y' } as never)).rejects.toThrow()
    })
  })

  test('each write has its audit entry, with secrets masked', async () => {
    const skill = await database.write(scope, (uow) => addSkill(uow, 'chess'))
    await database.write(scope, (uow) => uow.of(SkillEntity).update(skill, 1, { name: 'go', nameKey: 'go' }))
    const entries = await database.write(scope, (uow) => uow.of(AuditEntryEntity).find({ entityId: skill.id }))
    expect(entries.map((entry) => entry.action).sort()).toEqual(['CREATED', 'UPDATED'])
    const update = entries.find((entry) => entry.action === 'UPDATED')
    expect(update?.changes).toEqual([{ field: 'name', before: 'chess', after: 'go' }])
  })

  test('an organisation goes with everything it has', async () => {
    await database.write(scope, (uow) => addSkill(uow, 'chess'))
    await database.write(scope, async (uow) => {
      const own = await uow.of(OrganisationEntity).get(scope.organisationId)
      await uow.of(OrganisationEntity).delete(own!, 1)
    })
    expect(await names(scope)).toEqual([])
  })
})

test('a second process on the same SQLite file is refused', async () => {
  const place = await emptyDatabase('sqlite')
  const database = await Database.open(place.target, systemClock)
  await expect(Database.open(place.target, systemClock)).rejects.toThrow(/Another Mailroom is running/)
  await database.close()
  const again = await Database.open(place.target, systemClock)
  await again.close()
  await place.remove()
})
