import { nameKey } from '../organisation/names.js'
import type { Problem, Severity } from '../problem.js'
import { LINTED, type LintedType, type LintFinding } from './types.js'

/** Below every character of names, ids and codes: joined texts order as their parts do. */
const SEPARATOR = '\u0001'
const DIGITS = 6

/** Errors first. */
export const SEVERITIES: readonly Severity[] = ['ERROR', 'WARNING']

/** Where the findings of one thing and severity stand in the order of all findings. */
export interface LintPosition {
  readonly severity: Severity
  readonly entityType: LintedType
  readonly nameKey: string
  readonly entityId: string
}

/**
 * Where a finding stands in the one order of all findings, as text that orders bytewise: errors first, then by type,
 * name without regard to case, id, code and path. It speaks of nothing but the finding, so it holds when others vanish.
 */
export function lintPosition({ entityType, entityId, entityName, problem }: LintFinding): string {
  const rank = String(SEVERITIES.indexOf(problem.severity))
  return [rank, entityType, nameKey(entityName), entityId, placeOf(problem)].join(SEPARATOR)
}

/** What findings of one thing and severity are ordered by, and differ in: code and path, numbers by value. */
export function placeOf({ code, path }: Problem): string {
  const steps = path.map((part) => (/^\d+$/.test(part) ? part.padStart(DIGITS, '0') : part))
  return `${code}.${steps.join('.')}`
}

/** The place that a text of `lintPosition` names; undefined: no such text. */
export function parseLintPosition(text: string): LintPosition | undefined {
  const parts = text.split(SEPARATOR)
  const [rank, type, key, entityId] = parts
  const severity = SEVERITIES[Number(rank)]
  const entityType = LINTED.find((each) => each === type)
  if (parts.length !== 5 || !severity || !entityType || key === undefined || entityId === undefined) return undefined
  return { severity, entityType, nameKey: key, entityId }
}
