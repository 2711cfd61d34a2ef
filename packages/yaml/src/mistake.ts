import type { ConfigurationMistake } from '@mailroom/core'

/** A file that is not taken: why, and where in its text. */
export class Mistake extends Error {
  constructor(
    readonly why: ConfigurationMistake,
    readonly offset: number,
  ) {
    super(why)
  }
}
