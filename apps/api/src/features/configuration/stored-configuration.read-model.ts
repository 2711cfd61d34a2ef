import { setImmediate } from 'node:timers/promises'
import {
  compareNames,
  toEntry,
  type Configuration,
  type ConfigurationEntries,
  type ConfigurationEntry,
  type ConfigurationSection,
  type FlowDefinition,
  type OrganisationSettings,
} from '@mailroom/core'
import type { HtmlCleaner } from '../../adapters/html/html-cleaner.js'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { select } from '../address/address.read-model.js'
import type { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import { loadBody } from '../canned-response/response-body.read-model.js'
import { loadAllSmtpServers } from '../smtp-server/smtp-server.read-model.js'
import { Ids } from './names.js'
import { addressEntry, definitionEntry } from './to-names.js'

/** Others wait no longer than for so many addresses. */
const AT_ONCE = 250

/** What an organisation has, as a file would say it, and the ids of all of it. */
export interface StoredConfiguration {
  readonly configuration: Configuration
  readonly ids: Ids
}

type Plain = Readonly<Record<string, unknown>>
interface Named {
  readonly id: string
  readonly name: string
}

/** The whole configuration of the organisation (a few statements, and one for every few hundred addresses). */
export async function loadStoredConfiguration(rows: TenantRows, cleaner: HtmlCleaner): Promise<StoredConfiguration> {
  const ids = new Ids()
  const nameOf = (id: string) => ids.nameOf(id)
  const sections: { [S in ConfigurationSection]?: ConfigurationEntries } = {}
  const add = <R extends Named>(section: ConfigurationSection, found: readonly R[], toPlain: (row: R) => Plain) => {
    for (const { id, name } of found) ids.add(section, name, id)
    sections[section] = sorted(found.map((row) => [row.name, toEntry(section, toPlain(row))]))
  }
  add('smtpServers', await loadAllSmtpServers(rows), smtpEntry)
  add('domains', await loadDomainSettings(rows), (domain) => domainEntry(domain, nameOf))
  add('skills', await loadNames(rows, 'skill'), () => ({}))
  add('languages', await loadNames(rows, 'language'), ({ tag }) => ({ tag }))
  add('queues', await loadQueues(rows), ({ scoringMethod, skillEvaluation, members }) => ({
    ...{ scoringMethod, skillEvaluation, members },
  }))
  add('cannedResponses', await loadResponses(rows, cleaner), ({ kind, html, text }) => ({ kind, html, text }))
  add('flows', await loadFlowRows(rows), (flow) => flowEntry(flow, nameOf))
  sections.addresses = await loadAddressEntries(rows, ids)
  return { configuration: { settings: await loadSettings(rows), sections }, ids }
}

function sorted(entries: readonly (readonly [string, ConfigurationEntry])[]): ConfigurationEntries {
  return new Map(entries.toSorted(([a], [b]) => compareNames(a, b)))
}

async function loadSettings(rows: TenantRows): Promise<ConfigurationEntry> {
  const found = await rows.first<{ settings: string }>(
    sql`select settings from organisation where id = ${rows.organisationId}`,
  )
  return toEntry('settings', { ...(JSON.parse(found?.settings ?? '{}') as OrganisationSettings) })
}

function loadNames(rows: TenantRows, table: 'skill' | 'language'): Promise<(Named & { readonly tag?: string })[]> {
  const own = sql`where "organisationId" = ${rows.organisationId}`
  return rows.all(
    table === 'skill' ? sql`select id, name from skill ${own}` : sql`select id, name, tag from language ${own}`,
  )
}

function smtpEntry({ host, port, security, user, maxMessageBytes, keepAlive, idleSeconds }: Plain): Plain {
  return { host, port, security, user, maxMessageBytes, keepAlive, idleSeconds }
}

interface DomainSettings extends Named {
  readonly type: string
  readonly sender: string
  readonly smtpServerId: string | null
  readonly serverSigns: boolean | number | null
  readonly reception: string
  readonly mailFromDomain: string | null
}

function loadDomainSettings(rows: TenantRows): Promise<DomainSettings[]> {
  return rows.all(sql`select id, name, type, sender, "smtpServerId", "serverSigns", reception, "mailFromDomain"
    from domain where "organisationId" = ${rows.organisationId}`)
}

/** Under SMTP a MAIL FROM rests, and cannot be set (R-DOM-8). */
function domainEntry(domain: DomainSettings, nameOf: (id: string) => string): Plain {
  const { type, sender, smtpServerId, serverSigns, reception, mailFromDomain } = domain
  return {
    ...{ type, sender, reception, serverSigns: Boolean(serverSigns) },
    smtpServer: smtpServerId && nameOf(smtpServerId),
    mailFromDomain: sender === 'SMTP' ? null : mailFromDomain,
  }
}

interface QueueRow extends Named {
  readonly scoringMethod: string
  readonly skillEvaluation: string
  readonly members: readonly string[]
}

async function loadQueues(rows: TenantRows): Promise<QueueRow[]> {
  const queues = await rows.all<Omit<QueueRow, 'members'>>(sql`
    select id, name, "scoringMethod", "skillEvaluation" from queue where "organisationId" = ${rows.organisationId}`)
  const found = await rows.all<{ queueId: string; email: string }>(sql`
    select q."queueId", u.email from queue_member q
    join member m on m."organisationId" = q."organisationId" and m.id = q."memberId" join "user" u on u.id = m."userId"
    where q."organisationId" = ${rows.organisationId}`)
  const members = new Map<string, string[]>(queues.map(({ id }) => [id, []]))
  for (const { queueId, email } of found) members.get(queueId)?.push(email)
  return queues.map((queue) => ({ ...queue, members: members.get(queue.id) ?? [] }))
}

type ResponseRow = Pick<
  CannedResponseEntity,
  'id' | 'name' | 'kind' | 'html' | 'text' | 'ownText' | 'source' | 'policyVersion'
>

/** A text is in the file only where it was given: otherwise it is made of the HTML. */
async function loadResponses(rows: TenantRows, cleaner: HtmlCleaner) {
  const found = await rows.all<ResponseRow>(sql`
    select id, name, kind, html, text, "ownText", source, "policyVersion" from canned_response
    where "organisationId" = ${rows.organisationId}`)
  const responses = []
  for (const row of found) {
    const { html } = await loadBody(row, cleaner)
    responses.push({ id: row.id, name: row.name, kind: row.kind, html, text: row.ownText ? row.text : null })
  }
  return responses
}

interface FlowRow extends Named {
  readonly draft: string
  readonly published: string | null
}

function loadFlowRows(rows: TenantRows): Promise<FlowRow[]> {
  return rows.all(sql`select id, name, draft, published from flow where "organisationId" = ${rows.organisationId}`)
}

/** `published: true` where the draft is what is published. */
function flowEntry({ draft, published }: FlowRow, nameOf: (id: string) => string): Plain {
  const entryOf = (text: string) => definitionEntry(JSON.parse(text) as FlowDefinition, nameOf)
  if (published === null) return { draft: entryOf(draft), published: false }
  const [own, live] = [draft, published].map((text) => toEntry('flows', { draft: entryOf(text) }))
  const isSame = JSON.stringify(own) === JSON.stringify(live)
  return { draft: entryOf(draft), published: isSame ? true : entryOf(published) }
}

async function loadAddressEntries(rows: TenantRows, ids: Ids): Promise<ConfigurationEntries> {
  const named = await rows.all<Named>(sql`
    select a.id, a."localPart" || '@' || d.name as name from address a
    join domain d on d."organisationId" = a."organisationId" and d.id = a."domainId"
    where a."organisationId" = ${rows.organisationId}`)
  for (const { id, name } of named) ids.add('addresses', name, id)
  const entries: (readonly [string, ConfigurationEntry])[] = []
  for (let after = ''; ;) {
    const page = await select(rows, sql`a.id > ${after} order by a.id limit ${AT_ONCE}`)
    for (const { address, settings } of page)
      entries.push([
        address,
        toEntry(
          'addresses',
          addressEntry(settings, (id) => ids.nameOf(id)),
        ),
      ])
    if (page.length < AT_ONCE) return sorted(entries)
    after = page.at(-1)!.id
    await setImmediate()
  }
}
