import type { Problem } from '@mailroom/core'

/** Most addresses that are invited at once. */
export const MOST = 50

/** An address of a pasted list, once; `wrong`: it is no address. */
export interface Pasted {
  readonly email: string
  readonly wrong: boolean
}

/** The addresses of a text: one a line, or between commas and semicolons, also as `Name <address>`. */
export function addressesOf(text: string, check: (address: string) => readonly Problem[]): Pasted[] {
  const found = text
    .split(/[\n,;]+/)
    .map((part) => (/<([^<>]*)>\s*$/.exec(part)?.[1] ?? part).trim())
    .filter((part) => part !== '')
  const unique = new Map(found.map((email) => [email.toLowerCase(), email]))
  return [...unique.values()].map((email) => ({
    email,
    wrong: check(email).some(({ severity }) => severity === 'ERROR'),
  }))
}
