import type { FlowDefinition } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadNamed, mapNodes, type Connection, type SearchArgs } from '../../graphql/connection.js'
import type { FlowEntity } from './flow.entity.js'

type RawFlow = Omit<FlowEntity, 'draft' | 'published'> & { draft: string; published: string | null }

/** A page of flows by name. */
export async function pageOfFlows(rows: TenantRows, args: SearchArgs): Promise<Connection<FlowEntity>> {
  return mapNodes(await loadNamed<RawFlow>(rows, 'flow', args), toFlow)
}

/** Flows by id. */
export async function loadFlows(rows: TenantRows, ids: readonly string[]): Promise<ReadonlyMap<string, FlowEntity>> {
  const found = await rows.all<RawFlow>(
    sql`select * from flow where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`,
  )
  return new Map(found.map((row) => [row.id, toFlow(row)]))
}

function toFlow(row: RawFlow): FlowEntity {
  const published = row.published === null ? null : (JSON.parse(row.published) as FlowDefinition)
  return { ...row, draft: JSON.parse(row.draft) as FlowDefinition, published }
}
