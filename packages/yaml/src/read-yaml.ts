import { CONFIGURATION_LIMITS, type ConfigurationMistake } from '@mailroom/core'
import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair } from 'yaml'
import { Mistake } from './mistake.js'
import { tokensOf } from './tokens.js'

/** A key of a map with its value. */
export type Entry = Pair<Node, Node | null>

const OPTIONS = { version: '1.2', schema: 'core', uniqueKeys: false, merge: false, prettyErrors: false } as const
type OnError = (source: number | readonly number[] | { readonly offset: number }, code: string, message: string) => void

/** The one document of the text, as nodes; throws `Mistake` at the first. Nothing in it can grow: see `toValue`. */
export function readYaml(text: string, lineCounter: LineCounter = new LineCounter()): Node | null {
  try {
    const composer = stoppingComposer()
    const [document, second] = composer.compose(tokensOf(text, lineCounter), true, text.length)
    const unread = document?.errors[0]
    if (unread) throw new Mistake(whyOf(unread.code), unread.pos[0])
    if (second) throw new Mistake('SEVERAL_DOCUMENTS', second.range[0])
    return (document?.contents ?? null) as Node | null
  } catch (reason) {
    // The library recurs with the nesting of the file.
    throw reason instanceof RangeError ? new Mistake('TOO_DEEP', 0) : reason
  }
}

/** The library collects what is wrong, and catches what is thrown: in a file of millions of mistakes that takes minutes. */
function stoppingComposer(): Composer {
  let first: Mistake | undefined
  const onError = (...[source, code, , isWarning]: [...Parameters<OnError>, boolean?]) => {
    if (isWarning) return
    first ??= new Mistake(whyOf(code), startOf(source))
    throw first
  }
  return Object.assign(new Composer(OPTIONS), { onError })
}

function startOf(source: Parameters<OnError>[0]): number {
  if (typeof source === 'number') return source
  return 'offset' in source ? source.offset : (source[0] ?? 0)
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
  // The library recurs with the nesting of the file.
  if (code === 'RESOURCE_EXHAUSTION') return 'TOO_DEEP'
  return code === 'BAD_ALIAS' ? 'ALIAS' : 'SYNTAX'
}
