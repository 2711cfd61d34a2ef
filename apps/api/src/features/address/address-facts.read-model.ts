import { domainOf, type AddressDraft, type AddressFacts, type AddressSettings } from '@mailroom/core'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadAgents, loadReferenceFacts } from '../flow/reference-facts.read-model.js'

type NotSelf = Omit<AddressFacts, 'self' | 'bccLimit'>

/** What only the database knows of what a draft, or the stored settings, refer to. */
export async function loadAddressFacts(
  rows: TenantRows,
  draft: AddressDraft,
  current: AddressSettings,
): Promise<NotSelf> {
  const queue = draft.routing?.queue
  const stored = current.routing.kind === 'QUEUE' ? current.routing : null
  const queueIds = present([queue?.queueId, stored?.queueId])
  const references = {
    queueIds,
    skillIds: present([...(queue?.skillIds ?? []), ...(stored?.skillIds ?? [])]),
    languageIds: present([queue?.languageId, stored?.languageId]),
    responseIds: present([draft.signature?.responseId, current.signature?.responseId]),
  }
  const flowIds = present([
    draft.routing?.flow?.flowId,
    draft.spamRouting?.flow?.flowId,
    current.routing.kind === 'FLOW' ? current.routing.flowId : null,
    current.spamRouting.kind === 'FLOW' ? current.spamRouting.flowId : null,
  ])
  const fromIds = present([draft.fromAddressId, current.fromAddressId])
  const mailboxes = [...(draft.bcc ?? []), ...current.bcc].map(({ address }) => address.trim().toLowerCase())
  const replyTo = present([draft.replyTo, current.replyTo]).map((address) => domainOf(address.trim()).toLowerCase())
  const facts = await loadReferenceFacts(rows, references, await loadAgents(rows, queueIds))
  const others = await loadOthers(rows, { flowIds, fromIds, keys: mailboxes.flatMap(keysOf), domains: replyTo })
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

function keysOf(key: string): string[] {
  return [key, key.replace(/(?!^)\+[^@]*/, '')]
}

function present(ids: readonly (string | null | undefined)[]): string[] {
  return [...new Set(ids.filter((id) => typeof id === 'string'))]
}
