import { error, type Problem } from '../problem.js'
import { resultOf, type Result } from '../result.js'
import { excerpt } from '../text.js'
import { compareNames, identityOf } from './identity.js'
import { nearest } from './nearest.js'
import { readMap, shapeOf, type GivenMap, type Report } from './read-value.js'
import { ENTRY_KEYS, SETTINGS_KEYS } from './shapes.js'
import {
  CONFIGURATION_SECTIONS,
  CONFIGURATION_VERSION,
  type Configuration,
  type ConfigurationEntries,
  type ConfigurationEntry,
  type ConfigurationSection,
  type ConfigurationValue,
} from './types.js'

const ROOT_KEYS: readonly string[] = ['mailroom', 'settings', ...CONFIGURATION_SECTIONS]

/**
 * A configuration file as it was read: maps are `Map`s with texts as keys. The result is in its normal form: what has
 * its default is left out, keys stand in the order of the file and names by code points. Values are checked by the rules
 * of what they are of, not here. Paths are keys of the file. Problems: CONFIGURATION_VERSION, UNKNOWN_KEY, UNKNOWN_VALUE,
 * WRONG_SHAPE, REQUIRED, and NOT_UNIQUE of two names that are the same.
 */
export function parseConfiguration(value: unknown): Result<Configuration> {
  const problems: Problem[] = []
  const report: Report = (problem) => problems.push(problem)
  if (!(value instanceof Map)) return { ok: false, problems: [error('CONFIGURATION_VERSION', [], NO_VERSION)] }
  const given = value as GivenMap
  checkRoot(given, report)
  const settings = given.has('settings') ? readSettings(given.get('settings'), report) : undefined
  const sections: { [S in ConfigurationSection]?: ConfigurationEntries } = {}
  for (const section of CONFIGURATION_SECTIONS)
    if (given.has(section)) sections[section] = readSection(section, given.get(section), report)
  return resultOf({ ...(settings ? { settings } : {}), sections }, problems)
}

/** An entry in its normal form; for what is stored, so that both compare. */
export function toEntry(section: ConfigurationSection | 'settings', given: Readonly<Record<string, unknown>>) {
  const keys = section === 'settings' ? SETTINGS_KEYS : ENTRY_KEYS[section]
  return readMap(keys, deepMap(given) as GivenMap, [], (problem) => {
    throw new Error(`What is stored does not fit the file: ${problem.code} at ${problem.path.join('.')}`)
  })
}

const NO_VERSION = { found: '–', expected: CONFIGURATION_VERSION }

function checkRoot(given: GivenMap, report: Report): void {
  const version = given.get('mailroom')
  if (version !== CONFIGURATION_VERSION)
    report(
      error('CONFIGURATION_VERSION', given.has('mailroom') ? ['mailroom'] : [], {
        ...NO_VERSION,
        found: typeof version === 'string' || typeof version === 'number' ? excerpt(String(version)) : '–',
      }),
    )
  for (const found of given.keys())
    if (!ROOT_KEYS.includes(found)) {
      const proposal = nearest(found, ROOT_KEYS) ?? ROOT_KEYS.join(', ')
      report(error('UNKNOWN_KEY', [found], { found: excerpt(found), proposal }))
    }
}

function readSettings(value: unknown, report: Report): ConfigurationEntry {
  return readMap(SETTINGS_KEYS, asMap(value, ['settings'], report), ['settings'], report)
}

function readSection(section: ConfigurationSection, value: unknown, report: Report): ConfigurationEntries {
  const entries: [string, ConfigurationEntry][] = []
  const known = new Set<string>()
  for (const [typed, entry] of asMap(value, [section], report)) {
    const path = [section, typed]
    const identity = identityOf(section, typed)
    if (known.has(identity)) report(error('NOT_UNIQUE', path))
    known.add(identity)
    const read = readMap(ENTRY_KEYS[section], asMap(entry, path, report), path, report)
    checkRouting(read['routing'], [...path, 'routing'], report)
    entries.push([typed.trim(), read])
  }
  return new Map(entries.sort(([a], [b]) => compareNames(a, b)))
}

/** What a queue is asked for needs the queue. */
function checkRouting(routing: ConfigurationValue | undefined, path: readonly string[], report: Report): void {
  if (typeof routing !== 'object' || 'queue' in routing) return
  if (['skills', 'language', 'priority'].some((key) => key in routing)) report(error('REQUIRED', [...path, 'queue']))
}

/** Nothing is an empty map. */
function asMap(value: unknown, path: readonly string[], report: Report): GivenMap {
  if (value instanceof Map) return value as GivenMap
  if (value !== null && value !== undefined)
    report(error('WRONG_SHAPE', path, { expected: 'MAP', found: shapeOf(value) }))
  return new Map()
}

function deepMap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deepMap)
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value).map(([key, member]) => [key, deepMap(member)]))
}
