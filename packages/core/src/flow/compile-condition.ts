import { canonical } from './canonical.js'
import type { FlowMessage } from './flow-message.js'
import { fold } from './fold.js'
import type { FlowComparison, FlowCondition } from './types.js'

/** Whether a mail meets a condition. */
export type Test = (message: FlowMessage) => boolean

/** A condition as one function, its values folded beforehand (R-FLO-2). */
export function compileCondition(condition: FlowCondition): Test {
  if (condition.compare) return compileComparison(condition.compare)
  if (condition.not) {
    const test = compileCondition(condition.not)
    return (message) => !test(message)
  }
  if (condition.all) {
    const tests = condition.all.map(compileCondition)
    return (message) => tests.every((test) => test(message))
  }
  const tests = (condition.any ?? []).map(compileCondition)
  return (message) => tests.some((test) => test(message))
}

/** True as soon as one occurrence compares; a field without a value is unknown, and the comparison false. */
function compileComparison(comparison: FlowComparison): Test {
  const { field } = comparison
  const header = comparison.header?.toLowerCase() ?? ''
  const compares = compileOperator(comparison)
  return (message) => message.values(field, header).some(compares)
}

function compileOperator({ field, operator, value, values }: FlowComparison): (found: string) => boolean {
  const wanted = fold(operator === 'EQUALS' ? canonical(field, value ?? '') : (value ?? ''))
  switch (operator) {
    case 'EQUALS':
      return (found) => found === wanted
    case 'CONTAINS':
      return (found) => found.includes(wanted)
    case 'ONE_OF': {
      const set = new Set(values?.map((each) => fold(canonical(field, each))))
      return (found) => set.has(found)
    }
    default:
      return () => false
  }
}
