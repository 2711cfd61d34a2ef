import { step, type TraceStep } from '../trace.js'
import { compileCondition, type Test } from './compile-condition.js'
import type { FlowAction, FlowDefinition } from './types.js'

/** A flow with a name and the version that decides. */
export interface NamedFlow {
  readonly name: string
  readonly definition: FlowDefinition
}

/** A rule made ready: its test, its actions, and the trace steps that never differ. */
export interface CompiledRule {
  readonly test: Test
  readonly actions: readonly FlowAction[]
  readonly matched: TraceStep
  readonly notMatched: TraceStep
}

/** A flow made ready for any number of mails. */
export interface CompiledFlow {
  readonly name: string
  readonly rules: readonly CompiledRule[]
  readonly otherwise: FlowAction
  readonly otherwiseStep: TraceStep
}

const compiled = new WeakMap<FlowDefinition, CompiledFlow>()

/** The flow made ready, once for each definition; a definition must not be changed afterwards. */
export function compileFlow({ name, definition }: NamedFlow): CompiledFlow {
  const known = compiled.get(definition)
  if (known?.name === name) return known
  const flow: CompiledFlow = {
    name,
    rules: definition.rules.map((rule) => ({
      test: compileCondition(rule.when, rule.name),
      actions: rule.then,
      matched: step('R-FLO-1', 'FLOW_RULE_MATCHED', { flow: name, rule: rule.name }, true),
      notMatched: step('R-FLO-1', 'FLOW_RULE_NOT_MATCHED', { flow: name, rule: rule.name }, false),
    })),
    otherwise: definition.otherwise,
    otherwiseStep: step('R-FLO-1', 'FLOW_OTHERWISE', { flow: name }, true),
  }
  compiled.set(definition, flow)
  return flow
}
