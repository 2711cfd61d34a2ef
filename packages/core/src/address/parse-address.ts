import { checkReference, checkResponse } from '../flow/references.js'
import { warning, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { checkCarryOver } from './carry-over.js'
import type { AddressFacts } from './facts.js'
import { parseFromName } from './from-name.js'
import { domainOf, parseAddressSpec } from './mailbox.js'
import { parseBcc } from './parse-bcc.js'
import { parseRouting, parseSpamRouting } from './parse-routing.js'
import { toDraft } from './to-draft.js'
import { ADDRESS_DEFAULTS, type AddressDraft, type AddressSettings, type SignatureSettings } from './types.js'

/**
 * The settings that an address has after a write (R-ADR-2 to R-ADR-12), or every problem by path. `current`: what is
 * stored, `ADDRESS_DEFAULTS` for a new address. What the draft leaves out stays, null clears, and the effective whole is
 * checked, never the change alone. Routing, spam routing and signature are replaced as a whole.
 */
export function parseAddress(
  draft: AddressDraft,
  current: AddressSettings,
  facts: AddressFacts = {},
): Result<AddressSettings> {
  const whole = merge(draft, current)
  const fromName = parseFromName(whole.fromName, ['fromName'], facts.self?.address)
  const fromAddressId = parseFromAddress(whole.fromAddressId, facts)
  const replyTo = parseReplyTo(whole.replyTo, facts)
  const bcc = parseBcc(whole.bcc ?? [], facts, current.bcc.length)
  const routing = parseRouting(whole.routing ?? { none: true }, facts)
  const spamRouting = parseSpamRouting(whole.spamRouting ?? { disconnect: true }, facts)
  const signature = parseSignature(whole.signature, facts)
  const parts = [fromName, fromAddressId, replyTo, bcc, routing, spamRouting, signature]
  const problems = [...parts.flatMap((part) => part.problems), ...carryOverProblems(whole, fromAddressId, facts)]
  if (!(fromName.ok && fromAddressId.ok && replyTo.ok && bcc.ok && routing.ok && spamRouting.ok && signature.ok)) {
    return { ok: false, problems }
  }
  const settings: AddressSettings = {
    fromName: fromName.value,
    fromAddressId: fromAddressId.value,
    replyTo: replyTo.value,
    bcc: bcc.value,
    routing: routing.value,
    spamRouting: spamRouting.value,
    signature: signature.value,
    history: whole.history ?? ADDRESS_DEFAULTS.history,
    multipleActions: whole.multipleActions ?? ADDRESS_DEFAULTS.multipleActions,
  }
  return resultOf(settings, problems)
}

/** The stored settings with what the draft says, in the draft's shape. */
function merge(draft: AddressDraft, current: AddressSettings): AddressDraft {
  const said = Object.entries(draft).filter(([, value]) => value !== undefined)
  return { ...toDraft(current), ...Object.fromEntries(said) }
}

/** R-ADR-3: a configured address; itself is the same as none. */
function parseFromAddress(id: string | null | undefined, facts: AddressFacts): Result<string | null> {
  if (!id || id === facts.self?.id) return { ok: true, value: null, problems: [] }
  const path = ['fromAddressId']
  return resultOf(id, [
    ...checkReference('EmailAddress', id, facts.fromAddress, path),
    ...fromDomainWarnings(id, facts, path),
  ])
}

/** FROM_DOMAIN_CANNOT_SEND where the From address's domain cannot send (R-ADR-3, R-ADR-13). */
export function fromDomainWarnings(id: string, facts: AddressFacts, path = ['fromAddressId']): Problem[] {
  const from = facts.fromAddress?.(id)
  return from && !from.canSend ? [warning('FROM_DOMAIN_CANNOT_SEND', path, { domain: from.domain })] : []
}

/** R-ADR-4; blank is none. */
function parseReplyTo(value: string | null | undefined, facts: AddressFacts): Result<string | null> {
  if (!value?.trim()) return { ok: true, value: null, problems: [] }
  const replyTo = parseAddressSpec(value, ['replyTo'])
  return replyTo.ok ? resultOf(replyTo.value, outsideWarnings(replyTo.value, facts)) : replyTo
}

/** REPLY_TO_OUTSIDE for a Reply-To on a domain that is not the organisation's (R-ADR-13). */
export function outsideWarnings(replyTo: string, facts: AddressFacts): Problem[] {
  if (!facts.isOwnDomain || facts.isOwnDomain(domainOf(replyTo))) return []
  return [warning('REPLY_TO_OUTSIDE', ['replyTo'], { found: replyTo })]
}

/** R-ADR-9. */
function parseSignature(draft: AddressDraft['signature'], facts: AddressFacts): Result<SignatureSettings | null> {
  if (!draft) return { ok: true, value: null, problems: [] }
  const { responseId, placement, frequency } = draft
  const problems = checkResponse(responseId, 'SIGNATURE', facts, ['signature', 'responseId'])
  return resultOf({ responseId, placement, frequency }, problems)
}

function carryOverProblems(whole: AddressDraft, from: Result<string | null>, facts: AddressFacts): Problem[] {
  if (!from.ok || from.value === null) return []
  const name = facts.fromAddress?.(from.value)?.address ?? from.value
  return checkCarryOver({ replyTo: whole.replyTo?.trim(), bcc: whole.bcc ?? [] }, name)
}
