import { error } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { Refused, type Use } from '../../graphql/write.js'

/** How many members have each of the roles. */
export async function loadMemberCounts(
  rows: TenantRows,
  roleIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await rows.all<{ roleId: string; count: number }>(
    sql`select "roleId", cast(count(*) as integer) as count from member
        where "organisationId" = ${rows.organisationId} and "roleId" ${anyOf(roleIds)} group by "roleId"`,
  )
  const counts = new Map(found.map(({ roleId, count }) => [roleId, count]))
  return new Map(roleIds.map((id) => [id, counts.get(id) ?? 0]))
}

/** What of those who have a role is shown to somebody. */
export interface Sight {
  readonly members: boolean
  readonly invitations: boolean
}

/** IN_USE while members have the role or people are invited to it; their names only for whoever sees them. */
export async function refuseUsedRole(rows: TenantRows, roleId: string, sees: Sight): Promise<void> {
  const members = await rows.all<Omit<Use, 'entityType'>>(
    sql`select m.id, u.name from member m join "user" u on u.id = m."userId"
        where m."organisationId" = ${rows.organisationId} and m."roleId" = ${roleId} order by m."nameKey", m.id`,
  )
  const invitations = await rows.all<Omit<Use, 'entityType'>>(
    sql`select id, email as name from invitation
        where "organisationId" = ${rows.organisationId} and "roleId" = ${roleId} order by "nameKey"`,
  )
  const count = members.length + invitations.length
  if (count === 0) return
  const usedBy = [
    ...(sees.members ? members.map((member) => ({ entityType: 'Member', ...member })) : []),
    ...(sees.invitations ? invitations.map((invitation) => ({ entityType: 'Invitation', ...invitation })) : []),
  ]
  throw new Refused([error('IN_USE', [], { count })], usedBy)
}
