import { raw, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'

/** Members who have the skill or speak the language. */
export async function loadMemberUses(rows: TenantRows, of: 'skill' | 'language', id: string): Promise<Use[]> {
  const found = await rows.all<{ id: string; name: string }>(sql`
    select m.id, u.name from ${raw(`member_${of}`)} p
    join member m on m."organisationId" = p."organisationId" and m.id = p."memberId" join "user" u on u.id = m."userId"
    where p."organisationId" = ${rows.organisationId} and p.${raw(`"${of}Id"`)} = ${id} order by m."nameKey"`)
  return found.map((use) => ({ entityType: 'Member', ...use }))
}
