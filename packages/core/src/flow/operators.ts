import type { FlowField, FlowOperator } from './types.js'

/** What is always there is not asked for by EXISTS. */
const TEXT: readonly FlowOperator[] = ['EQUALS', 'CONTAINS', 'STARTS_WITH', 'ENDS_WITH', 'ONE_OF', 'MATCHES']
const OPTIONAL_TEXT: readonly FlowOperator[] = [...TEXT, 'EXISTS']
const WHOLE: readonly FlowOperator[] = ['EQUALS', 'ONE_OF', 'LESS_THAN', 'GREATER_THAN']

/** What can be asked of each field (R-FLO-2); everything else is FLOW_OPERATOR_UNSUPPORTED. */
export const FLOW_FIELD_OPERATORS: Readonly<Record<FlowField, readonly FlowOperator[]>> = {
  FROM: OPTIONAL_TEXT,
  FROM_DOMAIN: OPTIONAL_TEXT,
  RECIPIENT: TEXT,
  SUBJECT: OPTIONAL_TEXT,
  BODY: OPTIONAL_TEXT,
  HEADER: OPTIONAL_TEXT,
  ATTACHMENT_NAME: OPTIONAL_TEXT,
  ATTACHMENT_TYPE: OPTIONAL_TEXT,
  ATTACHMENT_COUNT: WHOLE,
  SIZE_BYTES: WHOLE,
  SPAM_VERDICT: ['EQUALS', 'ONE_OF'],
  LANGUAGE: OPTIONAL_TEXT,
  RECEIVED_AT: ['WITHIN_SCHEDULE', 'LESS_THAN', 'GREATER_THAN'],
}

/** A whole number as a flow may give it. */
export const WHOLE_NUMBER = /^\s*(\d{1,15})\s*$/

/** Whether values of the field are whole numbers. */
export function isNumeric(field: FlowField): boolean {
  return field === 'ATTACHMENT_COUNT' || field === 'SIZE_BYTES'
}

const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** Milliseconds since 1970 of an ISO 8601 time with its offset, or of a date (its midnight in UTC); NaN: neither. */
export function momentOf(value: string): number {
  const typed = value.trim()
  const time = MOMENT.test(typed) ? Date.parse(typed) : Number.NaN
  // Date.parse lets 31 February be 3 March.
  const day = typed.slice(0, 10)
  return new Date(Date.parse(day)).toJSON()?.startsWith(day) ? time : Number.NaN
}
