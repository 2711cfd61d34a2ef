import {
  FLOW_FIELD_OPERATORS,
  type FlowComparison,
  type FlowCondition,
  type FlowField,
  type FlowOperator,
  type Schedule,
} from '@mailroom/core'
import type { FlowConditionInput } from '@/gql/graphql'

/** What a spam verdict can be compared with (R-IN-3). */
export const VERDICTS = ['PASS', 'FAIL', 'INCONCLUSIVE'] as const

/** Weekdays as the API counts them; 1 = Monday. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const
export type Weekday = (typeof WEEKDAYS)[number]

export interface HoursForm {
  weekday: Weekday
  from: string
  to: string
}

export interface ScheduleForm {
  timeZone: string | null
  open: HoursForm[]
  /** ISO dates. */
  closedOn: readonly string[]
}

/** One comparison; what other operators take stays while one is chosen. */
export interface ComparisonForm {
  field: FlowField
  header: string
  operator: FlowOperator
  /** One value a line where it is one of several. */
  value: string
  schedule: ScheduleForm
}

/** One condition: a comparison, or a group of conditions. */
export interface PartForm {
  /** How many times it is negated; a stored flow may do so more than once. */
  not: number
  /** Null: a group. */
  comparison: ComparisonForm | null
  match: 'all' | 'any'
  parts: PartForm[]
  /** A group that is stored without one around its only part. */
  bare: boolean
}

function part(changes: Partial<PartForm>): PartForm {
  return { not: 0, comparison: null, match: 'all', parts: [], bare: false, ...changes }
}

export const emptyHours = (): HoursForm => ({ weekday: '1', from: '09:00', to: '17:00' })

const emptySchedule = (): ScheduleForm => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  open: (['1', '2', '3', '4', '5'] as const).map((weekday) => ({ ...emptyHours(), weekday })),
  closedOn: [],
})

export const emptyComparison = (): PartForm =>
  part({
    comparison: { field: 'SUBJECT', header: '', operator: 'CONTAINS', value: '', schedule: emptySchedule() },
  })

export const emptyGroup = (): PartForm => part({ match: 'any', parts: [emptyComparison()] })

/** The condition of a new rule. */
export const emptyCondition = (): PartForm => part({ parts: [emptyComparison()] })

/** The operators of a field, and the one to go on with when another field is chosen. */
export function operatorsOf(field: FlowField): readonly FlowOperator[] {
  return FLOW_FIELD_OPERATORS[field]
}

/** The form of a rule's condition: always a group, so that conditions can be added. */
export function toConditionForm(condition: FlowCondition): PartForm {
  const form = toPart(condition)
  return form.comparison ? part({ parts: [form], bare: true }) : form
}

function toPart(condition: FlowCondition): PartForm {
  if (condition.not) {
    const inner = toPart(condition.not)
    return { ...inner, not: inner.not + 1 }
  }
  if (condition.compare) return part({ comparison: toComparisonForm(condition.compare) })
  const match = condition.any ? 'any' : 'all'
  return part({ match, parts: (condition.any ?? condition.all ?? []).map(toPart) })
}

function toComparisonForm({ field, header, operator, value, values, schedule }: FlowComparison): ComparisonForm {
  return {
    field,
    header: header ?? '',
    operator,
    value: operator === 'ONE_OF' ? (values ?? []).join('\n') : (value ?? ''),
    schedule: schedule ? toScheduleForm(schedule) : emptySchedule(),
  }
}

function toScheduleForm({ timeZone, open, closedOn }: Schedule): ScheduleForm {
  const hours = open.map(({ weekday, from, to }) => ({ weekday: `${weekday}` as Weekday, from, to }))
  return { timeZone, open: hours, closedOn: closedOn ?? [] }
}

/** The condition as the API takes it. */
export function toCondition(form: PartForm): FlowConditionInput {
  const [only] = form.parts
  if (form.not > 0) return { not: toCondition({ ...form, not: form.not - 1 }) }
  if (form.comparison) return { compare: toComparison(form.comparison) }
  if (form.bare && only && form.parts.length === 1) return toCondition(only)
  return { [form.match]: form.parts.map(toCondition) }
}

function toComparison({
  field,
  header,
  operator,
  ...form
}: ComparisonForm): NonNullable<FlowConditionInput['compare']> {
  return { field, operator, ...(field === 'HEADER' && { header }), ...comparedWith(operator, form) }
}

function comparedWith(operator: FlowOperator, { value, schedule }: Pick<ComparisonForm, 'value' | 'schedule'>) {
  if (operator === 'EXISTS') return {}
  if (operator === 'ONE_OF') return { values: linesOf(value) }
  return operator === 'WITHIN_SCHEDULE' ? { schedule: toSchedule(schedule) } : { value }
}

/** Values that stand one a line. */
export function linesOf(value: string): string[] {
  const lines = value.split('\n').map((line) => line.trim())
  return lines.filter(Boolean)
}

function toSchedule({ timeZone, open, closedOn }: ScheduleForm) {
  const hours = open.map(({ weekday, from, to }) => ({ weekday: Number(weekday), from: from.trim(), to: to.trim() }))
  return { timeZone: timeZone ?? '', open: hours, ...(closedOn.length > 0 && { closedOn: [...closedOn] }) }
}
