import { lintConfiguration, type LintDomain, type LintFinding, type LintPosition, type Severity } from '@mailroom/core'
import { raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { AddressBatch } from '../address/address-batch.read-model.js'
import { select, type AddressRow } from '../address/address.read-model.js'

/** Problems of one severity, by the counts that are kept with addresses (R-ADR-13). */
const COUNTS: Readonly<Record<Severity, Sql>> = {
  ERROR: raw('a."errorCount"'),
  WARNING: raw('(a."problemCount" - a."errorCount")'),
}

interface Wanted {
  readonly severity: Severity
  /** The address to begin with; null: the first. */
  readonly from: LintPosition | null
  readonly atOnce: number
}

/** Findings of the addresses that have some of the severity, in order, for as many addresses at once. */
export async function* lintAddresses(
  rows: TenantRows,
  domains: readonly LintDomain[],
  { severity, from, atOnce }: Wanted,
): AsyncGenerator<readonly LintFinding[]> {
  for (let start = from === null ? raw('') : startOf('>=', from.nameKey, from.entityId); ;) {
    const addresses = await select(
      rows,
      sql`${COUNTS[severity]} > 0${start} order by a."addressKey", a.id limit ${atOnce}`,
    )
    const last = addresses.at(-1)
    if (!last) return
    yield await lintSome(rows, domains, addresses)
    if (addresses.length < atOnce) return
    start = startOf('>', last.addressKey, last.id)
  }
}

/** How many findings of these severities addresses have. */
export async function countAddressFindings(rows: TenantRows, severities: readonly Severity[]): Promise<number> {
  const counts = severities.map((severity) => sql`sum(${COUNTS[severity]})`)
  const all = counts.reduce((sum, count) => sql`${sum} + ${count}`)
  const row = await rows.first<{ n: number }>(
    sql`select cast(coalesce(${all}, 0) as integer) as n from address a where a."organisationId" = ${rows.organisationId}`,
  )
  return row?.n ?? 0
}

function startOf(relation: '>' | '>=', addressKey: string, id: string): Sql {
  return sql` and (a."addressKey", a.id) ${raw(relation)} (${addressKey}, ${id})`
}

async function lintSome(
  rows: TenantRows,
  domains: readonly LintDomain[],
  addresses: readonly AddressRow[],
): Promise<readonly LintFinding[]> {
  const companions = await new AddressBatch(rows, addresses).companions()
  const from = new Map(addresses.map((address) => [address.fromAddressId, address.from?.address]))
  return lintConfiguration({
    domains,
    addresses,
    flows: [],
    queue: (id) => companions.queueFact(id),
    flow: (id) => companions.flowFact(id),
    addressOf: (id) => from.get(id),
    isOwnAddress: (key) => companions.isOwnAddress(key),
  })
}
