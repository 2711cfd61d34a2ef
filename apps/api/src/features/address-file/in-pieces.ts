import { setImmediate as others } from 'node:timers/promises'

/** Items with a chance for other requests after every `size` of them: a long file must not hold the process. */
export async function* inPieces<T>(items: Iterable<T>, size: number): AsyncGenerator<T, void, undefined> {
  let taken = 0
  for (const item of items) {
    yield item
    if (++taken % size === 0) await others()
  }
}

/** The list in parts of at most so many. */
export function partsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}
