import type { DomainType, SenderType } from '../domain/types.js'
import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'

/** Who sends for a domain: the platform, or the organisation's SMTP server of this id (R-DOM-4). */
export interface DomainSender {
  readonly sender: SenderType
  readonly smtpServerId: string | null
  /** Whether that server makes the DKIM signature itself; otherwise mail is signed before it is handed over (R-OUT-7). */
  readonly serverSigns: boolean
}

/** What a form holds and the API takes; undefined leaves, a `sender` of null is the platform. */
export interface DomainSenderDraft {
  sender?: SenderType | null | undefined
  smtpServerId?: string | null | undefined
  serverSigns?: boolean | null | undefined
}

/** What only the server knows; a check whose fact is missing is skipped. */
export interface DomainSenderFacts {
  /** Whether the organisation has the SMTP server. */
  readonly hasSmtpServer?: (id: string) => boolean
}

/** A new domain: the platform sends. */
export const SENDER_DEFAULT: DomainSender = { sender: 'PLATFORM', smtpServerId: null, serverSigns: false }

/**
 * Who sends for a domain after a write (R-DOM-4, R-DOM-14). A platform domain is sent for by the platform alone, whose
 * DNS names nobody else (R-DOM-1). Problems: REQUIRED without a server under SMTP, REFERENCE_NOT_FOUND, and INVALID for
 * a server, or one that signs (R-OUT-7), under the platform, or SMTP on a platform domain.
 */
export function parseSender(
  type: DomainType,
  draft: DomainSenderDraft,
  current: DomainSender,
  facts: DomainSenderFacts = {},
): Result<DomainSender> {
  const sender = draft.sender === undefined ? current.sender : (draft.sender ?? 'PLATFORM')
  const id = draft.smtpServerId || null
  const unknown = checkServer(id, facts)
  if (sender === 'PLATFORM') {
    const problems = id !== null && unknown.length === 0 ? [error('INVALID', ['smtpServerId'])] : [...unknown]
    if (draft.serverSigns) problems.push(error('INVALID', ['serverSigns']))
    return resultOf(SENDER_DEFAULT, problems)
  }
  const smtpServerId = draft.smtpServerId === undefined ? current.smtpServerId : id
  const problems = type === 'PLATFORM' ? [error('INVALID', ['sender'])] : []
  if (smtpServerId === null) problems.push(error('REQUIRED', ['smtpServerId']))
  const serverSigns = draft.serverSigns === undefined ? current.serverSigns : (draft.serverSigns ?? false)
  return resultOf({ sender, smtpServerId, serverSigns }, [...problems, ...unknown])
}

/** MAIL FROM is the platform sender's alone: under SMTP one that is stored rests, and none can be set (R-DOM-8). */
export function checkMailFromSender(mailFromDomain: string | null | undefined, sender: SenderType): Problem[] {
  return sender === 'SMTP' && mailFromDomain?.trim() ? [error('MAIL_FROM_UNDER_SMTP', ['mailFromDomain'])] : []
}

function checkServer(id: string | null, { hasSmtpServer }: DomainSenderFacts): Problem[] {
  return id !== null && hasSmtpServer && !hasSmtpServer(id)
    ? [error('REFERENCE_NOT_FOUND', ['smtpServerId'], { type: 'SmtpServer', id })]
    : []
}
