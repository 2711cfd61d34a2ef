import { valueOf, type ShownRecord } from './record-state'
import { likeness } from './token-diff'

const LONGEST = 80
const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

/** A value that was found: ours, nearly ours (shown against what is expected), or another one. */
export interface FoundValue {
  readonly text: string
  readonly kind: 'ours' | 'near' | 'other'
}

/** What was found at a record, the value that is expected there, and, shortened, that which nothing found comes near. */
export interface Finding {
  readonly found: readonly FoundValue[]
  readonly expected: string
  readonly missing: string
}

/** Of several values the one most like ours is shown against it; MX hosts are alike or not. */
export function findingOf(record: Pick<ShownRecord, 'type' | 'value' | 'priority' | 'found' | 'status'>): Finding {
  const expected = valueOf(record)
  const scores = record.found.map((text) => likenessOf(record, text, expected))
  const best = Math.max(0, ...scores)
  const hasOurs = record.found.includes(expected)
  const near = hasOurs || best === 0 ? -1 : scores.indexOf(best)
  const found = record.found.map((text, index): FoundValue => {
    if (text === expected) return { text, kind: 'ours' }
    return index === near ? { text, kind: 'near' } : { text: shortened(text), kind: 'other' }
  })
  const isMissing = found.length > 0 && record.status !== 'VERIFIED' && !hasOurs && near === -1
  return { found, expected, missing: isMissing ? shortened(expected) : '' }
}

function likenessOf({ type, value }: Pick<ShownRecord, 'type' | 'value'>, text: string, expected: string): number {
  return type === 'MX' ? Number(text.split(/\s+/).at(-1) === value) : likeness(text, expected)
}
