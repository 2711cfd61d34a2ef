import { KEY, MAKER, toDirectoryKey, type DirectoryApiKey, type RawApiKey } from '../../database/directory.js'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

/** The keys of the organisation by name, without what proves them. */
export async function loadApiKeys(rows: TenantRows): Promise<DirectoryApiKey[]> {
  const found = await rows.all<RawApiKey>(
    sql`select ${KEY} from api_key k ${MAKER} where k."organisationId" = ${rows.organisationId} order by k."nameKey"`,
  )
  return found.map(toDirectoryKey)
}
