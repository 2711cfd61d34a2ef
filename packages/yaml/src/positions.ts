import { isMap, isSeq, LineCounter, type Node } from 'yaml'
import { Mistake } from './mistake.js'
import { keyOf, offsetOf, readYaml, type Entry } from './read-yaml.js'

/** A place in a text: both count from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Where the keys of each path stand in the text, or the nearest above that is there. */
export function locate(text: string, paths: readonly (readonly string[])[]): Position[] {
  const lines = new LineCounter()
  return locateIn(rootOf(text, lines), lines, paths)
}

/** As `locate`, in a text that was read. */
export function locateIn(root: Node | null, lines: LineCounter, paths: readonly (readonly string[])[]): Position[] {
  const known = new Map<Node, ReadonlyMap<string, Entry>>()
  return paths.map((path) => positionAt(lines, find(root, path, known)))
}

/** The place of an offset. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function rootOf(text: string, lines: LineCounter): Node | null {
  try {
    return readYaml(text, lines)
  } catch (reason) {
    if (reason instanceof Mistake) return null
    throw reason
  }
}

function find(root: Node | null, path: readonly string[], known: Map<Node, ReadonlyMap<string, Entry>>): number {
  let node = root
  let offset = offsetOf(root)
  for (const key of path) {
    if (isMap(node)) {
      const entry = entriesOf(node as Node & { items: Entry[] }, known).get(key)
      if (!entry) return offset
      offset = offsetOf(entry.key)
      node = entry.value
    } else if (isSeq(node) && node.items[Number(key)]) {
      node = node.items[Number(key)] as Node
      offset = offsetOf(node)
    } else return offset
  }
  return offset
}

/** A section may have thousands of entries, and a problem each. */
function entriesOf(map: Node & { items: Entry[] }, known: Map<Node, ReadonlyMap<string, Entry>>) {
  const entries = known.get(map) ?? new Map(map.items.map((entry) => [keyOf(entry), entry]))
  known.set(map, entries)
  return entries
}
