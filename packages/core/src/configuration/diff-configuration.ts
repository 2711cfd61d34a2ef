import { identityOf } from './identity.js'
import { isSame } from './read-value.js'
import { atOnce, STEP, type Steps } from './steps.js'
import { ENTRY_KEYS, KEPT_WHERE_LEFT_OUT, SETTINGS_KEYS } from './shapes.js'
import {
  CONFIGURATION_SECTIONS,
  type Configuration,
  type ConfigurationEntries,
  type ConfigurationEntry,
  type ConfigurationSection,
  type ConfigurationValue,
} from './types.js'
import { valueText } from './yaml-text.js'

/** What happens to one entry. */
export type ConfigurationAction = 'CREATE' | 'UPDATE' | 'DELETE'

/** One entry that is another after the file. */
export interface ConfigurationChange {
  readonly action: ConfigurationAction
  readonly section: ConfigurationSection | 'settings'
  /** As it is called afterwards; of a deletion, before. Of the settings `settings`. */
  readonly name: string
  /** As it was called before, where that is another spelling. */
  readonly formerName?: string
  /** Null: there was none. */
  readonly before: ConfigurationEntry | null
  /** Null: there is none afterwards. */
  readonly after: ConfigurationEntry | null
}

/** A key that is another after the file, as it would stand there; null: it says nothing. */
export interface ChangedField {
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

/** What a file changes: sections that it leaves out are not touched, entries that it leaves out are deleted. */
export function diffConfiguration(stored: Configuration, wanted: Configuration): ConfigurationChange[] {
  return atOnce(diffSteps(stored, wanted))
}

/** As `diffConfiguration`, in steps of a few milliseconds. */
export function* diffSteps(stored: Configuration, wanted: Configuration): Steps<ConfigurationChange[]> {
  const changes = wanted.settings ? diffSettings(stored.settings ?? {}, wanted.settings) : []
  for (const section of CONFIGURATION_SECTIONS) {
    const entries = wanted.sections[section]
    if (entries) yield* diffSection(changes, section, stored.sections[section] ?? new Map(), entries)
  }
  return changes
}

/** The keys in which an entry differs; where a key is left out its default stands. A deletion has none. */
export function changedFields({ section, name, formerName, before, after }: ConfigurationChange): ChangedField[] {
  if (after === null) return []
  const keys = section === 'settings' ? SETTINGS_KEYS : ENTRY_KEYS[section]
  const changed = Object.entries(keys).flatMap(([key, { fallback }]) => {
    const [from, to] = [before?.[key], after[key]]
    if (isSame(from, to)) return []
    return [{ name: key, before: before === null ? null : textOf(from, fallback), after: textOf(to, fallback) }]
  })
  return formerName === undefined ? changed : [{ name: 'name', before: formerName, after: name }, ...changed]
}

function textOf(value: ConfigurationValue | undefined, fallback: ConfigurationValue | undefined): string | null {
  const shown = value ?? fallback
  return shown === undefined ? null : valueText(shown)
}

function diffSettings(before: ConfigurationEntry, after: ConfigurationEntry): ConfigurationChange[] {
  return isSame(before, after) ? [] : [{ action: 'UPDATE', section: 'settings', name: 'settings', before, after }]
}

function* diffSection(
  changes: ConfigurationChange[],
  section: ConfigurationSection,
  stored: ConfigurationEntries,
  wanted: ConfigurationEntries,
): Steps<void> {
  const known = new Map<string, { readonly name: string; readonly entry: ConfigurationEntry }>()
  for (const [name, entry] of stored) {
    if (known.size % STEP === STEP - 1) yield
    known.set(identityOf(section, name), { name, entry })
  }
  let count = 0
  for (const [name, entry] of wanted) {
    if (++count % STEP === 0) yield
    const identity = identityOf(section, name)
    const current = known.get(identity)
    known.delete(identity)
    if (!current) changes.push({ action: 'CREATE', section, name, before: null, after: entry })
    else changes.push(...updateOf(section, name, current, kept(entry, current.entry)))
  }
  for (const { name, entry } of known.values())
    changes.push({ action: 'DELETE', section, name, before: entry, after: null })
}

function updateOf(
  section: ConfigurationSection,
  name: string,
  current: { readonly name: string; readonly entry: ConfigurationEntry },
  after: ConfigurationEntry,
): ConfigurationChange[] {
  const isRenamed = current.name !== name
  if (!isRenamed && isSame(current.entry, after)) return []
  const renamed = isRenamed ? { formerName: current.name } : {}
  return [{ action: 'UPDATE', section, name, ...renamed, before: current.entry, after }]
}

/** With what stays where it is left out, in the order of the keys. */
function kept(wanted: ConfigurationEntry, stored: ConfigurationEntry): ConfigurationEntry {
  const missing = KEPT_WHERE_LEFT_OUT.filter((key) => key in stored && !(key in wanted))
  return missing.length === 0 ? wanted : { ...wanted, ...Object.fromEntries(missing.map((key) => [key, stored[key]!])) }
}
