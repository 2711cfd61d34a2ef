import type { Permission } from '@mailroom/core'
import type { DirectoryApiKey } from '../../database/directory.js'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

/** The keys of the organisation by name, without what proves them. */
export async function loadApiKeys(rows: TenantRows): Promise<DirectoryApiKey[]> {
  const found = await rows.all<Omit<DirectoryApiKey, 'permissions'> & { permissions: string }>(
    sql`select id, name, "keyId", "lastFour", permissions, operator, "expiresAt", "lastUsedAt", "previousUntil"
        from api_key where "organisationId" = ${rows.organisationId} order by "nameKey"`,
  )
  return found.map((row) => ({
    ...row,
    operator: Boolean(row.operator),
    permissions: JSON.parse(row.permissions) as Permission[],
  }))
}
