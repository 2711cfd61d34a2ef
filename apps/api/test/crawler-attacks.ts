import type { Filled, Ids } from './crawler-world.js'

export interface Place {
  readonly path: readonly string[]
  readonly kind: keyof Ids
  readonly value: string
}

/** Every place in arguments where one of the caller's own ids or names stands. */
export function placesIn(value: unknown, own: Ids): Place[] {
  const kindOf = (text: string) => (Object.keys(own) as (keyof Ids)[]).find((kind) => own[kind] === text)
  return placesBy(value, kindOf, [])
}

/** Stand-ins for ids, each its own name in brackets: to see where arguments put them, without a database. */
export const STAND_INS = new Proxy({}, { get: (_, name) => `<${String(name)}>` }) as Ids

export function standInsIn(value: unknown): Place[] {
  return placesBy(value, (text) => (/^<\w+>$/.test(text) ? (text.slice(1, -1) as keyof Ids) : undefined), [])
}

function placesBy(value: unknown, kindOf: (text: string) => keyof Ids | undefined, path: readonly string[]): Place[] {
  if (typeof value === 'string') {
    const kind = kindOf(value)
    return kind ? [{ path, kind, value }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => placesBy(member, kindOf, [...path, key]))
}

/** The place without positions in lists: as types name it. */
export const dotted = (path: readonly string[]): string => path.filter((step) => !/^\d+$/.test(step)).join('.')

export function replaced<T>(value: T, path: readonly string[], by: unknown): T {
  const [step, ...rest] = path
  if (step === undefined) return by as T
  if (Array.isArray(value))
    return value.map((each, index) => (String(index) === step ? replaced(each, rest, by) : each)) as T
  return { ...value, [step]: replaced((value as Record<string, unknown>)[step], rest, by) }
}

/** The same arguments with ids of nothing. */
export function atRandom<T extends object>(args: T, own: Ids): T {
  return placesIn(args, own).reduce(
    (made, { path, kind, value }) => replaced(made, path, randomLike(kind, value)),
    args,
  )
}

/** An id or name of the same form that is of nothing. */
export function randomLike(kind: keyof Ids, value: string): string {
  if (kind === 'organizationId' || kind === 'userId') return `${value.slice(0, -8)}22222222`
  if (/^[a-z]{3}_/.test(value)) return `${value.slice(0, -10)}${'z'.repeat(10)}`
  return value.replaceAll(/[a-z]+(?=[@.]|$)/g, (label) => 'x'.repeat(label.length))
}

/** Wrong ids that must all be answered alike, by what is wrong. */
export function absentIds({ kind, value }: Place, own: Filled, foreign: Filled): Record<string, string> {
  const ofOther = { random: randomLike(kind, foreign.ids[kind]), foreign: foreign.ids[kind] }
  if (!isId(value)) return ofOther
  const deleted = own.deleted[kind]
  const other = kind === 'smtpServerId' ? own.ids.apiKeyId : own.ids.smtpServerId
  return {
    ...ofOther,
    'random of the own organisation': randomLike(kind, value),
    ...(deleted ? { deleted } : {}),
    ...(foreign.deleted[kind] ? { 'deleted by the other organisation': foreign.deleted[kind] } : {}),
    'of another type': other,
  }
}

const isId = (value: string): boolean => /^[a-z]{3}_/.test(value)

/** What is no id at all, as it stands in JSON. */
export const MALFORMED: readonly string[] = [
  '{"$ne":null}',
  '["a"]',
  'true',
  '1e400',
  '"\\ud83d"',
  '"a\\u0000b"',
  '"__proto__"',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{}}}',
  '-1',
  `"' or 1=1 --"`,
  `"${'a'.repeat(10_000)}"`,
]

/** Stands in variables where text of JSON goes. */
export const HOLE = '@@hole@@'

/** All malformed ones for the place that a write is about, else three of them, others for each place. */
export function malformedFor({ path, value }: Place, isMain: boolean): readonly string[] {
  if (!isId(value)) return []
  if (isMain) return [...MALFORMED, '""']
  const start = [...path.join('.')].reduce((sum, letter) => sum + letter.charCodeAt(0), 0)
  return [0, 4, 8].map((step) => MALFORMED[(start + step) % MALFORMED.length]!)
}
