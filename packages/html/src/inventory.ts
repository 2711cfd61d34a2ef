import { BECOMES } from './policy.js'

const MOST = 20
const NAME = /^[a-z][a-z\d:-]{0,30}$/

/** How often HTML has which tags, attributes and properties of style. */
export class Inventory {
  readonly #counts = new Map<string, number>()

  add(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (NAME.test(tag)) this.#count(`<${BECOMES.get(tag) ?? tag}>`)
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'style') for (const declaration of value.split(';')) this.#countProperty(declaration)
      else if (NAME.test(name)) this.#count(name)
    }
  }

  /** What there is less of in the other. */
  missingIn(other: Inventory): string[] {
    const missing = [...this.#counts].filter(([name, count]) => count > (other.#counts.get(name) ?? 0))
    return missing.slice(0, MOST).map(([name]) => name)
  }

  #countProperty(declaration: string): void {
    const name = declaration.split(':')[0]!.trim()
    if (NAME.test(name)) this.#count(name)
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }
}
