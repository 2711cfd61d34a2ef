/** Work that others may interrupt at each `yield`. */
export type Steps<T> = Generator<undefined, T>

/** So many entries are one step. */
export const STEP = 250

/** All steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
