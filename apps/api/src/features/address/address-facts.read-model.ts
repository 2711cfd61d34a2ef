import {
  domainOf,
  reachedKeys,
  toDraft,
  type AddressDraft,
  type AddressFacts,
  type AddressSettings,
} from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadAgents, loadReferenceFacts } from '../flow/reference-facts.read-model.js'

type NotSelf = Omit<AddressFacts, 'self' | 'bccLimit'>

/** What only the database knows of what a draft, or the stored settings, refer to. */
export function loadAddressFacts(rows: TenantRows, draft: AddressDraft, current: AddressSettings): Promise<NotSelf> {
  return loadFactsOfDrafts(rows, [draft, toDraft(current)])
}

/** The same of what any of the drafts refers to, in three statements. */
export async function loadFactsOfDrafts(rows: TenantRows, drafts: readonly AddressDraft[]): Promise<NotSelf> {
  const idsOf = (pick: (draft: AddressDraft) => readonly (string | null | undefined)[]) => present(drafts.flatMap(pick))
  const queueIds = idsOf(({ routing }) => [routing?.queue?.queueId])
  const references = {
    queueIds,
    skillIds: idsOf(({ routing }) => routing?.queue?.skillIds ?? []),
    languageIds: idsOf(({ routing }) => [routing?.queue?.languageId]),
    responseIds: idsOf(({ signature }) => [signature?.responseId]),
  }
  const facts = await loadReferenceFacts(rows, references, await loadAgents(rows, queueIds))
  const others = await loadOthers(rows, {
    flowIds: idsOf(({ routing, spamRouting }) => [routing?.flow?.flowId, spamRouting?.flow?.flowId]),
    fromIds: idsOf(({ fromAddressId }) => [fromAddressId]),
    keys: idsOf(({ bcc }) => (bcc ?? []).flatMap(({ address }) => reachedKeys(address.trim()))),
    domains: idsOf(({ replyTo }) => (replyTo ? [domainOf(replyTo.trim()).toLowerCase()] : [])),
  })
  return { ...facts, ...others }
}

interface OtherRow {
  readonly kind: 'flow' | 'from' | 'address' | 'domain'
  readonly id: string
  readonly name: string
  readonly domain: string | null
  readonly ready: number | null
}

interface Others {
  readonly flowIds: readonly string[]
  readonly fromIds: readonly string[]
  readonly keys: readonly string[]
  readonly domains: readonly string[]
}

async function loadOthers(
  rows: TenantRows,
  { flowIds, fromIds, keys, domains }: Others,
): Promise<Required<Pick<AddressFacts, 'flow' | 'fromAddress' | 'isOwnAddress' | 'isOwnDomain'>>> {
  const { organisationId } = rows
  const found = await rows.all<OtherRow>(sql`
    select 'flow' as kind, id, name, '' as domain, "publishedVersion" as ready from flow
      where "organisationId" = ${organisationId} and id ${anyOf(flowIds)}
    union all select 'from', a.id, a."localPart", d.name, case when d."sendReady" then 1 else 0 end from address a
      join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
      where a."organisationId" = ${organisationId} and a.id ${anyOf(fromIds)}
    union all select 'address', "addressKey", '', '', 0 from address
      where "organisationId" = ${organisationId} and "addressKey" ${anyOf(keys)}
    union all select 'domain', name, '', '', 0 from domain where "organisationId" = ${organisationId} and name ${anyOf(domains)}`)
  const byKey = new Map(found.map((row) => [`${row.kind} ${row.id}`, row]))
  return {
    flow: (id) => {
      const row = byKey.get(`flow ${id}`)
      return row && { name: row.name, published: row.ready !== null }
    },
    fromAddress: (id) => {
      const row = byKey.get(`from ${id}`)
      return row && { address: `${row.name}@${row.domain}`, domain: row.domain ?? '', canSend: row.ready === 1 }
    },
    isOwnAddress: (key) => byKey.has(`address ${key}`),
    isOwnDomain: (name) => byKey.has(`domain ${name}`),
  }
}

function present(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}
