import type { Problem } from '../problem.js'
import type { AddressColumn } from './columns.js'
import { atLine } from './read-address-file.js'

/** Which column holds what a problem of the settings is about, the longest path first. */
const COLUMNS: readonly (readonly [path: string, column: AddressColumn])[] = [
  ['routing.queue.queueId', 'queue'],
  ['routing.queue.skillIds', 'skills'],
  ['routing.queue.languageId', 'language'],
  ['routing.queue.priority', 'priority'],
  ['routing.flow', 'flow'],
  ['routing', 'routing'],
  ['spamRouting.flow', 'spamFlow'],
  ['spamRouting', 'spam'],
  ['signature', 'signature'],
  ['fromAddressId', 'fromAddress'],
  ['fromName', 'fromName'],
  ['replyTo', 'replyTo'],
  ['bcc', 'bcc'],
]

/** The problem of an address's settings where a file has it: `["bcc", "2"]` is `["line", "17", "bcc", "2"]`. */
export function inLine(problem: Problem, line: number): Problem {
  const path = problem.path.join('.')
  const found = COLUMNS.find(([start]) => path === start || path.startsWith(`${start}.`))
  const index = problem.path.filter((each) => /^\d+$/.test(each))
  return { ...problem, path: atLine(line, found?.[1] ?? 'address', ...index) }
}
