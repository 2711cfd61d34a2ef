import { rankQueue, type ScoringMethod } from '@mailroom/core'

/** An email that waits, as the example has it. */
export interface ExampleMail {
  readonly id: 'A' | 'B'
  priority: number
  /** Minutes. */
  waited: number
}

export const MOST_MINUTES = 30
export const MOST_PRIORITY = 30

/** The emails of R-QUE-1: 20 + 4 minutes goes before 10 + 6 minutes. */
export const firstExample = (): ExampleMail[] => [
  { id: 'A', priority: 20, waited: 4 },
  { id: 'B', priority: 10, waited: 6 },
]

/** The emails in the order in which they are taken, each with its score: core decides (R-QUE-1, R-QUE-2). */
export function rank(scoringMethod: ScoringMethod, mails: readonly ExampleMail[]) {
  const waiting = mails.map(({ id, priority, waited }) => ({
    ...{ id, priority, waitedSeconds: waited * 60 },
    ...{ skillIds: [], languageId: null, lastAgentId: null },
  }))
  return rankQueue({ scoringMethod, skillEvaluation: 'NONE' }, waiting, []).map(({ id, score }) => ({
    score,
    mail: mails.find((mail) => mail.id === id)!,
  }))
}

/** The score of an email after each minute of waiting. */
export function scoresOf(scoringMethod: ScoringMethod, mail: ExampleMail): readonly number[] {
  return Array.from({ length: MOST_MINUTES + 1 }, (_, waited) => rank(scoringMethod, [{ ...mail, waited }])[0]!.score)
}
