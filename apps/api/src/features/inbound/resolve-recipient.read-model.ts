import {
  redirectTargetOf,
  type Edition,
  type OrganisationSettings,
  type RecipientClaim,
  type RecipientQuestion,
} from '@mailroom/core'
import { raw, sql, type Sql } from '../../database/sql.js'
import type { Rows } from '../../database/unit-of-work.js'

/** An organisation that may have the recipient. */
export interface StoredClaim extends RecipientClaim {
  readonly organisation: { readonly id: string; readonly slug: string; readonly name: string }
}

interface RawClaim {
  readonly organisationId: string
  readonly slug: string
  readonly organisationName: string
  readonly edition: Edition
  readonly suspendedAt: string | null
  readonly settings: string
  readonly domainId: string
  readonly domain: string
  readonly verifiedName: string | null
  readonly receiveReady: boolean | number
  readonly id: string | null
  readonly localPart: string | null
  readonly addressKey: string
  readonly redirectSecret: string
}

const COLUMNS =
  raw(`select o.id as "organisationId", o.slug, o.name as "organisationName", o.edition, o."suspendedAt", o.settings,
  d.id as "domainId", d.name as domain, d."verifiedName", d."receiveReady",
  a.id, a."localPart", a."addressKey", a."redirectSecret"`)

/** Every organisation that has the domain or the redirection target, in one statement that reads by indexes alone. */
export async function loadRecipientClaims(
  rows: Rows,
  question: RecipientQuestion,
  platformRoot: string,
): Promise<StoredClaim[]> {
  const found = await rows.all<RawClaim>(recipientStatement(question))
  const claims = new Map<string, StoredClaim>()
  for (const row of found) {
    const known = claims.get(row.domainId)
    const addresses = row.id === null ? [] : [toAddress(row, platformRoot)]
    claims.set(row.domainId, { ...toClaim(row), addresses: [...(known?.addresses ?? []), ...addresses] })
  }
  return [...claims.values()]
}

export function recipientStatement({ domain, addressKeys, redirectSecret }: RecipientQuestion): Sql {
  const [key, plainKey = key] = addressKeys
  const byDomain = sql`${COLUMNS} from domain d join organisation o on o.id = d."organisationId"
    left join address a on a."organisationId" = d."organisationId" and a."addressKey" in (${key}, ${plainKey})
    where d.name = ${domain}`
  if (redirectSecret === null) return byDomain
  return sql`${byDomain} union all ${COLUMNS} from address a
    join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
    join organisation o on o.id = a."organisationId" where a."redirectSecret" = ${redirectSecret}`
}

function toClaim(row: RawClaim): Omit<StoredClaim, 'addresses'> {
  return {
    organisation: { id: row.organisationId, slug: row.slug, name: row.organisationName },
    edition: row.edition,
    isSuspended: row.suspendedAt !== null,
    settings: JSON.parse(row.settings) as OrganisationSettings,
    domain: {
      id: row.domainId,
      name: row.domain,
      isOwned: row.verifiedName !== null,
      canReceive: Boolean(row.receiveReady),
    },
  }
}

function toAddress({ id, localPart, domain, addressKey, redirectSecret }: RawClaim, platformRoot: string) {
  const redirectTarget = redirectTargetOf(addressKey, redirectSecret, platformRoot)
  return { id: id ?? '', address: `${localPart}@${domain}`, redirectTarget }
}
