import type { Mailbox } from '../address/types.js'
import { LIMIT_MAXIMA } from '../organisation/limits.js'
import { error, type Problem } from '../problem.js'
import { step, type TraceStep } from '../trace.js'
import { parseMailboxText } from './mailbox-text.js'
import type { OutboundDraft } from './types.js'

const FIELDS = ['to', 'cc', 'bcc'] as const
/** More than twice of what any organisation may be allowed is counted, and not read. */
const MOST_READ = 2 * LIMIT_MAXIMA.recipients

/** Who gets a mail (R-OUT-3). */
export interface Recipients {
  readonly to: readonly Mailbox[]
  readonly cc: readonly Mailbox[]
  /** Distinct addresses of To, Cc, Bcc and the settings' BCC, in this order. */
  readonly envelope: readonly string[]
}

/** What a choice of recipients is checked by. */
export interface RecipientFacts {
  readonly hiddenBcc: readonly Mailbox[]
  readonly seesHiddenBcc: boolean
  /** The limit `recipients` of the organisation (R-ORG-2). */
  readonly limit: number
}

/**
 * R-OUT-3: the recipients of a draft, each once without regard to case, with the problems of what is no mailbox by path
 * (`to.2`), NO_RECIPIENTS and TOO_MANY_RECIPIENTS. R-OUT-2: hidden ones count in every case, and neither the result nor
 * a problem tells of them to whoever may not know.
 */
export function chooseRecipients(
  draft: Pick<OutboundDraft, 'to' | 'cc' | 'bcc'>,
  facts: RecipientFacts,
  problems: Problem[],
  trace: TraceStep[],
): Recipients {
  const seen = new Set<string>()
  const chosen = draft.to.length + draft.cc.length + draft.bcc.length
  const [to = [], cc = [], bcc = []] = FIELDS.map((field) =>
    takeNew(chosen > MOST_READ ? [] : parse(draft[field], field, problems), seen),
  )
  const hidden = takeNew(facts.hiddenBcc, seen)
  const shown = [...to, ...cc, ...bcc]
  const told = facts.seesHiddenBcc ? [...shown, ...hidden] : shown
  const params = { count: chosen > MOST_READ ? chosen : told.length, limit: facts.limit }
  const isTooMany = params.count > facts.limit || shown.length + hidden.length > facts.limit
  const isNone = chosen === 0
  if (isNone) problems.push(error('NO_RECIPIENTS', ['to']))
  if (isTooMany) problems.push(error('TOO_MANY_RECIPIENTS', [], { ...params, automatic: told.length - shown.length }))
  trace.push(
    facts.seesHiddenBcc
      ? step('R-OUT-2', 'BCC_IN_ENVELOPE', { count: hidden.length }, hidden.length > 0)
      : step('R-OUT-2', 'BCC_NOT_SHOWN', {}, false),
    isNone
      ? step('R-OUT-3', 'RECIPIENTS_NONE_CHOSEN', params, true)
      : step('R-OUT-3', isTooMany ? 'RECIPIENTS_TOO_MANY' : 'RECIPIENTS_COUNTED', params, isTooMany),
  )
  return { to, cc, envelope: told.map(({ address }) => address) }
}

function parse(texts: readonly string[], field: string, problems: Problem[]): Mailbox[] {
  return texts.flatMap((text, index) => {
    const result = parseMailboxText(text, [field, String(index)])
    problems.push(...result.problems)
    return result.ok ? [result.value] : []
  })
}

/** Those whose address has not been seen yet. */
function takeNew(mailboxes: readonly Mailbox[], seen: Set<string>): Mailbox[] {
  return mailboxes.filter(({ address }) => {
    const key = address.toLowerCase()
    return !seen.has(key) && seen.add(key)
  })
}
