import type { Mailbox } from '../address/types.js'
import { domainOf, parseAddressSpec } from '../address/mailbox.js'
import { LOOP_HEADER } from '../inbound/auto-generated.js'
import { error, hasErrors, type Problem } from '../problem.js'
import { countCodePoints } from '../text.js'
import { step, type TraceStep } from '../trace.js'
import { formatMailbox } from './mailbox-text.js'
import type { OutboundDraft, OutboundHeader } from './types.js'

/** Limits of what a draft puts into header fields (R-OUT-6). */
export const HEADER_LIMITS = {
  /** Code points of a subject. */
  subject: 998,
  /** Characters of a message id with its brackets. */
  messageId: 900,
  /** Message ids in References: the first and the newest ones. */
  references: 50,
  /** Addresses in X-Mailroom-Loop. */
  loop: 50,
  /** Code points of an attachment's name. */
  attachmentName: 255,
} as const

/** Lists of another mail are not read further. */
const MOST_READ = 1000
const CONTROL = /[\p{Cc}\u2028\u2029]|\p{Cs}/u
const MESSAGE_ID = /^<[!-;=?-~]+>$/

/** The code point of a control, line separator or lone surrogate in a text, as "U+000D"; undefined: none. */
function findControl(text: string): string | undefined {
  const found = CONTROL.exec(text)?.[0]
  return found && `U+${found.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

/** FORBIDDEN_CHARACTERS for what may not stand in a header, TOO_LONG beyond the limit (R-OUT-6). */
export function checkHeaderText(text: string, limit: number, path: readonly string[]): Problem[] {
  const found = findControl(text)
  const count = countCodePoints(text)
  return [
    ...(found ? [error('FORBIDDEN_CHARACTERS', path, { found })] : []),
    ...(count > limit ? [error('TOO_LONG', path, { limit, count })] : []),
  ]
}

/** Who a mail is from and to, for its header. */
export interface Correspondents {
  readonly from: Mailbox
  readonly replyTo: string | null
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** Every own address that takes part in sending: the address, and the one it sends as. */
  readonly own: readonly string[]
}

/** The header fields of a mail, in their order, free of CR, LF and other controls (R-OUT-6). BCC has none (R-OUT-2). */
export function composeHeaders(
  draft: OutboundDraft,
  { from, replyTo, to, cc, own }: Correspondents,
  { now, uniqueId }: { readonly now: number; readonly uniqueId: string },
  problems: Problem[],
  trace: TraceStep[],
): OutboundHeader[] {
  const before = problems.length
  const thread = composeThread(draft, problems)
  const messageId = `<${uniqueId}@${domainOf(from.address)}>`
  const loop = composeLoop(draft, own, problems)
  const headers = [
    text('Date', new Date(now).toUTCString().replace('GMT', '+0000')),
    list('From', [from]),
    ...(replyTo === null ? [] : [list('Reply-To', [{ address: replyTo, name: null }])]),
    ...(to.length === 0 ? [] : [list('To', to)]),
    ...(cc.length === 0 ? [] : [list('Cc', cc)]),
    text('Subject', takeSubject(draft.subject, problems)),
    text('Message-ID', messageId),
    ...thread,
    text(LOOP_HEADER, loop.join(', ')),
  ]
  const isRefused = hasErrors(problems.slice(before))
  const params = { messageId, count: headers.length }
  trace.push(
    isRefused ? step('R-OUT-6', 'HEADERS_REFUSED', params, true) : step('R-OUT-6', 'HEADERS_MADE', params, false),
    step('R-OUT-6', thread.length > 0 ? 'THREAD_KEPT' : 'THREAD_NOT_KEPT', {}, thread.length > 0),
    step('R-OUT-6', 'LOOP_NAMED', { addresses: loop.join(', ') }, true),
  )
  return headers.filter(({ value }) => findControl(value) === undefined)
}

function text(name: string, value: string): OutboundHeader {
  return { name, value }
}

function list(name: string, mailboxes: readonly Mailbox[]): OutboundHeader {
  return { name, value: mailboxes.map(formatMailbox).join(', '), mailboxes }
}

function takeSubject(subject: string, problems: Problem[]): string {
  const found = checkHeaderText(subject, HEADER_LIMITS.subject, ['subject'])
  problems.push(...found)
  return hasErrors(found) ? '' : subject.trim()
}

/** An answer names the mail it answers; what is passed on refers to it; a new mail begins a thread. */
function composeThread({ kind, inReplyTo, references }: OutboundDraft, problems: Problem[]): OutboundHeader[] {
  const answered = takeIds(inReplyTo === null ? [] : [inReplyTo], () => ['inReplyTo'], problems)
  const earlier = takeIds(references.slice(0, MOST_READ), (index) => ['references', String(index)], problems)
  const [id] = answered
  if (kind === 'NEW' || id === undefined) return []
  const [first, ...rest] = [...new Set([...earlier.filter((each) => each !== id), id])]
  const chain = [first ?? id, ...rest.slice(1 - HEADER_LIMITS.references)]
  return [...(kind === 'FORWARD' ? [] : [text('In-Reply-To', id)]), text('References', chain.join(' '))]
}

function takeIds(
  ids: readonly string[],
  pathOf: (index: number) => readonly string[],
  problems: Problem[],
): readonly string[] {
  return ids.flatMap((given, index) => {
    const bare = given.trim()
    if (bare === '') return []
    const id = bare.startsWith('<') ? bare : `<${bare}>`
    const tooLong = checkHeaderText(id, HEADER_LIMITS.messageId, pathOf(index))
    const found = tooLong.length === 0 && !MESSAGE_ID.test(id) ? [error('INVALID', pathOf(index))] : tooLong
    problems.push(...found)
    return found.length > 0 ? [] : [id]
  })
}

/** The sending address, and those of the mail replied to, so that none of them answers what comes back (R-IN-4). */
function composeLoop({ loopAddresses }: OutboundDraft, own: readonly string[], problems: Problem[]): string[] {
  const earlier = loopAddresses.slice(0, MOST_READ).flatMap((given, index) => {
    const address = parseAddressSpec(given, ['loopAddresses', String(index)])
    problems.push(...address.problems)
    return address.ok ? [address.value] : []
  })
  const distinct = new Map([...own, ...earlier].map((address) => [address.toLowerCase(), address]))
  return [...distinct.values()].slice(0, HEADER_LIMITS.loop)
}
