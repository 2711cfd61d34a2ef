import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'
import { domainIdentityOf, identityOf } from './identity.js'
import { ENTRY_KEYS, type Keys, type Shape } from './shapes.js'
import { atOnce, STEP, type Steps } from './steps.js'
import {
  CONFIGURATION_SECTIONS,
  CONFIGURED_TYPES,
  type Configuration,
  type ConfigurationSection,
  type ConfigurationValue,
} from './types.js'

/**
 * Names in a file that lead nowhere: neither to an entry of the file nor, where it leaves that section out, to one that is
 * stored. REFERENCE_NOT_FOUND, by path; of an address on no domain, of the address.
 */
export function checkConfigurationReferences(wanted: Configuration, stored: Configuration): Problem[] {
  return atOnce(referenceSteps(wanted, stored))
}

/** As `checkConfigurationReferences`, in steps of a few milliseconds. */
export function* referenceSteps(wanted: Configuration, stored: Configuration): Steps<Problem[]> {
  const problems: Problem[] = []
  const known = new Map<ConfigurationSection, ReadonlySet<string>>()
  const isKnown = (section: ConfigurationSection, identity: string) => {
    const names = known.get(section) ?? identitiesOf(section, wanted, stored)
    known.set(section, names)
    return names.has(identity)
  }
  const missing = (section: ConfigurationSection, name: string, path: readonly string[]) =>
    problems.push(error('REFERENCE_NOT_FOUND', path, { type: CONFIGURED_TYPES[section], id: excerpt(name) }))
  let count = 0
  for (const section of CONFIGURATION_SECTIONS)
    for (const [name, entry] of wanted.sections[section] ?? []) {
      if (++count % STEP === 0) yield
      const path = [section, name]
      if (section === 'addresses' && !isKnown('domains', domainIdentityOf(name)))
        missing('domains', name.slice(name.lastIndexOf('@') + 1), path)
      walkMap(ENTRY_KEYS[section], entry, path, (to, found, at) => {
        if (!isKnown(to, identityOf(to, found))) missing(to, found, at)
      })
    }
  return problems
}

type Visit = (to: ConfigurationSection, name: string, path: readonly string[]) => void

function identitiesOf(section: ConfigurationSection, wanted: Configuration, stored: Configuration) {
  const names = (wanted.sections[section] ?? stored.sections[section])?.keys() ?? []
  return new Set([...names].map((name) => identityOf(section, name)))
}

function walkMap(keys: Keys, entry: object, path: readonly string[], visit: Visit): void {
  for (const [key, value] of Object.entries(entry) as [string, ConfigurationValue][])
    walk(keys[key]!.shape, value, [...path, key], visit)
}

function walk(shape: Shape, value: ConfigurationValue, path: readonly string[], visit: Visit): void {
  if (shape.kind === 'REFERENCE') visit(shape.to, String(value), path)
  if (shape.kind === 'LATER') walk(shape.shape(), value, path, visit)
  if (shape.kind === 'BOOLEAN_OR' && typeof value === 'object') walk(shape.other, value, path, visit)
  if (shape.kind === 'MAP') walkMap(shape.keys, value as object, path, visit)
  if (shape.kind === 'LIST' && shape.of.kind !== 'TEXT')
    (value as readonly ConfigurationValue[]).forEach((each, index) =>
      walk(shape.of, each, [...path, String(index)], visit),
    )
}
