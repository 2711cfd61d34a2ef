/** A value that may still be on its way. */
export type Ready<T> = T | Promise<T>

/** Uses the value at once where it is there: a promise for each of thousands of fields costs more than the fields. */
export function whenReady<T, R>(value: Ready<T>, use: (value: T) => Ready<R>): Ready<R> {
  return value instanceof Promise ? value.then(use) : use(value)
}
