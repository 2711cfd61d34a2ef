import type { Problem } from '@mailroom/core'

/** A mail that is beyond a limit of reading or deciding. */
export class RefusedMail extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
  }
}
