import type { ParamValue } from './problem.js'
import type { RuleId } from './rules.js'

/** One step of a decision: which rule looked at what, with which result (R-IN-8). */
export interface TraceStep {
  readonly rule: RuleId
  /** What happened; texts in `@mailroom/messages` are keyed by it. */
  readonly code: TraceCode
  readonly params: Readonly<Record<string, ParamValue>>
  /** Whether the step changed the outcome; steps that did nothing are in the trace too. */
  readonly effect: boolean
}

/** Names of the parameters of every trace code. The one list, as for problems. */
export const TRACE_PARAMS = {
  // R-IN-10
  SIZE_ACCEPTED: ['size', 'limit'],
  SIZE_TOO_LARGE: ['size', 'limit'],
  // R-ORG-1
  EDITION_WITHOUT_EMAIL: ['edition'],
  // R-IN-1
  RECIPIENT_MATCHED: ['recipient', 'address', 'source'],
  RECIPIENT_MATCHED_PLUS: ['recipient', 'address', 'source'],
  RECIPIENT_MATCHED_REDIRECTION: ['recipient', 'address', 'source'],
  RECIPIENT_UNKNOWN: ['recipient', 'source'],
  RECIPIENT_POSTMASTER: ['recipient'],
  RECIPIENT_FOREIGN: ['recipient'],
  RECIPIENT_NONE: [],
  DOMAIN_CANNOT_RECEIVE: ['domain'],
  // R-IN-7
  ANOTHER_ADDRESS: ['address', 'first'],
  EACH_ADDRESS_ON_ITS_OWN: ['address'],
  // R-IN-2
  VIRUS_PASSED: [],
  VIRUS_FOUND: ['verdict'],
  // R-IN-3
  SPAM_PASSED: [],
  SPAM_INCONCLUSIVE: [],
  SPAM_DISCONNECTED: ['address'],
  SPAM_TO_FLOW: ['address', 'flow'],
  // R-IN-4
  NOT_AUTO_GENERATED: [],
  AUTO_GENERATED: ['header', 'value'],
  AUTO_GENERATED_ACCEPTED: ['header', 'value'],
  LOOP_FOUND: ['address'],
  // R-IN-5
  THREAD_NONE: [],
  THREAD_CONTINUED: ['messageId', 'state'],
  THREAD_TOO_OLD: ['messageId', 'days', 'limit'],
  THREAD_SUBJECT_CHANGED: ['before', 'now'],
  // R-IN-6
  ROUTED_TO_QUEUE: ['queue', 'priority'],
  ROUTED_TO_FLOW: ['flow'],
  ROUTED_NOWHERE: ['address'],
  FLOW_UNPUBLISHED: ['flow'],
  // R-FLO-1 to 3
  FLOW_RULE_MATCHED: ['flow', 'rule'],
  FLOW_RULE_NOT_MATCHED: ['flow', 'rule'],
  /** What a comparison gave. `field`: a FlowField, or the name of a header field. */
  FLOW_COMPARISON_TRUE: ['rule', 'field', 'operator', 'value', 'found'],
  FLOW_COMPARISON_FALSE: ['rule', 'field', 'operator', 'value', 'found'],
  /** The mail has nothing of that kind: false. */
  FLOW_COMPARISON_UNKNOWN: ['rule', 'field', 'operator', 'value'],
  /** A comparison looked at the beginning of a long text alone, in characters. */
  FLOW_TEXT_CUT: ['rule', 'field', 'limit', 'count'],
  FLOW_OTHERWISE: ['flow'],
  FLOW_TO_QUEUE: ['flow', 'queue', 'priority'],
  FLOW_DISCONNECTED: ['flow'],
  FLOW_ACTION: ['flow', 'action', 'value'],
  AUTO_REPLY: ['response'],
  AUTO_REPLY_WITHHELD: ['response', 'why'],
  // What a saved test expects and finds, and in what two decisions differ; of SavedTestDifference
  OUTCOME_EXPECTED: ['recipient', 'field', 'expected', 'found'],
  OUTCOME_VALUE_EXPECTED: ['recipient', 'field', 'expected', 'found'],
  OUTCOME_CHANGES: ['recipient', 'field', 'before', 'after'],
  OUTCOME_VALUE_CHANGES: ['recipient', 'field', 'before', 'after'],
  OUTCOME_MISSING: ['recipient'],
  OUTCOME_ADDED: ['recipient'],
  // R-IN-9
  REPLY_GOES_TO: ['address', 'source'],
  // R-ADR-3, R-ADR-6
  FROM_OWN_ADDRESS: ['address', 'from'],
  FROM_OTHER_ADDRESS: ['address', 'from'],
  CARRIED_OVER: ['address', 'from'],
  NOT_CARRIED_OVER: ['address', 'from'],
  // R-OUT-1
  SENDER_READY: ['domain'],
  SENDER_NOT_READY: ['domain'],
  // R-ADR-4
  REPLY_TO_SET: ['address'],
  REPLY_TO_NOT_SET: ['address'],
  // R-ADR-5, R-OUT-2
  BCC_SETTING: ['count'],
  BCC_NOT_SHOWN: [],
  BCC_IN_ENVELOPE: ['count'],
  // R-OUT-3
  RECIPIENTS_COUNTED: ['count', 'limit'],
  RECIPIENTS_TOO_MANY: ['count', 'limit'],
  RECIPIENTS_NONE_CHOSEN: ['count', 'limit'],
  // R-ADR-9, R-OUT-4
  SIGNATURE_OFF: [],
  SIGNATURE_CHOSEN: ['response', 'placement', 'frequency'],
  SIGNATURE_NOT_ADDED: [],
  SIGNATURE_NOT_INITIAL: ['frequency'],
  SIGNATURE_ADDED: ['placement'],
  SIGNATURE_AS_EDITED: ['placement'],
  // R-ADR-11, R-OUT-5
  HISTORY_SETTING: ['history'],
  HISTORY_INCLUDED: [],
  HISTORY_LEFT_OUT: [],
  HISTORY_NONE: [],
  // R-OUT-6
  HEADERS_MADE: ['messageId', 'count'],
  HEADERS_REFUSED: ['messageId', 'count'],
  THREAD_KEPT: [],
  THREAD_NOT_KEPT: [],
  LOOP_NAMED: ['addresses'],
  // R-OUT-7
  RETURN_PATH_MAIL_FROM: ['address'],
  RETURN_PATH_PLATFORM: ['address'],
  RETURN_PATH_FROM: ['address'],
  DKIM_BY_DOMAIN: ['domain', 'selector'],
  DKIM_BY_PLATFORM: ['domain'],
  DKIM_BY_SERVER: ['domain'],
  // R-OUT-8
  ATTACHMENTS_COUNTED: ['count', 'limit'],
  ATTACHMENTS_TOO_MANY: ['count', 'limit'],
  MESSAGE_WEIGHED: ['size', 'limit'],
  MESSAGE_TOO_LARGE: ['size', 'limit'],
} as const satisfies Record<string, readonly string[]>

/** A stable code of a trace step. */
export type TraceCode = keyof typeof TRACE_PARAMS

type StepArguments<C extends TraceCode> = { readonly [K in (typeof TRACE_PARAMS)[C][number]]: ParamValue }

/** A trace step; `effect` says whether it changed the outcome. */
export function step<C extends TraceCode>(rule: RuleId, code: C, params: StepArguments<C>, effect: boolean): TraceStep {
  return { rule, code, params, effect }
}
