/** The longest link that is given away, in characters: longer ones get cut off in mails and chats. */
export const LINK_LENGTH = 8000

type Shape = (value: unknown) => boolean
export type Shapes<T> = { readonly [K in keyof T]-?: Shape }

const START = '#mail='

export const isText: Shape = (value) => typeof value === 'string'
export const isSwitch: Shape = (value) => typeof value === 'boolean'
export const isOneOf =
  (...words: readonly string[]): Shape =>
  (value) =>
    words.includes(value as string)
export const isListOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape)
export const isNullOr =
  (shape: Shape): Shape =>
  (value) =>
    value == null || shape(value)
export const isThing =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    isRecord(value) &&
    Object.keys(value).every((key) => Object.hasOwn(shapes, key)) &&
    Object.entries(shapes).every(([key, shape]) => shape(value[key]))

/**
 * What a page's form holds, as the fragment of its URL: browsers keep that to themselves, so that the people in a mail
 * are in no server's log.
 */
export function toFragment(form: object): string {
  const given = Object.entries(form).filter(([, value]) => value !== null && value !== undefined)
  const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(given)))
  const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return START + letters.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

export const isLinked = (fragment: string): boolean => fragment.startsWith(START)

/** What a fragment holds, and nothing else than the shapes allow: links come from anybody. Null: it holds none. */
export function fromFragment<T extends object>(fragment: string, shapes: Shapes<T>): Partial<T> | null {
  if (!isLinked(fragment) || fragment.length > LINK_LENGTH) return null
  const value = parse(fragment.slice(START.length))
  if (!isRecord(value)) return null
  const known = Object.entries<Shape>(shapes).filter(([key]) => Object.hasOwn(value, key))
  if (known.length === 0 || !known.every(([key, shape]) => shape(value[key]))) return null
  return Object.fromEntries(known.map(([key]) => [key, value[key]])) as Partial<T>
}

function parse(letters: string): unknown {
  try {
    const bytes = atob(letters.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0)))
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
