import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { afterKey, countOf, pageOf, toConnection, type Connection, type PageArgs } from '../../graphql/connection.js'
import type { MemberEntity } from '../access/access.entity.js'
import type { QueueEntity } from './queue.entity.js'

/** A page of the queue's members by name. */
export async function pageOfQueueMembers(
  rows: TenantRows,
  { id, memberIds }: QueueEntity,
  args: PageArgs,
): Promise<Connection<MemberEntity>> {
  const page = pageOf(args)
  const where = memberIds
    ? sql`from member t where t."organisationId" = ${rows.organisationId} and t.id ${anyOf(memberIds)}`
    : sql`from queue_member q join member t on t."organisationId" = q."organisationId" and t.id = q."memberId"
    where q."organisationId" = ${rows.organisationId} and q."queueId" = ${id}`
  const found = await rows.all<MemberEntity>(
    sql`select t.* ${where}${afterKey('t."nameKey"', page)} order by t."nameKey", t.id limit ${page.first + 1}`,
  )
  return toConnection(
    page,
    found,
    (row) => row.nameKey,
    () => countOf(rows, where),
  )
}

/** The ids of the queue's members. */
export async function loadMemberIds(rows: TenantRows, queueId: string): Promise<string[]> {
  const found = await rows.all<{ memberId: string }>(sql`select "memberId" from queue_member
    where "organisationId" = ${rows.organisationId} and "queueId" = ${queueId} order by "memberId"`)
  return found.map((row) => row.memberId)
}

/** Which of the members exist. */
export async function loadExistingMembers(rows: TenantRows, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows.all<{ id: string }>(
    sql`select id from member where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`,
  )
  return new Set(found.map((row) => row.id))
}
