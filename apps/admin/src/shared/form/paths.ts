/** Path of a field as problems name it, joined: `routing.queue.queueId`. */
export type Path = string

/** Whether the path is the field's, or lies within it. */
export function isWithin(path: Path, field: Path): boolean {
  return path === field || path.startsWith(`${field}.`)
}

/** The value at the path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  if (path === '') return value
  return path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Whether two values say the same; key order does not matter, and undefined is like a missing key. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]))
}

/** A copy that shares nothing with a reactive or cached value. */
export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
