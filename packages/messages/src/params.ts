import type { ParamValue, ProblemCode, TraceCode } from '@mailroom/core'

/** Parameters that are numbers, whatever the code. */
const NUMERIC = new Set(['limit', 'count', 'min', 'max', 'size', 'days', 'priority', 'automatic'])
/** Parameters that are numbers with one code only. */
const NUMERIC_WITH: Readonly<Record<string, string>> = { OUT_OF_RANGE: 'found', OWNERSHIP_AT_RISK: 'deadline' }

/** Parameters as core has them, of the name-and-text pairs of the wire (`ProblemParam`). */
export function parseParams(
  code: ProblemCode | TraceCode,
  params: readonly { readonly name: string; readonly value: string }[],
): Record<string, ParamValue> {
  const parse = (name: string, value: string) =>
    (NUMERIC.has(name) || NUMERIC_WITH[code] === name) && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return Object.fromEntries(params.map(({ name, value }) => [name, parse(name, value)]))
}
