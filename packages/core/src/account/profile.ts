import { error } from '../problem.js'
import { parseName } from '../organisation/names.js'
import { resultOf, type Result } from '../result.js'

/** What people say of themselves. */
export interface Profile {
  readonly name: string
  /** Language of the console and of mail to the person. */
  readonly locale: string
}

/** R-ORG-7: the name of a person, and a language among those that there are (INVALID). */
export function parseProfile(draft: Profile, locales: readonly string[]): Result<Profile> {
  const name = parseName(draft.name, ['name'])
  const isKnown = locales.includes(draft.locale)
  const problems = [...name.problems, ...(isKnown ? [] : [error('INVALID', ['locale'])])]
  return resultOf({ name: name.ok ? name.value : '', locale: draft.locale }, problems)
}
