import type { Permission } from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

/** Where and in which language a member is written to. */
export interface Recipient {
  readonly userId: string
  readonly email: string
  readonly locale: string
}

interface RawRow extends Recipient {
  readonly permissions: string
}

/** The members whose role has the permission: who is told of what they look after. */
export async function loadMembersToTell(rows: TenantRows, permission: Permission): Promise<Recipient[]> {
  const found = await rows.all<RawRow>(
    sql`select u.id as "userId", u.email, u.locale, r.permissions from member m
        join role r on r."organisationId" = m."organisationId" and r.id = m."roleId"
        join "user" u on u.id = m."userId"
        where m."organisationId" = ${rows.organisationId} and not m.suspended order by m.id`,
  )
  return found
    .filter(({ permissions }) => (JSON.parse(permissions) as readonly Permission[]).includes(permission))
    .map(({ userId, email, locale }) => ({ userId, email, locale }))
}
