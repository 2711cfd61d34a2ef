import type { Problem } from '@mailroom/core'
import { renderProblem, type Locale } from '@mailroom/messages'
import { badInput } from './errors.js'

/** More than that nobody reads. */
const MOST = 10

/** Of a question that cannot be answered: BAD_USER_INPUT with every problem that refuses, by the field it is about. */
export function refuseInput(problems: readonly Problem[], locale: Locale, place: readonly string[] = []): void {
  const errors = problems.filter(({ severity }) => severity === 'ERROR').slice(0, MOST)
  if (errors.length === 0) return
  throw badInput(
    errors.map((each) => `${[...place, ...each.path].join('.')}: ${renderProblem(each, locale)}`).join(' '),
  )
}
