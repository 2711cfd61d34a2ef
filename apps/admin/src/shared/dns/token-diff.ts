/** A part of a value: in both, only where it should not be, or only where it should be. */
export interface DiffPart {
  readonly text: string
  readonly kind: 'same' | 'missing' | 'unexpected'
}

/** More tokens than any right record has; what comes after them is one token. */
const MOST_TOKENS = 200

/** Words of a value with what stands between them: blanks and `;` are tokens of their own. */
function tokensOf(value: string): string[] {
  const tokens = value.match(/\s+|;|[^\s;]+/g) ?? []
  const rest = tokens.slice(MOST_TOKENS).join('')
  return rest === '' ? tokens : [...tokens.slice(0, MOST_TOKENS), rest]
}

/** What was found against what is expected, token by token: the longest common row of tokens stays. */
export function tokenDiff(found: string, expected: string): DiffPart[] {
  const [a, b] = [tokensOf(found), tokensOf(expected)]
  const lengths = commonLengths(a, b)
  const parts: DiffPart[] = []
  const add = (text: string, kind: DiffPart['kind']) => {
    const last = parts.at(-1)
    if (last?.kind === kind) parts[parts.length - 1] = { text: last.text + text, kind }
    else parts.push({ text, kind })
  }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add(a[i]!, 'same')
      i++
      j++
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) add(a[i++]!, 'unexpected')
    else add(b[j++]!, 'missing')
  }
  return parts
}

/** How many tokens that say something two values share. */
export function likeness(found: string, expected: string): number {
  const wanted = new Set(tokensOf(expected).filter(isWord))
  return tokensOf(found).filter((token) => isWord(token) && wanted.has(token)).length
}

const isWord = (token: string) => !/^[\s;]+$/.test(token)

/** `[i][j]`: the length of the longest common row of the tokens from there on. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  return lengths
}
