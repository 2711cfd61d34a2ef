import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { compareNames } from './identity.js'
import { nearest } from './nearest.js'
import type { Keys, Shape } from './shapes.js'
import type { ConfigurationEntry, ConfigurationShape, ConfigurationValue } from './types.js'

/** Gathers problems while a file is read. */
export type Report = (problem: Problem) => void

/** A map of the file: keys are texts. */
export type GivenMap = ReadonlyMap<string, unknown>

/** The value in its normal form: keys in order, sets sorted, nothing that has its default. Undefined: it was refused. */
function readValue(
  shape: Shape,
  value: unknown,
  path: readonly string[],
  report: Report,
): ConfigurationValue | undefined {
  switch (shape.kind) {
    case 'LATER':
      return readValue(shape.shape(), value, path, report)
    case 'BOOLEAN_OR':
      return typeof value === 'boolean' ? value : readValue(shape.other, value, path, report)
    case 'LIST':
      return Array.isArray(value) ? readList(shape, value, path, report) : refuse('LIST', value, path, report)
    case 'MAP':
      return value instanceof Map ? readMap(shape.keys, value, path, report) : refuse('MAP', value, path, report)
    case 'CHOICE':
      return readChoice(shape.of, value, path, report)
    case 'BOOLEAN':
      return typeof value === 'boolean' ? value : refuse('BOOLEAN', value, path, report)
    case 'WHOLE_NUMBER':
      return Number.isSafeInteger(value) ? (value as number) : refuse('WHOLE_NUMBER', value, path, report)
    default:
      return typeof value === 'string' ? value : refuse('TEXT', value, path, report)
  }
}

/** The entry in its normal form; null counts as left out. */
export function readMap(keys: Keys, given: GivenMap, path: readonly string[], report: Report): ConfigurationEntry {
  for (const found of given.keys())
    if (!Object.hasOwn(keys, found)) {
      const proposal = nearest(found, Object.keys(keys)) ?? Object.keys(keys).join(', ')
      report(error('UNKNOWN_KEY', [...path, found], { found: excerpt(found), proposal: proposal || '–' }))
    }
  const entry: Record<string, ConfigurationValue> = {}
  for (const [key, { shape, isRequired, fallback }] of Object.entries(keys)) {
    const value = given.get(key) ?? null
    if (value === null) {
      if (isRequired) report(error('REQUIRED', [...path, key]))
      continue
    }
    const read = readValue(shape, value, [...path, key], report)
    if (read !== undefined && !isSame(read, fallback)) entry[key] = read
  }
  return entry
}

/** Whether two values in their normal form say the same. */
export function isSame(a: ConfigurationValue | undefined, b: ConfigurationValue | undefined): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

function readList(
  { of, isSet }: Extract<Shape, { kind: 'LIST' }>,
  values: readonly unknown[],
  path: readonly string[],
  report: Report,
): readonly ConfigurationValue[] {
  const read = values
    .map((value, index) => readValue(of, value, [...path, String(index)], report))
    .filter((value) => value !== undefined)
  return isSet ? [...new Set(read)].sort((a, b) => compareNames(String(a), String(b))) : read
}

function readChoice(
  of: readonly string[],
  value: unknown,
  path: readonly string[],
  report: Report,
): ConfigurationValue | undefined {
  if (typeof value !== 'string') return refuse('TEXT', value, path, report)
  if (of.includes(value)) return value
  report(error('UNKNOWN_VALUE', path, { found: excerpt(value), of: of.join(', ') }))
  return undefined
}

function refuse(expected: ConfigurationShape, value: unknown, path: readonly string[], report: Report): undefined {
  report(error('WRONG_SHAPE', path, { expected, found: shapeOf(value) }))
}

export function shapeOf(value: unknown): ConfigurationShape {
  if (value === null || value === undefined) return 'NOTHING'
  if (value instanceof Map) return 'MAP'
  if (Array.isArray(value)) return 'LIST'
  if (typeof value === 'number') return Number.isInteger(value) ? 'WHOLE_NUMBER' : 'NUMBER'
  return typeof value === 'boolean' ? 'BOOLEAN' : 'TEXT'
}
