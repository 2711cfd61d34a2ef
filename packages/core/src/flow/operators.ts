import type { FlowField, FlowOperator } from './types.js'

const TEXT: readonly FlowOperator[] = ['EQUALS', 'CONTAINS', 'ONE_OF']
const WHOLE: readonly FlowOperator[] = ['EQUALS', 'ONE_OF']

/** What can be asked of each field (R-FLO-2); a field without operators cannot be compared. */
export const FLOW_FIELD_OPERATORS: Readonly<Record<FlowField, readonly FlowOperator[]>> = {
  FROM: TEXT,
  FROM_DOMAIN: TEXT,
  RECIPIENT: TEXT,
  SUBJECT: TEXT,
  BODY: TEXT,
  HEADER: TEXT,
  ATTACHMENT_NAME: TEXT,
  ATTACHMENT_TYPE: TEXT,
  ATTACHMENT_COUNT: WHOLE,
  SIZE_BYTES: WHOLE,
  SPAM_VERDICT: WHOLE,
  LANGUAGE: TEXT,
  RECEIVED_AT: [],
}

/** A whole number as a flow may give it. */
export const WHOLE_NUMBER = /^\s*(\d{1,15})\s*$/

/** Whether values of the field are whole numbers. */
export function isNumeric(field: FlowField): boolean {
  return field === 'ATTACHMENT_COUNT' || field === 'SIZE_BYTES'
}
