import type { FlowComparison } from '@mailroom/core'
import { comparisonsOf } from '@mailroom/messages'
import { currentMessages } from './i18n'

const comparisons = () => {
  const messages = currentMessages()
  return messages && comparisonsOf(messages)
}

/** The name of an operator where it compares a field; reactive. */
export const operatorName = (field: string, operator: string): string =>
  comparisons()?.operator(field, operator) ?? operator

/** A comparison of a flow, as its trace says it; reactive. */
export const comparisonText = (comparison: FlowComparison): string => comparisons()?.compare(comparison) ?? ''
