import { toRaw } from 'vue'

const keys = new WeakMap<object, string>()
let count = 0

/**
 * Tells rules and conditions apart while they come, go and move. No part of the form: what is stored has no keys, and
 * two forms that say the same must be the same.
 */
export function keyOf(thing: object): string {
  const raw = toRaw(thing)
  const known = keys.get(raw)
  if (known) return known
  const key = `flow-${++count}`
  keys.set(raw, key)
  return key
}
