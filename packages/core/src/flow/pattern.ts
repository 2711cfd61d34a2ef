import { RE2JS, RE2JSSyntaxException } from 're2js'
import { error, type Problem } from '../problem.js'
import { countCodePoints, excerpt } from '../text.js'
import { FLOW_LIMITS } from './limits.js'

/** What is wrong with a pattern. */
export type PatternMistake =
  'LOOKAROUND' | 'BACKREFERENCE' | 'GROUP' | 'BRACKET' | 'PARENTHESIS' | 'REPETITION' | 'ESCAPE' | 'RANGE' | 'OTHER'

/** A pattern made ready: unanchored, without regard to case, in time linear in the text (R-FLO-2). */
export interface Pattern {
  /** Steps of its program. */
  readonly size: number
  test(text: string): boolean
}

/** The pattern, or the problem with it: REQUIRED, TOO_LONG, PATTERN_INVALID, PATTERN_TOO_LARGE. */
export function parsePattern(source: string, path: readonly string[]): Pattern | Problem {
  if (source === '') return error('REQUIRED', path)
  const count = countCodePoints(source)
  if (count > FLOW_LIMITS.pattern) return error('TOO_LONG', path, { limit: FLOW_LIMITS.pattern, count })
  const pattern = compile(source, path)
  if ('code' in pattern || pattern.size <= FLOW_LIMITS.patternSize) return pattern
  return error('PATTERN_TOO_LARGE', path, { limit: FLOW_LIMITS.patternSize, count: pattern.size })
}

function compile(source: string, path: readonly string[]): Pattern | Problem {
  try {
    const compiled = RE2JS.compile(normalisePattern(source), RE2JS.CASE_INSENSITIVE)
    return { size: compiled.programSize(), test: (text) => compiled.test(text) }
  } catch (reason) {
    const { error: what = '', input = '' } = reason instanceof RE2JSSyntaxException ? reason : {}
    const found = `${input ?? ''}`.replace(/^\(\?i\)/, '')
    return error('PATTERN_INVALID', path, { why: mistakeOf(`${what}`, found), found: excerpt(found || source) })
  }
}

/** Normalised like the text, and what only normalising makes a sign of the syntax stays a letter: "（" is no group. */
function normalisePattern(source: string): string {
  return source
    .normalize('NFC')
    .replace(/[^\0-\x7f]+/g, (run) => run.normalize('NFKC').replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&'))
}

const MISTAKES: readonly (readonly [RegExp, PatternMistake])[] = [
  [/closing \]/, 'BRACKET'],
  [/\)$/, 'PARENTHESIS'],
  [/repe(at|tition)/, 'REPETITION'],
  [/class range/, 'RANGE'],
  [/Perl syntax|capture/, 'GROUP'],
  [/backslash|escape/, 'ESCAPE'],
]

function mistakeOf(what: string, found: string): PatternMistake {
  if (/^\(\?<?[=!]/.test(found)) return 'LOOKAROUND'
  if (/^\\[1-9k]/.test(found)) return 'BACKREFERENCE'
  return MISTAKES.find(([sign]) => sign.test(what))?.[1] ?? 'OTHER'
}
