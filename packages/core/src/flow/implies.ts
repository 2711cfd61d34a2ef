import { canonical } from './canonical.js'
import { fold } from './fold.js'
import { isNumeric, momentOf } from './operators.js'
import type { FlowComparison, FlowCondition, FlowField } from './types.js'

/** Steps of one proof, and of all proofs about a flow: what takes more stays unproven, so that a lint costs little. */
const PROOF = 2_000
const PROOFS = 200_000

/** What the proofs about one flow may still cost. */
export interface ProofBudget {
  left: number
}

export function proofBudget(): ProofBudget {
  return { left: PROOFS }
}

/** Fields that every mail has exactly once. */
const SINGLE: readonly FlowField[] = ['RECIPIENT', 'SUBJECT', 'BODY', 'ATTACHMENT_COUNT', 'SIZE_BYTES', 'SPAM_VERDICT']

/** Whether it is certain that no mail meets the condition; false where it cannot be told. */
export function isNever(condition: FlowCondition, budget = proofBudget()): boolean {
  return new Proof(budget).implies(condition, NEVER)
}

/** Whether it is certain that every mail that meets the first condition meets the second; false where it cannot be told. */
export function implies(condition: FlowCondition, wider: FlowCondition, budget = proofBudget()): boolean {
  return textOf(condition) === textOf(wider) || new Proof(budget).implies(condition, wider)
}

const texts = new WeakMap<FlowCondition, string>()

/** The condition as text, the same for two that say the same word for word: for these a proof might run out of steps. */
function textOf(condition: FlowCondition): string {
  const known = texts.get(condition)
  if (known !== undefined) return known
  const made = JSON.stringify(condition)
  texts.set(condition, made)
  return made
}

const ALWAYS: FlowCondition = { all: [] }
const NEVER: FlowCondition = { any: [] }

/** Takes both conditions apart until comparisons of the same field are left. */
class Proof {
  private left = PROOF

  constructor(private readonly budget: ProofBudget) {}

  implies(condition: FlowCondition, wider: FlowCondition): boolean {
    if (this.isSpent()) return false
    return (
      this.bySplitting(condition, wider) ||
      this.byOnePart(condition, wider) ||
      (Boolean(condition.compare && wider.compare) && compareImplies(condition.compare!, wider.compare!)) ||
      this.byNegation(condition, wider)
    )
  }

  /** Where every part has to be proven. */
  private bySplitting(condition: FlowCondition, wider: FlowCondition): boolean {
    if (wider.all?.every((part) => this.implies(condition, part))) return true
    return condition.any?.every((part) => this.implies(part, wider)) ?? false
  }

  /** Where one part is enough. */
  private byOnePart(condition: FlowCondition, wider: FlowCondition): boolean {
    if (wider.any?.some((part) => this.implies(condition, part))) return true
    if (!condition.all) return false
    return condition.all.some((part) => this.implies(part, wider)) || this.contradicts(condition.all)
  }

  private byNegation(condition: FlowCondition, wider: FlowCondition): boolean {
    if (condition.not && wider.not) return this.implies(wider.not, condition.not)
    if (condition.not) return this.implies(ALWAYS, condition.not)
    if (wider.not) return this.excludes(condition, wider.not)
    return false
  }

  /** Whether two of the parts cannot hold at once. */
  private contradicts(parts: readonly FlowCondition[]): boolean {
    return parts.some((part, index) => parts.slice(index + 1).some((other) => this.excludes(part, other)))
  }

  private excludes(one: FlowCondition, other: FlowCondition): boolean {
    if (this.isSpent()) return false
    if (one.compare && other.compare) return compareExcludes(one.compare, other.compare)
    if (one.not && this.implies(other, one.not)) return true
    if (other.not && this.implies(one, other.not)) return true
    return this.implies(one, NEVER) || this.implies(other, NEVER)
  }

  private isSpent(): boolean {
    this.left--
    this.budget.left--
    return this.left < 0 || this.budget.left < 0
  }
}

/** What of a comparison takes long to make, once. */
interface Prepared {
  /** The whole values that an EQUALS or ONE_OF lists, as they compare; undefined: another operator. */
  readonly listed: ReadonlySet<string> | undefined
  /** The value as texts compare with it. */
  readonly text: string
  /** The same for two comparisons that say the same. */
  readonly key: string
}

const prepared = new WeakMap<FlowComparison, Prepared>()

function prepare(comparison: FlowComparison): Prepared {
  const known = prepared.get(comparison)
  if (known) return known
  const { field, operator, value, values, schedule } = comparison
  const whole = operator === 'EQUALS' ? [value ?? ''] : operator === 'ONE_OF' ? (values ?? []) : undefined
  const made = {
    listed: whole && new Set(whole.map((each) => fold(canonical(field, each)))),
    text: fold(value ?? ''),
    key: JSON.stringify([operator, value ?? null, values ?? null, schedule ?? null]),
  }
  prepared.set(comparison, made)
  return made
}

/** Whether both look at the same field. */
function looksAtSame(one: FlowComparison, other: FlowComparison): boolean {
  return one.field === other.field && (one.header ?? '').toLowerCase() === (other.header ?? '').toLowerCase()
}

function compareImplies(narrow: FlowComparison, wide: FlowComparison): boolean {
  if (!looksAtSame(narrow, wide)) return false
  const { key, listed } = prepare(narrow)
  if (key === prepare(wide).key) return true
  if (listed) return [...listed].every((value) => holds(value, wide))
  return partImplies(narrow, wide) || boundImplies(narrow, wide)
}

/** Whether a whole value, as it compares, meets the comparison. */
function holds(value: string, wide: FlowComparison): boolean {
  const { text: part, listed } = prepare(wide)
  switch (wide.operator) {
    case 'EXISTS':
      return value !== '' || wide.field === 'HEADER'
    case 'CONTAINS':
      return value.includes(part)
    case 'STARTS_WITH':
      return value.startsWith(part)
    case 'ENDS_WITH':
      return value.endsWith(part)
    case 'LESS_THAN':
      return isNumeric(wide.field) && Number(value) < Number(part)
    case 'GREATER_THAN':
      return isNumeric(wide.field) && Number(value) > Number(part)
    default:
      return listed?.has(value) ?? false
  }
}

/** A text that contains, starts or ends with something contains, starts or ends with a part of that. */
function partImplies(narrow: FlowComparison, wide: FlowComparison): boolean {
  const { text } = prepare(narrow)
  const { text: part } = prepare(wide)
  const isPart = ['CONTAINS', 'STARTS_WITH', 'ENDS_WITH'].includes(narrow.operator)
  if (!isPart) return false
  if (wide.operator === 'EXISTS') return true
  if (wide.operator === 'CONTAINS')
    return text.includes(part) && !(narrow.operator === 'ENDS_WITH' && isLong(wide.field))
  if (wide.operator !== narrow.operator) return false
  return wide.operator === 'STARTS_WITH' ? text.startsWith(part) : text.endsWith(part)
}

/** Whether CONTAINS may not see the end of the field (`FLOW_LIMITS.text`). */
function isLong(field: FlowField): boolean {
  return field === 'BODY' || field === 'HEADER'
}

function boundImplies(narrow: FlowComparison, wide: FlowComparison): boolean {
  if (narrow.operator !== wide.operator) return false
  if (wide.operator === 'LESS_THAN') return boundOf(narrow) <= boundOf(wide)
  return wide.operator === 'GREATER_THAN' && boundOf(narrow) >= boundOf(wide)
}

function boundOf({ field, value }: FlowComparison): number {
  return field === 'RECEIVED_AT' ? momentOf(value ?? '') : Number(value)
}

/** Whether one mail cannot meet both: of a field that every mail has once. */
function compareExcludes(one: FlowComparison, other: FlowComparison): boolean {
  if (!looksAtSame(one, other) || !(SINGLE.includes(one.field) || one.field === 'RECEIVED_AT')) return false
  const { listed } = prepare(one)
  if (listed) return isExact(other) && ![...listed].some((value) => holds(value, other))
  if (prepare(other).listed) return compareExcludes(other, one)
  const [below, above] = one.operator === 'LESS_THAN' ? [one, other] : [other, one]
  if (below.operator !== 'LESS_THAN' || above.operator !== 'GREATER_THAN') return false
  return boundOf(below) <= boundOf(above) + (isNumeric(one.field) ? 1 : 0)
}

/** Whether `holds` tells for certain that a value does not meet it. */
function isExact({ operator }: FlowComparison): boolean {
  return operator !== 'MATCHES' && operator !== 'WITHIN_SCHEDULE'
}
