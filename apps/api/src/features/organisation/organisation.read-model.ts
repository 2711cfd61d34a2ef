import { LIMIT_KEYS, type LimitKey } from '@mailroom/core'
import { anyOf, prefixEnd, raw, sql, type Sql } from '../../database/sql.js'
import type { Rows } from '../../database/unit-of-work.js'
import {
  afterKey,
  pageOf,
  searchKey,
  toConnection,
  type Connection,
  type SearchArgs,
} from '../../graphql/connection.js'
import type { OrganisationEntity } from './organisation.entity.js'

type RawOrganisation = Omit<OrganisationEntity, 'limits' | 'settings'> & { limits: string; settings: string }

/** The organisations with these ids, by name. */
export async function loadOrganisations(rows: Rows, ids: readonly string[]): Promise<OrganisationEntity[]> {
  return select(rows, sql`t.id ${anyOf(ids)} order by t."nameKey", t.id`)
}

/** The organisation of a slug. */
export async function findOrganisation(rows: Rows, slug: string): Promise<OrganisationEntity | undefined> {
  return (await select(rows, sql`t.slug = ${slug}`))[0]
}

/** That one of these organisations which gave up the slug and still has it reserved. */
export async function findFormerOrganisation(
  rows: Rows,
  slug: string,
  ids: readonly string[],
  now: string,
): Promise<OrganisationEntity | undefined> {
  const former = sql`select "organisationId" from reserved_name
    where kind = 'SLUG' and name = ${slug} and "reservedUntil" > ${now}`
  return (await select(rows, sql`t.id ${anyOf(ids)} and t.id in (${former})`))[0]
}

/** A page of organisations by name, searched by name and slug; `ids` null: all there are. */
export async function pageOfOrganisations(
  rows: Rows,
  args: SearchArgs,
  ids: readonly string[] | null,
): Promise<Connection<OrganisationEntity>> {
  const page = pageOf(args)
  const prefix = searchKey(args.search)
  const searched = prefix
    ? sql` and ((t."nameKey" >= ${prefix} and t."nameKey" < ${prefixEnd(prefix)})
        or (t.slug >= ${prefix} and t.slug < ${prefixEnd(prefix)}))`
    : raw('')
  const where = sql`${ids === null ? raw('1 = 1') : sql`t.id ${anyOf(ids)}`}${searched}`
  const found = await select(
    rows,
    sql`${where}${afterKey('t."nameKey"', page)} order by t."nameKey", t.id limit ${page.first + 1}`,
  )
  return toConnection(
    page,
    found,
    (row) => row.nameKey,
    async () => {
      const counted = await rows.first<{ n: number }>(
        sql`select cast(count(*) as integer) as n from organisation t where ${where}`,
      )
      return counted?.n ?? 0
    },
  )
}

async function select(rows: Rows, condition: Sql): Promise<OrganisationEntity[]> {
  const found = await rows.all<RawOrganisation>(sql`select t.* from organisation t where ${condition}`)
  return found.map((row) => ({
    ...row,
    limits: JSON.parse(row.limits) as OrganisationEntity['limits'],
    settings: JSON.parse(row.settings) as OrganisationEntity['settings'],
  }))
}

/** How much of each limit is used by each organisation (R-ORG-2). What only mail uses up is 0 as long as there is none. */
export async function loadUsed(
  rows: Rows,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<LimitKey, number>>>> {
  const of = raw('"organisationId" = o.id')
  const found = await rows.all<Partial<Record<LimitKey, number>> & { readonly id: string }>(sql`select o.id,
    (select cast(count(*) as integer) from domain where ${of}) as domains,
    (select max("addressCount") from domain where ${of}) as "addressesPerDomain",
    (select max("bccCount") from address where ${of}) as "bccPerAddress",
    (select cast(count(*) as integer) from smtp_server where ${of}) as "smtpServers"
    from organisation o where o.id ${anyOf(ids)}`)
  const used = (row: Partial<Record<LimitKey, number>>) =>
    Object.fromEntries(LIMIT_KEYS.map((key) => [key, row[key] ?? 0])) as Record<LimitKey, number>
  return new Map(found.map((row) => [row.id, used(row)]))
}
