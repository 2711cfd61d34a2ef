import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints } from '../text.js'
import { FLOW_LIMITS } from './limits.js'
import { FLOW_FIELD_OPERATORS, isNumeric, momentOf, WHOLE_NUMBER } from './operators.js'
import { parsePattern } from './pattern.js'
import { parseSchedule } from './schedule.js'
import type { FlowTally } from './tally.js'
import type { FlowComparison } from './types.js'

/** A header field's name by RFC 5322. */
const HEADER_NAME = /^[!-9;-~]{1,100}$/
const VERDICTS: readonly string[] = ['PASS', 'FAIL', 'INCONCLUSIVE']

/** What a comparison compares with: some of its fields. */
type Compared = Pick<FlowComparison, 'value' | 'values' | 'schedule'>

/**
 * A comparison that makes sense, with just what its operator takes: `values` of ONE_OF, `schedule` of WITHIN_SCHEDULE,
 * nothing of EXISTS, else `value` (R-FLO-2). Problems: FLOW_OPERATOR_UNSUPPORTED, REQUIRED, INVALID, TOO_LONG,
 * FLOW_TOO_MANY_ENTRIES, PATTERN_INVALID, PATTERN_TOO_LARGE and those of `parseSchedule`.
 */
export function parseComparison(
  comparison: FlowComparison,
  path: readonly string[],
  tally: FlowTally,
): Result<FlowComparison> {
  const { field, operator } = comparison
  if (!FLOW_FIELD_OPERATORS[field].includes(operator)) {
    return { ok: false, problems: [error('FLOW_OPERATOR_UNSUPPORTED', [...path, 'operator'], { field, operator })] }
  }
  const compared = parseCompared(comparison, path, tally)
  const header = comparison.header?.trim().toLowerCase() ?? ''
  const isHeader = field === 'HEADER'
  const problems = [...(isHeader ? checkHeader(header, [...path, 'header']) : []), ...compared.problems]
  if (!compared.ok) return { ok: false, problems }
  return resultOf({ field, operator, ...compared.value, ...(isHeader ? { header } : {}) }, problems)
}

function parseCompared(comparison: FlowComparison, path: readonly string[], tally: FlowTally): Result<Compared> {
  switch (comparison.operator) {
    case 'EXISTS':
      return { ok: true, value: {}, problems: [] }
    case 'ONE_OF': {
      const values = comparison.values ?? []
      return resultOf({ values }, checkValues(comparison, values, [...path, 'values']))
    }
    case 'WITHIN_SCHEDULE': {
      if (!comparison.schedule) return { ok: false, problems: [error('REQUIRED', [...path, 'schedule'])] }
      const schedule = parseSchedule(comparison.schedule, [...path, 'schedule'])
      return schedule.ok ? { ...schedule, value: { schedule: schedule.value } } : schedule
    }
    default: {
      const value = comparison.value ?? ''
      return resultOf({ value }, checkValue(comparison, comparison.value, [...path, 'value'], tally))
    }
  }
}

function checkHeader(header: string, path: readonly string[]): Problem[] {
  if (header === '') return [error('REQUIRED', path)]
  return HEADER_NAME.test(header) ? [] : [error('INVALID', path)]
}

function checkValues(comparison: FlowComparison, values: readonly string[], path: readonly string[]): Problem[] {
  const [limit, count] = [FLOW_LIMITS.values, values.length]
  if (count === 0) return [error('REQUIRED', path)]
  if (count > limit) return [error('FLOW_TOO_MANY_ENTRIES', path, { limit, count })]
  return values.flatMap((value, index) => checkText(comparison, value, [...path, String(index)]))
}

/** An empty text can be equal to something, but every text contains it. */
function checkValue(
  comparison: FlowComparison,
  value: string | null | undefined,
  path: readonly string[],
  tally: FlowTally,
): Problem[] {
  if (typeof value !== 'string' || (value === '' && comparison.operator !== 'EQUALS')) return [error('REQUIRED', path)]
  return comparison.operator === 'MATCHES' ? checkPattern(value, path, tally) : checkText(comparison, value, path)
}

function checkText({ field }: FlowComparison, value: string, path: readonly string[]): Problem[] {
  if (field === 'SPAM_VERDICT' && !VERDICTS.includes(value)) return [error('INVALID', path)]
  if (isNumeric(field) && !WHOLE_NUMBER.test(value)) return [error('INVALID', path)]
  if (field === 'RECEIVED_AT' && Number.isNaN(momentOf(value))) return [error('INVALID', path)]
  const limit = FLOW_LIMITS.value
  const count = countCodePoints(value)
  return count > limit ? [error('TOO_LONG', path, { limit, count })] : []
}

function checkPattern(value: string, path: readonly string[], tally: FlowTally): Problem[] {
  // The flow is refused for those before: no time is spent on more.
  if (tally.patternsCompiled > FLOW_LIMITS.patternSizes) return []
  const pattern = parsePattern(value, path)
  const isProblem = 'code' in pattern
  const size = isProblem ? Number(pattern.params['count'] ?? 0) : pattern.size
  tally.patternsCompiled += size
  if (isProblem) return [pattern]
  tally.patternSizes += size
  return []
}
