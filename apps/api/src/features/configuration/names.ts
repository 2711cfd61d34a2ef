import { CONFIGURATION_SECTIONS, identityOf, type ConfigurationSection } from '@mailroom/core'

/** Ids of what an organisation has, by section and name; grows while a file is applied. */
export class Ids {
  private readonly byIdentity = new Map<ConfigurationSection, Map<string, string>>(
    CONFIGURATION_SECTIONS.map((section) => [section, new Map<string, string>()]),
  )
  private readonly names = new Map<string, string>()

  add(section: ConfigurationSection, name: string, id: string): void {
    this.byIdentity.get(section)!.set(identityOf(section, name), id)
    this.names.set(id, name)
  }

  remove(section: ConfigurationSection, name: string): void {
    this.byIdentity.get(section)!.delete(identityOf(section, name))
  }

  /** Undefined: there is none of this name (yet). */
  find(section: ConfigurationSection, name: string): string | undefined {
    return this.byIdentity.get(section)!.get(identityOf(section, name))
  }

  /** Of what is not there the id: no other name leads there either. */
  nameOf(id: string): string {
    return this.names.get(id) ?? id
  }
}
