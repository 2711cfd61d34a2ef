import { expect, it } from 'vitest'
import { diffTexts } from './text-diff'

const shown = (before: string, after: string) => {
  const diff = diffTexts(before, after)
  const mark = (stretches: typeof diff.before) =>
    stretches.map(({ text, isOwn }) => (isOwn ? `[${text}]` : text)).join('')
  return [mark(diff.before), mark(diff.after)]
}

it.each([
  ['the same', 'the same', 'the same', 'the same'],
  ['a b c', 'a x c', 'a [b] c', 'a [x] c'],
  ['a c', 'a b c', 'a c', 'a [b ]c'],
  ['', 'new', '', '[new]'],
  ['one two three four', 'two three five four', '[one ]two three four', 'two three[ five] four'],
])('marks what %j and %j have alone', (before, after, first, second) => {
  expect(shown(before, after)).toEqual([first, second])
})

it('loses nothing of either text, however long', () => {
  const long = (word: string) => Array.from({ length: 2_000 }, (_, index) => `${word}${index % 7}`).join(' ')
  for (const [before, after] of [
    [long('a'), long('b')],
    [long('a'), `${long('a')}  end\n`],
  ] as const) {
    const diff = diffTexts(before, after)
    expect(diff.before.map(({ text }) => text).join('')).toBe(before)
    expect(diff.after.map(({ text }) => text).join('')).toBe(after)
  }
})
