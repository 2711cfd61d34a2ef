import { warning, type Problem } from '../problem.js'

const SCRIPTS = [
  'Latin Greek Cyrillic Armenian Hebrew Arabic Syriac Thaana Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu',
  'Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Georgian Ethiopic Cherokee Khmer Mongolian Han Hiragana Katakana',
  'Hangul Bopomofo',
].flatMap((line) => line.split(' '))

/** Scripts that are one writing system together, and usual beside Latin (UTS #39, highly restrictive). */
const TOGETHER = [
  ['Han', 'Hiragana', 'Katakana', 'Latin'],
  ['Han', 'Hangul', 'Latin'],
  ['Han', 'Bopomofo', 'Latin'],
]

/** DOMAIN_MIXED_SCRIPTS for each label that mixes scripts, e.g. a Cyrillic `а` in `аpple` (R-DOM-2). */
export function findMixedScripts(unicode: string, path: readonly string[]): Problem[] {
  return unicode
    .split('.')
    .filter((label) => isMixed(label))
    .map((label) => warning('DOMAIN_MIXED_SCRIPTS', path, { found: label }))
}

function isMixed(label: string): boolean {
  if (/^[a-z0-9-]*$/.test(label)) return false
  const scripts = SCRIPTS.filter((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(label))
  return scripts.length > 1 && !TOGETHER.some((group) => scripts.every((script) => group.includes(script)))
}
