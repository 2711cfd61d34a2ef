import {
  CONFIGURATION_LIMITS,
  error,
  hasErrors,
  parseConfiguration,
  withShortPath,
  type Configuration,
  type Problem,
} from '@mailroom/core'
import { LineCounter } from 'yaml'
import { Mistake } from './mistake.js'
import { locateIn, positionAt, type Position } from './positions.js'
import { readYaml, toValue } from './read-yaml.js'

const LONGEST_SHOWN = 60

/** A problem with where it stands in the text. */
export interface LocatedProblem extends Position {
  readonly problem: Problem
}

/** A file that was read: what it says, or why it is not taken. */
export interface ReadConfiguration {
  /** Null: it is not taken. */
  readonly configuration: Configuration | null
  /** At most so many as are told at once. */
  readonly problems: readonly LocatedProblem[]
}

/** What a file says (`parseConfiguration`); CONFIGURATION_SYNTAX where it is no YAML, or none that is taken. */
export function readConfiguration(text: string): ReadConfiguration {
  const lines = new LineCounter()
  try {
    const root = readYaml(text, lines)
    const { problems, ...parsed } = parseConfiguration(toValue(root))
    const told = problems.slice(0, CONFIGURATION_LIMITS.problems)
    const places = locateIn(
      root,
      lines,
      told.map(({ path }) => path),
    )
    const located = told.map((problem, index) => ({ problem: withShortPath(problem), ...places[index]! }))
    return { configuration: parsed.ok && !hasErrors(problems) ? parsed.value : null, problems: located }
  } catch (reason) {
    if (!(reason instanceof Mistake)) throw reason
    const position = positionAt(lines, Math.min(reason.offset, text.length))
    const problem = error('CONFIGURATION_SYNTAX', [], { why: reason.why, found: lineOf(text, position) })
    return { configuration: null, problems: [{ problem, ...position }] }
  }
}

function lineOf(text: string, { line }: Position): string {
  return (text.split('\n', line).at(-1) ?? '').trim().slice(0, LONGEST_SHOWN)
}
