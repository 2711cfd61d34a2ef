import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'

/** Flows whose draft or published version refers to the thing (R-ADR-10). */
export async function loadFlowUses(rows: TenantRows, targetId: string): Promise<Use[]> {
  const found = await rows.all<{ id: string; name: string }>(sql`select f.id, f.name from flow_reference r
    join flow f on f."organisationId" = r."organisationId" and f.id = r."flowId"
    where r."organisationId" = ${rows.organisationId} and r."targetId" = ${targetId} order by f."nameKey"`)
  return found.map((use) => ({ entityType: 'Flow', ...use }))
}
