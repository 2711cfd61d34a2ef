import type { AddressSettings, Mailbox } from '../address/types.js'
import type { FlowDefinition } from '../flow/types.js'
import type { Edition } from '../organisation/editions.js'
import type { LimitKey } from '../organisation/limits.js'
import type { OrganisationSettings } from '../organisation/settings.js'
import type { TraceStep } from '../trace.js'

/** Verdict of a filter that looked at the mail before us. */
export type Verdict = 'PASS' | 'FAIL' | 'INCONCLUSIVE'

/** A header field, unfolded and decoded; `name` in lower case. */
export interface HeaderField {
  readonly name: string
  readonly value: string
}

/** A part of a mail that is not its text. */
export interface Attachment {
  readonly name: string
  /** Media type in lower case, without parameters. */
  readonly type: string
  readonly sizeBytes: number
}

/** A mail as the engine reads it; `@mailroom/mime` makes it of raw bytes. Lists are in the order of the mail. */
export interface ParsedMessage {
  readonly from: readonly Mailbox[]
  readonly replyTo: readonly Mailbox[]
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  readonly subject: string
  /** The text part, or the text of the HTML part where there is no other. */
  readonly text: string
  /** All header fields, in order, with repetitions. */
  readonly headers: readonly HeaderField[]
  /** Message ids with angle brackets, as they stand in the mail. */
  readonly messageId: string | null
  readonly inReplyTo: readonly string[]
  readonly references: readonly string[]
  readonly attachments: readonly Attachment[]
  /** Size of the raw mail in bytes. */
  readonly sizeBytes: number
}

/** An interaction that a mail may continue (R-IN-5). */
export interface Thread {
  readonly messageIds: readonly string[]
  readonly subject: string | null
  readonly open: boolean
  /** Milliseconds since 1970; null while open. */
  readonly disconnectedAt: number | null
  readonly queueId: string | null
}

/** What arrives: the mail, its envelope, and what filters said of it. */
export interface InboundMail {
  readonly message: ParsedMessage
  /** Envelope sender; undefined: unknown, empty: the null path (R-IN-4). */
  readonly envelopeFrom?: string | undefined
  readonly envelopeTo: readonly string[]
  readonly spam: Verdict
  readonly virus: Verdict
  /** Milliseconds since 1970. */
  readonly receivedAt: number
  readonly threads: readonly Thread[]
  /** When an automatic reply last went to this sender, by id of the own address, in milliseconds since 1970 (R-FLO-3). */
  readonly autoRepliedAt?: Readonly<Record<string, number>> | undefined
}

/** An address as the inbound decision needs it. */
export interface InboundAddress {
  readonly id: string
  /** As typed: local part and domain. */
  readonly address: string
  readonly domainId: string
  readonly settings: Pick<AddressSettings, 'routing' | 'spamRouting'>
}

/** A flow as the inbound decision needs it; `published` null: no published version. */
export interface InboundFlow {
  readonly id: string
  readonly name: string
  readonly published: FlowDefinition | null
}

/**
 * What an organisation has configured, asked by key: each look-up takes constant time, so a decision costs the same with
 * 100 and with 100 000 addresses.
 */
export interface InboundConfiguration {
  readonly edition: Edition
  readonly limits: Readonly<Record<LimitKey, number>>
  readonly settings: OrganisationSettings
  /** The organisation's domain of this A-label name; `canReceive` is for the trace alone (R-IN-1). */
  domain(name: string): { readonly id: string; readonly canReceive: boolean } | undefined
  /** By lower-case key `local@domain` (R-ADR-1). */
  address(key: string): InboundAddress | undefined
  /** By lower-case redirection target (R-DOM-6). */
  redirection(target: string): InboundAddress | undefined
  flow(id: string): InboundFlow | undefined
  /** Name of a queue or canned response, for the trace. */
  nameOf(id: string): string | undefined
}

/** What becomes of a mail for one recipient. */
export type InboundResult = 'QUEUED' | 'DISCONNECTED' | 'NOT_ROUTED' | 'UNKNOWN_RECIPIENT' | 'REJECTED'

/** Why, where the result alone does not say. */
export type InboundReason =
  | 'SPAM'
  | 'VIRUS'
  | 'AUTO_GENERATED'
  | 'FLOW'
  | 'OUTBOUND_ONLY'
  | 'ANOTHER_ADDRESS'
  | 'POSTMASTER'
  | 'TOO_LARGE'
  | 'EDITION_WITHOUT_EMAIL'
  | 'FLOW_UNPUBLISHED'

/** The outcome for one recipient. */
export interface InboundOutcome {
  /** As it stood in the envelope or header. */
  readonly recipient: string
  readonly addressId: string | null
  readonly result: InboundResult
  readonly reason: InboundReason | null
  /** Whether it continues an interaction that exists (R-IN-5). */
  readonly continues: boolean
  readonly labels: readonly string[]
  readonly autoReplyId: string | null
  readonly queueId: string | null
  readonly flowId: string | null
  readonly skillIds: readonly string[]
  readonly languageId: string | null
  readonly priority: number | null
}

/** Outcomes in the order of the recipients, and how they came about (R-IN-8). */
export interface InboundDecision {
  readonly outcomes: readonly InboundOutcome[]
  readonly trace: readonly TraceStep[]
  /** Where the reply goes (R-IN-9); null: the mail names nobody. */
  readonly replyTo: string | null
}
