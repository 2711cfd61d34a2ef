import type { CannedResponseKind } from '../canned-response/types.js'

/** How a queue chooses among its members (R-QUE-3). */
export type SkillEvaluation = 'ALL' | 'BEST' | 'NONE'

/** What a member of a queue can do: proficiency, 0 to 5, by id of skill and language (R-QUE-3). */
export interface AgentFact {
  readonly skills: ReadonlyMap<string, number>
  readonly languages: ReadonlyMap<string, number>
}

/** A queue that exists; `members` left out: not known, and what needs them is not checked. */
export interface QueueFact {
  readonly name: string
  readonly skillEvaluation: SkillEvaluation
  readonly members?: readonly AgentFact[]
}

/** A canned response that exists. */
export interface ResponseFact {
  readonly kind: CannedResponseKind
}

/**
 * What only the server knows of things that settings refer to, fetched beforehand. Each function answers undefined for
 * an id that the organisation does not have. A fact that is left out skips its checks, so that a form's answer is never
 * a contradiction of the server's.
 */
export interface ReferenceFacts {
  queue?(id: string): QueueFact | undefined
  skill?(id: string): object | undefined
  language?(id: string): object | undefined
  response?(id: string): ResponseFact | undefined
}
