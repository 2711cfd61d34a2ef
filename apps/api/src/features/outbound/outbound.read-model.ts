import type { AddressSettings, OutboundAddress, OutboundDomain, SendingAddress } from '@mailroom/core'
import { sql } from '../../database/sql.js'
import type { TenantRows } from '../../database/unit-of-work.js'
import { loadAddresses, type AddressRow } from '../address/address.read-model.js'
import type { CannedResponseEntity } from '../canned-response/canned-response.entity.js'
import { findDomain } from '../domain/domain.read-model.js'
import { loadSmtpServers } from '../smtp-server/smtp-server.read-model.js'

/** The address by settings that are not stored (R-ADR-3, R-ADR-6); those of the address that it sends as count too. */
export async function withOverrides(
  rows: TenantRows,
  row: AddressRow,
  overrides: ReadonlyMap<string, AddressSettings>,
): Promise<AddressRow> {
  if (overrides.size === 0) return row
  const settings = overrides.get(row.id) ?? row.settings
  const [from] = settings.fromAddressId === null ? [] : await loadAddresses(rows, [settings.fromAddressId])
  const carried = from && (overrides.get(from.id) ?? from.settings)
  return {
    ...row,
    settings,
    from:
      from && carried
        ? {
            ...{ address: from.address, domain: from.domainName, sendReady: from.sendReady },
            ...{ replyTo: carried.replyTo, bcc: carried.bcc },
          }
        : null,
  }
}

/** Who sends, of an address as it is read. */
export function sendersOf({ address, settings, from }: AddressRow) {
  const fromAddress: SendingAddress | null = from && {
    address: from.address,
    settings: { fromName: null, replyTo: from.replyTo, bcc: from.bcc },
  }
  return { address: { address, settings } satisfies OutboundAddress, fromAddress }
}

/** The domain that mail of the address leaves from, with its SMTP server. */
export async function loadSendingDomain(rows: TenantRows, { from, domainName }: AddressRow): Promise<OutboundDomain> {
  const domain = await findDomain(rows, from?.domain ?? domainName)
  if (!domain) throw new Error('An address without its domain')
  const { sender, smtpServerId, serverSigns, recordStates, dkimRotation } = domain
  const isOwnServer = sender === 'SMTP' && smtpServerId !== null
  const [server] = isOwnServer ? await loadSmtpServers(rows, [smtpServerId]) : []
  return {
    domain: { ...domain, claim: domain.claim ?? 'NONE' },
    states: recordStates,
    dkimRotation,
    serverMessageBytes: server?.maxMessageBytes ?? null,
    serverSigns,
  }
}

/** A stored signature, as it was cleaned when it was written. */
export type SignatureRow = Pick<CannedResponseEntity, 'name' | 'html' | 'text' | 'ownText' | 'source' | 'policyVersion'>

/** The signature of an address; undefined: it has none. */
export async function loadSignature(rows: TenantRows, { settings }: AddressRow): Promise<SignatureRow | undefined> {
  if (settings.signature === null) return undefined
  return rows.first<SignatureRow>(sql`
    select name, html, text, "ownText", source, "policyVersion" from canned_response
    where "organisationId" = ${rows.organisationId} and id = ${settings.signature.responseId}`)
}
