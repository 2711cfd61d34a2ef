import { canonical } from './canonical.js'
import { fold } from './fold.js'
import { isNumeric, momentOf } from './operators.js'
import type { FlowComparison, FlowCondition, FlowField } from './types.js'

/** Steps of one proof: what takes more stays unproven, so that a lint costs little whatever the flow. */
const PROOF = 2_000

/** Fields that every mail has exactly once. */
const SINGLE: readonly FlowField[] = ['RECIPIENT', 'SUBJECT', 'BODY', 'ATTACHMENT_COUNT', 'SIZE_BYTES', 'SPAM_VERDICT']

/** Whether it is certain that no mail meets the condition; false where it cannot be told. */
export function isNever(condition: FlowCondition): boolean {
  return new Proof().implies(condition, { any: [] })
}

/** Whether it is certain that every mail that meets the first condition meets the second; false where it cannot be told. */
export function implies(condition: FlowCondition, wider: FlowCondition): boolean {
  return new Proof().implies(condition, wider)
}

const ALWAYS: FlowCondition = { all: [] }

/** Takes both conditions apart until comparisons of the same field are left. */
class Proof {
  private steps = PROOF

  implies(condition: FlowCondition, wider: FlowCondition): boolean {
    if (--this.steps < 0) return false
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
    if (--this.steps < 0) return false
    if (one.compare && other.compare) return compareExcludes(one.compare, other.compare)
    if (one.not && this.implies(other, one.not)) return true
    if (other.not && this.implies(one, other.not)) return true
    return this.implies(one, { any: [] }) || this.implies(other, { any: [] })
  }
}

/** Whether both look at the same field. */
function looksAtSame(one: FlowComparison, other: FlowComparison): boolean {
  return one.field === other.field && (one.header ?? '').toLowerCase() === (other.header ?? '').toLowerCase()
}

/** The whole values that an EQUALS or ONE_OF lists, as they compare; undefined: another operator. */
function listed({ field, operator, value, values }: FlowComparison): readonly string[] | undefined {
  if (operator !== 'EQUALS' && operator !== 'ONE_OF') return undefined
  return (operator === 'EQUALS' ? [value ?? ''] : (values ?? [])).map((each) => fold(canonical(field, each)))
}

function compareImplies(narrow: FlowComparison, wide: FlowComparison): boolean {
  if (!looksAtSame(narrow, wide)) return false
  if (JSON.stringify(comparable(narrow)) === JSON.stringify(comparable(wide))) return true
  const values = listed(narrow)
  if (values) return values.every((value) => holds(value, wide))
  return partImplies(narrow, wide) || boundImplies(narrow, wide)
}

function comparable({ operator, value, values, schedule }: FlowComparison): readonly unknown[] {
  return [operator, value ?? null, values ?? null, schedule ?? null]
}

/** Whether a whole value, as it compares, meets the comparison. */
function holds(value: string, wide: FlowComparison): boolean {
  const part = fold(wide.value ?? '')
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
      return listed(wide)?.includes(value) ?? false
  }
}

/** A text that contains, starts or ends with something contains, starts or ends with a part of that. */
function partImplies(narrow: FlowComparison, wide: FlowComparison): boolean {
  const text = fold(narrow.value ?? '')
  const part = fold(wide.value ?? '')
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
  const values = listed(one)
  if (values) return isExact(other) && !values.some((value) => holds(value, other))
  if (listed(other)) return compareExcludes(other, one)
  const [below, above] = one.operator === 'LESS_THAN' ? [one, other] : [other, one]
  if (below.operator !== 'LESS_THAN' || above.operator !== 'GREATER_THAN') return false
  return boundOf(below) <= boundOf(above) + (isNumeric(one.field) ? 1 : 0)
}

/** Whether `holds` tells for certain that a value does not meet it. */
function isExact({ operator }: FlowComparison): boolean {
  return operator !== 'MATCHES' && operator !== 'WITHIN_SCHEDULE'
}
