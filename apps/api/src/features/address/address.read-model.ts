import type { AddressSettings, Mailbox } from '@mailroom/core'
import { anyOf, join, perDialect, prefixEnd, raw, sql, unindexed, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { countOf, pageOf, searchKey, toConnection, type Connection, type Page } from '../../graphql/connection.js'
import type { DomainRow } from '../domain/domain.read-model.js'
import { toSettings, type AddressEntity } from './address.entity.js'
import { AddressBatch } from './address-batch.read-model.js'
import type { AddressListArgs } from './address.input.js'

/** What is carried over from another address that mail is sent from (R-ADR-6). */
export interface FromRow {
  readonly address: string
  readonly domain: string
  readonly sendReady: boolean
  readonly replyTo: string | null
  readonly bcc: readonly Mailbox[]
}

/** An address as it is read. Plain data: it can be stored with an idempotency key. */
export interface AddressRow extends Omit<AddressEntity, 'redirectSecret'> {
  readonly redirectSecret: string
  readonly address: string
  readonly domainName: string
  readonly reception: string
  readonly sendReady: boolean
  readonly receiveReady: boolean
  readonly settings: AddressSettings
  /** Null: mail is sent from the address itself. */
  readonly from: FromRow | null
}

/** An address together with those that were read with it: what one of them needs is loaded for all. */
export type LoadedAddress = AddressRow & { readonly batch: AddressBatch }

type RawRow = Omit<AddressRow, 'bcc' | 'settings' | 'from' | 'address'> & {
  readonly bcc: string
  readonly skillIds: string
  readonly fromLocalPart: string | null
  readonly fromDomain: string
  readonly fromSendReady: boolean | number
  readonly fromReplyTo: string | null
  readonly fromBcc: string
}

const SKILLS = sql`from address_skill s where s."organisationId" = a."organisationId" and s."addressId" = a.id`
const COLUMNS = sql`a.*, d.name as "domainName", d.reception, d."sendReady", d."receiveReady",
  f."localPart" as "fromLocalPart", f."replyTo" as "fromReplyTo", f.bcc as "fromBcc",
  fd.name as "fromDomain", fd."sendReady" as "fromSendReady",
  ${perDialect(
    sql`(select json_group_array(s."skillId") ${SKILLS})`,
    sql`(select coalesce(json_agg(s."skillId"), '[]')::text ${SKILLS})`,
  )} as "skillIds"`
const JOINS = raw(`from address a
  join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
  left join address f on f."organisationId" = a."organisationId" and f.id = a."fromAddressId"
  left join domain fd on fd."organisationId" = f."organisationId" and fd.id = f."domainId"`)

/** Addresses by id, in any order. */
export function loadAddresses(rows: TenantRows, ids: readonly string[]): Promise<AddressRow[]> {
  return select(rows, sql`a.id ${anyOf(ids)}`)
}

/** Addresses that a condition on `a` picks. */
export async function select(rows: TenantRows, condition: Sql): Promise<AddressRow[]> {
  const found = await rows.all<RawRow>(
    sql`select ${COLUMNS} ${JOINS} where a."organisationId" = ${rows.organisationId} and ${condition}`,
  )
  return found.map(toRow)
}

/** Marks the rows as read together. */
export function together(rows: TenantRows, addresses: readonly AddressRow[]): LoadedAddress[] {
  const batch = new AddressBatch(rows, addresses)
  return addresses.map((address) => Object.assign(address, { batch }))
}

/** Addresses by id, for loaders. */
export async function loadAddressesTogether(
  rows: TenantRows,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LoadedAddress>> {
  return new Map(together(rows, await loadAddresses(rows, ids)).map((address) => [address.id, address]))
}

/** The address of a key (`local@domain` in lower case). */
export async function findAddress(rows: TenantRows, key: string): Promise<LoadedAddress | undefined> {
  return together(rows, await select(rows, sql`a."addressKey" = ${key}`))[0]
}

/** A page of addresses in the order asked for. `domains`: those that the addresses are on. */
export async function pageOfAddresses(
  rows: TenantRows,
  args: AddressListArgs,
  domains: readonly Pick<DomainRow, 'id' | 'name'>[],
  domainId: string | null = null,
): Promise<Connection<LoadedAddress>> {
  const page = pageOf(args)
  const order = ORDERS[args.orderBy ?? 'ADDRESS_ASC']
  const filter = filterOf(args, domainId)
  const prefix = searchKey(args.search)
  const searched = prefix === '' ? [] : branches(prefix, domains)
  const matching = prefix === '' ? raw('') : sql` and (${join(searched, ' or ')})`
  const { column, direction } = order
  const rest = raw(` ${direction}, a.id ${direction} limit `)
  const inOrder = sql`${filter}${afterOf(order, page)} order by a.${raw(`"${column}"`)}${rest}${page.first + 1}`
  const found =
    prefix === ''
      ? await select(rows, sql`1 = 1${inOrder}`)
      : await select(
          rows,
          sql`a.id in (${candidates(rows, searched, inOrder)}) order by ${unindexed(`a."${column}"`)}${rest}${page.first + 1}`,
        )
  const nodes = together(rows, found)
  await nodes[0]?.batch.companions()
  const where = sql`from address a where a."organisationId" = ${rows.organisationId}${filter}${matching}`
  return toConnection(
    page,
    nodes,
    (row) => row[order.column],
    () => countOf(rows, where),
  )
}

const ORDERS = {
  ADDRESS_ASC: { column: 'addressKey', direction: 'asc', beyond: '>' },
  ADDRESS_DESC: { column: 'addressKey', direction: 'desc', beyond: '<' },
  UPDATED_DESC: { column: 'updatedAt', direction: 'desc', beyond: '<' },
} as const
type Order = (typeof ORDERS)[keyof typeof ORDERS]

function afterOf(order: Order, page: Page): Sql {
  if (!page.after) return raw('')
  const [key, id] = page.after
  return sql` and (a.${raw(`"${order.column}"`)}, a.id) ${raw(order.beyond)} (${key}, ${id})`
}

function filterOf({ filter }: AddressListArgs, domainId: string | null): Sql {
  const { queueId, flowId, hasProblems } = filter ?? {}
  const conditions = [
    ...(domainId === null ? [] : [sql` and a."domainId" = ${domainId}`]),
    ...(filter?.domainId == null ? [] : [sql` and a."domainId" = ${filter.domainId}`]),
    ...(queueId == null ? [] : [sql` and a."queueId" = ${queueId}`]),
    ...(flowId == null ? [] : [sql` and (a."flowId" = ${flowId} or a."spamFlowId" = ${flowId})`]),
    ...(hasProblems == null ? [] : [raw(hasProblems ? ' and a."problemCount" > 0' : ' and a."problemCount" = 0')]),
  ]
  return conditions.reduce((all, each) => sql`${all}${each}`, raw(''))
}

/** Prefix of local part, domain or From name, each on its own index. */
function branches(prefix: string, domains: readonly Pick<DomainRow, 'id' | 'name'>[]): Sql[] {
  const end = prefixEnd(prefix)
  const on = domains.filter(({ name }) => name.startsWith(prefix)).map(({ id }) => id)
  return [
    sql`a."addressKey" >= ${prefix} and a."addressKey" < ${end}`,
    ...(on.length === 0 ? [] : [sql`a."domainId" ${anyOf(on)}`]),
    sql`a."fromNameKey" >= ${prefix} and a."fromNameKey" < ${end}`,
  ]
}

/** Ids of the first matches of each kind: the page is among them. */
function candidates(rows: TenantRows, searched: readonly Sql[], inOrder: Sql): Sql {
  const own = sql`select a.id from address a where a."organisationId" = ${rows.organisationId}`
  return join(
    searched.map((branch) => sql`select id from (${own} and ${branch}${inOrder}) m`),
    ' union ',
  )
}

/** In place: rows are wide, and pages of them are copied for nothing. */
function toRow(raw: RawRow): AddressRow {
  const { localPart, domainName, multipleActions, sendReady, receiveReady } = raw
  const row = Object.assign(raw as unknown as AddressRow & { settings: AddressSettings }, {
    address: `${localPart}@${domainName}`,
    bcc: toMailboxes(raw.bcc),
    multipleActions: Boolean(multipleActions),
    sendReady: Boolean(sendReady),
    receiveReady: Boolean(receiveReady),
    from: toFrom(raw),
  })
  row.settings = toSettings(row, (JSON.parse(raw.skillIds) as string[]).sort())
  return row
}

function toFrom({ fromLocalPart, fromDomain, fromSendReady, fromReplyTo, fromBcc }: RawRow): FromRow | null {
  if (fromLocalPart === null) return null
  return {
    address: `${fromLocalPart}@${fromDomain}`,
    domain: fromDomain,
    sendReady: Boolean(fromSendReady),
    replyTo: fromReplyTo,
    bcc: toMailboxes(fromBcc),
  }
}

function toMailboxes(text: string): readonly Mailbox[] {
  return text === '[]' ? [] : (JSON.parse(text) as Mailbox[])
}
