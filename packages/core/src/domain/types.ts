import type { Problem } from '../problem.js'
import type { DomainEvent } from './events.js'

/** PLATFORM: a subdomain of the platform's root. CUSTOM: the organisation's own (R-DOM-1). */
export type DomainType = 'PLATFORM' | 'CUSTOM'
/** Who sends: the platform, or an SMTP server of the organisation (R-DOM-4). */
export type SenderType = 'PLATFORM' | 'SMTP'
/** How mail arrives: MX, or redirected by the organisation's own mail system (R-DOM-6). */
export type Reception = 'MX' | 'REDIRECTION'
/** What a record is for. */
export type DnsPurpose = 'OWNERSHIP' | 'MX' | 'DKIM' | 'MAIL_FROM_MX' | 'MAIL_FROM_SPF' | 'SPF' | 'DMARC'
/** State of a record (R-DOM-18). */
export type DnsStatus = 'NOT_STARTED' | 'PENDING' | 'VERIFIED' | 'AT_RISK' | 'FAILED' | 'UNKNOWN' | 'NOT_REQUIRED'

/** Names that an installation's DNS records point to (`MAILROOM_PLATFORM_DOMAIN` and following). */
export interface Platform {
  readonly root: string
  readonly mxHost: string
  readonly feedbackHost: string
  readonly spfInclude: string
}

/** The selector of one of a domain's two DKIM keys (R-DOM-7). */
export type DkimSelector = 'mr1' | 'mr2'

/** The public half of a DKIM key: base64 of the SPKI, as in `p=`. */
export interface DkimPublicKey {
  readonly selector: DkimSelector
  readonly publicKey: string
}

/** How other organisations stand to the same name (R-DOM-3, R-DOM-12). */
export type Claim = 'NONE' | 'CONTESTED' | 'OWNED_ELSEWHERE'

/** What the engine knows of a domain apart from DNS. */
export interface MailDomain {
  /** A-label form (R-DOM-2). */
  readonly name: string
  readonly type: DomainType
  readonly sender: SenderType
  readonly reception: Reception
  readonly mailFromDomain: string | null
  /** The 26 base32 characters after `mailroom-verification=` (R-DOM-5). */
  readonly ownershipToken: string
  readonly dkimKeys: readonly DkimPublicKey[]
  readonly claim: Claim
  /** Whether the SMTP server's last test since its last change was OK; null under the platform sender (R-DOM-12). */
  readonly smtpTestOk: boolean | null
  /** Name or address of the SMTP server, for SPF (R-DOM-9); null or left out: not by SMTP, or not known. */
  readonly smtpHost?: string | null
}

/** Identifies a record of a domain; DKIM has two. */
export type RecordKey = Exclude<DnsPurpose, 'DKIM'> | `DKIM:${DkimSelector}`

/** A record that the organisation has to publish, or that is watched (R-DOM-5 to R-DOM-9). */
export interface ExpectedRecord {
  readonly key: RecordKey
  readonly purpose: DnsPurpose
  readonly required: boolean
  readonly type: 'TXT' | 'MX' | 'CNAME'
  /** Fully qualified, without trailing dot. */
  readonly host: string
  readonly value: string
  /** MX only. */
  readonly priority: number | null
  /** Seconds. */
  readonly ttl: number
}

/** A question to DNS. `name` in lower case without trailing dot. */
export interface DnsQuestion {
  readonly name: string
  readonly type: DnsQuestionType
}
export type DnsQuestionType = 'TXT' | 'MX' | 'CNAME' | 'A' | 'AAAA'

/**
 * What DNS said. ANSWER and NONE are definite; NO_ANSWER is none (R-DOM-10): it never makes anything fail.
 * `owner` is the name that the records really belong to: another than the one asked, where CNAMEs were followed.
 */
export type DnsAnswer =
  | {
      readonly kind: 'ANSWER'
      /** TXT: character strings joined; MX: "10 host"; CNAME, A, AAAA: the target. */
      readonly values: readonly string[]
      readonly owner: string
      /** Who answered, for people: "192.0.2.1 (authoritative)". */
      readonly source: string
    }
  | { readonly kind: 'NONE'; readonly reason: 'NXDOMAIN' | 'NODATA'; readonly owner: string; readonly source: string }
  | { readonly kind: 'NO_ANSWER'; readonly reason: 'TIMEOUT' | 'SERVFAIL' | 'REFUSED' | 'CNAME_LOOP' | 'MALFORMED' }

/** Answers of one check by question; undefined: not asked. */
export type DnsAnswers = (question: DnsQuestion) => DnsAnswer | undefined

/** What is remembered of a record between checks, JSON-safe; times in milliseconds since 1970. */
export interface RecordState {
  readonly key: RecordKey
  /** Name and value that it was judged by: where these change, the state starts anew. */
  readonly subject: string
  readonly status: DnsStatus
  /** What DNS answered at the last check with an answer. */
  readonly found: readonly string[]
  readonly hint: Problem | null
  /** The name that `found` belongs to: another than the record's host where a CNAME or a fallback led there. */
  readonly foundAt: string | null
  /** Who answered, for people: "192.0.2.1 (authoritative)". Null: never a definite answer. */
  readonly source: string | null
  readonly checkedAt: number | null
  /** Start of the 72 h of R-DOM-5: creation or restart. */
  readonly pendingSince: number
  /** Definite misses of the running row of misses, oldest first; at most the four that R-DOM-5 looks at. */
  readonly misses: readonly number[]
  /** First of the two hits that end AT_RISK (R-DOM-5). */
  readonly firstHitAt: number | null
  /** When the includes of an SPF record were last followed (R-DOM-9); left out: never. */
  readonly walkedAt?: number
}

/** A change of a record's state, for timeline and audit (R-DOM-15). */
export interface RecordChange {
  readonly event: DomainEvent
  readonly key: RecordKey
  /** Name of the record. */
  readonly host: string
  readonly from: DnsStatus
  readonly to: DnsStatus
  readonly found: readonly string[]
  readonly foundAt: string | null
  readonly source: string | null
  readonly at: number
}

/** Whether the domain can send or receive, why not, and what to do next (R-DOM-12). */
export interface Capability {
  readonly ready: boolean
  /** Most important first: the first one says the next step. */
  readonly reasons: readonly Problem[]
}
