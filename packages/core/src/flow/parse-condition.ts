import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { countCodePoints } from '../text.js'
import { FLOW_LIMITS } from './limits.js'
import { FLOW_FIELD_OPERATORS, isNumeric, WHOLE_NUMBER } from './operators.js'
import type { FlowComparison, FlowCondition } from './types.js'

/** A header field's name by RFC 5322. */
const HEADER_NAME = /^[!-9;-~]{1,100}$/
const VERDICTS: readonly string[] = ['PASS', 'FAIL', 'INCONCLUSIVE']

/**
 * A condition with exactly one of all, any, not and compare, nested at most 8 deep (R-FLO-2). An empty `all` is always
 * true; an empty `any` is refused. Problems: EXACTLY_ONE, REQUIRED, INVALID, TOO_LONG, FLOW_TOO_DEEP,
 * FLOW_OPERATOR_UNSUPPORTED.
 */
export function parseCondition(condition: FlowCondition, path: readonly string[], depth = 1): Result<FlowCondition> {
  const limit = FLOW_LIMITS.depth
  if (depth > limit) return { ok: false, problems: [error('FLOW_TOO_DEEP', path, { limit, count: depth })] }
  const { all, any, not, compare } = condition
  if ([all, any, not, compare].filter(Boolean).length !== 1) {
    return { ok: false, problems: [error('EXACTLY_ONE', path, { of: 'all, any, not, compare' })] }
  }
  if (compare) {
    const comparison = parseComparison(compare, [...path, 'compare'])
    return comparison.ok ? { ...comparison, value: { compare: comparison.value } } : comparison
  }
  if (not) {
    const inner = parseCondition(not, [...path, 'not'], depth + 1)
    return inner.ok ? { ...inner, value: { not: inner.value } } : inner
  }
  return parseList(all ? 'all' : 'any', all ?? any ?? [], path, depth)
}

function parseList(
  key: 'all' | 'any',
  parts: readonly FlowCondition[],
  path: readonly string[],
  depth: number,
): Result<FlowCondition> {
  if (key === 'any' && parts.length === 0) return { ok: false, problems: [error('REQUIRED', [...path, key])] }
  const parsed = parts.map((part, index) => parseCondition(part, [...path, key, String(index)], depth + 1))
  const value = parsed.flatMap((part) => (part.ok ? [part.value] : []))
  return resultOf(
    { [key]: value },
    parsed.flatMap((part) => part.problems),
  )
}

function parseComparison(comparison: FlowComparison, path: readonly string[]): Result<FlowComparison> {
  const { field, operator } = comparison
  if (!FLOW_FIELD_OPERATORS[field].includes(operator)) {
    return { ok: false, problems: [error('FLOW_OPERATOR_UNSUPPORTED', [...path, 'operator'], { field, operator })] }
  }
  const header = comparison.header?.trim().toLowerCase() ?? ''
  const usesList = operator === 'ONE_OF'
  const value = comparison.value ?? ''
  const values = comparison.values ?? []
  const problems = [
    ...(field === 'HEADER' ? checkHeader(header, [...path, 'header']) : []),
    ...(usesList ? checkValues(comparison, [...path, 'values']) : checkValue(comparison, value, [...path, 'value'])),
  ]
  const parsed: FlowComparison = { field, operator, ...(usesList ? { values } : { value }) }
  return resultOf(field === 'HEADER' ? { ...parsed, header } : parsed, problems)
}

function checkHeader(header: string, path: readonly string[]): Problem[] {
  if (header === '') return [error('REQUIRED', path)]
  return HEADER_NAME.test(header) ? [] : [error('INVALID', path)]
}

function checkValues(comparison: FlowComparison, path: readonly string[]): Problem[] {
  const values = comparison.values ?? []
  if (values.length === 0) return [error('REQUIRED', path)]
  return values.flatMap((value, index) => checkValue(comparison, value, [...path, String(index)]))
}

/** An empty text can be equal to something, but is contained in everything. */
function checkValue(
  { field, operator, value: given }: FlowComparison,
  value: string,
  path: readonly string[],
): Problem[] {
  const isMissing = operator === 'ONE_OF' ? false : operator === 'CONTAINS' ? value === '' : typeof given !== 'string'
  if (isMissing) return [error('REQUIRED', path)]
  if (field === 'SPAM_VERDICT' && !VERDICTS.includes(value)) return [error('INVALID', path)]
  if (isNumeric(field) && !WHOLE_NUMBER.test(value)) return [error('INVALID', path)]
  const limit = FLOW_LIMITS.value
  const count = countCodePoints(value)
  return count > limit ? [error('TOO_LONG', path, { limit, count })] : []
}
