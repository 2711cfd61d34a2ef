/** What a comparison looks at (R-FLO-2). */
export const FLOW_FIELDS = [
  'FROM',
  'FROM_DOMAIN',
  'RECIPIENT',
  'SUBJECT',
  'BODY',
  'HEADER',
  'ATTACHMENT_NAME',
  'ATTACHMENT_TYPE',
  'ATTACHMENT_COUNT',
  'SIZE_BYTES',
  'SPAM_VERDICT',
  'LANGUAGE',
  'RECEIVED_AT',
] as const
export type FlowField = (typeof FLOW_FIELDS)[number]

/** How a comparison compares (R-FLO-2). */
export const FLOW_OPERATORS = [
  'EQUALS',
  'CONTAINS',
  'STARTS_WITH',
  'ENDS_WITH',
  'ONE_OF',
  'MATCHES',
  'EXISTS',
  'LESS_THAN',
  'GREATER_THAN',
  'WITHIN_SCHEDULE',
] as const
export type FlowOperator = (typeof FLOW_OPERATORS)[number]

type Optional<T> = T | null | undefined

/** Opening hours of one weekday, half-open [from, to), "HH:MM" up to "24:00"; 1 = Monday (R-FLO-2). */
export interface OpeningHours {
  weekday: number
  from: string
  to: string
}

/** When an organisation is open, in a time zone, with closed ISO dates (R-FLO-2). */
export interface Schedule {
  timeZone: string
  open: readonly OpeningHours[]
  closedOn?: Optional<readonly string[]>
}

/** One comparison, in the shape of `FlowComparisonInput`. */
export interface FlowComparison {
  field: FlowField
  header?: Optional<string>
  operator: FlowOperator
  value?: Optional<string>
  values?: Optional<readonly string[]>
  schedule?: Optional<Schedule>
}

/** Exactly one field is set (R-FLO-2). */
export interface FlowCondition {
  all?: Optional<readonly FlowCondition[]>
  any?: Optional<readonly FlowCondition[]>
  not?: Optional<FlowCondition>
  compare?: Optional<FlowComparison>
}

/** Exactly one field is set (R-FLO-3). `transferToQueue` and `disconnect` end the flow. */
export interface FlowAction {
  setPriority?: Optional<number>
  addSkillIds?: Optional<readonly string[]>
  removeSkillIds?: Optional<readonly string[]>
  setLanguageId?: Optional<string>
  addLabel?: Optional<string>
  autoReplyId?: Optional<string>
  transferToQueue?: Optional<{
    queueId: string
    skillIds?: Optional<readonly string[]>
    languageId?: Optional<string>
    priority?: Optional<number>
  }>
  disconnect?: Optional<boolean>
}

/** One rule: a condition and its actions (R-FLO-1). */
export interface FlowRule {
  name: string
  when: FlowCondition
  then: readonly FlowAction[]
}

/** A whole flow: rules in order and the action that ends it (R-FLO-1). The shape of `FlowDefinitionInput`. */
export interface FlowDefinition {
  rules: readonly FlowRule[]
  otherwise: FlowAction
}
