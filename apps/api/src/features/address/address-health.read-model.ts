import type { Problem } from '@mailroom/core'
import { join, raw, sql, type Sql } from '../../database/sql.js'
import type { UnitOfWork } from '../../database/unit-of-work.js'
import { AddressEntity } from './address.entity.js'
import { AddressBatch } from './address-batch.read-model.js'
import { loadAddresses, select, type AddressRow } from './address.read-model.js'

const AT_ONCE = 500

/** What a write has touched; health is renewed for the addresses that may feel it. */
export type Touched =
  | { readonly queueId: string }
  | { readonly flowId: string }
  /** Also for a domain that was added or deleted: Reply-To may lie on it. */
  | { readonly domainId: string; readonly domainName?: string }
  /** Addresses came or went: they may be somebody's hidden recipients. */
  | { readonly bccKeys: readonly string[] }

/** Counts the problems of the addresses anew, inside the unit that has touched them (R-ADR-13). */
export async function renewHealth(uow: UnitOfWork, touched: Touched): Promise<void> {
  for (let after = ''; ;) {
    const addresses = await select(
      uow,
      sql`(${conditionOf(uow, touched)}) and a.id > ${after} order by a.id limit ${AT_ONCE}`,
    )
    if (addresses.length === 0) return
    await renewTogether(uow, addresses)
    if (addresses.length < AT_ONCE) return
    after = addresses.at(-1)!.id
  }
}

/** The address itself after it was written, with its health as of now. */
export async function renewOwnHealth(uow: UnitOfWork, id: string): Promise<AddressRow> {
  const [address] = await renewHealthOf(uow, [id])
  if (!address) throw new Error('The address that was just written is gone')
  return address
}

/** The same of several, read together; in any order. */
export async function renewHealthOf(uow: UnitOfWork, ids: readonly string[]): Promise<AddressRow[]> {
  if (ids.length === 0) return []
  return renewTogether(uow, await loadAddresses(uow, ids))
}

/** Only what is other than it was is written. */
async function renewTogether(uow: UnitOfWork, addresses: readonly AddressRow[]): Promise<AddressRow[]> {
  const companions = await new AddressBatch(uow, addresses).companions()
  const renewed = addresses.map((address) => ({ ...address, ...countsOf(companions.healthOf(address)) }))
  const others = renewed.filter(
    (each, index) =>
      each.problemCount !== addresses[index]!.problemCount || each.errorCount !== addresses[index]!.errorCount,
  )
  await uow
    .of(AddressEntity)
    .keepMany(others.map(({ id, problemCount, errorCount }) => ({ id, patch: { problemCount, errorCount } })))
  return renewed
}

function countsOf(problems: readonly Problem[]): Pick<AddressRow, 'problemCount' | 'errorCount'> {
  return { problemCount: problems.length, errorCount: problems.filter(isError).length }
}

function isError({ severity }: Problem): boolean {
  return severity === 'ERROR'
}

function conditionOf(uow: UnitOfWork, touched: Touched): Sql {
  if ('queueId' in touched) return sql`a."queueId" = ${touched.queueId}`
  if ('flowId' in touched) return sql`a."flowId" = ${touched.flowId} or a."spamFlowId" = ${touched.flowId}`
  if ('bccKeys' in touched) {
    const hidden = touched.bccKeys.map((key) => sql`lower(a.bcc) like ${`%${likeOf(key)}%`} escape '!'`)
    return sql`a.bcc <> '[]' and (${join(hidden, ' or ')})`
  }
  const senders = sql`select u.id from address u where u."organisationId" = ${uow.organisationId} and u."domainId" = ${touched.domainId}`
  const replies = touched.domainName
    ? sql` or lower(a."replyTo") like ${`%@${likeOf(touched.domainName)}`} escape '!'`
    : raw('')
  return sql`a."domainId" = ${touched.domainId} or a."fromAddressId" in (${senders})${replies}`
}

/** The part after the name: `help` also comes back through `help+x` (R-IN-1). */
function likeOf(text: string): string {
  const escaped = text.replaceAll(/[!%_]/g, '!$&')
  return escaped.replace('@', '%@')
}
