import type { FlowDefinition, InboundFlow } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { select, type AddressRow } from '../address/address.read-model.js'

/** The addresses of these keys, and of these secrets of redirection targets. */
export function loadInboundAddresses(
  rows: TenantRows,
  keys: readonly string[],
  secrets: readonly string[],
): Promise<AddressRow[]> {
  return select(rows, sql`(a."addressKey" ${anyOf(keys)} or a."redirectSecret" ${anyOf(secrets)})`)
}

/** Flows by id, with what is published of them. */
export async function loadInboundFlows(rows: TenantRows, ids: readonly string[]): Promise<Map<string, InboundFlow>> {
  const found = await rows.all<{ id: string; name: string; published: string | null }>(
    sql`select id, name, published from flow where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`,
  )
  return new Map(
    found.map(({ id, name, published }) => [
      id,
      { id, name, published: published === null ? null : (JSON.parse(published) as FlowDefinition) },
    ]),
  )
}

/** Names of queues, skills, languages and canned responses by id. */
export async function loadNames(rows: TenantRows, ids: readonly string[]): Promise<Map<string, string>> {
  const own = sql`where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`
  const found = await rows.all<{ id: string; name: string }>(
    sql`select id, name from queue ${own} union all select id, name from canned_response ${own}
        union all select id, name from skill ${own} union all select id, name from language ${own}`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
