/** A stretch of a text: of both texts, or of one alone. */
export interface Stretch {
  readonly text: string
  readonly isOwn: boolean
}

/** Larger comparisons show the whole middle as other. */
const MOST_PAIRS = 250_000

/** Two texts word by word: what each has alone, between what both have. */
export function diffTexts(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const start = common(a, b)
  const end = common(a.slice(start).reverse(), b.slice(start).reverse())
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  const [ownA, ownB] = ownWords(middleA, middleB)
  const side = (words: readonly string[], own: ReadonlySet<number>) =>
    joined(words.map((text, index) => ({ text, isOwn: own.has(index - start) })))
  return { before: side(a, ownA), after: side(b, ownB) }
}

const wordsOf = (text: string): string[] => text.split(/(\s+)/).filter((word) => word !== '')

function common(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length)
  const other = Array.from({ length }, (_, index) => index).find((index) => a[index] !== b[index])
  return other ?? length
}

/** Places of words that are in no longest common sequence. */
function ownWords(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const own: [Set<number>, Set<number>] = [new Set(a.keys()), new Set(b.keys())]
  if (a.length * b.length > MOST_PAIRS) return own
  const lengths = lengthsOf(a, b)
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      own[0].delete(i++)
      own[1].delete(j++)
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++
    else j++
  }
  return own
}

function lengthsOf(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
  return lengths
}

function joined(words: readonly Stretch[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const { text, isOwn } of words) {
    const last = stretches.at(-1)
    if (last?.isOwn === isOwn) stretches[stretches.length - 1] = { text: last.text + text, isOwn }
    else stretches.push({ text, isOwn })
  }
  return stretches
}
