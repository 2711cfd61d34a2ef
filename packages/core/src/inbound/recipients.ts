import { addressParts } from '../address/address-parts.js'
import { domainOf } from '../address/mailbox.js'
import { step, type TraceStep } from '../trace.js'
import { matchOwnAddress, type KnownAddress, type OwnMatch, type RecipientConfiguration } from './own-address.js'
import type { InboundAddress, InboundMail, ParsedMessage } from './types.js'

/** What of a mail says whom it is for. */
type Addressed = Pick<InboundMail, 'envelopeTo'> & { readonly message: Pick<ParsedMessage, 'headers' | 'to' | 'cc'> }

/** Where a recipient was read (R-IN-1). */
export type RecipientSource = 'ENVELOPE' | 'DELIVERED_TO' | 'X_ORIGINAL_TO' | 'TO' | 'CC'

/** A recipient as it was read. */
export interface Candidate {
  readonly recipient: string
  readonly source: RecipientSource
}

/** A recipient and the own address that it matched; FOREIGN: on none of the organisation's domains. */
export interface FoundRecipient<A extends KnownAddress = InboundAddress> {
  readonly recipient: string
  readonly match: A | 'POSTMASTER' | 'UNKNOWN' | 'FOREIGN'
}

const NOBODY: TraceStep = Object.freeze(step('R-IN-1', 'RECIPIENT_NONE', {}, true))

/**
 * The recipients that count, each own address once (R-IN-1): the envelope's, and only when none of those is the
 * organisation's those of the header. Where nobody is found anywhere, the foreign ones as they are.
 */
export function findRecipients<A extends KnownAddress>(
  mail: Addressed,
  configuration: RecipientConfiguration<A>,
  trace: TraceStep[],
): readonly FoundRecipient<A>[] {
  const envelope = matchAll(envelopeCandidates(mail), configuration, trace)
  if (envelope.some(isOwn)) return envelope
  const header = matchAll(headerCandidates(mail.message), configuration, trace)
  const own = header.filter(isOwn)
  if (own.length > 0) return own
  trace.push(NOBODY)
  return envelope.length > 0 ? envelope : header
}

/** Everybody whom a mail without any look-up is for: the envelope's recipients, without those the header's. */
export function allRecipients(mail: InboundMail): readonly string[] {
  const { envelopeTo } = mail
  return envelopeTo.length > 0 ? envelopeTo : headerCandidates(mail.message).map((candidate) => candidate.recipient)
}

function isOwn(found: FoundRecipient<KnownAddress>): boolean {
  return found.match !== 'FOREIGN'
}

function envelopeCandidates(mail: Addressed): readonly Candidate[] {
  return mail.envelopeTo.map((recipient) => ({ recipient, source: 'ENVELOPE' }))
}

/** In the order of R-IN-1. */
function headerCandidates(message: Addressed['message']): readonly Candidate[] {
  return [
    ...headerAddresses(message, 'delivered-to', 'DELIVERED_TO'),
    ...headerAddresses(message, 'x-original-to', 'X_ORIGINAL_TO'),
    ...message.to.map(({ address }): Candidate => ({ recipient: address, source: 'TO' })),
    ...message.cc.map(({ address }): Candidate => ({ recipient: address, source: 'CC' })),
  ]
}

/** These fields hold one bare address, some systems put it in angle brackets. */
function headerAddresses(message: Addressed['message'], name: string, source: RecipientSource): readonly Candidate[] {
  return message.headers
    .filter((header) => header.name === name)
    .map((header) => ({ recipient: header.value.trim().replace(/^<|>$/g, ''), source }))
}

function matchAll<A extends KnownAddress>(
  candidates: readonly Candidate[],
  configuration: RecipientConfiguration<A>,
  trace: TraceStep[],
): readonly FoundRecipient<A>[] {
  const seen = new Set<string>()
  const found: FoundRecipient<A>[] = []
  for (const candidate of candidates) {
    const match = matchOne(candidate, configuration, trace)
    const identity = typeof match === 'string' ? candidate.recipient.toLowerCase() : match.id
    if (seen.has(identity)) continue
    seen.add(identity)
    found.push({ recipient: candidate.recipient, match })
  }
  return found
}

function matchOne<A extends KnownAddress>(
  candidate: Candidate,
  configuration: RecipientConfiguration<A>,
  trace: TraceStep[],
): FoundRecipient<A>['match'] {
  const { recipient, source } = candidate
  const parts = addressParts(recipient)
  const match = parts ? matchOwnAddress(parts, configuration) : 'FOREIGN'
  if (match === 'FOREIGN') {
    trace.push(step('R-IN-1', 'RECIPIENT_FOREIGN', { recipient }, false))
    return match
  }
  if (match !== 'UNKNOWN') return matched(match, candidate, configuration, trace)
  if (parts?.local === 'postmaster') {
    trace.push(step('R-IN-1', 'RECIPIENT_POSTMASTER', { recipient }, true))
    return 'POSTMASTER'
  }
  trace.push(step('R-IN-1', 'RECIPIENT_UNKNOWN', { recipient, source }, true))
  return match
}

function matched<A extends KnownAddress>(
  { code, address }: OwnMatch<A>,
  { recipient, source }: Candidate,
  configuration: RecipientConfiguration<A>,
  trace: TraceStep[],
): A {
  trace.push(step('R-IN-1', code, { recipient, address: address.address, source }, true))
  const domain = domainOf(address.address)
  if (configuration.domain(domain)?.canReceive === false) {
    trace.push(step('R-IN-1', 'DOMAIN_CANNOT_RECEIVE', { domain }, false))
  }
  return address
}
