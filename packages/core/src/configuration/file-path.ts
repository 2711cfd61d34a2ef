import type { Problem } from '../problem.js'
import { excerpt } from '../text.js'

/** What stands for several inputs' worth of nesting in the file. */
const UNNESTED = new Set(['definition', 'settings'])

/**
 * Where in an entry of the file a problem of the API's input is: names stand there in place of ids, and of routing the
 * queue or flow is the map itself. `["routing", "queue", "skillIds", "0"]` is `["routing", "skills", "0"]`.
 */
export function filePath(path: readonly string[]): string[] {
  return path
    .filter((key, index) => {
      const isInside = index < path.length - 1
      if (index === 0 && UNNESTED.has(key)) return false
      return !(isInside && (key === 'queue' || key === 'flow'))
    })
    .map((key) => (key.endsWith('Ids') ? `${key.slice(0, -3)}s` : key.replace(/(?<=[a-z])Id$/, '')))
}

/** Names may be as long as an e-mail address. */
const LONGEST_KEY = 254

/** The problem with a path that can be told: a file may have names of megabytes, and many problems below each. */
export function withShortPath(problem: Problem): Problem {
  return { ...problem, path: problem.path.map((key) => (key.length > LONGEST_KEY ? excerpt(key) : key)) }
}
