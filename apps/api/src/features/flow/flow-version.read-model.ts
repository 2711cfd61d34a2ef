import type { FlowDefinition } from '@mailroom/core'
import { raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { countOf, pageOf, toConnection, type Connection, type Page, type PageArgs } from '../../graphql/connection.js'
import { badInput } from '../../graphql/errors.js'
import type { FlowVersionType } from './flow.type.js'
import { toDefinition } from './to-definition.js'

interface RawVersion {
  readonly number: number
  readonly definition: string
  readonly publishedAt: string
  readonly publishedBy: string | null
}

/** A page of a flow's published versions, the newest first. */
export async function pageOfVersions(
  rows: TenantRows,
  flowId: string,
  args: PageArgs,
): Promise<Connection<FlowVersionType & { readonly id: string }>> {
  const page = pageOf(args)
  const where = sql`from flow_version t where t."organisationId" = ${rows.organisationId} and t."flowId" = ${flowId}`
  const found = await rows.all<RawVersion>(
    sql`select t.* ${where}${olderThan(page)} order by t.number desc limit ${page.first + 1}`,
  )
  return toConnection(
    page,
    found.map((row) => toVersion(row, rows.organisationId)),
    ({ number }) => `${number}`,
    () => countOf(rows, where),
  )
}

/** Number of the newest version; 0: never published. */
export async function loadLastVersion(rows: TenantRows, flowId: string): Promise<number> {
  const last = await rows.first<{ number: number }>(sql`select number from flow_version
    where "organisationId" = ${rows.organisationId} and "flowId" = ${flowId} order by number desc limit 1`)
  return last?.number ?? 0
}

function olderThan({ after }: Page): Sql {
  if (!after) return raw('')
  const number = Number(after[0])
  if (!/^\d{1,9}$/.test(after[0])) throw badInput('after is no cursor of this list')
  return sql` and t.number < ${number}`
}

function toVersion({ number, definition, publishedAt, publishedBy }: RawVersion, organisationId: string) {
  return {
    id: `${number}`,
    number,
    publishedAt: new Date(publishedAt),
    publishedBy,
    definition: toDefinition(JSON.parse(definition) as FlowDefinition, organisationId),
  }
}
