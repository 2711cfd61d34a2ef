import { excerpt } from '../text.js'
import { canonical } from './canonical.js'
import { fold, normalise } from './fold.js'
import { FLOW_LIMITS } from './limits.js'
import type { FlowField } from './types.js'

/** Shown of a field with many occurrences. */
const SHOWN = 5

/** All occurrences of a field in a mail, made ready for each way of comparing once, and only when one asks. */
export class FieldText {
  #folded: readonly string[] | undefined
  #ends: readonly string[] | undefined
  #matched: readonly string[] | undefined
  #found: string | undefined

  /** None: the field is unknown. */
  constructor(
    private readonly field: FlowField,
    readonly values: readonly string[],
  ) {}

  /** From the beginning, without case. */
  get folded(): readonly string[] {
    return (this.#folded ??= this.values.map((value) => fold(canonical(this.field, value.slice(0, FLOW_LIMITS.text)))))
  }

  /** From the end, without case. */
  get ends(): readonly string[] {
    if (!this.isLongerThan(FLOW_LIMITS.text)) return this.folded
    return (this.#ends ??= this.values.map((value) => fold(canonical(this.field, value.slice(-FLOW_LIMITS.text)))))
  }

  /** What patterns look at: the beginning, over all occurrences. */
  get matched(): readonly string[] {
    return (this.#matched ??= this.#cutForPatterns())
  }

  /** What was found, for a trace. */
  get found(): string {
    return (this.#found ??= excerpt(
      this.values
        .slice(0, SHOWN)
        .map((value) => value.slice(0, 200))
        .join(', '),
    ))
  }

  /** Characters in all. */
  get length(): number {
    return this.values.reduce((sum, value) => sum + value.length, 0)
  }

  /** Whether one of the occurrences is. */
  isLongerThan(limit: number): boolean {
    return this.values.some((value) => value.length > limit)
  }

  #cutForPatterns(): readonly string[] {
    let left: number = FLOW_LIMITS.matchedText
    return this.values.map((value) => {
      const part = value.slice(0, left)
      left -= part.length
      return normalise(canonical(this.field, part))
    })
  }
}
