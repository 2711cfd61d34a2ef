import { error, type Problem } from '../problem.js'
import { excerpt } from '../text.js'

/** What a canned response may leave to be filled in, as it stands between `{{` and `}}` (R-ADR-9). */
export const PLACEHOLDERS = ['agent.name', 'organization.name', 'address'] as const

/** The name of a placeholder. */
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A placeholder, known or not; its name may have blanks around it. */
export const PLACEHOLDER = /\{\{([^{}]*)\}\}/g

/** PLACEHOLDER_UNKNOWN for each placeholder that does not exist, once (R-ADR-9). */
export function checkPlaceholders(text: string, path: readonly string[]): Problem[] {
  const names = new Set([...text.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? '').trim()))
  const unknown = [...names].filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name))
  return unknown.slice(0, 20).map((name) => error('PLACEHOLDER_UNKNOWN', path, { found: excerpt(`{{${name}}}`) }))
}
