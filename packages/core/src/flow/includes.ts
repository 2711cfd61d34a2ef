/** Up to this length the built-in search is quick enough in its worst case: `aaa…` in search of `aab`. */
const SHORT = 32

/** A search for a text that takes time linear in what it looks through, whatever both are (Knuth, Morris, Pratt). */
export function compileIncludes(wanted: string): (text: string) => boolean {
  if (wanted.length <= SHORT) return (text) => text.includes(wanted)
  const borders = bordersOf(wanted)
  return (text) => {
    let matched = 0
    for (let index = 0; index < text.length && matched < wanted.length; index++) {
      const next = text.charCodeAt(index)
      while (matched > 0 && wanted.charCodeAt(matched) !== next) matched = borders[matched - 1]!
      if (wanted.charCodeAt(matched) === next) matched++
    }
    return matched === wanted.length
  }
}

/** For each beginning of the text the length of its longest proper beginning that is its end too. */
function bordersOf(text: string): Uint16Array {
  const borders = new Uint16Array(text.length)
  for (let index = 1, length = 0; index < text.length; index++) {
    while (length > 0 && text[index] !== text[length]) length = borders[length - 1]!
    if (text[index] === text[length]) length++
    borders[index] = length
  }
  return borders
}
