import type { FlowDefinition, FlowRule } from './types.js'

/** What of a rule is another. */
const RULE_PARTS = ['name', 'when', 'then'] as const
export type RulePart = (typeof RULE_PARTS)[number]

/** One rule in two definitions of a flow, by its index in each; null: it is not in that one. */
export interface RuleDifference {
  readonly before: number | null
  readonly after: number | null
  /** Whether it comes earlier or later among the rules that are in both; as few as possible say so. */
  readonly moved: boolean
  readonly changed: readonly RulePart[]
}

/** What tells one definition of a flow from another (R-FLO-4). */
export interface FlowDifference {
  /** Rules that differ, in the order of the later definition; removed ones behind what they stood behind. */
  readonly rules: readonly RuleDifference[]
  /** Whether the action that ends it is another. */
  readonly otherwise: boolean
}

interface Pair {
  readonly before: number
  readonly after: number
}

/**
 * What changed from one definition of a flow to another (R-FLO-4): which rules were added, removed, moved, and what of
 * a rule is another. A rule is the same one where all of it is, its name or its condition: in that order, the first in
 * order first. What only does the same is another rule.
 */
export function diffFlows(before: FlowDefinition, after: FlowDefinition): FlowDifference {
  const pairs = pairRules(before.rules, after.rules)
  const steady = new Set(longestRising(pairs))
  const differences = pairs
    .map((pair): RuleDifference => ({
      ...pair,
      moved: !steady.has(pair),
      changed: changedParts(before.rules[pair.before]!, after.rules[pair.after]!),
    }))
    .filter(({ moved, changed }) => moved || changed.length > 0)
  const lone = { moved: false, changed: [] }
  const added = missing(after.rules, new Set(pairs.map((pair) => pair.after)))
  const removed = missing(before.rules, new Set(pairs.map((pair) => pair.before)))
  return {
    rules: [
      ...differences,
      ...added.map((index) => ({ ...lone, before: null, after: index })),
      ...removed.map((index) => ({ ...lone, before: index, after: null })),
    ].sort((a, b) => placeOf(a, pairs) - placeOf(b, pairs) || (a.before ?? -1) - (b.before ?? -1)),
    otherwise: textOf(before.otherwise) !== textOf(after.otherwise),
  }
}

/** A removed rule stands between the rule before it that is still there, and the next. */
function placeOf({ before, after }: RuleDifference, pairs: readonly Pair[]): number {
  if (after !== null) return after
  const earlier = pairs.filter((pair) => pair.before < before!)
  return Math.max(-1, ...earlier.slice(-1).map((pair) => pair.after)) + 0.5
}

/** Rules that are the same, in the order of `before`. */
function pairRules(before: readonly FlowRule[], after: readonly FlowRule[]): readonly Pair[] {
  const found = new Map<number, number>()
  const taken = new Set<number>()
  const looks: readonly ((rule: FlowRule) => unknown)[] = [
    (rule) => [rule.name, rule.when, rule.then],
    (rule) => rule.name,
    (rule) => rule.when,
  ]
  for (const look of looks) {
    const free = new Map<string, number[]>()
    after.forEach((rule, index) => {
      if (!taken.has(index)) free.set(textOf(look(rule)), [...(free.get(textOf(look(rule))) ?? []), index])
    })
    before.forEach((rule, index) => {
      const match = found.has(index) ? undefined : free.get(textOf(look(rule)))?.shift()
      if (match === undefined) return
      found.set(index, match)
      taken.add(match)
    })
  }
  return [...found].map(([from, to]) => ({ before: from, after: to })).sort((a, b) => a.before - b.before)
}

function changedParts(before: FlowRule, after: FlowRule): readonly RulePart[] {
  return RULE_PARTS.filter((part) => textOf(before[part]) !== textOf(after[part]))
}

const missing = (rules: readonly FlowRule[], known: ReadonlySet<number>): readonly number[] =>
  rules.map((_, index) => index).filter((index) => !known.has(index))

/** The most pairs that keep their order; the others have moved. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  const chains: Pair[][] = []
  for (const pair of pairs) {
    const best = chains
      .filter((chain) => chain.at(-1)!.after < pair.after)
      .reduce<Pair[]>((longest, chain) => (chain.length > longest.length ? chain : longest), [])
    chains.push([...best, pair])
  }
  return chains.reduce<Pair[]>((longest, chain) => (chain.length > longest.length ? chain : longest), [])
}

/** The same text for the same meaning: what is null or left out is not there, and the order of fields says nothing. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([, field]) => field !== null && field !== undefined)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : part,
  )
}
