import type { ExpectedOutcome, SavedMail, SavedTestFacts, TestReferences } from '@mailroom/core'
import { anyOf, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { countOf, loadNamed, mapNodes, type Connection, type SearchArgs } from '../../graphql/connection.js'
import { loadReferenceFacts } from '../flow/reference-facts.read-model.js'
import type { SavedTestEntity } from './saved-test.entity.js'

type RawTest = Omit<SavedTestEntity, 'mail' | 'expected'> & { mail: string; expected: string }

/** A page of tests by name. */
export async function pageOfSavedTests(rows: TenantRows, args: SearchArgs): Promise<Connection<SavedTestEntity>> {
  return mapNodes(await loadNamed<RawTest>(rows, 'saved_test', args), toTest)
}

/** Tests by id. */
export async function loadSavedTests(
  rows: TenantRows,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SavedTestEntity>> {
  const found = await select(rows, sql` and id ${anyOf(ids)}`)
  return new Map(found.map((test) => [test.id, test]))
}

/** Every test of the organisation, by name. */
export function loadAllSavedTests(rows: TenantRows): Promise<SavedTestEntity[]> {
  return select(rows, raw(''))
}

export function countSavedTests(rows: TenantRows): Promise<number> {
  return countOf(rows, sql`from saved_test where "organisationId" = ${rows.organisationId}`)
}

async function select(rows: TenantRows, condition: Sql): Promise<SavedTestEntity[]> {
  const found = await rows.all<RawTest>(
    sql`select * from saved_test where "organisationId" = ${rows.organisationId}${condition} order by "nameKey", id`,
  )
  return found.map(toTest)
}

function toTest(row: RawTest): SavedTestEntity {
  const [mail, expected] = [JSON.parse(row.mail) as SavedMail, JSON.parse(row.expected) as ExpectedOutcome[]]
  return { ...row, mail, expected }
}

/** What of the references exists, in two statements. */
export async function loadTestFacts(rows: TenantRows, references: TestReferences): Promise<SavedTestFacts> {
  const own = sql`"organisationId" = ${rows.organisationId}`
  const found = await rows.all<{ id: string }>(sql`
    select id from flow where ${own} and id ${anyOf(references.flowIds)}
    union all select id from address where ${own} and id ${anyOf(references.addressIds)}`)
  const byId = new Map(found.map((row) => [row.id, row]))
  const facts = await loadReferenceFacts(rows, references)
  return { ...facts, flow: (id) => byId.get(id), address: (id) => byId.get(id) }
}
