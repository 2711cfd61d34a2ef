import type { InboundOutcome, InboundDecision } from '../inbound/types.js'
import type { ParamValue } from '../problem.js'
import type { TraceCode } from '../trace.js'
import type { ExpectedOutcome } from './types.js'

/** Parts of an outcome that are compared, in the order in which they are told; each with its place in an outcome. */
const PLACES = {
  RESULT: 'result',
  REASON: 'reason',
  CONTINUES: 'continues',
  QUEUE: 'queueId',
  FLOW: 'flowId',
  SKILLS: 'skillIds',
  LANGUAGE: 'languageId',
  PRIORITY: 'priority',
  LABELS: 'labels',
  AUTO_REPLY: 'autoReplyId',
} as const satisfies Record<string, keyof InboundOutcome>

/** A part of an outcome in which two can differ. RECIPIENT: the mail does not reach it at all. */
export type OutcomeField = keyof typeof PLACES | 'RECIPIENT'

type Place = (typeof PLACES)[keyof typeof PLACES]
type Outcome = Partial<Pick<InboundOutcome, Place>>
type Value = InboundOutcome[Place]

/** One difference: what was expected or was before, and what is found or comes after. */
export interface OutcomeDifference {
  readonly recipient: string
  readonly field: OutcomeField
  readonly first: Value
  readonly second: Value
}

/** In what a decision is not what a test expects; empty: the test passes. */
export function unmetBy(expected: readonly ExpectedOutcome[], decision: InboundDecision): OutcomeDifference[] {
  return expected.flatMap((wanted) => {
    const found = outcomeFor(decision, wanted.recipient)
    return found ? differencesOf(wanted.recipient, wanted, found, chosenIn(wanted)) : [missing(wanted.recipient)]
  })
}

/** In what the second decision is another than the first. */
export function changesOfDecision(first: InboundDecision, second: InboundDecision): OutcomeDifference[] {
  const changed = first.outcomes.flatMap((before) => {
    const after = outcomeFor(second, before.recipient)
    return after ? differencesOf(before.recipient, before, after, FIELDS) : [missing(before.recipient)]
  })
  const added = second.outcomes.filter(({ recipient }) => !outcomeFor(first, recipient))
  return [...changed, ...added.map(({ recipient, result }) => ({ ...missing(recipient), second: result }))]
}

type Field = keyof typeof PLACES
const FIELDS = Object.keys(PLACES) as readonly Field[]

/** What a test compares for a recipient. */
export function chosenIn(expected: ExpectedOutcome): readonly Field[] {
  return FIELDS.filter((field) => expected[PLACES[field]] !== undefined)
}

function outcomeFor({ outcomes }: InboundDecision, recipient: string): InboundOutcome | undefined {
  const key = recipient.toLowerCase()
  return outcomes.find((outcome) => outcome.recipient.toLowerCase() === key)
}

function missing(recipient: string): OutcomeDifference {
  return { recipient, field: 'RECIPIENT', first: null, second: null }
}

function differencesOf(recipient: string, first: Outcome, second: Outcome, fields: readonly Field[]) {
  return fields
    .map((field) => ({ recipient, field, first: first[PLACES[field]]!, second: second[PLACES[field]]! }))
    .filter((each) => keyOf(each.first) !== keyOf(each.second))
}

/** Lists are sets: the order of skills and labels means nothing. */
function keyOf(value: Value): string {
  return JSON.stringify(Array.isArray(value) ? [...new Set(value as readonly string[])].sort() : value)
}

/** Stands for nothing where a name would stand. */
const NOTHING = '–'
const CODED: ReadonlySet<OutcomeField> = new Set(['RESULT', 'REASON', 'CONTINUES'])

/** A difference as a code with parameters, like a step of a trace; `nameOf`: of queues, flows, skills and the like. */
export interface ToldDifference {
  readonly code: TraceCode
  readonly params: Readonly<Record<string, ParamValue>>
}

/** What a test expected and what was found instead. */
export function tellUnmet(
  { recipient, field, first, second }: OutcomeDifference,
  nameOf: (id: string) => string | undefined,
): ToldDifference {
  if (field === 'RECIPIENT') return { code: 'OUTCOME_MISSING', params: { recipient } }
  const code = CODED.has(field) ? 'OUTCOME_EXPECTED' : 'OUTCOME_VALUE_EXPECTED'
  const params = { recipient, field, expected: textOf(first, nameOf), found: textOf(second, nameOf) }
  return { code, params }
}

/** What was decided before and is decided after. */
export function tellChange(
  { recipient, field, first, second }: OutcomeDifference,
  nameOf: (id: string) => string | undefined,
): ToldDifference {
  if (field === 'RECIPIENT')
    return { code: second === null ? 'OUTCOME_MISSING' : 'OUTCOME_ADDED', params: { recipient } }
  const code = CODED.has(field) ? 'OUTCOME_CHANGES' : 'OUTCOME_VALUE_CHANGES'
  return { code, params: { recipient, field, before: textOf(first, nameOf), after: textOf(second, nameOf) } }
}

function textOf(value: Value, nameOf: (id: string) => string | undefined): ParamValue {
  if (value === null) return NOTHING
  if (typeof value === 'boolean') return value ? 'YES' : 'NO'
  if (typeof value === 'number') return value
  if (typeof value === 'string') return nameOf(value) ?? value
  return (value as readonly string[]).map((each) => nameOf(each) ?? each).join(', ') || NOTHING
}
