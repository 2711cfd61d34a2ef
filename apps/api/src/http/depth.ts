/** Deepest nesting of a request body: flows need about thirty, and nothing may exhaust the stack. */
const DEEPEST = 100

/** Whether a parsed body nests deeper than any input needs. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth > DEEPEST) return true
  return Object.values(value).some((member) => isTooDeep(member, depth + 1))
}
