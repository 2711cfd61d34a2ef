import type { ExpectedOutcomeInput } from '@/gql/graphql'
import { COMPARED, type ShownOutcome } from './outcome'

export type Expectable = (typeof COMPARED)[number]

/** What is there to expect of an outcome, ticked from the start: what says nothing is left out. */
export function worthExpecting(outcome: ShownOutcome): readonly Expectable[] {
  return COMPARED.filter((field) => {
    const value = outcome[field]
    if (field === 'result') return true
    return Array.isArray(value) ? value.length > 0 : value !== null && value !== false
  })
}

/** The ticked parts of an outcome as what is expected. */
export function toExpected(outcome: ShownOutcome, fields: readonly Expectable[]): ExpectedOutcomeInput {
  const { recipient, result, reason, continues, labels, queue, flow, skills, language, priority, autoReply } = outcome
  const all: Record<Expectable, Partial<ExpectedOutcomeInput>> = {
    result: { result },
    reason: { reason },
    queue: { queueId: queue?.id ?? null },
    flow: { flowId: flow?.id ?? null },
    skills: { skillIds: skills.map(({ id }) => id) },
    language: { languageId: language?.id ?? null },
    priority: { priority },
    autoReply: { autoReplyId: autoReply?.id ?? null },
    continues: { continues },
    labels: { labels: [...labels] },
  }
  return Object.assign({ recipient }, ...fields.map((field) => all[field])) as ExpectedOutcomeInput
}
