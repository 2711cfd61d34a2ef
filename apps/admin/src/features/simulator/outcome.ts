import type { InboundDecision, InboundReason, InboundResult, TraceStep } from '@mailroom/core'
import { parseParams } from '@mailroom/messages'
import type { SimulateInboundQuery } from '@/gql/graphql'

type ServerDecision = NonNullable<SimulateInboundQuery['organization']>['simulateInbound']

/** A thing of the organisation. */
export interface Named {
  id: string
  name: string
}

/** A decision as the page shows it, whoever made it. */
export interface ShownDecision {
  outcomes: ShownOutcome[]
  trace: TraceStep[]
  replyTo: string | null
}

/** The outcome for one recipient, with names in place of ids. */
export interface ShownOutcome {
  recipient: string
  address: Named | null
  result: InboundResult
  reason: InboundReason | null
  continues: boolean
  labels: readonly string[]
  queue: Named | null
  flow: Named | null
  skills: Named[]
  language: Named | null
  priority: number | null
  autoReply: Named | null
}

/** What the browser decided. */
export function ofBrowser(decision: InboundDecision, nameOf: (id: string) => string | undefined): ShownDecision {
  const named = (id: string | null): Named | null => (id === null ? null : { id, name: nameOf(id) ?? id })
  const outcomes = decision.outcomes.map((outcome) => ({
    recipient: outcome.recipient,
    address: named(outcome.addressId),
    result: outcome.result,
    reason: outcome.reason,
    continues: outcome.continues,
    labels: outcome.labels,
    queue: named(outcome.queueId),
    flow: named(outcome.flowId),
    skills: outcome.skillIds.map((id) => named(id)!),
    language: named(outcome.languageId),
    priority: outcome.priority,
    autoReply: named(outcome.autoReplyId),
  }))
  return { outcomes, trace: [...decision.trace], replyTo: decision.replyTo }
}

/** What the server decided. */
export function ofServer({ outcomes, trace, replyTo }: ServerDecision): ShownDecision {
  return {
    outcomes: outcomes.map(({ address, reason, ...outcome }) => ({
      ...outcome,
      address: address && { id: address.id, name: address.address },
      reason: reason as InboundReason | null,
    })),
    trace: trace.map(
      (step) => ({ ...step, params: parseParams(step.code as TraceStep['code'], step.params) }) as TraceStep,
    ),
    replyTo,
  }
}

/** The parts of an outcome in which two configurations can differ, and that a test can expect. */
export const COMPARED = [
  'result',
  'reason',
  'continues',
  'queue',
  'flow',
  'skills',
  'language',
  'priority',
  'labels',
  'autoReply',
] as const

/** One difference between two decisions; undefined: that one does not know the recipient. */
export interface Difference {
  recipient: string
  field: (typeof COMPARED)[number]
  before: ShownOutcome | undefined
  after: ShownOutcome | undefined
}

/** In what the second decides otherwise than the first. */
export function differences(first: ShownDecision, second: ShownDecision): Difference[] {
  const outcomeIn = ({ outcomes }: ShownDecision, recipient: string) =>
    outcomes.find((outcome) => outcome.recipient === recipient)
  const recipients = new Set([...first.outcomes, ...second.outcomes].map((outcome) => outcome.recipient))
  return [...recipients].flatMap((recipient) => {
    const [before, after] = [outcomeIn(first, recipient), outcomeIn(second, recipient)]
    const fields = COMPARED.filter((field) => comparable(before?.[field]) !== comparable(after?.[field]))
    return fields.map((field) => ({ recipient, field, before, after }))
  })
}

/** By id, not by name: names may have been fetched at different moments. */
function comparable(value: ShownOutcome[(typeof COMPARED)[number]] | undefined): string {
  const key = (part: unknown): unknown => (part && typeof part === 'object' && 'id' in part ? part.id : part)
  return JSON.stringify(Array.isArray(value) ? value.map(key).sort() : (key(value) ?? null))
}

/** The stored address that was probably meant, at most two letters away. */
export function closest(localPart: string, addresses: readonly { localPart: string; address: string; id: string }[]) {
  const ranked = addresses
    .map((address) => ({ address, distance: editDistance(localPart.toLowerCase(), address.localPart.toLowerCase()) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance)
  return ranked[0]?.address ?? null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
