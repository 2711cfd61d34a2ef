import { CONFIGURATION_SECTIONS, CONFIGURATION_VERSION, type Configuration, type ConfigurationValue } from './types.js'

const STEP = '  '
/** Reads as the same text without quotes, in YAML 1.1 too. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{N}_.@/+-]*(?: [\p{L}\p{M}\p{N}_.@/+-]+)*$/u
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n|nan|inf)$/i
/** Text of several lines that a block can hold as it is: it begins with something that is no blank. */
const NOT_IN_BLOCK = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u
const ESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g

/** The file in pieces, an entry each: the same configuration makes the same text. */
export function* configurationYaml({ settings, sections }: Configuration): Generator<string> {
  yield `mailroom: ${CONFIGURATION_VERSION}\n`
  if (settings) yield pair('settings', settings, '')
  for (const section of CONFIGURATION_SECTIONS) {
    const entries = sections[section]
    if (!entries) continue
    yield entries.size === 0 ? `${section}: {}\n` : `${section}:\n`
    for (const [name, entry] of entries) yield pair(name, entry, STEP)
  }
}

/** One value as it would stand in the file; a text as it is. */
export function valueText(value: ConfigurationValue): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return String(value)
  return isEmpty(value) ? emptyText(value) : blockOf(value, '').replace(/\n$/, '')
}

function pair(key: string, value: ConfigurationValue, indent: string): string {
  const name = `${indent}${scalarText(key)}:`
  if (typeof value === 'string' && isBlock(value)) return `${name} ${literal(value, indent + STEP)}`
  if (typeof value !== 'object') return `${name} ${scalarText(value)}\n`
  return isEmpty(value) ? `${name} ${emptyText(value)}\n` : `${name}\n${blockOf(value, indent + STEP)}`
}

function blockOf(value: Exclude<ConfigurationValue, string | number | boolean>, indent: string): string {
  if (Array.isArray(value)) return value.map((item: ConfigurationValue) => itemText(item, indent)).join('')
  return Object.entries(value)
    .map(([key, member]) => pair(key, member, indent))
    .join('')
}

/** The first key of a map stands beside the dash. */
function itemText(item: ConfigurationValue, indent: string): string {
  if (typeof item !== 'object') return `${indent}- ${scalarText(item)}\n`
  return isEmpty(item)
    ? `${indent}- ${emptyText(item)}\n`
    : `${indent}- ${blockOf(item, indent + STEP).slice(indent.length + STEP.length)}`
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0
}

function emptyText(value: object): string {
  return Array.isArray(value) ? '[]' : '{}'
}

function scalarText(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value)
  if (PLAIN.test(value) && !WORDS.test(value)) return value
  return JSON.stringify(value).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function isBlock(text: string): boolean {
  return /^[^\s].*\n/u.test(text) && !NOT_IN_BLOCK.test(text)
}

function literal(text: string, indent: string): string {
  const body = text.replace(/\n+$/, '')
  const ends = text.length - body.length
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line))
  const sign = ends === 0 ? '|-' : ends === 1 ? '|' : '|+'
  return `${sign}\n${lines.join('\n')}\n${'\n'.repeat(Math.max(0, ends - 1))}`
}
