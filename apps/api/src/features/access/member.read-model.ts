import { BUILT_IN_ROLES } from '@mailroom/core'
import { anyOf, raw, sql, type Sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { Person } from '../../database/directory.js'
import type { RoleEntity } from './access.entity.js'

/** A skill or language of a member, by name. */
export interface ProficiencyRow {
  readonly id: string
  readonly name: string
  readonly proficiency: number
}

/** The people behind memberships of the organisation, by their ids. */
export async function loadPeople(rows: TenantRows, userIds: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const found = await rows.all<Person>(sql`select u.id, u.email, u.name, u.locale, u.operator from "user" u
    join member m on m."userId" = u.id where m."organisationId" = ${rows.organisationId} and u.id ${anyOf(userIds)}`)
  return new Map(found.map((person) => [person.id, { ...person, operator: Boolean(person.operator) }]))
}

/** How safely a person signs in, and when they last did something, to the minute. */
export interface AccountState {
  readonly secondFactor: boolean
  readonly lastActiveAt: string | null
}

/** Of members' persons, by their ids. */
export async function loadAccountStates(
  rows: TenantRows,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, AccountState>> {
  const found = await rows.all<{ id: string; secondFactor: boolean; lastActiveAt: string | null }>(
    sql`select m."userId" as id, (f."confirmedAt" is not null) as "secondFactor",
          (select max(s."lastUsedAt") from session s where s."userId" = m."userId") as "lastActiveAt"
        from member m left join second_factor f on f."userId" = m."userId"
        where m."organisationId" = ${rows.organisationId} and m."userId" ${anyOf(userIds)}`,
  )
  return new Map(found.map(({ id, ...state }) => [id, { ...state, secondFactor: Boolean(state.secondFactor) }]))
}

/** Which members are asked for. */
export interface MemberFilter {
  readonly roleId?: string | null
  readonly secondFactor?: boolean | null
}

/** The condition of a list of members, `t`. */
export function ofMembers({ roleId, secondFactor }: MemberFilter): Sql {
  const role = roleId == null ? raw('') : sql` and t."roleId" = ${roleId}`
  if (secondFactor == null) return role
  const has = raw(
    `exists (select 1 from second_factor f where f."userId" = t."userId" and f."confirmedAt" is not null)`,
  )
  return sql`${role} and ${secondFactor ? raw('') : raw('not ')}${has}`
}

/** Skills or languages of members, by the members' ids. */
export async function loadProficiencies(
  rows: TenantRows,
  of: 'skill' | 'language',
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, ProficiencyRow[]>> {
  const column = raw(`"${of}Id"`)
  const found = await rows.all<ProficiencyRow & { memberId: string }>(sql`
    select p."memberId", t.id, t.name, p.proficiency from ${raw(`member_${of}`)} p
    join ${raw(of)} t on t."organisationId" = p."organisationId" and t.id = p.${column}
    where p."organisationId" = ${rows.organisationId} and p."memberId" ${anyOf(memberIds)} order by t."nameKey"`)
  const byMember = new Map<string, ProficiencyRow[]>(memberIds.map((id) => [id, []]))
  for (const { memberId, ...row } of found) byMember.get(memberId)?.push(row)
  return byMember
}

const BUILT_IN_ORDER = Object.keys(BUILT_IN_ROLES)

/** The roles of the organisation: the built-in ones as the rules list them, then the others by name. */
export async function loadRoles(rows: TenantRows): Promise<RoleEntity[]> {
  const found = await rows.all<RoleEntity & { permissions: unknown }>(
    sql`select r.* from role r where r."organisationId" = ${rows.organisationId} order by r."nameKey"`,
  )
  const roles = found.map((role) => ({
    ...role,
    builtIn: Boolean(role.builtIn),
    permissions: JSON.parse(role.permissions as unknown as string) as RoleEntity['permissions'],
  }))
  const rank = ({ builtIn, name }: RoleEntity) => (builtIn ? BUILT_IN_ORDER.indexOf(name) : BUILT_IN_ORDER.length)
  return roles.sort((a, b) => rank(a) - rank(b))
}

/** Which of the ids exist in a table of the organisation. */
export async function existing(rows: TenantRows, table: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const found = await rows.all<{ id: string }>(
    sql`select id from ${raw(`"${table}"`)} where "organisationId" = ${rows.organisationId} and id ${anyOf(ids)}`,
  )
  return new Set(found.map((row) => row.id))
}
