import { error, type Problem } from '../problem.js'

/** Why and where reading of a mail stopped, as `@mailroom/mime` tells it. */
export interface UnreadMail {
  /** A limit that it exceeds; UNPARSABLE: the reader gave up. */
  readonly reason: string
  readonly limit: number
  readonly found: number
  /** `line` from 1, `offset` the bytes before it. */
  readonly at: { readonly line: number; readonly offset: number }
}

/** What is wrong with a mail that is not read: MAIL_UNREADABLE or MAIL_TOO_MUCH_TO_READ (security H3). */
export function unreadMailProblem({ reason, limit, found, at: { line, offset } }: UnreadMail): Problem {
  if (reason === 'UNPARSABLE') return error('MAIL_UNREADABLE', [], { line, offset })
  return error('MAIL_TOO_MUCH_TO_READ', [], { what: reason, limit, count: found, line, offset })
}
