import type { TraceStep } from '../trace.js'
import { compileComparison } from './compile-comparison.js'
import type { FlowMessage } from './flow-message.js'
import type { FlowCondition } from './types.js'

/** Whether a mail meets a condition; what each comparison gave goes into the trace. */
export type Test = (message: FlowMessage, trace: TraceStep[]) => boolean

/** A condition of the rule as one function, its values made ready beforehand; parts that decide nothing are not tried. */
export function compileCondition(condition: FlowCondition, rule: string): Test {
  if (condition.compare) return compileComparison(condition.compare, rule)
  if (condition.not) {
    const test = compileCondition(condition.not, rule)
    return (message, trace) => !test(message, trace)
  }
  const compileParts = (parts: readonly FlowCondition[]) => parts.map((part) => compileCondition(part, rule))
  if (condition.all) {
    const tests = compileParts(condition.all)
    return (message, trace) => tests.every((test) => test(message, trace))
  }
  const tests = compileParts(condition.any ?? [])
  return (message, trace) => tests.some((test) => test(message, trace))
}
