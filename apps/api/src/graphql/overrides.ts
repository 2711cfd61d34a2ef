import { error, type Problem, type ReferenceType, type Result } from '@mailroom/core'
import type { Locale } from '@mailroom/messages'
import { badInput, notFound } from './errors.js'
import { refuseInput } from './refuse-input.js'

/** So many of a kind may be tried at once. */
const MOST = 20

/** What is decided by as if it were stored, by id, and why the rest is not. */
export interface Overrides<V> {
  readonly values: ReadonlyMap<string, V>
  /** By place: the list's name, a number, and the path in what was given. */
  readonly problems: readonly Problem[]
  /** One of the things themselves is not there. */
  readonly isMissing: boolean
}

/** Things of one kind that are tried unsaved. */
interface Kind<I, S, V> {
  /** The list's name in the input. */
  readonly list: string
  readonly idField: keyof I & string
  readonly type: ReferenceType
  readonly load: (ids: readonly string[]) => Promise<ReadonlyMap<string, S>>
  /** Reads what all of them refer to, and answers with what checks one of them. */
  readonly prepare: (given: readonly (readonly [input: I, stored: S])[]) => Promise<(input: I, stored: S) => Result<V>>
}

/** Each as a write of it would be checked; REFERENCE_NOT_FOUND where there is no such thing. */
export async function parseOverridesOf<I, S, V>(
  inputs: readonly I[],
  { list, idField, type, load, prepare }: Kind<I, S, V>,
): Promise<Overrides<V>> {
  if (inputs.length > MOST) throw badInput(`${list}: at most ${MOST}`)
  if (inputs.length === 0) return { values: new Map(), problems: [], isMissing: false }
  const idOf = (input: I) => String(input[idField])
  const stored = await load(inputs.map(idOf))
  const there = (input: I) => {
    const found = stored.get(idOf(input))
    return found === undefined ? [] : [[input, found] as const]
  }
  const parse = await prepare(inputs.flatMap(there))
  const values = new Map<string, V>()
  const problems = inputs.flatMap((input, index) => {
    const place = [list, String(index)]
    const id = idOf(input)
    const [found] = there(input)
    if (!found) return [error('REFERENCE_NOT_FOUND', [...place, idField], { type, id })]
    const result = parse(...found)
    if (!result.ok) return result.problems.map((each) => ({ ...each, path: [...place, ...each.path] }))
    values.set(id, result.value)
    return []
  })
  return { values, problems, isMissing: !inputs.every((input) => stored.has(idOf(input))) }
}

/** The same for a question that cannot be answered otherwise: NOT_FOUND, or BAD_USER_INPUT with every problem. */
export function acceptedOverrides<V>(
  { values, problems, isMissing }: Overrides<V>,
  locale: Locale,
): ReadonlyMap<string, V> {
  if (isMissing) throw notFound()
  refuseInput(problems, locale)
  return values
}
