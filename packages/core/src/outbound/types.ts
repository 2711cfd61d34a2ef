import type { SendingAddress } from '../address/carry-over.js'
import type { AddressSettings, Mailbox } from '../address/types.js'
import type { CannedResponse } from '../canned-response/types.js'
import type { DkimRotation } from '../domain/dkim-rotation.js'
import type { MailDomain, Platform, RecordState } from '../domain/types.js'
import type { Attachment } from '../inbound/types.js'
import type { Edition } from '../organisation/editions.js'
import type { Limits } from '../organisation/limits.js'
import type { Problem } from '../problem.js'
import type { TraceStep } from '../trace.js'

/** What an agent does: only answers have In-Reply-To, and all but a new mail continue the thread (R-OUT-6). */
export type OutboundKind = 'NEW' | 'REPLY' | 'REPLY_ALL' | 'FORWARD'

/** What an agent wants to send. All HTML has been cleaned before; everything else is unchecked. */
export interface OutboundDraft {
  readonly kind: OutboundKind
  /** Each `a@b.example` or `Name <a@b.example>`. */
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly html: string
  /** Asked for where the address lets the agent decide (R-OUT-5). */
  readonly includeHistory: boolean
  /** Whether it is the first outbound mail of the interaction (R-OUT-4). */
  readonly isInitial: boolean
  /** HTML of the mails so far; null or blank: there are none. */
  readonly history: string | null
  /** What the agent left in the editor, instead of `html`; null: nothing was edited. */
  readonly editorHtml: string | null
  readonly agentName: string | null
  /** Message id of the mail that is answered or passed on, with or without angle brackets. */
  readonly inReplyTo: string | null
  /** References of that mail, oldest first, with or without angle brackets. */
  readonly references: readonly string[]
  /** Addresses in the `X-Mailroom-Loop` of that mail. */
  readonly loopAddresses: readonly string[]
  readonly attachments: readonly Attachment[]
}

/** The address that is written from. */
export interface OutboundAddress extends SendingAddress {
  readonly settings: Pick<AddressSettings, 'fromName' | 'replyTo' | 'bcc' | 'signature' | 'history'>
}

/** The domain of the From address. */
export interface OutboundDomain {
  readonly domain: MailDomain
  readonly states: readonly RecordState[]
  /** Which of the domain's keys is to sign; null: as a domain begins (R-DOM-7). */
  readonly dkimRotation: DkimRotation | null
  /** Largest message that the domain's SMTP server takes, in bytes; null: sent by the platform (R-OUT-8). */
  readonly serverMessageBytes: number | null
  /** Whether the domain says that its SMTP server signs by DKIM itself (R-OUT-7). */
  readonly serverSigns: boolean
}

/** What only the server knows about a draft. */
export interface OutboundFacts {
  readonly edition: Edition
  readonly limits: Pick<Limits, 'recipients' | 'attachments' | 'messageBytes'>
  readonly organizationName: string
  readonly address: OutboundAddress
  /** The configured address that it sends as; null: itself (R-ADR-3). */
  readonly fromAddress: SendingAddress | null
  readonly from: OutboundDomain
  readonly platform: Platform
  /** The canned response of the address's signature; null: it has none. */
  readonly signature: Pick<CannedResponse, 'name' | 'html' | 'text'> | null
  /** Whether the caller may know of BCC recipients that settings add (R-OUT-2). */
  readonly seesHiddenBcc: boolean
  /** Milliseconds since 1970. */
  readonly now: number
  /** Makes the Message-ID unique in the world. */
  readonly uniqueId: string
}

/** A header field of an outgoing mail, not encoded: one line without controls. */
export interface OutboundHeader {
  readonly name: string
  readonly value: string
  /** The same taken apart, where the field lists mailboxes. */
  readonly mailboxes?: readonly Mailbox[]
}

/** What the recipient gets, not encoded. BCC recipients, hidden or not, are in `envelopeTo` alone (R-OUT-2). */
export interface OutboundMail {
  readonly from: string
  readonly replyTo: string | null
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly envelopeFrom: string
  /** Distinct without regard to case; hidden BCC recipients only for whoever may know of them. */
  readonly envelopeTo: readonly string[]
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Length of `envelopeTo`. */
  readonly recipientCount: number
  readonly headers: readonly OutboundHeader[]
  readonly attachments: readonly Attachment[]
}

/** What the agent sees before and while writing. */
export interface EditorView {
  readonly html: string
  readonly showsSignature: boolean
  readonly showsHistory: boolean
}

/** A mail that still has to be weighed: `weighOutbound` says whether it may leave. */
export interface OutboundComposition {
  readonly editor: EditorView
  /** Without whatever a problem is about. */
  readonly unweighed: OutboundMail
  readonly problems: readonly Problem[]
  readonly trace: readonly TraceStep[]
}

/** What leaves, or why nothing does (section 7 of the rules). */
export interface OutboundDecision {
  readonly editor: EditorView
  /** Null with errors. */
  readonly mail: OutboundMail | null
  readonly problems: readonly Problem[]
  readonly trace: readonly TraceStep[]
}
