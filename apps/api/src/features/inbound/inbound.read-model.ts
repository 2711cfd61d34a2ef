import type { FlowDefinition, InboundAddress, InboundFlow, Routing } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { AddressEntity } from '../address/address.entity.js'

/** An address with what it is found by. */
export interface InboundAddressRow extends InboundAddress {
  readonly addressKey: string
  readonly redirectSecret: string
}

type RawAddress = { readonly domainName: string } & Pick<
  AddressEntity,
  | 'id'
  | 'localPart'
  | 'domainId'
  | 'addressKey'
  | 'redirectSecret'
  | 'routingKind'
  | 'queueId'
  | 'languageId'
  | 'priority'
  | 'flowId'
  | 'spamFlowId'
>

/** The addresses of these keys, and of these secrets of redirection targets. */
export async function loadInboundAddresses(
  rows: TenantRows,
  keys: readonly string[],
  secrets: readonly string[],
): Promise<InboundAddressRow[]> {
  const { organisationId } = rows
  const found = await rows.all<RawAddress>(
    sql`select a.id, a."localPart", a."domainId", a."addressKey", a."redirectSecret", a."routingKind", a."queueId",
          a."languageId", a.priority, a."flowId", a."spamFlowId", d.name as "domainName"
        from address a join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
        where a."organisationId" = ${organisationId}
          and (a."addressKey" ${anyOf(keys)} or a."redirectSecret" ${anyOf(secrets)})`,
  )
  if (found.length === 0) return []
  const skills = await rows.all<{ addressId: string; skillId: string }>(
    sql`select "addressId", "skillId" from address_skill
        where "organisationId" = ${organisationId} and "addressId" ${anyOf(found.map(({ id }) => id))} order by "skillId"`,
  )
  return found.map((row) => ({
    id: row.id,
    address: `${row.localPart}@${row.domainName}`,
    domainId: row.domainId,
    addressKey: row.addressKey,
    redirectSecret: row.redirectSecret,
    settings: {
      routing: routingOf(
        row,
        skills.filter(({ addressId }) => addressId === row.id).map(({ skillId }) => skillId),
      ),
      spamRouting: row.spamFlowId === null ? { kind: 'DISCONNECT' } : { kind: 'FLOW', flowId: row.spamFlowId },
    },
  }))
}

function routingOf({ queueId, flowId, languageId, priority }: RawAddress, skillIds: readonly string[]): Routing {
  if (queueId !== null) return { kind: 'QUEUE', queueId, skillIds, languageId, priority }
  return flowId === null ? { kind: 'NONE' } : { kind: 'FLOW', flowId }
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
