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
