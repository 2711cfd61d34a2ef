import { permissionsHeld, type Permission } from '@mailroom/core'
import { raw, sql } from './sql.js'
import type { Rows } from './unit-of-work.js'

/** A signed-in person. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly locale: string
  readonly operator: boolean
}

/** What a person is in one organisation. */
export interface DirectoryMembership {
  readonly organisationId: string
  /** Whether the operator has suspended the organisation. */
  readonly isSuspended: boolean
  readonly memberId: string
  readonly roleId: string
  readonly permissions: readonly Permission[]
}

/** A session with its person. */
export interface DirectorySession extends Person {
  readonly createdAt: string
  readonly lastUsedAt: string
}

/** An API key, without what proves it. */
export interface DirectoryApiKey {
  readonly id: string
  readonly name: string
  readonly keyId: string
  readonly lastFour: string
  readonly permissions: readonly Permission[]
  readonly operator: boolean
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly previousUntil: string | null
  /** Null: made before makers were kept. */
  readonly makerId: string | null
  readonly makerName: string | null
  /** What it may do: nothing that its maker may not any more. Null: its maker is no member, and it stands still. */
  readonly held: readonly Permission[] | null
}

/** An API key with its organisation and the hashes that it is proved by. */
export interface StoredApiKey {
  readonly organisationId: string
  /** Whether the operator has suspended the organisation. */
  readonly isSuspended: boolean
  readonly apiKey: DirectoryApiKey
  readonly secretHash: string
  readonly previousHash: string | null
  readonly previousUntil: string | null
}

/** A key as it is read, `k`, with what its maker has now: `MAKER` joined. */
export type RawApiKey = Omit<DirectoryApiKey, 'permissions' | 'held'> & {
  readonly permissions: string
  readonly makerPermissions: string | null
}

/** Columns of a `RawApiKey`. */
export const KEY = raw(`k.id, k.name, k."keyId", k."lastFour", k.permissions, k.operator, k."expiresAt", k."lastUsedAt",
  k."previousUntil", k."makerId", k."makerName", r.permissions as "makerPermissions"`)
export const MAKER = raw(`left join member m on m."organisationId" = k."organisationId" and m."userId" = k."makerId"
    and not m.suspended
  left join role r on r."organisationId" = m."organisationId" and r.id = m."roleId"`)

/** A key without what is joined only to decide what it may do. */
export function toDirectoryKey({ makerPermissions, ...row }: RawApiKey): DirectoryApiKey {
  const permissions = JSON.parse(row.permissions) as Permission[]
  return {
    ...row,
    permissions,
    operator: Boolean(row.operator),
    held: heldBy(row.makerId, permissions, makerPermissions),
  }
}

function heldBy(makerId: string | null, permissions: Permission[], own: string | null): readonly Permission[] | null {
  if (makerId === null) return permissions
  return own === null ? null : permissionsHeld(permissions, new Set(JSON.parse(own) as string[]))
}

/** The key of this id; no operator's one where its maker operates nothing any more. */
export async function findApiKey(rows: Rows, keyId: string): Promise<StoredApiKey | undefined> {
  const row = await rows.first<Omit<StoredApiKey, 'apiKey'> & RawApiKey & { readonly makerOperates: boolean | null }>(
    sql`select ${KEY}, k."organisationId", k."secretHash", k."previousHash", u.operator as "makerOperates",
          (o."suspendedAt" is not null) as "isSuspended"
        from api_key k join organisation o on o.id = k."organisationId" ${MAKER}
        left join "user" u on u.id = k."makerId" where k."keyId" = ${keyId}`,
  )
  if (!row) return undefined
  const { organisationId, isSuspended, secretHash, previousHash, makerOperates, ...rest } = row
  const apiKey = toDirectoryKey(rest)
  return {
    ...{ organisationId, secretHash, previousHash, isSuspended: Boolean(isSuspended) },
    previousUntil: apiKey.previousUntil,
    apiKey: { ...apiKey, operator: apiKey.operator && (apiKey.makerId === null || Boolean(makerOperates)) },
  }
}

/** The session of a token's hash. */
export async function findSession(rows: Rows, tokenHash: string): Promise<DirectorySession | undefined> {
  const row = await rows.first<DirectorySession>(sql`
    select u.id, u.email, u.name, u.locale, u.operator, s."createdAt", s."lastUsedAt"
    from session s join "user" u on u.id = s."userId" where s."tokenHash" = ${tokenHash}`)
  return row && { ...row, operator: Boolean(row.operator) }
}

/** Everything that the person is a member of. */
export async function loadMemberships(rows: Rows, userId: string): Promise<DirectoryMembership[]> {
  const found = await rows.all<Omit<DirectoryMembership, 'permissions'> & { permissions: string }>(sql`
    select m."organisationId", m.id as "memberId", r.id as "roleId", r.permissions,
      (o."suspendedAt" is not null) as "isSuspended"
    from member m join organisation o on o.id = m."organisationId" join role r on r."organisationId" = m."organisationId" and r.id = m."roleId"
    where m."userId" = ${userId} and not m.suspended`)
  return found.map((row) => ({
    ...row,
    isSuspended: Boolean(row.isSuspended),
    permissions: JSON.parse(row.permissions) as Permission[],
  }))
}

/** Whether anybody exists: without, the installation has to be set up. */
export async function hasPeople(rows: Rows): Promise<boolean> {
  return (await rows.first(sql`select 1 from "user" limit 1`)) !== undefined
}
