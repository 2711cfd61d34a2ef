import { nameKey } from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'

/** Kinds of things that files name instead of their ids; a name is unique within its kind (R-ORG-7). */
export type NamedType = 'Queue' | 'Skill' | 'Language' | 'Flow' | 'CannedResponse' | 'SmtpServer'

/** What an organisation calls its things. */
export interface Names {
  /** Without regard to case and surrounding blanks; undefined: there is none. */
  idOf(type: NamedType, name: string): string | undefined
  nameOf(type: NamedType, id: string): string | undefined
}

interface NameRow {
  readonly type: NamedType
  readonly id: string
  readonly name: string
  readonly nameKey: string
}

/** Names and ids of everything of the organisation that has a unique name, in one statement. */
export async function loadNames(rows: TenantRows): Promise<Names> {
  const own = sql`where "organisationId" = ${rows.organisationId}`
  const found = await rows.all<NameRow>(sql`
    select 'Queue' as type, id, name, "nameKey" from queue ${own}
    union all select 'Skill', id, name, "nameKey" from skill ${own}
    union all select 'Language', id, name, "nameKey" from language ${own}
    union all select 'Flow', id, name, "nameKey" from flow ${own}
    union all select 'CannedResponse', id, name, "nameKey" from canned_response ${own}
    union all select 'SmtpServer', id, name, "nameKey" from smtp_server ${own}`)
  const ids = new Map(found.map((row) => [`${row.type} ${row.nameKey}`, row.id]))
  const names = new Map(found.map((row) => [`${row.type} ${row.id}`, row.name]))
  return {
    idOf: (type, name) => ids.get(`${type} ${nameKey(name.trim())}`),
    nameOf: (type, id) => names.get(`${type} ${id}`),
  }
}
