import {
  keyOfCell,
  keysOfBccCell,
  type AddressFileFacts,
  type AddressFileLine,
  type FileDomainFact,
  type Limits,
} from '@mailroom/core'
import { newId } from '../../database/ids.js'
import { anyOf, sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { select, type AddressRow } from '../address/address.read-model.js'
import { loadAllDomains } from '../domain/domain.read-model.js'
import type { OrganisationEntity } from '../organisation/organisation.entity.js'
import { loadNames, type Names } from '../reference/names.read-model.js'
import { inPieces, partsOf } from './in-pieces.js'

const KEYS_AT_ONCE = 200
const IDS_AT_ONCE = 500

/** What core has to know of a file's organisation, and what it calls its things. */
export interface LoadedFacts {
  readonly facts: AddressFileFacts
  readonly names: Names
  /** The address of an id that the file speaks of, for its From (R-ADR-3). */
  addressOf(id: string): string | undefined
  /** An address of the file that is stored, as it was read. */
  rowOf(id: string): AddressRow | undefined
}

/** Loads what the lines speak of, in few statements whatever their number. */
export async function loadAddressFileFacts(
  rows: TenantRows,
  lines: readonly AddressFileLine[],
  { edition, limits }: Pick<OrganisationEntity, 'edition'> & { readonly limits: Limits },
): Promise<LoadedFacts> {
  const { organisationId } = rows
  const names = await loadNames(rows)
  const domains = await loadDomainFacts(rows)
  const stored = await loadStored(rows, keysOf(lines))
  const byId = new Map([...stored.values()].map((row) => [row.id, row]))
  const { flows, responses } = await loadDetails(rows)
  const ownKeys = await loadOwnKeys(rows, lines)
  const ids = (await makeIds(organisationId, Math.max(0, lines.length - stored.size))).values()
  const facts: AddressFileFacts = {
    edition,
    limits,
    idOf: (kind, name) => names.idOf(kind, name),
    domain: (name) => domains.get(name),
    stored: (key) => stored.get(key),
    newId: () => ids.next().value ?? newId('adr', organisationId),
    flow: (id) => {
      const name = names.nameOf('Flow', id)
      return name === undefined ? undefined : { name, published: flows.has(id) }
    },
    response: (id) => responses.get(id),
    fromAddress: (id) => {
      const row = byId.get(id)
      return row && { address: row.address, domain: row.domainName, canSend: row.sendReady }
    },
    isOwnAddress: (key) => ownKeys.has(key),
    isOwnDomain: (name) => domains.has(name),
  }
  return { facts, names, addressOf: (id) => byId.get(id)?.address, rowOf: (id) => byId.get(id) }
}

/** About as many as the lines make: thousands at once would hold the process. */
async function makeIds(organisationId: string, count: number): Promise<string[]> {
  const ids: string[] = []
  for await (const part of inPieces(partsOf(Array<null>(count).fill(null), IDS_AT_ONCE), 1))
    ids.push(...part.map(() => newId('adr', organisationId)))
  return ids
}

function keysOf(lines: readonly AddressFileLine[]): string[] {
  const own = lines.flatMap(({ address }) => (address === null ? [] : [address.toLowerCase()]))
  const from = new Set(lines.map(({ cells }) => cells?.fromAddress.trim() ?? ''))
  return [...new Set([...own, ...[...from].flatMap((cell) => keyOfCell(cell) ?? [])])]
}

async function loadStored(rows: TenantRows, keys: readonly string[]): Promise<Map<string, AddressRow>> {
  const stored = new Map<string, AddressRow>()
  for await (const part of inPieces(partsOf(keys, KEYS_AT_ONCE), 1))
    for (const row of await select(rows, sql`a."addressKey" ${anyOf(part)}`)) stored.set(row.addressKey, row)
  return stored
}

async function loadOwnKeys(rows: TenantRows, lines: readonly AddressFileLine[]): Promise<Set<string>> {
  const cells = new Set(lines.map((line) => line.cells?.bcc ?? ''))
  const keys = [...new Set([...cells].flatMap((cell) => keysOfBccCell(cell)))]
  const own = new Set<string>()
  for await (const part of inPieces(partsOf(keys, KEYS_AT_ONCE), 1)) {
    const found = await rows.all<{ addressKey: string }>(
      sql`select "addressKey" from address where "organisationId" = ${rows.organisationId} and "addressKey" ${anyOf(part)}`,
    )
    for (const { addressKey } of found) own.add(addressKey)
  }
  return own
}

async function loadDomainFacts(rows: TenantRows): Promise<Map<string, FileDomainFact>> {
  const domains = await loadAllDomains(rows)
  return new Map(
    domains.map(({ id, name, addressCount, sendReady }) => [name, { id, addressCount, canSend: Boolean(sendReady) }]),
  )
}

type Response = { readonly kind: 'SIGNATURE' | 'REPLY' }

async function loadDetails(rows: TenantRows): Promise<{ flows: Set<string>; responses: Map<string, Response> }> {
  const found = await rows.all<{ id: string; kind: Response['kind'] | 'FLOW' }>(sql`
    select id, 'FLOW' as kind from flow where "organisationId" = ${rows.organisationId} and "publishedVersion" is not null
    union all select id, kind from canned_response where "organisationId" = ${rows.organisationId}`)
  const flows = new Set(found.filter(({ kind }) => kind === 'FLOW').map(({ id }) => id))
  const responses = found.flatMap(({ id, kind }) => (kind === 'FLOW' ? [] : [[id, { kind }] as const]))
  return { flows, responses: new Map(responses) }
}
