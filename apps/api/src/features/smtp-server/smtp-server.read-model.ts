import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import type { Use } from '../../graphql/write.js'
import type { SmtpServerEntity } from './smtp-server.entity.js'

/** A server as it is read: of its password only whether there is one. */
export type SmtpServerRow = Omit<SmtpServerEntity, 'password' | 'nameKey' | 'createdAt' | 'updatedAt'> & {
  readonly passwordSet: boolean
}

type RawRow = Omit<SmtpServerRow, 'passwordSet' | 'keepAlive'> & Record<'passwordSet' | 'keepAlive', boolean | number>

/** All servers of the organisation, by name. */
export function loadAllSmtpServers(rows: TenantRows): Promise<SmtpServerRow[]> {
  return load(rows, sql`1 = 1`)
}

/** The servers with these ids, in any order. */
export function loadSmtpServers(rows: TenantRows, ids: readonly string[]): Promise<SmtpServerRow[]> {
  return load(rows, sql`id ${anyOf(ids)}`)
}

async function load(rows: TenantRows, condition: ReturnType<typeof sql>): Promise<SmtpServerRow[]> {
  const found = await rows.all<RawRow>(sql`
    select "organisationId", id, version, name, host, port, security, "user", password is not null as "passwordSet",
      "maxMessageBytes", "keepAlive", "idleSeconds", "lastTestedAt", "lastTestResult"
    from smtp_server where "organisationId" = ${rows.organisationId} and ${condition} order by "nameKey"`)
  return found.map((row) => ({ ...row, passwordSet: Boolean(row.passwordSet), keepAlive: Boolean(row.keepAlive) }))
}

/** The row without its password. */
export function publicSmtpServer(server: SmtpServerEntity): SmtpServerRow {
  const { password, nameKey: _key, createdAt: _created, updatedAt: _updated, ...shown } = server
  return { ...shown, passwordSet: password !== null }
}

/** Domains that send by the server (R-ADR-10). */
export async function loadSmtpServerUses(rows: TenantRows, id: string): Promise<Use[]> {
  const found = await rows.all<{ id: string; name: string }>(sql`
    select id, name from domain where "organisationId" = ${rows.organisationId} and "smtpServerId" = ${id} order by name`)
  return found.map((use) => ({ entityType: 'EmailDomain', ...use }))
}

/** Who a test mail is from: the oldest address that sends by the server, else postmaster of its oldest domain. */
export async function loadTestSender(rows: TenantRows, id: string): Promise<string | null> {
  const found = await rows.first<{ name: string; localPart: string | null }>(sql`
    select d.name, a."localPart" from domain d
    left join address a on a."organisationId" = d."organisationId" and a."domainId" = d.id
    where d."organisationId" = ${rows.organisationId} and d."smtpServerId" = ${id}
    order by case when a.id is null then 1 else 0 end, a."createdAt", d."createdAt" limit 1`)
  return found ? `${found.localPart ?? 'postmaster'}@${found.name}` : null
}
