import {
  identityOf,
  type ConfigurationAction,
  type ConfigurationChange,
  type ConfigurationSection,
} from '@mailroom/core'

/** A change of an entry that has a name. */
export type EntryChange = ConfigurationChange & { readonly section: ConfigurationSection }

/** The changes of a section with one of these actions. */
export function changesOf(
  changes: readonly ConfigurationChange[],
  section: ConfigurationSection,
  ...actions: readonly ConfigurationAction[]
): EntryChange[] {
  const isOne = (change: ConfigurationChange): change is EntryChange =>
    change.section === section && actions.includes(change.action)
  return changes.filter(isOne)
}

/** The From address that an address's entry names, as names compare. */
export function fromOf(entry: ConfigurationChange['after']): string | undefined {
  const from = entry?.['fromAddress']
  return typeof from === 'string' ? identityOf('addresses', from) : undefined
}

/** Addresses in such an order that one comes after its From address, as far as they do not lead in a circle (R-ADR-6). */
export function afterTheirFrom(
  changes: readonly EntryChange[],
  from: (change: EntryChange) => string | undefined,
): EntryChange[] {
  const byIdentity = new Map(changes.map((change) => [identityOf('addresses', change.name), change]))
  const ordered = new Set<EntryChange>()
  for (const change of changes) {
    const chain: EntryChange[] = []
    let next: EntryChange | undefined = change
    const seen = new Set<EntryChange>()
    while (next && !ordered.has(next) && !seen.has(next)) {
      chain.push(next)
      seen.add(next)
      next = byIdentity.get(from(next) ?? '')
    }
    for (const each of chain.reverse()) ordered.add(each)
  }
  return [...ordered]
}
