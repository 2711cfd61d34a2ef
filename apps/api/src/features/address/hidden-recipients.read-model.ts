import type { Problem } from '@mailroom/core'

/** The problem for somebody who may not see hidden recipients (R-OUT-2). */
export function withoutBcc(problem: Problem): Problem {
  return problem.code === 'BCC_LOOP' ? { ...problem, params: { found: '•••' } } : problem
}
