import { CONFIGURATION_LIMITS, type ConfigurationMistake } from '@mailroom/core'
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml'

/** A file that is not taken: why, and where in its text. */
export class Mistake extends Error {
  constructor(
    readonly why: ConfigurationMistake,
    readonly offset: number,
  ) {
    super(why)
  }
}

/** A key of a map with its value. */
export type Entry = Pair<Node, Node | null>

/** The one document of the text, as nodes; throws `Mistake`. Nothing in it can grow: see `toValue`. */
export function readYaml(text: string, lineCounter: LineCounter = new LineCounter()): Node | null {
  const options = { version: '1.2', schema: 'core', uniqueKeys: false, merge: false, prettyErrors: false } as const
  try {
    const { contents, errors } = parseDocument(text, { ...options, lineCounter })
    if (errors[0]) throw new Mistake(whyOf(errors[0].code), errors[0].pos[0])
    return contents as Node | null
  } catch (reason) {
    // The library recurs with the nesting of the file.
    throw reason instanceof RangeError ? new Mistake('TOO_DEEP', 0) : reason
  }
}

/** The node as plain values, with maps as `Map`s in which a key stands once. No anchors, aliases or tags of its own. */
export function toValue(node: Node | null, depth = 0): unknown {
  if (node === null) return null
  const offset = offsetOf(node)
  refuseAdornments(node, offset)
  if (depth > CONFIGURATION_LIMITS.depth) throw new Mistake('TOO_DEEP', offset)
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map((item) => toValue(item as Node | null, depth + 1))
  if (!isMap(node)) throw new Mistake('SYNTAX', offset)
  const map = new Map<string, unknown>()
  for (const entry of node.items as Entry[]) {
    const key = keyOf(entry, offset)
    if (map.has(key)) throw new Mistake('DUPLICATE_KEY', offsetOf(entry.key))
    map.set(key, toValue(entry.value, depth + 1))
  }
  return map
}

/** A key as it is written: `1` and `true` are texts there. */
export function keyOf({ key }: Entry, offset = 0): string {
  const at = key?.range?.[0] ?? offset
  if (isAlias(key)) throw new Mistake('ALIAS', at)
  if (!isScalar(key)) throw new Mistake('KEY_NOT_TEXT', at)
  refuseAdornments(key, at)
  const written = typeof key.value === 'string' ? key.value : (key.source ?? '')
  if (written === '') throw new Mistake('KEY_NOT_TEXT', at)
  return written
}

/** Where the node begins in the text. */
export function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

function refuseAdornments(node: Node, offset: number): void {
  if (isAlias(node) || (node as { anchor?: string }).anchor) throw new Mistake('ALIAS', offset)
  if (node.tag && !node.tag.startsWith('tag:yaml.org,2002:')) throw new Mistake('TAG', offset)
}

function whyOf(code: string): ConfigurationMistake {
  if (code === 'MULTIPLE_DOCS') return 'SEVERAL_DOCUMENTS'
  return code === 'BAD_ALIAS' ? 'ALIAS' : 'SYNTAX'
}
