import type { OrganisationSettings } from '../organisation/settings.js'
import { excerpt } from '../text.js'
import { step, type TraceStep } from '../trace.js'
import { subjectKey } from './subject.js'
import type { InboundMail, ParsedMessage, Thread } from './types.js'

/** The interaction that a mail continues, null: none, and how that was found. */
export interface ThreadSearch {
  readonly thread: Thread | null
  readonly steps: readonly TraceStep[]
}

const DAY = 86_400_000
const NONE: ThreadSearch = { thread: null, steps: [Object.freeze(step('R-IN-5', 'THREAD_NONE', {}, false))] }

/**
 * R-IN-5: by In-Reply-To, then References, newest first, an interaction that is open or was disconnected less than
 * `threadingDays` ago, with the same subject where the setting asks for it.
 */
export function findThread(mail: InboundMail, settings: OrganisationSettings): ThreadSearch {
  const { message } = mail
  if (mail.threads.length === 0 || message.inReplyTo.length + message.references.length === 0) return NONE
  const threads = threadsByMessageId(mail.threads)
  const steps: TraceStep[] = []
  const refused = new Set<Thread>()
  for (const messageId of [...message.inReplyTo, ...message.references.toReversed()]) {
    for (const thread of threads.get(messageId) ?? []) {
      if (refused.has(thread)) continue
      const obstacle = findObstacle(thread, messageId, mail, settings)
      if (!obstacle) return { thread, steps: [...steps, continued(thread, messageId)] }
      refused.add(thread)
      steps.push(obstacle)
    }
  }
  return steps.length > 0 ? { thread: null, steps } : NONE
}

function threadsByMessageId(threads: readonly Thread[]): ReadonlyMap<string, readonly Thread[]> {
  const byId = new Map<string, Thread[]>()
  for (const thread of threads) {
    for (const id of thread.messageIds) {
      const known = byId.get(id)
      if (known) known.push(thread)
      else byId.set(id, [thread])
    }
  }
  return byId
}

function continued(thread: Thread, messageId: string): TraceStep {
  const state = thread.open ? 'OPEN' : 'DISCONNECTED'
  return step('R-IN-5', 'THREAD_CONTINUED', { messageId: excerpt(messageId), state }, true)
}

/** Why an interaction is not continued; undefined: it is. */
function findObstacle(
  thread: Thread,
  messageId: string,
  mail: InboundMail,
  settings: OrganisationSettings,
): TraceStep | undefined {
  return (
    findAgeObstacle(thread, messageId, mail.receivedAt, settings.threadingDays) ??
    (settings.newThreadOnSubjectChange ? findSubjectObstacle(thread, mail.message) : undefined)
  )
}

function findAgeObstacle(thread: Thread, messageId: string, now: number, limit: number): TraceStep | undefined {
  if (thread.open) return undefined
  const age = now - (thread.disconnectedAt ?? -Infinity)
  if (limit > 0 && age < limit * DAY) return undefined
  const days = Number.isFinite(age) ? Math.floor(age / DAY) : ''
  return step('R-IN-5', 'THREAD_TOO_OLD', { messageId: excerpt(messageId), days, limit }, false)
}

function findSubjectObstacle(thread: Thread, { subject }: ParsedMessage): TraceStep | undefined {
  if (thread.subject === null || subjectKey(thread.subject) === subjectKey(subject)) return undefined
  const params = { before: excerpt(thread.subject), now: excerpt(subject) }
  return step('R-IN-5', 'THREAD_SUBJECT_CHANGED', params, true)
}
