import { step, type TraceStep } from '../trace.js'
import { excerpt } from '../text.js'
import { canonical } from './canonical.js'
import type { FieldText } from './field-text.js'
import type { FlowMessage } from './flow-message.js'
import { fold } from './fold.js'
import { compileIncludes } from './includes.js'
import { FLOW_LIMITS } from './limits.js'
import { momentOf } from './operators.js'
import { parsePattern } from './pattern.js'
import { compileSchedule, showSchedule } from './schedule.js'
import type { FlowComparison, Schedule } from './types.js'

type Compares = (text: FieldText) => boolean

/**
 * Whether one of the occurrences compares. A field without any is unknown, and the comparison false, so that its
 * negation is true (R-FLO-2).
 */
export function compileComparison(
  comparison: FlowComparison,
  rule: string,
): (message: FlowMessage, trace: TraceStep[]) => boolean {
  const { field, operator, schedule } = comparison
  const header = comparison.header?.toLowerCase() ?? ''
  const about = { rule, field: field === 'HEADER' ? header : field, operator, value: shownValue(comparison) }
  if (schedule && operator === 'WITHIN_SCHEDULE') return compileWithin(schedule, about)
  const compares = compileOperator(comparison)
  const limit = limitOf(operator)
  return (message, trace) => {
    const text = message.text(field, header)
    if (text.values.length === 0) {
      trace.push(step('R-FLO-2', 'FLOW_COMPARISON_UNKNOWN', about, false))
      return false
    }
    const result = compares(text)
    trace.push(toStep(result, about, text.found))
    if (isCut(text, result, operator, limit)) {
      const params = { rule, field: about.field, limit, count: text.length }
      trace.push(step('R-FLO-2', 'FLOW_TEXT_CUT', params, false))
    }
    return result
  }
}

interface About {
  readonly rule: string
  /** Of HEADER the name of the field. */
  readonly field: string
  readonly operator: string
  readonly value: string
}

function toStep(result: boolean, { rule, field, operator, value }: About, found: string): TraceStep {
  const code = result ? 'FLOW_COMPARISON_TRUE' : 'FLOW_COMPARISON_FALSE'
  return step('R-FLO-2', code, { rule, field, operator, value, found }, false)
}

function compileWithin(schedule: Schedule, about: About) {
  const isOpen = compileSchedule(schedule)
  return ({ receivedAt }: FlowMessage, trace: TraceStep[]): boolean => {
    const { open, local } = isOpen(receivedAt)
    trace.push(toStep(open, about, `${local.date} ${local.time}, ${local.weekday}`))
    return open
  }
}

function compileOperator({ field, operator, value: given, values }: FlowComparison): Compares {
  const value = given ?? ''
  switch (operator) {
    case 'EQUALS': {
      const wanted = fold(canonical(field, value))
      return ({ folded }) => folded.includes(wanted)
    }
    case 'ONE_OF': {
      const set = new Set(values?.map((each) => fold(canonical(field, each))))
      return ({ folded }) => folded.some((found) => set.has(found))
    }
    case 'CONTAINS': {
      const includes = compileIncludes(fold(value))
      return ({ folded }) => folded.some(includes)
    }
    case 'STARTS_WITH': {
      const wanted = fold(value)
      return ({ folded }) => folded.some((found) => found.startsWith(wanted))
    }
    case 'ENDS_WITH': {
      const wanted = fold(value)
      return ({ ends }) => ends.some((found) => found.endsWith(wanted))
    }
    case 'EXISTS':
      return field === 'HEADER' ? () => true : (text) => text.values.some((found) => found !== '')
    case 'MATCHES':
      return compileMatches(value)
    case 'LESS_THAN':
    case 'GREATER_THAN':
      return compileOrder(field, operator, value)
    case 'WITHIN_SCHEDULE':
      return () => false
  }
}

/** A pattern that was never accepted matches nothing. */
function compileMatches(value: string): Compares {
  const pattern = parsePattern(value, [])
  return 'code' in pattern ? () => false : ({ matched }) => matched.some((found) => pattern.test(found))
}

function compileOrder(field: FlowComparison['field'], operator: 'LESS_THAN' | 'GREATER_THAN', value: string): Compares {
  const toNumber = field === 'RECEIVED_AT' ? momentOf : Number
  const wanted = toNumber(value)
  if (operator === 'LESS_THAN') return (text) => text.values.some((found) => toNumber(found) < wanted)
  return (text) => text.values.some((found) => toNumber(found) > wanted)
}

/** How much of a text the operator sees, where it can miss something behind. */
function limitOf(operator: FlowComparison['operator']): number {
  if (operator === 'MATCHES') return FLOW_LIMITS.matchedText
  return operator === 'CONTAINS' ? FLOW_LIMITS.text : Number.POSITIVE_INFINITY
}

/** Whether what was not looked at may make a difference: of a pattern always, for its `$` is where the text was cut. */
function isCut(text: FieldText, result: boolean, operator: FlowComparison['operator'], limit: number): boolean {
  if (limit === Number.POSITIVE_INFINITY) return false
  return operator === 'MATCHES' ? text.length > limit : !result && text.isLongerThan(limit)
}

function shownValue({ operator, value, values, schedule }: FlowComparison): string {
  if (operator === 'EXISTS') return ''
  if (operator === 'WITHIN_SCHEDULE' && schedule) return showSchedule(schedule)
  return excerpt(operator === 'ONE_OF' ? (values ?? []).slice(0, 20).join(', ') : (value ?? ''))
}
