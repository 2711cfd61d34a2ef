import { nameKey } from '@mailroom/core'
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql'
import { raw, sql, prefixEnd, type Sql } from '../database/sql.js'
import type { TenantRows } from '../database/unit-of-work.js'
import { badInput } from './errors.js'

export const LARGEST_PAGE = 200

@ObjectType('PageInfo', { description: 'Where a page of a list stands.', simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether some come before: true for every page but the first.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'Cursor of the first node; null on an empty page.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'Cursor of the last node: `after` of the next page.' })
  endCursor!: string | null
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 200.' })
  first!: number | null

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before.' })
  after?: string | null
}

@ArgsType()
export class SearchArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Prefix, without regard to case.' })
  search?: string | null
}

/** Where a page starts and how long it is, checked. */
export interface Page {
  readonly first: number
  /** Key and id of the last row before the page. */
  readonly after: readonly [key: string, id: string] | null
}

/** One page of rows and, on demand, the number of all. */
export interface Connection<N> {
  readonly nodes: readonly N[]
  readonly edges: readonly { readonly cursor: string; readonly node: N }[]
  readonly pageInfo: PageInfoType
  /** Counted only where it is asked for. */
  readonly totalCount: Promise<number>
}

/** The type of a connection, with `edges` only where the contract has them. */
export function connectionType<N extends object>(name: string, node: () => ClassType<N>, what: string): ClassType {
  @ObjectType(`${name}Connection`, { description: `A page of ${what}.`, simpleResolvers: true })
  class ConnectionType {
    @Field(() => [node()], { description: `The ${what} of the page.` })
    nodes!: readonly N[]

    @Field(() => PageInfoType, { description: 'Where the page stands.' })
    pageInfo!: PageInfoType

    @Field(() => Int, {
      simple: false,
      description: `How many ${what} there are in all. Counted only where it is asked for.`,
    })
    totalCount!: number
  }
  return ConnectionType
}

/** The page that the arguments ask for; anything out of range is BAD_USER_INPUT. */
export function pageOf({ first, after }: PageArgs): Page {
  if (first === null || first < 1 || first > LARGEST_PAGE) throw badInput(`first must be from 1 to ${LARGEST_PAGE}`)
  return { first, after: after ? decode(after) : null }
}

/** The connection of `first + 1` rows that were asked for. */
export function toConnection<R extends { readonly id: string }>(
  page: Page,
  rows: readonly R[],
  keyOf: (row: R) => string,
  count: () => Promise<number>,
): Connection<R> {
  const nodes = rows.slice(0, page.first)
  const cursorOf = (node: R) => encode(keyOf(node), node.id)
  const [first, last] = [nodes[0], nodes.at(-1)]
  const pageInfo = {
    hasNextPage: rows.length > page.first,
    hasPreviousPage: page.after !== null,
    startCursor: first ? cursorOf(first) : null,
    endCursor: last ? cursorOf(last) : null,
  }
  return new LazyConnection(nodes, pageInfo, cursorOf, count)
}

/** The same page of what the nodes are shown as. Counted still only where it is asked for. */
export function mapNodes<R, T>(page: Connection<R>, toNode: (node: R) => T): Connection<T> {
  const cursors = page.edges.map(({ cursor }) => cursor)
  const cursorOf = (_node: T, index: number) => cursors[index]!
  return new LazyConnection(
    page.nodes.map((node) => toNode(node)),
    page.pageInfo,
    cursorOf,
    () => page.totalCount,
  )
}

/**
 * Makes what few ask for when it is asked for. A class, as an object literal with a getter gets a shape of its own, which
 * the engine keeps, with all that the getter sees, far longer than the request.
 */
class LazyConnection<N> implements Connection<N> {
  constructor(
    readonly nodes: readonly N[],
    readonly pageInfo: PageInfoType,
    private readonly cursorOf: (node: N, index: number) => string,
    private readonly count: () => Promise<number>,
  ) {}

  get edges() {
    return this.nodes.map((node, index) => ({ cursor: this.cursorOf(node, index), node }))
  }

  get totalCount() {
    return this.count()
  }
}

/** A page of a table of an organisation in the order of its names, searched by their prefix (R-ORG-7). */
export async function loadNamed<R extends { readonly id: string; readonly nameKey: string }>(
  rows: TenantRows,
  table: string,
  args: SearchArgs,
  columns: Sql = raw('t.*'),
  /** Further conditions, each begun with `and`. */
  also: Sql = raw(''),
): Promise<Connection<R>> {
  const page = pageOf(args)
  const where = sql`from ${raw(`"${table}"`)} t where t."organisationId" = ${rows.organisationId}${prefixed(args.search)}${also}`
  const found = await rows.all<R>(
    sql`select ${columns} ${where}${afterKey('t."nameKey"', page)} order by t."nameKey", t.id limit ${page.first + 1}`,
  )
  return toConnection(
    page,
    found,
    (row) => row.nameKey,
    () => countOf(rows, where),
  )
}

/** The number of rows of a `from … where …`. */
export async function countOf(rows: TenantRows, fromWhere: Sql): Promise<number> {
  const row = await rows.first<{ n: number }>(sql`select cast(count(*) as integer) as n ${fromWhere}`)
  return row?.n ?? 0
}

/** Rows after the page's start, in the order of the column and the id. */
export function afterKey(column: string, page: Page, id = 't.id'): Sql {
  if (!page.after) return raw('')
  const [key, last] = page.after
  return sql` and (${raw(column)}, ${raw(id)}) > (${key}, ${last})`
}

function prefixed(search: string | null | undefined): Sql {
  const prefix = searchKey(search)
  return prefix === '' ? raw('') : sql` and t."nameKey" >= ${prefix} and t."nameKey" < ${prefixEnd(prefix)}`
}

/** A search text as keys are stored. */
export function searchKey(search: string | null | undefined): string {
  return nameKey((search ?? '').trim())
}

function encode(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url')
}

function decode(cursor: string): readonly [string, string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(parsed) &&
      parsed.length === 2 &&
      parsed.every((part) => typeof part === 'string' && !part.includes('\0'))
    ) {
      return [parsed[0] as string, parsed[1] as string]
    }
  } catch {
    // No cursor of ours: refused below.
  }
  throw badInput('after is no cursor of this list')
}
